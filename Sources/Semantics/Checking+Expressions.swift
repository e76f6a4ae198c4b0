import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// An expression that must be one value per row.
  mutating func checkValue(_ expression: Expression) -> TypedExpression {
    single(check(expression), at: expression.span)
  }

  /// A condition: one truth per row.
  mutating func checkCondition(_ expression: Expression) -> TypedExpression {
    let value = checkValue(expression)
    if value.type == .bool || value.type == .poison { return value }
    report(notATruth(value, at: expression.span))
    return Self.poison(expression.span)
  }

  mutating func check(_ expression: Expression) -> Shape {
    if notice(at: expression.span) { return .poison }
    if let binding = binding(expression) { return checkParameter(binding, at: expression.span) }
    let shape = checkUngrouped(expression)
    switch shape {
    case .gathered(let value): return .value(value)
    case .value(let value):
      switch expression.kind {
      case .name(_, nil), .member(_, _, nil): break
      default: return shape
      }
      if let problem = finishedFigure(value, at: expression.span) {
        report(problem)
        return .poison
      }
      return group != nil || measure != nil ? gather(value, at: expression.span) : shape
    case .scopeRow, .linkRow:
      guard group != nil || measure != nil else { return shape }
      return gather(single(shape, at: expression.span), at: expression.span)
    case .rows, .many, .periods, .list, .loopRow, .poison: return shape
    }
  }

  private mutating func checkUngrouped(_ expression: Expression) -> Shape {
    let span = expression.span
    if let problem = literalOrColumn(expression) {
      report(problem)
      return .poison
    }
    switch expression.kind {
    case .number(let number): return .value(constant(.decimal(number), .number, span))
    case .percent(let number): return checkPercent(number, span)
    case .money(let currency, let amount):
      return .value(
        constant(.decimal(amount), .money(Currency(code: currency)), span))
    case .text(let literal): return checkText(literal, span)
    case .date(let day): return .value(constant(.day(day), .date, span))
    case .period(let literal):
      return .value(constant(.period(literal.number, literal.unit), .period(literal.unit), span))
    case .boolean(let truth): return .value(constant(.truth(truth), .bool, span))
    case .missing: return .value(constant(.missing, .missing, span))
    case .quantity(let number, let unit): return checkQuantity(number, unit, span)
    case .relativePeriod(let period): return resolve(period, at: span)
    case .name(let name, let arguments):
      if let arguments { return checkCall(name, arguments, span) }
      if group != nil || measure != nil { return resolveGathering(name) }
      return resolve(name, arguments: nil)
    case .member(let base, let name, let arguments):
      return checkMember(base, name, arguments, span: span)
    case .parenthesised(let query):
      if let inner = query.expression { return check(inner) }
      return checkSubquery(query, span)
    case .list(let elements):
      return .list(elements.map { checkValue($0) }, span)
    case .negate(let operand): return checkNegation(operand, span)
    case .not(let operand):
      let shape = checkTruth(operand)
      return lift([shape], spans: [operand.span], at: span) { checking, values in
        checking.operation(.not, values, .bool, span)
      }
    case .binary(let op, _, let left, let right):
      return checkBinary(op, left, right, span: span)
    case .textTest(let op, _, let left, let right, let isNegated):
      return checkTextTest(op, left, right, isNegated: isNegated, span: span)
    case .isMissing(let operand, let isNegated):
      return checkIsMissing(operand, isNegated: isNegated, span: span)
    case .isIn(let value, let set, let isNegated):
      return checkIn(value, set, isNegated: isNegated, span: span)
    case .between(let value, let low, let high, let isNegated):
      return checkBetween(value, low, high, isNegated: isNegated, span: span)
    case .range(let low, let high): return checkRange(low, high, span: span)
    case .conditional(let condition, let then, let otherwise):
      return checkConditional(condition, then, otherwise, span: span)
    case .invalid: return .poison
    }
  }

  /// `80%` is exactly 0.8: two more places of the same digits.
  private mutating func checkPercent(_ number: Decimal, _ span: Span) -> Shape {
    let plain = number.normalised
    guard plain.scale + 2 <= Decimal.maximumScale else {
      report(Diagnostic(.badNumber, "a percent with that many decimals is too long", at: span))
      return .poison
    }
    return .value(
      constant(.decimal(Decimal(units: plain.units, scale: plain.scale + 2)), .percent, span))
  }

  private mutating func checkQuantity(
    _ number: Decimal, _ unit: TimeUnit, _ span: Span
  ) -> Shape {
    let plain = number.normalised
    let perUnit: Int64
    let type: DurationUnit
    switch unit.length {
    case .day: (perUnit, type) = (1, .days)
    case .week: (perUnit, type) = (7, .days)
    case .month: (perUnit, type) = (1, .months)
    case .quarter: (perUnit, type) = (3, .months)
    case .year: (perUnit, type) = (12, .months)
    }
    let (units, overflow) = plain.units.multipliedReportingOverflow(by: perUnit)
    guard plain.scale == 0, !overflow, abs(Double(units)) < 1e6 else {
      report(
        Diagnostic(
          .badNumber, "a length of time is a whole number of \(unit.length.rawValue)s", at: span))
      return .poison
    }
    return .value(
      constant(.decimal(Decimal(units: units, scale: 0)), .duration(type), span))
  }

  private mutating func checkText(_ literal: TextLiteral, _ span: Span) -> Shape {
    if let plain = literal.plain { return .value(constant(.text(plain), .text, span)) }
    var shapes: [Shape] = []
    var spans: [Span] = []
    for part in literal.parts {
      switch part {
      case .characters(let characters):
        shapes.append(.value(constant(.text(characters), .text, span)))
        spans.append(span)
      case .interpolation(let inner):
        shapes.append(check(inner))
        spans.append(inner.span)
      }
    }
    return lift(shapes, spans: spans, at: span) { checking, values in
      checking.operation(.concatenate, values.map { checking.asText($0) }, .text, span)
    }
  }

  /// A value as it reads in a text: as tables show it, or raw.
  func asText(_ value: TypedExpression, isRaw: Bool = false) -> TypedExpression {
    switch value.type {
    case .text, .choice:
      return value
    case .entity(let entity):
      guard let display = catalog[entity].displayField else { return value }
      return asText(
        TypedExpression(
          .field(display, of: value), type: catalog[entity].fields[display].type,
          span: value.span), isRaw: isRaw)
    default:
      return operation(isRaw ? .toText : .toWords, [value], .text, value.span)
    }
  }

  private mutating func checkNegation(_ operand: Expression, _ span: Span) -> Shape {
    let shape = check(operand)
    return lift([shape], spans: [operand.span], at: span) { checking, values in
      let value = values[0]
      guard checking.isNumeric(value.type) else {
        checking.report(checking.needsNumber(value, at: operand.span))
        return Self.poison(span)
      }
      if case .constant(.decimal(let number)) = value.kind {
        return checking.constant(
          .decimal(Decimal(units: -number.units, scale: number.scale)), value.type, span)
      }
      return checking.operation(.negate, [value], value.type, span)
    }
  }

  private mutating func checkConditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, span: Span
  ) -> Shape {
    let shapes = [checkTruth(condition), check(then), check(otherwise)]
    return lift(
      shapes, spans: [condition.span, then.span, otherwise.span], at: span
    ) { checking, values in
      guard let type = checking.common(values[1].type, values[2].type) else {
        checking.report(checking.branchesDiffer(values[1], values[2], at: otherwise.span))
        return Self.poison(span)
      }
      return TypedExpression(
        .conditional(values[0], then: values[1], otherwise: values[2]), type: type, span: span)
    }
  }

  /// An operand that must be a truth, possibly one per row of a set.
  mutating func checkTruth(_ expression: Expression) -> Shape {
    let shape = check(expression)
    switch shape {
    case .value(let value), .gathered(let value), .many(_, let value):
      if value.type == .bool || value.type == .poison { return shape }
      report(notATruth(value, at: expression.span))
      return .poison
    case .rows, .periods, .list, .scopeRow, .linkRow, .loopRow:
      return .value(single(shape, at: expression.span))
    case .poison: return .poison
    }
  }

  /// A pipeline in parentheses, used inside an expression.
  private mutating func checkSubquery(_ query: Query, _ span: Span) -> Shape {
    guard let checked = apart({ $0.checkQuery(query) }) else { return .poison }
    return .rows(RowSet(rows: .pipeline(checked.plan), scope: checked.scope), span)
  }
}
