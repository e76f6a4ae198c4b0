import Columns

/// The days of the made-up history, numbered from its first; days before it are negative.
struct Timeline: Sendable {
  static let firstDay = CivilDate(year: 2021, month: 1, day: 1)
  /// A Wednesday in the middle of a quarter: this quarter has deals behind it and before it.
  static let lastDay = CivilDate(year: 2026, month: 8, day: 19)
  /// Bytes of `2026-08-19`.
  static let textLength = 10
  /// Nothing is dated later after today: certificates hold that long, and a little.
  private static let daysAhead = 1_100
  /// Nobody was hired earlier before the first day.
  private static let daysBefore = 4_200

  /// Three months, and what they are called.
  struct Quarter: Sendable {
    var name: [UInt8]
    var first: Int
    var last: Int
  }

  let today = lastDay.dayNumber - firstDay.dayNumber
  /// From the first to the one two years after today.
  let quarters: [Quarter]
  /// The number of the quarter of each day from the first on.
  private let quarterOfDay: [UInt8]
  /// The texts of all days, one behind the other.
  private let texts: [UInt8]

  init() {
    var quarters: [Quarter] = []
    var quarterOfDay: [UInt8] = []
    for number in 0..<32 {
      let start = Self.firstDay.adding(months: number * 3)
      let first = start.dayNumber - Self.firstDay.dayNumber
      let last = start.adding(months: 3).dayNumber - Self.firstDay.dayNumber - 1
      let name = "\(start.year)-Q\(start.month / 3 + 1)"
      quarters.append(Quarter(name: Array(name.utf8), first: first, last: last))
      quarterOfDay += Array(repeating: UInt8(number), count: last - first + 1)
    }
    self.quarters = quarters
    self.quarterOfDay = quarterOfDay
    var texts: [UInt8] = []
    texts.reserveCapacity((today + Self.daysBefore + Self.daysAhead) * Self.textLength)
    for day in -Self.daysBefore..<today + Self.daysAhead {
      texts += CivilDate(dayNumber: Self.firstDay.dayNumber + day).description.utf8
    }
    self.texts = texts
  }

  /// The quarter that today is in.
  var currentQuarter: Int { quarter(of: today) }

  @inline(__always) func quarter(of day: Int) -> Int { Int(quarterOfDay[day]) }

  /// Monday is 0.
  @inline(__always) static func weekday(_ day: Int) -> Int {
    // 2021-01-01 was a Friday.
    (day + 4 + 7 * daysBefore) % 7
  }

  /// The day itself, or the Friday before a weekend.
  @inline(__always) static func workday(_ day: Int) -> Int {
    day - max(0, weekday(day) - 4)
  }

  /// The month of a day from the first on, January is 0.
  func month(of day: Int) -> Int {
    CivilDate(dayNumber: Self.firstDay.dayNumber + day).month - 1
  }

  @inline(__always) func copyText(of day: Int, to target: UnsafeMutablePointer<UInt8>) {
    let start = (day + Self.daysBefore) * Self.textLength
    texts.withUnsafeBufferPointer { texts in
      guard let base = texts.baseAddress else { return }
      target.update(from: base + start, count: Self.textLength)
    }
  }
}
