import TestSupport
import Testing

/// `--demo`: a workspace that is on no disk.
struct DemoOptionTests {
  private let question = """
    partners | summarize n: count(), revenue: sum(deals.amount where won_on in last quarter)
      by region
    """

  @Test func itIsWhatGenerateWrites() throws {
    let folder = try TemporaryFolder()
    let eco = folder.path + "/eco"
    #expect(try Program.run(["generate", "--out", eco]).status == 0)
    let written = try Program.run(["--open", eco, "--format", "csv", "-e", question])
    let demo = try Program.run(["--demo", "--format", "csv", "-e", question])
    #expect(written.status == 0 && demo.status == 0 && demo.errors == written.errors)
    #expect(demo.output == written.output)
    #expect(demo.output.split(separator: "\n").count == 5)
  }

  @Test func itsDayIsPinnedUnlessTheCommandLineGivesOne() throws {
    let pinned = try Program.run(["--demo", "--format", "csv", "-e", "today"])
    #expect(pinned.output == "today\n2026-08-19\n")
    let given = try Program.run(
      ["--demo", "--today", "2025-12-24", "--format", "csv", "-e", "today"])
    #expect(given.output == "today\n2025-12-24\n")
    let set = try Program.run(
      [
        "--demo", "--today", "2025-12-24", "--format", "csv", "-e", "option today = 2024-02-29",
        "-e", "today",
      ])
    #expect(set.output == "today\n2024-02-29\n")
  }

  @Test func otherWorkspacesCanBeOpenedFromIt() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "s.parley", "open \"\(Program.workspace)\"\ncount(deals)\n")
    let ending = try Program.run(["run", script, "--demo", "--format", "csv"])
    #expect(ending.output == "count(deals)\n20\n", "\(ending)")
    #expect(folder.names == ["s.parley"])
  }

  @Test func itsFilesHideNothing() throws {
    let ending = try Program.run(["--demo", "-e", "load \"deals.csv\" as mine"])
    #expect(ending.status == 2 && ending.errors.contains("deals.csv"), "\(ending)")
  }
}
