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
    let width = values.count
    let (total, overflow) = frame.count.multipliedReportingOverflow(by: width)
    try checkRowCount((total, overflow), at: span)
    let rows = try produced(total) { Int32(truncatingIfNeeded: $0 / width) }
    var kept = frame
    kept.columns = keep.map { frame.columns[$0] }
    var result = try select(kept, rows: rows)
    // A field is read through the anchor, which ends here.
    for number in result.columns.indices {
      result.columns[number] = .stored(try column(number, of: result))
    }
    result.anchor = nil

    var interner = TextInterner()
    let names = values.map { interner.intern(input.columns[$0].name) }
    let codes = try produced(total) { names[$0 % width] }

    var columns: [Column] = []
    for value in values { columns.append(try column(value, of: frame)) }
    // The value columns end to end hold row r of value column v at v × rows + r.
    let stacked = try concatenated(columns, at: span)
    let places = try produced(total) { place in
      Int32(truncatingIfNeeded: place % width * frame.count + place / width)
    }
    result.columns += [
      .stored(.text(codes, interner.dictionary)), .stored(try gathered(stacked, places)),
    ]
    return result
  }
}
