import Columns
import Messages
import Synchronization

/// A column of a frame that is written out when something first asks for it: sorting or appending
/// rows then costs only the columns that are used.
final class PendingColumn: Sendable {
  /// What it consists of.
  enum Recipe: Sendable {
    /// Some rows of a frame's column.
    case rows([Int32], of: Frame, Int)
    /// Columns of several frames end to end, brought to one storage.
    case joined([Part], Span)
  }

  /// A column of a frame, by its number.
  struct Part: Sendable {
    var frame: Frame
    var number: Int
  }

  private enum State: Sendable {
    case waiting(Recipe)
    case written(Column)
  }

  private let state: Mutex<State>

  init(_ recipe: Recipe) {
    state = Mutex(.waiting(recipe))
  }

  /// What it is joined of, as long as nothing has asked for it.
  var parts: [Part]? {
    state.withLock { state in
      if case .waiting(.joined(let parts, _)) = state { parts } else { nil }
    }
  }

  /// - Throws: P501 where decimals cannot be brought to one scale.
  func written(on execution: Execution) throws(Diagnostic) -> Column {
    let column: Column
    switch state.withLock({ $0 }) {
    case .written(let known): return known
    case .waiting(.rows(let rows, of: let frame, let number)):
      column = try execution.gathered(execution.column(number, of: frame), rows)
    case .waiting(.joined(let parts, let span)):
      var columns: [Column] = []
      for part in parts { columns.append(try execution.column(part.number, of: part.frame)) }
      column = try execution.concatenated(columns, at: span)
    }
    state.withLock { $0 = .written(column) }
    return column
  }
}
