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
      unit: unit)
  }

  /// `last 4 quarters`, `past 12 months`, `this quarter to date` … as days, from today; a footnote
  /// tells which.
  mutating func resolve(_ period: RelativePeriod, at span: Span) -> Shape {
    let shape = stretch(of: period, at: span)
    switch shape {
    case .periods(let stretch, _):
      tell("\(text(span)): \(PeriodSpan.words(stretch.days))", at: span)
    case .value(let value):
      if case .constant(.period(let number, let unit)) = value.kind {
        let days = self.span(unit, number, number).days
        tell("\(text(span)): \(PeriodSpan.words(days))", at: span)
      }
    case .gathered, .rows, .many, .list, .scopeRow, .linkRow, .loopRow, .poison: break
    }
    return shape
  }

  /// Adds a footnote to the result of the statement being checked, once.
  mutating func tell(_ text: String, at span: Span) {
    if !footnotes.contains(where: { $0.text == text }) {
      footnotes.append(Footnote(text: text, span: span))
    }
  }

  private mutating func stretch(of period: RelativePeriod, at span: Span) -> Shape {
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
            days: calendar.start(of: current, unit)...today, unit: unit, course: .toDate), span)
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
        PeriodSpan(days: (today + 1)...(today + count), unit: unit, course: .rolling(count)), span)
    case .last, .past:
      let before = calendar.day(before: today, by: PeriodShift(count: count, unit: unit))
      return .periods(
        PeriodSpan(
          days: min(today, before + 1)...today, unit: unit, course: .rolling(count)), span)
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
    let endsToday = last.course != .fixed || isToday(last, high)
    return .periods(
      PeriodSpan(
        days: first.days.lowerBound...last.days.upperBound,
        unit: first.unit == last.unit && !endsToday ? first.unit : nil,
        course: endsToday ? .toDate : .fixed), span)
  }

  /// Whether a date is today because today is today, not because it was written out.
  private func isToday(_ stretch: PeriodSpan, _ expression: Expression) -> Bool {
    if case .date = expression.kind { return false }
    return stretch.unit == .day && stretch.days == today...today
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
      case .constant(.day(let day)): return PeriodSpan(days: day...day, unit: .day)
      default:
        if value.type == .date, let day = Self.constantDay(value) {
          return PeriodSpan(days: day...day, unit: .day)
        }
        return nil
      }
    case .gathered, .rows, .many, .list, .scopeRow, .linkRow, .loopRow, .poison: return nil
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
  static func constantDay(_ value: TypedExpression) -> Int32? {
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

  private static func constantWhole(_ value: TypedExpression) -> Int64? {
    switch value.kind {
    case .constant(.decimal(let number)):
      return number.scale == 0 && abs(Double(number.units)) < 1e6 ? number.units : nil
    case .operation(.negate, let arguments): return constantWhole(arguments[0]).map { -$0 }
    default: return nil
    }
  }

  /// What stands after `during`.
  mutating func checkDuring(_ expression: Expression) -> PeriodSpan? {
    let before = diagnostics
    if let stretch = stretch(expression) { return stretch }
    if diagnostics == before {
      let shape = check(expression)
      if case .value(let value) = shape, isPeriod(value.type) {
        report(periodKnownTooLate(expression))
      } else if diagnostics == before, !shape.isPoison {
        report(
          Diagnostic(
            .badPeriod, "during needs a period", at: expression.span,
            suggestions: [
              Suggestion("", "during last 4 quarters"), Suggestion("", "during 2026-Q3"),
            ]))
      }
    }
    return nil
  }
}
