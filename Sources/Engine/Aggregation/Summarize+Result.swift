import Columns
import Messages
import Model
import Plan

extension Summarizer {
  /// The result's rows in order: the keys, then the aggregates.
  func assemble(
    _ results: [Column], of jobs: [Job], present: [Bool], bucketPresence: [Bool]
  ) -> Frame {
    var groups = present.indices.filter { present[$0] }.map { Int32(truncatingIfNeeded: $0) }
    if plain.isEmpty {
      // Nothing but (perhaps) the owner: every one of them has its row.
      groups = (0..<Int32(rows.count(Array(0..<ownerKeys)))).map { $0 }
      if ownerKeys == 1 {
        groups = groups.filter { Int($0) < (source.frame.outer?.frame.count ?? 0) }
      }
    }
    let periods = wantedBuckets(bucketPresence)
    let (rowGroups, rowBuckets) = sorted(groups, periods)
    var columns: [FrameColumn] = []
    for (number, key) in summary.keys.enumerated() {
      switch key {
      case .value:
        let own = (plain.firstIndex(of: number) ?? 0) + ownerKeys
        columns.append(
          .stored(
            rows.values(of: own).gathered(
              rowGroups.map {
                Int32(truncatingIfNeeded: rows.number(of: own, in: Int($0)))
              })))
      case .each(let unit, _):
        let low = buckets?.range.lowerBound ?? 0
        columns.append(.stored(.period(rowBuckets.map { low + $0 }, unit)))
      }
    }
    for (job, result) in zip(jobs, results) {
      let stride = Int32(truncatingIfNeeded: job.periods?.range.count ?? 1)
      let isEverywhere = result.count == Int(stride)
      let places = rowGroups.indices.map { row in
        let group =
          isEverywhere
          ? 0
          : Int32(
            truncatingIfNeeded: rows.group(of: job.keys, around: Int(rowGroups[row])))
        guard let periods = job.periods else { return group }
        let place = periods.places[Int(rowBuckets[row])]
        return place < 0 ? place : group * stride + place
      }
      columns.append(.stored(result.gathered(places)))
    }
    var frame = Frame(count: rowGroups.count, columns: columns)
    if let outer = source.frame.outer {
      frame.outer = Scope(
        frame: outer.frame,
        rows: .list(
          rowGroups.map { Int32(truncatingIfNeeded: rows.number(of: 0, in: Int($0))) }))
    }
    return frame
  }

  /// The numbers of the periods to show; one that means nothing where there is no `each` key.
  private func wantedBuckets(_ presence: [Bool]) -> Range<Int32> {
    guard let buckets else { return 0..<1 }
    if !buckets.isOpen { return 0..<Int32(buckets.count) }
    guard let first = presence.firstIndex(of: true), let last = presence.lastIndex(of: true) else {
      return 0..<0
    }
    return Int32(first)..<Int32(last) + 1
  }

  /// Groups times periods, in the order of the keys as written.
  private func sorted(_ groups: [Int32], _ periods: Range<Int32>) -> ([Int32], [Int32]) {
    var rowGroups: [Int32] = []
    var rowBuckets: [Int32] = []
    rowGroups.reserveCapacity(groups.count * periods.count)
    rowBuckets.reserveCapacity(groups.count * periods.count)
    for group in groups {
      for period in periods {
        rowGroups.append(group)
        rowBuckets.append(period)
      }
    }
    var keys: [SortKeys] = []
    if ownerKeys == 1 {
      keys.append(SortKeys(rowGroups.map { UInt64(rows.number(of: 0, in: Int($0))) }))
    }
    for (number, key) in summary.keys.enumerated() {
      switch key {
      case .value(let value):
        let own = (plain.firstIndex(of: number) ?? 0) + ownerKeys
        let ranks = ranks(of: own, in: groups, type: value.type)
        keys.append(SortKeys(rowGroups.map { UInt64(ranks[rows.number(of: own, in: Int($0))]) }))
      case .each: keys.append(SortKeys(rowBuckets.map { UInt64($0) }))
      }
    }
    let order = execution.rowsInOrder(count: rowGroups.count, keys: keys)
    return (
      gather(rowGroups, order, missing: 0), gather(rowBuckets, order, missing: 0)
    )
  }

  /// For each value of a key that occurs its place among those that do.
  private func ranks(of key: Int, in groups: [Int32], type: ValueType) -> [Int32] {
    let values = rows.values(of: key)
    var isUsed = [Bool](repeating: false, count: values.count)
    for group in groups { isUsed[rows.number(of: key, in: Int(group))] = true }
    let used = isUsed.indices.filter { isUsed[$0] }.map { Int32(truncatingIfNeeded: $0) }
    let order = execution.rowsInOrder(
      count: used.count, keys: [execution.sortKeys(of: values.gathered(used), type: type)])
    var ranks = [Int32](repeating: 0, count: values.count)
    for (rank, index) in order.enumerated() {
      ranks[Int(used[Int(index)])] = Int32(truncatingIfNeeded: rank)
    }
    return ranks
  }
}
