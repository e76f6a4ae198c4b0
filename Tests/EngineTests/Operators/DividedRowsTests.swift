import Columns
import Messages
import Model
import Plan
import Synchronization
import Testing

@testable import Engine

/// Figures of very many groups are the same whether the rows are divided into pieces or not.
@Suite struct DividedRowsTests {
  private typealias Build = CoreTests

  private static func column(_ number: Int, _ type: ValueType) -> TypedExpression {
    TypedExpression(.column(number, depth: 0), type: type, span: nowhere)
  }
  private static let partner = column(0, .entity(RandomWorld.partners))
  private static let amount = column(1, RandomWorld.money)
  private static let stage = column(3, .text)
  private static let closedOn = column(4, .date)
  private static let code = column(5, .text)
  private static let renewed = column(6, .bool)
  private static let seats = column(7, .number)
  private static let quarter = column(8, .period(.quarter))
  private static func ofPartner(_ field: Int, _ type: ValueType) -> TypedExpression {
    TypedExpression(.field(field, of: partner), type: type, span: nowhere)
  }
  private static let isLate = Build.operation(
    .greater, .bool, closedOn, Build.constant(.day(19_750), .date))
  /// Keys with many values and keys with few, of every kind of column, read and looked up.
  private static let many = [partner, amount, closedOn, ofPartner(3, RandomWorld.money)]
  private static let few = [
    stage, code, renewed, seats, quarter, ofPartner(0, .text), ofPartner(2, RandomWorld.tier),
    ofPartner(1, .entity(RandomWorld.regions)),
  ]

  private static let aggregates: [Aggregate] = [
    Build.aggregate(.count),
    Build.aggregate(.sum, amount, type: RandomWorld.money),
    Build.aggregate(.average, amount, type: RandomWorld.money),
    Build.aggregate(.countPresent, closedOn),
    Build.aggregate(.countDistinct, partner),
    Build.aggregate(.countDistinct, amount),
    Build.aggregate(.minimum, amount, type: RandomWorld.money),
    Build.aggregate(.maximum, code, type: .text),
    Build.aggregate(.minimum, partner, type: .entity(RandomWorld.partners)),
    Build.aggregate(.maximum, closedOn, type: .date),
    Build.aggregate(.median, amount, type: RandomWorld.money),
    Build.aggregate(.percentile(0.3), seats),
    Build.aggregate(.standardDeviation, amount, type: RandomWorld.money),
    Build.aggregate(.first, amount, type: RandomWorld.money),
    Build.aggregate(.last, ofPartner(0, .text), type: .text),
    Build.aggregate(.any, where: renewed, type: .bool),
    Build.aggregate(.none, where: renewed, type: .bool),
    Build.aggregate(.every, renewed, type: .bool),
    Build.aggregate(.count, where: renewed),
    Build.aggregate(.sum, amount, where: renewed, type: RandomWorld.money),
    Build.aggregate(
      .average, Build.operation(.divide, .number, amount, seats)),
    Build.aggregate(.sparkline, amount, type: .text),
    Build.aggregate(.count, per: partner),
  ]

  private func run(
    _ world: World, threads: Int, morselRows: Int = 16, _ shortcuts: Shortcuts
  ) -> Execution {
    Execution(
      world: world, threads: threads, cancellation: Cancellation(), morselRows: morselRows,
      fewGroups: 1, shortcuts: shortcuts)
  }

  private func answer(
    _ plan: LogicalPlan, _ run: Execution
  ) throws -> (rows: [[Value]], footnotes: [String]) {
    let rows = try run.rows(run.frame(of: plan, in: nil))
    return (rows, run.remarks.withLock { $0.footnotes.map(\.text) })
  }

  private func compare(_ plan: LogicalPlan, _ world: World, _ comment: Comment) throws {
    let wanted = try answer(plan, run(world, threads: 1, Shortcuts.all.subtracting(.dividedRows)))
    for (threads, morselRows) in [(1, 16), (2, 16), (3, 64)] {
      let found = try answer(plan, run(world, threads: threads, morselRows: morselRows, .all))
      #expect(found.rows == wanted.rows, comment)
      #expect(found.footnotes == wanted.footnotes, comment)
    }
  }

