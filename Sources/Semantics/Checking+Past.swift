import Columns
import Messages
import Model
import Plan

/// What filters and keys leave of the past that a `prior` looks at.
extension Checking {
  // MARK: - Tracing

  /// Follows the rows of an aggregate back through the stages before it.
  ///
  /// - Parameter keys: of the current rows.
  func origin(
    of date: TypedExpression, rows: AggregateRows, condition: TypedExpression?,
    keys: [TypedExpression]
  ) -> Origin {
    var origin = Origin(date: date, conditions: condition.map { [$0] } ?? [], keys: keys)
    switch rows {
    case .current:
      if let input = inputs.last { origin.trace(input) }
    case .pipeline(let plan): origin.trace(plan)
    case .reached(_, let hops): origin.entity = hops.last?.destination
    case .every(let entity): origin.entity = entity
    }
    return origin
  }

  /// The first date that there is at all: over the whole entity, whatever was filtered; for rows
  /// that stages have put together, over them.
  func earliest(of date: TypedExpression, rows: AggregateRows) -> TypedExpression? {
    func least(_ date: TypedExpression, _ rows: AggregateRows) -> TypedExpression {
      let aggregate = Aggregate(
        function: .minimum, rows: rows, value: date, type: .date, span: date.span)
      return TypedExpression(.aggregate(aggregate), type: .date, span: date.span)
    }
    let origin = origin(of: date, rows: rows, condition: nil, keys: [])
    if let entity = origin.entity, origin.date.depths == [0], !origin.date.hasColumn {
      return least(origin.date, .every(entity))
    }
    let plan: LogicalPlan?
    switch rows {
    case .current: plan = inputs.last
    case .pipeline(let pipeline): plan = pipeline
    case .reached, .every: plan = nil
    }
    guard let plan, owner(of: plan) == nil, !reachesOut(plan), date.depths == [0] else {
      return nil
    }
    return least(date, .pipeline(plan))
  }

  /// Between which days the dates of an aggregate lie, where they are an entity's own column.
  func knownDays(of dated: DatedAggregate) -> ClosedRange<Int32>? {
    guard case .aggregate(let aggregate)? = dated.earliest?.kind,
      case .every(let entity) = aggregate.rows,
      case .field(let field, let row)? = aggregate.value?.kind, case .row(depth: 0) = row.kind,
      environment.world.tables.indices.contains(entity.index),
      let range = environment.world.table(entity).statistics[field].range
    else { return nil }
    return Int32(range.lowerBound)...Int32(range.upperBound)
  }

  /// A message about a column that holds an aggregate's result where the time is moved: it would
  /// stay what it was.
  func finishedFigure(_ value: TypedExpression, at span: Span) -> Diagnostic? {
    guard let step = frame.steps.last, case .column(let number, depth: 0) = value.kind,
      let input = inputs.last, input.holdsFigure(number)
    else { return nil }
    return finishedFigure(input.origins(ofColumn: number).first?.value, step, at: span)
  }

  // MARK: - Checking

  /// Whether nothing has removed the time that an aggregate looks back at; says so otherwise.
  ///
  /// - Parameters:
  ///   - needed: the days that it looks at; empty for an `each` key without a range, which runs over
  ///     the periods that the rows have.
  ///   - each: the key that splits it.
  mutating func isPastThere(
    _ dated: DatedAggregate, _ needed: [PeriodSpan], each: EachKey?
  ) -> Bool {
    guard let date = dated.date else { return true }
    let aggregate = dated.aggregate
    let origin = origin(of: date, rows: aggregate.rows, condition: aggregate.condition, keys: [])
    if let cut = origin.cuts.first(where: { DayBounds.goesByTime($0, of: origin.date) }) {
      report(pastCutOff(cut, dated))
      return false
    }
    for condition in origin.conditions.flatMap(\.conjuncts) {
      guard let kept = DayBounds(condition, on: origin.date, in: calendar) else { continue }
      let removed: PeriodSpan?
      if let each, needed.isEmpty {
        removed = removedBefore(kept, each, dated.frame.steps)
      } else {
        // Dates that are still to come need not be there.
        let last = max(today, knownDays(of: dated)?.upperBound ?? today)
        removed = needed.compactMap { kept.removed(of: $0, upTo: last) }.first
      }
      if let removed {
        report(pastRemoved(removed, by: condition, kept, dated, each))
        return false
      }
    }
    return true
  }

  /// Whether the rows that share the keys are of one time, so that what a step leads to is never
  /// among them; says so.
  mutating func keepsOwnTime(_ dated: DatedAggregate, keys: [TypedExpression]) -> Bool {
    guard let date = dated.date, case .current = dated.aggregate.rows else { return false }
    for key in keys {
      let origin = origin(of: date, rows: .current, condition: nil, keys: [key])
      guard let traced = origin.keys.first, fixes(traced, origin.date, dated.frame.steps) else {
        continue
      }
      report(keyFixesTime(key, dated))
      return true
    }
    return false
  }

  /// With an `each` key that runs over what there is, the first periods look at ones before the
  /// first date that is kept.
  private func removedBefore(
    _ kept: DayBounds, _ each: EachKey, _ steps: [TimeFrame.Step]
  ) -> PeriodSpan? {
    guard let low = kept.low else { return nil }
    let high = max(low, kept.high ?? today)
    func target(_ day: Int32) -> Int32 {
      steps.reduce(calendar.period(of: day, each.unit)) { period, step in
        switch step.length {
        case .shift(let shift): calendar.period(before: period, each.unit, by: shift)
        case .period: period - 1
        }
      }
    }
    let first = calendar.start(of: target(low), each.unit)
    let last = min(low - 1, calendar.end(of: target(high), each.unit))
    return first <= last ? PeriodSpan(days: first...last) : nil
  }

  /// Whether rows that share a key are of one time: `quarter(closed_on)`. The month's number is the
  /// same a year ago.
  private func fixes(
    _ key: TypedExpression, _ date: TypedExpression, _ steps: [TimeFrame.Step]
  ) -> Bool {
    if key == date { return true }
    switch key.kind {
    case .constant, .variable, .row, .column, .field, .aggregate, .window: return false
    case .operation(let operation, let arguments):
      switch operation {
      case .weekday, .dayOfMonth: return false
      case .monthNumber, .quarterNumber, .weekNumber:
        let goesByYears = steps.allSatisfy { step in
          guard case .shift(let shift) = step.length else { return false }
          return shift.months > 0 && shift.months % 12 == 0
        }
        return !goesByYears && arguments.contains { fixes($0, date, steps) }
      default: return arguments.contains { fixes($0, date, steps) }
      }
    case .conditional(let condition, let then, let otherwise):
      return [condition, then, otherwise].contains { fixes($0, date, steps) }
    }
  }
}
