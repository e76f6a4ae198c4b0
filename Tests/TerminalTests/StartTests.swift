import Foundation
import TestSupport
import Testing

/// What a session begins with: the file of one's own definitions, the greeting, colours.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct StartTests {
  /// A home folder whose `init.parley` has a text.
  private func home(_ text: String, below folder: String = ".config") throws -> TemporaryFolder {
    let home = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: home.path + "/\(folder)/parley", withIntermediateDirectories: true)
    _ = try home.write("\(folder)/parley/init.parley", text)
    return home
  }

  private func window(
    _ home: TemporaryFolder, _ options: String = "", variables: String = ""
  ) throws -> Tmux {
    let window = try Tmux(
      home: home,
      "\(variables) '\(Program.path)' --today 2026-09-30 --open '\(Program.workspace)' \(options)")
    try window.wait(for: "parley>")
    return window
  }

  @Test func definitionsOptionsAndCommandsAreTaken() throws {
    let home = try home(
      """
      # Mine.
      .format csv
      .pager off
      let mine = partners
        | where tier = gold
      option fiscal_start = 7
      .timer on
      """)
    let window = try window(home)
    try window.enter("mine | summarize n: count()")
    let screen = try window.wait(for: " ms, ")
    #expect(screen.contains("\nn\n4\n"), "\(screen)")
    try window.enter("2026-08-01 in FY2027")
    try window.wait(for: "true")
    try window.enter(".set")
    let settings = try window.wait(for: "fiscal_start")
    #expect(settings.contains("  pager                        off"), "\(settings)")
    // Nothing of it is the user's to take back.
    try window.enter(".undo")
    try window.wait(for: "nothing to undo")
  }

  @Test func aMistakeCostsOnlyItsOwnPart() throws {
    let home = try home("let a = 1\n.fromat csv\nlet b = nothing\n.format csv\nlet c = 3\n")
    let window = try window(home)
    let screen = try window.wait(for: "error P108")
    #expect(screen.contains("did you mean .format?"), "\(screen)")
    #expect(screen.contains("  3 | let b = nothing"), "\(screen)")
    try window.enter("a + c")
    try window.wait(for: "\n4\n")
  }

  @Test(arguments: [
    ("--no-init", "", true), ("", "XDG_CONFIG_HOME=.config", false),
    ("", "XDG_CONFIG_HOME=", false), ("", "XDG_CONFIG_HOME=/nowhere", true),
  ])
  func whereItIsLookedFor(options: String, variables: String, isSkipped: Bool) throws {
    let window = try window(try home("let mine = 40 + 2\n"), options, variables: variables)
    try window.enter("mine")
    try window.wait(for: isSkipped ? "error P108" : "42")
  }

  @Test func quietSaysNothing() throws {
    let home = try home("let mine = 1\n")
    #expect(try window(home).screen().hasPrefix("Parley "))
    #expect(try window(home, "--quiet").screen() == "parley>")
  }

  @Test(arguments: [
    ("NO_COLOR=1", false), ("NO_COLOR=", true), ("TERM=dumb", false), ("TERM=xterm", true),
  ])
  func colours(variables: String, isColoured: Bool) throws {
    let window = try window(try TemporaryFolder(), "--no-init", variables: variables)
    try window.enter("partners | where teir = gold")
    try window.wait(for: "did you mean tier?")
    #expect(try window.screen(withColours: true).contains("\u{1B}[1m\u{1B}[31m") == isColoured)
  }
}
