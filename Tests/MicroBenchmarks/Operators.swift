import Columns
import Model
import Plan

/// The plans that are timed: each is about one operator, over all facts.
enum Operators {
  static let all: [(name: String, plan: LogicalPlan)] = [
    ("filter, word", summary(of(.count, where: isWon))),
    ("filter, amount range", summary(of(.count, where: isLarge))),
    ("filter, two tests", summary(of(.count, where: operation(.and, isWon, isLarge)))),
    ("filter, day range", summary(of(.count, where: isIn2024))),
    ("sum, one group", summary(of(.sum, amount))),
    ("sum by word", summary(of(.sum, amount), by: field(.word, .text))),
    ("sum by thing", summary(of(.sum, amount), by: field(.thing, thing))),
    ("sum by thing's area", summary(of(.sum, amount), by: area)),
    ("sum by quarter", summary(of(.sum, amount), by: quarter)),
    ("sum by customer", summary(of(.sum, amount), by: customer)),
    (
      "sum by customer and word",
      summary(of(.sum, amount), by: customer, field(.word, .text))
    ),
    ("sum by each quarter", eachQuarter),
    ("distinct customers", summary(of(.countDistinct, customer))),
    (
      "distinct customers by thing",
      summary(of(.countDistinct, customer), by: field(.thing, thing))
    ),
    ("median by thing", summary(of(.median, amount), by: field(.thing, thing))),
    ("largest by thing", summary(of(.maximum, amount), by: field(.thing, thing))),
    ("top 100", plan(.top(facts, 100, by: byAmount, per: []), facts.columns)),
    (
      "top 2 per thing",
      plan(.top(facts, 2, by: byAmount, per: [field(.thing, thing)]), facts.columns)
    ),
    ("sort", plan(.sort(facts, byAmount), facts.columns)),
    ("distinct", plan(.distinct(facts, [customer]), [PlanColumn(name: "c", type: .number)])),
    ("running sum", window(.runningSum(amount))),
    ("previous within thing", window(.previous(amount), within: field(.thing, thing))),
    ("things' facts summed", perThing),
  ]

  // MARK: - Expressions

  private static let thing = ValueType.entity(Facts.things)

  private static func expression(
    _ kind: TypedExpression.Kind, _ type: ValueType
  ) -> TypedExpression {
    TypedExpression(kind, type: type, span: nowhere)
  }

  private static func field(_ field: Facts.FactField, _ type: ValueType) -> TypedExpression {
    expression(
      .field(field.rawValue, of: expression(.row(depth: 0), .entity(Facts.facts))), type)
  }

  private static func operation(
    _ operation: Operation, _ arguments: TypedExpression...
  ) -> TypedExpression {
    expression(.operation(operation, arguments), .bool)
  }

  private static let amount = field(.amount, .number)
  private static let customer = field(.customer, .number)
  private static let area = expression(.field(1, of: field(.thing, thing)), .number)
  private static let quarter = expression(
    .operation(.period(.quarter), [field(.day, .date)]), .period(.quarter))
  private static let isWon = operation(
    .equal, field(.word, .text), expression(.constant(.text("won")), .text))
  private static let isLarge = operation(
    .greater, amount,
    expression(.constant(.decimal(Decimal(units: 5_000_000, scale: 2))), .number))
  private static let isIn2024 = operation(.isInDays(19_723...20_088), field(.day, .date))
  private static let byAmount = [SortTerm(value: amount, isDescending: true)]

  // MARK: - Plans

  private static func plan(_ node: LogicalPlan.Node, _ columns: [PlanColumn]) -> LogicalPlan {
    LogicalPlan(node, columns: columns, anchor: nil, span: nowhere)
  }

  private static let facts = LogicalPlan(
    .scan(Facts.facts),
    columns: Facts.FactField.allCases.map { PlanColumn(name: "\($0)", type: .number) },
    anchor: Facts.facts, span: nowhere)

  private static func of(
    _ function: AggregateFunction, _ value: TypedExpression? = nil,
    where condition: TypedExpression? = nil
  ) -> Aggregate {
    Aggregate(
      function: function, rows: .current, condition: condition, value: value, type: .number,
      span: nowhere)
  }

  private static func summary(
    _ aggregate: Aggregate, by keys: TypedExpression...
  ) -> LogicalPlan {
    summary(aggregate, keys: keys.map { .value($0) }, types: keys.map(\.type))
  }

  private static let eachQuarter = summary(
    Aggregate(
      function: .sum, rows: .current, value: amount,
      time: AggregateTime(date: field(.day, .date), isBucketed: true), type: .number,
      span: nowhere),
    keys: [.each(.quarter, range: nil)], types: [.period(.quarter)])

  private static func summary(
    _ aggregate: Aggregate, keys: [Summary.Key], types: [ValueType]
  ) -> LogicalPlan {
    let item = expression(.column(keys.count, depth: 0), .number)
    let summary = Summary(
      keys: keys, aggregates: [GroupAggregate(aggregate: aggregate, keys: Array(keys.indices))],
      items: [item])
    return plan(
      .summarize(facts, summary),
      types.map { PlanColumn(name: "key", type: $0) } + [PlanColumn(name: "x", type: .number)])
  }

  /// A value for each fact.
  private static func window(
    _ function: Window.Function, within partition: TypedExpression...
  ) -> LogicalPlan {
    let value = expression(
      .window(Window(function: function, partition: partition)), .number)
    return plan(
      .extend(facts, value), facts.columns + [PlanColumn(name: "x", type: .number)])
  }

  private static let perThing: LogicalPlan = {
    let things = LogicalPlan(
      .scan(Facts.things),
      columns: [
        PlanColumn(name: "name", type: .text), PlanColumn(name: "area", type: .number),
      ], anchor: Facts.things, span: nowhere)
    let owner = expression(.row(depth: 0), thing)
    let hop = Hop.inverse(from: Facts.things, field: 0, to: Facts.facts)
    let total = Aggregate(
      function: .sum, rows: .reached(owner: owner, hops: [hop]), value: amount, type: .number,
      span: nowhere)
    return plan(
      .project(things, [expression(.aggregate(total), .number)]),
      [PlanColumn(name: "x", type: .number)])
  }()
}
