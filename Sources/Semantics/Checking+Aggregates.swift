import Columns
import Messages
import Model
import Plan
import Syntax

/// The rows and the value of an aggregate call, while its modifiers are read.
struct AggregateTarget {
  var rows: AggregateRows
  /// The scopes that its rows open, outermost first: none for the current rows.
  var opened: [RowScope]
  /// The rows of a path, for paths written from outside again.
  var set: RowSet?
  var condition: TypedExpression?
  var value: TypedExpression?
  /// What leads from a reached row back to the row of the measure that it was reached from.
  var parent: TypedExpression?
}

/// What the modifiers of an aggregate call say, apart from `during` and `prior`.
struct AggregateModifiers {
  var condition: TypedExpression?
  var per: TypedExpression?
  var countsEveryRow = false
  var date: TypedExpression?
  var within: Modifier?
}

extension Checking {
  mutating func checkAggregate(
    _ spec: AggregateSpec, _ name: Name, _ call: CallArguments, span: Span
  ) -> Shape {
    switch spec.kind {
    case .share, .runningShare, .shareAbove, .runningSum, .rank, .previous:
      return checkWindow(spec, name, call, span: span)
    case .change: return checkChange(spec, call, span: span)
    case .sum, .average, .standardDeviation, .median, .percentile, .extreme, .count,
      .countPresent, .countDistinct, .end, .sparkline, .any, .none, .every:
      break
    }
    let (context, outer, isInEach) = (measure, frame, group?.each != nil)
    guard let own = time(call.modifiers, in: outer) else { return .poison }
    // An aggregate without a date leaves the time to the figures in its argument.
    let hasDate = isInEach || context?.date != nil || call.modifiers.contains(where: \.isOver)
    let known = datedCount
    let checked = apart {
      $0.plainAggregate(
        spec, name, call, context, argumentTime: hasDate ? TimeFrame() : outer, span: span)
    }
    guard let (checkedAggregate, within) = checked else { return .poison }
    var dated = checkedAggregate
    let isForArgument = own.steps.count == outer.steps.count && own.period == outer.period
    dated.frame = !hasDate && isForArgument && datedCount > known ? TimeFrame() : own
    return finish(dated, within: within, name: name, call: call, span: span)
  }

  /// The aggregate itself, apart from where it stands.
  private mutating func plainAggregate(
    _ spec: AggregateSpec, _ name: Name, _ call: CallArguments, _ context: MeasureContext?,
    argumentTime: TimeFrame, span: Span
  ) -> (DatedAggregate, within: Modifier?)? {
    let argument = at(argumentTime) { $0.checkArgument(spec, name, call, context, span: span) }
    guard let argument, var target = target(of: argument, context, span: span),
      let modifiers = readModifiers(call.modifiers, in: target, span: span)
    else { return nil }
    if spec.kind == .sparkline, (target.opened.last ?? scopes.last)?.isOrdered != true {
      report(seriesNeedsOrder(name, target, call, at: span))
      return nil
    }
    if let context { restrict(&target, by: context) }
    var condition = both(target.condition, modifiers.condition)
    if case .every = spec.kind, target.value == nil {
      // `every(deals where c during p)`: that c holds for every deal of p.
      target.value = modifiers.condition
      condition = target.condition
    }
    guard
      let (function, value, finalCondition, type) = typed(
        spec, name, target, condition, call, span: span)
    else { return nil }
    let aggregate = Aggregate(
      function: function, rows: target.rows, condition: finalCondition, value: value,
      per: modifiers.per, type: type, span: span)
    if modifiers.per == nil, !modifiers.countsEveryRow, needsPer(spec.kind),
      let value, isBeyondToOne(value, in: target.opened.last ?? scopes.last)
    {
      report(
        countOncePer(name, value, call, in: target.opened.last ?? scopes.last, at: span))
      return nil
    }
    var dated = DatedAggregate(aggregate: aggregate, date: modifiers.date, frame: TimeFrame())
    if let date = modifiers.date {
      dated.earliest = earliest(of: date, rows: target.rows)
    } else if let context, let measured = context.date {
      dated.date = onRows(measured, of: target, context)
      dated.earliest = earliest(of: measured, rows: context.rows?.rows ?? .current)
    }
    return (dated, modifiers.within)
  }

  private enum CheckedArgument {
    case none
    case shape(Shape, Span)
  }

  private mutating func checkArgument(
    _ spec: AggregateSpec, _ name: Name, _ call: CallArguments, _ context: MeasureContext?,
    span: Span
  ) -> CheckedArgument? {
    let isOptional: Bool
    switch spec.kind {
    case .count, .any, .none, .every: isOptional = true
    default: isOptional = false
    }
    let wanted = spec.kind == .percentile ? 2 : 1
    guard let first = call.arguments.first else {
      if isOptional { return CheckedArgument.none }
      report(
        Diagnostic(
          .wrongArgumentCount, "\(name.text) needs to know of what", at: span,
          suggestions: [Suggestion("", spec.signature)]))
      return nil
    }
    guard call.arguments.count == wanted else {
      report(
        Diagnostic(
          .wrongArgumentCount,
          "\(name.text) takes \(wanted == 1 ? "one value" : "a value and a percent")",
          at: span, suggestions: [Suggestion("", spec.signature)]))
      return nil
    }
    let shape = inRows(context?.rows) { $0.checkArgumentQuery(first.value) }
    if case .poison = shape { return nil }
    return .shape(shape, first.value.span)
  }

