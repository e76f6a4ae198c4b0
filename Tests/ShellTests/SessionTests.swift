import Messages
import Shell
import TestSupport
import Testing

/// What a session remembers and what it forgets.
struct SessionTests {
  @Test func aWrongScriptRunsNothingAndLeavesNothing() {
    var runner = SessionRunner()
    let outcomes = runner.run(
      "let gold = partners | where tier = gold\ngold\npartners | where teir = 1")
    #expect(outcomes.count == 1)
    #expect(codes(outcomes) == [.unknownField])
    #expect(codes(runner.run("gold")) == [.unknownEntity])
  }

  @Test func definitionsStay() {
    var runner = SessionRunner()
    #expect(runner.run("let gold = partners | where tier = gold").isEmpty)
    #expect(codes(runner.run("gold | show name")) == [])
  }

  @Test func aScriptsOptionsEndWithIt() {
    var runner = SessionRunner()
    _ = runner.run("option today = 2025-01-01")
    #expect(runner.answer("today").contains("2026-09-30"))
    #expect(runner.answer("option today = 2025-01-01").isEmpty)
    #expect(runner.answer("today").contains("2025-01-01"))
  }

  @Test func aWorkspacesOptionsEndWithIt() throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    _ = try first.write(
      "ecosystem.parley", "option today = 2025-05-05\noption fiscal_start = 7\n")
    _ = try second.write("plain.csv", "id\n1\n")
    var runner = SessionRunner(workspace: nil)
    #expect(runner.answer(".open \(first.path)").isEmpty)
    #expect(runner.answer("today").contains("2025-05-05"))
    // They outlive scripts, also the script that opened the workspace.
    _ = runner.run("open \"\(second.path)\"\nopen \"\(first.path)\"\noption today = 2025-06-06")
    #expect(runner.answer("today").contains("2025-05-05"))
    #expect(runner.answer("2025-08-01 in FY2026").contains("yes"))
    #expect(runner.answer(".open \(second.path)").isEmpty)
    #expect(runner.answer("today").contains("2026-09-30"))
    #expect(runner.answer("2025-08-01 in FY2026").contains("no"))
    // What is typed is nobody's but the user's.
    #expect(runner.answer("option today = 2024-04-04").isEmpty)
    #expect(runner.answer(".open \(second.path)").isEmpty)
    #expect(runner.answer("today").contains("2024-04-04"))
  }

  @Test(arguments: [
    ("partners", false), ("partners | where (tier = gold", true), ("partners |", true),
    ("partners | where tier =", true), ("let gold =", true), (".help", false), ("help", false),
    ("| where (tier = gold", false), ("partners | where teir = gold", false), ("", false),
    ("# only a comment", false), ("for each m in managers {", true),
    ("for each m in managers {\n  m.partners\n\n", true), ("test \"x\" {\n assert 1 = 1", true),
    ("for each m in managers { m.partners }", false), ("param area: text", false),
    ("param area: text one of", true), ("run \"x.parley\" with", true),
    ("partners | export \"x.csv\"", false),
  ])
  func enterAsksForMoreOnlyWhereMoreCouldHelp(text: String, needsMore: Bool) {
    #expect(SessionRunner().needsMore(text) == needsMore, "\(text)")
  }

  @Test func aScriptThatFailsWritesNothing() {
    var runner = SessionRunner()
    #expect(
      codes(runner.run("partners | export \"a.csv\"\nassert 1 = 2")) == [.assertionFailed])
    #expect(runner.files.paths.isEmpty)
    #expect(codes(runner.run("partners | show name | take 1 | export \"a.csv\"")).isEmpty)
    #expect(runner.files["a.csv"] == "name\nNorthwind Systems\n")
  }

  @Test func aBlocksDefinitionsEndWithIt() {
    var runner = SessionRunner()
    let block = """
      let n = 1
      measure won on deals = sum(amount where stage = won)
      for each m in managers | take 1 {
        let n = 2
        measure won on deals = count()
        field twice on partners = weight * 2
        function half(x) = x / 2
        assert n = 2
      }
      assert n = 1
      """
    #expect(codes(runner.run(block)).isEmpty)
    #expect(codes(runner.run("assert sum(deals.amount where stage = won) = deals.won")).isEmpty)
    #expect(codes(runner.run("partners | show twice")) == [.unknownField])
    #expect(codes(runner.run("half(1)")) == [.unknownFunction])
  }

  @Test func aStageThatExtendsTheQueryMayNeedMore() {
    var runner = SessionRunner()
    _ = runner.answer("partners")
    #expect(runner.needsMore("| where (tier = gold"))
    #expect(!runner.needsMore("| where tier = gold"))
  }

  @Test(arguments: [
    ("partners |\n", ["|"]), ("partners\n| take 5\n", ["|", "|"]),
    ("partners | where (a\nor [\nb", ["(", "["]), ("let x =\npartners", ["..."]),
    ("partners | take 1\n1 +\n2", ["...", "..."]), ("scenario s {\nchange x\n", ["{", "{"]),
    ("(1\n)\n", ["(", "..."]),
  ])
  func furtherLinesSayWhatIsOpen(text: String, marks: [String]) {
    let prompts = SessionRunner().furtherPrompts(text)
    let expected = marks.map { String(repeating: " ", count: 6 - $0.count) + $0 + "> " }
    #expect(prompts == expected, "\(text)")
  }

  private func codes(_ outcomes: [Outcome]) -> [Code] {
    outcomes.flatMap { outcome -> [Code] in
      if case .messages(let diagnostics, _) = outcome { return diagnostics.map(\.code) }
      return []
    }
  }
}
