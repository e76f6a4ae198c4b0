import Engine
import Files
import Glibc
import Messages
import Model
import Output
import Shell

/// A query that is asked again and again on a screen of its own, until Ctrl-C.
struct Watch {
  private var presenter: Presenter
  private let interrupts: Interrupts
  private let line: ProgressLine
  /// Whether each answer takes the place of the one before.
  private let isInPlace: Bool

  init(
    _ presenter: Presenter, _ settings: Settings, _ interrupts: Interrupts, line: ProgressLine
  ) {
    self.presenter = presenter
    self.presenter.format = settings.format
    self.presenter.showsTimes = settings.showsTimes
    self.interrupts = interrupts
    self.line = line
    isInPlace = presenter.isTerminal && TerminalFacts.movesCursor(1)
  }

  /// - Throws: when nobody is there to read the answers.
  mutating func run(
    _ query: String, every seconds: Int, _ session: inout Session
  ) throws(OutputFailure) {
    if isInPlace { try put(Self.enter) }
    var shown = MemorySink()
    var last: ResultTable?
    do throws(OutputFailure) {
      var isFirst = true
      repeat {
        let cancellation = Cancellation()
        var outcomes: [Outcome] = []
        var current = session
        let result = interrupts.cancelling(cancellation, line: line) {
          current.ask(query, since: last, cancellation: cancellation) { outcomes.append($0) }
        }
        session = current
        if cancellation.isCancelled { break }
        last = result ?? last
        shown = try render(outcomes)
        let heading = isInPlace ? Self.clear + heading(seconds) : ""
        try put(heading + shown.text)
        // What is wrong from the start does not come right by waiting.
        if isFirst, outcomes.contains(where: \.isError) { break }
        isFirst = false
      } while !interrupts.wait(seconds: seconds)
    } catch {
      if isInPlace { try put(Self.leave) }
      throw error
    }
    interrupts.drain()
    session.endWatch(with: last)
    if isInPlace { try put(Self.leave + shown.text) }
  }

  /// What an answer looks like, below its heading.
  private mutating func render(_ outcomes: [Outcome]) throws(OutputFailure) -> MemorySink {
    if presenter.isTerminal {
      var window = TerminalFacts.window(of: 1)
      window.rows -= 2
      TerminalFacts.fit(&presenter.layout, to: window)
    }
    var console = CollectingConsole()
    for outcome in outcomes { try presenter.present(outcome, to: &console) }
    return console.sink
  }

  private func heading(_ seconds: Int) -> String {
    let often = seconds == 1 ? "every second" : "every \(seconds) seconds"
    let words = "\(LocalTime.now.time), \(often); Ctrl-C ends it"
    return presenter.layout.style.paint(words, .faint) + "\n\n"
  }

  private func put(_ text: String) throws(OutputFailure) {
    try Descriptor.write(Array(text.utf8), to: 1)
  }

  // The other screen, which leaves the lines on the usual one alone.
  private static let enter = "\u{1B}[?1049h"
  private static let leave = "\u{1B}[?1049l"
  private static let clear = "\u{1B}[H\u{1B}[J"
}

extension Outcome {
  fileprivate var isError: Bool {
    guard case .messages(let diagnostics, _) = self else { return false }
    return diagnostics.contains { $0.severity == .error }
  }
}

/// Both streams in one text.
private struct CollectingConsole: Console {
  private(set) var sink = MemorySink()

  mutating func write(_ chunk: [UInt8], to stream: Shell.Stream) throws(OutputFailure) {
    try sink.write(chunk)
  }
}
