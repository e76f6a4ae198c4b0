import Columns
import Messages
import Model
import Plan

/// Makes plans of filters, extends, projections and a summary.
struct RandomPlans {
  var expressions: RandomExpressions

  init(seed: UInt64) {
    expressions = RandomExpressions(
      chance: Chance(state: seed &* 7_919 &+ 1), scopes: [RandomWorld.deals])
  }

  static func columns(of entity: EntityID) -> [PlanColumn] {
    RandomWorld.catalog[entity].fields.enumerated().map {
      PlanColumn(name: $1.name, type: $1.type, anchorField: $0)
    }
  }

  static func scan(_ entity: EntityID) -> LogicalPlan {
    LogicalPlan(.scan(entity), columns: columns(of: entity), anchor: entity, span: nowhere)
  }

  /// Rows of an entity after some stages.
  mutating func rows(budget: Int) -> LogicalPlan {
    let entity = expressions.chance.below(3) == 0 ? RandomWorld.partners : RandomWorld.deals
    var plan = Self.scan(entity)
    expressions.scopes = [entity]
    for _ in 0..<expressions.chance.below(4) {
      expressions.columns = plan.columns
      switch expressions.chance.below(3) {
      case 0:
        let predicate = expressions.truth(budget)
        plan = LogicalPlan(
          .filter(plan, predicate), columns: plan.columns, anchor: plan.anchor, span: nowhere)
      case 1:
        let value = expressions.expression(anyType(), budget)
        plan = LogicalPlan(
          .extend(plan, value),
          columns: plan.columns + [PlanColumn(name: "added", type: value.type)],
          anchor: plan.anchor, span: nowhere)
      default:
        var values = plan.columns.enumerated().map { number, column in
          expressions.make(.column(number, depth: 0), column.type)
        }
        values.append(expressions.expression(anyType(), budget))
        plan = LogicalPlan(
          .project(plan, values),
          columns: values.map { PlanColumn(name: "shown", type: $0.type) }, anchor: plan.anchor,
          span: nowhere)
      }
    }
    expressions.columns = plan.columns
    return plan
  }

  private mutating func anyType() -> ValueType {
    expressions.pick([.number, .bool, .text, .date, .period(.month)])
  }

  /// A summary of those rows by up to three keys, one of which may be dense in time.
  mutating func summary(budget: Int) -> LogicalPlan {
    let input = rows(budget: budget)
    var keys: [Summary.Key] = []
    for _ in 0..<expressions.chance.below(3) {
      let type: ValueType = expressions.pick([
        .bool, .text, .date, .number, .period(.quarter), RandomWorld.tier,
        .entity(RandomWorld.regions), .entity(RandomWorld.partners),
      ])
      keys.append(.value(expressions.expression(type, budget)))
    }
    let isTimed = expressions.chance.below(3) == 0
    var unit = PeriodUnit.month
    if isTimed {
      unit = expressions.pick([.month, .quarter, .year, .week, .day, .fiscalQuarter])
      let start = Calendar(fiscalStart: 7).period(of: 19_700, unit)
      let key = Summary.Key.each(
        unit,
        // All days from the first to the last would be many rows.
        range: unit == .day
          ? start + 8...start + 14 : expressions.chance.below(2) == 0 ? start...start + 2 : nil)
      keys.insert(key, at: expressions.chance.below(keys.count + 1))
    }
    var aggregates = (0..<1 + expressions.chance.below(4)).map { _ in
      GroupAggregate(
        aggregate: aggregate(budget: budget, isTimed: isTimed), keys: someKeys(keys.count))
    }
    if isTimed { shift(&aggregates, by: unit, keys) }
    let items = aggregates.enumerated().map { number, group in
      expressions.make(.column(keys.count + number, depth: 0), group.aggregate.type)
    }
    let summary = Summary(keys: keys, aggregates: aggregates, items: items)
    let types =
      keys.map { key in
        switch key {
        case .value(let value): value.type
        case .each(let unit, _): ValueType.period(unit)
        }
      } + items.map(\.type)
    return LogicalPlan(
      .summarize(input, summary), columns: types.map { PlanColumn(name: "c", type: $0) },
      anchor: nil, span: nowhere)
  }

  /// Lets some of the aggregates that the `each` key splits look at an earlier period, also beside
  /// their unshifted selves.
  private mutating func shift(
    _ aggregates: inout [GroupAggregate], by unit: PeriodUnit, _ keys: [Summary.Key]
  ) {
    let each = keys.firstIndex { if case .each = $0 { true } else { false } }
    for index in aggregates.indices where expressions.chance.below(2) == 0 {
      var shifted = aggregates[index]
      guard let each, shifted.keys.contains(each), shifted.aggregate.time?.isBucketed == true else {
        continue
      }
      let units = [PeriodUnit.day, .week, .month, .quarter, .year]
      for _ in 0..<1 + expressions.chance.below(2) {
        let shift = PeriodShift(
          count: Int32(1 + expressions.chance.below(3)), unit: expressions.pick(units))
        if Calendar.leads(shift, from: unit) { shifted.aggregate.time?.shifts.append(shift) }
      }
      if expressions.chance.below(2) == 0 {
        shifted.aggregate.time?.earliest = earliest(of: RandomWorld.deals, field: 4)
      }
      if expressions.chance.below(2) == 0 {
        aggregates[index] = shifted
      } else {
        aggregates.append(shifted)
      }
    }
  }

  /// The first day of a field of an entity.
  private func earliest(of entity: EntityID, field: Int) -> TypedExpression {
    let row = expressions.make(.row(depth: 0), .entity(entity))
    let first = Aggregate(
      function: .minimum, rows: .every(entity), value: expressions.field(field, of: row),
      type: .date, span: nowhere)
    return expressions.make(.aggregate(first), .date)
  }

  private mutating func someKeys(_ count: Int) -> [Int] {
    if expressions.chance.below(3) != 0 { return Array(0..<count) }
    return (0..<count).filter { _ in expressions.chance.below(2) == 0 }
  }

  private static let functions: [AggregateFunction] = [
    .count, .sum, .average, .minimum, .maximum, .median, .standardDeviation, .percentile(0.9),
    .countPresent, .countDistinct, .first, .last, .sparkline, .any, .none, .every,
  ]

  private mutating func aggregate(budget: Int, isTimed: Bool) -> Aggregate {
    if expressions.chance.below(3) == 0 {
      return expressions.anyAggregate(Self.functions, budget, allowsTime: isTimed)
    }
    let function = expressions.pick(Self.functions)
    var result = expressions.aggregate(function, .current, budget, allowsTime: isTimed)
    if expressions.chance.below(6) == 0, result.value != nil || function == .count {
      // What is counted once per partner has to be the same for all of its rows.
      let per = expressions.make(
        .row(depth: 0), .entity(expressions.scopes[0] ?? RandomWorld.deals))
      result.per = per
    }
    return result
  }
}
