import Columns
import Messages
import Model
import Plan
import Syntax

/// The stages that bring in other rows or turn columns into rows and back.
extension Checking {
  mutating func checkExpand(
    _ path: Path, _ name: Name?, _ keepsEmpty: Bool, _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    let shape = check(Self.expression(path))
    guard case .rows(let set, _) = shape, case .reached(let owner, let hops) = set.rows,
      set.condition == nil, let last = hops.last
    else {
      if case .poison = shape { return current }
      report(
        Diagnostic(
          .notMany, "expand follows a link to many rows, and this is not one", at: path.span,
          notes: inverseNote(current.scope)))
      return current
    }
    var scope = current.scope
    let grain = freshGrain()
    scope.grain = grain
    scope.isOrdered = false
    scope.views = []
    let label = columnName(name, Self.expression(path)).name
    if scope.columnIndex(label.lowercased()) != nil {
      report(
        Diagnostic(
          .duplicateName, "there is already a column called \"\(label)\"",
          at: name?.span ?? path.span,
          suggestions: [Suggestion("", "expand \(text(path.span)) as \(label)_row")]))
    }
    scope.columns.append(
      ScopeColumn(
        name: label, type: .entity(last.destination), grain: grain, carriesGrain: grain))
    return CheckedQuery(
      .expand(current.plan, owner: owner, hops: hops, keepsEmpty: keepsEmpty), scope, at: span)
  }

  private func inverseNote(_ scope: RowScope) -> [String] {
    guard let anchor = scope.anchor, !catalog[anchor].inverses.isEmpty else { return [] }
    let names = catalog[anchor].inverses.map(\.name).joined(separator: ", ")
    return ["a \(catalog[anchor].singular) has many: \(names)"]
  }

  /// A source that stands on its own: `link targets …`, `append others`.
  private mutating func independentSource(_ expression: Expression) -> CheckedQuery? {
    apart(with: []) { checking in
      if case .parenthesised(let inner) = expression.kind { return checking.checkQuery(inner) }
      return checking.checkQuery(Query(expression))
    }
  }

  /// Checks something that sees only these rows, and not those around it.
  private mutating func apart<Result>(
    with rows: [RowScope], _ check: (inout Checking) -> Result
  ) -> Result {
    let saved = (scopes, reading)
    defer { (scopes, reading) = saved }
    reading = reading.apart(from: scopes)
    scopes = rows
    return check(&self)
  }

  mutating func checkLink(
    _ isMany: Bool, _ source: Expression, _ name: Name, _ condition: Expression,
    _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    guard var linked = independentSource(source) else { return current }
    if current.scope.columnIndex(name.key) != nil || current.scope.links[name.key] != nil {
      report(
        Diagnostic(
          .duplicateName, "there is already something called \"\(name.text)\" here",
          at: name.span))
      return current
    }
    // Fields of a linked entity are reached through its row: nothing needs to be copied.
    if !isMany, case .scan = linked.plan.node {
      var scope = linked.scope
      scope.columns = []
      linked = CheckedQuery(.project(linked.plan, []), scope, at: source.span)
    }
    var scope = current.scope
    guard let pairs = linkPairs(condition, name, linked.scope) else {
      scope.links[name.key] = LinkAlias(isBroken: true)
      var query = current
      query.scope = scope
      return query
    }
    if isMany {
      scope.links[name.key] = LinkAlias(
        names: linked.scope.columns.map(\.name),
        many: ManyLink(plan: linked.plan, scope: linked.scope, pairs: pairs))
      var query = current
      query.scope = scope
      return query
    }
    var alias = LinkAlias()
    if !linked.scope.views.isEmpty { alias.source = linked.scope }
    let offset = scope.columns.count
    for (index, column) in linked.scope.columns.enumerated() {
      alias.columns[column.name.lowercased()] = offset + index
      alias.names.append(column.name)
      var column = column
      column.name = "\(name.text).\(column.name)"
      column.anchorField = nil
      column.grain = -1
      column.carriesGrain = nil
      column.viewNames = [:]
      scope.columns.append(column)
    }
    for pair in pairs {
      if case .column(let index, depth: 0) = pair.right.kind, alias.matchColumn == nil {
        alias.matchColumn = offset + index
      }
    }
    let withAnchor = linked.scope.anchor != nil
    if let anchor = linked.scope.anchor {
      alias.anchorColumn = scope.columns.count
      scope.columns.append(ScopeColumn(name: name.text, type: .entity(anchor), grain: -1))
    }
    scope.links[name.key] = alias
    return CheckedQuery(
      .link(
        current.plan, source: linked.plan, on: pairs, withAnchor: withAnchor),
      scope, at: span)
  }

