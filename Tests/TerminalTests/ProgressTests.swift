import Model
import TestSupport
import Testing

@testable import Terminal

/// The line that says how far long work has got.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct ProgressTests {
  @Test func itSaysWhatIsDone() {
    func words(_ task: Progress.Task, _ done: Int) -> String? {
      let progress = Progress()
      progress.begin(task)
      progress.advance(by: done)
      return progress.report?.words(after: 1_290)
    }
    #expect(
      words(.reading(path: "eco/deals.csv", bytes: 200), 91) == "reading deals.csv: 45%, 1.2 s")
    #expect(words(.reading(path: "deals.csv", bytes: 200), 300) == "reading deals.csv: 100%, 1.2 s")
    #expect(words(.reading(path: "deals.csv", bytes: 0), 0) == "reading deals.csv: 100%, 1.2 s")
    #expect(
      words(.writing(path: "saved/deals.csv"), 4_500_000)
        == "writing deals.csv: 4 MB, 1.2 s (Ctrl-C stops it)")
    #expect(words(.running, 1_234_567) == "running: 1,234,567 rows, 1.2 s (Ctrl-C stops it)")
  }

  @Test func aLongQueryShowsItAndTakesItAway() throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(["generate", "--deals", "60000", "--out", folder.path + "/eco"])
    #expect(made.status == 0)
    let window = try Tmux.parley(options: "--open '\(folder.path)/eco'")
    try window.enter("let d = deals | show amount")
    let appended = String(repeating: " | append d", count: 250)
    try window.enter("d\(appended) | sort amount | summarize n: count()")
    try window.wait(for: " s (Ctrl-C stops it)")
    try window.press("C-c")
    let screen = try window.wait(for: "error P505")
    #expect(!screen.contains("running:"), "\(screen)")
  }

  @Test func savingShowsItAndCtrlCLeavesNothing() throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(["generate", "--deals", "200000", "--out", folder.path + "/eco"])
    #expect(made.status == 0)
    let window = try Tmux.parley(options: "--open '\(folder.path)/eco'")
    try window.enter("save \"\(folder.path)/saved\"")
    try window.wait(for: "writing ")
    try window.press("C-c")
    try window.wait(for: "error P505: stopped ")
    #expect(folder.names == ["eco"])
  }

  @Test func aLoadShowsItAndCtrlCStopsIt() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<1_000_000).map { "\($0),Partner,\($0 % 7)" }
    _ = try folder.write("partners.csv", "id,name,tier\n" + lines.joined(separator: "\n") + "\n")
    let window = try Tmux.parley()
    try window.enter(".open \(folder.path)")
    try window.wait(for: "reading partners.csv: ")
    try window.press("C-c")
    let screen = try window.wait(for: "error P505: stopped while ")
    #expect(!screen.contains("reading partners.csv: "), "\(screen)")
    // What was open before still is.
    try window.enter("count(territories)")
    try window.wait(for: "│                  6 │")
  }
}
