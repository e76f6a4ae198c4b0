/// The days from 1990 to 2041, counted one by one with nothing but the lengths of months: what the
/// program's calendar is compared with.
package struct CountedCalendar: Sendable {
  package struct Day: Sendable, Hashable {
    package var year: Int
    package var month: Int
    package var day: Int
    /// 1 for Monday.
    package var weekday: Int
    package var isoYear: Int
    package var isoWeek: Int
  }

  /// 1990-01-01, a Monday.
  package static let firstNumber: Int32 = 7_305
  package let days: [Day]
  private let numbers: [[Int]: Int32]
  private let weeks: [[Int]: Int32]

  package static let shared = CountedCalendar()

  private init() {
    var days: [Day] = []
    for year in 1990...2041 {
      for month in 1...12 {
        for day in 1...Self.length(month, of: year) {
          days.append(
            Day(
              year: year, month: month, day: day, weekday: days.count % 7 + 1, isoYear: 0,
              isoWeek: 0))
        }
      }
    }
    // A week belongs to the year that has its Thursday, and is numbered within that.
    var week = 0
    for monday in stride(from: 0, to: days.count - 6, by: 7) {
      let year = days[monday + 3].year
      week = monday >= 7 && days[monday - 4].year == year ? week + 1 : 1
      for day in monday..<monday + 7 { (days[day].isoYear, days[day].isoWeek) = (year, week) }
    }
    var numbers: [[Int]: Int32] = [:]
    var weeks: [[Int]: Int32] = [:]
    for (index, day) in days.enumerated() {
      numbers[[day.year, day.month, day.day]] = Self.firstNumber + Int32(index)
      if day.weekday == 1 { weeks[[day.isoYear, day.isoWeek]] = Self.firstNumber + Int32(index) }
    }
    (self.days, self.numbers, self.weeks) = (days, numbers, weeks)
  }

  private static func length(_ month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && year != 1900 && year != 2100
    return month == 2 && isLeap ? 29 : [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  package subscript(number: Int32) -> Day { days[Int(number - Self.firstNumber)] }

  package func number(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    numbers[[year, month, day]] ?? 0
  }

  /// The Monday of a week; nil where the year has none of that number.
  package func monday(_ year: Int, _ week: Int) -> Int32? { weeks[[year, week]] }

  /// Month by month back; a day that the month lacks is its last.
  package func earlier(_ number: Int32, months: Int) -> Int32 {
    var (year, month) = (self[number].year, self[number].month)
    for _ in 0..<months { (year, month) = month == 1 ? (year - 1, 12) : (year, month - 1) }
    return self.number(year, month, min(self[number].day, Self.length(month, of: year)))
  }

  /// The first and last day of the month so many months before a day's.
  package func month(of number: Int32, earlier months: Int) -> ClosedRange<Int32> {
    let day = self[earlier(number, months: months)]
    let first = self.number(day.year, day.month, 1)
    return first...first + Int32(Self.length(day.month, of: day.year)) - 1
  }
}
