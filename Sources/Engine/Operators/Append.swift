import Columns
import Messages
import Model
import Plan

extension Execution {
  /// The rows of both frames, which are rows of no entity any more; columns correspond by number.
  ///
  /// - Throws: P501, where a column is first asked for, if decimals cannot be brought to one scale.
  func append(_ first: Frame, _ second: Frame, span: Span) throws(Diagnostic) -> Frame {
    let (first, second) = (
      try spread(first, overOwnersOf: second), try spread(second, overOwnersOf: first)
    )
    try checkRowCount(first.count.addingReportingOverflow(second.count), at: span)
    var result = Frame(count: first.count + second.count, columns: [], found: first.found)
    for number in 0..<min(first.columns.count, second.columns.count) {
      let parts = Self.parts(first, number) + Self.parts(second, number)
      result.columns.append(.pending(PendingColumn(.joined(parts, span))))
    }
    guard let left = first.outer, let right = second.outer else { return result }
    result.outer = Scope(
      frame: left.frame, rows: .list(try list(of: left.rows) + list(of: right.rows)))
    // Both parts stand owner by owner; so must the whole.
    let rows = try sortedRows(count: result.count, keys: ownerKeys(of: result))
    return try select(result, rows: rows, areDistinct: true)
  }

  /// What a column is made of: of frames appended one after the other all are copied once.
  private static func parts(_ frame: Frame, _ number: Int) -> [PendingColumn.Part] {
    if case .pending(let column) = frame.columns[number], let parts = column.parts { return parts }
    return [PendingColumn.Part(frame: frame, number: number)]
  }

  /// A frame that doesn't depend on the owners, repeated for each owner of a frame that does.
  private func spread(_ frame: Frame, overOwnersOf other: Frame) throws(Diagnostic) -> Frame {
    guard frame.outer == nil, let owners = other.outer?.frame else { return frame }
    let (total, overflow) = frame.count.multipliedReportingOverflow(by: owners.count)
    try checkRowCount((total, overflow))
    let rows = try produced(total) { Int32(truncatingIfNeeded: $0 % frame.count) }
    let outer = try produced(total) { Int32(truncatingIfNeeded: $0 / frame.count) }
    var result = try select(frame, rows: rows)
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
