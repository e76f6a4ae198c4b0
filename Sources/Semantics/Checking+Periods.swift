import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  var calendar: Calendar { environment.world.options.calendar }
  var today: Int32 { environment.world.options.today }

  /// The days of the whole periods `first ... last`.
  func span(_ unit: PeriodUnit, _ first: Int32, _ last: Int32) -> PeriodSpan {
    PeriodSpan(
      days: calendar.start(
        of: first, unit)...max(
          calendar.start(of: first, unit), calendar.end(of: last, unit)),
      unit: unit, isWhole: true)
  }

  /// `last 4 quarters`, `past 12 months`, `this quarter to date` … as days, from today.
  mutating func resolve(_ period: RelativePeriod, at span: Span) -> Shape {
    let unit = Self.periodUnit(period.unit)
    guard period.count >= 1, period.count <= 10_000 else {
      report(Diagnostic(.badPeriod, "count the \(unitName(unit))s from 1 to 10,000", at: span))
      return .poison
    }
    let count = Int32(period.count)
    let current = calendar.period(of: today, unit)
    switch period.direction {
    case .this:
      if period.isToDate {
        return .periods(
          PeriodSpan(
            days: calendar.start(of: current, unit)...today, unit: unit, isWhole: false), span)
      }
      return .value(constant(.period(current, unit), .period(unit), span))
    case .last where unit != .day:
      if count == 1 {
        return .value(constant(.period(current - 1, unit), .period(unit), span))
      }
      return .periods(self.span(unit, current - count, current - 1), span)
    case .next where unit != .day:
      if count == 1 {
        return .value(constant(.period(current + 1, unit), .period(unit), span))
      }
      return .periods(self.span(unit, current + 1, current + count), span)
    case .next:
      return .periods(
        PeriodSpan(days: (today + 1)...(today + count), unit: unit, isWhole: true), span)
    case .last, .past:
      return .periods(
        PeriodSpan(
          days: min(today, day(before: today, count, unit) + 1)...today, unit: unit,
          isWhole: unit == .day), span)
    }
  }

  /// A day some units before another; a day that the month lacks becomes the month's last.
  private func day(before day: Int32, _ count: Int32, _ unit: PeriodUnit) -> Int32 {
    switch unit {
    case .day: return day - count
    case .week: return day - 7 * count
    case .month, .quarter, .half, .year, .fiscalQuarter, .fiscalHalf, .fiscalYear:
      let months = Int(count) * Calendar.months(in: unit)
      return Int32(CivilDate(dayNumber: Int(day)).adding(months: -months).dayNumber)
    }
  }

  /// `a..b`: days from the first of a to the last of b.
  mutating func checkRange(_ low: Expression, _ high: Expression, span: Span) -> Shape {
    guard let first = stretch(low), let last = stretch(high) else {
      if !diagnostics.contains(where: { $0.severity == .error }) {
        report(
          Diagnostic(
            .badPeriod, "a range joins two dates or two periods", at: span,
            suggestions: [Suggestion("", "2026-Q1..2026-Q3"), Suggestion("", "2025..2026")]))
      }
      return .poison
    }
    guard first.days.lowerBound <= last.days.upperBound else {
      report(
        Diagnostic(
          .badPeriod, "the range ends before it starts", at: span,
          suggestions: [Suggestion("", "\(text(high.span))..\(text(low.span))")]))
      return .poison
    }
    return .periods(
      PeriodSpan(
        days: first.days.lowerBound...last.days.upperBound,
        unit: first.unit == last.unit ? first.unit : nil,
        isWhole: first.isWhole && last.isWhole), span)
  }

  /// The stretch of time that an expression names: a period, a range, a year, a single date; nil
  /// where it is none of these (said already where it is an error in itself).
  mutating func stretch(_ expression: Expression) -> PeriodSpan? {
    if let year = year(expression) { return span(.year, year, year) }
    let shape = check(expression)
    switch shape {
    case .periods(let span, _): return span
    case .value(let value):
      switch value.kind {
      case .constant(.period(let number, let unit)): return span(unit, number, number)
      case .constant(.day(let day)): return PeriodSpan(days: day...day, unit: .day, isWhole: true)
      default:
        if value.type == .date, let day = constantDay(value) {
          return PeriodSpan(days: day...day, unit: .day, isWhole: true)
        }
        return nil
      }
    case .gathered, .rows, .many, .list, .scopeRow, .linkRow, .poison: return nil
    }
  }

  /// A bare four-digit number, which after `in`, `during` and `each … in` is a calendar year.
  func year(_ expression: Expression) -> Int32? {
    let expression = written(expression)
    guard case .number(let number) = expression.kind, number.scale == 0,
      (1000...9999).contains(number.units), text(expression.span).count == 4
    else { return nil }
    return Int32(number.units)
  }

  /// `today + 60 days` and the like, known before running.
  private func constantDay(_ value: TypedExpression) -> Int32? {
    switch value.kind {
    case .constant(.day(let day)): return day
    case .operation(let operation, let arguments) where arguments.count == 2:
      guard let day = constantDay(arguments[0]), let amount = constantWhole(arguments[1]) else {
        return nil
      }
      switch operation {
      case .addDays: return Int32(exactly: Int64(day) + amount)
      case .addMonths:
        return Int32(
          exactly: CivilDate(dayNumber: Int(day)).adding(months: Int(amount)).dayNumber)
      default: return nil
      }
    default: return nil
    }
  }

  private func constantWhole(_ value: TypedExpression) -> Int64? {
    switch value.kind {
    case .constant(.decimal(let number)):
      return number.scale == 0 && abs(Double(number.units)) < 1e6 ? number.units : nil
    case .operation(.negate, let arguments): return constantWhole(arguments[0]).map { -$0 }
    default: return nil
    }
  }

  /// The days of what stands after `during`.
  mutating func checkDays(_ expression: Expression) -> ClosedRange<Int32>? {
    let before = diagnostics.count
    if let stretch = stretch(expression) { return stretch.days }
    if diagnostics.count == before {
      report(
        Diagnostic(
          .badPeriod, "during needs a period", at: expression.span,
          suggestions: [
            Suggestion("", "during last 4 quarters"), Suggestion("", "during 2026-Q3"),
          ]))
    }
    return nil
  }

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
    case .rows, .periods, .list, .scopeRow, .linkRow, .poison: nil
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
      let most = checking.comparison(.lessOrEqual, values[0], values[2], span: span)
      if least.type == .poison || most.type == .poison { return Self.poison(span) }
      let test = checking.operation(.and, [least, most], .bool, span)
      return isNegated ? checking.operation(.not, [test], .bool, span) : test
    }
  }
}
