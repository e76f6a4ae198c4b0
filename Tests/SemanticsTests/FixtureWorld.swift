import Columns
import Messages
import Model
import Semantics
import Syntax

/// A small world made by hand: what the checker needs to know of data.
enum FixtureWorld {
  static let territories = EntityID(index: 0)
  static let managers = EntityID(index: 1)
  static let partners = EntityID(index: 2)
  static let deals = EntityID(index: 3)
  static let qbrs = EntityID(index: 4)

  static var world: World {
    var catalog = Catalog()
    catalog.add(
      Entity(
        name: "territories",
        fields: [
          Field(name: "id", type: .id), Field(name: "name", type: .text),
          Field(name: "region", type: .text), Field(name: "potential", type: .money(.usd)),
        ],
        inverses: [
          InverseLink(name: "partners", source: partners, field: 5),
          InverseLink(name: "managers", source: managers, field: 3),
        ], idField: 0, displayField: 1))
    catalog.add(
      Entity(
        name: "managers",
        fields: [
          Field(name: "id", type: .id), Field(name: "name", type: .text),
          Field(name: "quota", type: .money(.usd)),
          Field(name: "territory", type: .entity(territories)),
        ],
        inverses: [InverseLink(name: "partners", source: partners, field: 6)], idField: 0,
        displayField: 1))
    catalog.add(
      Entity(
        name: "partners",
        fields: [
          Field(name: "id", type: .id), Field(name: "name", type: .text),
          Field(name: "tier", type: .choice(ChoiceList(declared: ["platinum", "gold", "silver"]))),
          Field(name: "joined_on", type: .date), Field(name: "weight", type: .number),
          Field(name: "territory", type: .entity(territories)),
          Field(name: "manager", type: .entity(managers)), Field(name: "growth_plan", type: .bool),
        ],
        inverses: [
          InverseLink(name: "deals", source: deals, field: 1),
          InverseLink(name: "qbrs", source: qbrs, field: 1),
        ], idField: 0, displayField: 1))
    catalog.add(
      Entity(
        name: "deals",
        fields: [
          Field(name: "id", type: .id), Field(name: "partner", type: .entity(partners)),
          Field(name: "amount", type: .money(.usd)),
          Field(name: "stage", type: .choice(ChoiceList(declared: ["open", "won", "lost"]))),
          Field(name: "created_on", type: .date), Field(name: "closed_on", type: .date),
          Field(name: "account", type: .number),
        ], idField: 0, displayField: 0))
    catalog.add(
      Entity(
        name: "qbrs",
        fields: [
          Field(name: "id", type: .id), Field(name: "partner", type: .entity(partners)),
          Field(name: "held_on", type: .date),
        ], idField: 0, displayField: 0))
    let regions = Column.text([0, 1, 0], TextDictionary(["Midwest", "South"]))
    let tables = catalog.entities.enumerated().map { index, entity in
      Table(
        rowCount: 3,
        columns: entity.fields.map { field in
          field.name == "region" && index == 0 ? regions : column(field.type)
        })
    }
    return World(
      catalog: catalog, tables: tables,
      options: Options(today: Int32(CivilDate(year: 2026, month: 9, day: 15).dayNumber)))
  }

  private static func column(_ type: ValueType) -> Column {
    switch type {
    case .number, .money, .percent, .id, .duration, .mixedMoney, .missing, .poison:
      .decimal([1, 2, 3], scale: 0)
    case .text: .text([0, 1, 2], TextDictionary(["Ann", "Bob", "Cy"]))
    case .choice(let list): .text([0, 1, 2], TextDictionary(list.declared))
    case .bool: .truth([0, 1, 2])
    case .date: .day([20_000, 20_100, 20_200])
    case .period(let unit): .period([1, 2, 3], unit)
    case .entity: .row([0, 1, 2])
    }
  }
}

/// Reads nothing: these tests need no files.
struct NoFiles: DataLoader {
  func load(_ specs: [EntitySpec], into world: World) throws(LoadFailure) -> Loaded {
    throw LoadFailure(diagnostics: [Diagnostic(.fileNotReadable, "no files here", at: nil)])
  }

  func readScript(_ path: String) throws(LoadFailure) -> String {
    throw LoadFailure(diagnostics: [Diagnostic(.fileNotReadable, "no files here", at: nil)])
  }

  func folder(_ path: String) throws(LoadFailure) -> Folder {
    throw LoadFailure(diagnostics: [Diagnostic(.folderNotReadable, "no files here", at: nil)])
  }

  func confined(to folder: String?) -> NoFiles { self }

  func permits(_ path: String) -> Bool { false }
}
