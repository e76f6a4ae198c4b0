import Columns
import Messages
import Model
import Plan

/// The periods of an `each` key.
struct EachPeriods {
  var key: Int
  var unit: PeriodUnit
  var range: ClosedRange<Int32>
  /// Whether the range only encloses the periods found, and is cut to them in the end.
  var isOpen: Bool
  /// Whether the periods that shifted aggregates show are to be found too.
  var countsShifted = false

  var count: Int { range.count }
}

/// One aggregate of a summary, over the source's frame.
struct Job {
  var aggregate: Aggregate
  /// The plain keys (as keys of `rows`) that make its groups.
  var keys: [Int]
  /// Nil where the `each` key doesn't split it.
  var periods: JobPeriods?
  /// Whether it shows other periods than the rows' own.
  var isShifted: Bool

  /// The same for all plain keys; still split by period.
  var everywhere: Job {
    Job(aggregate: aggregate, keys: [], periods: periods, isShifted: isShifted)
  }
}

/// The periods that an aggregate is computed for, and which of them stands in which result row.
struct JobPeriods {
  var range: ClosedRange<Int32>
  /// For each period of the `each` key the place in the range of the one whose value it shows;
  /// `Missing.code` where that one ends before anything is known.
  ///
  /// - Shape: `[period of the each key]`.
  var places: [Int32]

  /// Every period shows its own value.
  init(_ buckets: EachPeriods) {
    range = buckets.range
    places = (0..<Int32(buckets.count)).map { $0 }
  }

  /// - Parameter targets: for each period of the `each` key the one that it shows.
  init(targets: [Int32], isKnown: (Int32) -> Bool) {
    let low = targets.min() ?? 0
    range = low...max(low, targets.max() ?? low)
    places = targets.map { isKnown($0) ? $0 - low : Missing.code }
  }

  /// The same within a range that encloses its own.
  func widened(to other: ClosedRange<Int32>) -> JobPeriods {
    var result = self
    let distance = range.lowerBound - other.lowerBound
    result.range = other
    result.places = places.map { $0 < 0 ? $0 : $0 + distance }
    return result
  }
}

extension Summarizer {
  // MARK: - Jobs

  /// What has to be computed for each aggregate of the summary. An aggregate that is asked for in
  /// other periods too is one computation wherever the periods meet.
  func jobs() throws(Diagnostic) -> [Job] {
    var jobs: [Job] = []
    for group in summary.aggregates {
      var aggregate = source.resolved(group.aggregate)
      let keys =
        (0..<ownerKeys).map { $0 }
        + plain.indices.filter { group.keys.contains(plain[$0]) }.map { $0 + ownerKeys }
      var periods: JobPeriods?
      if let buckets, group.keys.contains(buckets.key), let time = aggregate.time,
        time.isBucketed
      {
        periods = try self.periods(of: time, in: buckets)
        aggregate.time?.shifts = []
        aggregate.time?.earliest = nil
      }
      jobs.append(
        Job(
          aggregate: aggregate, keys: keys, periods: periods,
          isShifted: group.aggregate.time?.shifts.isEmpty == false))
    }
    for index in jobs.indices {
      for other in 0..<index { Self.join(&jobs, index, other) }
    }
    for job in jobs { try checkSize(job.keys, periods: job.periods?.range.count ?? 1) }
    return jobs
  }

  /// Gives two jobs that differ only in their periods one range, where the two touch.
  private static func join(_ jobs: inout [Job], _ first: Int, _ second: Int) {
    guard let one = jobs[first].periods, let two = jobs[second].periods,
      jobs[first].keys == jobs[second].keys, jobs[first].aggregate == jobs[second].aggregate
    else { return }
    let (low, high) = (one.range.lowerBound, one.range.upperBound)
    guard two.range.overlaps(low - 1...high + 1) else { return }
    let whole = min(low, two.range.lowerBound)...max(high, two.range.upperBound)
    for index in 0...max(first, second)
    where jobs[index].keys == jobs[first].keys && jobs[index].aggregate == jobs[first].aggregate {
      guard let periods = jobs[index].periods,
        periods.range.clamped(to: whole) == periods.range
      else { continue }
      jobs[index].periods = periods.widened(to: whole)
    }
  }

  private func periods(
    of time: AggregateTime, in buckets: EachPeriods
  ) throws(Diagnostic) -> JobPeriods {
    if time.shifts.isEmpty { return JobPeriods(buckets) }
    let calendar = execution.world.options.calendar
    var earliest: Int32?
    if let known = time.earliest,
      case .day(let days) = try execution.column(known, over: Frame(count: 1, columns: []))
    {
      earliest = days[0]
    }
    let targets = buckets.range.map { target(of: $0, time, buckets.unit) }
    return JobPeriods(targets: targets) { target in
      guard let earliest else { return time.earliest == nil }
      return earliest != Missing.day && calendar.end(of: target, buckets.unit) >= earliest
    }
  }

