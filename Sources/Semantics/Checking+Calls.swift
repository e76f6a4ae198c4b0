import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// `name(…)`: a measure of these rows, a user's function, an aggregate or a built-in function.
  mutating func checkCall(_ name: Name, _ call: CallArguments, _ span: Span) -> Shape {
    if let shape = measureCall(name, call, span) { return shape }
    if let function = environment.definitions.functions[name.key] {
      return checkUserFunction(function, name, call, span)
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
    report(unknownFunction(name, call))
    return .poison
  }

  private mutating func measureCall(
    _ name: Name, _ call: CallArguments, _ span: Span
  ) -> Shape? {
    if let context = measure, let declaration = measureDeclaration(name.key, on: context.entity) {
      return apply(declaration, on: context.entity, rows: nil, arguments: call, at: span)
    }
    guard let anchor = scopes.last?.anchor,
      let declaration = measureDeclaration(name.key, on: anchor)
    else { return nil }
    return apply(declaration, on: anchor, rows: nil, arguments: call, at: span)
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
      case .name(let unitName, nil) = word.kind, let unit = units[unitName.key]
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

  /// A user's function is checked at each call, with the arguments in place of its parameters.
  mutating func checkUserFunction(
    _ function: FunctionDeclaration, _ name: Name, _ call: CallArguments, _ span: Span
  ) -> Shape {
    if let circle = enter(Self.key(ofFunction: name.key), name.text, at: span) {
      report(circle)
      return .poison
    }
    defer { inProgress.removeLast() }
    guard call.arguments.count <= function.formals.count else {
      report(
        Diagnostic(
          .wrongArgumentCount,
          "\(name.text) takes \(function.formals.count) values, not \(call.arguments.count)",
          at: span))
      return .poison
    }
    var replacements: [String: Expression] = [:]
    for (index, formal) in function.formals.enumerated() {
      if index < call.arguments.count, let value = call.arguments[index].value.expression {
        replacements[formal.name.key] = value
      } else if let value = formal.defaultValue {
        replacements[formal.name.key] = value
      } else {
        report(
          Diagnostic(
            .wrongArgumentCount, "\(name.text) needs a value for \(formal.name.text)", at: span))
        return .poison
      }
    }
    return check(function.body.replacing(replacements))
  }
}
