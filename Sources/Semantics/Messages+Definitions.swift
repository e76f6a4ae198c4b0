import Messages
import Model
import Plan
import Syntax

/// The wording of mistakes in definitions and in the use of them.
extension Checking {
  private func definedHere(_ name: Name) -> [RelatedPlace] {
    [RelatedPlace(span: name.span, label: "defined here")]
  }

  // MARK: Arguments

  func clauseForDefinition(_ name: Name, at span: Span) -> Diagnostic {
    Diagnostic(
      .modifierNotAllowed, "\(name.text) takes only values; clauses belong to an aggregate",
      at: span, related: definedHere(name))
  }

  func tooManyArguments(
    _ count: Int, _ formals: [Formal], of name: Name, at span: Span
  ) -> Diagnostic {
    let wanted = formals.count
    return Diagnostic(
      .wrongArgumentCount,
      "\(name.text) takes \(wanted == 0 ? "no" : "\(wanted)") \(wanted == 1 ? "value" : "values"), "
        + "not \(count)", at: span, related: definedHere(name))
  }

  func missingArgument(_ formal: Formal, of name: Name, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongArgumentCount, "\(name.text) needs a value for \(formal.name.text)", at: span,
      related: definedHere(name))
  }

  func unknownParameter(_ label: Name, of name: Name, among formals: [Formal]) -> Diagnostic {
    let names = formals.map(\.name.text)
    let near = nearestName(to: label.text, among: names)
    return Diagnostic(
      .wrongArgument, "\(name.text) has no parameter called \"\(label.text)\"", at: label.span,
      label: near.map { "did you mean \($0)?" } ?? "", related: definedHere(name),
      suggestions: near.map { [Suggestion("", $0)] } ?? [],
      notes: near == nil && !names.isEmpty ? ["it has: \(names.joined(separator: ", "))"] : [])
  }

  func unnamedBehindNamed(_ argument: Argument, of name: Name) -> Diagnostic {
    Diagnostic(
      .wrongArgument, "values without a name come before those with one", at: argument.value.span,
      related: definedHere(name))
  }

  func givenTwice(_ formal: Formal, _ argument: Argument, of name: Name) -> Diagnostic {
    Diagnostic(
      .wrongArgument, "\(formal.name.text) of \(name.text) is given twice",
      at: argument.name?.span ?? argument.value.span, related: definedHere(name))
  }

  func wrongParameter(_ binding: Binding, _ type: TypeName, _ found: String) -> Diagnostic {
    let formal = binding.formal.name
    return Diagnostic(
      .wrongArgument,
      "\(binding.callee.name) needs \(text(type.span)) for \(formal.text), "
        + "and this is \(found)", at: binding.argument.span,
      related: [RelatedPlace(span: formal.span.joined(with: type.span), label: "declared here")])
  }

  func outOfSight(_ binding: Binding) -> Diagnostic {
    Diagnostic(
      .mixedPaths,
      "\(binding.callee.name) uses \(binding.formal.name.text) among rows that do not "
        + "know the rows of this call", at: binding.argument.span,
      related: [RelatedPlace(span: binding.formal.name.span, label: "used in a source of its own")],
      notes: ["a value that depends on no row, or a let, can be used there"])
  }

  func noMeasure(_ binding: Binding, _ word: Name, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongArgument, "\(binding.callee.name) needs a measure for \(word.text), and this is none",
      at: binding.argument.span,
      related: [RelatedPlace(span: span, label: "clauses go with a measure")])
  }

  /// - Parameter expression: what stands where a column's name should.
  func needsColumnName(_ verb: String, _ name: Name, _ expression: Expression) -> Diagnostic {
    Diagnostic(
      .wrongArgument, "\(verb) takes the name of a column, and \(name.text) is a calculation here",
      at: expression.span,
      suggestions: [Suggestion("name it first", "| add part: \(text(expression.span))")])
  }

  func countNeedsNumber(_ name: Name, verb: String) -> Diagnostic {
    Diagnostic(
      .wrongArgument, "\(verb) needs to know how many, and \(name.text) is no param here",
      at: name.span, suggestions: [Suggestion("", "\(verb) 10")])
  }

  func wrongCount(_ count: Expression, verb: String) -> Diagnostic {
    Diagnostic(
      .wrongArgument, "\(verb) needs a whole number from 1 on that is known before it runs",
      at: count.span)
  }

  func valueOwnsNothing(_ name: Name, _ value: TypedExpression) -> Diagnostic {
    Diagnostic(
      .unknownEntity,
      "\(name.text) is \(describe(value.type)), and only rows have fields and measures",
      at: name.span)
  }

  /// A word of a let that the rows behind some stages no longer have.
  func goneFromView(_ name: Name, _ scope: RowScope) -> Diagnostic {
    Diagnostic(
      .unknownField,
      "these rows no longer have the \(name.text) of \(scope.views.last?.name ?? "")",
      at: name.span,
      notes: ["use it before the stage that drops or changes \(name.text)"])
  }

  /// A definition that ships but lacks something in this model.
  func absent(_ id: DefinitionID, _ name: Name, because problem: Diagnostic) -> Diagnostic {
    // Where it builds on another that is absent, the reason is the other's.
    let isNested = problem.code == .absentDefinition
    let reason = isNested ? problem.message.split(separator: ": ", maxSplits: 1).last ?? "" : ""
    return Diagnostic(
      .absentDefinition,
      "\(name.text) is not there: \(isNested ? String(reason) : problem.message)", at: name.span,
      related: isNested
        ? problem.related
        : problem.span.map { [RelatedPlace(span: $0, label: "it needs this")] } ?? [],
      notes: (isTryingOut ? [] : lacks(of: id).map(whatProvides)) + [
        "or define \(name.text) anew, for what there is: it takes the place of this"
      ])
  }

  // MARK: Options

  func unknownOption(_ name: Name) -> Diagnostic {
    let names = optionNames
    let near = nearestName(to: name.text, among: names)
    return Diagnostic(
      .unknownOption, "there is no option called \"\(name.text)\"", at: name.span,
      label: near.map { "did you mean \($0)?" } ?? "",
      suggestions: near.map { [Suggestion("", $0)] } ?? [],
      notes: near == nil
        ? [
          "there are: \(shortList(names))",
          "a new one is introduced in ecosystem.parley or in an included file",
        ] : [])
  }

  func optionNeedsConstant(_ definition: OptionDefinition) -> Diagnostic {
    Diagnostic(
      .badOptionValue, "an option is one value that is known before any data is looked at",
      at: definition.value.span, label: "this is not",
      suggestions: [
        Suggestion(
          "what depends on data", "let \(definition.name.text) = \(text(definition.value.span))")
      ])
  }

  func optionOfAnotherType(
    _ definition: OptionDefinition, _ earlier: OptionDefinition, _ shape: Shape
  ) -> Diagnostic {
    var wanted = "a list"
    switch shape {
    case .value(let value), .gathered(let value): wanted = describe(value.type)
    case .periods: wanted = "a stretch of time"
    case .rows, .many, .list, .scopeRow, .linkRow, .loopRow, .poison: break
    }
    return Diagnostic(
      .badOptionValue, "\(definition.name.text) is \(wanted), not \(text(definition.value.span))",
      at: definition.value.span,
      related: [RelatedPlace(span: earlier.span, label: "introduced here")])
  }

  // MARK: Declarations

  func parameterTwice(_ formal: Name, of name: Name) -> Diagnostic {
    Diagnostic(
      .badParameter, "\(name.text) has two parameters called \"\(formal.text)\"", at: formal.span)
  }

  func parameterAsLabel(_ label: Name, _ formal: Formal, of name: Name) -> Diagnostic {
    Diagnostic(
      .badParameter,
      "\(label.text) is a parameter of \(name.text), so it cannot name something else in it",
      at: label.span, label: "give this another name",
      related: [RelatedPlace(span: formal.name.span, label: "the parameter")])
  }

  func defaultNeedsLater(_ word: Name, _ formal: Formal) -> Diagnostic {
    Diagnostic(
      .badParameter,
      "what \(formal.name.text) is without a value can build only on the parameters "
        + "before it", at: word.span)
  }

  func unusedParameter(_ formal: Name, of name: Name) -> Diagnostic {
    Diagnostic(
      .badParameter, "\(name.text) makes no use of its parameter \(formal.text)", at: formal.span,
      severity: .warning)
  }

  func unknownType(_ type: TypeName) -> Diagnostic {
    Diagnostic(
      .badParameter, "there is neither a type nor an entity called \"\(type.name.text)\"",
      at: type.name.span,
      notes: [
        "types are: number, money, percent, text, id, bool, date, period, duration, choice(…)"
      ])
  }

  func unknownUserVerb(_ word: Name) -> Diagnostic {
    let own = environment.definitions.verbs.values.map(\.name.text).sorted()
    let names = own + shipped.verbs.values.map(\.name.text).sorted().filter { !own.contains($0) }
    let near = nearestName(to: word.text, among: names)
    var diagnostic = Diagnostic(
      .unknownUserVerb, "there is no verb called \"\(word.text)\" to apply", at: word.span,
      label: near.map { "did you mean \($0)?" } ?? "",
      suggestions: near.map { [Suggestion("", $0)] } ?? [])
    if near == nil {
      diagnostic.notes =
        names.isEmpty
        ? ["verb \(word.text)(x) = | … would define it"]
        : ["there are: \(shortList(names))"]
    }
    return diagnostic
  }

  // MARK: Circles and depth

  func circle(_ id: DefinitionID, _ name: String, at span: Span) -> Diagnostic {
    circle(reading.chain.drop { $0 != id } + [id], name, at: span)
  }

  func circle(_ chain: [DefinitionID], _ name: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .circularDefinition, "\(name) is defined by itself", at: span,
      notes: ["the circle: \(chain.map(\.description).joined(separator: " → "))"])
  }

  func definitionsTooDeep(_ name: String, isDeep: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep,
      isDeep
        ? "\(name) builds on definitions that build on definitions, too many deep"
        : "\(name) leads to definitions that are used too many times over", at: span,
      notes: ["define it from the data, or from fewer steps"])
  }
}
