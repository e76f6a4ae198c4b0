import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

/// One behaviour each, on a world small enough to count by hand.
struct CoreTests {
  // MARK: - A world: two regions, three partners, six deals

  static let regions = EntityID(index: 0)
  static let partners = EntityID(index: 1)
  static let deals = EntityID(index: 2)
  static let money = ValueType.money(.usd)

  static let world = World(
    catalog: Catalog(entities: [
      Entity(name: "regions", fields: [Field(name: "name", type: .text)], displayField: 0),
      Entity(
        name: "partners",
        fields: [
          Field(name: "name", type: .text), Field(name: "region", type: .entity(regions)),
          Field(name: "quota", type: money),
        ], displayField: 0),
      Entity(
        name: "deals",
        fields: [
          Field(name: "partner", type: .entity(partners)), Field(name: "amount", type: money),
          Field(name: "closed_on", type: .date), Field(name: "note", type: .text),
        ]),
    ]),
    tables: [
      Table(rowCount: 2, columns: [texts("West", "South")]),
      Table(
        rowCount: 3,
        columns: [
          texts("Acme", "Birch", "Cedar"), .row([0, 0, 1]), numbers(100_00, 50_00, nil, scale: 2),
        ]),
      Table(
        rowCount: 6,
        columns: [
          .row([0, 0, 1, 2, 2, -1]), numbers(10_00, 20_00, nil, 40_50, 0, 99_00, scale: 2),
          .day([19_723, 19_754, 19_783, 19_814, Missing.day, 19_723]),
          texts("5", "6", "n/a", "7.25", "8", nil),
        ]),
    ], options: Options(today: 19_800))

  static func make(_ kind: TypedExpression.Kind, _ type: ValueType) -> TypedExpression {
    TypedExpression(kind, type: type, span: nowhere)
  }

  static func row(_ entity: EntityID, depth: Int = 0) -> TypedExpression {
    make(.row(depth: depth), .entity(entity))
  }

  static func field(_ number: Int, of row: TypedExpression) -> TypedExpression {
    guard case .entity(let entity) = row.type else { return row }
    return make(.field(number, of: row), world.catalog[entity].fields[number].type)
  }

  static func operation(
    _ operation: Plan.Operation, _ type: ValueType, _ arguments: TypedExpression...
  ) -> TypedExpression {
    make(.operation(operation, arguments), type)
  }

  static func constant(_ value: Value, _ type: ValueType = .number) -> TypedExpression {
    make(.constant(value), type)
  }

  static func scan(_ entity: EntityID) -> LogicalPlan {
    LogicalPlan(
      .scan(entity),
      columns: world.catalog[entity].fields.enumerated().map {
        PlanColumn(name: $1.name, type: $1.type, anchorField: $0)
      }, anchor: entity, span: nowhere)
  }

  static func extend(_ plan: LogicalPlan, _ value: TypedExpression) -> LogicalPlan {
    LogicalPlan(
      .extend(plan, value), columns: plan.columns + [PlanColumn(name: "new", type: value.type)],
      anchor: plan.anchor, span: nowhere)
  }

  static func filter(_ plan: LogicalPlan, _ predicate: TypedExpression) -> LogicalPlan {
    LogicalPlan(
      .filter(plan, predicate), columns: plan.columns, anchor: plan.anchor, span: nowhere)
  }

  static func summarize(
    _ plan: LogicalPlan, by keys: [Summary.Key] = [], _ aggregates: [Aggregate],
    within: [Int]? = nil
  ) -> LogicalPlan {
    let items = aggregates.enumerated().map { number, aggregate in
      make(.column(keys.count + number, depth: 0), aggregate.type)
    }
    let summary = Summary(
      keys: keys,
      aggregates: aggregates.map {
        GroupAggregate(aggregate: $0, keys: within ?? Array(keys.indices))
      }, items: items)
    let types =
      keys.map { key in
        switch key {
        case .value(let value): value.type
        case .each(let unit, _): ValueType.period(unit)
        }
      } + aggregates.map(\.type)
    return LogicalPlan(
      .summarize(plan, summary), columns: types.map { PlanColumn(name: "c", type: $0) },
      anchor: nil, span: nowhere)
  }

