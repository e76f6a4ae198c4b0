import Engine
import Foundation
import Library
import Messages
import Model
import Semantics
import Shell
import Storage
import Testing

@testable import Demo

/// What the demo is for: everything that can go wrong in a channel does.
struct DemoCaseTests {
  /// A session on the demo, in memory.
  static let demo: Session = {
    let generator = EcosystemGenerator(
      deals: EcosystemGenerator.demoDeals, seed: EcosystemGenerator.demoSeed)
    var files: [String: [UInt8]] = [:]
    for (name, bytes) in generator.files() { files["demo:/" + name] = bytes }
    var session = Session(
      world: World(catalog: Catalog(), tables: [], options: Options(today: 0)),
      checker: Checker(vocabulary: .standard, loader: CSVLoader(threads: 2, files: files)),
      engine: Engine(threads: 2))
    _ = session.open("demo:")
    return session
  }()

  /// The rows of an answer; nil where there is none.
  static func rowCount(_ question: String) -> Int? {
    var session = demo
    var count: Int?
    for outcome in session.run(question, name: "question", kind: .typed) {
      switch outcome {
      case .result(let table, _): count = table.rowCount
      case .messages(let diagnostics, _):
        for diagnostic in diagnostics { Issue.record("\(diagnostic.message): \(question)") }
      case .done, .words, .leave: break
      }
    }
    return count
  }

  @Test(arguments: DemoCase.all)
  func itOccurs(_ demoCase: DemoCase) throws {
    let count = try #require(Self.rowCount(demoCase.question))
    #expect(count >= demoCase.least, "\(demoCase.title) (\(demoCase.origin)): \(count) rows")
  }
}
