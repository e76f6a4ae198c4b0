import Columns
import Messages
import Model
import Plan
import Syntax

/// The rows that the aggregates of a measure's body run over, and what restricts them.
struct MeasureContext {
  /// Whose measures its text knows, the measure's own owner first.
  var owners: [Owner]
  var entity: EntityID?
  var declaration: MeasureDeclaration
  /// The measure that the question names: this one, or one that is built from it.
  var used: MeasureDeclaration
  /// Where that one is named; nil while a definition is looked at for itself.
  var callSite: Span?
  /// The rows reached by a path; nil for the current rows.
  var rows: RowSet?
  /// The measure's date and conditions, written for one of its owner's rows at depth 0.
  var date: TypedExpression?
  /// Whether the use says the date: then measures in the definition go by it too.
  var isDateGiven = false
  var condition: TypedExpression?
  /// What `within` says in a row stage.
  var partition: [TypedExpression]?
  /// What `within` says in a `summarize`.
  var level: [Int]?
}

extension Checking {
  /// Evaluates a measure's definition over rows: `deals.revenue(during …)`, or `revenue` in a
  /// `summarize` over deals.
  mutating func apply(
    _ declaration: MeasureDeclaration, on owner: Owner, rows: RowSet?,
    arguments: CallArguments?, at span: Span
  ) -> Shape {
    if let argument = arguments?.arguments.first {
      report(measureTakesNoValues(declaration, argument.value))
      return .poison
    }
    let savedGroup = group
    let savedMeasure = measure
    let savedScopes = scopes
    let savedFrame = frame
    defer {
      measure = savedMeasure
      scopes = savedScopes
      frame = savedFrame
      if group != nil, let level = savedGroup?.level { group?.level = level }
    }
    guard let time = time(arguments?.modifiers ?? [], in: frame),
      let base = continued(rows, in: savedMeasure, at: span)
    else { return .poison }
    let own = scope(of: owner, in: base.rows?.scope ?? scopes.last)
    var context = MeasureContext(
      owners: own.owners, entity: own.anchor, declaration: declaration,
      used: savedMeasure?.used ?? declaration,
      callSite: frame.isUndecided ? nil : savedMeasure?.callSite ?? span, rows: base.rows,
      condition: base.condition, partition: savedMeasure?.partition)
    (group, measure, frame) = (nil, nil, TimeFrame())
    if rows == nil, let savedMeasure, savedMeasure.isDateGiven {
      (context.date, context.isDateGiven) = (savedMeasure.date, true)
    } else if let over = declaration.over {
      scopes = [own]
      context.date = inText(of: declaration, on: owner, at: span, otherwise: Self.poison(span)) {
        $0.checkValue(Self.expression(over))
      }
      scopes = savedScopes
      if context.date?.type == .poison { return .poison }
    }
    guard applyModifiers(arguments?.modifiers ?? [], to: &context, savedGroup) else {
      return .poison
    }
    if context.rows == nil {
      // In a row stage a measure is that of the row, as far as it follows paths from there.
      let isOfOneRow = savedGroup == nil && context.partition == nil && savedMeasure == nil
      guard narrowScope(to: owner, declaration, isOfOneRow: isOfOneRow, at: span) else {
        return .poison
      }
    }
    group = savedGroup
    if let level = context.level { group?.level = level }
    measure = context
    frame = time
    let floor = context.rows == nil ? scopes.count - 1 : scopes.count
    var value = inText(
      of: declaration, on: owner, at: span, floor: floor, otherwise: Self.poison(span)
    ) { $0.checkValue(declaration.body) }
    if value.type == .poison { return .poison }
    value.span = span
    return .gathered(value)
  }

