import Columns
import Messages
import Model
import Plan

/// Makes expressions of a wanted type: anything that the checker could let through.
struct RandomExpressions {
  var chance: Chance
  /// The entities whose rows the scopes stand for, the innermost first; nil for rows without one.
  var scopes: [EntityID?]
  /// The columns that the innermost scope has beside its entity.
  var columns: [PlanColumn] = []
  var span = nowhere

  func make(_ kind: TypedExpression.Kind, _ type: ValueType) -> TypedExpression {
    TypedExpression(kind, type: type, span: span)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[chance.below(elements.count)]
  }

  mutating func operation(
    _ operation: Operation, _ type: ValueType, _ arguments: [TypedExpression]
  ) -> TypedExpression {
    make(.operation(operation, arguments), type)
  }

  // MARK: - Leaves

  /// A row of an entity: a scope's own, or one that links lead to.
  mutating func row(of entity: EntityID) -> TypedExpression? {
    let depths = scopes.indices.filter { scopes[$0] != nil }
    guard !depths.isEmpty else { return nil }
    // Nearer rows are looked at more often; rows without an entity have columns to look at.
    if depths[0] > 0, chance.below(2) == 0 { return nil }
    let depth = chance.below(3) == 0 ? pick(depths) : depths[0]
    guard let start = scopes[depth] else { return nil }
    var current = make(.row(depth: depth), .entity(start))
    var at = start
    if chance.below(10) == 0 {
      at = pick([RandomWorld.deals, RandomWorld.partners, RandomWorld.regions])
      current = make(.variable(Self.variable(at)), .entity(at))
    }
    while at != entity {
      switch at {
      case RandomWorld.deals: (current, at) = (field(0, of: current), RandomWorld.partners)
      case RandomWorld.partners: (current, at) = (field(1, of: current), RandomWorld.regions)
      default: return nil
      }
    }
    return current
  }

  /// What stands for one row of an entity, whatever the row at hand.
  static func variable(_ entity: EntityID) -> VariableID { VariableID(number: entity.index) }

  /// Some row of each entity, or none.
  static func values(in world: World, seed: Int) -> [VariableID: Value] {
    var values: [VariableID: Value] = [:]
    for (index, table) in world.tables.enumerated() {
      let row = Int32(seed % (table.rowCount + 1))
      values[variable(EntityID(index: index))] = row == table.rowCount ? .missing : .row(row)
    }
    return values
  }

  func field(_ number: Int, of row: TypedExpression) -> TypedExpression {
    guard case .entity(let entity) = row.type else { return row }
    return make(.field(number, of: row), RandomWorld.catalog[entity].fields[number].type)
  }

  /// A field or column of a storage, or a literal.
  mutating func leaf(_ type: ValueType) -> TypedExpression {
    var choices: [TypedExpression] = []
    for entity in [RandomWorld.deals, RandomWorld.partners, RandomWorld.regions] {
      guard let row = row(of: entity) else { continue }
      for (number, definition) in RandomWorld.catalog[entity].fields.enumerated()
      where Self.same(definition.type, type) {
        choices.append(field(number, of: row))
      }
    }
    for (number, column) in columns.enumerated() where Self.same(column.type, type) {
      choices.append(make(.column(number, depth: 0), column.type))
    }
    if choices.isEmpty || chance.below(5) == 0 { return literal(type) }
    return pick(choices)
  }

  /// Whether two types have one storage here.
  static func same(_ left: ValueType, _ right: ValueType) -> Bool {
    func storage(_ type: ValueType) -> String {
      switch type {
      case .number, .money, .percent, .duration: "number"
      case .text, .choice: "text"
      case .period(let unit): "period \(unit)"
      case .entity(let entity): "entity \(entity.index)"
      case .bool: "bool"
      case .date: "date"
      case .mixedMoney, .id, .missing, .poison: "other"
      }
    }
    return storage(left) == storage(right)
  }

