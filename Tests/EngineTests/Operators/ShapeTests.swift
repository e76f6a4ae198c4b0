import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

@Suite struct ShapeTests {
  @Test func distinctKeepsFirstAppearancesAndTreatsMissingAsAValue() throws {
    let run = execution()
    let input = frame(numbers(1, nil, 1, nil, 2), texts("a", "x", "a", nil, "a"))
    let result = try run.distinct(input, [field(0), field(1, .text)])
    #expect(
      try run.rows(result) == [[1, "a"], [.missing, "x"], [.missing, .missing], [2, "a"]])
    #expect(result.anchor == nil)
  }

  @Test func appendMergesDictionariesAndScales() throws {
    let run = execution()
    let result = try run.append(
      frame(numbers(15, nil, scale: 1), texts("b", "a")),
      frame(numbers(125, scale: 2), texts("c")), span: nowhere)
    #expect(
      try run.rows(result) == [
        [.decimal(Decimal(units: 15, scale: 1)), "b"], [.missing, "a"],
        [.decimal(Decimal(units: 125, scale: 2)), "c"],
      ])
  }

  @Test func appendMakesDecimalsBesideRealsReal() throws {
    let run = execution()
    let result = try run.append(
      frame(numbers(5, nil, scale: 1)), frame(.real([0.25])), span: nowhere)
    #expect(try run.rows(result) == [[.real(0.5)], [.missing], [.real(0.25)]])
  }

  @Test func appendRefusesWhatLeaves64Bits() {
    let run = execution()
    #expect(throws: Diagnostic.self) {
      _ = try run.rows(
        run.append(frame(numbers(.max)), frame(numbers(1, scale: 3)), span: nowhere))
    }
  }

  @Test func appendTakesAColumnOfNothingAsAnyType() throws {
    let run = execution()
    let result = try run.append(frame(.truth([Missing.truth])), frame(texts("a")), span: nowhere)
    #expect(try run.rows(result) == [[.missing], ["a"]])
  }

  @Test func unpivotNamesEachValueColumn() throws {
    let run = execution()
    let input = frame(texts("x", "y"), numbers(1, nil), numbers(25, 30, scale: 1))
    let result = try run.unpivot(
      input, keep: [0], values: [1, 2],
      of: plan(("k", .text), ("plan", .number), ("actual", .number)), span: nowhere)
    #expect(
      try run.rows(result) == [
        ["x", "plan", 1], ["x", "actual", .decimal(Decimal(units: 25, scale: 1))],
        ["y", "plan", .missing], ["y", "actual", 3],
      ])
  }

  @Test func pivotFindsValuesInTheOrderOfTheirType() throws {
    let run = execution()
    let input = frame(
      texts("w", "w", "e", "e"), .period([2, 1, 1, Missing.day], .year), numbers(7, 5, 9, 4))
    let result = try run.pivot(
      input,
      Pivot(
        keep: [0], across: 1, values: [], measures: [.init(column: 2, absentIsZero: true)],
        isListed: false),
      of: plan(("region", .text), ("year", .period(.year)), ("revenue", .number)), span: nowhere)
    #expect(result.found.map(\.name) == ["0001", "0002", "missing"])
    #expect(try run.rows(result) == [["w", 5, 7, 0], ["e", 9, 0, 4]])
  }

  @Test func pivotWithAListIgnoresOtherValuesAndKeepsEveryKey() throws {
    let run = execution()
    let choice = ValueType.choice(ChoiceList(declared: []))
    let input = frame(texts("w", "e"), texts("Gold", "tin"), numbers(7, 5), numbers(1, 2))
    let result = try run.pivot(
      input,
      Pivot(
        keep: [0], across: 1, values: [.text("gold"), .text("silver")],
        measures: [.init(column: 2, absentIsZero: false), .init(column: 3, absentIsZero: true)],
        isListed: true),
      of: plan(("region", .text), ("tier", choice), ("a", .number), ("b", .number)),
      span: nowhere)
    #expect(
      try run.rows(result) == [["w", 7, 1, .missing, 0], ["e", .missing, 0, .missing, 0]])
    #expect(result.found.isEmpty)
  }

  @Test func pivotNamesTwoMeasuresAndRefusesTwoRowsPerCell() throws {
    let run = execution()
    let pivot = Pivot(
      keep: [0], across: 1, values: [],
      measures: [.init(column: 2, absentIsZero: false), .init(column: 2, absentIsZero: false)],
      isListed: false)
    let columns = plan(("region", .text), ("tier", .text), ("a", .number))
    let one = try run.pivot(
      frame(texts("w"), texts("gold"), numbers(7)), pivot, of: columns, span: nowhere)
    #expect(one.found.map(\.name) == ["gold a", "gold a (2)"])
    let error = #expect(throws: Diagnostic.self) {
      _ = try run.pivot(
        frame(texts("w", "w"), texts("gold", "gold"), numbers(7, 8)), pivot, of: columns,
        span: nowhere)
    }
    #expect(error?.code == .secondMatch)
    #expect(error?.message == "two rows give the cell for region = w, tier = gold")
  }

  @Test func pivotStopsAtAThousandColumns() {
    let many = Column.decimal((0..<1_001).map { Int64($0) }, scale: 0)
    let error = #expect(throws: Diagnostic.self) {
      _ = try execution().pivot(
        frame(many, many),
        Pivot(
          keep: [], across: 0, values: [], measures: [.init(column: 1, absentIsZero: false)],
          isListed: false), of: plan(("n", .number), ("m", .number)), span: nowhere)
    }
    #expect(error?.code == .tooManyColumns)
  }

  @Test func assertShowsTheFirstFiveRows() throws {
    let run = execution()
    let input = frame(
      .truth([1, 0, 0, 0, 0, 2, 0, 1]), texts("a", "b", "c", "d", "e", "f", "g", "h"))
    let error = #expect(throws: Diagnostic.self) {
      _ = try run.assert(
        input, field(0, .bool),
        message: TypedExpression(.constant(.text("no")), type: .text, span: nowhere),
        of: plan(("ok", .bool), ("name", .text)))
    }
    #expect(error?.code == .assertionFailed)
    #expect(error?.message == "no")
    #expect(error?.label == "not true for 6 of 8 rows")
    #expect(error?.notes.first == "row 2: ok = false, name = b")
    #expect(error?.notes.count == 6)
    #expect(error?.notes.last == "and 1 more")
  }

  @Test func assertPassesRowsOn() throws {
    let input = frame(.truth([1, 1]))
    let result = try execution().assert(
      input, field(0, .bool), message: nil, of: plan(("ok", .bool)))
    #expect(result.count == 2)
  }
}

@Suite struct GroupTests {
  @Test(arguments: 0..<40) func groupsAgreeWithADictionaryOfCombinations(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed) + 9_000)
    let count = [0, 1, 500, 4_000][seed % 4]
    let columns = (0..<chance.below(4)).map { _ in chance.column(chance.below(6), count: count).0 }
    let grouping = try execution().groups(of: columns, count: count)
    let boxed = columns.map(\.boxed)
    var numbers: [[Value]: Int32] = [:]
    var firstRows: [Int32] = []
    let wanted = (0..<count).map { row -> Int32 in
      let key = boxed.map { $0[row] }
      if let number = numbers[key] { return number }
      numbers[key] = Int32(firstRows.count)
      firstRows.append(Int32(row))
      return Int32(firstRows.count - 1)
    }
    #expect(grouping.groupOf == wanted)
    #expect(grouping.firstRows == firstRows)
    #expect(grouping.count == firstRows.count)
  }

  @Test func bothZerosAreOneValueAndMissingIsOneToo() throws {
    let grouping = try execution().groups(of: [.real([0, -0.0, .nan, -.nan, 1])], count: 5)
    #expect(grouping.groupOf == [0, 0, 1, 1, 2])
  }
}
