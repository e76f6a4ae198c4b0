import Columns
import Model

/// Reads dates and periods as people and programs write them.
enum DateText {
  struct Parsed {
    var day: Int32
    /// Whether a time of day other than midnight stood behind.
    var hasTime = false
  }

  typealias Outcome = Result<Parsed, NumberSpelling.Refusal>

  /// `yyyy-mm-dd`: what nearly every cell holds; nil for everything else.
  @inline(__always) static func iso(_ text: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard text.count == 10, let base = text.baseAddress else { return nil }
    let raw = UnsafeRawPointer(base)
    // `yyyy-mm-` and `yy-mm-dd`, each digit turned into its value and each dash into 0.
    let front = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)) ^ 0x2d30_302d_3030_3030
    let back =
      UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 2, as: UInt64.self))
      ^ 0x3030_2d30_302d_3030
    // A digit above 9, or a dash above 0, reaches the highest bit of its byte.
    let tooLarge =
      front | (front &+ 0x7f76_767f_7676_7676) | back | (back &+ 0x7676_7f76_767f_7676)
    guard tooLarge & 0x8080_8080_8080_8080 == 0 else { return nil }
    // Neighbouring digits are joined in the place of the second one.
    let (years, rest) = (front &* 10 &+ front &>> 8, back &* 10 &+ back &>> 8)
    let year = Int(years & 0xff) &* 100 &+ Int(years &>> 16 & 0xff)
    let month = Int(rest &>> 24 & 0xff)
    let day = Int(rest &>> 48 & 0xff)
    guard month >= 1, month <= 12, day >= 1, year >= 1,
      day <= 28 || day <= CivilDate.days(inMonth: month, of: year)
    else { return nil }
    return dayNumber(year, month, day)
  }

  /// The day number of a date whose year is at least 1, as ``CivilDate/dayNumber`` has it for any:
  /// without a look at eras, as no year is negative.
  @inline(__always) private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    // Years that begin in March: the day that some of them lack is their last.
    let isEarly = month <= 2
    let marchYear = UInt32(truncatingIfNeeded: year) &- (isEarly ? 1 : 0)
    let marchMonth = UInt32(truncatingIfNeeded: month) &+ (isEarly ? 9 : 0) &- (isEarly ? 0 : 3)
    let days =
      marchYear &* 365 &+ marchYear / 4 &- marchYear / 100 &+ marchYear / 400
      &+ (marchMonth &* 153 &+ 2) / 5 &+ UInt32(truncatingIfNeeded: day)
    return Int32(truncatingIfNeeded: days) &- 719_469
  }

  /// `yyyy-mm-dd hh:mm:ss`, with a space or a T between and perhaps a fraction and a Z behind; nil
  /// for everything else.
  static func isoTimestamp(_ text: UnsafeBufferPointer<UInt8>) -> Parsed? {
    guard text.count >= 19, text[10] == Mark.space || text[10] == UInt8(ascii: "T"),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let day = iso(UnsafeBufferPointer(rebasing: text[..<10])),
      let hour = twoDigits(text, 11), let minute = twoDigits(text, 14),
      let second = twoDigits(text, 17), hour < 24, minute < 60, second <= 60
    else { return nil }
    var hasTime = hour + minute + second > 0
    var end = text.count
    if end > 19, text[end - 1] == UInt8(ascii: "Z") { end -= 1 }
    if end > 19 {
      guard text[19] == UInt8(ascii: "."), end > 20 else { return nil }
      for index in 20..<end {
        guard text[index] &- UInt8(ascii: "0") <= 9 else { return nil }
        if text[index] != UInt8(ascii: "0") { hasTime = true }
      }
    }
    return Parsed(day: day, hasTime: hasTime)
  }

  private static func twoDigits(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    let (tens, ones) = (text[index] &- UInt8(ascii: "0"), text[index + 1] &- UInt8(ascii: "0"))
    return tens <= 9 && ones <= 9 ? Int(tens) * 10 + Int(ones) : nil
  }

  /// Reads a trimmed cell in full.
  static func parse(_ text: UnsafeBufferPointer<UInt8>, _ order: DateOrder?) -> Outcome {
    if let parsed = isoTimestamp(text) { return .success(parsed) }
    let parts = Parts(text)
    let (dateParts, time) = parts.splitTime()
    guard let hasTime = time else { return .failure(.init(reason: .notADate)) }
    switch date(dateParts, order) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let date):
      guard (1...9_999).contains(date.year), date.isValid else {
        return .failure(.init(reason: .noSuchDate))
      }
      return .success(
        Parsed(day: Int32(truncatingIfNeeded: date.dayNumber), hasTime: hasTime))
    }
  }

  private static func date(
    _ parts: [Parts.Part], _ order: DateOrder?
  ) -> Result<CivilDate, NumberSpelling.Refusal> {
    if parts.count == 1, case .number(let number, 8) = parts[0],
      order ?? .yearMonthDay == .yearMonthDay
    {
      return .success(
        CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100))
    }
    if let date = textual(parts) { return date }
    guard parts.count == 5, case .number(let first, let firstLength) = parts[0],
      case .mark(let mark) = parts[1], case .number(let second, let secondLength) = parts[2],
      case .mark(mark) = parts[3], case .number(let third, let thirdLength) = parts[4],
      Parts.dateMarks.contains(mark), secondLength <= 2
    else { return .failure(.init(reason: .notADate)) }
    if firstLength == 4, thirdLength <= 2 {
      return .success(CivilDate(year: first, month: second, day: third))
    }
    guard firstLength <= 2 else { return .failure(.init(reason: .notADate)) }
    guard thirdLength == 4 else {
      return .failure(.init(reason: thirdLength == 2 ? .twoDigitYear : .notADate))
    }
    switch order {
    case .dayMonthYear: return .success(CivilDate(year: third, month: second, day: first))
    case .monthDayYear: return .success(CivilDate(year: third, month: first, day: second))
    case .yearMonthDay: return .failure(.init(reason: .notADate))
    case nil: return .failure(.init(reason: .ambiguousDate))
    }
  }

  /// `3 Mar 2024`, `3-Mar-2024`, `March 3, 2024`; nil where no month's name stands.
  private static func textual(_ parts: [Parts.Part]) -> Result<CivilDate, NumberSpelling.Refusal>? {
    var month: Int?
    var numbers: [(value: Int, length: Int)] = []
    var monthPlace = 0
    for part in parts {
      switch part {
      case .word(let word):
        guard month == nil, let number = CivilDate.month(named: word) else { return nil }
        month = number
        monthPlace = numbers.count
      case .number(let value, let length): numbers.append((value, length))
      case .mark(let mark):
        guard Parts.textualMarks.contains(mark) else { return nil }
      }
    }
    guard let month, numbers.count == 2, monthPlace < 2, numbers[0].length <= 2 else { return nil }
    guard numbers[1].length == 4 else {
      return .failure(.init(reason: numbers[1].length == 2 ? .twoDigitYear : .notADate))
    }
    return .success(CivilDate(year: numbers[1].value, month: month, day: numbers[0].value))
  }

  /// A period of a unit, by its number; see ``Columns/Calendar``.
  static func period(
    _ text: UnsafeBufferPointer<UInt8>, _ unit: PeriodUnit, _ calendar: Calendar
  ) -> Int32? {
    if case .success(let date) = parse(text, nil), !date.hasTime, text.count >= 10 || unit == .day {
      let period = calendar.period(of: date.day, unit)
      return unit == .day || calendar.start(of: period, unit) == date.day ? period : nil
    }
    var parts = Parts(text).parts.filter { $0 != .mark(UInt8(ascii: "-")) }
    let isFiscal = unit == .fiscalYear || unit == .fiscalQuarter || unit == .fiscalHalf
    if let first = parts.first, first == .word("fy") || first == .word("cy") {
      guard isFiscal == (first == .word("fy")) else { return nil }
      parts.removeFirst()
    }
    guard case .number(let year, 4)? = parts.first, year >= 1 else { return nil }
    parts.removeFirst()
    return period(year: year, parts, unit)
  }

  private static func period(year: Int, _ parts: [Parts.Part], _ unit: PeriodUnit) -> Int32? {
    func numbered(_ letter: String, _ range: ClosedRange<Int>) -> Int? {
      guard parts.count == 2, parts[0] == .word(letter), case .number(let number, _) = parts[1],
        range.contains(number)
      else { return nil }
      return number
    }
    switch unit {
    case .day: return nil
    case .year, .fiscalYear: return parts.isEmpty ? Int32(year) : nil
    case .quarter, .fiscalQuarter: return numbered("q", 1...4).map { Int32(year * 4 + $0 - 1) }
    case .half, .fiscalHalf: return numbered("h", 1...2).map { Int32(year * 2 + $0 - 1) }
    case .month:
      guard parts.count == 1, case .number(let month, 2) = parts[0], (1...12).contains(month) else {
        return nil
      }
      return Int32(year * 12 + month - 1)
    case .week:
      guard let week = numbered("w", 1...53) else { return nil }
      let calendar = Calendar(fiscalStart: 1)
      let fourth = CivilDate(year: year, month: 1, day: 4).dayNumber
      let period = calendar.period(of: Int32(truncatingIfNeeded: fourth), .week)
      let last = CivilDate(year: year, month: 12, day: 28).dayNumber
      let result = period + Int32(week) - 1
      return result <= calendar.period(of: Int32(truncatingIfNeeded: last), .week) ? result : nil
    }
  }
}