  /// The rows of a `link many` that match the row of an enclosing scope.
  func rows(of link: ManyLink, depth: Int, at span: Span) -> RowSet {
    let tests = link.pairs.map { pair in
      operation(.equal, [pair.right, pair.left.shifted(by: depth + 1)], .bool, span)
    }
    let present = link.pairs.map { pair in
      operation(.not, [operation(.isMissing, [pair.right], .bool, span)], .bool, span)
    }
    var condition: TypedExpression?
    for test in tests + present { condition = both(condition, test) }
    guard let condition else { return RowSet(rows: .pipeline(link.plan), scope: link.scope) }
    let matching = CheckedQuery(.filter(link.plan, condition), link.scope, at: span)
    return RowSet(rows: .pipeline(matching.plan), scope: link.scope)
  }

  /// The equalities of an `on`, each with one side about the linked rows and one about these.
  private mutating func linkPairs(
    _ condition: Expression, _ name: Name, _ linked: RowScope
  ) -> [LinkPair]? {
    var pairs: [LinkPair] = []
    for equality in conjuncts(condition) {
      guard case .binary(.equal, _, let left, let right) = equality.kind,
        mentions(left, name) != mentions(right, name)
      else {
        report(
          Diagnostic(
            .typeMismatch, "on joins rows by equal values, one of them from \(name.text)",
            at: equality.span,
            suggestions: [
              Suggestion("", "on \(name.text).region = region and \(name.text).quarter = quarter")
            ]))
        return nil
      }
      let (theirs, ours) = mentions(left, name) ? (left, right) : (right, left)
      let own = checkValue(ours)
      var scope = linked
      scope.alias = name.key
      let other = apart(with: [scope]) { $0.checkValue(theirs) }
      if own.type == .poison || other.type == .poison { return nil }
      guard let (one, two) = comparable(own, other, isEquality: true) else {
        report(comparisonProblem(.equal, own, other, at: equality.span))
        return nil
      }
      pairs.append(LinkPair(left: one, right: two))
    }
    return pairs
  }

  private func conjuncts(_ condition: Expression) -> [Expression] {
    switch condition.kind {
    case .binary(.and, _, let left, let right): conjuncts(left) + conjuncts(right)
    case .parenthesised(let query):
      if let inner = query.expression { conjuncts(inner) } else { [condition] }
    default: [condition]
    }
  }

  /// Whether an expression is about the rows of this name.
  private func mentions(_ expression: Expression, _ name: Name) -> Bool {
    Wording(expression).words.contains { $0.key == name.key }
  }

  mutating func checkAppend(
    _ source: Expression, _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    guard let other = independentSource(source) else { return current }
    var order: [TypedExpression] = []
    var columns = current.scope.columns
    for (index, column) in current.scope.columns.enumerated() {
      guard let match = other.scope.columnIndex(column.name.lowercased()) else {
        report(
          shapesDiffer(
            "the rows to append have no column called \"\(column.name)\"", at: source.span))
        return current
      }
      guard let type = common(column.type, other.scope.columns[match].type) else {
        report(
          shapesDiffer(
            "\(column.name) is \(describe(column.type)) here and "
              + "\(describe(other.scope.columns[match].type)) there", at: source.span))
        return current
      }
      columns[index].type = type
      order.append(self.column(match, of: other.scope, depth: 0, at: source.span))
    }
    if let extra = other.scope.columns.first(where: {
      current.scope.columnIndex($0.name.lowercased()) == nil
    }) {
      report(
        shapesDiffer(
          "only the rows to append have a column called \"\(extra.name)\"", at: source.span))
      return current
    }
    var scope = other.scope
    scope.columns = columns
    let aligned = CheckedQuery(.project(other.plan, order), scope, at: source.span)
    return CheckedQuery(.append(current.plan, aligned.plan), detached(columns), at: span)
  }

