import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

/// A profile tells what really happened: the rows that each operator passed on, however many threads
/// there were, and nothing of the result changes by looking.
struct ProfileTests {
  @Test(arguments: 0..<60)
  func everyOperatorPassesOnItsRows(seed: Int) throws {
    var plans = RandomPlans(seed: UInt64(seed) &+ 5_000)
    let world = RandomWorld.make(seed: UInt64(seed), deals: 40 + seed % 3 * 60)
    for _ in 0..<4 {
      let plan = (seed % 2 == 0 ? plans.rows(budget: 2) : plans.summary(budget: 1))
        .binding(RandomExpressions.values(in: world, seed: seed), in: world)
      let single = try profile(plan, in: world, threads: 1, morselRows: usualMorselRows)
      let double = try profile(plan, in: world, threads: 2, morselRows: 8)
      guard let single, let double else { continue }
      #expect(single.map(\.shape) == double.map(\.shape), "seed \(seed)")
      for entry in single.flatMap(\.flattened) {
        guard case .stage(let stage, _) = entry.work, !stage.looksOutwards else { continue }
        let rows = try execution(world).frame(of: stage, in: nil).count
        #expect(entry.rows == rows, "seed \(seed): \(stage.node)")
      }
    }
  }

  @Test func lookingChangesNothing() throws {
    let plan = CoreTests.summarize(
      CoreTests.scan(CoreTests.deals), by: [.value(CoreTests.partner)],
      [CoreTests.aggregate(.sum, CoreTests.amount, type: CoreTests.money)])
    let engine = Engine(threads: 2)
    let (table, profile) = try engine.profile(
      plan, in: CoreTests.world, cancellation: Cancellation())
    let plain = try CoreTests.run(plan)
    #expect(CoreTests.rows(table) == CoreTests.rows(plain))
    #expect(table.footnotes == plain.footnotes)
    #expect(profile.map(\.rows) == [4])
  }

