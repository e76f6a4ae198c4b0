import Columns
import Messages
import Model
import Plan

extension Summarizer {
  /// The result's rows in order: the keys, then the aggregates.
  func assemble(
    _ results: [Column], of jobs: [Job], present: [Bool], bucketPresence: [Bool]
  ) throws(Diagnostic) -> Frame {
    let groups = try shownGroups(present)
    let periods = wantedBuckets(bucketPresence)
    let (rowGroups, rowBuckets) = try sorted(groups, periods)
    var frame = Frame(count: rowGroups.count, columns: [])
    for (number, key) in summary.keys.enumerated() {
      switch key {
      case .value:
        let own = (plain.firstIndex(of: number) ?? 0) + ownerKeys
        frame.columns.append(
          .stored(
            try execution.gathered(rows.values(of: own), numbers(of: own, in: rowGroups))))
      case .each(let unit, _):
        let low = buckets?.range.lowerBound ?? 0
        let values = try execution.produced(rowBuckets.count) { low + rowBuckets[$0] }
        frame.columns.append(.stored(.period(values, unit)))
      }
    }
    for (job, result) in zip(jobs, results) {
      let places = try places(of: job, among: result.count, rowGroups, rowBuckets)
      frame.columns.append(.stored(try execution.gathered(result, places)))
    }
    if let outer = source.frame.outer {
      frame.outer = Scope(frame: outer.frame, rows: .list(try numbers(of: 0, in: rowGroups)))
    }
    return frame
  }

  /// Where in an aggregate's values those of the result's rows stand.
  ///
  /// - Parameter count: how many values it has.
  private func places(
    of job: Job, among count: Int, _ rowGroups: [Int32], _ rowBuckets: [Int32]
  ) throws(Diagnostic) -> [Int32] {
    let stride = Int32(truncatingIfNeeded: job.periods?.range.count ?? 1)
    let isEverywhere = count == Int(stride)
    if job.periods == nil, !isEverywhere, job.keys.count == rows.keyCount { return rowGroups }
    return try execution.produced(rowGroups.count) { row in
      let group =
        isEverywhere
        ? 0
        : Int32(
          truncatingIfNeeded: rows.group(of: job.keys, around: Int(rowGroups[row])))
      guard let periods = job.periods else { return group }
      let place = periods.places[Int(rowBuckets[row])]
      return place < 0 ? place : group * stride + place
    }
  }

  /// The groups that have a row in the result.
  private func shownGroups(_ present: [Bool]) throws(Diagnostic) -> [Int32] {
    if plain.isEmpty {
      // Nothing but (perhaps) the owner: every one of them has its row.
      let count = rows.count(Array(0..<ownerKeys))
      return try execution.ascending(
        ownerKeys == 1 ? min(count, source.frame.outer?.frame.count ?? 0) : count)
    }
    var groups: [Int32] = []
    try execution.inOrder(present.count) { (range: Range<Int>) in
      for group in range where present[group] {
        groups.append(Int32(truncatingIfNeeded: group))
      }
    }
    return groups
  }

  /// The number that a key has in each of some groups.
  private func numbers(of key: Int, in groups: [Int32]) throws(Diagnostic) -> [Int32] {
    if let found = rows.foundNumbers(of: key) {
      return try execution.gathered(found, groups, missing: Missing.code)
    }
    return try execution.produced(groups.count) { row in
      Int32(truncatingIfNeeded: rows.number(of: key, in: Int(groups[row])))
    }
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
  private func sorted(
    _ groups: [Int32], _ periods: Range<Int32>
  ) throws(Diagnostic) -> ([Int32], [Int32]) {
    let width = periods.count
    let count = groups.count * width
    let rowGroups = width == 1 ? groups : try execution.produced(count) { groups[$0 / width] }
    let rowBuckets = try execution.produced(count) { row in
      width == 1
        ? periods.lowerBound : periods.lowerBound + Int32(truncatingIfNeeded: row % width)
    }
    var keys: [SortKeys] = []
    if ownerKeys == 1 {
      keys.append(
        try execution.sortKeys(of: .row(numbers(of: 0, in: rowGroups)), type: .number))
    }
    for (number, key) in summary.keys.enumerated() {
      switch key {
      case .value(let value):
        let own = (plain.firstIndex(of: number) ?? 0) + ownerKeys
        let ranks = try ranks(of: own, in: groups, type: value.type)
        let numbers = try numbers(of: own, in: rowGroups)
        keys.append(SortKeys(try execution.mapped(numbers) { UInt64(ranks[Int($0)]) }))
      case .each:
        keys.append(SortKeys(try execution.produced(count) { UInt64(rowBuckets[$0]) }))
      }
    }
    let order = try execution.sortedRows(count: count, keys: keys)
    return (
      try execution.gathered(rowGroups, order, missing: 0),
      try execution.gathered(rowBuckets, order, missing: 0)
    )
  }

  /// For each value of a key that occurs its place among those that do.
  private func ranks(
    of key: Int, in groups: [Int32], type: ValueType
  ) throws(Diagnostic) -> [Int32] {
    let values = rows.values(of: key)
    var isUsed = [Bool](repeating: false, count: values.count)
    let numbers = try numbers(of: key, in: groups)
    try execution.inOrder(numbers.count) { (range: Range<Int>) in
      for place in range { isUsed[Int(numbers[place])] = true }
    }
    let used = isUsed.indices.filter { isUsed[$0] }.map { Int32(truncatingIfNeeded: $0) }
    let order = try execution.sortedRows(
      count: used.count,
      keys: [execution.sortKeys(of: execution.gathered(values, used), type: type)])
    var ranks = [Int32](repeating: 0, count: values.count)
    try execution.inOrder(order.count) { (range: Range<Int>) in
      for rank in range {
        ranks[Int(used[Int(order[rank])])] = Int32(truncatingIfNeeded: rank)
      }
    }
    return ranks
  }
}
