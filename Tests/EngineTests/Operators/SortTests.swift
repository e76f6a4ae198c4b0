import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

@Suite struct SortTests {
  @Test(arguments: [false, true]) func missingIsLastWhicheverTheDirection(_ isDown: Bool) throws {
    let run = execution()
    let sorted = try run.sort(
      frame(numbers(2, nil, 3, 1)), by: [SortTerm(value: field(0), isDescending: isDown)])
    let wanted: [Value] = isDown ? [3, 2, 1, .missing] : [1, 2, 3, .missing]
    #expect(try run.rows(sorted).map { $0[0] } == wanted)
  }

  @Test func textSortsByCodePointAndChoicesAsDeclaredThenByText() throws {
    let run = execution()
    let column = texts("silver", "Zinc", "gold", "bronze", nil, "älter", "Platinum")
    let choice = ValueType.choice(ChoiceList(declared: ["platinum", "gold", "silver"]))
    let byText = try run.sort(frame(column), by: [ascending(0, .text)])
    #expect(
      try run.rows(byText).map { $0[0] } == [
        "Platinum", "Zinc", "bronze", "gold", "silver", "älter", .missing,
      ])
    let byChoice = try run.sort(frame(column), by: [ascending(0, choice)])
    #expect(
      try run.rows(byChoice).map { $0[0] } == [
        "Platinum", "gold", "silver", "Zinc", "bronze", "älter", .missing,
      ])
  }

  @Test func textsThatBeginAlikeSortByTheirEnds() throws {
    let run = execution()
    let texts = [
      "customer 10", "customer 9", "customer ", "customer 100000000000", "customer 1000000000",
    ]
    let column = Column.text([0, 1, 2, 3, 4], TextDictionary(texts))
    let sorted = try run.sort(frame(column), by: [ascending(0, .text)])
    #expect(try run.rows(sorted).map { $0[0] } == texts.sorted().map { .text($0) })
  }

  @Test func aFewRowsOfALargeDictionarySortLikeMany() throws {
    let run = execution()
    guard case .text(_, let dictionary) = texts((0..<100).map { "t\(99 - $0)" }) else { return }
    let sorted = try run.sort(
      frame(.text([3, 90, Missing.code, 3], dictionary)), by: [ascending(0, .text)])
    #expect(try run.rows(sorted).map { $0[0] } == ["t9", "t96", "t96", .missing])
  }

  @Test func entitiesSortByDisplayNameThenId() throws {
    let entity = Entity(
      name: "partners", fields: [Field(name: "id", type: .id), Field(name: "name", type: .text)],
      idField: 0, displayField: 1)
    var catalog = Catalog()
    let id = catalog.add(entity)
    let table = Table(rowCount: 4, columns: [numbers(9, 8, 7, 6), texts("b", "a", "b", "c")])
    let run = execution(World(catalog: catalog, tables: [table], options: .init(today: 0)))
    let sorted = try run.sort(
      frame(.row([3, 0, Missing.code, 1, 2])), by: [ascending(0, .entity(id))])
    #expect(try run.rows(sorted).map { $0[0] } == [.row(1), .row(2), .row(0), .row(3), .missing])
  }

  @Test(arguments: 0..<40) func severalTermsAgreeWithAPlainComparison(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed))
    let count = [0, 1, 50, 300, 3_000][seed % 5]
    let columns = (0..<3).map { _ in chance.column(chance.below(6), count: count) }
    let run = execution()
    let input = Frame(count: count, columns: columns.map { .stored($0.0) })
    let terms = columns.enumerated().map { number, column in
      SortTerm(value: field(number, column.1), isDescending: chance.below(2) == 1)
    }
    let boxed = columns.map { $0.0.boxed }
    let wanted = (0..<count).sorted { left, right in
      for (column, term) in zip(boxed, terms) {
        if isBefore(column[left], column[right], descending: term.isDescending) { return true }
        if isBefore(column[right], column[left], descending: term.isDescending) { return false }
      }
      return left < right
    }
    let keys = try zip(columns, terms).map { column, term in
      try run.sortKeys(of: column.0, type: column.1, isDescending: term.isDescending)
    }
    #expect(try run.sortedRows(count: count, keys: keys) == wanted.map { Int32($0) })
    #expect(try run.sort(input, by: terms).count == count)
  }

  /// Narrow keys sort in one round, wide ones in two; both have ties.
  @Test(arguments: [UInt64(0xfff), .max << 12])
  func runsMergeIntoOneStableOrderOnAnyNumberOfThreads(_ bits: UInt64) throws {
    var chance = Chance(state: 5)
    let keys = (0..<90_000).map { _ in chance.next() & bits }
    let wanted = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { Int32($0) }
    for threads in [1, 2, 3, 5] {
      let run = Execution(
        world: World(catalog: Catalog(), tables: [], options: .init(today: 0)), threads: threads,
        cancellation: Cancellation())
      #expect(try run.sortedRows(count: keys.count, keys: [SortKeys(keys)]) == wanted)
    }
  }

  @Test func takeKeepsOrderAndCountsPerPartition() throws {
    let run = execution()
    let input = frame(numbers(5, 4, 3, 2, 1), texts("a", "b", "a", "a", "b"))
    #expect(try run.rows(run.take(input, 2, per: [])).map { $0[0] } == [5, 4])
    #expect(try run.rows(run.take(input, 9, per: [])).count == 5)
    #expect(try run.rows(run.take(input, 0, per: [])).isEmpty)
    #expect(
      try run.rows(run.take(input, 1, per: [field(1, .text)])).map { $0[0] } == [5, 4])
  }

  @Test func topBreaksTiesByFurtherTermsThenByPlace() throws {
    let run = execution()
    let input = frame(
      numbers(1, 2, 2, 2, nil), texts("a", "c", "b", "b", "d"), numbers(0, 1, 2, 3, 4))
    let best = try run.top(input, 2, by: [descending(0), ascending(1, .text)], per: [])
    #expect(try run.rows(best).map { $0[2] } == [2, 3])
    let all = try run.top(input, 9, by: [descending(0)], per: [])
    #expect(try run.rows(all).map { $0[2] } == [1, 2, 3, 0, 4])
  }

  @Test func topTiesFollowTheAnchorNotTheCurrentOrder() throws {
    let entity = Entity(name: "deals", fields: [Field(name: "amount", type: .number)])
    let table = Table(rowCount: 4, columns: [numbers(1, 7, 7, 7)])
    let world = World(
      catalog: Catalog(entities: [entity]), tables: [table], options: .init(today: 0))
    let run = execution(world)
    let input = Frame(
      count: 4, columns: [.field(0)],
      anchor: (EntityID(index: 0), .list([3, 0, 2, 1])), anchorIsUnique: true)
    let best = try run.top(input, 2, by: [descending(0)], per: [])
    #expect(best.anchor?.rows.list == [1, 2])
  }

  @Test(arguments: 0..<30) func topPerPartitionAgreesWithSortingEach(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed) + 1_000)
    let count = 1 + chance.below(5_000)
    let (partition, partitionType) = chance.column(seed, count: count)
    let (value, valueType) = chance.column(seed / 6, count: count)
    let rowNumbers = Column.decimal((0..<Int64(count)).map { $0 }, scale: 0)
    let wantedCount = chance.below(9)
    let run = execution()
    let best = try run.top(
      frame(partition, value, rowNumbers), wantedCount, by: [descending(1, valueType)],
      per: seed % 3 == 0 ? [] : [field(0, partitionType)])
    var wanted: [Int] = []
    let (groups, values) = (partition.boxed, value.boxed)
    let keys =
      seed % 3 == 0
      ? [Value.missing]
      : Set(groups).sorted {
        isBefore($0, $1, descending: false)
      }
    for key in keys {
      let members = (0..<count).filter { seed % 3 == 0 || groups[$0] == key }
      wanted += members.sorted { left, right in
        if isBefore(values[left], values[right], descending: true) { return true }
        if isBefore(values[right], values[left], descending: true) { return false }
        return left < right
      }.prefix(wantedCount)
    }
    #expect(try run.rows(best).map { $0[2] } == wanted.map { .decimal(Decimal($0)) })
  }
}
