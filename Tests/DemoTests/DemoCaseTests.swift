import Messages
import Model
import Shell
import Testing

@testable import Demo

/// What the demo is for: everything that can go wrong in a channel does.
struct DemoCaseTests {
  static let demo = Session(
    on: EcosystemGenerator(
      deals: EcosystemGenerator.demoDeals, seed: EcosystemGenerator.demoSeed))

  /// The rows of an answer; nil where there is none.
  static func rowCount(_ question: String) -> Int? {
    var session = demo
    var count: Int?
    for outcome in session.run(question, name: "question", kind: .typed) {
      switch outcome {
      case .result(let table, _): count = table.rowCount
      case .messages(let diagnostics, _):
        for diagnostic in diagnostics { Issue.record("\(diagnostic.message): \(question)") }
      case .again, .printed, .exported, .tested, .done, .words, .asked: break
      }
    }
    return count
  }

  @Test(arguments: DemoCase.all)
  func itOccurs(_ demoCase: DemoCase) throws {
    let count = try #require(Self.rowCount(demoCase.question))
    #expect(count >= demoCase.least, "\(demoCase.title) (\(demoCase.origin)): \(count) rows")
  }

  @Test(arguments: [
    ("computed_class = \"achiever\"", 10), ("computed_class = \"believer\"", 10),
    ("computed_class = \"deceiver\"", 10), ("computed_class = \"dormant\"", 5),
    ("computed_class = \"unrated\" and joined_on > today - 6 months", 3),
    // Managed as believers, because they plan to grow.
    ("class = \"achiever\" and managed_as = \"believer\"", 2),
    ("computed_class = \"deceiver\" and deals.revenue(during last 4 quarters) = $0", 1),
    // Somebody signed another class than the figures give.
    ("signed_class is not missing and class != computed_class", 2),
  ])
  func theClassOccurs(condition: String, least: Int) throws {
    let count = try #require(Self.rowCount("partners | where \(condition)"))
    #expect(count >= least, "\(condition): \(count) rows")
  }
}
