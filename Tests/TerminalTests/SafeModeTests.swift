import Foundation
import TestSupport
import Testing

/// Safe mode at the prompt.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct SafeModeTests {
  @Test func nothingIsLeftBehind() throws {
    let home = try TemporaryFolder()
    let window = try Tmux.parley(columns: 160, home: home, options: "--safe")
    try window.enter("count(partners)")
    try window.wait(for: "13 │")
    try window.enter("partners | export \"\(home.path)/out.csv\"")
    try window.wait(for: "safe mode writes no file")
    for command in [".record", ".once", ".output"] {
      try window.enter("\(command) \(home.path)/out.csv")
    }
    try window.wait(for: "safe mode writes no file", count: 4)
    try window.enter(".pager cat")
    try window.wait(for: "safe mode starts no other program")
    // Neither by command nor by key.
    try window.enter(".edit")
    try window.wait(for: "safe mode starts no other program", count: 2)
    try window.type("1 + 1")
    try window.press("C-x", "C-e")
    try window.wait(for: "safe mode starts no other program", count: 3)
    try window.press("C-u")
    try window.enter(".history")
    try window.wait(for: "the history cannot be read")
    try window.enter("quit")
    try window.wait(for: "status=0")
    #expect(home.names.isEmpty, "\(home.names)")
  }

  @Test func thereIsNoWayBack() throws {
    let home = try TemporaryFolder()
    let window = try Tmux.parley(columns: 160, home: home)
    try window.enter("1000 + 1")
    try window.wait(for: "1001")
    try window.enter(".record \(home.path)/notes.txt")
    try window.wait(for: "recording to")
    try window.enter(".safe")
    try window.wait(for: "safe mode is on until you leave")
    try window.enter(".safe off")
    try window.wait(for: "error P603")
    try window.enter("1000 + 2")
    try window.wait(for: "1002 │")
    try window.enter("open \"/\"")
    try window.wait(for: "safe mode reads nothing outside")
    // Files elsewhere are not even named.
    try window.type("load \"\(home.path)/")
    try window.press("Tab", "Tab")
    try window.press("C-c")
    let screen = try window.wait(for: "^C")
    #expect(!screen.contains("notes.txt\""), "\(screen)")
    let history = home.text(".local/state/parley/history") ?? ""
    #expect(history.contains("1000 + 1") && !history.contains("1000 + 2"), "\(history)")
    #expect(home.text("notes.txt")?.contains("1000 + 2") == false)
  }

  @Test func ownDefinitionsAreNotRead() throws {
    let folder = try TemporaryFolder()
    _ = try Program.run("/bin/mkdir", ["-p", folder.path + "/parley"])
    _ = try folder.write("parley/init.parley", "let mine = 5\n")
    let window = try Tmux("XDG_CONFIG_HOME='\(folder.path)' '\(Program.path)' --safe")
    try window.wait(for: "parley>")
    try window.enter("mine")
    try window.wait(for: "error P1")
  }
}
