import Foundation
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

  /// The question that divides the channel, with which the oracle agrees.
  private static func segmentation(_ ending: String) throws -> String {
    let path = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let script = "/" + path + "/Oracle/demo/queries/40-segmentation.parley"
    let text = try String(contentsOfFile: script, encoding: .utf8)
    let end = try #require(text.range(of: "\njudged |")?.lowerBound)
    return text[..<end] + "\njudged " + ending
  }

  @Test(arguments: [
    ("| where class = \"achiever\"", 10), ("| where class = \"believer\"", 10),
    ("| where class = \"deceiver\"", 10), ("| where class = \"dormant\"", 5),
    ("| where class = \"unrated\" and joined_on > today - 6 months", 3),
    // Managed as believers, because they plan to grow.
    ("| where class = \"achiever\" and growth_plan", 2),
    ("| where class = \"deceiver\" and revenue = $0", 1),
    // Somebody signed another class than the figures give.
    (
      "| add signed: last((ratings | where system = segmentation | sort signed_on).class)"
        + " | where signed is not missing and text(signed) != class", 2
    ),
  ])
  func theClassOccurs(ending: String, least: Int) throws {
    let count = try #require(Self.rowCount(try Self.segmentation(ending)))
    #expect(count >= least, "\(ending): \(count) rows")
  }
}
