import TestSupport
import Testing

/// `parley replay` from outside.
struct ReplayTests {
  private static let good = """
    # A comment.

    > territories | where region = "West" | show name
    ┌─────────┐
    │ name    │
    ├─────────┤
    │ Seattle │
    └─────────┘
    1 row

    > territories | export "out.csv"
    wrote 6 rows to out.csv

    """

  private func replay(_ text: String, _ options: [String] = []) throws -> Program.Ending {
    let folder = try TemporaryFolder()
    let file = try folder.write("a.txt", text)
    var ending = try Program.run(["replay", file] + options)
    ending.output = ending.output.replacing(folder.path + "/", with: "")
    return ending
  }

  @Test func theSameAnswers() throws {
    let ending = try replay(Self.good, ["--open", Program.workspace])
    #expect(ending.status == 0, "\(ending)")
    #expect(ending.output == "a.txt: 2 answers, all as before\n")
    #expect(ending.errors.isEmpty)
  }

  @Test func anotherAnswerEndsWithThree() throws {
    let text = Self.good.replacing("Seattle", with: "Tacoma!") + "\n> 1 + 1\nno\n"
    let ending = try replay(text, ["--open", Program.workspace])
    #expect(ending.status == 3)
    #expect(
      ending.output.hasPrefix(
        """
        a.txt: 3 answers, 2 differ

        > territories | where region = "West" | show name
          ┌─────────┐
          │ name    │
          ├─────────┤
        - │ Tacoma! │
        + │ Seattle │
          └─────────┘
          1 row

        > 1 + 1
        - no
        + ┌
        """), "\(ending.output)")
  }

  @Test func itBeginsWhereTheRecordingBegan() throws {
    let today = try replay(
      "# workspace: \(Program.workspace)\n# today: 2026-02-03\n\n> today\n┌────────────┐\n"
        + "│ today      │\n├────────────┤\n│ 2026-02-03 │\n└────────────┘\n1 row\n")
    #expect(today.status == 0, "\(today)")
    let demo = try replay(
      "# workspace: demo:\n# day: 2026-01-01\n\n> .format csv\n\n> count(partners)\n"
        + "count(partners)\n180\n")
    #expect(demo.status == 0, "\(demo)")
  }

  @Test func whatCannotBeRead() throws {
    let ending = try Program.run(["replay", "nowhere.txt"])
    #expect(ending.status == 2 && ending.errors.contains("nowhere.txt cannot be read"))
    let folder = try replay("# workspace: nowhere\n\n> 1\n")
    #expect(folder.status == 2 && folder.errors.contains("P414"), "\(folder)")
  }
}
