import Messages
import Model
import Syntax

/// The entities of the built-in model: what a table of that name is taken for where nobody has
/// declared it.
extension Checking {
  func builtIn(_ key: String) -> EntityDeclaration? {
    prelude().entities.first { $0.name.key == key }
  }

  /// What a table of the built-in model could hold; nil for any other name.
  mutating func builtInSpec(_ key: String) -> EntitySpec? {
    builtIn(key).map { builtInSpec($0) }
  }

  private mutating func builtInSpec(_ declaration: EntityDeclaration) -> EntitySpec {
    var spec = EntitySpec(
      name: declaration.name.text, path: nil, takesWhatFits: true,
      summary: declaration.summary?.literal.plain)
    for column in declaration.columns {
      guard var columnSpec = columnSpec(column) else { continue }
      columnSpec.isRequired = false
      // Its place is in no file that one could open.
      columnSpec.span = nil
      spec.columns.append(columnSpec)
    }
    return spec
  }

  /// What the built-in model makes of a file by its name, however that is spaced: `MDF Claims.csv`.
  mutating func builtInSpec(ofTable path: String) -> EntitySpec? {
    let wanted = Self.entityName(path).replacing("_", with: "")
    let declaration = prelude().entities.first { $0.name.key.replacing("_", with: "") == wanted }
    guard let declaration else { return nil }
    var spec = builtInSpec(declaration)
    spec.path = path
    return spec
  }

  /// The tables whose links had nowhere to lead until now: they are read again.
  func thoseThatLead(to specs: [EntitySpec]) -> [EntitySpec] {
    let names = Set(specs.map { $0.name.lowercased() })
    let fresh = names.filter { catalog.entity(named: $0) == nil }
    return declaredSpecs.sorted { $0.key < $1.key }.map(\.value).filter { spec in
      guard spec.takesWhatFits, spec.path != nil, !names.contains(spec.name.lowercased()),
        catalog.entity(named: spec.name) != nil
      else { return false }
      return spec.columns.contains { column in
        if case .link(let target) = column.kind { fresh.contains(target.lowercased()) } else {
          false
        }
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
