import Messages
import Model
import Plan
import Syntax

/// What measures and fields can belong to.
enum Owner: Hashable {
  case entity(EntityID)
  /// The rows of a let, by its lower-cased name.
  case view(String)
}

/// A let whose rows these are, from where it was used up to a stage that changes what a row is.
struct View: Hashable {
  /// In lower case.
  var name: String
  /// The links that the let made, in lower case.
  var links: Set<String>
  /// The columns of the let that are not just fields of its entity: what these words mean is gone
  /// where a stage has dropped or changed the column.
  var computed: Set<String>

  init(_ definition: LetDefinition, _ scope: RowScope, _ catalog: Catalog) {
    name = definition.name.key
    links = Set(scope.links.keys)
    computed = []
    for column in scope.columns where column.isNamed {
      let key = column.name.lowercased()
      if let field = column.anchorField, let anchor = scope.anchor,
        catalog[anchor].fields[field].name.lowercased() == key
      {
        continue
      }
      computed.insert(key)
    }
  }
}

extension RowScope {
  /// The same rows, as those of a let: they know its measures and fields.
  func seen(as view: View) -> RowScope {
    var result = self
    result.views.append(view)
    for index in columns.indices where columns[index].isNamed {
      result.columns[index].viewNames[view.name] = columns[index].name.lowercased()
    }
    return result
  }

  /// The scope of a let's definitions: only what the let itself has, under the names that it gave.
  func narrowed(to name: String) -> RowScope {
    guard let place = views.lastIndex(where: { $0.name == name }) else { return self }
    let view = views[place]
    var result = self
    var gone = view.computed.union(view.links)
    for index in columns.indices {
      if let name = columns[index].viewNames[view.name] {
        result.columns[index].name = name
        result.columns[index].isNamed = true
        gone.remove(name)
      } else {
        result.columns[index].isNamed = false
      }
    }
    result.links = links.filter { view.links.contains($0.key) }
    gone.subtract(result.links.keys)
    result.gone = gone
    result.views = Array(views[...place])
    return result
  }

  /// Whose measures and fields the rows know, the nearest first.
  var owners: [Owner] {
    views.reversed().map { .view($0.name) } + (anchor.map { [.entity($0)] } ?? [])
  }
}

extension Checking {
  /// How the declarations of an owner are filed.
  func key(of owner: Owner) -> String {
    switch owner {
    case .entity(let entity): catalog[entity].name.lowercased()
    case .view(let name): name
    }
  }

  /// An owner as it was declared.
  func name(of owner: Owner) -> String {
    switch owner {
    case .entity(let entity): catalog[entity].name
    case .view(let name): environment.definitions.lets[name]?.name.text ?? name
    }
  }

  /// The owner that a lower-cased name stands for.
  func owner(named key: String) -> Owner? {
    if let entity = catalog.entity(named: key) { return .entity(entity) }
    return environment.definitions.lets[key] == nil ? nil : .view(key)
  }

  func measureDeclaration(_ key: String, on owner: Owner) -> MeasureDeclaration? {
    environment.definitions.measures[
      Definitions.Owned(owner: self.key(of: owner), name: key)]
  }

  func fieldDeclaration(_ key: String, on owner: Owner) -> FieldDeclaration? {
    environment.definitions.fields[Definitions.Owned(owner: self.key(of: owner), name: key)]
  }

  /// A measure that the rows of a scope know, with whose it is.
  func measure(
    _ key: String, in owners: [Owner]
  ) -> (declaration: MeasureDeclaration, owner: Owner)? {
    for owner in owners {
      if let declaration = measureDeclaration(key, on: owner) { return (declaration, owner) }
    }
    return nil
  }

  /// A field of a let, for a row of a scope whose rows are its rows; nil where it has none of that
  /// name.
  mutating func viewField(
    _ key: String, in scope: RowScope, depth: Int = 0, at span: Span
  ) -> TypedExpression? {
    for view in scope.views.reversed() {
      guard let declaration = fieldDeclaration(key, on: .view(view.name)) else { continue }
      var rows = scope.narrowed(to: view.name)
      // What it means may not depend on the other rows of the stage that it is used in.
      rows.isStage = false
      let value = inText(of: declaration, on: .view(view.name), rows: rows, at: span)
      return value.shifted(by: depth)
    }
    return nil
  }

  /// The value of a field's own text, written for one row at depth 0.
  mutating func inText(
    of declaration: FieldDeclaration, on owner: Owner, rows: RowScope, at span: Span
  ) -> TypedExpression {
    let (saved, time) = (scopes, frame)
    scopes = [rows]
    defer { scopes = saved }
    return apart { checking in
      checking.at(time) { checking in
        checking.using(
          DefinitionID(.field, declaration.name, of: checking.key(of: owner)), declaration.name,
          declaration.span, at: span, seesRows: false, otherwise: Self.poison(span)
        ) { $0.checkValue(declaration.body) }
      }
    }
  }

  /// All rows of an owner; nil after a message.
  mutating func everyRow(of owner: Owner, at span: Span) -> RowSet? {
    switch owner {
    case .entity(let entity): return RowSet(rows: .every(entity), scope: entityScope(entity))
    case .view(let name):
      guard let definition = environment.definitions.lets[name],
        case .rows(let set, _) = use(definition, at: span)
      else { return nil }
      return set
    }
  }

  /// The rows of an owner in a scope where they are the current ones.
  mutating func scope(of owner: Owner, in current: RowScope?) -> RowScope {
    switch owner {
    case .entity(let entity): entityScope(entity)
    case .view(let name): (current ?? RowScope()).narrowed(to: name)
    }
  }
}
