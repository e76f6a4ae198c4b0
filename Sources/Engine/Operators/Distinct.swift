import Columns
import Messages
import Model
import Plan

extension Execution {
  /// One row per combination of the values, in order of first appearance; without an anchor.
  func distinct(_ frame: Frame, _ values: [TypedExpression]) throws(Diagnostic) -> Frame {
    var columns: [Column] = []
    for value in values { columns.append(try column(value, over: frame)) }
    var keys = columns
    if let outer = frame.outer { keys.insert(.row(try list(of: outer.rows)), at: 0) }
    let rows = try groups(of: keys, count: frame.count).firstRows
    var result = Frame(count: rows.count, columns: [])
    for column in columns { result.columns.append(.stored(try gathered(column, rows))) }
    if let outer = frame.outer { result.outer = try gathered(outer, rows) }
    return result
  }
}