  mutating func literal(_ type: ValueType) -> TypedExpression {
    if chance.below(9) == 0 { return make(.constant(.missing), type) }
    let value: Value
    switch type {
    case .bool: value = .truth(chance.below(2) == 0)
    case .text, .choice: value = .text(pick(["won", "gold", "e", "é", "", "12", "zzz"]))
    case .date: value = .day(Int32(19_700 + chance.below(60)))
    case .period(let unit):
      value = .period(Calendar(fiscalStart: 7).period(of: 19_720, unit), unit)
    case .entity: value = .row(Int32(chance.below(2)))
    default:
      value = .decimal(Decimal(units: Int64(chance.below(2_000)) - 400, scale: chance.below(4)))
    }
    return make(.constant(value), type)
  }

  // MARK: - By type

  mutating func expression(_ type: ValueType, _ budget: Int) -> TypedExpression {
    if budget <= 0 { return leaf(type) }
    if chance.below(8) == 0 {
      return make(
        .conditional(
          truth(budget - 1), then: expression(type, budget - 1),
          otherwise: expression(type, budget - 1)), type)
    }
    if chance.below(8) == 0 {
      return operation(
        .coalesce, type, [expression(type, budget - 1), expression(type, budget - 1)])
    }
    switch type {
    case .bool: return truth(budget)
    case .text, .choice: return text(budget)
    case .date: return date(budget)
    case .period(let unit):
      return operation(.period(unit), type, [expression(.date, budget - 1)])
    case .entity, .mixedMoney, .id, .missing, .poison: return leaf(type)
    case .number, .money, .percent, .duration: return number(budget)
    }
  }

  mutating func number(_ budget: Int) -> TypedExpression {
    let type = ValueType.number
    func inner() -> Int { budget - 1 }
    switch chance.below(14) {
    case 0: return operation(.add, type, [number(inner()), number(inner())])
    case 1: return operation(.subtract, type, [number(inner()), number(inner())])
    case 2: return operation(.multiply, type, [leaf(type), leaf(type)])
    case 3: return operation(.negate, type, [number(inner())])
    case 4: return operation(.length, type, [expression(.text, inner())])
    case 5: return operation(pick([.floor, .ceiling, .absolute]), type, [number(inner())])
    case 6:
      let places = make(.constant(.decimal(Decimal(chance.below(4)))), .number)
      return operation(.round, type, [number(inner()), places])
    case 7:
      return operation(
        pick([.least, .greatest, .mean]), type, [leaf(type), leaf(type), leaf(type)])
    case 8:
      let part: Operation = pick([
        .yearNumber, .quarterNumber, .monthNumber, .weekNumber, .weekday, .dayOfMonth,
      ])
      return operation(part, type, [date(inner())])
    case 9:
      return chance.below(2) == 0
        ? operation(.daysBetween, type, [date(inner()), date(inner())])
        : operation(.present, type, [date(inner()), number(inner()), leaf(.text)])
    case 10: return operation(.tryToNumber, type, [leaf(.text)])
    case 11, 12:
      return aggregate([.count, .sum, .countPresent, .countDistinct, .minimum, .last], inner())
    default: return leaf(type)
    }
  }

  mutating func truth(_ budget: Int) -> TypedExpression {
    let orders: [Operation] = [
      .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
    ]
    let inner = budget - 1
    switch chance.below(13) {
    case 0: return operation(.and, .bool, [truth(inner), truth(inner)])
    case 1: return operation(.or, .bool, [truth(inner), truth(inner)])
    case 2: return operation(.not, .bool, [truth(inner)])
    case 3, 4:
      let type: ValueType = pick([.number, .number, .text, .date, .bool, RandomWorld.tier])
      let left = leaf(type)
      return operation(
        pick(type == .bool ? [.equal, .notEqual] : orders), .bool, [left, leaf(left.type)])
    case 5:
      let type: ValueType = pick([.number, .text, .date])
      return operation(.isMissing, .bool, [expression(type, inner)])
    case 6: return operation(.isOneOf, .bool, [leaf(.text), literal(.text), leaf(.text)])
    case 7:
      let period = pick([literal(.period(.quarter)), leaf(.period(.quarter))])
      return operation(.isInPeriod, .bool, [date(inner), period])
    case 8:
      let low = Int32(19_680 + chance.below(100))
      return operation(.isInDays(low...low + 30), .bool, [date(inner)])
    case 9:
      return operation(
        pick([.contains, .startsWith, .endsWith]), .bool,
        [expression(.text, inner), leaf(.text)])
    case 10:
      let pattern = make(.constant(.text(pick(["w*", "*é*", "?on", "*", "p*1?é"]))), .text)
      return operation(.matches, .bool, [leaf(.text), pattern])
    case 11: return aggregate([.any, .none, .every], inner)
    default: return leaf(.bool)
    }
  }

