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

  /// Appends `units ÷ 10^scale`.
  package func append(units: Int64, scale: Int, to bytes: inout [UInt8]) {
    append(isNegative: units < 0, units.magnitude, scale: scale - shift, to: &bytes)
  }

  /// Appends a double.
  package func append(real number: Double, to bytes: inout [UInt8]) {
    let real = shift == 0 ? number : number * Double(Decimal.powers[shift])
    if audience == .people, let magnitude = NumberText.fixed(real, places: look.places) {
      return append(isNegative: real < 0, magnitude, scale: look.places, to: &bytes)
    }
    NumberText.appendShortest(real, to: &bytes)
  }

  private func append(
    isNegative: Bool, _ magnitude: UInt64, scale: Int, to bytes: inout [UInt8]
  ) {
    let shown =
      scale > look.places
      ? NumberText.rounded(magnitude, dropping: scale - look.places) : magnitude
    if isPrefixBeforeSign { bytes += prefix }
    // What rounds to nothing is 0 and not -0.
    if isNegative, shown != 0 { bytes.append(UInt8(ascii: "-")) }
    if !isPrefixBeforeSign { bytes += prefix }
    let digits = bytes.count
    NumberText.append(magnitude: magnitude, scale: scale, look: look, to: &bytes)
    let isOne = bytes.count == digits + 1 && bytes[digits] == UInt8(ascii: "1")
    bytes += isOne ? singularSuffix : suffix
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
      Self.shown(.decimal([decimal.units], scale: decimal.scale), type) { writer, bytes in
        writer.append(units: decimal.units, scale: decimal.scale, to: &bytes)
      }
    case .real(let number):
      Self.shown(.real([number]), type) { writer, bytes in
        writer.append(real: number, to: &bytes)
      }
    case .day(let day): CivilDate(dayNumber: Int(day)).description
    case .truth(let truth): truth ? "yes" : "no"
    case .text(let text): text
    case .period(let period, let unit): calendar.description(of: period, unit)
    }
  }

  private static func shown(
    _ column: Column, _ type: ValueType, append: (NumberWriter, inout [UInt8]) -> Void
  ) -> String {
    let notation = Notation(
      ResultColumn(name: "", type: type, values: column), audience: .people, rows: [0..<1])
    var bytes: [UInt8] = []
    append(NumberWriter(notation, audience: .people), &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
