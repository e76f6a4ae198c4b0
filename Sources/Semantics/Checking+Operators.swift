import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  mutating func checkBinary(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, span: Span
  ) -> Shape {
    switch op {
    case .and, .or:
      if let habit = repeatedValue(op, left, right) {
        report(habit)
        return .poison
      }
      let shapes = [checkTruth(left), checkTruth(right)]
      return lift(shapes, spans: [left.span, right.span], at: span) { checking, values in
        checking.operation(op == .and ? .and : .or, values, .bool, span)
      }
    case .add, .subtract, .multiply, .divide:
      let shapes = [check(left), check(right)]
      return lift(shapes, spans: [left.span, right.span], at: span) { checking, values in
        checking.arithmetic(op, values[0], values[1], span: span)
      }
    case .coalesce:
      let (first, second) = checkPair(left, right)
      return lift([first, second], spans: [left.span, right.span], at: span) { checking, values in
        guard let type = checking.common(values[0].type, values[1].type) else {
          checking.report(checking.branchesDiffer(values[0], values[1], at: right.span))
          return Self.poison(span)
        }
        return checking.operation(.coalesce, values, type, span)
      }
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return checkComparison(op, left, right, span: span)
    case .contains, .startsWith, .endsWith, .matches:
      return checkTextTest(op, left, right, isNegated: false, span: span)
    }
  }

  /// `tier = gold or silver`: a value alone where a whole condition belongs.
  private func repeatedValue(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> Diagnostic? {
    guard op == .or, case .binary(.equal, _, let subject, let first) = left.kind else { return nil }
    switch right.kind {
    case .text, .number, .money, .percent, .date: break
    case .name(let name, nil):
      if isKnown(name) { return nil }
    default: return nil
    }
    let words = text(subject.span)
    return Diagnostic(
      .notABoolean, "behind or stands a whole condition, and this is only a value",
      at: right.span,
      suggestions: [
        Suggestion("one of them", "\(words) in [\(text(first.span)), \(text(right.span))]"),
        Suggestion("", "\(text(left.span)) or \(words) = \(text(right.span))"),
      ])
  }

  /// The type rules of + − × ÷ (LANGUAGE §5).
  func arithmeticType(_ op: BinaryOperator, _ left: ValueType, _ right: ValueType) -> ValueType? {
    switch (op, left, right) {
    case (_, .missing, .missing): .number
    case (_, .missing, let other) where isNumeric(other): op == .divide ? .number : other
    case (_, let other, .missing) where isNumeric(other): other
    case (.add, .number, .number), (.subtract, .number, .number): .number
    case (.add, .percent, .percent), (.subtract, .percent, .percent): .percent
    case (.add, .number, .percent), (.add, .percent, .number): .number
    case (.subtract, .number, .percent), (.subtract, .percent, .number): .number
    case (.add, .money(let one), .money(let two)), (.subtract, .money(let one), .money(let two)):
      one == two ? left : nil
    case (.add, .duration(let one), .duration(let two)),
      (.subtract, .duration(let one), .duration(let two)):
      one == two ? left : nil
    case (.multiply, .number, .number), (.multiply, .number, .percent),
      (.multiply, .percent, .number), (.multiply, .percent, .percent):
      .number
    case (.multiply, .money, .number), (.multiply, .money, .percent): left
    case (.multiply, .number, .money), (.multiply, .percent, .money): right
    case (.multiply, .duration, .number): left
    case (.multiply, .number, .duration): right
    case (.divide, .number, .number), (.divide, .percent, .percent), (.divide, .percent, .number),
      (.divide, .number, .percent):
      .number
    case (.divide, .money(let one), .money(let two)): one == two ? .number : nil
    case (.divide, .money, .number), (.divide, .money, .percent): left
    case (.divide, .duration(let one), .duration(let two)): one == two ? .number : nil
    case (.divide, .duration, .number): left
    default: nil
    }
  }

  mutating func arithmetic(
    _ op: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, span: Span
  ) -> TypedExpression {
    if let dated = dateArithmetic(op, left, right, span: span) { return dated }
    guard let type = arithmeticType(op, left.type, right.type) else {
      report(arithmeticProblem(op, left, right, at: span))
      return Self.poison(span)
    }
    let operation: Operation =
      switch op {
      case .add: .add
      case .subtract: .subtract
      case .multiply: .multiply
      default: .divide
      }
    return self.operation(operation, [left, right], type, span)
  }

  /// date ± length of time, date − date.
  private mutating func dateArithmetic(
    _ op: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, span: Span
  ) -> TypedExpression? {
    switch (op, left.type, right.type) {
    case (.subtract, .date, .date):
      return operation(.daysBetween, [left, right], .duration(.days), span)
    case (.add, .date, .duration(let unit)), (.subtract, .date, .duration(let unit)):
      let amount =
        op == .add ? right : operation(.negate, [right], right.type, right.span)
      return operation(unit == .days ? .addDays : .addMonths, [left, amount], .date, span)
    case (.add, .duration(let unit), .date):
      return operation(unit == .days ? .addDays : .addMonths, [right, left], .date, span)
    default: return nil
    }
  }

  mutating func checkTextTest(
    _ op: BinaryOperator, _ left: Expression, _ right: Expression, isNegated: Bool, span: Span
  ) -> Shape {
    if case .name(let name, nil) = right.kind, !name.isQuoted, !isKnownHere(name) {
      report(unquotedText(name, name.text))
      return .poison
    }
    let shapes = [check(left), check(right)]
    return lift(shapes, spans: [left.span, right.span], at: span) { checking, values in
      var texts: [TypedExpression] = []
      for (value, source) in zip(values, [left, right]) {
        switch value.type {
        case .text, .choice, .entity: texts.append(checking.asText(value))
        case .id: texts.append(checking.operation(.toText, [value], .text, value.span))
        case .missing: texts.append(value)
        default:
          checking.report(
            Diagnostic(
              .typeMismatch,
              "\(op.rawValue) looks into text, and this is "
                + checking.describe(value.type), at: source.span,
              suggestions: [Suggestion("as text", "text(\(checking.text(source.span)))")]))
          return Self.poison(span)
        }
      }
      let operation: Operation =
        switch op {
        case .contains: .contains
        case .startsWith: .startsWith
        case .endsWith: .endsWith
        default: .matches
        }
      let test = checking.operation(operation, texts, .bool, span)
      return isNegated ? checking.operation(.not, [test], .bool, span) : test
    }
  }

  mutating func checkIsMissing(
    _ operand: Expression, isNegated: Bool, span: Span
  ) -> Shape {
    let shape = check(operand)
    var tested = shape
    if case .linkRow(let link, _, let depth, let place) = shape {
      let scope = scopes[scopes.count - 1 - depth]
      if let index = link.anchorColumn ?? link.matchColumn {
        tested = .value(column(index, of: scope, depth: depth, at: place))
      }
    }
    return lift([tested], spans: [operand.span], at: span) { checking, values in
      let test = checking.operation(.isMissing, values, .bool, span)
      return isNegated ? checking.operation(.not, [test], .bool, span) : test
    }
  }
}