  /// Random keys, aggregates and filters before and behind.
  @Test(arguments: 0..<60) func theyAreThoseOfUndividedRows(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed) + 41)
    let world = RandomWorld.make(seed: UInt64(seed), deals: [60, 700, 2_500][seed % 3])
    var keys = [Self.many[chance.below(Self.many.count)]]
    for _ in 0...chance.below(2) {
      keys.insert(Self.few[chance.below(Self.few.count)], at: chance.below(keys.count + 1))
    }
    var aggregates: [Aggregate] = []
    for _ in 0..<chance.below(6) {
      aggregates.append(Self.aggregates[chance.below(Self.aggregates.count)])
    }
    var rows = RandomPlans.scan(RandomWorld.deals)
    if chance.below(2) == 0 { rows = Build.filter(rows, Self.renewed) }
    var plan = Build.summarize(rows, by: keys.map { .value($0) }, aggregates)
    if chance.below(2) == 0 {
      let number = chance.below(plan.columns.count)
      let isMissing = Build.operation(
        .isMissing, .bool, Self.column(number, plan.columns[number].type))
      plan = Build.filter(plan, Build.operation(.not, .bool, isMissing))
    }
    if chance.below(2) == 0 {
      let number = chance.below(plan.columns.count)
      let term = SortTerm(
        value: Self.column(number, plan.columns[number].type), isDescending: chance.below(2) == 0)
      plan = LogicalPlan(
        .top(plan, 12, by: [term], per: []), columns: plan.columns, anchor: nil, span: nowhere)
    }
    try compare(plan, world, "seed \(seed)")
  }

  @Test(arguments: aggregates.indices)
  func everyAggregateIsThatOfUndividedRows(_ number: Int) throws {
    let world = RandomWorld.make(seed: 5, deals: 1_200)
    let plan = Build.summarize(
      RandomPlans.scan(RandomWorld.deals), by: [.value(Self.partner), .value(Self.code)],
      [Self.aggregates[number]])
    try compare(plan, world, "\(Self.aggregates[number].function)")
    // Those that need to see all rows at once are left to the other way.
    let aggregate = Self.aggregates[number]
    let isDivided = try divided(plan, run(world, threads: 2, .all)) != nil
    let isReal = aggregate.value.map { if case .operation = $0.kind { true } else { false } }
    #expect(
      isDivided == (aggregate.function != .sparkline && aggregate.per == nil && isReal != true))
  }

  /// What the summary of a plan gives by dividing its rows.
  private func divided(_ plan: LogicalPlan, _ run: Execution) throws -> Frame? {
    guard case .summarize(let input, let summary) = plan.node else { return nil }
    let source = try run.source(of: input, in: nil)
    let values = summary.keys.compactMap { key in
      if case .value(let value) = key { value } else { nil }
    }
    let limit = Summarizer.limit(summary, rows: source.frame.count, on: run)
    let keys = try Summarizer.smallKeys(run, source, values, limit: limit, isCareful: false)
    return try DividedSummary(run, source, summary, keys, isCareful: false)?.run()
  }

  @Test func fewGroupsAreNotDividedAndSparseOnesAre() throws {
    let world = RandomWorld.make(seed: 5, deals: 1_200)
    let scan = RandomPlans.scan(RandomWorld.deals)
    let small = Build.summarize(scan, by: [.value(Self.renewed)], [Build.aggregate(.count)])
    #expect(try divided(small, run(world, threads: 2, .all)) == nil)
    let sparse = Build.summarize(
      scan, by: [.value(Self.partner), .value(Self.amount), .value(Self.closedOn)],
      [Build.aggregate(.count)])
    #expect(try divided(sparse, run(world, threads: 2, .all))?.count ?? 0 > 1_000)
    try compare(sparse, world, "sparse")
  }

  /// What a profile tells of rows is the same; of threads and times it tells how it went.
  @Test func aProfileTellsTheSameRows() throws {
    let world = RandomWorld.make(seed: 5, deals: 1_200)
    let scan = RandomPlans.scan(RandomWorld.deals)
    func told(_ rows: LogicalPlan, _ shortcuts: Shortcuts) throws -> [String] {
      let plan = Build.summarize(
        rows, by: [.value(Self.partner), .value(Self.code)],
        Self.aggregates.prefix(3) + [Build.aggregate(.sum, Self.amount, where: Self.isLate)])
      let profiler = Profiler()
      let run = Execution(
        world: world, threads: 2, cancellation: Cancellation(), morselRows: 16, fewGroups: 1,
        shortcuts: shortcuts, profiler: profiler)
      _ = try run.frame(of: plan, in: nil)
      return profiler.operators.flatMap { $0.lines }
    }
    let lines = try told(scan, .all)
    #expect(lines == (try told(scan, Shortcuts.all.subtracting(.dividedRows))))
    #expect(lines.count > 6)
    // A filter is part of the scan that divides the rows, and counts what it lets through.
    let filtered = Build.filter(scan, Self.renewed)
    let rows = try run(world, threads: 1, []).frame(of: filtered, in: nil).count
    let ends = try told(filtered, .all)
    #expect(ends.contains { $0.hasSuffix(": 0 to \(rows)") })
    #expect(ends.contains { $0.hasSuffix(": 1200 to \(rows)") })
  }

  /// Rows that are mostly in one piece would be left to one thread.
  @Test func rowsOfFewPiecesAreNotDivided() throws {
    let world = RandomWorld.make(seed: 3, deals: 900)
    let groups = (0..<900).map { Int32($0 < 600 ? 5 : $0) }
    let level = GroupLevel(parts: [.direct(groups)], count: 900, maySkip: false)
    for (threads, isDivided) in [(1, true), (2, false)] {
      let run = run(world, threads: threads, .all)
      let divided = try DividedRows(
        run.scan(RandomWorld.deals), by: level, where: .all, on: run)
      #expect((divided != nil) == isDivided)
    }
  }

  /// Every row is in one piece, behind the rows of lower groups, and in the group of its values.
  @Test(arguments: [1, 2], [3, 100_000])
  func everyRowIsInThePieceOfItsGroup(threads: Int, distance: Int) throws {
    let run = run(RandomWorld.make(seed: 3, deals: 900), threads: threads, .all)
    let groups = (0..<900).map { Int32($0 * 7_919 % 611 * distance) }
    let level = GroupLevel(parts: [.direct(groups)], count: 613 * distance, maySkip: false)
    let frame = run.scan(RandomWorld.deals)
    let divided = try #require(
      try DividedRows(frame, by: level, where: .all, on: run))
    #expect(divided.pieceCount > 10)
    #expect(divided.places == (0..<611).map { Int32($0 * distance) })
    var seen: [Int32] = []
    let (rows, numbers) = (Cells<Int32>(count: 16), Cells<Int32>(count: 16))
    for piece in 0..<divided.pieceCount {
      var lasts: [Int: Int32] = [:]
      try divided.eachBatch(of: piece, most: 16, rows.pointer, numbers.pointer) {
        (batch: Batch) throws(Diagnostic) in
        for index in 0..<batch.count {
          let row = rows.pointer[index]
          seen.append(row)
          let group = divided.firstGroups[piece] + Int(numbers.pointer[index])
          // The rows of a group ascend.
          if let last = lasts[group] { #expect(row > last) }
          lasts[group] = row
          #expect(group < divided.firstGroups[piece + 1])
          #expect(divided.places[group] == groups[Int(row)])
        }
      }
    }
    #expect(seen.sorted() == (0..<900).map { $0 })
  }
}

extension OperatorProfile {
  fileprivate var lines: [String] {
    inputs.flatMap(\.lines) + ["\(work): \(rowsRead ?? 0) to \(rows)"]
  }
}