  /// The rows of a measure that another one's definition uses: on from the rows of that one, and
  /// under its conditions.
  private mutating func continued(
    _ rows: RowSet?, in outer: MeasureContext?, at span: Span
  ) -> (rows: RowSet?, condition: TypedExpression?)? {
    guard let outer else { return (rows, nil) }
    guard let rows else { return (outer.rows, outer.condition) }
    if outer.rows == nil, outer.condition == nil { return (rows, nil) }
    let whole = outer.rows.map { extended($0, by: rows) } ?? rows
    if let whole {
      guard let condition = outer.condition else { return (whole, nil) }
      if let steps = steps(of: rows), let parent = parentRow(steps) {
        return (whole, condition.rebased(on: parent))
      }
      // What the current row has to meet, seen from the rows that it leads to.
      if outer.rows == nil, case .reached = rows.rows { return (whole, condition.shifted(by: 1)) }
    }
    report(
      Diagnostic(
        .mixedPaths, "this path cannot be followed from the rows of a measure", at: span))
    return nil
  }

  /// Checks a part of a measure's own text.
  private mutating func inText<Result>(
    of declaration: MeasureDeclaration, on owner: Owner, at span: Span, floor: Int = 0,
    otherwise: Result,
    _ check: (inout Checking) -> Result
  ) -> Result {
    using(
      DefinitionID(.measure, declaration.name, of: key(of: owner)), declaration.name,
      declaration.span, at: span, floor: floor, otherwise: otherwise,
      check)
  }

  /// Leaves only the owner's own names in sight: a measure means the same wherever it is used.
  private mutating func narrowScope(
    to owner: Owner, _ declaration: MeasureDeclaration, isOfOneRow: Bool, at span: Span
  ) -> Bool {
    guard let current = scopes.last else { return true }
    let entity: EntityID
    switch owner {
    case .view(let name):
      scopes[scopes.count - 1] = current.narrowed(to: name)
      return true
    case .entity(let id): entity = id
    }
    if current.grain != current.anchorGrain, !isOfOneRow {
      report(
        Diagnostic(
          .countOncePer,
          "one \(catalog[entity].singular) stands in several of these rows, so "
            + "\(declaration.name.text) would count it several times", at: span,
          notes: ["summarize before expand, or start from the rows that you expanded to"]))
      return false
    }
    scopes[scopes.count - 1] = RowScope(
      anchor: entity, anchorGrain: current.anchorGrain, grain: current.grain,
      isStage: current.isStage)
    return true
  }

  /// Where, over and within of a measure's call; false after a message.
  private mutating func applyModifiers(
    _ modifiers: [Modifier], to context: inout MeasureContext, _ outerGroup: GroupContext?
  ) -> Bool {
    for modifier in modifiers {
      switch modifier.kind {
      case .over(let path):
        let date = inRows(context.rows) { $0.checkValue(Self.expression(path)) }
        if date.type == .poison { return false }
        (context.date, context.isDateGiven) = (date, true)
      case .condition(let condition):
        let checked = inRows(context.rows) { $0.checkCondition(condition) }
        if checked.type == .poison { return false }
        context.condition = both(context.condition, checked)
      case .within, .withinAll:
        if let outerGroup {
          guard let level = groupLevel(modifier, outerGroup) else { return false }
          context.level = level
        } else {
          guard let partition = partition(modifier) else { return false }
          context.partition = partition
        }
      case .during, .prior, .priorPeriod: break
      case .per:
        report(
          Diagnostic(
            .modifierNotAllowed, "per belongs inside the measure's own definition",
            at: modifier.span))
        return false
      }
    }
    return true
  }

  /// Checks something in the scope of a set's rows, or where we are for the current rows.
  mutating func inRows<Result>(
    _ set: RowSet?, _ body: (inout Checking) -> Result
  ) -> Result {
    guard let set else { return body(&self) }
    scopes.append(set.scope)
    defer { scopes.removeLast() }
    return body(&self)
  }

  /// A path as the expression that it spells.
  static func expression(_ path: Path) -> Expression {
    var expression = Expression(.name(path.names[0], nil), span: path.names[0].span)
    for name in path.names.dropFirst() {
      expression = Expression(
        .member(expression, name, nil), span: expression.span.joined(with: name.span))
    }
    return expression
  }
}
