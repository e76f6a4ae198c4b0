import Columns
import Messages
import Model
import Plan
import Syntax

/// `param` and the values that scripts are given.
extension Checking {
  mutating func define(_ declaration: ParamDeclaration) {
    let name = declaration.name
    guard isFree(name, for: .param) else { return }
    parameters.append(name)
    var parameter = Parameter(
      name: name, type: parameterType(declaration.type) ?? .poison,
      typeWords: text(declaration.type.span),
      isAnyDuration: declaration.type.name.key == "duration" && declaration.type.arguments.isEmpty,
      value: Self.poison(name.span))
    defer { environment.parameters[name.key] = parameter }
    if parameter.type == .poison { return }
    if let list = declaration.allowed {
      guard let allowed = allowedValues(list, &parameter) else { return }
      parameter.allowed = allowed
    } else if case .choice(let list) = parameter.type, !list.declared.isEmpty {
      parameter.allowed = list.declared.map { .text($0) }
    }
    var initial: TypedExpression?
    if let expression = declaration.defaultValue {
      initial = defaultValue(expression, parameter)
      if initial == nil { return }
    }
    parameter.value = argument(for: parameter, default: initial)
    if parameter.value.type != .poison { parameter.type = parameter.value.type }
  }

  // MARK: - Types

  /// The type that a param's declaration names, which has been complained about where it is none.
  private mutating func parameterType(_ type: TypeName) -> ValueType? {
    guard let kind = columnKind(type) else { return nil }
    switch kind {
    case .number(.plain): return .number
    case .percent(.plain): return .percent
    case .money(let currency, .plain):
      return .money(currency ?? environment.world.options.currency)
    case .date(nil): return .date
    case .text: return .text
    case .id: return .id
    case .bool: return .bool
    case .period(let unit): return .period(unit)
    case .duration(let unit): return .duration(unit)
    case .choice(let values): return .choice(ChoiceList(declared: values))
    case .link(let entity):
      if let id = catalog.entity(named: entity) { return .entity(id) }
      if !failedEntities.contains(entity.lowercased()) { report(unknownParameterType(type)) }
      return nil
    case .number, .percent, .money, .date:
      report(
        Diagnostic(
          .badDeclaration, "a param's value is written as in the language, whatever files do",
          at: type.span, suggestions: [Suggestion("", type.name.text)]))
      return nil
    }
  }

  // MARK: - Defaults and lists

  private mutating func allowedValues(
    _ list: Expression, _ parameter: inout Parameter
  ) -> [Value]? {
    guard case .list(let elements) = list.kind else { return nil }
    var values: [Value] = []
    for element in elements {
      guard let (value, type) = constantValue(element, parameter) else { return nil }
      // The first of several durations says whether they are days or months.
      parameter.type = type
      parameter.isAnyDuration = false
      values.append(value)
    }
    return values
  }

  private mutating func defaultValue(
    _ expression: Expression, _ parameter: Parameter
  ) -> TypedExpression? {
    if case .missing = expression.kind {
      return constant(.missing, parameter.type, parameter.name.span)
    }
    guard let (value, type) = constantValue(expression, parameter) else { return nil }
    guard parameter.takes(value) else {
      report(notAllowed(value, parameter, at: expression.span))
      return nil
    }
    return constant(value, type, parameter.name.span)
  }

  /// An expression in a param's own declaration.
  private mutating func constantValue(
    _ expression: Expression, _ parameter: Parameter
  ) -> (value: Value, type: ValueType)? {
    let before = diagnostics.count
    if let value = settled(expression, as: parameter), case .constant(let constant) = value.kind {
      return (constant, value.type)
    }
    if diagnostics.count == before {
      report(wrongValue(expression, parameter, isElsewhere: false))
    }
    return nil
  }

  /// An expression's value as a param's type has it; nil where it has none, which has been said
  /// only where the expression is wrong in itself.
  mutating func settled(_ expression: Expression, as parameter: Parameter) -> TypedExpression? {
    outsideOfRows { checking in
      if case .period(let unit) = parameter.type, unit == .year,
        let year = checking.year(expression)
      {
        return checking.constant(.period(year, .year), parameter.type, expression.span)
      }
      let subject = checking.constant(.missing, parameter.type, parameter.name.span)
      let value = checking.single(
        checking.checkOpposite(expression, .value(subject)), at: expression.span)
      return value.type == .poison ? nil : checking.settled(value, as: parameter)
    }
  }

  /// Checks something that sees no rows.
  mutating func outsideOfRows<Result>(_ body: (inout Checking) -> Result) -> Result {
    let saved = (scopes, group, measure)
    (scopes, group, measure) = ([], nil, nil)
    defer { (scopes, group, measure) = saved }
    return body(&self)
  }

  /// A value under another type, where the types agree in what they mean.
  private func settled(
    _ value: TypedExpression, as parameter: Parameter
  ) -> TypedExpression? {
    let type = parameter.type
    var result = value
    result.type = type
    if value.type == .missing { return result }
    switch (type, value.type) {
    case (.number, .number), (.percent, .percent), (.bool, .bool), (.text, .text),
      (.text, .choice), (.id, .id), (.id, .text), (.id, .number):
      return result
    case (.percent, .number):
      // A ratio that was computed; 80 written out could be 80 % or 8,000 %.
      if case .constant = value.kind { return nil }
      return result
    case (.money(let one), .money(let other)): return one == other ? result : nil
    case (.money, .number):
      if case .constant = value.kind { return result }
      return operation(.retype, [value], type, value.span)
    case (.date, .date):
      return Self.constantDay(value).map { constant(.day($0), type, value.span) } ?? result
    case (.period(let one), .period(let other)): return one == other ? result : nil
    case (.duration(let one), .duration(let other)):
      return one == other ? result : parameter.isAnyDuration ? value : nil
    case (.choice(let list), .text), (.choice(let list), .choice):
      guard case .constant(.text(let word)) = value.kind, !list.declared.isEmpty else {
        return result
      }
      return list.declared.first { $0.lowercased() == word.lowercased() }
        .map { constant(.text($0), type, value.span) }
    case (.entity(let one), .entity(let other)): return one == other ? result : nil
    case (.entity(let entity), .text), (.entity(let entity), .id), (.entity(let entity), .number):
      guard case .constant(let given) = value.kind,
        case .row(let row) = findRow(given, of: entity)
      else { return nil }
      return constant(.row(row), type, value.span)
    default: return nil
    }
  }