  /// deals | where amount < 100 | where closed_on is not missing | summarize sum(amount), count(where …)
  @Test(arguments: [1, 2])
  func filtersInAScanAreCountedEachAndTheScanKnowsItsRows(threads: Int) throws {
    let small = CoreTests.operation(
      .less, .bool, CoreTests.amount, CoreTests.constant(CoreTests.money(50_00), CoreTests.money))
    let isMissing = CoreTests.operation(.isMissing, .bool, CoreTests.closedOn)
    let dated = CoreTests.operation(.not, .bool, isMissing)
    let large = CoreTests.operation(
      .greater, .bool, CoreTests.amount, CoreTests.constant(CoreTests.money(15_00), CoreTests.money)
    )
    let plan = CoreTests.summarize(
      CoreTests.filter(CoreTests.filter(CoreTests.scan(CoreTests.deals), small), dated),
      [
        CoreTests.aggregate(.sum, CoreTests.amount, type: CoreTests.money),
        CoreTests.aggregate(.count, where: large),
      ])
    let found = try profile(plan, in: CoreTests.world, threads: threads, morselRows: 2)
    let entries = (found ?? []).flatMap(\.flattened)
    #expect(
      entries.map(\.name) == [
        "scan", "filter in a scan", "filter in a scan", "taken", "taken", "6 rows for 2",
        "summarize",
      ])
    // 10, 20, 40.50 and 0 are below 50; of these 0 has no date; above 15 are 20 and 40.50.
    #expect(entries.map(\.rows) == [6, 4, 3, 3, 2, 3, 1])
    #expect(entries[5].threads == threads && entries[5].rowsRead == 6)
  }

  @Test func whatOverflowsIsDoneAgainAndNotedOnce() throws {
    let world = World(
      catalog: Catalog(entities: [
        Entity(name: "a", fields: [Field(name: "n", type: .number)])
      ]), tables: [Table(rowCount: 2, columns: [numbers(5_000_000_000, 3_000_000_000, scale: 9)])],
      options: Options(today: 0))
    let entity = EntityID(index: 0)
    let scan = LogicalPlan(
      .scan(entity), columns: [PlanColumn(name: "n", type: .number, anchorField: 0)],
      anchor: entity, span: nowhere)
    let value = CoreTests.make(
      .field(0, of: CoreTests.make(.row(depth: 0), .entity(entity))), .number)
    // 5 · 5 with nine places each needs more than 64 bits; without the zeros it doesn't.
    let square = CoreTests.operation(.multiply, .number, value, value)
    let kept = CoreTests.filter(
      scan, CoreTests.operation(.greater, .bool, square, CoreTests.constant(0)))
    let plan = CoreTests.summarize(kept, [CoreTests.aggregate(.count)])
    let found = try #require(try profile(plan, in: world, threads: 1, morselRows: 8))
    let names = found.flatMap(\.flattened).map(\.name)
    #expect(names == ["scan", "filter in a scan", "taken", "2 rows for 1", "summarize"])
  }

  @Test func timesAddUpToNoMoreThanTheWhole() throws {
    let world = RandomWorld.make(seed: 3, deals: 3_000)
    var plans = RandomPlans(seed: 77)
    for _ in 0..<20 {
      let plan = plans.summary(budget: 2)
        .binding(RandomExpressions.values(in: world, seed: 77), in: world)
      let start = ContinuousClock.now
      guard let entries = try profile(plan, in: world, threads: 2, morselRows: 64) else { continue }
      let whole = ContinuousClock.now - start
      let parts = entries.flatMap(\.flattened).map(\.nanoseconds)
      #expect(parts.allSatisfy { $0 >= 0 })
      #expect(Duration.nanoseconds(parts.reduce(0, +)) <= whole)
    }
  }

  @Test func aLetUsedTwiceIsComputedOnce() throws {
    let shared = LogicalPlan(
      .shared(name: "all", CoreTests.scan(CoreTests.deals)),
      columns: CoreTests.scan(CoreTests.deals).columns, anchor: CoreTests.deals, span: nowhere)
    let plan = LogicalPlan(
      .append(shared, shared), columns: shared.columns, anchor: nil, span: nowhere)
    let found = try profile(plan, in: CoreTests.world, threads: 1, morselRows: 8)
    let entries = (found ?? []).flatMap(\.flattened)
    #expect(entries.map(\.name) == ["scan", "shared", "shared", "append"])
    #expect(entries.map(\.rows) == [6, 6, 6, 12])
    #expect(entries.map(\.inputs.count) == [0, 1, 0, 2])
  }

  /// The profile of a plan; nil where its data makes it fail.
  private func profile(
    _ plan: LogicalPlan, in world: World, threads: Int, morselRows: Int
  ) throws -> [OperatorProfile]? {
    let profiler = Profiler()
    let execution = Execution(
      world: world, threads: threads, cancellation: Cancellation(), morselRows: morselRows,
      profiler: profiler)
    do {
      _ = try execution.frame(of: plan, in: nil)
    } catch {
      #expect(error.code == .overflow || error.code == .badConversion)
      return nil
    }
    return profiler.operators
  }
}

extension OperatorProfile {
  /// Inputs first, in the order in which they ran.
  fileprivate var flattened: [OperatorProfile] { inputs.flatMap(\.flattened) + [self] }

  fileprivate var name: String {
    switch work {
    case .stage(let plan, let isPartOfScan):
      "\(plan.node)".prefix { $0 != "(" } + (isPartOfScan ? " in a scan" : "")
    case .scan(_, let aggregates, _): "\(rowsRead ?? 0) rows for \(aggregates.count)"
    case .taken: "taken"
    }
  }

  /// All but times and threads.
  fileprivate var shape: String {
    "\(name) \(rows) [\(inputs.map(\.shape).joined(separator: ", "))]"
  }
}
