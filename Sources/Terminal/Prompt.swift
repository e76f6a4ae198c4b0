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
  private let line: ProgressLine
  private var reader: LineReader
  private var history: HistoryFile?

  package init(
    session: Session, presenter: Presenter, interrupts: Interrupts, line: ProgressLine
  ) {
    self.session = session
    self.line = line
    self.presenter = presenter
    self.interrupts = interrupts
    reader = LineReader(interrupts: interrupts)
    self.session.settings.usePager(Self.pager)
    history = session.settings.isSafe ? nil : HistoryFile()
    self.session.settings.home = TerminalFacts.environment("HOME")
    if let history {
      history.recalled().forEach(reader.remember)
      self.session.showHistory { history.entries() }
    }
  }

  /// `$PAGER`, where it is set; else less, where it is there.
  private static var pager: String {
    let usual = "less -SRFX"
    return TerminalFacts.environment("PAGER") ?? (Program.isThere(usual) ? usual : "")
  }

  /// Reads and runs until Ctrl-D or `.quit`.
  ///
  /// - Throws: when nobody is there to read the answers.
  package mutating func run() throws(OutputFailure) {
    // What stands on the next line before anything is typed.
    var begun = ""
    while true {
      let line = reader.read(prompt: Self.first, begun: begun, for: session)
      begun = ""
      switch line {
      case .end: return
      case .interrupted: continue
      case .text(let statement):
        for request in try runKept(statement) {
          switch request {
          case .leave: return
          case .edit(let text): begun = try edit(text)
          case .watch(let query, let seconds):
            var watch = Watch(presenter, session.settings, interrupts, line: self.line)
            try watch.run(query, every: seconds, &session)
          }
        }
      }
    }
  }

  /// - Returns: the text as it was left, to be typed next; nothing where that went wrong.
  private func edit(_ text: String) throws(OutputFailure) -> String {
    do throws(TextEditor.Problem) {
      return try TextEditor.edit(text)
    } catch {
      var console = StandardConsole()
      let problem = Diagnostic(.badUsage, error.words, at: nil)
      try presenter.present(.messages([problem], SourceMap()), to: &console)
      return ""
    }
  }

  /// Runs what was typed and keeps it in the history, unless it begins with a blank.
  ///
  /// - Returns: what it asked for.
  private mutating func runKept(_ statement: String) throws(OutputFailure) -> [Request] {
    let isKept = !session.isPrivate(statement)
    if isKept { reader.remember(statement) }
    let id = isKept ? history?.begin(statement) : nil
    let start = Meter.milliseconds
    let course = try run(statement)
    if session.settings.isSafe { history = nil }
    if let id {
      let ending = HistoryEntry.Ending(
        milliseconds: Int64(Meter.milliseconds - start - course.pausedMilliseconds),
        rows: course.rows, outcome: course.outcome)
      history?.end(id, ending)
    }
    return course.requests
  }

  private mutating func run(_ statement: String) throws(OutputFailure) -> Course {
    let cancellation = Cancellation()
    var session = session
    var screen = OutcomeScreen(presenter, session.settings, cancellation, line)
    interrupts.cancelling(cancellation, line: line) {
      session.runLine(statement, cancellation: cancellation) { screen.show($0) }
    }
    self.session = session
    return try screen.end()
  }
}

/// What became of a statement.
private struct Course {
  var rows: Int64?
  var outcome = HistoryEntry.Outcome.done
  var requests: [Request] = []
  /// How long the user has looked at a pager.
  var pausedMilliseconds = 0.0

  mutating func note(_ event: Outcome) {
    switch event {
    case .result(_, let report): rows = Int64(report.rowsReturned)
    case .messages(let diagnostics, _):
      let codes = diagnostics.filter { $0.severity == .error }.map(\.code)
      if !codes.isEmpty { outcome = codes.contains(.interrupted) ? .interrupted : .error }
    case .asked(let request): requests.append(request)
    case .again, .printed, .exported, .tested, .done, .words: break
    }
  }
}

/// Shows the outcomes of one statement, each as it comes.
private struct OutcomeScreen {
  private var presenter: Presenter
  private let pager: String
  private let window = TerminalFacts.window(of: 1)
  private let cancellation: Cancellation
  private let line: ProgressLine
  private var course = Course()
  private var failure: OutputFailure?

  init(
    _ presenter: Presenter, _ settings: Settings, _ cancellation: Cancellation,
    _ line: ProgressLine
  ) {
    self.presenter = presenter
    self.line = line
    self.cancellation = cancellation
    pager = presenter.isTerminal ? settings.pager : ""
    if presenter.isTerminal { TerminalFacts.fit(&self.presenter.layout, to: window) }
    self.presenter.format = settings.format
    self.presenter.showsTimes = settings.showsTimes
  }

  mutating func show(_ outcome: Outcome) {
    course.note(outcome)
    var console = PagedConsole(
      pager: pager, window: window, cancellation: cancellation, line: line)
    do throws(OutputFailure) {
      do throws(OutputFailure) {
        try presenter.present(outcome, to: &console)
      } catch {
        // Whoever leaves the pager has seen enough of this outcome, and not of the next.
        if error != .closed || !console.isPaged { note(error) }
      }
      try console.finish()
    } catch {
      note(error)
    }
    course.pausedMilliseconds += console.pausedMilliseconds
  }

  private mutating func note(_ error: OutputFailure) {
    failure = failure ?? error
    cancellation.cancel()
  }

  /// - Throws: when nobody is there to read the answers.
  mutating func end() throws(OutputFailure) -> Course {
    guard let failure else { return course }
    guard failure == .interrupted else { throw failure }
    let stopped = Diagnostic(.interrupted, "stopped while showing the result", at: nil)
    var console = StandardConsole()
    try presenter.present(.messages([stopped], SourceMap()), to: &console)
    course.outcome = .interrupted
    return course
  }
}
