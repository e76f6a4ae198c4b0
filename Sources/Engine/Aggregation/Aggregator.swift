import Columns
import Messages
import Model
import Plan

/// Computes aggregates over the rows of one frame: chooses an accumulator for each, runs them in one
/// pass, and makes columns of what they hold.
struct Aggregator {
  let execution: Execution
  let frame: Frame
  let compiler: Compiler

  init(_ execution: Execution, _ frame: Frame, isCareful: Bool) {
    self.execution = execution
    self.frame = frame
    compiler = Compiler(execution, frame, isCareful: isCareful)
  }

  /// Up to so many rows a second scan costs more than it saves.
  private static let fewRows = 1 << 14

  /// How an aggregate's value is gathered.
  private struct Plan {
    var request: AggregateRequest
    var node: Node?
    var accumulator = 0
    /// For an average: what counts the values, where another accumulator does.
    var counter: Int?
    /// For the smallest and largest text or entity: which code stands at each rank.
    var codesByRank: [Int32] = []
  }

  /// - Parameters:
  ///   - filter: which of the frame's rows count at all.
  ///   - presence: a level whose groups are to be marked where they have a row.
  ///   - purpose: what a profile says it was for.
  func run(
    _ requests: [AggregateRequest], where filter: Test,
    presence: (level: GroupLevel, number: Int)? = nil,
    purpose: OperatorProfile.ScanPurpose = .values
  ) throws(Diagnostic) -> (results: [AggregateResult], present: [Bool]) {
    var pass = Pass(execution, frame, compiler: compiler, purpose: purpose)
    var present: Int?
    if let presence {
      present = pass.add(
        nil, level: presence.level, levelNumber: presence.number, .presence)
    }
    var plans: [Plan?] = []
    // The same aggregate asked for twice, as in a count and a ratio of it, is computed once.
    let twins = requests.map { request in
      requests.firstIndex {
        $0.levelNumber == request.levelNumber && $0.aggregate == request.aggregate
      } ?? 0
    }
    for (number, request) in requests.enumerated() {
      let isNeeded = twins[number] == number && request.aggregate.per == nil
      plans.append(isNeeded ? try plan(request, in: &pass) : nil)
    }
    let accumulators = try pass.run(where: filter)
    var results: [AggregateResult] = []
    for (number, (request, plan)) in zip(requests, plans).enumerated() {
      try execution.checkCancelled()
      if twins[number] < number {
        results.append(results[twins[number]])
      } else if let plan {
        results.append(try finish(plan, accumulators, where: filter))
      } else {
        results.append(try oncePer(request, where: filter))
      }
    }
    var marks: [Bool] = []
    switch present.map({ accumulators[$0] }) {
    case let presence as PresenceAccumulator: marks = presence.present.array
    case let counts as CountAccumulator: marks = counts.counts.array.map { $0 > 0 }
    default: break
    }
    return (results, marks)
  }

  // MARK: - Choosing

