import Columns

/// A stretch of days, and how it came about: that decides what lies before it.
struct PeriodSpan: Hashable {
  /// Where its ends come from.
  enum Course: Hashable {
    /// They were named: `2026-Q3`, `last 4 quarters`, two dates.
    case fixed
    /// Today cuts it off: what lies before it is cut off likewise.
    case toDate
    /// It goes so many units back from its last day: `past 12 months`.
    case rolling(Int32)
  }

  var days: ClosedRange<Int32>
  /// The unit that it was written in; nil for dates and mixtures.
  var unit: PeriodUnit?
  var course = Course.fixed

  /// The days that two stretches share; nil for none.
  func shared(with other: PeriodSpan) -> PeriodSpan? {
    guard days.overlaps(other.days) else { return nil }
    let common = days.clamped(to: other.days)
    if common == days { return self }
    if common == other.days { return other }
    let last = days.upperBound < other.days.upperBound ? self : other
    return PeriodSpan(days: common, course: last.course == .fixed ? .fixed : .toDate)
  }

  // MARK: - What lies before

  /// The stretch so much earlier, by the calendar. Whole months stay whole months; what today cuts
  /// off, and other days, move day by day, a day that its month lacks to the month's last; weeks
  /// keep their number in the ISO year and days in them their weekday.
  ///
  /// - Returns: nil for weeks that are to move by months.
  func moved(by shift: PeriodShift, in calendar: Calendar) -> PeriodSpan? {
    var result = self
    switch course {
    case .rolling(let count):
      result.days = rolled(count, by: shift, in: calendar)
      return result
    case .fixed, .toDate: break
    }
    if shift.months == 0 {
      result.days = (days.lowerBound - shift.days)...(days.upperBound - shift.days)
    } else if unit == .week {
      guard Calendar.leads(shift, from: .week) else { return nil }
      func same(_ day: Int32) -> Int32 {
        let week = calendar.period(of: day, .week)
        let earlier = calendar.period(before: week, .week, by: shift)
        return calendar.start(of: earlier, .week) + (day - calendar.start(of: week, .week))
      }
      result.days = same(days.lowerBound)...same(days.upperBound)
    } else if course == .fixed, let months = whole(.month, in: calendar) {
      let count = Int32(shift.months)
      let first = calendar.start(of: months.lowerBound - count, .month)
      result.days = first...calendar.end(of: months.upperBound - count, .month)
    } else {
      let first = calendar.day(before: days.lowerBound, by: shift)
      result.days = first...calendar.day(before: days.upperBound, by: shift)
    }
    if let unit, !Calendar.leads(shift, from: unit) { result.unit = nil }
    return result
  }

  /// Both ends counted from the last day in one go, so that what lies before it ends where it
  /// begins, whatever the lengths of months.
  private func rolled(
    _ count: Int32, by shift: PeriodShift, in calendar: Calendar
  ) -> ClosedRange<Int32> {
    let last = calendar.day(before: days.upperBound, by: shift)
    let length = PeriodShift(count: count, unit: unit ?? .day)
    if shift.months == 0 || length.months == 0 {
      return (last - (days.upperBound - days.lowerBound))...last
    }
    let whole = PeriodShift(count: Int32(length.months + shift.months), unit: .month)
    return min(last, calendar.day(before: days.upperBound, by: whole) + 1)...last
  }

  /// The stretch of the same length right before it: as many units, months or days. What today cuts
  /// off is one unit earlier.
  func before(in calendar: Calendar) -> PeriodSpan? {
    let length: PeriodShift
    switch course {
    case .rolling(let count): length = PeriodShift(count: count, unit: unit ?? .day)
    case .toDate: length = PeriodShift(count: unit == nil ? dayCount : 1, unit: unit ?? .day)
    case .fixed:
      if let months = whole(.month, in: calendar) {
        length = PeriodShift(count: Int32(months.count), unit: .month)
      } else {
        length = PeriodShift(count: dayCount, unit: .day)
      }
    }
    guard var result = moved(by: length, in: calendar) else { return nil }
    // As many months as there were are as many of its units.
    if course == .fixed { result.unit = unit }
    return result
  }

  private var dayCount: Int32 { days.upperBound - days.lowerBound + 1 }

  /// The periods of a unit that it consists of; nil where it cuts one.
  func whole(_ unit: PeriodUnit, in calendar: Calendar) -> ClosedRange<Int32>? {
    let first = calendar.period(of: days.lowerBound, unit)
    let last = calendar.period(of: days.upperBound, unit)
    guard calendar.start(of: first, unit) == days.lowerBound,
      calendar.end(of: last, unit) == days.upperBound
    else { return nil }
    return first...last
  }

  // MARK: - Words

  /// As it can be typed behind `in`: by the longest units that it consists of, else by its days.
  func typed(in calendar: Calendar) -> String {
    for unit in [PeriodUnit.year, .quarter, .month] {
      guard let periods = whole(unit, in: calendar) else { continue }
      let first = calendar.description(of: periods.lowerBound, unit)
      let last = calendar.description(of: periods.upperBound, unit)
      return first == last ? first : "\(first)..\(last)"
    }
    return Self.words(days, joinedBy: "..")
  }

  /// Its first and last day, or its only one.
  static func words(_ days: ClosedRange<Int32>, joinedBy joint: String = " to ") -> String {
    let first = CivilDate(dayNumber: Int(days.lowerBound)).description
    let last = CivilDate(dayNumber: Int(days.upperBound)).description
    return first == last ? first : first + joint + last
  }
}
