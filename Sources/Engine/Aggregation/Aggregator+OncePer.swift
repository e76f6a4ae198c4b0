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
    var groups = [Int32](repeating: 0, count: rows.count)
    if !request.level.parts.isEmpty, !rows.isEmpty {
      rows.withUnsafeBufferPointer { rows in
        groups.withUnsafeMutableBufferPointer { groups in
          guard let source = rows.baseAddress, let target = groups.baseAddress else { return }
          request.level.number(Batch(rows: source, count: rows.count), into: target)
        }
      }
    }
    let kept = execution.select(frame, rows: rows, areDistinct: true)
    let column = try execution.column(per, over: kept)
    let pairs = try execution.groups(of: [.row(groups), column], count: rows.count)
    let firsts = pairs.firstRows.filter { groups[Int($0)] >= 0 && column[Int($0)] != .missing }
    aggregate.condition = nil
    aggregate.per = nil
    let level =
      request.level.parts.isEmpty
      ? GroupLevel.whole
      : GroupLevel(
        parts: [.direct(firsts.map { groups[Int($0)] })], count: request.level.count,
        maySkip: false)
    let once = Aggregator(
      execution, execution.select(kept, rows: firsts, areDistinct: true),
      isCareful: compiler.isCareful)
    return try once.run(
      [AggregateRequest(aggregate: aggregate, level: level, levelNumber: 0)], where: .all
    ).results[0]
  }
}
