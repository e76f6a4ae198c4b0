import Columns
import Messages
import Model
import Testing

@testable import Storage

/// Tables whose columns are what could be there, as those of the built-in model.
@Suite struct BuiltInTests {
  private let partners = [
    ColumnSpec(name: "id", kind: .id), ColumnSpec(name: "name", kind: .text),
    ColumnSpec(name: "tier", kind: .choice(["gold", "silver"])),
  ]
  private let deals = [
    ColumnSpec(name: "id", kind: .id), ColumnSpec(name: "amount", kind: .money(nil, .plain)),
    ColumnSpec(name: "closed_on", kind: .date(nil), summary: "the last day"),
    ColumnSpec(name: "probability", kind: .percent(.plain)),
    ColumnSpec(name: "assisted", kind: .bool), ColumnSpec(name: "count", kind: .number(.plain)),
    ColumnSpec(name: "quarter", kind: .period(.quarter)),
    ColumnSpec(name: "stage", kind: .choice(["open", "won"])),
    ColumnSpec(name: "partner", kind: .link(entity: "partners")),
  ]

  private func load(
    _ files: [(name: String, text: String, columns: [ColumnSpec])], limits: ReadLimits
  ) throws -> Loaded {
    let folder = try TestFolder()
    let specs = try files.map { file in
      EntitySpec(
        name: file.name, path: try folder.write(file.name + ".csv", file.text),
        columns: file.columns, takesWhatFits: true)
    }
    return try CSVLoader(limits: limits).load(specs, into: .empty)
  }

  /// What one file of deals gives, the same however it is cut up for reading.
  private func loadDeals(_ text: String) throws -> Loaded {
    var results: [Loaded] = []
    for limits in allLimits {
      results.append(try load([("deals", text, deals)], limits: limits))
    }
    for other in results.dropFirst() {
      #expect(same(results[0].world, other.world))
      #expect(results[0].warnings.map(\.message) == other.warnings.map(\.message))
    }
    return results[0]
  }

  @Test(arguments: [
    ("closed_on", "Closed On"), ("closed_on", "CLOSED-ON"), ("closed_on", "closedOn"),
    ("closed_on", "ClosedON"), ("closed_on", "closedon"), ("id", "Deal ID"), ("id", "deal_id"),
    ("partner", "PartnerId"), ("partner", "Partner"),
  ])
  func headersMatchHoweverTheyAreSpaced(field: String, header: String) throws {
    for limits in allLimits {
      let value = field == "closed_on" ? "2026-01-02" : "1"
      let world = try load(
        [("deals", "\(header),x\n\(value),1\n", deals), ("partners", "id\n1\n", partners)],
        limits: limits
      ).world
      #expect(try world.shown("deals", field) == [field == "partner" ? "0" : value])
      #expect(throws: Never.self) { try world.type("deals", "x") }
    }
  }

  @Test func whatTheFileLacksIsLeftOut() throws {
    let loaded = try loadDeals("amount,note\n$12,a\n")
    let id = try #require(loaded.world.catalog.entity(named: "deals"))
    #expect(loaded.world.catalog[id].fields.map(\.name) == ["amount", "note"])
    #expect(loaded.warnings.isEmpty)
  }

  /// A column that does not fit is text: as a number it would be calculated with as something else.
  @Test(arguments: [
    ("closed_on", "2026-01-02", "soon"), ("closed_on", "2026-01-02", "03/04/2026"),
    ("closed_on", "2026-01-02", "45012"), ("probability", "50%", "likely"),
    ("probability", "0.5", "80"), ("assisted", "yes", "2"), ("count", "1", "12 apples"),
    ("count", "1", "99999999999999999999"), ("count", "0.000000000000000001", "900000000000"),
    ("quarter", "2026-Q1", "spring"), ("amount", "$5", "a lot"), ("stage", "Lost", "2"),
  ])
  func whatDoesNotFitIsText(field: String, first: String, second: String) throws {
    let loaded = try loadDeals("\(field),x\n\(first),1\n,2\n\(second),3\n")
    #expect(try loaded.world.type("deals", field) == .text)
    #expect(try loaded.world.shown("deals", field) == [first, "(empty)", second])
    #expect(try loaded.world.type("deals", "x") == .number)
    #expect(loaded.warnings.count == 1)
    #expect(loaded.warnings[0].severity == .warning)
    #expect(loaded.warnings[0].message.hasSuffix("the column is loaded as text"))
  }

