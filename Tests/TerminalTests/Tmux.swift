import Foundation
import TestSupport

/// A real terminal with a program in it.
final class Tmux {
  private static let tmux = "/usr/bin/tmux"

  private let socket: String
  private let folder: TemporaryFolder
  private let home: TemporaryFolder

  /// tmux comes with `make test`; a bare `swift test` does without these tests.
  static var isThere: Bool {
    FileManager.default.isExecutableFile(atPath: tmux)
      || ProcessInfo.processInfo.environment["CI"] == "true"
  }

  /// Opens a window and runs a shell command in it.
  ///
  /// - Parameter home: the user's folder; by default one that nobody has used.
  init(
    columns: Int = 100, rows: Int = 40, home: TemporaryFolder? = nil, _ command: String
  ) throws {
    folder = try TemporaryFolder()
    self.home = try home ?? TemporaryFolder()
    socket = folder.path + "/tmux"
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command)
  }

  deinit { _ = try? tmux("kill-server") }

  /// A window with Parley over the fixture workspace; what ends it is shown with its status.
  static func parley(
    columns: Int = 100, rows: Int = 40, home: TemporaryFolder? = nil, options: String = "",
    variables: String = ""
  ) throws -> Tmux {
    let window = try Tmux(
      columns: columns, rows: rows, home: home,
      "\(variables) '\(Program.path)' --no-init --today 2026-09-30 --open '\(Program.workspace)' "
        + "\(options); echo status=$?; sleep 600")
    try window.wait(for: "parley>")
    return window
  }

  /// Types text as it is, or with names of keys: `C-c`, `Enter`, `Up`.
  func type(_ text: String) throws { try tmux("send-keys", "-l", text) }
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  func enter(_ text: String) throws {
    try type(text)
    try press("Enter")
  }

  /// Pastes as a terminal does that marks pasted text.
  func paste(_ text: String) throws {
    let file = try folder.write("paste", text)
    try tmux("load-buffer", file)
    try tmux("paste-buffer", "-p")
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// The window's text, without blank lines at its end.
  ///
  /// - Parameter withColours: whether the sequences that colour it stand in it.
  func screen(withColours: Bool = false) throws -> String {
    var lines = try tmux(["capture-pane", "-p", "-S", "-"] + (withColours ? ["-e"] : [])).split(
      separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// Waits until the window shows a text so many times.
  @discardableResult
  func wait(
    for text: String, count: Int = 1, seconds: Double = 60
  ) throws -> String {
    try wait(for: text, seconds: seconds) { $0.components(separatedBy: text).count > count }
  }

  /// Waits until the program asks for the next statement.
  func waitForPrompt() throws -> String {
    try wait(for: "parley> at the end", seconds: 60) { $0.hasSuffix("\nparley>") }
  }

  private func wait(
    for text: String, seconds: Double, until isThere: (String) -> Bool
  ) throws -> String {
    let end = Date(timeIntervalSinceNow: seconds)
    while true {
      let screen = try screen()
      if isThere(screen) { return screen }
      if Date() > end { throw Missing(text: text, screen: screen) }
      usleep(20_000)
    }
  }

  struct Missing: Error, CustomStringConvertible {
    let text: String
    let screen: String
    var description: String { "no \"\(text)\" in:\n\(screen)" }
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let ending = try Program.run(
      Self.tmux, ["-u", "-S", socket] + arguments,
      environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": home.path])
    if ending.status != 0 {
      throw Missing(text: "tmux \(arguments.first ?? "")", screen: ending.errors)
    }
    return ending.output
  }
}