/// A text cut into numbers, words and marks.
private struct Parts {
  enum Part: Equatable {
    /// The value and how many digits spell it.
    case number(Int, Int)
    case word(String)
    case mark(UInt8)
  }

  static let dateMarks: [UInt8] = [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")]
  static let textualMarks: [UInt8] = dateMarks + [Mark.space, UInt8(ascii: ",")]

  var parts: [Part] = []

  /// At most 64 bytes and 9 digits in a row: nothing longer is a date.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count <= 64 else { return }
    var index = 0
    while index < text.count {
      let start = index
      if Self.isDigit(text[index]) {
        var value = 0
        while index < text.count, Self.isDigit(text[index]) {
          value = min(value * 10 + Int(text[index] - UInt8(ascii: "0")), 1_000_000_000)
          index += 1
        }
        parts.append(.number(value, index - start))
      } else if Self.isLetter(text[index]) {
        while index < text.count, Self.isLetter(text[index]) { index += 1 }
        parts.append(.word(String(decoding: text[start..<index], as: UTF8.self).lowercased()))
      } else {
        parts.append(.mark(text[index]))
        index += 1
      }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  /// The parts before a time of day, and whether that time is other than midnight; the latter is
  /// nil where what follows is no time.
  func splitTime() -> ([Part], Bool?) {
    guard let colon = parts.firstIndex(of: .mark(UInt8(ascii: ":"))), colon >= 2,
      case .number(let hour, let hourLength) = parts[colon - 1], hourLength <= 2
    else { return (parts, parts.contains(.mark(UInt8(ascii: ":"))) ? nil : false) }
    let separator = parts[colon - 2]
    var dateEnd = colon - 2
    guard separator == .word("t") || separator == .mark(Mark.space) else { return (parts, nil) }
    while dateEnd > 0, parts[dateEnd - 1] == .mark(Mark.space) { dateEnd -= 1 }
    return (Array(parts[..<dateEnd]), Self.isTime(hour, Array(parts[(colon + 1)...])))
  }

  /// Reads `mm[:ss[.fraction]] [am|pm] [z|±hh[:mm]]`; whether the time is other than midnight.
  private static func isTime(_ hour: Int, _ rest: [Part]) -> Bool? {
    var rest = rest[...]
    guard case .number(let minute, 2)? = rest.popFirst(), minute < 60, hour < 24 else { return nil }
    var isMidnight = hour == 0 && minute == 0
    if rest.first == .mark(UInt8(ascii: ":")) {
      rest.removeFirst()
      guard case .number(let second, 2)? = rest.popFirst(), second <= 60 else { return nil }
      isMidnight = isMidnight && second == 0
      if rest.first == .mark(UInt8(ascii: ".")) || rest.first == .mark(UInt8(ascii: ",")) {
        rest.removeFirst()
        guard case .number(let fraction, _)? = rest.popFirst() else { return nil }
        isMidnight = isMidnight && fraction == 0
      }
    }
    while rest.first == .mark(Mark.space) { rest.removeFirst() }
    if rest.first == .word("am") || rest.first == .word("pm") {
      guard (1...12).contains(hour) else { return nil }
      isMidnight = hour == 12 && minute == 0 && rest.first == .word("am")
      rest.removeFirst()
    }
    while rest.first == .mark(Mark.space) { rest.removeFirst() }
    return isZone(Array(rest)) ? !isMidnight : nil
  }

  private static func isZone(_ rest: [Part]) -> Bool {
    if rest.isEmpty || rest == [.word("z")] || rest == [.word("utc")] { return true }
    guard rest[0] == .mark(UInt8(ascii: "+")) || rest[0] == .mark(UInt8(ascii: "-")) else {
      return false
    }
    if rest.count == 2, case .number(_, let length) = rest[1] { return length == 2 || length == 4 }
    if rest.count == 4, case .number(_, 2) = rest[1], rest[2] == .mark(UInt8(ascii: ":")),
      case .number(_, 2) = rest[3]
    {
      return true
    }
    return false
  }
}
