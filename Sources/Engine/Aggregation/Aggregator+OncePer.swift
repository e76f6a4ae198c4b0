import Columns
import Messages
import Model
import Plan

extension Aggregator {
  /// An aggregate that counts each distinct value of its `per` once in each group: over the first
  /// row of each.
  func oncePer(
    _ request: AggregateRequest, where filter: Test
  ) throws(Diagnostic) -> AggregateResult {
    var aggregate = request.aggregate
    guard let per = aggregate.per else {
      return AggregateResult(values: .real([]), skipped: 0)
    }
    var test = filter
    if let condition = aggregate.condition {
      test = .both(filter, Test(try compiler.compile(condition)))
    }
    let rows = try execution.selection(test, over: frame)
    let groups = try execution.groups(of: rows, in: request.level)
    let kept = try execution.select(frame, rows: rows, areDistinct: true)
    let column = try execution.column(per, over: kept)
    let pairs = try execution.groups(of: [.row(groups), column], count: rows.count)
    let absent = column.oneMissing.word(0)
    var firsts: [Int32] = []
    try execution.inOrder(pairs.count) { (range: Range<Int>) in
      for row in pairs.firstRows[range]
      where groups[Int(row)] >= 0 && column.word(Int(row)) != absent {
        firsts.append(row)
      }
    }
    aggregate.condition = nil
    aggregate.per = nil
    let level =
      request.level.parts.isEmpty
      ? GroupLevel.whole
      : GroupLevel(
        parts: [.direct(try execution.gathered(groups, firsts, missing: GroupLevel.skipped))],
        count: request.level.count, maySkip: false)
    let once = Aggregator(
      execution, try execution.select(kept, rows: firsts, areDistinct: true),
      isCareful: compiler.isCareful)
    return try once.run(
      [AggregateRequest(aggregate: aggregate, level: level, levelNumber: 0)], where: .all
    ).results[0]
  }
}
