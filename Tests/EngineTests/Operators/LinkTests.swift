import Columns
import Messages
import Model
import Plan
import Testing

@testable import Engine

@Suite struct LinkTests {
  private func link(
    _ left: Frame, _ right: Frame, _ types: [(ValueType, ValueType)]
  ) throws(Diagnostic) -> [Value] {
    let run = execution()
    let pairs = types.enumerated().map { number, types in
      LinkPair(left: field(number, types.0), right: field(number, types.1))
    }
    let result = try run.link(
      left, source: right, on: pairs, withAnchor: false, span: nowhere)
    return try run.rows(result).map { $0[$0.count - 1] }
  }

  @Test func textsMatchAcrossDictionariesAndMissingNever() throws {
    let left = frame(texts("b", "x", nil, "a", "B"))
    let right = frame(texts("a", "b", nil), numbers(1, 2, 3))
    #expect(try link(left, right, [(.text, .text)]) == [2, .missing, .missing, 1, .missing])
  }

  @Test func aChoiceIgnoresCase() throws {
    let choice = ValueType.choice(ChoiceList(declared: ["gold"]))
    let found = try link(
      frame(texts("GOLD", "Tin")), frame(texts("gold", "tin"), numbers(1, 2)), [(choice, .text)])
    #expect(found == [1, 2])
  }

  @Test func numbersMatchAcrossScalesAndStorages() throws {
    let left = frame(numbers(15, 20, .max, scale: 1))
    let right = frame(numbers(150, 200, scale: 2), numbers(1, 2))
    #expect(try link(left, right, [(.number, .number)]) == [1, 2, .missing])
    let reals = frame(.real([1.5, 0.1, .nan]))
    let decimals = frame(numbers(1, 15, scale: 1), numbers(1, 2))
    #expect(try link(reals, decimals, [(.number, .number)]) == [2, 1, .missing])
  }

  @Test func aSecondMatchOnAUsedKeyNamesKeyAndRows() throws {
    let right = frame(texts("a", "b", "a"), numbers(1, 2, 3))
    #expect(try link(frame(texts("b", "c")), right, [(.text, .text)]) == [2, .missing])
    let error = #expect(throws: Diagnostic.self) {
      _ = try link(frame(texts("b", "a")), right, [(.text, .text)])
    }
    #expect(error?.code == .secondMatch)
    #expect(error?.message == "two rows match a: row 1 and row 3")
  }

  @Test func theSourcesAnchorBecomesTheLastColumn() throws {
    let table = Table(rowCount: 3, columns: [texts("a", "b", "c")])
    let world = World(
      catalog: Catalog(entities: [
        Entity(name: "things", fields: [Field(name: "name", type: .text)], displayField: 0)
      ]), tables: [table], options: .init(today: 0))
    let run = execution(world)
    let source = Frame(
      count: 2, columns: [.field(0)], anchor: (EntityID(index: 0), .list([2, 0])))
    let result = try run.link(
      frame(texts("a", "z")), source: source,
      on: [LinkPair(left: field(0, .text), right: field(0, .text))],
      withAnchor: true, span: nowhere)
    #expect(try run.rows(result) == [["a", "a", .row(0)], ["z", .missing, .missing]])
  }

  @Test(arguments: 0..<30) func agreesWithComparingEachRow(_ seed: Int) throws {
    var chance = Chance(state: UInt64(seed) + 77)
    let kinds = (0..<(1 + seed % 3)).map { _ in chance.below(5) }
    func side(_ count: Int) -> [(Column, ValueType)] {
      kinds.map { chance.column($0, count: count) }
    }
    // A few rows on the right seldom share a key, many of them do.
    let size = seed % 2 == 0 ? 3 : 60
    let (left, right) = (side(200), side(size))
    let number = Column.decimal((0..<Int64(size)).map { $0 }, scale: 0)
    let (leftValues, rightValues) = (left.map { $0.0.boxed }, right.map { $0.0.boxed })
    let matches = (0..<200).map { row in
      (0..<size).filter { other in
        kinds.indices.allSatisfy {
          leftValues[$0][row] != .missing && leftValues[$0][row] == rightValues[$0][other]
        }
      }
    }
    func found() throws -> [Value] {
      try link(
        Frame(count: 200, columns: left.map { .stored($0.0) }),
        Frame(count: size, columns: (right.map { $0.0 } + [number]).map { .stored($0) }),
        zip(left, right).map { ($0.1, $1.1) })
    }
    if matches.contains(where: { $0.count > 1 }) {
      #expect(throws: Diagnostic.self) { _ = try found() }
    } else {
      #expect(try found() == matches.map { $0.first.map { .decimal(Decimal($0)) } ?? .missing })
    }
  }
}
