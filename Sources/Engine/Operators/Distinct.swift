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
    if let outer = frame.outer { keys.insert(.row(outer.rows.list), at: 0) }
    let rows = try groups(of: keys, count: frame.count).firstRows
    return Frame(
      count: rows.count, columns: columns.map { .stored($0.gathered(rows)) },
      outer: frame.outer?.gathered(rows))
  }
}

extension Scope {
  /// The enclosing rows of some of the rows.
  func gathered(_ rows: [Int32]) -> Scope {
    Scope(frame: frame, rows: self.rows.gathered(rows))
  }
}