  private func plan(
    _ request: AggregateRequest, in pass: inout Pass
  ) throws(Diagnostic) -> Plan {
    let aggregate = request.aggregate
    var plan = Plan(request: request)
    if let value = aggregate.value { plan.node = try compiler.compile(value) }
    let recipe: AccumulatorRecipe
    switch (aggregate.function, plan.node) {
    case (.count, _), (.any, _), (.none, _), (.every, nil): recipe = .rows
    case (.countPresent, let node?):
      recipe = .own { CountAccumulator(.present(node), groups: $0) }
    case (.every, let node?): recipe = .own { CountAccumulator(.untrue(node), groups: $0) }
    case (.sum, let node?), (.average, let node?):
      let isCounted = aggregate.function == .average && node.mayBeMissing
      recipe = sum(of: node, isCounted: isCounted)
      if aggregate.function == .average, case .sum? = recipe.kind {
        plan.counter = pass.add(
          aggregate, level: request.level, levelNumber: request.levelNumber, .rows)
      }
    case (.minimum, let node?), (.maximum, let node?):
      let takesLeast = aggregate.function == .minimum
      if node.isReal {
        recipe = .own { RealExtremeAccumulator(node, groups: $0, takesLeast: takesLeast) }
      } else {
        let (ordered, codes) = try execution.ordered(node, type: aggregate.type)
        plan.codesByRank = codes
        recipe = .values(
          of: ordered, takesLeast ? .least(node.source) : .greatest(node.source)
        ) { ExtremeAccumulator(ordered, groups: $0, takesLeast: takesLeast, padding: $1) }
      }
    case (.standardDeviation, let node?): recipe = deviation(of: node)
    case (.median, let node?), (.percentile, let node?):
      recipe = percentile(of: node, groups: request.level.count)
    case (.countDistinct, let node?): recipe = distinct(node, groups: request.level.count)
    case (.first, let node?), (.last, let node?):
      let takesFirst = aggregate.function == .first
      recipe = .own { EdgeAccumulator(node, groups: $0, takesFirst: takesFirst) }
    case (.sparkline, let node?): recipe = .own { _ in SeriesAccumulator(node) }
    case (.sum, nil), (.average, nil), (.minimum, nil), (.maximum, nil), (.median, nil),
      (.standardDeviation, nil), (.percentile, nil), (.countPresent, nil), (.countDistinct, nil),
      (.first, nil), (.last, nil), (.sparkline, nil):
      recipe = .rows
    }
    plan.accumulator = pass.add(
      aggregate, level: request.level, levelNumber: request.levelNumber, recipe)
    return plan
  }

  private func sum(of node: Node, isCounted: Bool) -> AccumulatorRecipe {
    if node.isReal { return .own { _ in CollectAccumulator(node) } }
    if case .decimal = node.storage, let bounds = node.bounds {
      let largest = max(bounds.lowerBound.magnitude, bounds.upperBound.magnitude)
      let (total, overflow) = largest.multipliedReportingOverflow(by: UInt64(frame.count))
      if !overflow, total <= UInt64(Int64.max) {
        if isCounted { return .own { NarrowSumAccumulator(node, groups: $0, isCounted: true) } }
        return .values(of: node, .sum(node.source)) {
          NarrowSumAccumulator(node, groups: $0, isCounted: false, padding: $1)
        }
      }
    }
    return .own { WideSumAccumulator(node, groups: $0) }
  }