  @Test func itsSummaryStays() throws {
    let world = try loadDeals("closed_on,x\nsoon,1\n").world
    let id = try #require(world.catalog.entity(named: "deals"))
    #expect(world.catalog[id].fields[0].summary == "the last day")
  }

  @Test func amountsKeepTheirCurrencies() throws {
    let signs = try loadDeals("amount,x\n$5,1\n€7,2\n").world
    #expect(try signs.type("deals", "amount") == .mixedMoney([.eur, .usd]))
    for header in ["Currency", "Amount Currency", "CurrencyIsoCode", "currency_code"] {
      let beside = try loadDeals("amount,\(header)\n5,USD\n7,EUR\n").world
      #expect(try beside.type("deals", "amount") == .mixedMoney([.eur, .usd]))
    }
    let unknown = try loadDeals("amount,currency\n5,USD\n7,\n").world
    #expect(try unknown.type("deals", "amount") == .text)
  }

  @Test func choicesAreOpen() throws {
    let loaded = try loadDeals("stage,x\nWON,1\nOn hold,2\n")
    #expect(try loaded.world.shown("deals", "stage") == ["won", "On hold"])
    #expect(loaded.warnings.count == 1)
    #expect(loaded.warnings[0].message.hasSuffix("do not know: stage \"On hold\""))
  }

  @Test(arguments: [
    ("id,name\n1,A\n2,B\n", "2", "2", ValueType.number),
    ("id,name\n1,A\n2,B\n", "3", "B", .text), ("name,x\nA,1\nA,2\n", "1", "A", .text),
    ("x,y\n1,2\n", "1", "2", .number),
  ])
  func whatLeadsNowhereStaysAsItIs(
    file: String, first: String, second: String, type: ValueType
  ) throws {
    for limits in allLimits {
      let text = "partner,x\n\(first),1\n,1\n9,1\n\(second),1\n"
      let loaded = try load([("deals", text, deals), ("partners", file, partners)], limits: limits)
      #expect(try loaded.world.type("deals", "partner") == type)
      #expect(try loaded.world.shown("deals", "partner") == [first, "(empty)", "9", second])
      #expect(loaded.warnings.count == 1)
      #expect(loaded.warnings[0].message.contains("loaded as plain values"))
    }
  }

  @Test func linksMayHoldNames() throws {
    let loaded = try load(
      [
        ("deals", "partner,x\nB,1\nA,2\n", deals), ("partners", "id,name\n7,A\n8,B\n", partners),
      ], limits: ReadLimits(threads: 2))
    #expect(try loaded.world.shown("deals", "partner") == ["1", "0"])
    #expect(loaded.warnings.map(\.code) == [.orphanKey])
  }

  @Test func aLinkToNothingIsAnOrdinaryColumn() throws {
    #expect(try loadDeals("partner_id,x\n7,1\n").world.type("deals", "partner_id") == .number)
    #expect(try loadDeals("Partner,x\nAcme,1\n").world.shown("deals", "partner") == ["Acme"])
  }

  @Test func aColumnKeepsItsNameBeforeALinkBack() throws {
    let loaded = try load(
      [("deals", "partner,x\n1,5\n", deals), ("partners", "id,deals\n1,12\n", partners)],
      limits: ReadLimits(threads: 2))
    let id = try #require(loaded.world.catalog.entity(named: "partners"))
    #expect(loaded.world.catalog[id].inverses.map(\.name) == ["partner_deals"])
    #expect(try loaded.world.shown("partners", "deals") == ["12"])
    #expect(loaded.warnings.map(\.code) == [.needsInverse])
  }

  @Test func rowsThatCannotBeReadAreRefusedAllTheSame() throws {
    for text in ["amount,x\n$5,1\n$6\n", "id,x\n1,1\n1,2\n", "amount,x\n\"$5,1\n"] {
      #expect(throws: LoadFailure.self) { try loadDeals(text) }
    }
  }
}
