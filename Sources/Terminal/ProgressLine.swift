import Files
import Glibc
import Messages
package import Model
import Output
import Shell
import Synchronization

/// A line below all others that says how far long work has got; gone before anything else is written.
package final class ProgressLine: Sendable {
  /// Work that is over sooner says nothing.
  private static let patienceMilliseconds = 500.0
  private static let pauseMilliseconds: Int32 = 100

  private struct State {
    /// When the work began that is going on now; nil while none is.
    var start: Double?
    /// How many tasks had begun when something else was written: it goes on with the next.
    var pausedAt = 0
    var isDrawn = false
  }

  package let progress = Progress()
  private let isShown: Bool
  private let state = Mutex(State())

  package init(isShown: Bool) {
    self.isShown = isShown
  }

  /// How long to wait before the line is drawn anew; without an end where it never is.
  var millisecondsToNext: Int32 { isShown ? Self.pauseMilliseconds : -1 }

  /// Work begins.
  func begin() {
    progress.reset()
    state.withLock { $0.start = Meter.milliseconds }
  }

  /// Takes the line away: something is written, or the work is over.
  package func pause() {
    state.withLock { state in
      if state.isDrawn { Self.write("\r\u{1B}[K") }
      state = State(start: nil, pausedAt: progress.report?.number ?? 0)
    }
  }

  func draw() {
    guard isShown, let report = progress.report else { return }
    state.withLock { state in
      let now = Meter.milliseconds
      guard let start = state.start else {
        if report.number > state.pausedAt { state.start = now }
        return
      }
      guard now - start >= Self.patienceMilliseconds else { return }
      let room = TerminalFacts.window(of: 2).columns - 1
      var words = report.words(after: now - start)
      while DisplayWidth.of(words) > room { words.removeLast() }
      Self.write("\r\(words)\u{1B}[K")
      state.isDrawn = true
    }
  }

  private static func write(_ text: String) {
    try? Descriptor.write(Array(text.utf8), to: 2)
  }
}

extension Progress.Report {
  /// `reading deals.csv: 45%, 1.2 s`.
  func words(after milliseconds: Double) -> String {
    let tenths = Int(milliseconds / 100)
    let time = "\(tenths / 10).\(tenths % 10) s"
    switch task {
    case .reading(let path, let bytes):
      let share = bytes > 0 ? min(100, done * 100 / bytes) : 100
      return "reading \(Self.file(path)): \(share)%, \(time)"
    case .writing(let path):
      return "writing \(Self.file(path)): \(done / 1_000_000) MB, \(time) (Ctrl-C stops it)"
    case .linking: return "looking up links, \(time)"
    case .running:
      return "running: \(ResultWriter.count(done, "row", "rows")), \(time) (Ctrl-C stops it)"
    }
  }

  /// The last part of a path.
  private static func file(_ path: String) -> String {
    DisplayWidth.printable(path.split(separator: "/").last.map(String.init) ?? path)
  }
}
