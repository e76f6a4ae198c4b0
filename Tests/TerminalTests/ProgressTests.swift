import Model
import Testing

@testable import Terminal

/// The line that says how far long work has got.
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
}
