import TestSupport
import Testing

/// `.watch` and `.edit`.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct WatchTests {
  private static let stock = "id,name,amount\n1,Ash,10\n2,Birch,20\n"

  private func window(_ folder: TemporaryFolder, _ variables: String = "") throws -> Tmux {
    let window = try Tmux.parley(variables: variables)
    _ = try folder.write("stock.csv", Self.stock)
    try window.enter(".open \(folder.path)")
    try window.enter("stock | show name, amount | sort name")
    try window.wait(for: "2 rows")
    return window
  }

  @Test func whatChangesInTheFilesIsMarked() throws {
    let folder = try TemporaryFolder()
    let window = try window(folder, "NO_COLOR=1")
    try window.enter(".watch 1")
    try window.wait(for: "every second; Ctrl-C ends it")
    _ = try folder.write("stock.csv", "id,name,amount\n1,Ash,10\n2,Birch,21\n3,Cedar,5\n")
    let screen = try window.wait(for: "*21")
    #expect(screen.contains("│ Ash    │     10 │"), "\(screen)")
    #expect(screen.contains("│ *Cedar │     *5 │"), "\(screen)")
    // The next time nothing has changed any more.
    try window.wait(for: "│ Birch │     21 │")
    try window.press("C-c")
    let after = try window.wait(for: "parley>", count: 4)
    #expect(after.contains("3 rows") && !after.contains("every second"), "\(after)")
    try window.enter("_ | summarize sum(amount)")
    try window.wait(for: "36")
  }

  @Test func aFileThatIsWrongForAMomentDoesNotEndIt() throws {
    let folder = try TemporaryFolder()
    let window = try window(folder, "NO_COLOR=1")
    try window.enter(".watch 1 stock | summarize total: sum(amount)")
    try window.wait(for: "│    30 │")
    _ = try folder.write("stock.csv", "")
    try window.wait(for: "error P4")
    _ = try folder.write("stock.csv", "id,name,amount\n1,Ash,77\n")
    try window.wait(for: "*77")
    try window.press("C-c")
    try window.enter("40 + 2")
    try window.wait(for: "│     42 │")
  }

  @Test func aQueryThatIsWrongIsNotWatched() throws {
    let window = try Tmux.parley()
    try window.enter(".watch partners | where teir = gold")
    try window.wait(for: "error P101")
    try window.enter("40 + 2")
    try window.wait(for: "42")
  }

  /// An editor that changes one word.
  private func editor(_ folder: TemporaryFolder) throws -> String {
    let path = try folder.write("editor", "#!/bin/sh\nsed -i 's/teir/tier/' \"$1\"\n")
    _ = try Program.run("/bin/chmod", ["755", path])
    return path
  }

  @Test func aStatementIsEditedAndRun() throws {
    let folder = try TemporaryFolder()
    let window = try Tmux.parley(variables: "VISUAL='\(try editor(folder))' EDITOR=false")
    try window.enter("partners | where (teir = platinum")
    try window.wait(for: "(>")
    try window.enter(") | show name")
    try window.wait(for: "error P101")
    try window.enter(".edit")
    try window.wait(for: "| where (tier = platinum\n     (> ) | show name")
    try window.press("Enter")
    try window.wait(for: "2 rows")
  }

  @Test func aKeyTakesTheHalfTypedStatementToTheEditor() throws {
    let folder = try TemporaryFolder()
    let window = try Tmux.parley(variables: "EDITOR='\(try editor(folder))'")
    try window.type("partners | where teir = platinum")
    try window.press("C-x", "C-e")
    try window.wait(for: "where tier = platinum")
    try window.type(" | show name")
    try window.press("Enter")
    try window.wait(for: "2 rows")
  }

  @Test func anEditorThatFailsChangesNothing() throws {
    let window = try Tmux.parley(variables: "EDITOR=false")
    try window.type("40 + ")
    try window.press("C-x", "C-e")
    try window.wait(for: "the editor was left with an error")
    try window.type("2")
    try window.press("Enter")
    try window.wait(for: "│     42 │")
    try window.enter(".edit")
    try window.wait(for: "error P603: the editor was left with an error")
  }
}
