/// The lengths of time that group dates.
public enum PeriodUnit: String, Sendable, Hashable, CaseIterable {
  case day
  case week
  case month
  case quarter
  case half
  case year
  case fiscalQuarter
  case fiscalHalf
  case fiscalYear
}

/// A date of the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Sendable {
  public var year: Int
  public var month: Int
  public var day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The date of a day number (days since 1970-01-01).
  ///
  /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  @inlinable public init(dayNumber: Int) {
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  ///
  /// Source: Howard Hinnant, as above, `days_from_civil`.
  @inlinable public var dayNumber: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether the month has this day.
  public var isValid: Bool {
    (1...12).contains(month) && day >= 1 && day <= Self.days(inMonth: month, of: year)
  }

  @inlinable public static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The date some months later; a day that the month lacks becomes the month's last.
  public func adding(months: Int) -> CivilDate {
    let number = year * 12 + month - 1 + months
    let newYear = number >= 0 ? number / 12 : (number - 11) / 12
    let newMonth = number - newYear * 12 + 1
    return CivilDate(
      year: newYear, month: newMonth,
      day: min(day, Self.days(inMonth: newMonth, of: newYear)))
  }

}

/// Days to periods and back, for one fiscal calendar.
///
/// A period is a whole number within its unit, consecutive periods being consecutive numbers:
/// days since 1970-01-01; ISO weeks since the one of 1969-12-29 (a Monday); `year × 12 + month − 1`;
/// `year × 4 + quarter − 1`; `year × 2 + half − 1`; the year. Fiscal ones likewise, with the year in
/// which the fiscal year ends.
public struct Calendar: Sendable, Hashable {
  /// The month (1 to 12) in which fiscal years start.
  public let fiscalStart: Int

  public init(fiscalStart: Int) {
    self.fiscalStart = fiscalStart
  }

  /// Months to add to a date so that its fiscal year becomes its calendar year.
  @inlinable var fiscalShift: Int { fiscalStart == 1 ? 0 : 13 - fiscalStart }

  @inlinable static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
  }

  /// The period that holds a day.
  @inlinable public func period(of day: Int32, _ unit: PeriodUnit) -> Int32 {
    switch unit {
    case .day: return day
    case .week: return Int32(Self.floorDivide(Int(day) + 3, 7))
    case .month, .quarter, .half, .year, .fiscalQuarter, .fiscalHalf, .fiscalYear:
      let date = CivilDate(dayNumber: Int(day))
      var month = date.year * 12 + date.month - 1
      switch unit {
      case .fiscalQuarter, .fiscalHalf, .fiscalYear: month += fiscalShift
      default: break
      }
      return Int32(Self.floorDivide(month, Self.months(in: unit)))
    }
  }

  /// How many months a unit of whole months has; 0 for days and weeks.
  @inlinable public static func months(in unit: PeriodUnit) -> Int {
    switch unit {
    case .day, .week: 0
    case .month: 1
    case .quarter, .fiscalQuarter: 3
    case .half, .fiscalHalf: 6
    case .year, .fiscalYear: 12
    }
  }

  /// The first day of a period.
  @inlinable public func start(of period: Int32, _ unit: PeriodUnit) -> Int32 {
    switch unit {
    case .day: return period
    case .week: return period * 7 - 3
    case .month, .quarter, .half, .year, .fiscalQuarter, .fiscalHalf, .fiscalYear:
      var month = Int(period) * Self.months(in: unit)
      switch unit {
      case .fiscalQuarter, .fiscalHalf, .fiscalYear: month -= fiscalShift
      default: break
      }
      let year = Self.floorDivide(month, 12)
      return Int32(CivilDate(year: year, month: month - year * 12 + 1, day: 1).dayNumber)
    }
  }

  /// The last day of a period.
  @inlinable public func end(of period: Int32, _ unit: PeriodUnit) -> Int32 {
    start(of: period + 1, unit) - 1
  }
}
