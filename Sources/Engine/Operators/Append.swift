import Columns
import Messages
import Model
import Plan

extension Execution {
  /// The rows of both frames, which are rows of no entity any more; columns correspond by number.
  ///
  /// - Throws: P501 where decimals cannot be brought to one scale.
  func append(_ first: Frame, _ second: Frame, span: Span) throws(Diagnostic) -> Frame {
    let (first, second) = (
      try spread(first, overOwnersOf: second), try spread(second, overOwnersOf: first)
    )
    var result = Frame(count: first.count + second.count, columns: [], found: first.found)
    for number in 0..<min(first.columns.count, second.columns.count) {
      result.columns.append(
        .stored(
          try concatenated([column(number, of: first), column(number, of: second)], at: span)))
    }
    guard let left = first.outer, let right = second.outer else { return result }
    result.outer = Scope(frame: left.frame, rows: .list(left.rows.list + right.rows.list))
    // Both parts stand owner by owner; so must the whole.
    let rows = try sortedRows(count: result.count, keys: ownerKeys(of: result))
    return select(result, rows: rows, areDistinct: true)
  }

  /// A frame that doesn't depend on the owners, repeated for each owner of a frame that does.
  private func spread(_ frame: Frame, overOwnersOf other: Frame) throws(Diagnostic) -> Frame {
    guard frame.outer == nil, let owners = other.outer?.frame else { return frame }
    try checkRowCount(frame.count.multipliedReportingOverflow(by: owners.count))
    var rows: [Int32] = []
    var outer: [Int32] = []
    for owner in 0..<Int32(owners.count) {
      rows.append(contentsOf: 0..<Int32(frame.count))
      outer.append(contentsOf: repeatElement(owner, count: frame.count))
    }
    var result = select(frame, rows: rows)
    result.outer = Scope(frame: owners, rows: .list(outer))
    return result
  }

  /// Stops a result of more rows than row numbers can count.
  ///
  /// - Throws: P506.
  func checkRowCount(
    _ count: (partialValue: Int, overflow: Bool), at span: Span? = nil
  ) throws(Diagnostic) {
    if count.overflow || count.partialValue > Int(Int32.max) {
      throw Diagnostic(
        .outOfMemory, "this step would make more than 2 billion rows", at: span,
        notes: ["Narrow the rows before it, with where or take."])
    }
  }
}
