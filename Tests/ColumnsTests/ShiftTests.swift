import Columns
import TestSupport
import Testing

/// Steps back through the calendar, against days counted one by one.
@Suite struct ShiftTests {
  private let counted = CountedCalendar.shared
  private let calendar = Calendar(fiscalStart: 1)

  private static let span =
    CountedCalendar.firstNumber + 3_653...CountedCalendar.firstNumber + 16_000

  @Test func theCountedDaysAreTheProgramsDays() {
    #expect(counted.number(1999, 12, 31) == CivilDate(year: 1999, month: 12, day: 31).dayNumber)
    for (week, monday) in [(53, "2020-12-28"), (1, "2021-01-04")] {
      let found = counted.monday(week == 53 ? 2020 : 2021, week)
      #expect(found.map { CivilDate(dayNumber: Int($0)).description } == monday)
    }
    #expect(counted.monday(2021, 53) == nil)
  }

  @Test(arguments: [
    PeriodShift(count: 1, unit: .month), PeriodShift(count: 2, unit: .quarter),
    PeriodShift(count: 1, unit: .year), PeriodShift(count: 5, unit: .fiscalYear),
    PeriodShift(count: 13, unit: .month), PeriodShift(count: 1, unit: .half),
  ])
  func daysMoveByMonths(shift: PeriodShift) {
    for day in Self.span {
      let wanted = counted.earlier(day, months: shift.months)
      guard calendar.day(before: day, by: shift) == wanted,
        calendar.period(before: day, .day, by: shift) == wanted
      else {
        Issue.record("\(counted[day]) by \(shift)")
        return
      }
    }
  }

  @Test(arguments: 1...7)
  func weeksKeepTheirNumber(years: Int) {
    let shift = PeriodShift(count: Int32(years), unit: .year)
    for monday in stride(from: Self.span.lowerBound, through: Self.span.upperBound, by: 1)
    where counted[monday].weekday == 1 {
      let day = counted[monday]
      let wanted =
        counted.monday(day.isoYear - years, day.isoWeek)
        ?? counted.monday(day.isoYear - years, day.isoWeek - 1)
      let week = calendar.period(before: calendar.period(of: monday, .week), .week, by: shift)
      guard calendar.start(of: week, .week) == wanted else {
        Issue.record("\(day) by \(years) years")
        return
      }
    }
  }

  /// Wherever a step is said to lead from whole periods to whole ones, the first and last day of a
  /// period are those of the period that it leads to.
  @Test(arguments: PeriodUnit.allCases, Array(1...12))
  func wholePeriodsLeadToWholeOnes(unit: PeriodUnit, fiscalStart: Int) {
    let calendar = Calendar(fiscalStart: fiscalStart)
    for length in PeriodUnit.allCases {
      for count in Int32(1)...4 {
        let shift = PeriodShift(count: count, unit: length)
        guard Calendar.leads(shift, from: unit) else { continue }
        let first = calendar.period(of: Self.span.lowerBound, unit)
        for period in first...first + 30 {
          let target = calendar.period(before: period, unit, by: shift)
          let start = calendar.start(of: period, unit)
          let end = calendar.end(of: period, unit)
          if shift.months > 0, unit != .week, unit != .day {
            #expect(
              calendar.start(of: target, unit) == counted.earlier(start, months: shift.months))
            let lastMonth = counted.month(of: end, earlier: shift.months)
            #expect(calendar.end(of: target, unit) == lastMonth.upperBound)
          } else if shift.months == 0 {
            #expect(calendar.start(of: target, unit) == start - shift.days)
            #expect(calendar.end(of: target, unit) == end - shift.days)
          }
        }
      }
    }
  }

  @Test func onlyWhatFitsLeads() {
    func leads(_ count: Int32, _ unit: PeriodUnit, from other: PeriodUnit) -> Bool {
      Calendar.leads(PeriodShift(count: count, unit: unit), from: other)
    }
    #expect(leads(1, .month, from: .month) && leads(1, .year, from: .month))
    #expect(leads(3, .month, from: .quarter) && leads(1, .quarter, from: .fiscalQuarter))
    #expect(leads(4, .quarter, from: .year) && leads(2, .half, from: .fiscalYear))
    #expect(leads(1, .year, from: .week) && leads(14, .day, from: .week))
    #expect(leads(1, .month, from: .day) && leads(1, .week, from: .day))
    #expect(!leads(1, .month, from: .quarter) && !leads(3, .quarter, from: .year))
    #expect(!leads(1, .month, from: .week) && !leads(10, .day, from: .week))
    #expect(!leads(1, .week, from: .month) && !leads(365, .day, from: .year))
  }
}
