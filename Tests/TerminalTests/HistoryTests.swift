import Foundation
import TestSupport
import Testing

/// What outlives a session.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct HistoryTests {
  private static let file = ".local/state/parley/history"

  @Test func statementsAreRecalledInTheNextSession() throws {
    let home = try TemporaryFolder()
    let first = try Tmux.parley(home: home)
    try first.enter("territories | where (id = 6")
    try first.wait(for: "(>")
    try first.enter("or id = 5) | show name")
    try first.wait(for: "2 rows")
    try first.enter("1 + 1")
    try first.wait(for: "1 row")
    try first.enter("quit")
    try first.wait(for: "status=0")
    let second = try Tmux.parley(home: home)
    try second.press("Up", "Up", "Up")
    try second.wait(for: "(> or id = 5) | show name")
    try second.press("Enter")
    try second.wait(for: "2 rows")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: home.path + "/" + Self.file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func sessionsSideBySideKeepEachOthersStatements() throws {
    let home = try TemporaryFolder()
    let windows = [try Tmux.parley(home: home), try Tmux.parley(home: home)]
    for round in 1...3 {
      for (number, window) in windows.enumerated() {
        try window.enter("\(number + 1) * 100 + \(round)")
        try window.wait(for: "1 row", count: round)
      }
    }
    try windows[0].enter("history | summarize n: count(), of: count_distinct(session)")
    let screen = try windows[0].wait(for: "1 row", count: 4)
    #expect(screen.contains("│ 7 │  2 │"), "\(screen)")
  }

  @Test func privateStatementsLeaveNothing() throws {
    let home = try TemporaryFolder()
    let window = try Tmux.parley(home: home)
    try window.enter(" 1000 + 1")
    try window.wait(for: "│     1001 │")
    try window.enter(".private on")
    try window.wait(for: "private on")
    try window.enter("1000 + 2")
    try window.wait(for: "│     1002 │")
    try window.enter(".private off")
    try window.wait(for: "private off")
    try window.enter("1000 + 3")
    try window.wait(for: "│     1003 │")
    let text = home.text(Self.file) ?? ""
    #expect(text.contains("1000 + 3"))
    #expect(!text.contains("1000 + 1") && !text.contains("1000 + 2"), "\(text)")
  }

  @Test func halfALineHarmsNobody() throws {
    let home = try TemporaryFolder()
    let first = try Tmux.parley(home: home)
    try first.enter("1 + 1")
    try first.wait(for: "1 row")
    try first.enter("quit")
    try first.wait(for: "status=0")
    // As after a crash in the middle of writing.
    let text = try #require(home.text(Self.file))
    _ = try home.write(Self.file, text + "+\t1-2\t1\t17900")
    let second = try Tmux.parley(home: home)
    try second.enter("40 + 2")
    try second.wait(for: "42")
    try second.enter("history | show statement, outcome")
    let screen = try second.wait(for: "4 rows")
    #expect(screen.contains("│ 40 + 2 "), "\(screen)")
    // It was noted before it ran, so that one that takes the program with it is kept too.
    #expect(screen.contains("show statement, outcome │ unfinished │"), "\(screen)")
  }

  @Test func aStatementIsSeenAtOnce() throws {
    let home = try TemporaryFolder()
    let windows = [try Tmux.parley(home: home), try Tmux.parley(home: home)]
    try windows[0].enter("territories | take 5")
    try windows[0].wait(for: "5 rows")
    try windows[1].enter(".history take")
    try windows[1].wait(for: "  territories | take 5\n")
  }
}
