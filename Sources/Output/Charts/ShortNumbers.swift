import Columns
import Model

/// Writes numbers where there is little room: `$250k`, `1.2m`, `40%`.
///
/// The letters are those that the language reads: k, m and b.
struct ShortNumbers: Sendable {
  /// Digits of a number that is rounded to be short.
  private static let digits = 3
  /// Ten to this power and more is written as 1.2e15.
  private static let mostPower = 15
  /// So many decimal places and more are written as 1.2e-9.
  private static let mostPlaces = 9

  let notation: Notation

  /// The numbers of an axis: all with one letter and equally many places.
  func texts(of ticks: Ticks) -> [String] {
    let exponent = ticks.exponent + notation.shift
    let largest = max(ticks.multiples.upperBound.magnitude, ticks.multiples.lowerBound.magnitude)
    let power = Self.power(of: largest * ticks.mantissa.magnitude, exponent)
    let letter = Self.letter(power: power, exponent: exponent, mostPlaces: 2)
    return ticks.multiples.map { multiple in
      let isTooLong = power >= Self.mostPower || exponent <= -Self.mostPlaces
      let magnitude = multiple.magnitude * ticks.mantissa.magnitude
      return text(
        isNegative: multiple < 0, magnitude,
        isTooLong ? Self.scientific(magnitude, exponent) : nil, exponent, letter,
        keepsZeros: true)
    }
  }

  /// A single number, rounded to three digits.
  func text(_ value: Double) -> String {
    let magnitude = value.magnitude
    if magnitude == 0 {
      return text(isNegative: false, 0, nil, 0, Self.letters[0], keepsZeros: false)
    }
    var exponent = Int((Double(magnitude.exponent) * 0.30103).rounded(.down)) - Self.digits
    while magnitude / Ticks.value(1, exponent) >= 1_000 { exponent += 1 }
    let rounded = UInt64((magnitude / Ticks.value(1, exponent)).rounded())
    exponent += notation.shift
    let power = Self.power(of: rounded, exponent)
    let isTooLong = power >= Self.mostPower || exponent <= -Self.mostPlaces
    return text(
      isNegative: value < 0, rounded, isTooLong ? Self.scientific(rounded, exponent) : nil,
      exponent, Self.letter(power: power, exponent: exponent, mostPlaces: 3), keepsZeros: false)
  }

  private static let letters: [(power: Int, sign: String)] = [
    (0, ""), (3, "k"), (6, "m"), (9, "b"),
  ]

  /// The largest letter that leaves not too many places; below 10,000 none.
  private static func letter(
    power: Int, exponent: Int, mostPlaces: Int
  ) -> (power: Int, sign: String) {
    letters.last { letter in
      letter.power <= power && letter.power - exponent <= mostPlaces
        && (letter.power == 0 || power >= 4)
    } ?? letters[0]
  }

  /// The power of ten of a number's first digit.
  private static func power(of magnitude: UInt64, _ exponent: Int) -> Int {
    String(magnitude).count - 1 + exponent
  }

  /// `1.25e21`.
  private static func scientific(_ magnitude: UInt64, _ exponent: Int) -> String {
    if magnitude == 0 { return "0" }
    var digits = String(magnitude)
    let power = digits.count - 1 + exponent
    while digits.count > 1, digits.last == "0" { digits.removeLast() }
    if digits.count > 1 { digits.insert(".", at: digits.index(after: digits.startIndex)) }
    return "\(digits)e\(power)"
  }

  /// - Parameter digits: instead of the number's own digits.
  private func text(
    isNegative: Bool, _ magnitude: UInt64, _ digits: String?, _ exponent: Int,
    _ letter: (power: Int, sign: String), keepsZeros: Bool
  ) -> String {
    var number = digits ?? ""
    if digits == nil {
      var bytes: [UInt8] = []
      let scale = letter.power - exponent
      let places = max(0, scale)
      NumberText.append(
        magnitude: magnitude, scale: scale,
        look: NumberLook(
          places: places, minimumPlaces: keepsZeros && magnitude != 0 ? places : 0,
          isGrouped: true),
        to: &bytes)
      number = String(decoding: bytes, as: UTF8.self) + (magnitude == 0 ? "" : letter.sign)
    }
    let minus = isNegative ? "-" : ""
    let suffix = number == "1" ? notation.singularSuffix : notation.suffix
    return notation.isPrefixBeforeSign
      ? notation.prefix + minus + number + suffix : minus + notation.prefix + number + suffix
  }
}