  // MARK: - Given values

  private mutating func argument(
    for parameter: Parameter, default initial: TypedExpression?
  ) -> TypedExpression {
    let key = parameter.name.key
    let text: String?
    switch arguments {
    case .typed: text = nil
    case .commandLine(let texts), .checking(let texts): text = texts[key]
    case .call(let call):
      text = nil
      if let item = call.items[key] { return argument(item, of: call, for: parameter) }
    }
    if let text { return argument(text, for: parameter) }
    if let initial { return initial }
    switch arguments {
    case .typed: report(needsDefault(parameter))
    case .commandLine: report(needsSetting(parameter))
    case .call(let call): report(needsArgument(parameter, call))
    case .checking: return madeUp(parameter)
    }
    return Self.poison(parameter.name.span)
  }

  /// The value of `--set name=text`.
  private mutating func argument(_ text: String, for parameter: Parameter) -> TypedExpression {
    let value: TypedExpression
    switch read(setting: text, as: parameter) {
    case .success(let parsed): value = parsed
    case .failure(let problem):
      report(badSetting(text, parameter, problem))
      return Self.poison(parameter.name.span)
    }
    guard case .constant(let constant) = value.kind, parameter.takes(constant) else {
      report(badSetting(text, parameter, SettingProblem(nearest: nearest(to: text, parameter))))
      return Self.poison(parameter.name.span)
    }
    return value
  }

  /// The value of `run … with name: value`.
  private mutating func argument(
    _ item: Item, of call: ScriptCall, for parameter: Parameter
  ) -> TypedExpression {
    let callee = environment
    environment = call.environment
    defer { environment = callee }
    let before = diagnostics.count
    guard let settled = settled(item.value, as: parameter) else {
      if diagnostics.count == before {
        report(wrongValue(item.value, parameter, isElsewhere: true))
      }
      return Self.poison(item.span)
    }
    if case .constant(let constant) = settled.kind {
      if constant == .missing || parameter.takes(constant) { return settled }
      report(notAllowed(constant, parameter, at: item.value.span, isElsewhere: true))
      return Self.poison(item.span)
    }
    let variable = freshVariable()
    laterArguments.append(
      PlannedArgument(
        variable: variable,
        value: planned(oneRow(of: [settled], at: item.value.span).plan, item.value.span),
        parameter: parameter, allowed: allowedWords(parameter)))
    return TypedExpression(.variable(variable), type: settled.type, span: parameter.name.span)
  }

  /// Some value of a param's type, for a script that is only checked.
  private mutating func madeUp(_ parameter: Parameter) -> TypedExpression {
    let value: Value
    switch parameter.type {
    case .number, .money, .duration: value = .decimal(Decimal(1))
    case .percent: value = .decimal(Decimal(units: 5, scale: 1))
    case .bool: value = .truth(true)
    case .date: value = .day(today)
    case .period(let unit): value = .period(calendar.period(of: today, unit), unit)
    case .text, .id, .choice, .entity, .mixedMoney, .missing, .poison:
      return TypedExpression(
        .variable(freshVariable()), type: parameter.type, span: parameter.name.span)
    }
    return constant(parameter.allowed?.first ?? value, parameter.type, parameter.name.span)
  }

  // MARK: - Names

  /// What a statement defines, where a let, a param and the row of a loop share one set of names.
  enum NewName: String {
    case `let`
    case param
    case row

    func renamed(_ name: String) -> String {
      switch self {
      case .let: "let my_\(name) = …"
      case .param: "param my_\(name): …"
      case .row: "for each my_\(name) in …"
      }
    }
  }

  /// Makes room for a name. One that the same text gives already, or the data, is an error; one from
  /// elsewhere, such as the script that runs this one, is hidden by it.
  mutating func isFree(_ name: Name, for definition: NewName) -> Bool {
    func isHere(_ other: Name) -> Bool { other.span.source == name.span.source }
    let loop = environment.loops.last { $0.name.key == name.key }?.name
    let named = environment.definitions.lets[name.key]?.name
    let parameter = parameters.first { $0.key == name.key }
    var taken: (what: String, place: Span?)?
    if catalog.entity(named: name.text) != nil {
      taken = ("an entity", nil)
    } else if let loop, isHere(loop) {
      taken = ("the row of a loop", loop.span)
    } else if let parameter {
      taken = ("a param", parameter.span)
    } else if let named, definition != .let, isHere(named) {
      taken = ("a let", named.span)
    }
    if let taken {
      report(
        Diagnostic(
          .alreadyDefined, "\(name.text) is already \(taken.what)", at: name.span,
          related: taken.place.map { [RelatedPlace(span: $0, label: "here")] } ?? [],
          suggestions: [Suggestion("another name", definition.renamed(name.text))]))
      return false
    }
    environment.loops.removeAll { $0.name.key == name.key }
    environment.definitions.lets[name.key] = nil
    environment.parameters[name.key] = nil
    environment.lost.remove(name.key)
    environment.callersNames.remove(name.key)
    return true
  }
}
