import Columns
import Messages
import Model
import Plan
import Syntax

/// The wording of mistakes with params and the values that they are given.
extension Checking {
  func unknownParameterType(_ type: TypeName) -> Diagnostic {
    let words = [
      "number", "money", "percent", "text", "bool", "date", "period(quarter)", "duration",
      "choice(…)", "id",
    ]
    let near = nearestName(to: type.name.text, among: words + catalog.entities.map(\.name))
    return Diagnostic(
      .badDeclaration, "there is no type called \"\(type.name.text)\"", at: type.name.span,
      label: near.map { "did you mean \($0)?" } ?? "",
      suggestions: near.map { [Suggestion("", $0)] } ?? [],
      notes: ["types are: \(words.joined(separator: ", ")), or the name of an entity"])
  }

  /// A value that has not the param's type.
  ///
  /// - Parameter isElsewhere: whether the value stands outside of the param's own declaration.
  func wrongValue(
    _ expression: Expression, _ parameter: Parameter, isElsewhere: Bool
  ) -> Diagnostic {
    let name = parameter.name.text
    var diagnostic = Diagnostic(
      .badParameterValue, "\(name) is \(describe(parameter)), and this is not",
      at: expression.span,
      related: isElsewhere ? [RelatedPlace(span: parameter.name.span, label: "the param")] : [])
    if case .entity(let entity) = parameter.type, case .text(let literal) = expression.kind,
      let text = literal.plain
    {
      let problem = rowProblem(text, entity)
      diagnostic.message = noRow(text, entity, problem)
      diagnostic.label = problem.nearest.map { "did you mean \"\($0)\"?" } ?? ""
      diagnostic.suggestions =
        [problem.nearest].compactMap(\.self).map { Suggestion("", "\"\($0)\"") }
        + problem.candidates.prefix(3).map { Suggestion("by id", "\"\($0)\"") }
      return diagnostic
    }
    let example = sample(parameter)
    diagnostic.suggestions = [
      Suggestion("for example", isElsewhere ? "\(name): \(example)" : example)
    ]
    if !isElsewhere, !Self.isLiteral(expression) {
      diagnostic.notes = [
        "it is written out or counts from today, so that it is known before anything runs"
      ]
    }
    return diagnostic
  }

  private func noRow(_ text: String, _ entity: EntityID, _ problem: SettingProblem) -> String {
    problem.candidates.isEmpty
      ? "there is no \(catalog[entity].singular) called \"\(text)\""
      : "\(problem.candidates.count) \(catalog[entity].name) are called \"\(text)\""
  }

  /// A value of the right type that is not among those allowed.
  ///
  /// - Parameter isElsewhere: whether the value stands outside of the param's own declaration.
  func notAllowed(
    _ value: Value, _ parameter: Parameter, at span: Span, isElsewhere: Bool = false
  ) -> Diagnostic {
    let words = literal(value, parameter.type)
    let near = nearest(to: plainText(value), parameter)
    return Diagnostic(
      .badParameterValue, "\(parameter.name.text) cannot be \(words)", at: span,
      label: near.map { "did you mean \(literal(.text($0), .text))?" } ?? "",
      related: isElsewhere ? [RelatedPlace(span: parameter.name.span, label: "the param")] : [],
      suggestions: near.map { [Suggestion("", literal(.text($0), .text))] } ?? [],
      notes: [allowedNote(parameter)].compactMap(\.self))
  }

  // MARK: - The command line

  func needsSetting(_ parameter: Parameter) -> Diagnostic {
    Diagnostic(
      .badSetting, "\(parameter.name.text) needs a value", at: parameter.name.span,
      label: describe(parameter), suggestions: [Suggestion("", setting(parameter))],
      notes: [allowedNote(parameter)].compactMap(\.self))
  }

  func badSetting(
    _ text: String, _ parameter: Parameter, _ problem: SettingProblem
  ) -> Diagnostic {
    let name = parameter.name.text
    var diagnostic = Diagnostic(
      .badSetting, "\(name) cannot be \"\(text)\"", at: parameter.name.span,
      label: "it is \(describe(parameter))",
      suggestions: [Suggestion("", setting(parameter))],
      notes: [allowedNote(parameter)].compactMap(\.self))
    if case .entity(let entity) = parameter.type {
      diagnostic.message = noRow(text, entity, problem)
      diagnostic.label = "by name or id"
    }
    if let nearest = problem.nearest {
      diagnostic.label = "did you mean \(nearest)?"
      diagnostic.suggestions = [Suggestion("", "--set \(name)=\(Self.shellWord(nearest))")]
    }
    if !problem.candidates.isEmpty {
      diagnostic.label = "say which by its id"
      diagnostic.suggestions = problem.candidates.prefix(3).map {
        Suggestion("", "--set \(name)=\(Self.shellWord($0))")
      }
    }
    return diagnostic
  }

  // MARK: - run … with, and the prompt