  static func aggregate(
    _ function: AggregateFunction, _ value: TypedExpression? = nil,
    rows: AggregateRows = .current, where condition: TypedExpression? = nil,
    per: TypedExpression? = nil, over date: TypedExpression? = nil, type: ValueType = .number
  ) -> Aggregate {
    Aggregate(
      function: function, rows: rows, condition: condition, value: value, per: per,
      time: date.map { AggregateTime(date: $0, isBucketed: true) }, type: type, span: nowhere)
  }

  static var amount: TypedExpression { field(1, of: row(deals)) }
  static var partner: TypedExpression { field(0, of: row(deals)) }
  static var closedOn: TypedExpression { field(2, of: row(deals)) }
  static let toDeals = Hop.inverse(from: partners, field: 0, to: deals)

  static func money(_ cents: Int64) -> Value { .decimal(Decimal(units: cents, scale: 2)) }

  static func run(
    _ plan: LogicalPlan, in world: World = world, threads: Int = 2
  ) throws -> ResultTable {
    try Engine(threads: threads).run(plan, in: world, cancellation: Cancellation())
  }

  static func rows(_ table: ResultTable) -> [[Value]] {
    (0..<table.rowCount).map { row in table.columns.map { $0.values[row] } }
  }

  // MARK: - Aggregates

