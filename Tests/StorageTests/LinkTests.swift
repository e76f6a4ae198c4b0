import Columns
import Messages
import Model
import Testing

@testable import Storage

@Suite struct LinkTests {
  private func link(
    _ name: String, to entity: String, by field: String? = nil, inverse: String? = nil,
    keepsOrphans: Bool = false
  ) -> ColumnSpec {
    ColumnSpec(
      name: name, kind: .link(entity: entity), keepsOrphans: keepsOrphans, matchedBy: field,
      inverseName: inverse)
  }

  private let id = ColumnSpec(name: "id", kind: .id)

  /// Loads texts as entities into a world.
  private func load(
    _ entities: [(String, String, [ColumnSpec])], into world: World = .empty,
    limits: ReadLimits = ReadLimits(threads: 2)
  ) throws -> Loaded {
    let folder = try TestFolder()
    let specs = try entities.map { name, text, columns in
      EntitySpec(
        name: name, path: try folder.write("\(name).csv", text), columns: columns)
    }
    return try CSVLoader(limits: limits).load(specs, into: world)
  }

  private func failure(
    _ entities: [(String, String, [ColumnSpec])], into world: World = .empty
  ) -> [Diagnostic] {
    let error = #expect(throws: LoadFailure.self) { try self.load(entities, into: world) }
    return error?.diagnostics ?? []
  }

  private func inverses(_ world: World, _ entity: String) throws -> [String] {
    let id = try #require(world.catalog.entity(named: entity))
    return world.catalog[id].inverses.map { link in
      let source = world.catalog[link.source]
      return "\(link.name)=\(source.name).\(source.fields[link.field].name)"
    }
  }

