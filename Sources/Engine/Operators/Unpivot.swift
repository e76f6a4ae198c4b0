import Columns
import Messages
import Model
import Plan

extension Execution {
  /// One row per row and value column: the kept columns, the value column's name, its value. They are
  /// rows of no entity any more.
  ///
  /// - Throws: P501 where decimals cannot be brought to one scale.
  func unpivot(
    _ frame: Frame, keep: [Int], values: [Int], of input: LogicalPlan, span: Span
  ) throws(Diagnostic) -> Frame {
    let (total, overflow) = frame.count.multipliedReportingOverflow(by: values.count)
    try checkRowCount((total, overflow), at: span)
    var rows: [Int32] = []
    rows.reserveCapacity(total)
    for row in 0..<Int32(frame.count) {
      rows.append(contentsOf: repeatElement(row, count: values.count))
    }
    var result = select(frame, rows: rows)
    let kept = keep.map { FrameColumn.stored(column($0, of: result)) }
    result.anchor = nil

    var interner = TextInterner()
    let names = values.map { interner.intern(input.columns[$0].name) }
    var codes: [Int32] = []
    codes.reserveCapacity(total)
    for _ in 0..<frame.count { codes.append(contentsOf: names) }

    var columns: [Column] = []
    for value in values { columns.append(column(value, of: frame)) }
    // The value columns end to end hold row r of value column v at v × rows + r.
    let stacked = try concatenated(columns, at: span)
    var places: [Int32] = []
    places.reserveCapacity(total)
    for row in 0..<frame.count {
      for value in values.indices {
        places.append(Int32(truncatingIfNeeded: value * frame.count + row))
      }
    }
    result.columns =
      kept + [.stored(.text(codes, interner.dictionary)), .stored(stacked.gathered(places))]
    return result
  }
}
