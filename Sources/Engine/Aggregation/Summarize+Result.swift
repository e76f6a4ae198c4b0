import Columns
import Messages
import Model
import Plan

extension Summarizer {
  // MARK: - Periods

  /// Days have at most this range: the years 1 to 9999.
  private static var largestDayRange: Int64 { 3_652_059 }

  /// The periods of the `each` key: given, or those that enclose the dates of the aggregates.
  mutating func findBuckets() throws(Diagnostic) {
    try chooseBuckets()
    let groups = rows.count(Array(0..<rows.keyCount))
    let (cells, overflow) = groups.multipliedReportingOverflow(by: buckets?.count ?? 1)
    if overflow || cells > Self.largestResult {
      throw Fault.tooManyGroups(buckets?.count ?? 0, at: placeOfDates)
    }
  }

  /// More cells than this would need gigabytes.
  private static var largestResult: Int { 1 << 26 }

  /// Where the first aggregate that has a date stands.
  private var placeOfDates: Span? {
    summary.aggregates.first { $0.aggregate.time != nil }?.aggregate.span
  }

  private mutating func chooseBuckets() throws(Diagnostic) {
    for (number, key) in summary.keys.enumerated() {
      guard case .each(let unit, let range) = key else { continue }
      if let range {
        buckets = Buckets(key: number, unit: unit, range: range, isOpen: false)
        return
      }
      var days: ClosedRange<Int64>?
      for group in summary.aggregates where group.aggregate.time?.isBucketed == true {
        guard let found = try dayRange(of: source.resolved(group.aggregate)) else { continue }
        days =
          days.map {
            min($0.lowerBound, found.lowerBound)...max($0.upperBound, found.upperBound)
          } ?? found
      }
      // Without a single date there is no period at all; one that stays empty stands for that.
      let calendar = execution.world.options.calendar
      let found = days.map { days in
        calendar.period(
          of: Int32(truncatingIfNeeded: days.lowerBound), unit)...calendar.period(
            of: Int32(truncatingIfNeeded: days.upperBound), unit)
      }
      buckets = Buckets(key: number, unit: unit, range: found ?? 0...0, isOpen: true)
    }
  }

  /// Between which days an aggregate's dates lie.
  private func dayRange(of aggregate: Aggregate) throws(Diagnostic) -> ClosedRange<Int64>? {
    guard let date = aggregate.time?.date else { return nil }
    let frame: Frame
    switch aggregate.rows {
    case .current: frame = source.frame
    case .every(let entity): frame = execution.scan(entity)
    case .reached(_, let hops):
      guard let entity = hops.last?.destination else { return nil }
      frame = execution.scan(entity)
    case .pipeline(let plan):
      if plan.looksOutwards {
        frame = try execution.frame(of: plan, in: execution.materialised(source))
      } else {
        frame = try execution.frame(of: plan, in: nil)
      }
    }
    let node = try Compiler(execution, frame, isCareful: isCareful).compile(date)
    if let bounds = node.bounds { return bounds }
    if case .constant = node.kind { return nil }
    return ColumnStatistics(try execution.column(node, over: frame, sink: nil)).range
  }

  /// How rows find the period of their date; rows of no period, or of one outside of the range,
  /// belong to no group.
  ///
  /// - Parameter isSplit: whether each period is a group of its own, or all of the range is one.
  func bucketPart(
    _ date: TypedExpression, _ compiler: Compiler, _ buckets: Buckets, isSplit: Bool
  ) throws(Diagnostic) -> GroupPart {
    let calendar = execution.world.options.calendar
    func number(_ day: Int32) -> Int32 {
      if day == Missing.day { return GroupLevel.skipped }
      let period = calendar.period(of: day, buckets.unit)
      guard buckets.range.contains(period) else { return GroupLevel.skipped }
      return isSplit ? period - buckets.range.lowerBound : 0
    }
    let node = try compiler.compile(date)
    if case .lookup(.day(let table), let index, let low) = node.kind,
      case .base(let column) = index.kind, let values = column.narrow
    {
      return .lookup(values, low: low, table: table.map(number))
    }
    let column = try execution.column(node, over: compiler.frame, sink: nil)
    guard case .day(let days) = column, let range = ColumnStatistics(column).range,
      range.upperBound - range.lowerBound <= Self.largestDayRange
    else {
      return .direct((column.narrow ?? []).map { number($0) })
    }
    let low = Int32(truncatingIfNeeded: range.lowerBound)
    let high = Int32(truncatingIfNeeded: range.upperBound)
    return .lookup(days, low: low, table: [GroupLevel.skipped] + (low...high).map(number))
  }

  // MARK: - Result rows

  /// The result's rows in order: the keys, then the aggregates.
  func assemble(
    _ results: [Column], keys: [[Int]], areBucketed: [Bool], present: [Bool],
    bucketPresence: [Bool]
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
    for (number, result) in results.enumerated() {
      let stride = Int32(truncatingIfNeeded: areBucketed[number] ? buckets?.count ?? 1 : 1)
      let isEverywhere = result.count == (areBucketed[number] ? buckets?.count ?? 1 : 1)
      let places = rowGroups.indices.map { row in
        let group =
          isEverywhere
          ? 0
          : Int32(
            truncatingIfNeeded: rows.group(of: keys[number], around: Int(rowGroups[row])))
        return group * stride + (stride > 1 || areBucketed[number] ? rowBuckets[row] : 0)
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
    let order = execution.sortedRows(count: rowGroups.count, keys: keys)
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
    let order = execution.sortedRows(
      count: used.count, keys: [execution.sortKeys(of: values.gathered(used), type: type)])
    var ranks = [Int32](repeating: 0, count: values.count)
    for (rank, index) in order.enumerated() {
      ranks[Int(used[Int(index)])] = Int32(truncatingIfNeeded: rank)
    }
    return ranks
  }
}