  mutating func checkPivot(
    _ items: [Item], _ across: Path, _ list: Expression?, _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery? {
    let scope = current.scope
    guard let key = columnIndex(across, verb: "across", in: scope) else { return nil }
    var measures: [Pivot.Measure] = []
    for item in items {
      guard case .name(let name, nil) = item.value.kind,
        let index = binding(item.value) == nil
          ? scope.columnIndex(name.key) : columnIndex(name, verb: "pivot", in: scope),
        index != key
      else {
        report(
          Diagnostic(
            .unnamedColumn, "pivot spreads columns that are there already", at: item.span,
            suggestions: [
              Suggestion(
                "add it first", "add value: \(text(item.value.span)) | pivot value across …")
            ]))
        return nil
      }
      measures.append(
        Pivot.Measure(column: index, absentIsZero: scope.columns[index].absentIsZero))
    }
    let kept = scope.columns.indices.filter { index in
      index != key && !measures.contains { $0.column == index }
    }
    let figures = kept.filter { current.plan.isFigureOfGroups($0) }
    if !figures.isEmpty {
      report(figuresKept(figures.map { scope.columns[$0].name }, items, across, span))
    }
    var values: [Value] = []
    var names: [String] = []
    if let list {
      guard let listed = pivotValues(list, scope.columns[key].type, key, scope) else { return nil }
      (values, names) = listed
    }
    var columns = kept.map { scope.columns[$0] }
    for name in names {
      for measure in measures {
        var column = scope.columns[measure.column]
        column.name = measures.count == 1 ? name : "\(name) \(column.name)"
        columns.append(column)
      }
    }
    var result = detached(columns)
    result.isOpen = list == nil
    let pivot = Pivot(
      keep: kept, across: key, values: values, measures: measures, isListed: list != nil)
    return CheckedQuery(.pivot(current.plan, pivot), result, at: span)
  }

  private mutating func pivotValues(
    _ list: Expression, _ type: ValueType, _ key: Int, _ scope: RowScope
  ) -> (values: [Value], names: [String])? {
    guard case .list(let elements) = list.kind, !elements.isEmpty else {
      report(
        Diagnostic(
          .typeMismatch, "list the values in brackets", at: list.span,
          suggestions: [Suggestion("", "in [\(text(list.span))]")]))
      return nil
    }
    let subject = Shape.value(column(key, of: scope, depth: 0, at: list.span))
    var values: [Value] = []
    var names: [String] = []
    for element in elements {
      let value = single(checkOpposite(element, subject), at: element.span)
      if value.type == .poison { return nil }
      let subject = column(key, of: scope, depth: 0, at: list.span)
      guard case .constant(let constant) = value.kind,
        comparable(subject, value, isEquality: true) != nil
      else {
        let name = scope.columns[key].name
        report(
          Diagnostic(
            .typeMismatch,
            "\(name) is \(describe(subject.type)), and this is \(describe(value.type))",
            at: element.span, label: "this is not a value of \(name)"))
        return nil
      }
      values.append(constant)
      names.append(plainText(constant))
    }
    return (values, names)
  }

  /// A value as a column name has it.
  func plainText(_ value: Value) -> String {
    switch value {
    case .missing: "missing"
    case .decimal(let number): number.normalised.description
    case .real(let number): "\(number)"
    case .day(let day): CivilDate(dayNumber: Int(day)).description
    case .truth(let truth): truth ? "yes" : "no"
    case .text(let text): text
    case .row(let row): "\(row)"
    case .period(let number, let unit): calendar.description(of: number, unit)
    }
  }

  /// As for a word, where the grammar has a path of which one word may be.
  private mutating func columnIndex(_ path: Path, verb: String, in scope: RowScope) -> Int? {
    if path.names.count == 1 { return columnIndex(path.names[0], verb: verb, in: scope) }
    report(
      unknown(
        path.names[path.names.count - 1], what: "these rows", among: scope.columns.map(\.name)))
    return nil
  }

  mutating func checkUnpivot(
    _ paths: [Path], _ name: Name, _ value: Name, _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    var indices: [Int] = []
    var type: ValueType?
    for path in paths {
      guard let index = columnIndex(path, verb: "unpivot", in: current.scope) else {
        return current
      }
      let next = current.scope.columns[index].type
      guard let joined = common(type ?? next, next) else {
        report(
          shapesDiffer(
            "\(path.names[0].text) is \(describe(next)), not \(describe(type ?? next))",
            at: path.span))
        return current
      }
      type = joined
      indices.append(index)
    }
    let kept = current.scope.columns.indices.filter { !indices.contains($0) }
    var columns = kept.map { current.scope.columns[$0] }
    columns.append(ScopeColumn(name: name.text, type: .text, grain: 0))
    columns.append(ScopeColumn(name: value.text, type: type ?? .missing, grain: 0))
    return CheckedQuery(
      .unpivot(current.plan, keep: kept, values: indices), detached(columns), at: span)
  }
}
