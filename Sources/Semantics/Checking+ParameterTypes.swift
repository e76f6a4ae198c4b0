import Columns
import Messages
import Model
import Plan
import Syntax

/// The values that a declared parameter takes.
enum ParameterType {
  case like(ColumnKind)
  /// Of whatever unit.
  case anyPeriod, anyDuration
}

/// Declared types of parameters: `function band(x: money) = …`.
extension Checking {
  /// The values that a type's words ask for; nil after a message.
  mutating func formalType(_ type: TypeName) -> ParameterType? {
    if type.arguments.isEmpty {
      if type.name.key == "period" { return .anyPeriod }
      if type.name.key == "duration" { return .anyDuration }
    }
    guard let kind = columnKind(type) else { return nil }
    if case .link(let name) = kind, catalog.entity(named: name) == nil {
      report(unknownType(type))
      return nil
    }
    return .like(kind)
  }

  /// A parameter where it stands as a value of its own.
  mutating func checkParameter(_ binding: Binding, at word: Span) -> Shape {
    if let type = binding.formal.type, case .like(.choice(let words))? = wantedType(type),
      case .name(let name, nil)? = binding.expression?.kind, !name.isQuoted,
      binding.reading.parameters[name.key] == nil,
      let value = words.first(where: { $0.lowercased() == name.key })
    {
      return .value(constant(.text(value), .choice(ChoiceList(declared: words)), word))
    }
    return look(through: binding, at: word)
  }

  /// Whether an argument is what its parameter asks for; a message where it is not.
  mutating func isWanted(_ argument: Shape, by binding: Binding) -> Bool {
    guard let type = binding.formal.type, let wanted = wantedType(type) else { return true }
    switch argument {
    case .poison: return true
    case .value(let value), .gathered(let value), .many(_, let value):
      if accepts(wanted, value) || value.type == .poison { return true }
      report(wrongParameter(binding, type, describe(value.type)))
    case .list(let values, _):
      guard let wrong = values.first(where: { !accepts(wanted, $0) && $0.type != .poison }) else {
        return true
      }
      report(wrongParameter(binding, type, describe(wrong.type)))
    case .periods:
      switch wanted {
      case .anyPeriod, .like(.period): return true
      case .anyDuration, .like: report(wrongParameter(binding, type, "a stretch of time"))
      }
    case .rows(let set, _):
      if case .like(.link(let name)) = wanted, set.scope.anchor == catalog.entity(named: name) {
        return true
      }
      report(wrongParameter(binding, type, "many rows"))
    case .scopeRow, .linkRow, .loopRow:
      let value = single(argument, at: binding.argument.span)
      if accepts(wanted, value) || value.type == .poison { return true }
      report(wrongParameter(binding, type, describe(value.type)))
    }
    return false
  }

  /// As `formalType`, where a wrong one has been said already.
  private mutating func wantedType(_ type: TypeName) -> ParameterType? {
    let saved = diagnostics
    defer { diagnostics = saved }
    return formalType(type)
  }

  private func accepts(_ wanted: ParameterType, _ value: TypedExpression) -> Bool {
    switch wanted {
    case .like(let kind): return accepts(kind, value)
    case .anyPeriod: return isPeriod(value.type) || value.type == .missing
    case .anyDuration:
      if case .duration = value.type { return true }
      return value.type == .missing
    }
  }

  private func accepts(_ kind: ColumnKind, _ value: TypedExpression) -> Bool {
    switch (kind, value.type) {
    case (_, .missing): return true
    case (.number, .number), (.number, .percent), (.percent, .percent), (.bool, .bool),
      (.date, .date), (.text, .text), (.text, .choice), (.id, .id), (.id, .text), (.id, .number):
      return true
    // A share is a number; 40 written out where 40% is meant is the slip to find.
    case (.percent, .number): return !Self.isConstant(value)
    case (.money(let wanted, _), .money(let currency)): return wanted.map { $0 == currency } ?? true
    case (.period(let wanted), .period(let unit)): return wanted == unit
    case (.duration(let wanted), .duration(let unit)): return wanted == unit
    case (.choice(let wanted), .choice(let list)):
      if case .constant(.text(let word)) = value.kind {
        return wanted.contains { $0.lowercased() == word.lowercased() }
      }
      return wanted.allSatisfy { word in
        list.declared.contains { $0.lowercased() == word.lowercased() }
      }
    case (.choice(let wanted), .text):
      guard case .constant(.text(let word)) = value.kind else { return false }
      return wanted.contains { $0.lowercased() == word.lowercased() }
    case (.link(let name), .entity(let entity)): return catalog.entity(named: name) == entity
    case (.number, _), (.percent, _), (.bool, _), (.date, _), (.text, _), (.id, _), (.money, _),
      (.period, _), (.duration, _), (.choice, _), (.link, _):
      return false
    }
  }
}
