import Columns
import Messages
import Model
import Plan
import Synchronization
import Testing

@testable import Engine

/// The best rows of each group by one scan are those that sorting all of them gives.
@Suite struct BestRowsTests {
  private typealias Plans = RandomPlans

  /// A `top` over filtered rows of the whole table or, with `owners`, over those of each owner.
  private func top(
    _ chance: inout Chance, over rows: LogicalPlan, scopes: [EntityID] = [RandomWorld.deals]
  ) -> LogicalPlan {
    var expressions = RandomExpressions(
      chance: Chance(state: chance.next()), scopes: scopes)
    expressions.columns = rows.columns
    var plan = rows
    for _ in 0..<chance.below(3) {
      plan = LogicalPlan(
        .filter(plan, expressions.truth(1)), columns: plan.columns, anchor: plan.anchor,
        span: nowhere)
    }
    if chance.below(4) == 0 {
      let value = expressions.expression(.number, 1)
      plan = LogicalPlan(
        .extend(plan, value), columns: plan.columns + [PlanColumn(name: "x", type: .number)],
        anchor: plan.anchor, span: nowhere)
    }
    let columns = plan.columns
    func column(_ number: Int) -> TypedExpression {
      expressions.make(.column(number, depth: 0), columns[number].type)
    }
    var terms = (0..<1 + chance.below(2)).map { _ in
      SortTerm(value: column(chance.below(columns.count)), isDescending: chance.below(2) == 0)
    }
    if chance.below(3) == 0 {
      terms[0].value = expressions.expression(.number, 1)
    }
    let partition = (0..<chance.below(3)).map { _ in column([0, 2, 3, 6, 8][chance.below(5)]) }
    let count = 1 + chance.below(4)
    var node = LogicalPlan.Node.top(plan, count, by: terms, per: partition)
    if chance.below(3) == 0 {
      let sorted = LogicalPlan(
        .sort(plan, terms), columns: columns, anchor: plan.anchor, span: nowhere)
      node = .take(sorted, count, per: partition)
    }
    return LogicalPlan(node, columns: columns, anchor: plan.anchor, span: nowhere)
  }

  private func answer(
    _ plan: LogicalPlan, _ world: World, threads: Int, morselRows: Int, _ shortcuts: Shortcuts
  ) throws -> (rows: [[Value]], footnotes: [String]) {
    let run = Execution(
      world: world, threads: threads, cancellation: Cancellation(), morselRows: morselRows,
      shortcuts: shortcuts)
    let frame = try run.frame(of: plan, in: nil)
    return (try run.rows(frame), run.remarks.withLock { $0.footnotes.map(\.text) })
  }

  /// Figures that do not overflow are the same both ways; a fault of one is a fault of the other.
  private func compare(_ unbound: LogicalPlan, _ world: World, _ seed: Int) throws {
    let plan = unbound.binding(RandomExpressions.values(in: world, seed: seed), in: world)
    let wanted: (rows: [[Value]], footnotes: [String])
    do {
      wanted = try answer(plan, world, threads: 1, morselRows: 1 << 14, [])
    } catch {
      #expect(throws: Diagnostic.self) {
        try answer(plan, world, threads: 1, morselRows: 16, .all)
      }
      return
    }
    for (threads, morselRows) in [(1, 1 << 14), (1, 16), (3, 16)] {
      let found = try answer(plan, world, threads: threads, morselRows: morselRows, .all)
      #expect(found.rows == wanted.rows, "seed \(seed), \(threads) threads")
      #expect(found.footnotes == wanted.footnotes, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<120) func theyAreThoseThatSortingGives(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed) + 77)
    let world = RandomWorld.make(seed: UInt64(seed), deals: [40, 400, 1_500][seed % 3])
    try compare(top(&chance, over: Plans.scan(RandomWorld.deals)), world, seed)
  }

  /// Among the rows of each owner, over one link and over two, and where owners occur more than once.
  @Test(arguments: 0..<120) func theyAreThoseOfEachOwner(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed) + 99)
    let world = RandomWorld.make(seed: UInt64(seed), deals: [40, 400, 1_500][seed % 3])
    let toDeals = Hop.inverse(from: RandomWorld.partners, field: 0, to: RandomWorld.deals)
    let toPartners = Hop.inverse(from: RandomWorld.regions, field: 1, to: RandomWorld.partners)
    func row(_ entity: EntityID) -> TypedExpression {
      TypedExpression(.row(depth: 0), type: .entity(entity), span: nowhere)
    }
    let isTwo = seed % 4 == 0
    var owners = Plans.scan(isTwo ? RandomWorld.regions : RandomWorld.partners)
    if seed % 5 == 0 {
      // Expanding gives owners that occur more than once.
      owners = LogicalPlan(
        .expand(
          owners, owner: row(isTwo ? RandomWorld.regions : RandomWorld.partners),
          hops: isTwo ? [toPartners] : [toDeals], keepsEmpty: true),
        columns: owners.columns + [
          PlanColumn(
            name: "y", type: .entity(isTwo ? RandomWorld.partners : RandomWorld.deals))
        ], anchor: owners.anchor, span: nowhere)
    }
    let own = LogicalPlan(
      .reached(
        owner: row(isTwo ? RandomWorld.regions : RandomWorld.partners),
        hops: isTwo ? [toPartners, toDeals] : [toDeals]),
      columns: Plans.columns(of: RandomWorld.deals), anchor: RandomWorld.deals, span: nowhere)
    // Where something is to be known of the owner, all its rows are looked at.
    let outside = isTwo ? RandomWorld.regions : RandomWorld.partners
    let best = top(
      &chance, over: own,
      scopes: seed % 3 == 0 ? [RandomWorld.deals, outside] : [RandomWorld.deals])
    let functions: [AggregateFunction] = [.sum, .first, .last, .countDistinct, .median]
    let amount = TypedExpression(
      .column(1, depth: 0), type: RandomWorld.money, span: nowhere)
    let aggregate = Aggregate(
      function: functions[seed % functions.count], rows: .pipeline(best), value: amount,
      type: RandomWorld.money, span: nowhere)
    let plan = LogicalPlan(
      .extend(
        owners, TypedExpression(.aggregate(aggregate), type: RandomWorld.money, span: nowhere)),
      columns: owners.columns + [PlanColumn(name: "best", type: RandomWorld.money)],
      anchor: owners.anchor, span: nowhere)
    try compare(plan, world, seed)
  }
}
