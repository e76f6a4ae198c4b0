import Columns
import Messages
import Model
import Plan

/// A small ecosystem with missing values everywhere: regions ← partners ← deals.
struct RandomWorld {
  static let regions = EntityID(index: 0)
  static let partners = EntityID(index: 1)
  static let deals = EntityID(index: 2)

  static let money = ValueType.money(.usd)
  static let tier = ValueType.choice(ChoiceList(declared: ["platinum", "gold", "silver"]))

  /// One column per storage, and links in both directions.
  static let catalog = Catalog(entities: [
    Entity(
      name: "regions", fields: [Field(name: "name", type: .text)],
      inverses: [InverseLink(name: "partners", source: partners, field: 1)], displayField: 0),
    Entity(
      name: "partners",
      fields: [
        Field(name: "name", type: .text), Field(name: "region", type: .entity(regions)),
        Field(name: "tier", type: tier), Field(name: "quota", type: money),
        Field(name: "since", type: .date), Field(name: "active", type: .bool),
      ], inverses: [InverseLink(name: "deals", source: deals, field: 0)], displayField: 0),
    Entity(
      name: "deals",
      fields: [
        Field(name: "partner", type: .entity(partners)), Field(name: "amount", type: money),
        Field(name: "discount", type: .percent), Field(name: "stage", type: .text),
        Field(name: "closed_on", type: .date), Field(name: "code", type: .text),
        Field(name: "renewed", type: .bool), Field(name: "seats", type: .number),
        Field(name: "quarter", type: .period(.quarter)),
      ]),
  ])

  var chance: Chance

  /// - Parameter deals: how many; partners and regions are fewer.
  static func make(seed: UInt64, deals count: Int) -> World {
    var maker = RandomWorld(chance: Chance(state: seed))
    let partnerCount = max(2, count / 6)
    let regions = Table(
      rowCount: 4, columns: [texts(["West", "South", nil, "été"])])
    let partners = Table(
      rowCount: partnerCount,
      columns: [
        texts((0..<partnerCount).map { $0 % 7 == 3 ? nil : "Partner \($0 % 11) é" }),
        maker.rows(partnerCount, below: 4),
        maker.choose(partnerCount, ["gold", "platinum", "silver", "bronze"]),
        maker.decimals(partnerCount, scale: 2, below: 4_000), maker.days(partnerCount),
        maker.truths(partnerCount),
      ])
    let deals = Table(
      rowCount: count,
      columns: [
        maker.rows(count, below: partnerCount), maker.decimals(count, scale: 2, below: 900),
        maker.decimals(count, scale: 3, below: 6),
        maker.choose(count, ["won", "lost", "open", "Won"]), maker.days(count),
        maker.choose(count, ["12", "-3.50", "x7", "0.125", "2024-02-29", ""]),
        maker.truths(count), maker.decimals(count, scale: 0, below: 5),
        .period(maker.present(count, Missing.day) { Int32(8_090 + $0.below(6)) }, .quarter),
      ], zoneRows: 3)
    return World(
      catalog: catalog, tables: [regions, partners, deals],
      options: Options(today: 19_800, fiscalStart: 7))
  }

  private mutating func present<Element>(
    _ count: Int, _ missing: Element, _ make: (inout Chance) -> Element
  ) -> [Element] {
    (0..<count).map { _ in chance.below(7) == 0 ? missing : make(&chance) }
  }

  private mutating func rows(_ count: Int, below bound: Int) -> Column {
    .row(present(count, Missing.code) { Int32($0.below(bound)) })
  }

  private mutating func decimals(_ count: Int, scale: Int, below bound: Int) -> Column {
    .decimal(
      present(count, Missing.decimal) { Int64($0.below(bound)) - Int64(bound / 5) }, scale: scale)
  }

  /// Over years, or over few enough days for look-ups by day.
  private mutating func days(_ count: Int) -> Column {
    let range = chance.below(2) == 0 ? 800 : count / 5 + 1
    return .day(present(count, Missing.day) { Int32(19_700 + $0.below(range)) })
  }

  private mutating func truths(_ count: Int) -> Column {
    .truth(present(count, Missing.truth) { UInt8($0.below(2)) })
  }

  private mutating func choose(_ count: Int, _ words: [String]) -> Column {
    texts(present(count, nil) { words[$0.below(words.count)] })
  }
}
