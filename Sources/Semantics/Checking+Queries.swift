import Columns
import Messages
import Model
import Plan
import Syntax

/// A query as far as it has been checked: each prefix of a query is one.
struct CheckedQuery {
  var plan: LogicalPlan
  var scope: RowScope

  init(_ node: LogicalPlan.Node, _ scope: RowScope, at span: Span) {
    plan = LogicalPlan(node, columns: scope.planColumns, anchor: scope.anchor, span: span)
    self.scope = scope
  }

  /// The same rows, computed once for all that use them.
  func shared(named name: String, at span: Span) -> CheckedQuery {
    if case .shared = plan.node { return self }
    return CheckedQuery(.shared(name: name, plan), scope, at: span)
  }
}

extension Checking {
  /// Checks a query stage by stage; a wrong stage is reported and the next ones still looked at.
  ///
  /// - Parameter look: sees each prefix of the query with its last stage, nil for the source.
  mutating func checkQuery(
    _ query: Query, look: (inout Checking, Stage?, CheckedQuery) -> Void = { _, _, _ in }
  ) -> CheckedQuery? {
    let saved = taps
    taps = nil
    defer { taps = saved }
    return checkStages(query, look: look)
  }

  /// Checks a query that may hand rows out on their way; see ``checkQuery(_:look:)``.
  mutating func checkTappedQuery(
    _ query: Query, look: (inout Checking, Stage?, CheckedQuery) -> Void = { _, _, _ in }
  ) -> (query: CheckedQuery, taps: [Tap])? {
    let saved = taps
    taps = []
    defer { taps = saved }
    guard let checked = checkStages(query, look: look) else { return nil }
    return (checked, taps ?? [])
  }

  private mutating func checkStages(
    _ query: Query, look: (inout Checking, Stage?, CheckedQuery) -> Void
  ) -> CheckedQuery? {
    guard let first = checkSource(query.source, at: query.span) else { return nil }
    look(&self, nil, first)
    guard let current = check(query.stages, on: first, look: look) else { return nil }
    if !scopes.isEmpty, owner(of: current.plan) == nil, reachesOut(current.plan) {
      report(
        Diagnostic(
          .mixedPaths, "this pipeline looks at the row outside but does not start from it",
          at: query.span,
          notes: ["start it from a link of that row, as in (deals | top 3 by amount)"]))
      return nil
    }
    return current
  }

  /// The rows behind some more stages; nil where they could not be found out.
  mutating func check(
    _ stages: [Stage], on first: CheckedQuery,
    look: (inout Checking, Stage?, CheckedQuery) -> Void = { _, _, _ in }
  ) -> CheckedQuery? {
    var current = first
    var last: (stage: Stage, scope: RowScope)?
    for stage in stages {
      if current.scope.isOpen, !stage.kind.takesAnyColumns {
        report(stageBehindPivot(at: stage.span, pivot: last))
        return nil
      }
      notice(stage: stage.span, of: current.scope)
      scopes.append(current.scope)
      inputs.append(current.plan)
      // The items of an `add` see those before them; elsewhere all see the incoming rows.
      if case .add = stage.kind { note(labelsOf: stage) }
      var next = check(stage, on: current)
      note(labelsOf: stage)
      markParameters(of: stage, behind: current.scope.columns.count, in: &next)
      inputs.removeLast()
      scopes.removeLast()
      guard let next else { return nil }
      last = (stage, current.scope)
      current = next
      guard current.plan.height <= Self.maximumHeight else {
        report(tooManyStages(Self.maximumHeight, at: stage.span))
        return nil
      }
      look(&self, stage, current)
    }
    return current
  }

  /// Of the stages of a query, those of the lets below it and the columns of an `add` included: far
  /// beyond what anyone writes, far below what the stack holds.
  static let maximumHeight = 1_000

  /// The outer row that the rows of a pipeline are reached from; nil where they are reached from none.
  func owner(of plan: LogicalPlan) -> TypedExpression? {
    switch plan.node {
    case .reached(let owner, _): owner.looksAtRows ? owner : nil
    case .shared: nil
    default: plan.node.inputs.first.flatMap { owner(of: $0) }
    }
  }

  /// The row that an aggregate's rows are reached from; nil where they are reached from none.
  func owner(of rows: AggregateRows) -> TypedExpression? {
    switch rows {
    case .reached(let owner, _): owner
    case .pipeline(let plan): owner(of: plan)
    case .current, .every: nil
    }
  }

  func reachesOut(_ plan: LogicalPlan) -> Bool {
    var found = false
    _ = plan.replacingReferences(opened: 1) { reference in
      found = true
      return reference.expression
    }
    return found
  }

