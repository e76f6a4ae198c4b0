import TestSupport
import Testing

/// Ctrl-C while something long is under way: it stops, nothing of it stays, and the prompt goes on.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct StopTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aQuery() throws {
    let appended = String(repeating: " | append d", count: 250)
    let stop = try stopped("error P505: stopped ", seeing: " s (Ctrl-C stops it)") { times in
      let window = try ecosystem(deals: 60_000 * times)
      try window.enter("let d = deals | show amount")
      try window.enter("d\(appended) | sort amount | summarize n: count()")
      return window
    }
    #expect(!stop.screen.contains("running:"), "\(stop.screen)")
    #expect(!stop.screen.contains("status="), "\(stop.screen)")
  }

  @Test func theShowingOfALongResult() throws {
    let appended = String(repeating: " | append d", count: 100)
    _ = try stopped("error P505: stopped while showing the result", seeing: ".00\n") { times in
      let window = try ecosystem(deals: 60_000 * times)
      try window.enter(".pager off")
      try window.enter(".format csv")
      try window.enter("let d = deals | show id, account, amount")
      try window.enter("d\(appended)")
      return window
    }
  }

  @Test func saving() throws {
    let stop = try stopped("error P505: stopped ", seeing: "writing ") { times in
      let window = try ecosystem(deals: 200_000 * times)
      try window.enter("save \"\(folder.path)/saved-\(times)\"")
      return window
    }
    #expect(!folder.names.contains { $0.contains("saved-\(stop.times)") }, "\(folder.names)")
  }

  @Test func aLoad() throws {
    let stop = try stopped("error P505: stopped while ", seeing: "reading partners.csv: ") {
      times in
      let lines = (0..<1_000_000 * times).map { "\($0),Partner,\($0 % 7)" }
      _ = try folder.write("partners.csv", "id,name,tier\n" + lines.joined(separator: "\n") + "\n")
      let window = try Tmux.parley()
      try window.enter(".open \(folder.path)")
      return window
    }
    #expect(!stop.screen.contains("reading partners.csv: "), "\(stop.screen)")
    // What was open before still is.
    try stop.window.enter("count(territories)")
    try stop.window.wait(for: "│                  6 │")
  }

  /// A window over a generated workspace.
  private func ecosystem(deals: Int) throws -> Tmux {
    let workspace = folder.path + "/eco-\(deals)"
    let made = try Program.run(["generate", "--deals", "\(deals)", "--out", workspace])
    #expect(made.status == 0, "\(made)")
    return try Tmux.parley(options: "--open '\(workspace)'")
  }

  private struct Stop {
    let window: Tmux
    let screen: String
    /// How many times the least work it took.
    let times: Int
  }

  /// Begins long work, presses Ctrl-C once the screen shows that it is under way, and asks something
  /// else, which must be answered.
  ///
  /// Work that is over before the key arrives, as on a quick or on a busy machine, says nothing of the
  /// program: it is begun again, twice as long.
  ///
  /// - Throws: ``TooShort`` when no work lasted until it was stopped.
  private func stopped(
    _ answer: String, seeing sign: String, _ begin: (_ times: Int) throws -> Tmux
  ) throws -> Stop {
    var seen = ""
    for times in [1, 2, 4] {
      let window = try begin(times)
      guard (try? window.wait(for: sign)) != nil else { continue }
      try window.press("C-c")
      seen = try window.waitForPrompt()
      try window.enter("upper(\"the prompt\")")
      try window.wait(for: "THE PROMPT")
      if seen.contains(answer) { return Stop(window: window, screen: seen, times: times) }
    }
    throw TooShort(screen: seen)
  }

  private struct TooShort: Error, CustomStringConvertible {
    let screen: String
    var description: String { "over before Ctrl-C arrived, also when longer:\n\(screen)" }
  }
}
