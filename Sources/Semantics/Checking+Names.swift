import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// What a bare word means: the innermost row scope that knows it, then definitions, then entities.
  mutating func resolve(_ name: Name, arguments: CallArguments?) -> Shape {
    if name.key == "outer", arguments == nil, scopes.count > 1 {
      return .scopeRow(depth: 1, name.span)
    }
    if name.key == "this", arguments == nil, !scopes.isEmpty {
      return .scopeRow(depth: 0, name.span)
    }
    for depth in scopes.indices {
      guard let shape = lookup(name, depth: depth, arguments: arguments) else { continue }
      if arguments == nil, environment.definitions.lets[name.key] != nil {
        report(
          Diagnostic(
            .ambiguousName, "\(name.text) is both a field here and a let", at: name.span,
            suggestions: [Suggestion("the field", "this.\(name.text)")],
            notes: ["to use the let here, give it another name"]))
        return .poison
      }
      return shape
    }
    if arguments == nil, let shape = resolveOutsideOfRows(name) { return shape }
    if failedEntities.contains(name.key) { return .poison }
    report(unknownName(name, isCall: arguments != nil))
    return .poison
  }

  /// A word that means the same whatever the row.
  private mutating func resolveOutsideOfRows(_ name: Name) -> Shape? {
    if let definition = environment.definitions.lets[name.key] {
      return use(definition, at: name.span)
    }
    if let entity = catalog.entity(named: name.text) {
      if let here = scopes.last(where: { $0.anchor != nil })?.anchor {
        report(wholeEntity(name, entity, from: here))
        return .poison
      }
      return .rows(RowSet(rows: .every(entity), scope: entityScope(entity)), name.span)
    }
    if name.key == "today" {
      return .value(constant(.day(environment.world.options.today), .date, name.span))
    }
    return nil
  }

  /// A `let`, checked again where it is used: it follows the data that is there now.
  mutating func use(_ definition: LetDefinition, at span: Span) -> Shape {
    let key = Self.key(ofLet: definition.name.key)
    if let circle = enter(key, definition.name.text, at: span) {
      report(circle)
      return .poison
    }
    defer { inProgress.removeLast() }
    let (saved, time) = (scopes, frame)
    scopes = []
    defer { scopes = saved }
    // A figure moves with the time around it; rows are what they are.
    let isFigure = definition.query.expression != nil
    let query = apart { checking in
      checking.at(isFigure ? time : TimeFrame()) { $0.checkQuery(definition.query) }
    }
    guard let checked = query else { return .poison }
    if case .project(let input, let values) = checked.plan.node, case .one = input.node,
      let value = values.first, values.count == 1
    {
      return .value(value)
    }
    let plan = LogicalPlan(
      .shared(name: definition.name.key, checked.plan), columns: checked.plan.columns,
      anchor: checked.plan.anchor, span: span)
    return .rows(RowSet(rows: .pipeline(plan), scope: checked.scope), span)
  }

  /// As deep as definitions may build on one another, and as often as one statement may look into
  /// any: functions that call others twice double the work at each level.
  private static let deepestDefinitions = 32
  private static let mostDefinitions = 20_000

  /// Notes that a definition is being looked into; a message where it already is, or where it leads
  /// too far.
  mutating func enter(_ key: String, _ name: String, at span: Span) -> Diagnostic? {
    if inProgress.contains(key) {
      return Diagnostic(
        .circularDefinition, "\(name) is defined by itself", at: span,
        notes: ["the circle: \((inProgress + [key]).joined(separator: " → "))"])
    }
    definitionsUsed += 1
    uses?.note(key, by: inProgress.last)
    if inProgress.count >= Self.deepestDefinitions || definitionsUsed > Self.mostDefinitions {
      return definitionsTooDeep(
        name, isDeep: inProgress.count >= Self.deepestDefinitions, at: span)
    }
    inProgress.append(key)
    return nil
  }

  /// What a word means within one scope of rows; nil where it means nothing there.
  mutating func lookup(_ name: Name, depth: Int, arguments: CallArguments?) -> Shape? {
    let scope = scopes[scopes.count - 1 - depth]
    if arguments == nil {
      if let alias = scope.alias, alias == name.key { return .scopeRow(depth: depth, name.span) }
      if scope.links[name.key]?.isBroken == true { return .poison }
      if let many = scope.links[name.key]?.many {
        return .rows(rows(of: many, depth: depth, at: name.span), name.span)
      }
      if let link = scope.links[name.key] {
        return .linkRow(link, name: name.text, depth: depth, name.span)
      }
      if let index = scope.columnIndex(name.key) {
        return .value(column(index, of: scope, depth: depth, at: name.span))
      }
    }
    guard let anchor = scope.anchor else { return nil }
    if let declaration = measureDeclaration(name.key, on: anchor) {
      if depth == 0 || arguments != nil {
        return apply(declaration, on: anchor, rows: nil, arguments: arguments, at: name.span)
      }
      return nil
    }
    if arguments != nil { return nil }
    return memberOfEntity(
      row(of: anchor, depth: depth, at: name.span), anchor, name, span: name.span)
  }

  func measureDeclaration(_ key: String, on entity: EntityID) -> MeasureDeclaration? {
    environment.definitions.measures[
      Definitions.Owned(entity: catalog[entity].name.lowercased(), name: key)]
  }

  /// A field, defined field or to-many link of one entity row; nil where there is none.
  mutating func memberOfEntity(
    _ base: TypedExpression, _ entity: EntityID, _ name: Name, span: Span
  ) -> Shape? {
    if let index = catalog[entity].fieldIndex(name.text) {
      return .value(
        TypedExpression(
          .field(index, of: base), type: catalog[entity].fields[index].type, span: span))
    }
    if let field = definedField(name.key, on: entity, at: span) {
      var value = field.rebased(on: base)
      value.span = span
      return field.type == .poison ? .poison : .value(value)
    }
    if let inverse = catalog[entity].inverse(name.text) {
      let hop = Hop.inverse(from: entity, field: inverse.field, to: inverse.source)
      return .rows(
        RowSet(
          rows: .reached(owner: base, hops: [hop]), scope: entityScope(inverse.source)), span)
    }
    return nil
  }

  /// The body of `field name on entity`, written for one row at depth 0.
  private mutating func definedField(
    _ key: String, on entity: EntityID, at span: Span
  ) -> TypedExpression? {
    let owned = Definitions.Owned(entity: catalog[entity].name.lowercased(), name: key)
    guard let declaration = environment.definitions.fields[owned] else { return nil }
    if let circle = enter(Self.key(ofField: owned), declaration.name.text, at: span) {
      report(circle)
      return Self.poison(span)
    }
    defer { inProgress.removeLast() }
    let (saved, time) = (scopes, frame)
    scopes = [entityScope(entity)]
    defer { scopes = saved }
    return apart { checking in checking.at(time) { $0.checkValue(declaration.body) } }
  }

  /// All words that could stand where a bare word stands, for suggestions.
  func knownNames() -> [String] {
    var names: [String] = []
    for scope in scopes.reversed() { names += self.names(in: scope) }
    names += environment.definitions.lets.values.map(\.name.text)
    names += catalog.entities.map(\.name)
    return names
  }

  /// The names of a scope: columns, then what the anchor has.
  func names(in scope: RowScope) -> [String] {
    var names = scope.columns.filter(\.isNamed).map(\.name) + scope.links.keys.sorted()
    if let anchor = scope.anchor { names += self.names(of: anchor) }
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }
  }

  func names(of entity: EntityID) -> [String] {
    let key = catalog[entity].name.lowercased()
    return catalog[entity].fields.map(\.name) + catalog[entity].inverses.map(\.name)
      + environment.definitions.fields.filter { $0.key.entity == key }.map(\.value.name.text)
      .sorted()
      + environment.definitions.measures.filter { $0.key.entity == key }.map(\.value.name.text)
      .sorted()
  }
}
