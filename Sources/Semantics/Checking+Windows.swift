import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// share, running_share, share_above, running_sum, rank and previous.
  mutating func checkWindow(
    _ spec: AggregateSpec, _ name: Name, _ call: CallArguments, span: Span
  ) -> Shape {
    var within: Modifier?
    for modifier in call.modifiers {
      switch modifier.kind {
      case .within, .withinAll: within = modifier
      case .condition, .during, .prior, .priorPeriod, .per, .over:
        report(
          Diagnostic(
            .modifierNotAllowed, "\(name.text) takes only within; other words belong to its value",
            at: modifier.span, suggestions: [Suggestion("", spec.signature)]))
        return .poison
      }
    }
    let isRank = spec.kind == .rank
    guard call.arguments.count == (isRank ? 0 : 1) else {
      report(
        Diagnostic(
          .wrongArgumentCount,
          isRank
            ? "rank takes no value: it numbers the rows in their order"
            : "\(name.text) takes one value", at: span,
          suggestions: [Suggestion("", spec.signature)]))
      return .poison
    }
    guard scopes.last?.isStage == true else {
      report(
        Diagnostic(
          .aggregateOutside, "\(name.text) looks across the rows of a stage, and this is not one",
          at: span))
      return .poison
    }
    if group != nil {
      return checkGroupWindow(spec, name, call, within, span: span)
    }
    return checkRowWindow(spec, name, call, within, span: span)
  }

  private mutating func checkRowWindow(
    _ spec: AggregateSpec, _ name: Name, _ call: CallArguments, _ within: Modifier?, span: Span
  ) -> Shape {
    var keys: [TypedExpression] = []
    if let within {
      guard let partition = partition(within) else { return .poison }
      keys = partition
    }
    var value: TypedExpression?
    if let argument = call.arguments.first {
      let checked = single(checkArgumentQuery(argument.value), at: argument.value.span)
      if checked.type == .poison { return .poison }
      value = checked
    }
    if needsOrder(spec.kind), scopes.last?.isOrdered != true {
      report(needsOrder(name, at: span))
      return .poison
    }
    return window(spec, name, value, partition: keys, call, span: span)
  }

  /// In a `summarize`: shares are of the same figure over fewer keys; the others run over the groups.
  private mutating func checkGroupWindow(
    _ spec: AggregateSpec, _ name: Name, _ call: CallArguments, _ within: Modifier?, span: Span
  ) -> Shape {
    guard let outer = group else { return .poison }
    var level: [Int] = []
    if let within {
      guard let narrowed = groupLevel(within, outer) else { return .poison }
      level = narrowed
    }
    var value: TypedExpression?
    if let argument = call.arguments.first {
      let checked = single(checkArgumentQuery(argument.value), at: argument.value.span)
      if checked.type == .poison { return .poison }
      value = checked
    }
    if spec.kind == .share, let value, let argument = call.arguments.first {
      group?.level = level
      let total = single(checkArgumentQuery(argument.value), at: argument.value.span)
      group?.level = outer.level
      guard isNumeric(value.type) else {
        report(notSummable(name, value, at: argument.value.span))
        return .poison
      }
      return .gathered(operation(.divide, [value, total], .percent, span))
    }
    let keys = level.map { index in
      TypedExpression(.column(index, depth: 0), type: outer.keys[index].type, span: span)
    }
    return window(spec, name, value, partition: keys, call, span: span)
  }

  private func needsOrder(_ kind: AggregateSpec.Kind) -> Bool {
    switch kind {
    case .rank, .previous, .runningSum: true
    default: false
    }
  }

  private mutating func window(
    _ spec: AggregateSpec, _ name: Name, _ value: TypedExpression?,
    partition: [TypedExpression], _ call: CallArguments, span: Span
  ) -> Shape {
    func make(_ function: Window.Function, _ type: ValueType) -> Shape {
      .gathered(
        TypedExpression(
          .window(Window(function: function, partition: partition)), type: type, span: span))
    }
    guard let value else { return make(.rank, .number) }
    if spec.kind == .previous { return make(.previous(value), value.type) }
    guard isNumeric(value.type) else {
      report(notSummable(name, value, at: call.arguments.first?.value.span ?? span))
      return .poison
    }
    switch spec.kind {
    case .share: return make(.share(value), .percent)
    case .runningShare: return make(.runningShare(value), .percent)
    case .shareAbove: return make(.shareAbove(value), .percent)
    default: return make(.runningSum(value), value.type)
    }
  }
}
