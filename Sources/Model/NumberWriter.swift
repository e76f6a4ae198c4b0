package import Columns

/// Writes numbers in one notation.
package struct NumberWriter: Sendable {
  private let look: NumberLook
  /// Before the digits: a currency's sign.
  private let prefix: [UInt8]
  /// A currency's code goes before the minus, its sign behind: `-$5.00`, `CHF -5.00`.
  private let isPrefixBeforeSign: Bool
  private let suffix: [UInt8]
  /// The suffix of exactly one: `1 day`.
  private let singularSuffix: [UInt8]
  /// Decimal places that the point moves to the right: 2 for percents.
  private let shift: Int
  private let audience: Audience

  package init(_ notation: Notation, audience: Audience) {
    look = notation.look
    prefix = Array(notation.prefix.utf8)
    isPrefixBeforeSign = notation.isPrefixBeforeSign
    suffix = Array(notation.suffix.utf8)
    singularSuffix = Array(notation.singularSuffix.utf8)
    shift = notation.shift
    self.audience = audience
  }

  /// No number that this writes takes more bytes.
  package var longest: Int {
    NumberText.longest + prefix.count + max(suffix.count, singularSuffix.count)
  }

  /// Writes `units ÷ 10^scale`.
  package func write(units: Int64, scale: Int, to cursor: inout TextCursor) {
    write(isNegative: units < 0, units.magnitude, scale: scale - shift, to: &cursor)
  }

  /// Whether a double is written with its prefix: not where it has more digits than 64 bits hold.
  package func hasPrefix(real number: Double) -> Bool {
    prefix.isEmpty || digits(of: number) != nil
  }

  /// Writes a double.
  package func write(real number: Double, to cursor: inout TextCursor) {
    if let magnitude = digits(of: number) {
      write(isNegative: number < 0, magnitude, scale: look.places, to: &cursor)
    } else {
      NumberText.writeShortest(moved(number), to: &cursor)
    }
  }

  private func moved(_ number: Double) -> Double {
    shift == 0 ? number : number * Double(Decimal.powers[shift])
  }

  /// A double's digits where it is rounded to the places of its column.
  private func digits(of number: Double) -> UInt64? {
    audience == .people ? NumberText.fixed(moved(number), places: look.places) : nil
  }

  private func write(
    isNegative: Bool, _ magnitude: UInt64, scale: Int, to cursor: inout TextCursor
  ) {
    let shown =
      scale > look.places
      ? NumberText.rounded(magnitude, dropping: scale - look.places) : magnitude
    if isPrefixBeforeSign { cursor.put(prefix) }
    // What rounds to nothing is 0 and not -0.
    if isNegative, shown != 0 { cursor.put(UInt8(ascii: "-")) }
    if !isPrefixBeforeSign { cursor.put(prefix) }
    let digits = cursor.place
    NumberText.write(
      magnitude: shown, scale: min(scale, look.places), look: look, to: &cursor)
    let isOne = cursor.place == digits + 1 && digits.pointee == UInt8(ascii: "1")
    cursor.put(isOne ? singularSuffix : suffix)
  }
}

extension Value {
  /// How people read a value that stands alone: as the only one of its column; nil for missing.
  ///
  /// Of rows, which only their entity can name, it says nothing.
  package func shown(as type: ValueType, calendar: Calendar) -> String? {
    switch self {
    case .missing, .row: nil
    case .decimal(let decimal):
      Self.shown(.decimal([decimal.units], scale: decimal.scale), type) { writer, cursor in
        writer.write(units: decimal.units, scale: decimal.scale, to: &cursor)
      }
    case .real(let number):
      Self.shown(.real([number]), type) { writer, cursor in
        writer.write(real: number, to: &cursor)
      }
    case .day(let day): CivilDate(dayNumber: Int(day)).description
    case .truth(let truth): truth ? "yes" : "no"
    case .text(let text): text
    case .period(let period, let unit): calendar.description(of: period, unit)
    }
  }

  private static func shown(
    _ column: Column, _ type: ValueType, write: (NumberWriter, inout TextCursor) -> Void
  ) -> String {
    let notation = Notation(
      ResultColumn(name: "", type: type, values: column), audience: .people, rows: [0..<1])
    let writer = NumberWriter(notation, audience: .people)
    var bytes: [UInt8] = []
    bytes.append(atMost: writer.longest) { write(writer, &$0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
