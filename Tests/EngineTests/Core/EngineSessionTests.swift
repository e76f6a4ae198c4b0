import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

/// What one run leaves for the next over the same data.
@Suite struct EngineSessionTests {
  private let session = EngineSession(Engine(threads: 2))

  private func run(_ world: World) -> EngineRun {
    session.run(in: world, cancellation: Cancellation())
  }

  /// Deals with a division by zero on each row.
  private static var definition: LogicalPlan {
    let one = TypedExpression(.constant(1), type: .number, span: nowhere)
    let zero = TypedExpression(.constant(0), type: .number, span: nowhere)
    let ratio = TypedExpression(.operation(.divide, [one, zero]), type: .number, span: nowhere)
    let scan = RandomPlans.scan(RandomWorld.deals)
    return LogicalPlan(
      .extend(scan, ratio), columns: scan.columns + [PlanColumn(name: "x", type: .number)],
      anchor: scan.anchor, span: nowhere)
  }

  private static func shared(_ plan: LogicalPlan) -> LogicalPlan {
    LogicalPlan(
      .shared(name: "let", plan), columns: plan.columns, anchor: plan.anchor, span: nowhere)
  }

  @Test func theRowsOfALetAreKeptForItsWorld() throws {
    let world = RandomWorld.make(seed: 1, deals: 40)
    let definition = Self.definition
    let first = run(world)
    #expect(first.execution.work[definition] == nil)
    let table = try first.table(of: Self.shared(definition))
    #expect(table.footnotes.map(\.text) == ["40 divisions by zero are missing"])

    // The next statement finds them, and what there was to remark.
    let second = run(world)
    #expect(second.execution.work[definition] != nil)
    #expect(try second.table(of: Self.shared(definition)).footnotes == table.footnotes)

    // Another day is another world.
    var later = world
    later.options.today += 1
    #expect(later.version != world.version)
    #expect(run(later).execution.work[definition] == nil)
    #expect(run(world).execution.work[definition] != nil)

    session.forget([definition], of: later.version)
    #expect(run(world).execution.work[definition] != nil)
    session.forget([definition], of: world.version)
    #expect(run(world).execution.work[definition] == nil)
  }

  @Test func onlyTheLastFewWorldsAreKept() throws {
    var world = RandomWorld.make(seed: 1, deals: 4)
    let first = world
    _ = try run(world).table(of: Self.shared(Self.definition))
    for _ in 0..<3 {
      world.options.today += 1
      _ = try run(world).table(of: Self.shared(Self.definition))
    }
    #expect(run(first).execution.work[Self.definition] != nil)
    for _ in 0..<4 {
      world.options.today += 1
      _ = try run(world).table(of: Self.shared(Self.definition))
    }
    #expect(run(first).execution.work[Self.definition] == nil)
  }

  /// A copy is the same world until it is changed.
  @Test func worldsAreToldApartByTheirContent() {
    let world = RandomWorld.make(seed: 1, deals: 4)
    var copy = world
    #expect(copy.version == world.version)
    copy.tables[2] = Table(rowCount: 0, columns: Array(world.tables[2].columns))
    #expect(copy.version != world.version)
    var renamed = world
    renamed.catalog[RandomWorld.deals].name = "orders"
    #expect(renamed.version != world.version)
  }

  @Test func aStepTakesTheRowsInTheMiddle() throws {
    let world = RandomWorld.make(seed: 2, deals: 12)
    let middle = Self.shared(Self.definition)
    let last = LogicalPlan(
      .take(middle, 5, per: []), columns: middle.columns, anchor: middle.anchor, span: nowhere)
    let run = run(world)
    #expect(try run.table(of: middle).rowCount == 12)
    #expect(try run.table(of: last).rowCount == 5)
  }

  @Test func rowsComeAsTheyAre() throws {
    let world = RandomWorld.make(seed: 3, deals: 9)
    let rows = try run(world).rows(of: RandomPlans.scan(RandomWorld.deals))
    #expect(rows.count == 9 && rows.anchor == (0..<9).map { Int32($0) })
    guard case .row = rows.columns[0] else {
      Issue.record("a link is not a row: \(rows.columns[0])")
      return
    }
  }

  @Test func theLetsOfAPlanAreFoundWhereverTheyAre() {
    let inner = Self.shared(Self.definition)
    let outer = Self.shared(
      LogicalPlan(
        .take(inner, 1, per: []), columns: inner.columns, anchor: inner.anchor, span: nowhere))
    let other = Self.shared(RandomPlans.scan(RandomWorld.regions))
    let count = Aggregate(function: .count, rows: .pipeline(other), type: .number, span: nowhere)
    let value = TypedExpression(.aggregate(count), type: .number, span: nowhere)
    let isMany = TypedExpression(
      .operation(.greater, [value, value]), type: .bool, span: nowhere)
    let plan = LogicalPlan(
      .filter(outer, isMany), columns: outer.columns, anchor: outer.anchor, span: nowhere)
    #expect(plan.lets.count == 3)
    let summary = Summary(
      keys: [], aggregates: [GroupAggregate(aggregate: count, keys: [])], items: [])
    let summarized = LogicalPlan(
      .summarize(RandomPlans.scan(RandomWorld.deals), summary), columns: [], anchor: nil,
      span: nowhere)
    #expect(summarized.lets == [RandomPlans.scan(RandomWorld.regions)])
  }
}
