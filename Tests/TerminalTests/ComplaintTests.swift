import Foundation
import TestSupport
import Testing

/// What users of other shells complain about, where no other test holds it: for cancellation, pasted
/// and recalled statements and keys of one's own see `PromptTests`, for the history `HistoryTests`, for
/// completion `CompletionTests`, for cuts and the pager `ResultTests`.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct ComplaintTests {
  @Test func theKeysOfEveryReadlineProgramWork() throws {
    let window = try Tmux.parley()
    // Words and lines killed and yanked.
    try window.type("partners | where tier = silver")
    try window.press("C-w")
    try window.type("gold")
    try window.press("C-a", "C-k")
    try window.type("territories")
    try window.press("C-u", "C-y", "C-u")
    try window.type("1 + 40 + 1")
    try window.press("M-b", "M-b", "M-d")
    try window.type("41")
    try window.press("C-e", "Enter")
    try window.wait(for: "43 │")
    // A slip taken back.
    try window.type("100 + 11")
    try window.press("C-w", "C-_", "Enter")
    try window.wait(for: "111 │")
    // Letters and words changed places, and capitals.
    try window.type("countt(parnters)")
    try window.press("C-a", "M-f", "BSpace", "C-f", "C-f", "C-f", "C-f", "C-f", "C-t", "Enter")
    try window.wait(for: "13 │")
    // The search, edited before it runs.
    try window.press("C-r")
    try window.type("100")
    try window.wait(for: "100 + 11", count: 2)
    try window.press("C-e")
    try window.type("1")
    try window.press("Enter")
    try window.wait(for: "211 │")
    // The last word of the statement before.
    try window.type("4 + ")
    try window.press("M-.", "Enter")
    try window.wait(for: "115 │")
  }

  @Test func nothingIsPutIntoTheHomeFolder() throws {
    let (home, elsewhere) = (try TemporaryFolder(), try TemporaryFolder())
    let window = try Tmux.parley(
      home: home,
      variables: "XDG_STATE_HOME='\(elsewhere.path)/state' XDG_CONFIG_HOME='\(elsewhere.path)'")
    try window.enter("1 + 1")
    try window.wait(for: "1 row")
    try window.enter("quit")
    try window.wait(for: "status=0")
    #expect(home.names.isEmpty, "\(home.names)")
    #expect(elsewhere.text("state/parley/history")?.contains("1 + 1") == true)
    // By itself only where the system wants such files.
    let usual = try TemporaryFolder()
    let another = try Tmux.parley(home: usual)
    try another.enter("quit")
    try another.wait(for: "status=0")
    #expect(usual.names == [".local"])
  }

  @Test func valuesComeFromTheCommandLine() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "area.parley", "param area: text = \"West\"\nlet there = territories | where region = area\n")
    let window = try Tmux.parley(options: "'\(script)' --set 'area=Midwest'")
    try window.enter("there | show name | sort name")
    let screen = try window.wait(for: "2 rows")
    #expect(screen.contains("Chicago"), "\(screen)")
  }

  @Test func aFailureIsNoSuccess() throws {
    for input in ["partners | where teir = gold\n", "assert 1 = 2\npartners\n", "(\n"] {
      let ending = try Program.run(["--open", Program.workspace], input: Array(input.utf8))
      #expect(ending.status == 3 && ending.output.isEmpty, "\(input): \(ending)")
    }
    // A failure at the prompt is told there, and leaving is no failure.
    let window = try Tmux.parley()
    try window.enter("partners | where teir = gold")
    try window.wait(for: "error P101")
    try window.enter("quit")
    try window.wait(for: "status=0")
  }

  /// A figure that is cut would be read as another one.
  @Test func noFigureIsCut() throws {
    let window = try Tmux.parley(columns: 40)
    try window.enter(
      "deals | summarize won: sum(amount), of: sum(amount) * 1000000, too: sum(amount) by stage")
    try window.wait(for: "99,200,000,000.00")
    let screen = try window.wait(for: "$547,201,250,000.00")
    #expect(screen.components(separatedBy: "$350,000.00").count == 3, "\(screen)")
  }
}