  private mutating func checkSource(_ source: QuerySource, at span: Span) -> CheckedQuery? {
    switch source {
    case .compare(let name, _, _), .with(let name, _):
      report(notYet("a scenario or snapshot", at: name.span))
      return nil
    case .expression(let expression):
      return rows(of: check(expression), expression)
    }
  }

  private mutating func rows(of shape: Shape, _ expression: Expression) -> CheckedQuery? {
    let span = expression.span
    switch shape {
    case .poison: return nil
    case .rows(let set, _): return rows(of: set, at: span)
    case .many:
      report(
        Diagnostic(
          .manyValues, "a query starts from rows, and this is one value of each", at: span,
          suggestions: [Suggestion("", showing(expression))]))
      return nil
    case .value, .gathered, .periods, .list, .scopeRow, .linkRow, .loopRow:
      let value = single(shape, at: span)
      if value.type == .poison { return nil }
      var scope = RowScope(isStage: true)
      scope.grain = freshGrain()
      let (name, isNamed) = columnName(nil, expression)
      scope.columns = [
        ScopeColumn(name: name, type: value.type, isNamed: isNamed, grain: scope.grain)
      ]
      let one = CheckedQuery(.one, RowScope(isStage: true), at: span)
      return CheckedQuery(.project(one.plan, [value]), scope, at: span)
    }
  }

  /// One row of values that look at no rows around them.
  func oneRow(of values: [TypedExpression], at span: Span) -> CheckedQuery {
    var scope = RowScope(isStage: true)
    scope.columns = values.map { ScopeColumn(name: "value", type: $0.type, grain: 0) }
    let one = CheckedQuery(.one, RowScope(isStage: true), at: span)
    return CheckedQuery(.project(one.plan, values), scope, at: span)
  }

  private func showing(_ expression: Expression) -> String {
    if case .member(let base, let name, nil) = expression.kind {
      return "\(text(base.span)) | show \(name.text)"
    }
    return "\(text(expression.span))"
  }

  mutating func rows(of set: RowSet, at span: Span) -> CheckedQuery? {
    switch set.rows {
    case .pipeline(let plan):
      var scope = set.scope
      scope.isStage = true
      var query = CheckedQuery(plan.node, scope, at: span)
      query.plan = plan
      return query
    case .every(let entity):
      let scope = scanScope(entity)
      let scan = CheckedQuery(.scan(entity), scope, at: span)
      guard let condition = set.condition else { return scan }
      return CheckedQuery(.filter(scan.plan, condition), scope, at: span)
    case .reached(let owner, let hops):
      guard let last = hops.last else { return nil }
      let scope = scanScope(last.destination)
      let reached = CheckedQuery(.reached(owner: owner, hops: hops), scope, at: span)
      guard let condition = set.condition else { return reached }
      return CheckedQuery(.filter(reached.plan, condition), scope, at: span)
    case .current: return nil
    }
  }

  /// The name of a column: the given one, the last word of a path, else the expression's own text.
  func columnName(_ name: Name?, _ value: Expression) -> (name: String, isNamed: Bool) {
    if let name { return (name.text, true) }
    if let option = optionName(value) { return (option.text, true) }
    let written = written(value)
    switch written.kind {
    case .name(let name, nil): return (name.text, true)
    case .member(_, let name, nil): return (name.text, true)
    case .name(let name, .some), .member(_, let name, .some):
      if isMeasure(name.key) { return (name.text, true) }
    default: break
    }
    return (text(written.span), false)
  }

  /// Whether a word before parentheses can only be a measure of some rows.
  private func isMeasure(_ key: String) -> Bool {
    if environment.definitions.measures.keys.contains(where: { $0.name == key }) { return true }
    let isFunction =
      vocabulary.function(key) != nil || vocabulary.aggregate(key) != nil
      || environment.definitions.functions[key] != nil
    return !isFunction && shipped.measures.keys.contains { $0.name == key }
  }
}

extension Stage.Kind {
  /// Whether it hands rows on whatever their columns.
  fileprivate var takesAnyColumns: Bool {
    switch self {
    case .chart, .export, .print: true
    case .where, .add, .replace, .show, .hide, .rename, .sort, .take, .top, .distinct, .summarize,
      .expand, .link, .append, .pivot, .unpivot, .apply, .assert, .describe, .explain,
      .invalid:
      false
    }
  }

  /// Whether it leaves the rows as they are and only looks at them: what is explained goes without.
  var onlyLooks: Bool {
    switch self {
    case .export, .print, .describe, .explain: true
    case .where, .add, .replace, .show, .hide, .rename, .sort, .take, .top, .distinct, .summarize,
      .expand, .link, .append, .pivot, .unpivot, .chart, .apply, .assert, .invalid:
      false
    }
  }
}
