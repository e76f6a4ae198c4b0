/// A step back through the calendar: `prior year`, `prior 2 quarters`.
public struct PeriodShift: Hashable, Sendable {
  /// At least 1.
  public var count: Int32
  public var unit: PeriodUnit

  public init(count: Int32, unit: PeriodUnit) {
    self.count = count
    self.unit = unit
  }

  /// How many months it goes back; 0 where it goes by days.
  public var months: Int { Int(count) * Calendar.months(in: unit) }

  /// How many days it goes back; 0 where it goes by months.
  public var days: Int32 {
    switch unit {
    case .day: count
    case .week: 7 * count
    case .month, .quarter, .half, .year, .fiscalQuarter, .fiscalHalf, .fiscalYear: 0
    }
  }
}

extension Calendar {
  /// Whether a step back leads from each whole period of a unit to a whole one: months and what is
  /// made of them by so many, weeks by weeks and years, days by anything.
  public static func leads(_ shift: PeriodShift, from unit: PeriodUnit) -> Bool {
    switch unit {
    case .day: true
    case .week: shift.months == 0 ? shift.days % 7 == 0 : shift.months % 12 == 0
    case .month, .quarter, .half, .year, .fiscalQuarter, .fiscalHalf, .fiscalYear:
      shift.months > 0 && shift.months % months(in: unit) == 0
    }
  }

  /// The period that a step back leads to, where it ``leads(_:from:)`` there: a day that its month
  /// lacks becomes the month's last, a week keeps its number in the ISO year.
  public func period(before period: Int32, _ unit: PeriodUnit, by shift: PeriodShift) -> Int32 {
    switch unit {
    case .day: return day(before: period, by: shift)
    case .week:
      if shift.months == 0 { return period - shift.days / 7 }
      return week(before: period, years: shift.months / 12)
    case .month, .quarter, .half, .year, .fiscalQuarter, .fiscalHalf, .fiscalYear:
      return period - Int32(shift.months / Self.months(in: unit))
    }
  }

  /// The same day so much earlier; one that its month lacks becomes the month's last.
  public func day(before day: Int32, by shift: PeriodShift) -> Int32 {
    if shift.months == 0 { return day - shift.days }
    return Int32(CivilDate(dayNumber: Int(day)).adding(months: -shift.months).dayNumber)
  }

  /// The ISO week of the same number some years before; week 53 becomes 52 where that year has none.
  private func week(before week: Int32, years: Int) -> Int32 {
    // An ISO week belongs to the year of its Thursday, and the week of 4 January is its first.
    let year = CivilDate(dayNumber: Int(start(of: week, .week)) + 3).year
    let earlier = firstWeek(of: year - years) + (week - firstWeek(of: year))
    return min(earlier, firstWeek(of: year - years + 1) - 1)
  }

  private func firstWeek(of year: Int) -> Int32 {
    period(of: Int32(CivilDate(year: year, month: 1, day: 4).dayNumber), .week)
  }
}
