import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// `name(…)`: a measure of these rows, a user's function, an aggregate or a built-in function.
  mutating func checkCall(_ name: Name, _ call: CallArguments, _ span: Span) -> Shape {
    if let shape = parameterCall(name, call, span) { return shape }
    if let shape = measureCall(name, call, span) { return shape }
    if let function = environment.definitions.functions[name.key] {
      return checkUserFunction(function, call, span)
    }
    if let label = call.arguments.lazy.compactMap(\.name).first {
      report(
        Diagnostic(
          .wrongArgument, "\(name.text) tells its values by their order, not by names",
          at: label.span, label: "leave the name and the colon out"))
      return .poison
    }
    if let aggregate = vocabulary.aggregate(name.key) {
      return checkAggregate(aggregate, name, call, span: span)
    }
    if let modifier = call.modifiers.first, vocabulary.function(name.key) != nil {
      report(
        Diagnostic(
          .modifierNotAllowed, "\(name.text) works on one value and takes no such clause",
          at: modifier.span))
      return .poison
    }
    if name.key == "period" { return checkPeriodFunction(name, call, span) }
    if let function = vocabulary.function(name.key) {
      return checkFunction(function, name, call, span)
    }
    if let shape = shippedCall(name, call, span) { return shape }
    report(unknownFunction(name, call))
    return .poison
  }

  /// `m(during 2026)`, where the parameter m stands for a measure; nil where the word can only mean
  /// a function.
  private mutating func parameterCall(
    _ name: Name, _ call: CallArguments, _ span: Span
  ) -> Shape? {
    guard call.arguments.isEmpty, let binding = reading.parameters[name.key] else { return nil }
    switch binding.expression?.kind {
    case .member(_, let member, nil):
      // Only the end of a path is gathered, as without a parameter.
      let rows = measure?.rows
      let base = apart { checking in
        checking.inRows(rows) { inner in
          inner.look(through: binding, at: name.span) { checking, argument in
            guard case .member(let base, _, _)? = argument.expression?.kind else { return .poison }
            return checking.check(base)
          }
        }
      }
      return self.member(of: base, member, call, span: span)
    case .name(let word, nil) where scopesInSight(of: binding)?.count == scopes.count:
      let owners = measure?.owners ?? scopes.last?.owners ?? []
      let shape =
        measureCall(word, call, span)
        ?? shippedMeasure(word, arguments: call, in: owners, at: span)
      if let shape { return shape }
    default: break
    }
    report(noMeasure(binding, name, at: span))
    return .poison
  }

  private mutating func measureCall(
    _ name: Name, _ call: CallArguments, _ span: Span
  ) -> Shape? {
    guard
      let (declaration, owner) = measure(
        name.key, in: measure?.owners ?? scopes.last?.owners ?? [])
    else { return nil }
    return apply(declaration, on: owner, rows: nil, arguments: call, at: span)
  }

  private mutating func checkFunction(
    _ function: FunctionSpec, _ name: Name, _ call: CallArguments, _ span: Span
  ) -> Shape {
    guard function.argumentCount.contains(call.arguments.count) else {
      report(wrongCount(function, name, call, at: span))
      return .poison
    }
    var shapes: [Shape] = []
    for argument in call.arguments { shapes.append(checkArgumentQuery(argument.value)) }
    let spans = call.arguments.map(\.value.span)
    return lift(shapes, spans: spans, at: span) { checking, values in
      let request = FunctionCall(
        arguments: values, span: span, options: checking.environment.world.options)
      switch function.check(request) {
      case .success(let value): return value
      case .failure(let problem):
        checking.report(checking.wrongArgument(function, values, problem, spans, at: span))
        return Self.poison(span)
      }
    }
  }

  /// `period(date, quarter)`: the unit is a word, not a value.
  private mutating func checkPeriodFunction(
    _ name: Name, _ call: CallArguments, _ span: Span
  ) -> Shape {
    let units: [String: PeriodUnit] = [
      "day": .day, "week": .week, "month": .month, "quarter": .quarter, "half": .half,
      "year": .year, "fiscal_quarter": .fiscalQuarter, "fiscal_year": .fiscalYear,
    ]
    guard call.arguments.count == 2, let word = call.arguments[1].value.expression,
      case .name(let unitName, nil) = written(word).kind, let unit = units[unitName.key]
    else {
      report(
        Diagnostic(
          .wrongArgument, "period takes a date and the word for a unit of time", at: span,
          suggestions: [Suggestion("", "period(closed_on, quarter)")]))
      return .poison
    }
    let argument = call.arguments[0].value
    let shape = checkArgumentQuery(argument)
    return lift([shape], spans: [argument.span], at: span) { checking, values in
      guard values[0].type == .date else {
        checking.report(
          Diagnostic(
            .wrongArgument,
            "period needs a date, and this is "
              + checking.describe(values[0].type), at: argument.span))
        return Self.poison(span)
      }
      return checking.operation(.period(unit), values, .period(unit), span)
    }
  }
}