  private func deviation(of node: Node) -> AccumulatorRecipe {
    let collecting = AccumulatorRecipe.own { _ in CollectAccumulator(node) }
    guard !node.isReal, let bounds = node.bounds else { return collecting }
    let (width, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
    // rows × Σ distance² ≤ rows² × width² must stay below 2^126.
    let rowBits = Int.bitWidth - frame.count.leadingZeroBitCount
    let widthBits = Int64.bitWidth - width.leadingZeroBitCount
    if overflow || 2 * (rowBits + widthBits) > 126 { return collecting }
    return .own {
      WideSumAccumulator(node, groups: $0, shift: bounds.lowerBound, hasSquares: true)
    }
  }

  private func percentile(of node: Node, groups: Int) -> AccumulatorRecipe {
    guard !node.isReal, let bounds = node.bounds, frame.count > Self.fewRows,
      let buckets = Buckets(bounds, groups: groups)
    else { return .own { _ in CollectAccumulator(node) } }
    return .own { HistogramAccumulator(node, buckets, groups: $0) }
  }

  private func distinct(_ node: Node, groups: Int) -> AccumulatorRecipe {
    guard let bounds = node.bounds, !node.isReal else {
      return .own { HashedDistinctAccumulator(node, groups: $0) }
    }
    let (width, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
    if !overflow, width < Int64(DistinctBitsAccumulator.largestCount) {
      let size = (Int(width) / 64 + 1) * 64
      if size.multipliedReportingOverflow(by: groups).overflow == false,
        size * groups <= DistinctBitsAccumulator.largestCount,
        size * groups / 8 <= max(1 << 16, frame.count * 8)
      {
        return .own { DistinctBitsAccumulator(node, bounds: bounds, groups: $0) }
      }
      if Int(width) <= max(1 << 16, frame.count * 4) {
        return .own { DistinctAccumulator(node, bounds: bounds, groups: $0) }
      }
    }
    return .own { HashedDistinctAccumulator(node, groups: $0) }
  }

  // MARK: - Results

  private func finish(
    _ plan: Plan, _ accumulators: [Accumulator], where filter: Test
  ) throws(Diagnostic) -> AggregateResult {
    let aggregate = plan.request.aggregate
    let accumulator = accumulators[plan.accumulator]
    let values: Column
    switch accumulator {
    case let counts as CountAccumulator: values = finished(counts, aggregate)
    case let sums as NarrowSumAccumulator:
      let counter = plan.counter.flatMap { accumulators[$0] as? CountAccumulator }
      values = finished(
        sums, counts: sums.counts ?? counter?.counts, scale: plan.node?.scale ?? 0, aggregate)
    case let sums as WideSumAccumulator:
      values = try finished(sums, scale: plan.node?.scale ?? 0, aggregate)
    case let extremes as ExtremeAccumulator: values = finished(extremes, plan)
    case let extremes as RealExtremeAccumulator: values = .real(extremes.best.array)
    case let distinct as DistinctBitsAccumulator:
      values = .decimal(try distinct.counts(on: execution), scale: 0)
    case let distinct as DistinctAccumulator:
      values = .decimal(distinct.counts.array, scale: 0)
    case let distinct as HashedDistinctAccumulator:
      values = .decimal(distinct.counts.array, scale: 0)
    case let edges as EdgeAccumulator:
      let rows = edges.rows.array
      let chosen = try execution.select(frame, rows: rows)
      // A value may be there even for no row at all; without a row there is nothing to be first.
      let places = try execution.produced(rows.count) {
        rows[$0] < 0 ? rows[$0] : Int32(truncatingIfNeeded: $0)
      }
      values =
        try aggregate.value.map { (value) throws(Diagnostic) in
          try execution.gathered(execution.column(value, over: chosen), places)
        } ?? .real([])
    case let series as SeriesAccumulator:
      values = series.sparklines(groups: plan.request.level.count)
    case let histogram as HistogramAccumulator:
      values = try percentiles(plan.request, histogram, where: filter)
    case let collected as CollectAccumulator:
      values = try finished(collected, groups: plan.request.level.count, aggregate)
    default: values = .real([])
    }
    return AggregateResult(values: values, skipped: notable(accumulator.skipped, aggregate))
  }

  /// Skipping is worth a remark where a figure would have been larger or other with the value.
  private func notable(_ skipped: Int, _ aggregate: Aggregate) -> Int {
    switch aggregate.function {
    case .sum, .average, .minimum, .maximum, .median, .standardDeviation, .percentile: skipped
    case .count, .countPresent, .countDistinct, .first, .last, .sparkline, .any, .none, .every:
      0
    }
  }

  private func finished(_ counts: CountAccumulator, _ aggregate: Aggregate) -> Column {
    let counts = counts.counts.array
    switch aggregate.function {
    case .any: return .truth(counts.map { $0 > 0 ? 1 : 0 })
    case .none, .every: return .truth(counts.map { $0 == 0 ? 1 : 0 })
    default: return .decimal(counts, scale: 0)
    }
  }

  private func finished(
    _ sums: NarrowSumAccumulator, counts: Cells<Int64>?, scale: Int, _ aggregate: Aggregate
  ) -> Column {
    guard let counts else { return .decimal(sums.totals.array, scale: scale) }
    let unit = Int128(Decimal.powers[scale])
    return average(
      zip(sums.totals.array, counts.array).map { total, count in
        Exact.quotient(Int128(total), Int128(count) * unit)
      }, aggregate)
  }

  /// An average in the type's storage: a duration's is whole only by chance, so it stays a double.
  private func average(_ values: [Double], _ aggregate: Aggregate) -> Column {
    if case .date = aggregate.type {
      return .day(values.map { $0.isNaN ? Missing.day : Int32($0.rounded()) })
    }
    return .real(values)
  }

  private func finished(
    _ sums: WideSumAccumulator, scale: Int, _ aggregate: Aggregate
  ) throws(Diagnostic) -> Column {
    let (totals, counts) = (sums.totals.array, sums.counts.array)
    let unit = Int128(Decimal.powers[scale])
    if let squares = sums.squares?.array {
      return .real(
        counts.indices.map { group in
          Deviation.sample(
            count: counts[group], total: totals[group], squares: squares[group], scale: scale)
        })
    }
    if aggregate.function == .average {
      return average(
        zip(totals, counts).map { Exact.quotient($0, Int128($1) * unit) }, aggregate)
    }
    var units: [Int64] = []
    units.reserveCapacity(totals.count)
    for total in totals {
      guard let fitting = Int64(exactly: total), fitting != Missing.decimal else {
        throw Fault.overflow("this total", at: aggregate.span)
      }
      units.append(fitting)
    }
    return .decimal(units, scale: scale)
  }

  private func finished(_ extremes: ExtremeAccumulator, _ plan: Plan) -> Column {
    let best = extremes.best.array
    func narrowed(_ missing: Int32) -> [Int32] {
      best.map { $0 == Missing.decimal ? missing : Int32(truncatingIfNeeded: $0) }
    }
    func coded() -> [Int32] {
      let codes = plan.codesByRank
      return narrowed(Missing.code).map { $0 < 0 || codes.isEmpty ? $0 : codes[Int($0)] }
    }
    switch plan.node?.storage {
    case .decimal(let scale): return .decimal(best, scale: scale)
    case .day: return .day(narrowed(Missing.day))
    case .period(let unit): return .period(narrowed(Missing.day), unit)
    case .truth:
      return .truth(best.map { $0 == Missing.decimal ? Missing.truth : UInt8($0) })
    case .text(let dictionary): return .text(coded(), dictionary)
    case .row: return .row(coded())
    case .real, nil: return .real([])
    }
  }

  private func finished(
    _ collected: CollectAccumulator, groups: Int, _ aggregate: Aggregate
  ) throws(Diagnostic) -> Column {
    let values = try GroupedValues(collected, groups: groups, on: execution)
    let scale = collected.node.scale
    switch aggregate.function {
    case .median, .percentile:
      return try values.percentiles(
        fraction(aggregate), storage: collected.node.storage, on: execution)
    case .standardDeviation:
      return .real(values.deviations(isReal: collected.node.isReal, scale: scale))
    default:
      let isAverage = aggregate.function == .average
      guard let sums = RealSum.sums(collected, groups: groups, areAverages: isAverage) else {
        throw Fault.overflow("this total", at: aggregate.span)
      }
      return .real(sums)
    }
  }

  private func fraction(_ aggregate: Aggregate) -> Double {
    if case .percentile(let fraction) = aggregate.function { fraction } else { 0.5 }
  }

  /// Percentiles from where they lie: a second scan collects only the values around them.
  private func percentiles(
    _ request: AggregateRequest, _ histogram: HistogramAccumulator, where filter: Test
  ) throws(Diagnostic) -> Column {
    let (node, groups) = (histogram.node, request.level.count)
    let places = histogram.places(of: fraction(request.aggregate), groups: groups)
    var pass = Pass(execution, frame, compiler: compiler)
    let number = pass.add(
      request.aggregate, level: request.level, levelNumber: request.levelNumber,
      .own { _ in BucketAccumulator(node, histogram.buckets, places) })
    guard let collected = try pass.run(where: filter)[number] as? CollectAccumulator else {
      return .real([])
    }
    return try GroupedValues(collected, groups: groups, on: execution)
      .percentiles(at: places.map(\.rank), storage: node.storage, on: execution)
  }

  // MARK: - Once per

  /// An aggregate that counts each distinct value of its `per` once in each group: over the first
  /// row of each.
  private func oncePer(
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