  @Test func entityKeysShowNamesAndTheMissingGroupComesLast() throws {
    let plan = Self.summarize(
      Self.scan(Self.deals), by: [.value(Self.partner)],
      [Self.aggregate(.sum, Self.amount, type: Self.money), Self.aggregate(.count)])
    let table = try Self.run(plan)
    #expect(
      Self.rows(table) == [
        ["Acme", Self.money(30_00), 2], ["Birch", Self.money(0), 1],
        ["Cedar", Self.money(40_50), 2], [.missing, Self.money(99_00), 1],
      ])
    #expect(table.footnotes.map(\.text) == ["1 row has no value and was left out"])
  }

  @Test func nothingGivesOneRowWithoutKeysAndNoneWithKeys() throws {
    let empty = Self.filter(Self.scan(Self.deals), Self.constant(.truth(false), .bool))
    let aggregates = [
      Self.aggregate(.sum, Self.amount, type: Self.money), Self.aggregate(.count),
      Self.aggregate(.average, Self.amount, type: Self.money),
      Self.aggregate(.none, type: .bool),
    ]
    #expect(
      Self.rows(try Self.run(Self.summarize(empty, aggregates))) == [
        [Self.money(0), 0, .missing, .truth(true)]
      ])
    let keyed = Self.summarize(empty, by: [.value(Self.partner)], aggregates)
    #expect(try Self.run(keyed).rowCount == 0)
  }

  @Test func eachDealOfAGroupCountsOnceHoweverItIsReached() throws {
    // Through its region every partner reaches the deals of all partners there.
    let toRegion = Hop.forward(from: Self.partners, field: 1, to: Self.regions)
    let toPartners = Hop.inverse(from: Self.regions, field: 1, to: Self.partners)
    let all = AggregateRows.reached(
      owner: Self.row(Self.partners), hops: [toRegion, toPartners, Self.toDeals])
    let plan = Self.summarize(
      Self.scan(Self.partners), by: [.value(Self.field(1, of: Self.row(Self.partners)))],
      [Self.aggregate(.sum, Self.amount, rows: all, type: Self.money)])
    #expect(
      Self.rows(try Self.run(plan)) == [
        ["South", Self.money(40_50)], ["West", Self.money(30_00)],
      ])
  }

  @Test func perCountsEachValueOnceInEachGroup() throws {
    let quota = Self.field(2, of: Self.partner)
    let plan = Self.summarize(
      Self.scan(Self.deals), by: [.value(Self.field(1, of: Self.partner))],
      [
        Self.aggregate(.sum, quota, per: Self.partner, type: Self.money),
        Self.aggregate(.sum, quota, type: Self.money),
      ])
    #expect(
      Self.rows(try Self.run(plan)) == [
        ["South", Self.money(0), Self.money(0)],
        ["West", Self.money(150_00), Self.money(250_00)],
        [.missing, Self.money(0), Self.money(0)],
      ])
  }

  @Test func eachMonthIsDenseAndWithinRepeatsTheWhole() throws {
    let month = Calendar(fiscalStart: 1).period(of: 19_723, .month)
    let each = Summary.Key.each(.month, range: month...month + 2)
    let sum = Self.aggregate(.sum, Self.amount, over: Self.closedOn, type: Self.money)
    let plan = Self.summarize(Self.scan(Self.deals), by: [each], [sum])
    #expect(
      Self.rows(try Self.run(plan)) == [
        [.period(month, .month), Self.money(109_00)],
        [.period(month + 1, .month), Self.money(20_00)],
        [.period(month + 2, .month), Self.money(0)],
      ])
    let within = Self.summarize(Self.scan(Self.deals), by: [each], [sum], within: [])
    #expect(
      Self.rows(try Self.run(within)).map { $0[1] }
        == Array(repeating: Self.money(129_00), count: 3))
  }

  @Test func anOpenRangeGoesFromTheFirstToTheLastDate() throws {
    let plan = Self.summarize(
      Self.scan(Self.deals), by: [.each(.month, range: nil)],
      [Self.aggregate(.count, over: Self.closedOn)])
    #expect(Self.rows(try Self.run(plan)).map { $0[1] } == [2, 1, 1, 1])
  }

  // MARK: - Exactness

  @Test func aTotalBeyond64BitsIsAnError() throws {
    let world = Self.wide([Int64.max - 1, 5])
    let plan = Self.summarize(
      Self.scan(Self.deals), [Self.aggregate(.sum, Self.amount, type: Self.money)])
    #expect(Self.code { try Self.run(plan, in: world) } == .overflow)
    let fitting = Self.wide([Int64.max - 1, 5, -10])
    #expect(try Self.rows(Self.run(plan, in: fitting)) == [[Self.money(Int64.max - 6)]])
  }

  @Test func aSumOfTwoNumbersThatDoesNotFitNamesTheRow() throws {
    let world = Self.wide([1, Int64.max - 1])
    let plan = Self.extend(
      Self.scan(Self.deals), Self.operation(.add, Self.money, Self.amount, Self.amount))
    #expect(Self.code { try Self.run(plan, in: world) } == .overflow)
  }

  @Test func aProductDropsTrailingZerosBeforeItGivesUp() throws {
    let world = Self.wide([12_000_000_000_000_000, 3])
    let factor = Self.constant(.decimal(Decimal(units: 1_000_000, scale: 5)))
    let plan = Self.extend(
      Self.scan(Self.deals), Self.operation(.multiply, Self.money, Self.amount, factor))
    #expect(
      try Self.rows(Self.run(plan, in: world)).map { $0[4] } == [
        .decimal(Decimal(1_200_000_000_000_000)), .decimal(Decimal(units: 3, scale: 1)),
      ])
    let huge = Self.constant(.decimal(Decimal(units: 1_000_003, scale: 5)))
    let tooLarge = Self.extend(
      Self.scan(Self.deals), Self.operation(.multiply, Self.money, Self.amount, huge))
    #expect(Self.code { try Self.run(tooLarge, in: world) } == .overflow)
  }

  @Test func rowsThatAFilterDropsCannotOverflow() throws {
    let world = Self.wide([7, Int64.max - 1])
    let small = Self.operation(
      .less, .bool, Self.amount, Self.constant(.decimal(Decimal(1_000))))
    let product = Self.operation(.multiply, Self.money, Self.amount, Self.amount)
    let plan = Self.summarize(
      Self.filter(Self.scan(Self.deals), small),
      [Self.aggregate(.sum, product, type: Self.money)])
    #expect(
      try Self.rows(Self.run(plan, in: world)) == [[.decimal(Decimal(units: 49, scale: 4))]])
  }

  /// Deals with these amounts in cents and nothing else.
  static func wide(_ cents: [Int64]) -> World {
    let table = Table(
      rowCount: cents.count,
      columns: [
        .row(cents.map { _ in 0 }), .decimal(cents, scale: 2), .day(cents.map { _ in 0 }),
        texts(cents.map { _ in nil }),
      ])
    var world = Self.world
    world.tables[2] = table
    return world
  }

  @Test func sumsOfQuotientsDoNotDependOnTheOrderOfRows() throws {
    var chance = Chance(state: 9)
    var cents = (0..<60_000).map { _ in Int64(chance.below(1_000_000)) - 300_000 }
    let quotient = Self.operation(
      .divide, .number, Self.amount, Self.constant(.decimal(Decimal(7))))
    let plan = Self.summarize(
      Self.scan(Self.deals),
      [
        Self.aggregate(.sum, quotient), Self.aggregate(.average, quotient),
        Self.aggregate(.standardDeviation, quotient), Self.aggregate(.median, quotient),
      ])
    let first = Self.rows(try Self.run(plan, in: Self.wide(cents), threads: 1))
    for index in cents.indices { cents.swapAt(index, chance.below(cents.count)) }
    #expect(Self.rows(try Self.run(plan, in: Self.wide(cents), threads: 2)) == first)
  }

  @Test func percentilesOfManyValuesAreThoseOfTheSortedOnes() throws {
    var chance = Chance(state: 4)
    let cents = (0..<50_001).map { _ in Int64(chance.below(900) * chance.below(900)) }
    let sorted = cents.sorted()
    let plan = Self.summarize(
      Self.scan(Self.deals),
      [
        Self.aggregate(.median, Self.amount, type: Self.money),
        Self.aggregate(.percentile(0.9), Self.amount, type: Self.money),
        Self.aggregate(.percentile(0.33333), Self.amount, type: Self.money),
      ])
    let row = Self.rows(try Self.run(plan, in: Self.wide(cents)))[0]
    for (value, fraction) in zip(row, [0.5, 0.9, 0.33333]) {
      let rank = fraction * 50_000
      let low = Decimal(units: sorted[Int(rank)], scale: 2).real
      let high = Decimal(units: sorted[min(50_000, Int(rank) + 1)], scale: 2).real
      guard case .real(let found) = value else {
        Issue.record("\(value) is not real")
        continue
      }
      #expect(abs(found - (low + (high - low) * (rank - rank.rounded(.down)))) < 1e-9)
    }
  }

  // MARK: - Remarks and faults

  @Test func divisionsByZeroAreCountedOnceWhateverTheyAreUsedFor() throws {
    let ratio = Self.operation(
      .divide, .number, Self.constant(.decimal(Decimal(1))), Self.amount)
    let isLarge = Self.operation(
      .notEqual, .bool, Self.make(.column(4, depth: 0), .number),
      Self.constant(.decimal(Decimal(3))))
    let plan = Self.summarize(
      Self.filter(Self.extend(Self.scan(Self.deals), ratio), isLarge),
      [Self.aggregate(.count), Self.aggregate(.maximum, Self.make(.column(4, depth: 0), .number))])
    #expect(try Self.run(plan).footnotes.map(\.text).contains("1 division by zero is missing"))
  }

  @Test func aTextThatIsNoNumberStopsOnlyRowsThatNeedIt() throws {
    let note = Self.field(3, of: Self.row(Self.deals))
    let number = Self.operation(.toNumber, .number, note)
    let plan = Self.extend(Self.scan(Self.deals), number)
    #expect(Self.code { try Self.run(plan) } == .badConversion)
    let isNumber = Self.operation(
      .notEqual, .bool, note, Self.constant(.text("n/a"), .text))
    #expect(
      try Self.rows(Self.run(Self.extend(Self.filter(Self.scan(Self.deals), isNumber), number)))
        .map { $0[4] } == [5, 6, .decimal(Decimal(units: 725, scale: 2)), 8, .missing])
    let guarded = Self.make(
      .conditional(isNumber, then: number, otherwise: Self.constant(.missing)), .number)
    #expect(try Self.rows(Self.run(Self.extend(Self.scan(Self.deals), guarded)))[2][4] == .missing)
  }

  @Test func aCancelledRunStops() throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    let plan = Self.summarize(Self.scan(Self.deals), [Self.aggregate(.count)])
    #expect(
      Self.code {
        try Engine(threads: 2).run(plan, in: Self.world, cancellation: cancellation)
      } == .interrupted)
  }

  static func code(_ body: () throws -> ResultTable) -> Code? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? Diagnostic)?.code
    }
  }
}