  mutating func text(_ budget: Int) -> TypedExpression {
    let inner = budget - 1
    switch chance.below(9) {
    case 8: return operation(pick([.least, .greatest]), .text, [leaf(.text), literal(.text)])
    case 0: return operation(pick([.lower, .upper, .trim]), .text, [text(inner)])
    case 1:
      let count = make(.constant(.decimal(Decimal(chance.below(4)))), .number)
      return operation(pick([.left, .right]), .text, [text(inner), count])
    case 2:
      let words = ["o", "é", "Pa"].map { make(.constant(.text($0)), .text) }
      return operation(.replace, .text, [leaf(.text), pick(words), pick(words)])
    case 3: return operation(.concatenate, .text, [text(inner), literal(.text), leaf(.text)])
    case 4:
      let type: ValueType = pick([.number, .date, .bool, .period(.quarter)])
      return operation(.toText, .text, [leaf(type)])
    default: return leaf(.text)
    }
  }

  mutating func date(_ budget: Int) -> TypedExpression {
    let step = make(.constant(.decimal(Decimal(chance.below(40) - 20))), .number)
    switch chance.below(7) {
    case 0: return operation(.addDays, .date, [leaf(.date), step])
    case 1: return operation(.addMonths, .date, [leaf(.date), step])
    case 2:
      let unit: PeriodUnit = pick([.week, .month, .quarter, .fiscalYear])
      let period = operation(.period(unit), .period(unit), [leaf(.date)])
      return operation(pick([.periodStart, .periodEnd]), .date, [period])
    case 3: return operation(.tryToDate, .date, [leaf(.text)])
    default: return leaf(.date)
    }
  }

  // MARK: - Aggregates

  /// An aggregate over rows of its own.
  mutating func aggregate(_ functions: [AggregateFunction], _ budget: Int) -> TypedExpression {
    let aggregate = anyAggregate(functions, budget)
    return make(.aggregate(aggregate), aggregate.type)
  }

  mutating func anyAggregate(
    _ functions: [AggregateFunction], _ budget: Int, allowsTime: Bool = false
  ) -> Aggregate {
    var function = pick(functions)
    let (rows, entity) = ownRows(budget)
    // Values that look at several rows of a group as well have no order among all rows of an entity.
    if case .every = rows, function == .first || function == .last { function = .maximum }
    var inside = self
    inside.scopes.insert(entity, at: 0)
    inside.columns = []
    if case .pipeline(let plan) = rows { inside.columns = plan.columns }
    let result = inside.aggregate(function, rows, budget, allowsTime: allowsTime)
    chance = inside.chance
    return result
  }