  /// An argument: an expression, or a pipeline without parentheses of its own.
  mutating func checkArgumentQuery(_ query: Query) -> Shape {
    if let expression = query.expression { return check(expression) }
    guard let checked = checkQuery(query) else { return .poison }
    return .rows(RowSet(rows: .pipeline(checked.plan), scope: checked.scope), query.span)
  }

  private mutating func target(
    of argument: CheckedArgument, _ context: MeasureContext?, span: Span
  ) -> AggregateTarget? {
    let base = context?.rows
    func onBase(_ value: TypedExpression?) -> AggregateTarget {
      if let base {
        return AggregateTarget(
          rows: base.rows, opened: [base.scope], set: base, condition: base.condition,
          value: value)
      }
      return AggregateTarget(rows: .current, opened: [], value: value)
    }
    switch argument {
    case .none: return onBase(nil)
    case .shape(let shape, let place):
      switch shape {
      case .value(let value), .gathered(let value): return onBase(value)
      case .rows(let set, _): return reach(set, nil, from: base, at: place)
      case .many(let set, let value): return reach(set, value, from: base, at: place)
      case .scopeRow, .linkRow, .loopRow: return onBase(single(shape, at: place))
      case .periods, .list, .poison:
        _ = single(shape, at: place)
        return nil
      }
    }
  }

  /// The rows of a path, on from the rows of a measure where there is one.
  private mutating func reach(
    _ set: RowSet, _ value: TypedExpression?, from base: RowSet?, at span: Span
  ) -> AggregateTarget? {
    guard let base else {
      return AggregateTarget(
        rows: set.rows, opened: [set.scope], set: set, condition: set.condition, value: value)
    }
    if case .every = set.rows {
      return AggregateTarget(
        rows: set.rows, opened: [set.scope], set: set, condition: set.condition, value: value)
    }
    guard case .reached(_, let hops) = set.rows, let longer = extended(base, by: set),
      let parent = parentRow(hops)
    else {
      report(
        Diagnostic(
          .mixedPaths, "this path cannot be followed from the rows of a measure", at: span))
      return nil
    }
    return AggregateTarget(
      rows: longer.rows, opened: [base.scope, set.scope], set: set, condition: longer.condition,
      value: value.map { settle($0, parent: parent) }, parent: parent)
  }

  /// Takes out the scope of a measure's row: it is found again from the row that was reached.
  private func settle(_ value: TypedExpression, parent: TypedExpression) -> TypedExpression {
    value.replacingReferences(opened: 0) { reference in
      switch reference.depth {
      case 0: reference.expression
      case 1:
        parent.replacingReferences { inner in
          TypedExpression(
            .row(depth: inner.depth + reference.opened), type: inner.expression.type,
            span: inner.expression.span)
        }
      default: reference.expression.deepened(by: -1)
      }
    }
  }

  /// A condition or date of the measure's row, for the rows of the target.
  private func onRows(
    _ expression: TypedExpression, of target: AggregateTarget, _ context: MeasureContext?
  ) -> TypedExpression {
    if let parent = target.parent { return expression.rebased(on: parent) }
    if context?.rows == nil, !target.opened.isEmpty { return expression.shifted(by: 1) }
    return expression
  }

  private func restrict(_ target: inout AggregateTarget, by context: MeasureContext) {
    guard let condition = context.condition else { return }
    target.condition = both(target.condition, onRows(condition, of: target, context))
  }

  private mutating func readModifiers(
    _ modifiers: [Modifier], in target: AggregateTarget, span: Span
  ) -> AggregateModifiers? {
    var result = AggregateModifiers()
    for modifier in modifiers {
      switch modifier.kind {
      case .condition(let condition):
        let checked = inside(target) { $0.checkCondition(condition) }
        if checked.type == .poison { return nil }
        result.condition = both(result.condition, checked)
      case .over(let path):
        let date = pathValue(path, in: target)
        if date.type == .poison { return nil }
        guard date.type == .date else {
          report(
            Diagnostic(
              .typeMismatch, "over names a date, and this is \(describe(date.type))",
              at: path.span))
          return nil
        }
        result.date = date
      case .per(let path):
        if path.names.count == 1, path.names[0].key == "row",
          reading.parameters["row"] == nil
        {
          result.countsEveryRow = true
        } else {
          let value = pathValue(path, in: target)
          if value.type == .poison { return nil }
          result.per = value
        }
      case .within, .withinAll: result.within = modifier
      case .during, .prior, .priorPeriod: break
      }
    }
    return result
  }

  /// Checks something in the scopes that a target opens.
  private mutating func inside(
    _ target: AggregateTarget, _ body: (inout Checking) -> TypedExpression
  ) -> TypedExpression {
    scopes += target.opened
    let value = body(&self)
    scopes.removeLast(target.opened.count)
    if let parent = target.parent { return settle(value, parent: parent) }
    return value
  }

  /// A path of `per` or `over`: from the rows of the target, or written out from where we stand.
  private mutating func pathValue(_ path: Path, in target: AggregateTarget) -> TypedExpression {
    let expression = Self.expression(path)
    let isParameter = reading.parameters[path.names[0].key] != nil
    if let set = target.set, target.parent == nil,
      isParameter
        || path.names.count > 1
          && !knows(path.names[0].key, in: set.scope)
    {
      let saved = diagnostics
      if case .many(let other, let value) = check(expression), other.rows == set.rows {
        return value
      }
      diagnostics = saved
    }
    return inside(target) { $0.checkValue(expression) }
  }
}

extension Modifier {
  fileprivate var isOver: Bool { if case .over = kind { true } else { false } }
}
