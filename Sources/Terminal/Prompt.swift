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

  package init(session: Session, presenter: Presenter, interrupts: Interrupts) {
    self.session = session
    self.presenter = presenter
    self.interrupts = interrupts
    reader = LineReader(interrupts: interrupts)
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
        reader.remember(statement)
        if try runStatement(statement) { return }
      }
    }
  }

  /// Runs what was typed.
  ///
  /// - Returns: whether it asked to leave.
  private mutating func runStatement(_ statement: String) throws(OutputFailure) -> Bool {
    let cancellation = Cancellation()
    var console = StandardConsole(cancellation: cancellation)
    var session = session
    var presenter = presenter
    if presenter.isTerminal { presenter.layout.width = TerminalFacts.columns(of: 1) }
    presenter.format = session.settings.format
    presenter.showsTimes = session.settings.showsTimes
    var failure: OutputFailure?
    var isLeaving = false
    interrupts.cancelling(cancellation) {
      session.runLine(statement, cancellation: cancellation) { outcome in
        if case .leave = outcome { isLeaving = true }
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
    }
    return isLeaving
  }
}
