import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// `base.name` or `base.name(…)`.
  mutating func checkMember(
    _ base: Expression, _ name: Name, _ arguments: CallArguments?, span: Span
  ) -> Shape {
    if let option = optionName(Expression(.member(base, name, arguments), span: span)) {
      return checkOption(option, at: span)
    }
    if namesParameters(base), arguments == nil {
      if let parameter = environment.parameters[name.key] { return use(parameter, at: span) }
      report(noSuchParameter(name))
      return .poison
    }
    // A path is followed on rows, in a measure's definition on those of the measure: only its end
    // is gathered.
    let rows = measure?.rows
    let shape = apart { checking in checking.inRows(rows) { $0.check(base) } }
    if notice(at: name.span, behind: shape) { return .poison }
    return member(of: shape, name, arguments, span: span)
  }

  mutating func member(
    of base: Shape, _ name: Name, _ arguments: CallArguments?, span: Span
  ) -> Shape {
    switch base {
    case .poison: return .poison
    case .scopeRow(let depth, _):
      if let shape = lookup(name, depth: depth, arguments: arguments) { return shape }
      if arguments == nil, let shape = shippedWord(name, depth: depth) { return shape }
      let scope = scopes[scopes.count - 1 - depth]
      report(unknownField(name, in: scope))
      return .poison
    case .linkRow(let link, let alias, let depth, let place):
      return memberOfLink(link, alias: alias, at: place, depth: depth, name, span: span)
    case .loopRow(let loop, let place):
      return memberOfLoop(loop, at: place, name, arguments, span: span)
    case .value(let value), .gathered(let value):
      return memberOfValue(value, name, arguments, span: span)
    case .rows(let set, _):
      return memberOfRows(set, name, arguments, span: span)
    case .many(let set, let value):
      return memberOfMany(set, value, name, span: span)
    case .periods, .list:
      report(
        Diagnostic(.unknownField, "this has no field called \"\(name.text)\"", at: name.span))
      return .poison
    }
  }

  private mutating func memberOfLink(
    _ link: LinkAlias, alias: String, at place: Span, depth: Int, _ name: Name, span: Span
  ) -> Shape {
    let scope = scopes[scopes.count - 1 - depth]
    if let index = link.columns[name.key] {
      return .value(column(index, of: scope, depth: depth, at: span))
    }
    if let field = linkedField(link, name, depth: depth, span: span) {
      return field.type == .poison ? .poison : .value(field)
    }
    if let anchor = link.anchorColumn, case .entity(let entity) = scope.columns[anchor].type {
      let base = column(anchor, of: scope, depth: depth, at: place)
      if let shape = memberOfEntity(base, entity, name, span: span) { return shape }
    }
    report(
      unknown(
        name, what: alias, of: linkEntity(link, scope),
        among: link.names + (linkEntity(link, scope).map(names(of:)) ?? [])))
    return .poison
  }

  /// A field that a let has for the linked rows, on the columns that the link has brought along.
  private mutating func linkedField(
    _ link: LinkAlias, _ name: Name, depth: Int, span: Span
  ) -> TypedExpression? {
    guard let source = link.source, let field = viewField(name.key, in: source, at: span) else {
      return nil
    }
    let scope = scopes[scopes.count - 1 - depth]
    var isGone = false
    let value = field.replacingReferences { reference in
      var place: Int?
      switch reference.expression.kind {
      case .row: place = link.anchorColumn
      case .column(let index, _): place = link.columns[source.columns[index].name.lowercased()]
      default: break
      }
      guard let place else {
        isGone = true
        return reference.expression
      }
      return column(place, of: scope, depth: depth + reference.opened, at: span)
    }
    if !isGone { return value }
    report(goneFromView(name, source))
    return Self.poison(span)
  }

  private mutating func memberOfLoop(
    _ loop: LoopRow, at place: Span, _ name: Name, _ arguments: CallArguments?, span: Span
  ) -> Shape {
    if arguments == nil,
      let column = loop.columns.first(where: { $0.name.lowercased() == name.key })
    {
      var value = column.value
      value.span = span
      return .value(value)
    }
    guard var row = loop.row else {
      report(unknown(name, what: loop.name.text, among: loop.columns.map(\.name)))
      return .poison
    }
    row.span = place
    return memberOfValue(row, name, arguments, span: span)
  }

  private func linkEntity(_ link: LinkAlias, _ scope: RowScope) -> EntityID? {
    guard let anchor = link.anchorColumn, case .entity(let id) = scope.columns[anchor].type
    else { return nil }
    return id
  }

  private mutating func memberOfValue(
    _ value: TypedExpression, _ name: Name, _ arguments: CallArguments?, span: Span
  ) -> Shape {
    guard case .entity(let entity) = value.type else {
      if value.type == .poison { return .poison }
      report(noFields(value, name))
      return .poison
    }
    if arguments == nil, let shape = memberOfEntity(value, entity, name, span: span) {
      return shape
    }
    if let measure = measureDeclaration(name.key, on: .entity(entity))
      ?? shipped.measures[Definitions.Owned(owner: key(of: .entity(entity)), name: name.key)]
    {
      report(measureOfOneRow(measure, entity, at: span))
      return .poison
    }
    report(unknown(name, what: catalog[entity].name, of: entity, among: names(of: entity)))
    return .poison
  }

  private mutating func memberOfRows(
    _ set: RowSet, _ name: Name, _ arguments: CallArguments?, span: Span
  ) -> Shape {
    if arguments == nil, let index = set.scope.columnIndex(name.key) {
      return .many(set, column(index, of: set.scope, depth: 0, at: span))
    }
    if let (declaration, owner) = measure(name.key, in: set.scope.owners) {
      return apply(declaration, on: owner, rows: set, arguments: arguments, at: span)
    }
    if arguments == nil, let field = viewField(name.key, in: set.scope, at: span) {
      return field.type == .poison ? .poison : .many(set, field)
    }
    if let anchor = set.scope.anchor {
      if arguments == nil {
        scopes.append(set.scope)
        let shape = memberOfEntity(
          row(of: anchor, depth: 0, at: span), anchor, name, span: span)
        scopes.removeLast()
        switch shape {
        case .value(let value)?: return .many(set, value)
        case .rows(let inner, _)?: return extend(set, by: inner, at: span)
        case .poison?: return .poison
        default: break
        }
      }
    }
    if let shape = shippedMeasure(
      name, arguments: arguments, rows: set, in: set.scope.owners, at: span)
    {
      return shape
    }
    report(unknownField(name, in: set.scope, arguments: arguments))
    return .poison
  }

  private mutating func memberOfMany(
    _ set: RowSet, _ value: TypedExpression, _ name: Name, span: Span
  ) -> Shape {
    guard case .entity(let entity) = value.type else {
      if value.type != .poison { report(noFields(value, name)) }
      return .poison
    }
    scopes.append(set.scope)
    let shape = memberOfEntity(value, entity, name, span: span)
    scopes.removeLast()
    switch shape {
    case .value(let value)?: return .many(set, value)
    case .rows(let inner, _)?: return extend(set, by: inner, at: span)
    case .poison?: return .poison
    default:
      report(unknown(name, what: catalog[entity].name, of: entity, among: names(of: entity)))
      return .poison
    }
  }

  /// The rows reached from the rows of a set: one longer path.
  ///
  /// `inner` starts at a row of `set` (depth 0), by to-one steps and then a to-many one.
  mutating func extend(_ set: RowSet, by inner: RowSet, at span: Span) -> Shape {
    guard let longer = extended(set, by: inner) else {
      report(
        Diagnostic(
          .mixedPaths, "a path cannot go on from here", at: span,
          notes: ["start the query from the rows you want, or expand them step by step"]))
      return .poison
    }
    return .rows(longer, span)
  }

  func extended(_ set: RowSet, by inner: RowSet) -> RowSet? {
    guard let steps = steps(of: inner) else { return nil }
    let condition: TypedExpression?
    if let outer = set.condition {
      guard let parent = parentRow(steps) else { return nil }
      condition = outer.rebased(on: parent)
    } else {
      condition = nil
    }
    switch set.rows {
    case .reached(let root, let first):
      return RowSet(
        rows: .reached(owner: root, hops: first + steps),
        condition: both(condition, inner.condition), scope: inner.scope)
    case .current:
      return RowSet(
        rows: inner.rows, condition: both(condition, inner.condition), scope: inner.scope)
    case .every:
      guard let parent = parentRow(steps) else { return nil }
      let isLinked = operation(
        .not, [operation(.isMissing, [parent], .bool, parent.span)], .bool, parent.span)
      guard let last = steps.last else { return nil }
      return RowSet(
        rows: .every(last.destination),
        condition: both(both(isLinked, condition), inner.condition), scope: inner.scope)
    case .pipeline: return nil
    }
  }

  /// The way from a row at depth 0 to the rows of a set; nil where it starts elsewhere.
  func steps(of set: RowSet) -> [Hop]? {
    guard case .reached(let owner, let hops) = set.rows else { return nil }
    return forwardHops(to: owner).map { $0 + hops }
  }

  /// The to-one steps that lead from a row at depth 0 to an entity value, or nil for another value.
  private func forwardHops(to value: TypedExpression) -> [Hop]? {
    switch value.kind {
    case .row(let depth): return depth == 0 ? [] : nil
    case .field(let field, let base):
      guard let before = forwardHops(to: base), case .entity(let from) = base.type,
        case .entity(let to) = value.type
      else { return nil }
      return before + [.forward(from: from, field: field, to: to)]
    case .constant, .variable, .column, .operation, .conditional, .aggregate, .window: return nil
    }
  }

  /// The row that the steps started from, seen from the row they lead to (depth 0); nil where that
  /// could be several.
  func parentRow(_ steps: [Hop]) -> TypedExpression? {
    guard let last = steps.last else { return nil }
    let span = Span(source: SourceID(index: 0), start: 0, end: 0)
    var parent = row(of: last.destination, depth: 0, at: span)
    for step in steps.reversed() {
      guard case .inverse(let from, let field, _) = step else { return nil }
      parent = TypedExpression(.field(field, of: parent), type: .entity(from), span: span)
    }
    return parent
  }
}