  /// Rows to aggregate over: reached from here, all of an entity, or those of a pipeline.
  private mutating func ownRows(_ budget: Int) -> (AggregateRows, EntityID?) {
    let toPartners = Hop.inverse(
      from: RandomWorld.regions, field: 1, to: RandomWorld.partners)
    let toDeals = Hop.inverse(from: RandomWorld.partners, field: 0, to: RandomWorld.deals)
    let toRegion = Hop.forward(
      from: RandomWorld.partners, field: 1, to: RandomWorld.regions)
    if chance.below(8) == 0 { return (.every(RandomWorld.partners), RandomWorld.partners) }
    let partner = row(of: RandomWorld.partners)
    let region = row(of: RandomWorld.regions)
    if let partner, chance.below(2) == 0 {
      if chance.below(4) == 0 {
        return (
          .reached(owner: partner, hops: [toRegion, toPartners]), RandomWorld.partners
        )
      }
      if chance.below(4) == 0 {
        let plan = pipeline(owner: partner, [toDeals], budget)
        return (.pipeline(plan), plan.anchor)
      }
      return (.reached(owner: partner, hops: [toDeals]), RandomWorld.deals)
    }
    if let region {
      if chance.below(2) == 0 {
        return (.reached(owner: region, hops: [toPartners]), RandomWorld.partners)
      }
      return (.reached(owner: region, hops: [toPartners, toDeals]), RandomWorld.deals)
    }
    return (.every(RandomWorld.regions), RandomWorld.regions)
  }

  /// A correlated pipeline: rows reached from the owner or all rows, filtered, and perhaps summarized
  /// by a truth.
  private mutating func pipeline(
    owner: TypedExpression, _ hops: [Hop], _ budget: Int
  ) -> LogicalPlan {
    let isReached = chance.below(3) != 0
    let source = LogicalPlan(
      isReached
        ? .reached(owner: owner, hops: hops) : .scan(RandomWorld.deals),
      columns: RandomPlans.columns(of: RandomWorld.deals), anchor: RandomWorld.deals, span: span)
    var inside = self
    inside.scopes.insert(RandomWorld.deals, at: 0)
    inside.columns = source.columns
    var predicate = inside.truth(min(1, budget))
    if !isReached, chance.below(2) == 0 {
      // As a `link many` finds its rows.
      let type: ValueType = inside.pick([.text, .number, .date, RandomWorld.tier])
      let (left, right) = (inside.leaf(type), inside.leaf(type))
      let isAbsent = inside.operation(.isMissing, .bool, [left])
      predicate = inside.operation(
        .and, .bool,
        [
          inside.operation(.equal, .bool, [left, right]),
          inside.operation(.not, .bool, [isAbsent]), predicate,
        ])
    }
    var plan = LogicalPlan(
      .filter(source, predicate), columns: source.columns, anchor: source.anchor, span: span)
    if chance.below(2) == 0 {
      let key = inside.leaf(.bool)
      let sum = inside.aggregate(.sum, .current, 1)
      let items = [inside.make(.column(1, depth: 0), .number)]
      plan = LogicalPlan(
        .summarize(
          plan,
          Summary(
            keys: [.value(key)], aggregates: [GroupAggregate(aggregate: sum, keys: [0])],
            items: items)),
        columns: [PlanColumn(name: "key", type: .bool), PlanColumn(name: "sum", type: .number)],
        anchor: nil, span: span)
    }
    chance = inside.chance
    return plan
  }

  /// An aggregate whose condition and value see the innermost scope.
  mutating func aggregate(
    _ function: AggregateFunction, _ rows: AggregateRows, _ budget: Int, allowsTime: Bool = false
  ) -> Aggregate {
    var value: TypedExpression?
    var type = ValueType.number
    switch function {
    case .count: break
    case .any, .none: type = .bool
    case .every:
      value = truth(budget)
      type = .bool
    case .minimum, .maximum, .first, .last, .median, .percentile:
      value = number(budget)
    case .countPresent, .countDistinct:
      value = expression(pick([.number, .text, .date, .bool]), budget)
    case .sum, .average, .standardDeviation: value = number(budget)
    case .sparkline:
      value = number(budget)
      type = .text
    }
    switch function {
    case .sum, .average, .standardDeviation, .median, .minimum, .maximum:
      // A quotient makes the value real.
      if chance.below(5) == 0 {
        value = operation(.divide, .number, [leaf(.number), leaf(.number)])
      }
    default: break
    }
    var result = Aggregate(
      function: function, rows: rows, value: value, type: type, span: span)
    if chance.below(2) == 0 { result.condition = truth(budget) }
    if allowsTime {
      result.time = AggregateTime(date: leaf(.date), isBucketed: chance.below(4) != 0)
    }
    return result
  }
}
