import Columns
import Messages
import Model
import Plan
import Syntax

/// Options: those of the program, and named thresholds that definitions share.
///
/// A new name is introduced where definitions are kept: in the prelude, a workspace's
/// `ecosystem.parley` or an included file. Elsewhere `option` only says anew what is known, so that a
/// slip never makes an option that nothing looks at.
extension Checking {
  mutating func setOption(_ name: Name, _ value: Expression, at span: Span) {
    if let option = OptionName(rawValue: name.key) { return set(option, name, value) }
    let definition = OptionDefinition(name: name, value: value, span: span)
    guard let shape = constantShape(of: definition) else { return }
    guard let earlier = optionDefinition(name.key) else {
      let near = nearestName(to: name.text, among: optionNames)
      guard definesOptions, near == nil else {
        report(unknownOption(name))
        return
      }
      environment.definitions.options[name.key] = definition
      return
    }
    let saved = diagnostics
    let before = constantShape(of: earlier)
    diagnostics = saved
    if let before, !Self.isAlike(before, shape) {
      report(optionOfAnotherType(definition, earlier, before))
      return
    }
    if definesOptions {
      environment.definitions.options[name.key] = definition
    } else {
      environment.restated[name.key] = definition
    }
  }

  /// Sets an option of the program's own.
  private mutating func set(_ option: OptionName, _ name: Name, _ value: Expression) {
    let checked = checkValue(value)
    if checked.type == .poison { return }
    switch (option, checked.kind) {
    case (.today, .constant(.day(let day))):
      if !(isOpening && environment.hasFixedToday) { set { $0.today = day } }
    case (.fiscalStart, .constant(.decimal(let month)))
    where month.scale == 0 && (1...12).contains(month.units):
      set { $0.calendar = Calendar(fiscalStart: Int(month.units)) }
    case (.currency, .constant(.text(let code))) where code.count == 3:
      set { $0.currency = Currency(code: code.uppercased()) }
    case (.today, _), (.fiscalStart, _), (.currency, _):
      report(
        Diagnostic(
          .badOptionValue, "\(name.text) cannot be \(text(value.span))", at: value.span,
          suggestions: [Suggestion("", option.example)]))
    }
  }

  /// Changes options of the data at hand; what no workspace's own file says holds for the next one
  /// as well.
  private mutating func set(_ change: (inout Options) -> Void) {
    change(&environment.world.options)
    if !isOpening { change(&environment.ownOptions) }
  }

  // MARK: Looking up

  /// What an option of this name stands for: as the session or script has said anew, as the
  /// workspace has it, as it ships.
  func optionDefinition(_ key: String) -> OptionDefinition? {
    environment.restated[key] ?? environment.definitions.options[key] ?? shipped.options[key]
  }

  var optionNames: [String] {
    OptionName.allCases.map(\.rawValue)
      + Set(environment.definitions.options.keys).union(shipped.options.keys).sorted()
  }

  /// An option as what a word in some text stands for: it is read without any rows. Nil where it
  /// would be read in its own text.
  func binding(of definition: OptionDefinition, in reading: Reading) -> Binding? {
    let id = DefinitionID(.option, definition.name)
    if reading.chain.contains(id) { return nil }
    return Binding(
      formal: Formal(name: definition.name, type: nil, defaultValue: nil),
      argument: Query(definition.value), sight: .none,
      reading: Reading(chain: reading.chain + [id]), callee: id)
  }

  /// The option that `option.name` means; nil for any other expression, and where something in sight
  /// is called option.
  func optionName(_ expression: Expression) -> Name? {
    guard case .member(let base, let name, nil) = expression.kind,
      case .name(let word, nil) = base.kind, word.key == Word.option.rawValue, !isKnown(word)
    else { return nil }
    return name
  }

  /// `option.name` for one of the program's own options, one that nobody knows, or one in its own
  /// text.
  mutating func checkOption(_ name: Name, at span: Span) -> Shape {
    let options = environment.world.options
    switch OptionName(rawValue: name.key) {
    case .today: return .value(constant(.day(options.today), .date, span))
    case .fiscalStart:
      let month = Decimal(units: Int64(options.calendar.fiscalStart), scale: 0)
      return .value(constant(.decimal(month), .number, span))
    case .currency: return .value(constant(.text(options.currency.code), .text, span))
    case nil:
      let own = optionDefinition(name.key)
      report(
        own.map { circle(DefinitionID(.option, $0.name), name.text, at: span) }
          ?? unknownOption(name))
      return .poison
    }
  }

  // MARK: Types

  /// What an option comes to, which no row and no data may decide; nil after a message.
  private mutating func constantShape(of definition: OptionDefinition) -> Shape? {
    let saved = (scopes, reading)
    defer { (scopes, reading) = saved }
    (scopes, reading) = ([], Reading())
    let shape = apart {
      $0.using(
        DefinitionID(.option, definition.name), definition.name, definition.span,
        at: definition.name.span, seesRows: false, otherwise: Shape.poison
      ) { $0.check(definition.value) }
    }
    switch shape {
    case .value(let value) where Self.isConstant(value),
      .gathered(let value) where Self.isConstant(value):
      return shape
    case .list(let values, _) where values.allSatisfy(Self.isConstant):
      return values.contains { $0.type == .poison } ? nil : shape
    case .periods: return shape
    case .poison: return nil
    case .value, .gathered, .list, .rows, .many, .scopeRow, .linkRow, .loopRow:
      report(optionNeedsConstant(definition))
      return nil
    }
  }

  /// Whether one can take the place of the other wherever it is used: amounts in any currency,
  /// lengths of time in any unit.
  private static func isAlike(_ one: Shape, _ other: Shape) -> Bool {
    switch (one, other) {
    case (.value(let left), .value(let right)): isAlike(left.type, right.type)
    case (.list(let left, _), .list(let right, _)):
      left.allSatisfy { value in right.allSatisfy { isAlike(value.type, $0.type) } }
    case (.periods, .periods): true
    case (.periods, .value(let value)), (.value(let value), .periods):
      if case .period = value.type { true } else { false }
    default: false
    }
  }

  private static func isAlike(_ one: ValueType, _ other: ValueType) -> Bool {
    switch (one, other) {
    case (.money, .money), (.duration, .duration), (.period, .period): true
    default: one == other
    }
  }
}
