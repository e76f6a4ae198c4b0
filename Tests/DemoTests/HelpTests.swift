import Library
import Messages
import Shell
import Testing

/// Whoever learns with the demo can type every example of help.
struct HelpTests {
  @Test(arguments: Help(vocabulary: .standard).examples)
  func theExamplesOfAPageRun(examples: [String]) {
    var session = DemoCaseTests.demo
    for example in examples {
      session.runLine(example) { outcome in
        guard case .messages(let diagnostics, _) = outcome else { return }
        for diagnostic in diagnostics {
          Issue.record("\(diagnostic.code.rawValue) \(diagnostic.message): \(example)")
        }
      }
    }
  }
}
