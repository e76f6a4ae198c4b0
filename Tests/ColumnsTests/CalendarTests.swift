import Columns
import Testing

@Suite struct CalendarTests {
  /// Every day of 800 years, counted by hand.
  @Test func dayNumbersCountDays() {
    var date = CivilDate(year: 1600, month: 1, day: 1)
    let first = date.dayNumber
    #expect(CivilDate(year: 1970, month: 1, day: 1).dayNumber == 0)
    for count in 0..<292_194 {
      guard date.dayNumber == first + count, CivilDate(dayNumber: first + count) == date else {
        Issue.record("\(date.description) is not day \(first + count)")
        return
      }
      date.day += 1
      if date.day > CivilDate.days(inMonth: date.month, of: date.year) {
        date.day = 1
        date.month += 1
      }
      if date.month > 12 {
        date.month = 1
        date.year += 1
      }
    }
    #expect(date == CivilDate(year: 2400, month: 1, day: 1))
  }

  @Test(arguments: [
    (2024, 2, 29, true), (2023, 2, 29, false), (1900, 2, 29, false), (2000, 2, 29, true),
    (2024, 4, 31, false), (2024, 13, 1, false), (2024, 0, 1, false), (2024, 1, 0, false),
  ])
  func validDays(year: Int, month: Int, day: Int, isValid: Bool) {
    #expect(CivilDate(year: year, month: month, day: day).isValid == isValid)
  }

  @Test func addingMonthsClamps() {
    let last = CivilDate(year: 2024, month: 1, day: 31)
    #expect(last.adding(months: 1) == CivilDate(year: 2024, month: 2, day: 29))
    #expect(last.adding(months: -2) == CivilDate(year: 2023, month: 11, day: 30))
    #expect(last.adding(months: 12) == CivilDate(year: 2025, month: 1, day: 31))
    #expect(last.adding(months: -24_300) == CivilDate(year: -1, month: 1, day: 31))
  }

  /// Each period is the days from its start to its end, and the next begins on the day behind.
  @Test(arguments: PeriodUnit.allCases, [1, 4, 7, 12])
  func periodsCoverDaysWithoutGaps(unit: PeriodUnit, fiscalStart: Int) {
    let calendar = Calendar(fiscalStart: fiscalStart)
    for day in Int32(-1_500)...1_500 {
      let period = calendar.period(of: day, unit)
      #expect(calendar.start(of: period, unit) <= day)
      #expect(calendar.end(of: period, unit) >= day)
      #expect(calendar.end(of: period, unit) + 1 == calendar.start(of: period + 1, unit))
    }
  }

  @Test(arguments: [
    (PeriodUnit.day, "2026-07-30"), (.week, "2026-W31"), (.month, "2026-07"),
    (.quarter, "2026-Q3"), (.half, "2026-H2"), (.year, "2026"), (.fiscalQuarter, "FY2027-Q1"),
    (.fiscalHalf, "FY2027-H1"), (.fiscalYear, "FY2027"),
  ])
  func descriptions(unit: PeriodUnit, shown: String) {
    let calendar = Calendar(fiscalStart: 7)
    let day = Int32(CivilDate(year: 2026, month: 7, day: 30).dayNumber)
    #expect(calendar.description(of: calendar.period(of: day, unit), unit) == shown)
  }

  @Test(arguments: [
    (2021, 1, 3, "2020-W53"), (2021, 1, 4, "2021-W01"), (2018, 12, 31, "2019-W01"),
    (2016, 1, 1, "2015-W53"), (1969, 12, 29, "1970-W01"),
  ])
  func weeksBelongToTheYearOfTheirThursday(year: Int, month: Int, day: Int, shown: String) {
    let calendar = Calendar(fiscalStart: 1)
    let number = Int32(CivilDate(year: year, month: month, day: day).dayNumber)
    #expect(calendar.description(of: calendar.period(of: number, .week), .week) == shown)
  }
}
