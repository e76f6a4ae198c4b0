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
  // MARK: What is asked for

  /// An entity that only the built-in model has.
  func absentEntity(_ name: Name, near: String?) -> Diagnostic? {
    guard catalog.entity(named: name.text) == nil, let spec = builtInSpec(name.key) else {
      return nil
    }
    return absent(spec.name, name, near: near, [lack(spec)])
  }

  /// An entity that only the built-in model has, wanted for something that ships for its rows.
  func absentEntity(_ owner: String, holding name: Name) -> Diagnostic? {
    builtInSpec(owner).map { absent("\(name.text) of \($0.name)", name, near: nil, [lack($0)]) }
  }

  /// A field or link back of an entity that only the built-in model has.
  func absentMember(_ name: Name, of entity: EntityID, near: String?) -> Diagnostic? {
    let owner = catalog[entity].name
    let whole = prelude().catalog
    guard let model = whole.entity(named: owner) else { return nil }
    let what = "\(name.text) of \(owner)"
    if let index = whole[model].fieldIndex(name.text) {
      let field = whole[model].fields[index]
      return absent(
        what, name, near: near, [Lack(entity: owner, fields: [field.name])] + targetLack(field))
    }
    guard let inverse = whole[model].inverse(name.text) else { return nil }
    let source = whole[inverse.source]
    if catalog.entity(named: source.name) == nil, let spec = builtInSpec(source.name) {
      return absent(what, name, near: near, [lack(spec)])
    }
    let link = Lack(entity: source.name, fields: [source.fields[inverse.field].name])
    return absent(what, name, near: near, [link])
  }

  /// A step along what is a link in the built-in model and a plain value here.
  func plainLink(_ value: TypedExpression, _ name: Name) -> Diagnostic? {
    let whole = prelude().catalog
    guard case .field(let number, let row) = value.kind, case .entity(let entity) = row.type,
      let model = whole.entity(named: catalog[entity].name),
      let index = whole[model].fieldIndex(catalog[entity].fields[number].name),
      case let field = whole[model].fields[index], let target = field.target
    else { return nil }
    let owner = catalog[entity].name
    return Diagnostic(
      .notInWorkspace,
      "\(field.name) of \(owner) leads to \(whole[target].name) in the built-in model, but is "
        + "\(describe(value.type)) here", at: name.span,
      notes: [whatProvides(targetLack(field).first ?? Lack(entity: owner, fields: [field.name]))])
  }

  /// What a link would lead to, where that is not here either.
  private func targetLack(_ field: Field) -> [Lack] {
    let whole = prelude().catalog
    guard let target = field.target, catalog.entity(named: whole[target].name) == nil else {
      return []
    }
    return builtInSpec(whole[target].name).map { [lack($0)] } ?? []
  }

  private func absent(_ what: String, _ name: Name, near: String?, _ lacks: [Lack]) -> Diagnostic {
    Diagnostic(
      .notInWorkspace, "\(what) is part of the built-in model, but not in this workspace",
      at: name.span, label: near.map { "did you mean \($0)?" } ?? "",
      suggestions: near.map { [Suggestion("", $0)] } ?? [], notes: lacks.map(whatProvides))
  }

  /// What makes an entity one that others can lead to, and leads to others.
  private func lack(_ spec: EntitySpec) -> Lack {
    let fields = spec.columns.filter { column in
      if let target = column.target { return catalog.entity(named: target) != nil }
      return column.kind == .id || column.isRequired
    }
    return Lack(entity: spec.name, fields: fields.map(\.name))
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
      return "\(columns) of \(lack.entity) is \(type) here, but not in the built-in model"
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
    let nothing = World(catalog: Catalog(), tables: [], options: environment.world.options)
    guard let loaded = try? loader.load(prelude().entities, into: nothing) else { return [] }
    var whole = Checking(
      Checker(vocabulary: vocabulary, prelude: prelude, loader: loader), sources: sources,
      environment: Environment(world: loaded.world))
    var lacks: [Lack] = []
    var targets: [Lack] = []
    for stored in whole.fieldsRead(by: id) {
      let model = whole.catalog[stored.entity]
      let field = model.fields[stored.field]
      if isHere(field, of: model.name) { continue }
      targets += targetLack(field)
      if let index = lacks.firstIndex(where: { $0.entity == model.name }) {
        lacks[index].fields.append(field.name)
      } else {
        lacks.append(Lack(entity: model.name, fields: [field.name]))
      }
    }
    return lacks + targets.filter { target in !lacks.contains { $0.entity == target.entity } }
  }

  /// The stored fields that a ready-made definition comes from, its date included.
  private mutating func fieldsRead(by id: DefinitionID) -> [StoredField] {
    if let definition = shipped.lets[id.name], id.kind == .let {
      switch use(definition, at: definition.name.span) {
      case .value(let value), .gathered(let value): return value.fieldsRead
      case .rows(let set, _):
        if case .pipeline(let plan) = set.rows { return plan.fieldsRead }
        return []
      case .many, .periods, .list, .scopeRow, .linkRow, .loopRow, .poison: return []
      }
    }
    guard let entity = id.owner.flatMap({ catalog.entity(named: $0) }) else { return [] }
    let thing = shippedMembers(of: entity).first { thing in
      thing.definition.map { self.id(of: $0) } == id
    }
    guard let thing, let (value, _) = checked(thing) else { return [] }
    let fields = value.fieldsRead
    guard case .measure(let declaration, _) = thing, let over = declaration.over else {
      return fields
    }
    scopes = [scanScope(entity)]
    let dates = checkValue(Self.expression(over)).fieldsRead
    return fields + dates.filter { !fields.contains($0) }
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
