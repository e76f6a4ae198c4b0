import Columns
import Messages
import Model
import Plan
import Syntax

/// Columns of one entity that the built-in model has and the workspace does not.
struct Lack: Hashable {
  /// The name of the entity.
  var entity: String
  /// The names of the columns, as the built-in model has them.
  var fields: [String]
}

extension Checking {
  /// A check of the same kind, over the whole built-in model without rows; nil where there is none.
  private var ofBuiltInModel: Checking? {
    var trial = self
    let specs = prelude().entities.compactMap { trial.builtInSpec($0.name.key) }
    let nothing = World(catalog: Catalog(), tables: [], options: environment.world.options)
    guard !specs.isEmpty, let loaded = try? loader.load(specs, into: nothing) else { return nil }
    let checker = Checker(vocabulary: vocabulary, prelude: prelude, loader: loader)
    return Checking(checker, sources: sources, environment: Environment(world: loaded.world))
  }

  // MARK: What is asked for

  /// An entity that only the built-in model has.
  func absentEntity(_ name: Name, near: String?) -> Diagnostic? {
    guard catalog.entity(named: name.text) == nil, let declaration = builtIn(name.key) else {
      return nil
    }
    return absent(declaration.name.text, name, near: near, [entityLack(declaration)])
  }

  /// An entity that only the built-in model has, wanted for something that ships for its rows.
  func absentEntity(_ owner: String, holding name: Name) -> Diagnostic? {
    builtIn(owner).map {
      absent("\(name.text) of \($0.name.text)", name, near: nil, [entityLack($0)])
    }
  }

  /// A field or link back of an entity that only the built-in model has.
  func absentMember(_ name: Name, of entity: EntityID, near: String?) -> Diagnostic? {
    let owner = catalog[entity].name
    guard builtIn(owner.lowercased()) != nil, let whole = ofBuiltInModel?.catalog,
      let model = whole.entity(named: owner)
    else { return nil }
    let what = "\(name.text) of \(owner)"
    if let index = whole[model].fieldIndex(name.text) {
      let field = whole[model].fields[index]
      return absent(
        what, name, near: near,
        [Lack(entity: owner, fields: [field.name])] + targetLack(field, in: whole))
    }
    guard let inverse = whole[model].inverse(name.text) else { return nil }
    let source = whole[inverse.source]
    if catalog.entity(named: source.name) == nil, let declaration = builtIn(source.name) {
      return absent(what, name, near: near, [entityLack(declaration)])
    }
    let link = Lack(entity: source.name, fields: [source.fields[inverse.field].name])
    return absent(what, name, near: near, [link])
  }

  /// A step along what is a link in the built-in model and a plain value here.
  func plainLink(_ value: TypedExpression, _ name: Name) -> Diagnostic? {
    guard case .field(let number, let row) = value.kind, case .entity(let entity) = row.type,
      let whole = ofBuiltInModel?.catalog, let model = whole.entity(named: catalog[entity].name),
      case let field = catalog[entity].fields[number].name,
      let index = whole[model].fieldIndex(field), let target = whole[model].fields[index].target
    else { return nil }
    let there = catalog.entity(named: whole[target].name) != nil
    let lack = there ? nil : builtIn(whole[target].name).map(entityLack)
    return Diagnostic(
      .notInWorkspace,
      "\(field) of \(catalog[entity].name) leads to \(whole[target].name) in the built-in model, but "
        + "is \(describe(value.type)) here", at: name.span,
      notes: [whatProvides(lack ?? Lack(entity: catalog[entity].name, fields: [field]))])
  }

  /// What a link would lead to, where that is not here either.
  private func targetLack(_ field: Field, in whole: Catalog) -> [Lack] {
    guard let target = field.target, catalog.entity(named: whole[target].name) == nil else {
      return []
    }
    return builtIn(whole[target].name).map { [entityLack($0)] } ?? []
  }

  private func absent(_ what: String, _ name: Name, near: String?, _ lacks: [Lack]) -> Diagnostic {
    Diagnostic(
      .notInWorkspace, "\(what) is part of the built-in model, but not in this workspace",
      at: name.span, label: near.map { "did you mean \($0)?" } ?? "",
      suggestions: near.map { [Suggestion("", $0)] } ?? [], notes: lacks.map(whatProvides))
  }

  /// What makes an entity one that others can lead to, and leads to others.
  private func entityLack(_ declaration: EntityDeclaration) -> Lack {
    let fields = declaration.columns.filter { column in
      column.type.name.key == "id" || column.marks.contains { $0.kind == .required }
        || builtIn(column.type.name.key).map { catalog.entity(named: $0.name.text) != nil } ?? false
    }
    return Lack(entity: declaration.name.text, fields: fields.map(\.name.text))
  }

  // MARK: What would provide it

  /// The file or the columns that are wanting, in words.
  func whatProvides(_ lack: Lack) -> String {
    let columns = Self.listed(lack.fields)
    let word = lack.fields.count == 1 ? "column" : "columns"
    guard let entity = catalog.entity(named: lack.entity) else {
      let file = "\(lack.entity).csv"
      let place = environment.workspace.map { "in \($0) " } ?? ""
      return "a file \(file) \(place)would provide it, with at least the \(word) \(columns)"
    }
    let held = lack.fields.compactMap { catalog[entity].fieldIndex($0) }
    if let field = held.first {
      let type = describe(catalog[entity].fields[field].type)
      return "\(columns) of \(lack.entity) is \(type) here, and something else in the built-in model"
    }
    let file = catalog[entity].path.map(inWorkspace) ?? "\(lack.entity).csv"
    return "\(lack.fields.count == 1 ? "a " : "")\(word) \(columns) in \(file) would provide it"
  }

  private static func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// All that a ready-made definition reads and the workspace does not have.
  func lacks(of id: DefinitionID) -> [Lack] {
    guard let owner = id.owner, var whole = ofBuiltInModel,
      let entity = whole.catalog.entity(named: owner)
    else { return [] }
    let thing = whole.shippedMembers(of: entity).first { thing in
      thing.definition.map { whole.id(of: $0) } == id
    }
    guard let thing, let (value, _) = whole.checked(thing) else { return [] }
    var reading = FieldsRead()
    reading.read(value)
    var lacks: [Lack] = []
    var targets: [Lack] = []
    for stored in reading.fields {
      let model = whole.catalog[stored.entity]
      let field = model.fields[stored.number]
      if isHere(field, of: model.name) { continue }
      targets += targetLack(field, in: whole.catalog)
      if let index = lacks.firstIndex(where: { $0.entity == model.name }) {
        lacks[index].fields.append(field.name)
      } else {
        lacks.append(Lack(entity: model.name, fields: [field.name]))
      }
    }
    return lacks + targets.filter { target in !lacks.contains { $0.entity == target.entity } }
  }

  /// Whether the workspace has a field of the built-in model, as something that serves as well.
  private func isHere(_ field: Field, of owner: String) -> Bool {
    guard let entity = catalog.entity(named: owner),
      let index = catalog[entity].fieldIndex(field.name)
    else { return false }
    let type = catalog[entity].fields[index].type
    return switch field.type {
    case .entity: type.isEntity
    case .number, .money, .percent, .date, .period, .duration, .bool: type != .text
    case .text, .id, .choice, .mixedMoney, .missing, .poison: true
    }
  }
}

extension ValueType {
  fileprivate var isEntity: Bool { if case .entity = self { true } else { false } }
}
