import Columns
import TestSupport
import Testing

@testable import Semantics

/// What lies before a stretch of time, against days counted one by one.
@Suite struct PeriodSpanTests {
  private let counted = CountedCalendar.shared
  private let calendar = Calendar(fiscalStart: 4)

  /// Every day of eight years, two of them leap years.
  private var days: ClosedRange<Int32> { counted.number(2016, 1, 1)...counted.number(2023, 12, 31) }

  private func date(_ day: Int32) -> String { CivilDate(dayNumber: Int(day)).description }

  @Test(arguments: [1, 3, 12, 24], [1, 2, 3, 6, 12])
  func wholeMonthsStayWhole(months: Int, length: Int) throws {
    let shift = PeriodShift(count: Int32(months), unit: .month)
    for first in days where counted[first].day == 1 {
      let last = calendar.end(of: calendar.period(of: first, .month) + Int32(length) - 1, .month)
      let moved = try #require(PeriodSpan(days: first...last).moved(by: shift, in: calendar))
      #expect(moved.days.lowerBound == counted.month(of: first, earlier: months).lowerBound)
      #expect(moved.days.upperBound == counted.month(of: last, earlier: months).upperBound)
    }
  }

  @Test(arguments: [PeriodUnit.month, .quarter, .year, .fiscalQuarter, .fiscalYear], [1, 3, 12])
  func whatTodayCutsOffMovesDayByDay(unit: PeriodUnit, months: Int) throws {
    let shift = PeriodShift(count: Int32(months), unit: .month)
    for today in days {
      let first = calendar.start(of: calendar.period(of: today, unit), unit)
      let span = PeriodSpan(days: first...today, unit: unit, course: .toDate)
      let moved = try #require(span.moved(by: shift, in: calendar))
      #expect(moved.days.lowerBound == counted.earlier(first, months: months))
      #expect(moved.days.upperBound == counted.earlier(today, months: months))
      let before = try #require(span.before(in: calendar))
      let own = Calendar.months(in: unit)
      #expect(before.days.lowerBound == counted.earlier(first, months: own))
      #expect(before.days.upperBound == counted.earlier(today, months: own))
    }
  }

  /// What lies before a rolling stretch ends the day before it begins, and going back by its own
  /// length is the same.
  @Test(arguments: [1, 2, 3, 6, 12, 18])
  func rollingStretchesMeet(count: Int32) throws {
    let length = PeriodShift(count: count, unit: .month)
    for today in days {
      let span = PeriodSpan(
        days: calendar.day(before: today, by: length) + 1...today, unit: .month,
        course: .rolling(count))
      let before = try #require(span.before(in: calendar))
      #expect(before.days.upperBound == span.days.lowerBound - 1, "\(date(today))")
      #expect(
        before.days.lowerBound == counted.earlier(today, months: Int(count) * 2) + 1)
      #expect(span.moved(by: length, in: calendar)?.days == before.days)
      let year = try #require(
        span.moved(by: PeriodShift(count: 1, unit: .year), in: calendar))
      #expect(year.days.upperBound == counted.earlier(today, months: 12))
      #expect(year.days.lowerBound == counted.earlier(today, months: 12 + Int(count)) + 1)
    }
  }

  @Test func rollingDaysKeepTheirNumber() throws {
    for today in days {
      let span = PeriodSpan(days: today - 89...today, unit: .day, course: .rolling(90))
      let before = try #require(span.before(in: calendar))
      #expect(before.days == today - 179...today - 90)
      let year = try #require(span.moved(by: PeriodShift(count: 1, unit: .year), in: calendar))
      let end = counted.earlier(today, months: 12)
      #expect(year.days == end - 89...end)
    }
  }

  /// Of weeks both ends keep the number of their week and their weekday.
  @Test func weeksKeepNumberAndWeekday() throws {
    let shift = PeriodShift(count: 1, unit: .year)
    for last in days {
      let monday = last - Int32(counted[last].weekday) + 1
      let span = PeriodSpan(days: monday...last, unit: .week, course: .toDate)
      let moved = try #require(span.moved(by: shift, in: calendar))
      let day = counted[monday]
      let wanted = try #require(
        counted.monday(day.isoYear - 1, day.isoWeek)
          ?? counted.monday(day.isoYear - 1, day.isoWeek - 1))
      #expect(moved.days == wanted...wanted + (last - monday), "\(date(last))")
      #expect(span.moved(by: PeriodShift(count: 1, unit: .month), in: calendar) == nil)
    }
  }

  @Test(arguments: [
    ("2026-02-28", "2026-02-28", "2026-01-28", "2026-01-28"),
    ("2026-01-15", "2026-02-14", "2025-12-15", "2026-01-14"),
    ("2026-01-31", "2026-03-30", "2025-12-31", "2026-02-28"),
    ("2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31"),
    ("2024-02-01", "2024-02-28", "2024-01-01", "2024-01-28"),
  ])
  func datesMoveByAMonth(first: String, last: String, from: String, to: String) throws {
    let span = PeriodSpan(days: day(first)...day(last))
    let moved = try #require(span.moved(by: PeriodShift(count: 1, unit: .month), in: calendar))
    #expect(date(moved.days.lowerBound) == from)
    #expect(date(moved.days.upperBound) == to)
  }

  @Test(arguments: [
    ("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"),
    ("2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31"),
    ("2026-01-15", "2026-02-20", "2025-12-09", "2026-01-14"),
    ("2026-09-30", "2026-09-30", "2026-09-29", "2026-09-29"),
  ])
  func thePeriodBeforeIsAsLong(first: String, last: String, from: String, to: String) throws {
    let before = try #require(PeriodSpan(days: day(first)...day(last)).before(in: calendar))
    #expect(date(before.days.lowerBound) == from)
    #expect(date(before.days.upperBound) == to)
  }

  private func day(_ text: String) -> Int32 {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return counted.number(parts[0], parts[1], parts[2])
  }
}
