import Columns
import Messages
import Model
import Plan

extension Summarizer {
  /// Remarks on rows that an aggregate adds up in more than one group, so that its groups add up to
  /// more than the whole.
  ///
  /// - Parameter frame: rows of an entity, at least once per group that they belong to, as `groups`
  ///   has it.
  func noteShared(
    _ jobs: [Job], over frame: Frame, groups: [Int32]
  ) throws(Diagnostic) {
    guard let anchor = frame.anchor, case .list(let rows) = anchor.rows,
      try sharedCount(rows, groups, of: execution.world.table(anchor.entity).rowCount) > 0
    else { return }
    for job in jobs where job.aggregate.function.addsUp && job.aggregate.countsRows {
      var conditions: [TypedExpression] = []
      if let condition = job.aggregate.condition { conditions.append(condition) }
      if let value = job.aggregate.value { conditions.append(Self.isPresent(value)) }
      if let buckets, let time = job.aggregate.time, time.isBucketed {
        conditions.append(isInRange(time.date, job.periods?.range ?? buckets.range, buckets.unit))
      }
      var (counted, countedGroups) = (rows, groups)
      if let first = conditions.first {
        let all = conditions.dropFirst().reduce(first) { both, next in
          TypedExpression(.operation(.and, [both, next]), type: .bool, span: next.span)
        }
        let chosen = try execution.selection(all, over: frame)
        counted = try execution.gathered(rows, chosen, missing: Missing.code)
        countedGroups = try execution.gathered(groups, chosen, missing: GroupLevel.skipped)
      }
      execution.note(
        shared: try sharedCount(
          counted, countedGroups, of: execution.world.table(anchor.entity).rowCount),
        of: anchor.entity, by: job.aggregate)
    }
  }

  /// How many rows stand in more than one group.
  private func sharedCount(
    _ rows: [Int32], _ groups: [Int32], of rowCount: Int
  ) throws(Diagnostic) -> Int {
    let none: Int32 = -1
    let several: Int32 = -2
    var groupOf = [Int32](repeating: none, count: rowCount)
    var count = 0
    try execution.inOrder(rows.count) { (range: Range<Int>) in
      for place in range where rows[place] >= 0 && groups[place] >= 0 {
        let (row, group) = (Int(rows[place]), groups[place])
        if groupOf[row] == none {
          groupOf[row] = group
        } else if groupOf[row] != several, groupOf[row] != group {
          groupOf[row] = several
          count += 1
        }
      }
    }
    return count
  }

  private static func isPresent(_ value: TypedExpression) -> TypedExpression {
    let isMissing = TypedExpression(
      .operation(.isMissing, [value]), type: .bool, span: value.span)
    return TypedExpression(.operation(.not, [isMissing]), type: .bool, span: value.span)
  }

  private func isInRange(
    _ date: TypedExpression, _ range: ClosedRange<Int32>, _ unit: PeriodUnit
  ) -> TypedExpression {
    let calendar = execution.world.options.calendar
    let first = calendar.start(of: range.lowerBound, unit)
    let last = calendar.end(of: range.upperBound, unit)
    return TypedExpression(
      .operation(.isInDays(first...last), [date]), type: .bool, span: date.span)
  }
}

extension Aggregate {
  /// Whether it counts each of its rows once per group, and not something that rows share.
  fileprivate var countsRows: Bool {
    guard let per else { return true }
    if case .row(depth: 0) = per.kind { return true }
    return false
  }
}

extension AggregateFunction {
  /// Whether the values of disjoint groups add up to that of the whole.
  fileprivate var addsUp: Bool {
    switch self {
    case .sum, .count, .countPresent: true
    case .average, .minimum, .maximum, .median, .standardDeviation, .percentile, .countDistinct,
      .first, .last, .sparkline, .any, .none, .every:
      false
    }
  }
}