  /// The period that an aggregate shows in a period of the `each` key.
  private func target(of period: Int32, _ time: AggregateTime, _ unit: PeriodUnit) -> Int32 {
    let calendar = execution.world.options.calendar
    return time.shifts.reduce(period) { calendar.period(before: $0, unit, by: $1) }
  }

  // MARK: - Periods

  /// Days have at most this range: the years 1 to 9999.
  private static var largestDayRange: Int64 { 3_652_059 }

  /// The periods of the `each` key: given, or those that enclose the dates of the aggregates.
  mutating func findBuckets() throws(Diagnostic) {
    try chooseBuckets()
    try checkSize(Array(0..<rows.keyCount), periods: buckets?.count ?? 1)
  }

  private func checkSize(_ keys: [Int], periods: Int) throws(Diagnostic) {
    let (cells, overflow) = rows.count(keys).multipliedReportingOverflow(by: periods)
    if overflow || cells > Self.largestResult {
      throw Fault.tooManyGroups(periods, at: placeOfDates)
    }
  }

  /// More cells than this would need gigabytes.
  static var largestResult: Int { 1 << 26 }

  /// Where the first aggregate that has a date stands.
  private var placeOfDates: Span? {
    summary.aggregates.first { $0.aggregate.time != nil }?.aggregate.span
  }

  private mutating func chooseBuckets() throws(Diagnostic) {
    for (number, key) in summary.keys.enumerated() {
      guard case .each(let unit, let range) = key else { continue }
      if let range {
        buckets = EachPeriods(key: number, unit: unit, range: range, isOpen: false)
        return
      }
      let times = summary.aggregates.compactMap(\.aggregate.time).filter(\.isBucketed)
      let countsShifted = times.allSatisfy { !$0.shifts.isEmpty }
      var found: ClosedRange<Int32>?
      for group in summary.aggregates {
        guard let time = group.aggregate.time, time.isBucketed,
          time.shifts.isEmpty || countsShifted,
          let shown = try periodsShown(by: source.resolved(group.aggregate), time, unit)
        else { continue }
        found =
          found.map {
            min($0.lowerBound, shown.lowerBound)...max($0.upperBound, shown.upperBound)
          } ?? shown
      }
      // Without a single date there is no period at all; one that stays empty stands for that.
      buckets = EachPeriods(
        key: number, unit: unit, range: found ?? 0...0, isOpen: true, countsShifted: countsShifted)
    }
  }

  /// From which period on an aggregate may have something to show, and up to which one.
  private func periodsShown(
    by aggregate: Aggregate, _ time: AggregateTime, _ unit: PeriodUnit
  ) throws(Diagnostic) -> ClosedRange<Int32>? {
    guard let days = try dayRange(of: aggregate) else { return nil }
    let calendar = execution.world.options.calendar
    let first = calendar.period(of: Int32(truncatingIfNeeded: days.lowerBound), unit)
    let last = calendar.period(of: Int32(truncatingIfNeeded: days.upperBound), unit)
    if time.shifts.isEmpty { return first...last }
    // As far ahead as the steps lead back, and a little further for what they round.
    let months = time.shifts.reduce(0) { $0 + $1.months }
    let further = time.shifts.reduce(0) { $0 + Int($1.days) + 7 }
    let date = CivilDate(dayNumber: Int(calendar.end(of: last, unit)) + further)
    let ahead = Int32(date.adding(months: months).dayNumber)
    var high = calendar.period(of: ahead, unit) + 1
    while high > first, target(of: high, time, unit) > last { high -= 1 }
    return first...high
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
    return try execution.statistics(of: execution.column(node, over: frame, sink: nil)).range
  }

  /// How rows find the period of their date; rows of no period, or of one outside of the range,
  /// belong to no group.
  ///
  /// - Parameter isSplit: whether each period is a group of its own, or all of the range is one.
  func bucketPart(
    _ date: TypedExpression, _ compiler: Compiler, _ unit: PeriodUnit,
    _ range: ClosedRange<Int32>, isSplit: Bool
  ) throws(Diagnostic) -> GroupPart {
    let calendar = execution.world.options.calendar
    func number(_ day: Int32) -> Int32 {
      if day == Missing.day { return GroupLevel.skipped }
      let period = calendar.period(of: day, unit)
      guard range.contains(period) else { return GroupLevel.skipped }
      return isSplit ? period - range.lowerBound : 0
    }
    let node = try compiler.compile(date)
    if case .lookup(.day(let table), let index, let low) = node.kind,
      case .base(let column) = index.kind, let values = column.narrow
    {
      return .lookup(values, low: low, table: table.map(number))
    }
    let column = try execution.column(node, over: compiler.frame, sink: nil)
    var bounds = node.bounds
    if bounds == nil { bounds = try execution.statistics(of: column).range }
    guard case .day(let days) = column, let range = bounds,
      range.upperBound - range.lowerBound <= Self.largestDayRange
    else {
      return .direct((column.narrow ?? []).map { number($0) })
    }
    let low = Int32(truncatingIfNeeded: range.lowerBound)
    let high = Int32(truncatingIfNeeded: range.upperBound)
    return .lookup(days, low: low, table: [GroupLevel.skipped] + (low...high).map(number))
  }
}
