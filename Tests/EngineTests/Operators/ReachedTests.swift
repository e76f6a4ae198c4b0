import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

/// Managers 0…3 of partners 0…5 of deals 0…7; deals also have a product, 0…2.
private let managers = EntityID(index: 0)
private let partners = EntityID(index: 1)
private let deals = EntityID(index: 2)
private let products = EntityID(index: 3)

private let managerOf: [Int32] = [1, 0, 1, Missing.code, 3, 1]
private let partnerOf: [Int32] = [2, 0, 0, 4, Missing.code, 5, 0, 2]
private let productOf: [Int32] = [1, 1, 0, 2, 0, 1, Missing.code, 0]

private let world: World = {
  let catalog = Catalog(entities: [
    Entity(name: "managers", fields: [Field(name: "name", type: .text)], displayField: 0),
    Entity(name: "partners", fields: [Field(name: "manager", type: .entity(managers))]),
    Entity(
      name: "deals",
      fields: [
        Field(name: "partner", type: .entity(partners)),
        Field(name: "product", type: .entity(products)),
        Field(name: "amount", type: .number),
      ]),
    Entity(name: "products", fields: [Field(name: "name", type: .text)], displayField: 0),
  ])
  return World(
    catalog: catalog,
    tables: [
      Table(rowCount: 4, columns: [texts("a", "b", "c", "d")]),
      Table(rowCount: 6, columns: [.row(managerOf)]),
      Table(
        rowCount: 8,
        columns: [.row(partnerOf), .row(productOf), numbers(5, 9, 9, 1, 2, 7, 3, 8)]),
      Table(rowCount: 3, columns: [texts("x", "y", "z")]),
    ], options: .init(today: 0))
}()

private let toPartners = Hop.inverse(from: managers, field: 0, to: partners)
private let toDeals = Hop.inverse(from: partners, field: 0, to: deals)
private let toProduct = Hop.forward(from: deals, field: 1, to: products)

@Suite struct ReachedTests {
  private func pairs(_ starts: [Int32], _ hops: [Hop]) throws -> [[Int32]] {
    let pairs = try execution(world).reachedPairs(from: starts, by: hops)
    return zip(pairs.parents, pairs.children).map { [$0, $1] }
  }

