import TestSupport
import Testing

/// What becomes of results at the prompt: the window, the pager, files.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct ResultTests {
  @Test func aResultFitsTheWindowAndSaysWhatIsMissing() throws {
    let window = try Tmux.parley(rows: 16)
    try window.enter("deals | show id | sort id")
    let screen = try window.wait(for: "20 rows, 9 shown")
    #expect(screen.contains("│ 5007 │") && screen.contains("│ 5020 │"), "\(screen)")
    #expect(screen.contains("│ …    │") && !screen.contains("│ 5010 │"), "\(screen)")
    // A higher window shows more of it.
    try window.resize(columns: 100, rows: 40)
    try window.enter(".last")
    let whole = try window.wait(for: "20 rows\n")
    #expect(whole.contains("│ 5010 │"))
  }

  @Test func wordsAroundACutResultFitTheWindowToo() throws {
    let window = try Tmux.parley(rows: 16)
    try window.enter("partners | show name, deals.revenue(during last quarter)")
    // No pager: its last line and the prompt are there at once, and its first line still is.
    let screen = try window.wait(for: "* last quarter")
    #expect(screen.contains("13 rows, 7 shown") && screen.contains("┌"), "\(screen)")
    try window.enter("40 + 2")
    try window.wait(for: "42")
  }

  @Test func descriptionsAreListedWhole() throws {
    let window = try Tmux.parley(rows: 16, variables: "PAGER=cat")
    try window.enter("describe partners")
    let screen = try window.wait(for: "read from partners.csv")
    #expect(!screen.contains("more row") && !screen.contains("shown"), "\(screen)")
  }

  @Test func ofWhatIsTooWideTheFirstColumnsAreShown() throws {
    let window = try Tmux.parley(columns: 50, rows: 30)
    try window.enter("partners | sort id")
    let screen = try window.wait(for: "format line shows all")
    #expect(screen.contains("13 rows, 3 of 10 columns"), "\(screen)")
    #expect(screen.contains("│ name") && !screen.contains("joined_on"), "\(screen)")
  }

  @Test func fewRowsThatAreTooWideStandInLines() throws {
    let window = try Tmux.parley(columns: 50, rows: 30)
    try window.enter("partners | sort id | take 2")
    let screen = try window.wait(for: "2 rows")
    #expect(screen.contains("joined_on") && !screen.contains("│"), "\(screen)")
  }

  @Test func lastShowsAllOfItInThePager() throws {
    let window = try Tmux.parley(rows: 16)
    try window.enter("deals | show id, account | sort id")
    try window.wait(for: "20 rows, 9 shown")
    try window.enter(".last all")
    // less waits behind the first screen.
    try window.wait(for: "│ 5012 │")
    try window.press("G")
    try window.wait(for: "20 rows\n")
    try window.press("q")
    try window.enter("40 + 2")
    try window.wait(for: "42")
  }

  @Test func whoLeavesThePagerHasSeenEnoughOfThatResultOnly() throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(["generate", "--deals", "60000", "--out", folder.path + "/eco"])
    #expect(made.status == 0)
    let window = try Tmux.parley(options: "--open '\(folder.path)/eco'")
    try window.enter(".format csv")
    try window.enter("deals | sort id; 40 + 2")
    try window.wait(for: "\n:")
    try window.press("q")
    let screen = try window.wait(for: "42")
    #expect(!screen.contains("error"), "\(screen)")
  }

  @Test func aLineThatIsTooWideIsPagedAndNotCut() throws {
    let window = try Tmux.parley(columns: 60)
    try window.enter("partners | take 1 | show name, tier, status, route, region, weight")
    try window.enter(".last csv")
    try window.enter("partners | take 1")
    try window.wait(for: "joined_on")
    try window.enter(".last all table")
    try window.wait(for: "(END)")
    try window.press("Right")
    try window.wait(for: "weight")
    try window.press("q")
    try window.enter("40 + 2")
    try window.wait(for: "42")
  }

  @Test func theUsersOwnPagerIsTaken() throws {
    let window = try Tmux.parley(rows: 16, variables: "PAGER='sed s/^/paged:/'")
    try window.enter(".help")
    try window.wait(for: "paged:  .quit")
    try window.enter(".pager off")
    try window.enter(".help")
    try window.wait(for: "\n  .quit")
    try window.enter(".pager")
    try window.wait(for: "pager off", count: 2)
  }

  @Test func ctrlCInThePagerLeavesTheShellAlone() throws {
    let window = try Tmux.parley(rows: 16)
    try window.enter("deals | show id, account | sort id")
    try window.wait(for: "20 rows, 9 shown")
    try window.enter(".last all")
    try window.wait(for: "│ 5012 │")
    try window.press("C-c")
    try window.press("q")
    try window.enter("40 + 2")
    try window.wait(for: "42")
  }

  @Test func resultsGoToFilesInTheFormatOfTheirEnding() throws {
    let folder = try TemporaryFolder()
    let window = try Tmux.parley(home: folder)
    try window.enter(".once ~/gold.csv")
    try window.wait(for: "/gold.csv, as csv")
    try window.enter("partners | where tier = gold | show name | sort name")
    try window.wait(for: "wrote 4 rows to")
    #expect(
      folder.text("gold.csv")
        == "name\nHarbor Partners\nLone Star Software\nMotor City Networks\nNorthwind Systems\n")
    try window.enter(".output \(folder.path)/all.md")
    try window.enter("territories | where id = 1 | show name")
    try window.wait(for: "wrote 1 row to")
    try window.enter("territories | where id = 2 | show name")
    try window.wait(for: "wrote 1 row to", count: 2)
    try window.enter(".output")
    try window.wait(for: "results go to the screen")
    #expect(
      folder.text("all.md") == "| name |\n| --- |\n| Chicago |\n\n| name |\n| --- |\n| Detroit |\n")
    try window.enter("40 + 2")
    try window.wait(for: "42")
  }

  @Test func aFileThatCannotBeWrittenIsSaidAtOnce() throws {
    let window = try Tmux.parley()
    try window.enter(".once /dev/null/x.csv")
    try window.enter("40 + 2")
    try window.wait(for: "error P4")
  }
}
