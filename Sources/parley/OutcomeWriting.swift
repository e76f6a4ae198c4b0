import Messages
import Model
import Output
import Shell
import Terminal

/// Writes a script's outcomes. In a machine format only the last result counts.
struct OutcomeWriting {
  var presenter: Presenter
  var console: StandardConsole
  private var held: Outcome?
  private var status: ExitStatus?
  private(set) var failure: OutputFailure?

  init(presenter: Presenter, console: StandardConsole) {
    self.presenter = presenter
    self.console = console
  }

  mutating func take(_ outcome: Outcome) {
    switch outcome {
    case .result(_, let report) where presenter.format.isForMachines:
      held = outcome
      present { presenter, console throws(OutputFailure) in
        try presenter.presentTimes(report, to: &console)
      }
    case .messages(let diagnostics, _):
      status = status ?? Runner.status(for: diagnostics)
      show(outcome)
    case .result, .again, .printed, .exported, .tested, .done, .words, .asked: show(outcome)
    }
  }

  /// Writes the result that was held back, if the script came to its end.
  mutating func finish() {
    guard status == nil, case .result(let table, _) = held else { return }
    present { presenter, console throws(OutputFailure) in
      try presenter.presentTable(table, to: &console)
    }
  }

  private mutating func show(_ outcome: Outcome) {
    present { presenter, console throws(OutputFailure) in
      try presenter.present(outcome, to: &console)
    }
  }

  private mutating func present(
    _ work: (Presenter, inout StandardConsole) throws(OutputFailure) -> Void
  ) {
    if failure != nil { return }
    do throws(OutputFailure) {
      try work(presenter, &console)
    } catch {
      failure = error
    }
  }

  /// How the program ends because of this script; nil where all went well.
  func ending() throws(ExitStatus) -> ExitStatus? {
    switch failure {
    case .closed: throw .good
    case .interrupted: return .interrupted
    case .failed(let reason):
      let problem = Diagnostic(
        .fileNotWritable, "the result cannot be written: \(reason)", at: nil)
      var console = console
      try? presenter.present(.messages([problem], SourceMap()), to: &console)
      return .data
    case nil: return status
    }
  }
}
