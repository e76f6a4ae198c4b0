import Columns
import Messages
import Model
import Plan

extension Execution {
  /// A window's value for each row of a frame; inside a correlated pipeline, among the rows of one
  /// owner.
  ///
  /// - Shape: `[frame row]`.
  /// - Throws: P501 where a running sum leaves 64 bits, and what its expressions throw.
  func window(
    _ window: Window, type: ValueType, span: Span, over frame: Frame
  ) throws(Diagnostic) -> Column {
    let grouping: Grouping
    if let partitions = try partitions(window.partition, over: frame) {
      grouping = partitions
    } else {
      grouping = try groups(of: [], count: frame.count)
    }
    switch window.function {
    case .aggregate(let aggregate):
      return try gathered(self.aggregate(aggregate, over: frame, in: grouping), grouping.groupOf)
    case .rank:
      return .decimal(try ranks(in: grouping), scale: 0)
    case .previous(let value):
      return try gathered(column(value, over: frame), previousRows(in: grouping))
    case .runningSum(let value):
      let values = try column(value, over: frame)
      return try runningSums(of: values, in: grouping, over: frame, span: span)
    case .share(let value):
      return try shares(
        of: column(value, over: frame), in: grouping,
        expression: TypedExpression(.window(window), type: type, span: span))
    case .runningShare(let value):
      return try runningShares(
        of: column(value, over: frame), in: grouping, includesRow: true,
        expression: TypedExpression(.window(window), type: type, span: span))
    case .shareAbove(let value):
      return try runningShares(
        of: column(value, over: frame), in: grouping, includesRow: false,
        expression: TypedExpression(.window(window), type: type, span: span))
    }
  }

  /// 1, 2, 3 … within each group, in the current order.
  private func ranks(in grouping: Grouping) throws(Diagnostic) -> [Int64] {
    var last = [Int64](repeating: 0, count: grouping.count)
    var ranks: [Int64] = []
    ranks.reserveCapacity(grouping.groupOf.count)
    try inOrder(grouping.groupOf.count) { (range: Range<Int>) in
      for group in grouping.groupOf[range] {
        last[Int(group)] += 1
        ranks.append(last[Int(group)])
      }
    }
    return ranks
  }

  /// The row before each row within its group, `Missing.code` for the first.
  private func previousRows(in grouping: Grouping) throws(Diagnostic) -> [Int32] {
    var last = [Int32](repeating: Missing.code, count: grouping.count)
    var previous: [Int32] = []
    previous.reserveCapacity(grouping.groupOf.count)
    try inOrder(grouping.groupOf.count) { (range: Range<Int>) in
      for row in range {
        let group = Int(grouping.groupOf[row])
        previous.append(last[group])
        last[group] = Int32(truncatingIfNeeded: row)
      }
    }
    return previous
  }

  /// Totals up to and including each row within its group, in the current order; missing is 0.
  private func runningSums(
    of column: Column, in grouping: Grouping, over frame: Frame, span: Span
  ) throws(Diagnostic) -> Column {
    switch column {
    case .decimal(let values, let scale):
      // Every partial sum is shown, so each has to fit the column's 64 bits.
      var sums = [Int64](repeating: 0, count: grouping.count)
      var result: [Int64] = []
      result.reserveCapacity(values.count)
      try inOrder(values.count) { (range: Range<Int>) throws(Diagnostic) in
        for row in range {
          let group = Int(grouping.groupOf[row])
          if values[row] != Missing.decimal {
            let (sum, overflow) = sums[group].addingReportingOverflow(values[row])
            if overflow || sum == Missing.decimal {
              throw Fault.overflow(
                "the running sum", at: span, row: name(ofRow: row, in: frame))
            }
            sums[group] = sum
          }
          result.append(sums[group])
        }
      }
      return .decimal(result, scale: scale)
    case .real(let values):
      var sums = [Double](repeating: 0, count: grouping.count)
      var result: [Double] = []
      result.reserveCapacity(values.count)
      try inOrder(values.count) { (range: Range<Int>) in
        for row in range {
          let group = Int(grouping.groupOf[row])
          if !values[row].isNaN { sums[group] += values[row] }
          result.append(sums[group])
        }
      }
      return .real(result)
    case .day, .truth, .text, .row, .period:
      return column
    }
  }
}