  func needsArgument(_ parameter: Parameter, _ call: ScriptCall) -> Diagnostic {
    let path = call.file.literal.plain ?? ""
    let others = call.items.values.map { text($0.span) }.sorted()
    let items = others + ["\(parameter.name.text): \(sample(parameter))"]
    return Diagnostic(
      .missingParameter, "\(path) needs a value for \(parameter.name.text)", at: call.file.span,
      label: describe(parameter),
      related: [RelatedPlace(span: parameter.name.span, label: "the param")],
      suggestions: [Suggestion("", "run \"\(path)\" with \(items.joined(separator: ", "))")],
      notes: [allowedNote(parameter)].compactMap(\.self))
  }

  func needsDefault(_ parameter: Parameter) -> Diagnostic {
    let name = parameter.name
    return Diagnostic(
      .missingParameter, "\(name.text) has no value", at: name.span,
      label: describe(parameter),
      suggestions: [
        Suggestion(
          "give it one here", "param \(name.text): \(parameter.typeWords) = \(sample(parameter))")
      ],
      notes: ["a script gets its values with --set \(name.text)=… or run … with \(name.text): …"])
  }

  /// `param.name` where there is none of the name.
  func noSuchParameter(_ name: Name) -> Diagnostic {
    let names = environment.parameters.values.map(\.name.text).sorted()
    let near = nearestName(to: name.text, among: names)
    return Diagnostic(
      .unknownParameter, "there is no param called \"\(name.text)\"", at: name.span,
      label: near.map { "did you mean \($0)?" } ?? "",
      suggestions: near.map { [Suggestion("", $0)] } ?? [],
      notes: near == nil ? parameterNote(names) : [])
  }

  private func parameterNote(_ names: [String]) -> [String] {
    [names.isEmpty ? "there are no params" : "there are: \(names.joined(separator: ", "))"]
  }

  func unknownArgument(_ name: Name, _ path: String, among parameters: [Name]) -> Diagnostic {
    let near = nearestName(to: name.text, among: parameters.map(\.text))
    return Diagnostic(
      .unknownParameter, "\(path) has no param called \"\(name.text)\"", at: name.span,
      label: near.map { "did you mean \($0)?" } ?? "",
      suggestions: near.map { [Suggestion("", $0)] } ?? [],
      notes: near == nil ? parameterNote(parameters.map(\.text)) : [])
  }

  // MARK: - Words

  private func describe(_ parameter: Parameter) -> String {
    parameter.isAnyDuration ? "a length of time" : describe(parameter.type)
  }

  private func allowedNote(_ parameter: Parameter) -> String? {
    allowedWords(parameter).map { "it is one of: \($0)" }
  }

  /// The value that a param has here; nil for one that is known only when it runs.
  func words(forValueOf parameter: Parameter) -> String? {
    guard case .constant(let value) = parameter.value.kind else { return nil }
    return literal(value, parameter.type)
  }

  func allowedWords(_ parameter: Parameter) -> String? {
    parameter.allowed?.map { literal($0, parameter.type) }.joined(separator: ", ")
  }

  /// `--set area=Midwest`, as a shell takes it.
  private func setting(_ parameter: Parameter) -> String {
    let value: String
    if let first = parameter.allowed?.first {
      value = plainText(first)
    } else if case .text = parameter.type {
      value = "some text"
    } else if case .money = parameter.type {
      // Without a sign that shells take for their own.
      value = "50_000"
    } else if case .entity(let entity) = parameter.type, let name = names(in: entity).first {
      value = name
    } else {
      value = sample(parameter)
    }
    return "--set \(parameter.name.text)=\(Self.shellWord(value))"
  }

  private static func shellWord(_ word: String) -> String {
    let isPlain = word.allSatisfy { character in
      character.isASCII
        && (character.isLetter || character.isNumber || "._-%:/@+".contains(character))
    }
    if isPlain, !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  /// A value that a param could have, as the language writes it.
  private func sample(_ parameter: Parameter) -> String {
    if let first = parameter.allowed?.first { return literal(first, parameter.type) }
    switch parameter.type {
    case .number, .mixedMoney: return "10"
    case .money(let currency): return (currency.symbol ?? "") + "50k"
    case .percent: return "80%"
    case .text, .choice, .missing, .poison: return "\"text\""
    case .id: return "\"1\""
    case .bool: return "true"
    case .date: return CivilDate(dayNumber: Int(today)).description
    case .period(let unit):
      return calendar.description(of: calendar.period(of: today, unit), unit)
    case .duration(.days): return "90 days"
    case .duration(.months): return "3 months"
    case .entity(let entity): return names(in: entity).first.map { "\"\($0)\"" } ?? "\"name\""
    }
  }

  /// A value as the language writes it.
  func literal(_ value: Value, _ type: ValueType) -> String {
    switch (value, type) {
    case (.text(let text), _): return "\"\(text)\""
    case (.row(let row), .entity(let entity)):
      guard let field = catalog[entity].displayField else { return plainText(value) }
      return "\"\(plainText(environment.world.table(entity).columns[field][Int(row)]))\""
    case (.decimal(let number), .money(let currency)):
      return (currency.symbol ?? "") + number.normalised.description
    case (.decimal(let number), .percent):
      let scale = max(2, number.scale)
      guard let units = number.rescaled(to: scale) else { return plainText(value) }
      return Decimal(units: units, scale: scale - 2).normalised.description + "%"
    case (.truth(let truth), _): return truth ? "true" : "false"
    default: return plainText(value)
    }
  }
}
