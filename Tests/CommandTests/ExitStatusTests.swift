import TestSupport
import Testing

/// 0 good, 1 usage, 2 files and data, 3 a check or a run that failed.
struct ExitStatusTests {
  static let cases: [(arguments: [String], status: Int32, says: String)] = [
    (["-e", "1 + 1"], 0, ""),
    (["--help"], 0, ""),
    (["--version"], 0, ""),
    (["explain", "P210"], 0, ""),
    (["--nonsense"], 1, "--nonsense"),
    (["--format", "excel", "-e", "1"], 1, "excel"),
    (["--today", "2026-13-01", "-e", "1"], 1, "2026-13-01"),
    (["--threads", "0", "-e", "1"], 1, "--threads"),
    (["--color", "pink", "-e", "1"], 1, "pink"),
    (["run"], 1, "files"),
    (["explain", "P999"], 1, "P999"),
    (["--demo", "-e", "assert count(deals) = 15000"], 0, ""),
    (["--demo", "--scale", "2", "-e", "assert count(deals) = 30000"], 0, ""),
    (["--demo", "--open", "x", "-e", "1"], 1, "--demo"),
    (["--scale", "2", "-e", "1"], 1, "--scale"),
    (["--demo", "--scale", "0", "-e", "1"], 1, "--scale"),
    (["--demo", "run", "weekly.parley"], 1, "parley run [<options>]"),
    (["--output", "won.xlsx", "-e", "1"], 1, "spreadsheets open .csv"),
    (["-e", ".tables"], 3, "a command of the prompt"),
    (["generate", "--deals", "0", "--out", "x"], 1, "--deals"),
    (["run", "nowhere.parley"], 2, "P401"),
    (["check", "nowhere.parley"], 2, "P401"),
    (["nowhere.parley", "-e", "1"], 2, "P401"),
    (["--open", "nowhere", "-e", "1"], 2, "P414"),
    (["-e", "load \"nowhere.csv\" as x"], 2, "P401"),
    (["--output", "nowhere/x.csv", "-e", "1"], 2, "P415"),
    (["-e", "1 +"], 3, "P013"),
    (["-e", "nothing | take 5"], 3, "P108"),
    (["-e", "assert 1 = 2 \"one is two\""], 3, "one is two"),
    (["test", "nowhere.parley"], 2, "P401"),
    (["--set", "area", "-e", "1"], 1, "area"),
    (["--set", "a=1", "--set", "A=2", "-e", "1"], 1, "two values"),
    (["--set", "area=South", "-e", "1"], 1, "P604"),
    (["-e", "param area: text"], 1, "P604"),
    (["-e", "param n: number", "--set", "n=many"], 1, "--set n=10"),
  ]

  @Test(arguments: cases.indices)
  func status(index: Int) throws {
    let (arguments, status, says) = Self.cases[index]
    let ending = try Program.run(arguments)
    #expect(ending.status == status, "\(arguments): \(ending)")
    #expect(ending.errors.contains(says) && ending.errors.isEmpty == says.isEmpty, "\(ending)")
    #expect(status == 0 || ending.output.isEmpty, "\(arguments): \(ending)")
  }

  /// What is wrong with a value is not said again where the param is used.
  @Test func aWrongValueIsSaidOnce() throws {
    let script = """
      param of_time: period(quarter) = 2026-Q1
      deals | summarize won: revenue(during of_time), before: revenue(during of_time prior year)
      deals | summarize revenue by each month in of_time
      """
    let ending = try Program.run(["--demo", "-e", script, "--set", "of_time=2026-Q5"])
    #expect(ending.status == 1, "\(ending)")
    #expect(ending.errors.split(separator: "error P").count == 2, "\(ending)")
  }

  @Test func theLicenceIsNamed() throws {
    let ending = try Program.run(["--version"])
    #expect(ending.output.hasPrefix("parley "))
    #expect(ending.output.contains("GPL-3.0-or-later"))
  }

  @Test func explainShowsThePage() throws {
    let ending = try Program.run(["explain", "p210", "P305"])
    #expect(ending.output.hasPrefix("P210  many values where one is needed\n"))
    #expect(ending.output.contains("\nP305  an amount plus a percentage\n"))
  }
}
