import Columns
import Model
import Plan

/// Between which days a condition keeps a date.
struct DayBounds {
  /// Nil where there is no end.
  var low: Int32?
  var high: Int32?

  init(low: Int32? = nil, high: Int32? = nil) {
    self.low = low
    self.high = high
  }

  /// - Returns: nil for a condition that leaves the date as it is, as far as can be seen.
  init?(_ condition: TypedExpression, on date: TypedExpression, in calendar: Calendar) {
    guard case .operation(let operation, let arguments) = condition.kind else { return nil }
    switch operation {
    case .and:
      let parts = arguments.compactMap { DayBounds($0, on: date, in: calendar) }
      guard !parts.isEmpty else { return nil }
      self.init(low: parts.compactMap(\.low).max(), high: parts.compactMap(\.high).min())
    case .or:
      let parts = arguments.compactMap { DayBounds($0, on: date, in: calendar) }
      guard parts.count == arguments.count else { return nil }
      let lows = parts.compactMap(\.low)
      let highs = parts.compactMap(\.high)
      self.init(
        low: lows.count == parts.count ? lows.min() : nil,
        high: highs.count == parts.count ? highs.max() : nil)
    case .isInDays(let days):
      guard let part = Part(arguments[0], of: date) else { return nil }
      switch part {
      case .day: self.init(low: days.lowerBound, high: days.upperBound)
      case .start: self.init(low: days.lowerBound)
      case .end: self.init(high: days.upperBound)
      case .period: return nil
      }
    case .isInPeriod, .equal, .isOneOf:
      guard let part = arguments.lazy.compactMap({ Part($0, of: date) }).first else { return nil }
      let others = arguments.filter { Part($0, of: date) == nil }
      let days = others.compactMap { part.days($0, in: calendar) }
      guard !days.isEmpty, days.count == others.count else { return nil }
      self.init(low: days.map(\.lowerBound).min(), high: days.map(\.upperBound).max())
    case .less: self.init(arguments, on: date, in: calendar) { DayBounds(high: $0.lowerBound - 1) }
    case .lessOrEqual:
      self.init(arguments, on: date, in: calendar) { DayBounds(high: $0.upperBound) }
    case .greater:
      self.init(arguments, on: date, in: calendar) { DayBounds(low: $0.upperBound + 1) }
    case .greaterOrEqual:
      self.init(arguments, on: date, in: calendar) { DayBounds(low: $0.lowerBound) }
    default: return nil
    }
    if low == nil, high == nil { return nil }
  }

  /// A date on the left of a comparison with the days on its right; the other way round it turns.
  private init?(
    _ arguments: [TypedExpression], on date: TypedExpression, in calendar: Calendar,
    _ bounds: (ClosedRange<Int32>) -> DayBounds
  ) {
    if let part = Part(arguments[0], of: date), let days = part.days(arguments[1], in: calendar) {
      self = bounds(days)
    } else if let part = Part(arguments[1], of: date),
      let days = part.days(arguments[0], in: calendar)
    {
      // d > date is date < d, and so on: what bounds it from above bounds it from below.
      let turned = bounds(days)
      if let high = turned.high {
        self.init(low: high < days.lowerBound ? days.upperBound + 1 : days.lowerBound)
      } else {
        self.init(high: turned.low == days.lowerBound ? days.upperBound : days.lowerBound - 1)
      }
    } else {
      return nil
    }
  }

  /// What of the date an operand is.
  private enum Part {
    case day
    /// The period that holds it, or the year's number.
    case period(PeriodUnit)
    /// The first or last day of its period.
    case start, end

    init?(_ expression: TypedExpression, of date: TypedExpression) {
      if expression == date {
        self = .day
        return
      }
      guard case .operation(let operation, let arguments) = expression.kind, arguments.count == 1
      else { return nil }
      let inner = Part(arguments[0], of: date)
      switch (operation, inner) {
      case (.period(let unit), .day?): self = .period(unit)
      case (.yearNumber, .day?): self = .period(.year)
      case (.periodStart, .period?): self = .start
      case (.periodEnd, .period?): self = .end
      default: return nil
      }
    }

    /// The days that a constant opposite stands for.
    func days(_ other: TypedExpression, in calendar: Calendar) -> ClosedRange<Int32>? {
      switch (self, other.kind) {
      case (.day, .constant(.period(let number, let unit))),
        (.period, .constant(.period(let number, let unit))):
        return calendar.start(of: number, unit)...calendar.end(of: number, unit)
      case (.period(.year), .constant(.decimal(let number))):
        guard number.scale == 0, (1...9_999).contains(number.units) else { return nil }
        let year = Int32(number.units)
        return calendar.start(of: year, .year)...calendar.end(of: year, .year)
      case (.day, _): return Checking.constantDay(other).map { $0...$0 }
      default: return nil
      }
    }
  }

  /// Whether rows in the order of a value are in the order of their dates.
  static func goesByTime(_ value: TypedExpression, of date: TypedExpression) -> Bool {
    Part(value, of: date) != nil
  }

  /// What it removes of a stretch, up to a last day that matters.
  func removed(of needed: PeriodSpan, upTo last: Int32) -> PeriodSpan? {
    let (first, end) = (needed.days.lowerBound, needed.days.upperBound)
    if let low, first < low { return PeriodSpan(days: first...min(end, low - 1)) }
    let matters = max(first, min(end, last))
    if let high, matters > high { return PeriodSpan(days: max(first, high + 1)...matters) }
    return nil
  }

  /// As it can be typed behind `in`.
  func typed(in calendar: Calendar) -> String {
    switch (low, high) {
    case (let low?, let high?) where low <= high:
      return PeriodSpan(days: low...high).typed(in: calendar)
    case (let low?, _): return PeriodSpan.words(low...low) + "..today"
    case (nil, _): return "last 4 quarters"
    }
  }
}
