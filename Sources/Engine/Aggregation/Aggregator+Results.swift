import Columns
import Messages
import Model
import Plan

extension Aggregator {
  /// What accumulators have gathered for a request as a column.
  ///
  /// - Parameter percentile: the column, where it has been made already.
  func finish(
    _ plan: Plan, _ accumulators: [Accumulator], percentile: Column?
  ) throws(Diagnostic) -> AggregateResult {
    let aggregate = plan.request.aggregate
    let accumulator = accumulators[plan.accumulator]
    let values: Column
    switch accumulator {
    case let counts as CountAccumulator: values = finished(counts, aggregate)
    case let sums as NarrowSumAccumulator:
      let counter = plan.counter.flatMap { accumulators[$0] as? CountAccumulator }
      values = finished(
        sums, counts: counter?.counts, scale: plan.node?.scale ?? 0, aggregate)
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
      // Of a piece the rows are enough: their values are computed for all pieces at once.
      let rows = edges.rows.array
      values = piece == nil ? try self.values(of: aggregate, at: rows) : .row(rows)
    case let series as SeriesAccumulator:
      values = series.sparklines(groups: plan.request.level.count)
    case is HistogramAccumulator: values = percentile ?? .real([])
    case let collected as CollectAccumulator:
      values = try finished(collected, groups: plan.request.level.count, aggregate)
    default: values = .real([])
    }
    return AggregateResult(values: values, skipped: notable(accumulator.skipped, aggregate))
  }

  /// What an aggregate aggregates, at the first or last rows; missing where there is none.
  func values(of aggregate: Aggregate, at rows: [Int32]) throws(Diagnostic) -> Column {
    guard let value = aggregate.value else { return .real([]) }
    let chosen = try execution.select(frame, rows: rows)
    // A value may be there even for no row at all; without a row there is nothing to be first.
    let places = try execution.produced(rows.count) {
      rows[$0] < 0 ? rows[$0] : Int32(truncatingIfNeeded: $0)
    }
    return try execution.gathered(execution.column(value, over: chosen), places)
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

  func fraction(_ aggregate: Aggregate) -> Double {
    if case .percentile(let fraction) = aggregate.function { fraction } else { 0.5 }
  }
}
