import Engine
import Messages
package import Output
package import Shell

/// The interactive prompt: reads statements and shows what they come to, until the user leaves.
package struct Prompt {
  private static let first = "parley> "

  private var session: Session
  private var presenter: Presenter
  private let interrupts: Interrupts
  private var reader: LineReader
  private var history = HistoryFile()

  package init(session: Session, presenter: Presenter, interrupts: Interrupts) {
    self.session = session
    self.presenter = presenter
    self.interrupts = interrupts
    reader = LineReader(interrupts: interrupts)
    if let history {
      history.recalled().forEach(reader.remember)
      self.session.showHistory { history.entries() }
    }
  }

  /// Reads and runs until Ctrl-D or `.quit`.
  ///
  /// - Throws: when nobody is there to read the answers.
  package mutating func run() throws(OutputFailure) {
    while true {
      switch reader.read(prompt: Self.first, for: session) {
      case .end: return
      case .interrupted: continue
      case .text(let statement):
        if try runKept(statement) { return }
      }
    }
  }

  /// Runs what was typed and keeps it in the history, unless it begins with a blank.
  ///
  /// - Returns: whether it asked to leave.
  private mutating func runKept(_ statement: String) throws(OutputFailure) -> Bool {
    let isKept = !session.isPrivate(statement)
    if isKept { reader.remember(statement) }
    let id = isKept ? history?.begin(statement) : nil
    let start = Meter.milliseconds
    let course = try run(statement)
    if let id {
      let ending = HistoryEntry.Ending(
        milliseconds: Int64(Meter.milliseconds - start), rows: course.rows,
        outcome: course.outcome)
      history?.end(id, ending)
    }
    return course.isLeaving
  }

  /// What became of a statement.
  private struct Course {
    var rows: Int64?
    var outcome = HistoryEntry.Outcome.done
    var isLeaving = false

    mutating func note(_ event: Outcome) {
      switch event {
      case .result(_, let report): rows = Int64(report.rowsReturned)
      case .messages(let diagnostics, _):
        let codes = diagnostics.filter { $0.severity == .error }.map(\.code)
        if !codes.isEmpty { outcome = codes.contains(.interrupted) ? .interrupted : .error }
      case .leave: isLeaving = true
      case .printed, .exported, .tested, .done, .words: break
      }
    }
  }

  private mutating func run(_ statement: String) throws(OutputFailure) -> Course {
    let cancellation = Cancellation()
    var console = StandardConsole(cancellation: cancellation)
    var session = session
    var presenter = presenter
    if presenter.isTerminal { presenter.layout.width = TerminalFacts.columns(of: 1) }
    presenter.format = session.settings.format
    presenter.showsTimes = session.settings.showsTimes
    var failure: OutputFailure?
    var course = Course()
    interrupts.cancelling(cancellation) {
      session.runLine(statement, cancellation: cancellation) { outcome in
        course.note(outcome)
        do throws(OutputFailure) {
          try presenter.present(outcome, to: &console)
        } catch {
          failure = failure ?? error
          cancellation.cancel()
        }
      }
    }
    self.session = session
    if let failure {
      guard failure == .interrupted else { throw failure }
      let stopped = Diagnostic(.interrupted, "stopped while showing the result", at: nil)
      try presenter.present(.messages([stopped], SourceMap()), to: &console)
      course.outcome = .interrupted
    }
    return course
  }
}
