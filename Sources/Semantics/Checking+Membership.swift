import Columns
import Messages
import Model
import Plan
import Syntax

/// `in` and `between`: whether a value lies in a list, a stretch of time or a set of rows.
extension Checking {
  mutating func checkIn(
    _ value: Expression, _ set: Expression, isNegated: Bool, span: Span
  ) -> Shape {
    let subject = check(value)
    func finish(_ checking: Checking, _ test: TypedExpression) -> TypedExpression {
      isNegated ? checking.operation(.not, [test], .bool, span) : test
    }
    if let elements = listed(set, opposite: subject) {
      return checkInList(value, subject, elements, isNegated: isNegated, span: span)
    }
    let type = valueType(of: subject)
    if type == .date || isPeriod(type) {
      let before = diagnostics.count
      if let stretch = stretch(set) {
        return lift([subject], spans: [value.span], at: span) { checking, values in
          finish(checking, checking.isWithin(values[0], stretch, span: span))
        }
      }
      if diagnostics.count > before { return .poison }
    }
    let container = check(set)
    switch container {
    case .many(let rows, let element):
      return checkInMany(subject, value.span, rows, element, isNegated: isNegated, span: span)
    case .value(let period) where isPeriod(period.type) && type == .date:
      return lift([subject, container], spans: [value.span, set.span], at: span) { checking, both in
        finish(checking, checking.operation(.isInPeriod, both, .bool, span))
      }
    case .poison: return .poison
    // An option that is a list, by its name alone.
    case .list(let values, let place):
      let elements = values.map { (shape: Shape.value($0), span: place) }
      return checkInList(value, subject, elements, isNegated: isNegated, span: span)
    default:
      if case .poison = subject { return .poison }
      report(
        Diagnostic(
          .typeMismatch, "in needs a list in brackets, a period or a path to many values",
          at: set.span,
          suggestions: [
            Suggestion("a list", "\(text(value.span)) in [\(text(set.span))]"),
            Suggestion("one value", "\(text(value.span)) = \(text(set.span))"),
          ]))
      return .poison
    }
  }

  private func valueType(of shape: Shape) -> ValueType? {
    switch shape {
    case .value(let value), .gathered(let value), .many(_, let value): value.type
    case .rows, .periods, .list, .scopeRow, .linkRow, .loopRow, .poison: nil
    }
  }

  func isPeriod(_ type: ValueType?) -> Bool {
    if case .period? = type { true } else { false }
  }

  /// Whether a date lies in a stretch, or a period does as a whole.
  private func isWithin(
    _ value: TypedExpression, _ stretch: PeriodSpan, span: Span
  ) -> TypedExpression {
    guard isPeriod(value.type) else {
      return operation(.isInDays(stretch.days), [value], .bool, span)
    }
    let first = operation(.periodStart, [value], .date, span)
    let last = operation(.periodEnd, [value], .date, span)
    return operation(
      .and,
      [
        operation(.isInDays(stretch.days), [first], .bool, span),
        operation(.isInDays(stretch.days), [last], .bool, span),
      ], .bool, span)
  }

  /// The elements of a list, written out or as what a parameter stands for; nil for anything else.
  private mutating func listed(
    _ set: Expression, opposite subject: Shape
  ) -> [(shape: Shape, span: Span)]? {
    guard case .list(let elements) = written(set).kind else { return nil }
    guard let binding = binding(set) else {
      return elements.map { (checkOpposite($0, subject), $0.span) }
    }
    let shapes = lookAtAll(through: binding, at: set.span) { checking, argument in
      let list = argument.expression.flatMap { checking.listed($0, opposite: subject) }
      return list.map { $0.map(\.shape) } ?? []
    }
    return Array(zip(shapes, elements.map(\.span)))
  }

  private mutating func checkInList(
    _ value: Expression, _ subject: Shape, _ elements: [(shape: Shape, span: Span)],
    isNegated: Bool, span: Span
  ) -> Shape {
    let shapes = [subject] + elements.map(\.shape)
    let spans = [value.span] + elements.map(\.span)
    return lift(shapes, spans: spans, at: span) { checking, values in
      // The subject of each list: an entity meets names by its name and numbers by its id.
      var lists: [(subject: TypedExpression, values: [TypedExpression])] = []
      for (index, element) in values.dropFirst().enumerated() {
        guard let pair = checking.comparable(values[0], element, isEquality: true) else {
          checking.report(
            checking.comparisonProblem(.equal, values[0], element, at: elements[index].span))
          return Self.poison(span)
        }
        if let known = lists.firstIndex(where: { $0.subject == pair.0 }) {
          lists[known].values.append(pair.1)
        } else {
          lists.append((pair.0, [pair.1]))
        }
      }
      let tests = lists.map { list in
        checking.operation(.isOneOf, [list.subject] + list.values, .bool, span)
      }
      guard var test = tests.first else {
        return checking.constant(.truth(isNegated), .bool, span)
      }
      for other in tests.dropFirst() {
        test = checking.operation(.or, [test, other], .bool, span)
      }
      return isNegated ? checking.operation(.not, [test], .bool, span) : test
    }
  }

  /// `"West" in deals.region`: whether any of the reached rows has the value.
  private mutating func checkInMany(
    _ subject: Shape, _ place: Span, _ rows: RowSet, _ element: TypedExpression,
    isNegated: Bool, span: Span
  ) -> Shape {
    let value = single(subject, at: place)
    if value.type == .poison { return .poison }
    guard let pair = comparable(element, value.shifted(by: 1), isEquality: true) else {
      report(comparisonProblem(.equal, value, element, at: span))
      return .poison
    }
    let test = operation(.equal, [pair.0, pair.1], .bool, span)
    let aggregate = Aggregate(
      function: isNegated ? .none : .any, rows: rows.rows, condition: both(rows.condition, test),
      type: .bool, span: span)
    return .value(TypedExpression(.aggregate(aggregate), type: .bool, span: span))
  }

  mutating func checkBetween(
    _ value: Expression, _ low: Expression, _ high: Expression, isNegated: Bool, span: Span
  ) -> Shape {
    let subject = check(value)
    if valueType(of: subject) == .date, let first = stretch(low), let last = stretch(high) {
      guard first.days.lowerBound <= last.days.upperBound else {
        report(
          Diagnostic(
            .badPeriod, "the first date comes after the last", at: span,
            suggestions: [
              Suggestion("", "\(text(value.span)) between \(text(high.span)) and \(text(low.span))")
            ]))
        return .poison
      }
      let days = first.days.lowerBound...last.days.upperBound
      return lift([subject], spans: [value.span], at: span) { checking, values in
        let test = checking.operation(.isInDays(days), values, .bool, span)
        return isNegated ? checking.operation(.not, [test], .bool, span) : test
      }
    }
    let shapes = [subject, checkOpposite(low, subject), checkOpposite(high, subject)]
    let spans = [value.span, low.span, high.span]
    return lift(shapes, spans: spans, at: span) { checking, values in
      let least = checking.comparison(.greaterOrEqual, values[0], values[1], span: span)
      // Bounds that are both wrong are wrong in the same way, and that is said once.
      if least.type == .poison { return Self.poison(span) }
      let most = checking.comparison(.lessOrEqual, values[0], values[2], span: span)
      if most.type == .poison { return Self.poison(span) }
      let test = checking.operation(.and, [least, most], .bool, span)
      return isNegated ? checking.operation(.not, [test], .bool, span) : test
    }
  }
}
