import TestSupport
import Testing

/// The Tab key.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct CompletionTests {
  @Test func aQuestionIsPutTogetherWithTab() throws {
    let window = try Tmux.parley()
    try window.type("partn")
    try window.press("Tab")
    try window.wait(for: "parley> partners")
    try window.type("| wher")
    try window.press("Tab")
    try window.type("territory.reg")
    try window.press("Tab")
    try window.wait(for: "territory.region")
    try window.type("= mid")
    try window.press("Tab")
    try window.wait(for: "= \"Midwest\"")
    try window.type("| summarize n: cou")
    try window.press("Tab")
    try window.wait(for: "count_distinct(value)")
    try window.type("(deals)")
    try window.press("Enter")
    let screen = try window.wait(for: "1 row")
    #expect(screen.contains("where territory.region = \"Midwest\" | summarize n: count(deals)"))
  }

  @Test func candidatesAreListedBelowAndTheStatementDrawnAnew() throws {
    let window = try Tmux.parley()
    try window.enter("partners | where (tier = gold")
    try window.wait(for: "(>")
    try window.type("or status = )")
    try window.press("Left", "Tab")
    let screen = try window.wait(for: "(> or status = )", count: 2)
    #expect(
      screen.contains(
        """
             (> or status = )
        active    inactive
        parley> partners | where (tier = gold
             (> or status = )
        """), "\(screen)")
    try window.type("ina")
    try window.press("Tab")
    try window.press("Enter")
    try window.wait(for: "rows")
  }

  @Test func aTextIsCompletedOverItsBlanks() throws {
    let window = try Tmux.parley()
    try window.type("partners | where name = \"Lone St")
    try window.press("Tab")
    try window.wait(for: "name = \"Lone Star Software\"")
    try window.press("Enter")
    try window.wait(for: "1 row")
  }

  @Test func filesAreCompleted() throws {
    let window = try Tmux.parley()
    let folder = try TemporaryFolder()
    _ = try folder.write("plan targets.csv", "a\n1\n")
    _ = try folder.write("plan.txt", "")
    try window.type("load \"\(folder.path)/pl")
    try window.press("Tab")
    try window.wait(for: "plan targets.csv\"")
  }

  @Test func commandsAreCompleted() throws {
    let window = try Tmux.parley()
    try window.type(".for")
    try window.press("Tab")
    try window.type("mark")
    try window.press("Tab", "Enter")
    try window.wait(for: ".format markdown")
    try window.enter("1 + 1")
    try window.wait(for: "| 1 + 1 |")
  }

  @Test func nothingIsCompletedInAPaste() throws {
    let window = try Tmux.parley()
    try window.paste("territories\n\t| where region = \"West\"\n\t| show na\t,\tid")
    let screen = try window.wait(for: "| show na")
    #expect(!screen.contains("text"))
    try window.press("Enter")
    try window.wait(for: "error P101")
  }

  @Test func aTerminalThatMarksNoPasteIsSpared() throws {
    let window = try Tmux.parley()
    try window.type("territories\t| show\tid,\tname\t| take 2 | sort id")
    try window.wait(for: "sort id")
    try window.press("Enter")
    let screen = try window.wait(for: "2 rows")
    #expect(screen.contains("territories  | show  id,  name  | take 2"), "\(screen)")
  }

  @Test func ctrlCDropsAStatementWithItsCandidates() throws {
    let window = try Tmux.parley()
    try window.press("Tab")
    try window.wait(for: "territories")
    try window.press("C-c")
    try window.wait(for: "^C")
    try window.enter("1 + 1")
    try window.wait(for: "1 row")
  }
}