  @Test func childrenStandInStoredOrderWithinTheirParents() throws {
    #expect(try pairs([1, Missing.code, 0], [toPartners]) == [[0, 0], [0, 2], [0, 5], [2, 1]])
    // Manager b has partners 0, 2 and 5, whose deals interleave.
    #expect(
      try pairs([1], [toPartners, toDeals]) == [
        [0, 0], [0, 1], [0, 2], [0, 5], [0, 6], [0, 7],
      ])
  }

  @Test func aForwardStepBehindAnInverseOneGivesASet() throws {
    #expect(
      try pairs([1, 1], [toPartners, toDeals, toProduct]) == [[0, 0], [0, 1], [1, 0], [1, 1]])
  }

  private func managerFrame() -> Frame {
    Frame(
      count: 4, columns: [.field(0)], anchor: (managers, .identity(count: 4)),
      anchorIsUnique: true)
  }

  private let owner = TypedExpression(.row(depth: 0), type: .entity(managers), span: nowhere)

  @Test func expandKeepsChildlessRowsOnRequest() throws {
    let run = execution(world)
    let without = try run.expand(
      managerFrame(), owner: owner, hops: [toPartners], keepsEmpty: false)
    #expect(
      try run.rows(without) == [
        ["a", .row(1)], ["b", .row(0)], ["b", .row(2)], ["b", .row(5)], ["d", .row(4)],
      ])
    #expect(!without.anchorIsUnique)
    let with = try run.expand(managerFrame(), owner: owner, hops: [toPartners], keepsEmpty: true)
    #expect(
      try run.rows(with) == [
        ["a", .row(1)], ["b", .row(0)], ["b", .row(2)], ["b", .row(5)], ["c", .missing],
        ["d", .row(4)],
      ])
  }

  /// The deals of each manager, their columns partner, product, amount.
  private func reachedDeals() -> LogicalPlan {
    LogicalPlan(
      .reached(owner: owner, hops: [toPartners, toDeals]),
      columns: [
        PlanColumn(name: "partner", type: .entity(partners)),
        PlanColumn(name: "product", type: .entity(products)),
        PlanColumn(name: "amount", type: .number),
      ], anchor: deals, span: nowhere)
  }

  private func stage(_ node: LogicalPlan.Node) -> LogicalPlan {
    LogicalPlan(node, columns: reachedDeals().columns, anchor: deals, span: nowhere)
  }

  /// Owner and deal of each row.
  private func run(_ plan: LogicalPlan) throws -> [[Int32]] {
    let frame = try execution(world).frame(of: plan, in: managerFrame())
    return zip(frame.outer?.rows.list ?? [], frame.anchor?.rows.list ?? []).map { [$0, $1] }
  }

  @Test func everyStageOfACorrelatedPipelineWorksWithinOneOwner() throws {
    let all = reachedDeals()
    #expect(try run(all) == [[1, 0], [1, 1], [1, 2], [1, 5], [1, 6], [1, 7], [3, 3]])
    #expect(
      try run(stage(.sort(all, [descending(2)])))
        == [[1, 1], [1, 2], [1, 7], [1, 5], [1, 0], [1, 6], [3, 3]])
    #expect(try run(stage(.take(all, 2, per: []))) == [[1, 0], [1, 1], [3, 3]])
    #expect(
      try run(stage(.top(all, 3, by: [descending(2)], per: [])))
        == [[1, 1], [1, 2], [1, 7], [3, 3]])
    #expect(
      try run(stage(.take(all, 1, per: [field(0, .entity(partners))])))
        == [[1, 0], [1, 1], [1, 5], [3, 3]])
    let execution = execution(world)
    let appended = try execution.frame(
      of: stage(.append(all, stage(.take(all, 1, per: [])))), in: managerFrame())
    #expect(appended.anchor == nil)
    #expect(appended.outer?.rows.list == [1, 1, 1, 1, 1, 1, 1, 3, 3])
    #expect(try execution.rows(appended).map { $0[2] } == [5, 9, 9, 7, 3, 8, 5, 1, 1])
  }

  @Test func distinctAndWindowsWorkWithinOneOwner() throws {
    let run = execution(world)
    let distinct = LogicalPlan(
      .distinct(reachedDeals(), [field(1, .entity(products))]),
      columns: [PlanColumn(name: "product", type: .entity(products))], anchor: nil,
      span: nowhere)
    let frame = try run.frame(of: distinct, in: managerFrame())
    #expect(frame.outer?.rows.list == [1, 1, 1, 3])
    #expect(try run.rows(frame).map { $0[0] } == [.row(1), .row(0), .missing, .row(2)])
    let pairs = try run.frame(of: reachedDeals(), in: managerFrame())
    let ranks = try run.window(
      Window(function: .rank, partition: []), type: .number, span: nowhere, over: pairs)
    #expect(ranks.boxed == [1, 2, 3, 4, 5, 6, 1])
  }

  private func operation(
    _ operation: Operation, _ arguments: TypedExpression..., type: ValueType
  ) -> TypedExpression {
    TypedExpression(.operation(operation, arguments), type: type, span: nowhere)
  }

  @Test func filtersAndColumnsSeeTheOwner() throws {
    let ownersRow = TypedExpression(.row(depth: 1), type: .entity(managers), span: nowhere)
    let ownersName = TypedExpression(.field(0, of: ownersRow), type: .text, span: nowhere)
    let isB = operation(
      .equal, ownersName, TypedExpression(.constant("b"), type: .text, span: nowhere), type: .bool)
    #expect(
      try run(stage(.filter(reachedDeals(), isB)))
        == [[1, 0], [1, 1], [1, 2], [1, 5], [1, 6], [1, 7]])
    let run = execution(world)
    let extended = try run.frame(
      of: stage(.extend(reachedDeals(), ownersName)), in: managerFrame())
    #expect(try run.rows(extended).map { $0[3] } == ["b", "b", "b", "b", "b", "b", "d"])
  }

  @Test func summarizeInACorrelatedPipelineGivesEveryOwnerItsRow() throws {
    let total = Aggregate(
      function: .sum, rows: .current, value: field(2), type: .number, span: nowhere)
    let summary = LogicalPlan(
      .summarize(
        stage(.take(reachedDeals(), 2, per: [])),
        Summary(
          keys: [], aggregates: [GroupAggregate(aggregate: total, keys: [])], items: [field(0)])),
      columns: [PlanColumn(name: "total", type: .number)], anchor: nil, span: nowhere)
    let run = execution(world)
    let frame = try run.frame(of: summary, in: managerFrame())
    #expect(frame.outer?.rows.list == [0, 1, 2, 3])
    #expect(try run.rows(frame).map { $0[0] } == [0, 14, 0, 1])
  }

  @Test func anAggregateOverACorrelatedPipelineSumsTheBestOfEachOwner() throws {
    let best = stage(.top(reachedDeals(), 2, by: [descending(2)], per: []))
    let sum = TypedExpression(
      .aggregate(
        Aggregate(
          function: .sum, rows: .pipeline(best), value: field(2), type: .number, span: nowhere)),
      type: .number, span: nowhere)
    #expect(try execution(world).column(sum, over: managerFrame()).boxed == [0, 18, 0, 1])
  }

  @Test func aWindowWithinACorrelatedPipelineIsOfOneOwner() throws {
    let count = Aggregate(function: .count, rows: .current, type: .number, span: nowhere)
    let run = execution(world)
    let pairs = try run.frame(of: reachedDeals(), in: managerFrame())
    let counts = try run.window(
      Window(function: .aggregate(count), partition: []), type: .number, span: nowhere, over: pairs)
    #expect(counts.boxed == [6, 6, 6, 6, 6, 6, 1])
  }
}
