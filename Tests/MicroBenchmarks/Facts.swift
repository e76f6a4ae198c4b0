import Columns
import Messages
import Model
import Plan

let nowhere = Span(source: SourceID(index: 0), start: 0, end: 0)

/// What the operators are timed on: facts that lead to things few and many.
struct Facts {
  static let things = EntityID(index: 0)
  static let facts = EntityID(index: 1)

  /// A field of the facts, by its number.
  enum FactField: Int, CaseIterable {
    case thing, customer, word, amount, day
  }

  /// How many things there are: as many as a large vendor has partners.
  static let thingCount = 20_000
  /// How many different customers: more than a cache holds counters for.
  static let customerCount = 1_000_000

  let world: World

  init(rows: Int) {
    let catalog = Catalog(entities: [
      Entity(
        name: "things",
        fields: [Field(name: "name", type: .text), Field(name: "area", type: .number)],
        inverses: [InverseLink(name: "facts", source: Self.facts, field: 0)], displayField: 0),
      Entity(
        name: "facts",
        fields: [
          Field(name: "thing", type: .entity(Self.things)), Field(name: "customer", type: .number),
          Field(name: "word", type: .text), Field(name: "amount", type: .number),
          Field(name: "day", type: .date),
        ]),
    ])
    var chance = Chance()
    func values<Number: FixedWidthInteger>(
      _ count: Int, below bound: Int, from first: Int = 0, as type: Number.Type
    ) -> [Number] {
      (0..<count).map { _ in Number(truncatingIfNeeded: first + chance.below(bound)) }
    }
    var names = TextInterner()
    let codes = (0..<Self.thingCount).map { names.intern("Thing number \($0)") }
    var words = TextInterner()
    for word in ["discovery", "qualified", "proposal", "negotiation", "won", "lost"] {
      _ = words.intern(word)
    }
    let things = Table(
      rowCount: Self.thingCount,
      columns: [
        .text(codes, names.dictionary),
        .decimal(values(Self.thingCount, below: 40, as: Int64.self), scale: 0),
      ])
    let facts = Table(
      rowCount: rows,
      columns: [
        .row(values(rows, below: Self.thingCount, as: Int32.self)),
        .decimal(values(rows, below: Self.customerCount, as: Int64.self), scale: 0),
        .text(values(rows, below: 6, as: Int32.self), words.dictionary),
        .decimal(values(rows, below: 10_000_000, as: Int64.self), scale: 2),
        .day(values(rows, below: 2_000, from: 18_600, as: Int32.self)),
      ])
    world = World(catalog: catalog, tables: [things, facts], options: Options(today: 20_600))
  }
}

/// SplitMix64 (Steele, Lea, Flood): the same numbers in every run.
struct Chance {
  private var state: UInt64 = 7

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((bits ^ (bits >> 31)) % UInt64(bound))
  }
}
