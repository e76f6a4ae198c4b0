import TestSupport
import Testing

/// Charts in a real terminal.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct ChartTests {
  private static let query =
    "deals | summarize n: count() by stage | where stage = won | chart bar"

  @Test func aChartFitsTheWindow() throws {
    let window = try Tmux.parley(columns: 44)
    try window.enter("partners | chart bar weight")
    let screen = try window.wait(for: "Cascade Works")
    let bars = screen.split(separator: "\n").filter { $0.contains("█") }
    #expect(
      bars.count == 12 && bars.contains { $0.hasSuffix("  5") && $0.count == 44 }, "\(screen)")
    try window.resize(columns: 60, rows: 40)
    try window.enter("| chart bar weight by id")
    try window.wait(for: "id")
    let wide = try window.wait(for: "105")
    #expect(wide.split(separator: "\n").contains { $0.hasSuffix("  5") && $0.count == 60 })
  }

  @Test(arguments: [("LC_ALL=C", "#"), ("LC_ALL= LC_CTYPE= LANG=", "█"), ("LANG=C.UTF-8", "█")])
  func theLocaleDecidesTheSigns(variables: String, sign: String) throws {
    let window = try Tmux.parley(variables: "unset LC_ALL LC_CTYPE LANG; \(variables)")
    try window.enter(Self.query)
    let screen = try window.wait(for: "\(sign)\(sign)\(sign)")
    #expect(sign == "█" || !screen.contains("█"), "\(screen)")
  }
}
