import Messages
import Model
import Syntax

/// The entities of the built-in model: what a table of that name is taken for where nobody has
/// declared it.
extension Checking {
  /// What a table of the built-in model could hold; nil for any other name.
  func builtInSpec(_ key: String) -> EntitySpec? {
    prelude().entities.first { $0.name == key }
  }

  /// What the built-in model makes of a file by its name, however that is spaced: `MDF Claims.csv`.
  func builtInSpec(ofTable path: String) -> EntitySpec? {
    let wanted = Self.entityName(path).replacing("_", with: "")
    var spec = prelude().entities.first { $0.name.replacing("_", with: "") == wanted }
    spec?.path = path
    return spec
  }

  /// Reads a declaration of the built-in model as what could be there and need not.
  mutating func builtInSpec(_ declaration: EntityDeclaration) -> EntitySpec {
    var spec = EntitySpec(
      name: declaration.name.key, path: nil, takesWhatFits: true,
      summary: declaration.summary?.literal.plain)
    for column in declaration.columns {
      guard var columnSpec = columnSpec(column) else { continue }
      // Its place is in no file that one could open.
      columnSpec.span = nil
      spec.columns.append(columnSpec)
    }
    return spec
  }

  /// The tables with columns that would have been links, had these been there: they are read again.
  func thoseThatLead(to specs: [EntitySpec]) -> [EntitySpec] {
    let names = Set(specs.map { $0.name.lowercased() })
    return declaredSpecs.sorted { $0.key < $1.key }.map(\.value).filter { spec in
      guard spec.takesWhatFits, spec.path != nil, !names.contains(spec.name.lowercased()),
        let entity = catalog.entity(named: spec.name)
      else { return false }
      let plain = Set(catalog[entity].fields.filter { $0.target == nil }.map(\.name))
      return spec.columns.contains { column in
        guard let target = column.target, names.contains(target.lowercased()) else { return false }
        return !plain.isDisjoint(with: [column.name, "\(column.name)_id"])
      }
    }
  }

  /// The tables of a workspace that its file names neither as an entity nor as a file to read.
  static func tables(_ tables: [String], notNamedIn statements: [Statement]) -> [String] {
    var entities: Set<String> = []
    var files: Set<String> = []
    for statement in statements {
      let file: TextNode?
      switch statement.kind {
      case .entity(let declaration):
        entities.insert(declaration.name.key)
        file = declaration.file
      case .load(let loaded, _, let target, _):
        entities.insert(target.key)
        file = loaded
      default: file = nil
      }
      if let name = file?.literal.plain?.split(separator: "/").last {
        files.insert(name.lowercased())
      }
    }
    return tables.filter { table in
      let file = table.split(separator: "/").last.map { $0.lowercased() } ?? table
      return !entities.contains(entityName(table)) && !files.contains(file)
    }
  }
}

extension Statement {
  var isEntity: Bool { if case .entity = kind { true } else { false } }
}

extension ColumnSpec {
  /// The entity that a link leads to.
  var target: String? {
    if case .link(let entity) = kind { entity } else { nil }
  }
}