  @Test func linksLeadToRowsInAnyOrderAndInCircles() throws {
    for limits in allLimits {
      let world = try load(
        [
          (
            "partners", "id,name,manager\nP1,Acme,20\nP2,Brill,10\nP3,Chai,\n",
            [id, link("manager", to: "managers")]
          ),
          (
            "managers", "id,name,boss,best\n10,Ann,,P2\n20,Bob,10,P1\n",
            [id, link("boss", to: "managers", inverse: "reports"), link("best", to: "partners")]
          ),
        ], limits: limits
      ).world
      #expect(try world.shown("partners", "manager") == ["1", "0", "(empty)"])
      #expect(try world.shown("managers", "boss") == ["(empty)", "0"])
      #expect(try world.shown("managers", "best") == ["1", "0"])
      #expect(
        try inverses(world, "managers") == ["partners=partners.manager", "reports=managers.boss"])
      #expect(try inverses(world, "partners") == ["managers=managers.best"])
      let partners = try #require(world.catalog.entity(named: "partners"))
      #expect(world.catalog[partners].idField == 0)
      #expect(world.catalog[partners].displayField == 2)
    }
  }

  /// Keys of every kind: close together, far apart, texts, both, and numbers spelt otherwise.
  @Test(arguments: [
    ["1", "2", "3", "4"], ["900000000000000001", "-5", "77", "0"], ["A", "B", "a", "Ä"],
    ["7", "007", "x7", "0007"], ["1.5", "1.50", "1", "01"],
    ["123456789012345678901", "123456789012345678902", "1", "2"],
  ])
  func everyKindOfKey(keys: [String]) throws {
    let targets = "id,b\n" + keys.map { "\($0),x\n" }.joined()
    let sources = "t,b\n" + keys.reversed().map { "\($0),x\n,y\n" }.joined()
    for limits in allLimits {
      let world = try load(
        [("s", sources, [link("t", to: "targets")]), ("targets", targets, [id])], limits: limits
      ).world
      #expect(
        try world.shown("s", "t") == [
          "3", "(empty)", "2", "(empty)", "1", "(empty)", "0", "(empty)",
        ])
    }
  }

  @Test func manyKeysFarApart() throws {
    let keys = (0..<3_000).map { ($0 * 7_919 % 3_001) * 1_000_003 }
    let world = try load([
      ("targets", "id,b\n" + keys.map { "\($0),x\n" }.joined(), [id]),
      ("s", "t,b\n" + keys.map { "\($0),x\n" }.joined(), [link("t", to: "targets")]),
    ]).world
    #expect(try world.shown("s", "t") == (0..<3_000).map(String.init))
  }

  @Test func linksMayMatchAnotherField() throws {
    let territories = "id,name,code\n1,North,7\n2,South,8\n3,South,9\n"
    let world = try load([
      ("territories", territories, [id]),
      (
        "s", "a,b\nNorth,9\n,7\n",
        [
          link("a", to: "territories", by: "name"),
          link("b", to: "territories", by: "code", inverse: "bs"),
        ]
      ),
    ]).world
    #expect(try world.shown("s", "a") == ["0", "(empty)"])
    #expect(try world.shown("s", "b") == ["2", "0"])
    let diagnostics = failure([
      ("territories", territories, [id]),
      ("s", "a,b\nNorth,9\nSouth,7\n", [link("a", to: "territories", by: "name")]),
    ])
    #expect(diagnostics.map(\.code) == [.duplicateKey])
    #expect(diagnostics[0].message.contains("line 3"))
  }

  @Test func unknownKeysAreListedByValueAndCount() throws {
    let targets = ("targets", "id,b\n1,x\n2,y\n", [id])
    let source = "t,b\n1,x\nP9,x\n7,x\n2,x\nP9,x\n"
    let diagnostics = failure([targets, ("s", source, [link("t", to: "targets")])])
    #expect(diagnostics.map(\.code) == [.orphanKey])
    #expect(
      diagnostics[0].notes == [
        "\"P9\" in 2 rows, first s.csv:3", "\"7\" in 1 row, first s.csv:4",
        "nothing of s.csv was loaded",
      ])
    let kept = try load([targets, ("s", source, [link("t", to: "targets", keepsOrphans: true)])])
    #expect(try kept.world.shown("s", "t") == ["0", "(empty)", "(empty)", "1", "(empty)"])
    #expect(
      try kept.world.shown("s", "raw_t") == ["(empty)", "P9", "7", "(empty)", "P9"])
    #expect(kept.warnings.map(\.code) == [.orphanKey])
  }

  @Test(arguments: [
    ("id,b\n1,x\n2,y\n1,z\n", Code.duplicateKey, "\"1\" on lines 2 and 4"),
    ("id,b\nA,x\nB,y\nA,z\nA,z\n", .duplicateKey, "\"A\" on lines 2 and 4"),
    ("id,b\n1,x\n,y\n", .requiredMissing, "the first is t.csv:3"),
  ])
  func idsAreDifferentAndPresent(text: String, code: Code, note: String) throws {
    for columns in [[], [id]] {
      let diagnostics = failure([("t", text, columns)])
      #expect(diagnostics.map(\.code) == [code])
      #expect(diagnostics[0].notes[0] == note)
    }
  }

  @Test func severalKeysCountTogether() throws {
    let folder = try TestFolder()
    let path = try folder.write("t.csv", "a,b\n1,x\n1,y\n2,x\n")
    let spec = EntitySpec(name: "t", path: path, keys: ["a", "b"])
    let world = try CSVLoader(threads: 1).load([spec], into: .empty).world
    #expect(world.catalog.entities[0].keyFields == [0, 1])
    #expect(world.catalog.entities[0].idField == nil)
    let clash = try folder.write("u.csv", "a,b\n1,x\n1,y\n1,x\n")
    let error = #expect(throws: LoadFailure.self) {
      try CSVLoader(threads: 1).load(
        [EntitySpec(name: "t", path: clash, keys: ["a", "b"])], into: .empty)
    }
    #expect(error?.diagnostics.map(\.code) == [.duplicateKey])
    #expect(error?.diagnostics[0].notes == ["lines 2 and 4"])
  }

  @Test func wrongDeclarationsAreNamed() {
    let targets = ("targets", "key,b\n1,x\n", [ColumnSpec]())
    let cases: [([(String, String, [ColumnSpec])], Code)] = [
      ([("s", "t,b\n1,x\n", [link("t", to: "nowhere")])], .badDeclaration),
      ([targets, ("s", "t,b\n1,x\n", [link("t", to: "targets")])], .badDeclaration),
      ([targets, ("s", "t,b\n1,x\n", [link("t", to: "targets", by: "no")])], .badDeclaration),
      (
        [
          ("t", "a,b\n1,2\n", [ColumnSpec(name: "a", kind: .id), ColumnSpec(name: "b", kind: .id)])
        ],
        .badDeclaration
      ),
      ([("t", "a,b\n1,2\n", [.text("a"), .text("A")])], .badDeclaration),
      ([("t", "a,b\n1,2\n", []), ("T", "a,b\n1,2\n", [])], .alreadyDefined),
    ]
    for (entities, code) in cases { #expect(failure(entities).map(\.code) == [code]) }
  }

  @Test func linksBackNeedNamesOfTheirOwn() {
    let targets = ("targets", "id,s\n1,x\n", [id])
    let twice = failure([
      targets, ("sources", "t,u\n1,1\n", [link("t", to: "targets"), link("u", to: "targets")]),
    ])
    #expect(twice.map(\.code) == [.needsInverse])
    #expect(twice[0].suggestions.map(\.text) == ["u: targets inverse u_sources"])
    let field = failure([targets, ("s", "t,u\n1,1\n", [link("t", to: "targets")])])
    #expect(field.map(\.code) == [.needsInverse])
  }

  // MARK: Loading into a world that holds something

  private func channel() throws -> World {
    try load([
      ("partners", "id,name\n1,Acme\n2,Brill\n3,Chai\n", [id]),
      ("deals", "id,partner\n10,3\n11,1\n12,\n", [id, link("partner", to: "partners")]),
    ]).world
  }

  @Test func linksLeadToEntitiesThatAreThere() throws {
    let world = try load(
      [("visits", "partner,b\n2,x\n3,y\n", [link("partner", to: "Partners")])], into: channel()
    ).world
    #expect(try world.shown("visits", "partner") == ["1", "2"])
    #expect(try inverses(world, "partners") == ["deals=deals.partner", "visits=visits.partner"])
  }

  @Test func replacingATargetLeadsLinksToTheSameRows() throws {
    let world = try load(
      [("partners", "id,city,name\n3,Rome,Chai\n4,Oslo,New\n1,Bonn,Acme\n", [id])],
      into: channel()
    ).world
    #expect(world.catalog.entities.map(\.name) == ["partners", "deals"])
    #expect(try world.shown("deals", "partner") == ["0", "2", "(empty)"])
    #expect(try inverses(world, "partners") == ["deals=deals.partner"])
  }

  @Test func replacingATargetWithoutALinkedRowIsRefused() throws {
    let diagnostics = failure(
      [("partners", "id,name\n1,Acme\n2,Brill\n", [id])], into: try channel())
    #expect(diagnostics.map(\.code) == [.orphanKey])
    #expect(diagnostics[0].message.contains("deals.partner leads to \"3\""))
  }

  @Test func replacingATargetByOneWithoutIdsIsRefused() throws {
    let diagnostics = failure([("partners", "key,name\n1,Acme\n", [])], into: try channel())
    #expect(diagnostics.map(\.code) == [.badDeclaration])
  }

  @Test func replacingASourceReplacesItsLinksBack() throws {
    let again = try load(
      [("deals", "id,by\n10,2\n", [id, link("by", to: "partners", inverse: "won")])],
      into: channel()
    ).world
    #expect(try inverses(again, "partners") == ["won=deals.by"])
    let none = try load([("deals", "id,x\n10,2\n", [id])], into: channel()).world
    #expect(try inverses(none, "partners").isEmpty)
  }

  @Test func aSelfLinkSurvivesItsReplacement() throws {
    let columns = [id, link("parent", to: "parts", inverse: "children")]
    let first = try load([("parts", "id,parent\n1,\n2,1\n", columns)]).world
    let second = try load([("parts", "id,parent\n5,6\n6,\n", columns)], into: first).world
    #expect(try second.shown("parts", "parent") == ["1", "(empty)"])
    #expect(try inverses(second, "parts") == ["children=parts.parent"])
  }

  @Test func aFailedLoadLeavesTheWorld() throws {
    let world = try channel()
    #expect(failure([("partners", "id,name\n1\n", [id])], into: world).count == 1)
    #expect(try world.shown("deals", "partner") == ["2", "0", "(empty)"])
  }

  @Test func anEntityWithoutAFileHasItsColumnsAndNoRows() throws {
    let specs = [
      EntitySpec(
        name: "plans", path: nil,
        columns: [
          id, ColumnSpec(name: "goal", kind: .money(nil, .plain)), link("of", to: "plans"),
          ColumnSpec(name: "due", kind: .date(nil)), ColumnSpec(name: "ok", kind: .bool),
          ColumnSpec(name: "q", kind: .period(.quarter)), ColumnSpec(name: "c", kind: .choice([])),
        ])
    ]
    let world = try CSVLoader(threads: 2).load(specs, into: .empty).world
    #expect(world.tables[0].rowCount == 0)
    #expect(world.tables[0].columns.allSatisfy { $0.count == 0 })
    #expect(try world.type("plans", "of") == .entity(EntityID(index: 0)))
  }
}
