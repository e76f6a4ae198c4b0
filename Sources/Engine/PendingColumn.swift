import Columns
import Messages
import Synchronization

/// One key of groups whose numbers combine those of all keys.
///
/// - Shape: `places: [group]`; `places[g] / stride % values.count` is the value's number.
struct GroupKey: Sendable {
  let places: [Int32]
  let stride: Int
  let values: Column

  /// The value of each group.
  func values(on execution: Execution) throws(Diagnostic) -> Column {
    try values(execution.mapped(places) { number(in: $0) }, on: execution)
  }

  /// The values of some groups; missing where the group is `Missing.code`.
  func values(at groups: [Int32], on execution: Execution) throws(Diagnostic) -> Column {
    try values(
      execution.mapped(groups) { $0 < 0 ? Missing.code : number(in: places[Int($0)]) },
      on: execution)
  }

  private func values(_ numbers: [Int32], on execution: Execution) throws(Diagnostic) -> Column {
    try execution.gathered(values, numbers)
  }

  @inline(__always)
  private func number(in place: Int32) -> Int32 {
    // Quicker to divide by than 64 bits.
    let (stride, count) = (UInt32(stride), UInt32(values.count))
    return Int32(bitPattern: UInt32(bitPattern: place) / stride % count)
  }
}

/// A column of a frame that is written out when something first asks for it: sorting or appending
/// rows then costs only the columns that are used.
final class PendingColumn: Sendable {
  /// What it consists of.
  enum Recipe: Sendable {
    /// Some rows of a frame's column.
    case rows([Int32], of: Frame, Int)
    /// Columns of several frames end to end, brought to one storage.
    case joined([Part], Span)
    /// The values of one key of groups that are told apart by numbers.
    case key(GroupKey)
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

  /// The key whose values it has, as long as nothing has asked for all of them.
  private var key: GroupKey? {
    state.withLock { state in
      if case .waiting(.key(let key)) = state { key } else { nil }
    }
  }

  /// - Throws: P501 where decimals cannot be brought to one scale.
  func written(on execution: Execution) throws(Diagnostic) -> Column {
    let column: Column
    switch state.withLock({ $0 }) {
    case .written(let known): return known
    case .waiting(.rows(let rows, of: let frame, let number)):
      if case .pending(let source) = frame.columns[number], let key = source.key {
        column = try key.values(at: rows, on: execution)
      } else {
        column = try execution.gathered(execution.column(number, of: frame), rows)
      }
    case .waiting(.key(let key)):
      column = try key.values(on: execution)
    case .waiting(.joined(let parts, let span)):
      var columns: [Column] = []
      for part in parts { columns.append(try execution.column(part.number, of: part.frame)) }
      column = try execution.concatenated(columns, at: span)
    }
    state.withLock { $0 = .written(column) }
    return column
  }
}
