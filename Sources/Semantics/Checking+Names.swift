import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// What a bare word means: the innermost row scope that knows it, then definitions, then entities,
  /// and after all of these what ships with the program.
  mutating func resolve(_ name: Name, arguments: CallArguments?) -> Shape {
    if let shape = known(name, arguments: arguments) { return shape }
    if arguments == nil, let shape = shippedWord(name) ?? shippedLet(name) { return shape }
    if arguments == nil, let option = optionDefinition(name.key) {
      guard let binding = binding(of: option, in: reading) else {
        return checkOption(name, at: name.span)
      }
      return look(through: binding, at: name.span)
    }
    if failedEntities.contains(name.key) { return .poison }
    if name.key == "outer" {
      report(noOuter(name))
      return .poison
    }
    report(unknownName(name, isCall: arguments != nil))
    return .poison
  }

  /// As `resolve`, leaving out what ships with the program; nil where the word means nothing.
  mutating func known(_ name: Name, arguments: CallArguments?) -> Shape? {
    let inSight = scopes.count - reading.floor
    if name.key == "outer", arguments == nil, inSight > 1 {
      return .scopeRow(depth: 1, name.span)
    }
    if name.key == "this", arguments == nil, inSight > 0 {
      return .scopeRow(depth: 0, name.span)
    }
    for depth in 0..<max(0, inSight) {
      guard let shape = lookup(name, depth: depth, arguments: arguments) else { continue }
      if arguments == nil, let ambiguity = ambiguity(of: name) {
        report(ambiguity)
        return .poison
      }
      return shape
    }
    if arguments != nil { return nil }
    // What ships builds on what ships, whatever a let of the user's is called.
    if reading.isShipped, let shape = shippedWord(name) ?? shippedLet(name) { return shape }
    return resolveOutsideOfRows(name)
  }

  /// A word that means the same whatever the row.
  private mutating func resolveOutsideOfRows(_ name: Name) -> Shape? {
    if let loop = environment.loops.last(where: { $0.name.key == name.key }) {
      return .loopRow(loop, name.span)
    }
    if let parameter = environment.parameters[name.key] { return use(parameter, at: name.span) }
    if environment.lost.contains(name.key) {
      report(rowIsLost(name))
      return .poison
    }
    if let definition = environment.definitions.lets[name.key] {
      return use(definition, at: name.span)
    }
    if let entity = catalog.entity(named: name.text) ?? demand(name) {
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

  /// A field's name that is also that of something which no row decides.
  private func ambiguity(of name: Name) -> Diagnostic? {
    // A script means the same whoever runs it, and what ships whatever a script calls its own.
    if reading.isShipped || environment.callersNames.contains(name.key) { return nil }
    var suggestions = [Suggestion("the field", "this.\(name.text)")]
    var notes: [String] = []
    let kind: String
    if environment.loops.contains(where: { $0.name.key == name.key }) {
      kind = "the row of a loop"
      notes = ["to use the row here, give it another name"]
    } else if environment.parameters[name.key] != nil {
      kind = "a param"
      suggestions.append(Suggestion("the param", "param.\(name.text)"))
    } else if environment.definitions.lets[name.key] != nil,
      // In a let's own text its name can only be the field.
      !reading.chain.contains(DefinitionID(.let, name))
    {
      kind = "a let"
      notes = ["to use the let here, give it another name"]
    } else {
      return nil
    }
    return Diagnostic(
      .ambiguousName, "\(name.text) is both a field here and \(kind)", at: name.span,
      suggestions: suggestions, notes: notes)
  }

  /// A number or period that is also a column's name, as in `show 2024` behind a pivot by years or over
  /// a spreadsheet with a column for each year: as a value it would be the same in every row.
  func literalOrColumn(_ expression: Expression) -> Diagnostic? {
    let isNumber: Bool
    switch expression.kind {
    case .number: isNumber = true
    case .period, .date: isNumber = false
    default: return nil
    }
    guard !reading.isShipped, let scope = scopes.last else { return nil }
    let written = text(expression.span)
    guard knows(written.lowercased(), in: scope) else { return nil }
    let value = isNumber ? [Suggestion("the number", "\(written).0")] : []
    return Diagnostic(
      .ambiguousName, "\(written) is a value, and there is a column of that name",
      at: expression.span,
      suggestions: [Suggestion("the column", "`\(written)`")]
        + (written.allSatisfy(\.isNumber) ? value : []))
  }

  /// Whether an expression is the word `param`, behind which a param's name stands.
  func namesParameters(_ base: Expression) -> Bool {
    guard case .name(let word, nil) = base.kind else { return false }
    return word.key == "param" && !word.isQuoted && !isKnownHere(word)
  }

  func use(_ parameter: Parameter, at span: Span) -> Shape {
    if parameter.value.type == .poison { return .poison }
    var value = parameter.value
    value.span = span
    return .value(value)
  }

  /// A `let`, checked again where it is used: it follows the data that is there now.
  mutating func use(_ definition: LetDefinition, at span: Span) -> Shape {
    let (saved, time) = (scopes, frame)
    scopes = []
    defer { scopes = saved }
    // A figure moves with the time around it; rows are what they are.
    let isFigure = definition.query.expression != nil
    let checked = apart { checking in
      checking.at(isFigure ? time : TimeFrame()) { checking in
        checking.using(
          DefinitionID(.let, definition.name), definition.name, definition.span, at: span,
          seesRows: false, otherwise: CheckedQuery?.none
        ) { $0.checkQuery(definition.query) }
      }
    }
    guard let checked else { return .poison }
    if case .project(let input, let values) = checked.plan.node, case .one = input.node,
      let value = values.first, values.count == 1
    {
      return .value(Self.isConstant(value) ? value : computedOnce(value, checked, definition, span))
    }
    let view = View(definition, checked.scope, catalog)
    return .rows(
      RowSet(
        rows: .pipeline(checked.shared(named: definition.name.key, at: span).plan),
        scope: checked.scope.seen(as: view)), span)
  }

  /// The one value of a `let`, read from the row that is kept for all of its uses.
  private func computedOnce(
    _ value: TypedExpression, _ checked: CheckedQuery, _ definition: LetDefinition, _ span: Span
  ) -> TypedExpression {
    let column = TypedExpression(.column(0, depth: 0), type: value.type, span: span)
    let aggregate = Aggregate(
      function: .first,
      rows: .pipeline(checked.shared(named: definition.name.key, at: span).plan),
      value: column, type: value.type, span: span)
    return TypedExpression(.aggregate(aggregate), type: value.type, span: span)
  }

  /// What a word means within one scope of rows; nil where it means nothing there.
  mutating func lookup(_ name: Name, depth: Int, arguments: CallArguments?) -> Shape? {
    let scope = scopes[scopes.count - 1 - depth]
    if arguments == nil, !isHidden(name.key, depth: depth) {
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
    if scope.gone.contains(name.key) {
      report(goneFromView(name, scope))
      return .poison
    }
    if let (declaration, owner) = measure(name.key, in: scope.owners) {
      if depth == 0 || arguments != nil {
        return apply(declaration, on: owner, rows: nil, arguments: arguments, at: name.span)
      }
      return nil
    }
    if arguments != nil { return nil }
    if let field = viewField(name.key, in: scope, depth: depth, at: name.span) {
      return field.type == .poison ? .poison : .value(field)
    }
    guard let anchor = scope.anchor else { return nil }
    return ownMember(
      row(of: anchor, depth: depth, at: name.span), anchor, name, span: name.span)
  }

  /// A field, defined field or to-many link of one entity row; nil where there is none.
  mutating func memberOfEntity(
    _ base: TypedExpression, _ entity: EntityID, _ name: Name, span: Span
  ) -> Shape? {
    ownMember(base, entity, name, span: span) ?? shippedMember(base, entity, name, span: span)
  }

  /// As `memberOfEntity`, leaving out what ships with the program.
  private mutating func ownMember(
    _ base: TypedExpression, _ entity: EntityID, _ name: Name, span: Span
  ) -> Shape? {
    if let index = catalog[entity].fieldIndex(name.text) {
      return .value(
        TypedExpression(
          .field(index, of: base), type: catalog[entity].fields[index].type, span: span))
    }
    if let declaration = fieldDeclaration(name.key, on: .entity(entity)) {
      return defined(declaration, of: base, entity, at: span)
    }
    if let inverse = catalog[entity].inverse(name.text) {
      let hop = Hop.inverse(from: entity, field: inverse.field, to: inverse.source)
      return .rows(
        RowSet(
          rows: .reached(owner: base, hops: [hop]), scope: entityScope(inverse.source)), span)
    }
    return nil
  }

  /// A defined field of one entity row.
  mutating func defined(
    _ declaration: FieldDeclaration, of base: TypedExpression, _ entity: EntityID, at span: Span
  ) -> Shape {
    let rows = entityScope(entity)
    let field = inText(of: declaration, on: .entity(entity), rows: rows, at: span)
    var value = present(field.rebased(on: base), with: base)
    value.span = span
    return value.type == .poison ? .poison : .value(value)
  }

  /// A defined field of a linked row: where the link is missing so is the field, as any other field
  /// of that row, whatever the definition would make of nothing.
  private func present(
    _ value: TypedExpression, with row: TypedExpression
  ) -> TypedExpression {
    if case .row = row.kind { return value }
    let isGone = operation(.isMissing, [row], .bool, row.span)
    let missing = constant(.missing, .missing, row.span)
    return TypedExpression(
      .conditional(isGone, then: missing, otherwise: value), type: value.type, span: value.span)
  }

  /// All words that could stand where a bare word stands, for suggestions.
  func knownNames() -> [String] {
    var names: [String] = []
    for scope in scopes.dropFirst(reading.floor).reversed() { names += self.names(in: scope) }
    names += environment.loops.map(\.name.text)
    names += environment.parameters.values.map(\.name.text).sorted()
    names += environment.definitions.lets.values.map(\.name.text).sorted()
    names += catalog.entities.map(\.name) + tablesOnDemand.keys.sorted()
    return names
  }

  /// Whether a scope of rows knows a name, apart from what ships with the program.
  func knows(_ key: String, in scope: RowScope) -> Bool {
    if scope.columnIndex(key) != nil || scope.links[key] != nil { return true }
    let isDefined = scope.owners.contains { owner in
      fieldDeclaration(key, on: owner) != nil || measureDeclaration(key, on: owner) != nil
    }
    guard !isDefined, let anchor = scope.anchor else { return isDefined }
    return catalog[anchor].fieldIndex(key) != nil || catalog[anchor].inverse(key) != nil
  }

  /// The names of a scope: columns, then what its lets and its entity have.
  func names(in scope: RowScope) -> [String] {
    var names = scope.columns.filter(\.isNamed).map(\.name) + scope.links.keys.sorted()
    for view in scope.views.reversed() { names += definedNames(on: view.name) }
    if let anchor = scope.anchor { names += self.names(of: anchor) }
    var seen: Set<String> = []
    return names.filter { seen.insert($0.lowercased()).inserted }
  }

  /// All that an entity's rows know, for suggestions.
  func names(of entity: EntityID) -> [String] {
    let shipped = shippedDefinitions(on: entity)
    return catalog[entity].fields.map(\.name) + catalog[entity].inverses.map(\.name)
      + definedNames(on: catalog[entity].name.lowercased())
      + shipped.fields.map(\.name.text) + shipped.measures.map(\.name.text)
  }

  /// Fields, then measures.
  private func definedNames(on owner: String) -> [String] {
    environment.definitions.fields.filter { $0.key.owner == owner }.map(\.value.name.text).sorted()
      + environment.definitions.measures.filter { $0.key.owner == owner }.map(\.value.name.text)
      .sorted()
  }
}
