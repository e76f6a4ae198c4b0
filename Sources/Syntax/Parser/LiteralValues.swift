import Columns
import Messages

/// What the digits of a literal mean.
enum LiteralValues {
  /// The value of NUMBER, or of what stands before a `%` or behind a currency sign.
  ///
  /// - Returns: nil where it does not fit a 64-bit decimal exactly.
  static func decimal(_ text: some Sequence<UInt8>) -> Decimal? {
    var units: Int64 = 0
    // Zeros at the end of a fraction are held back: they must not make a short number too long.
    var zeros = 0
    var scale = 0
    var isFraction = false
    var power = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "k"), UInt8(ascii: "K"): power = 3
      case UInt8(ascii: "m"), UInt8(ascii: "M"): power = 6
      case UInt8(ascii: "b"), UInt8(ascii: "B"): power = 9
      case UInt8(ascii: "0") where isFraction: zeros += 1
      case _ where byte.isASCIIDigit:
        guard let longer = append(zeros + 1, Int64(byte - UInt8(ascii: "0")), to: units) else {
          return nil
        }
        units = longer
        if isFraction { scale += zeros + 1 }
        zeros = 0
      default: break
      }
    }
    if power > scale {
      guard let longer = append(power - scale, 0, to: units) else { return nil }
      units = longer
      scale = 0
    } else {
      scale -= power
    }
    return scale <= Decimal.maximumScale ? Decimal(units: units, scale: scale) : nil
  }

  /// `units × 10^places + digit`; nil where that leaves 64 bits.
  private static func append(_ places: Int, _ digit: Int64, to units: Int64) -> Int64? {
    if units == 0 { return digit }
    guard places <= Decimal.maximumScale else { return nil }
    let (product, overflow) = units.multipliedReportingOverflow(by: Decimal.powers[places])
    let (sum, overflowToo) = product.addingReportingOverflow(digit)
    return overflow || overflowToo ? nil : sum
  }

  static func currency(_ symbol: UInt8) -> String {
    switch symbol {
    case UInt8(ascii: "$"): "USD"
    // The first bytes of € (E2 82 AC) and £ (C2 A3).
    case 0xE2: "EUR"
    default: "GBP"
    }
  }

  /// Days since 1970-01-01 of `yyyy-mm-dd`.
  static func date(_ text: String, _ span: Span) throws(Diagnostic) -> Int32 {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { throw SyntaxMessages.noSuchDate(text, nil, span) }
    let date = CivilDate(year: parts[0], month: parts[1], day: parts[2])
    guard date.isValid, date.year > 0 else {
      throw SyntaxMessages.noSuchDate(text, date, span)
    }
    return Int32(date.dayNumber)
  }

  /// `2026-09`, `2026-Q3`, `2026-H1`, `2026-W31`, `CY2026`, `FY2026`, `FY2026-Q3`, `FY2026-H1`.
  static func period(_ text: String, _ span: Span) throws(Diagnostic) -> PeriodLiteral {
    let upper = text.uppercased()
    let isFiscal = upper.hasPrefix("FY")
    let parts = upper.split(separator: "-")
    guard let first = parts.first, let year = Int32(first.filter(\.isNumber)), year > 0 else {
      throw SyntaxMessages.noSuchPeriod(text, "years begin with 1", span)
    }
    guard parts.count == 2 else {
      return PeriodLiteral(unit: isFiscal ? .fiscalYear : .year, number: year)
    }
    let part = parts[1]
    guard let number = Int32(part.filter(\.isNumber)) else {
      throw SyntaxMessages.noSuchPeriod(text, "the number is too long", span)
    }
    switch part.first {
    case "Q":
      guard (1...4).contains(number) else {
        throw SyntaxMessages.noSuchPeriod(text, "a year has the quarters Q1 to Q4", span)
      }
      return PeriodLiteral(
        unit: isFiscal ? .fiscalQuarter : .quarter, number: year * 4 + number - 1)
    case "H":
      guard (1...2).contains(number) else {
        throw SyntaxMessages.noSuchPeriod(text, "a year has the halves H1 and H2", span)
      }
      return PeriodLiteral(unit: isFiscal ? .fiscalHalf : .half, number: year * 2 + number - 1)
    case "W":
      return try week(text, year, number, part.utf8.count, isFiscal, span)
    default:
      guard (1...12).contains(number) else {
        throw SyntaxMessages.noSuchMonth(text, year, String(part), span)
      }
      return PeriodLiteral(unit: .month, number: year * 12 + number - 1)
    }
  }

  /// ISO 8601: week 1 holds 4 January, so a year has 52 or 53.
  private static func week(
    _ text: String, _ year: Int32, _ number: Int32, _ length: Int, _ isFiscal: Bool, _ span: Span
  ) throws(Diagnostic) -> PeriodLiteral {
    if isFiscal {
      throw SyntaxMessages.noSuchPeriod(text, "weeks are counted in calendar years", span)
    }
    let calendar = Calendar(fiscalStart: 1)
    func first(of year: Int32) -> Int32 {
      let fourth = CivilDate(year: Int(year), month: 1, day: 4)
      return calendar.period(of: Int32(fourth.dayNumber), .week)
    }
    let weeks = first(of: year + 1) - first(of: year)
    guard number >= 1, number <= weeks else {
      throw SyntaxMessages.noSuchPeriod(text, "\(year) has the weeks W01 to W\(weeks)", span)
    }
    guard length == 3 else { throw SyntaxMessages.unpaddedWeek(text, number, span) }
    return PeriodLiteral(unit: .week, number: first(of: year) + number - 1)
  }
}
