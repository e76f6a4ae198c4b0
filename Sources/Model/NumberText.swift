import Columns

/// How a number's digits are laid out.
package struct NumberLook: Sendable, Hashable {
  /// Decimal places shown at most; more are rounded, halves away from zero as spreadsheets do.
  package var places: Int
  /// Decimal places shown at least; zeros behind them are dropped.
  package var minimumPlaces: Int
  /// Commas between groups of three.
  package var isGrouped: Bool

  package init(places: Int, minimumPlaces: Int, isGrouped: Bool) {
    self.places = places
    self.minimumPlaces = minimumPlaces
    self.isGrouped = isGrouped
  }

  /// Exactly so many places.
  package init(places: Int, isGrouped: Bool) {
    self.init(places: places, minimumPlaces: places, isGrouped: isGrouped)
  }
}

/// Writes numbers as UTF-8 without making a `String` of each.
package enum NumberText {
  /// `magnitude ÷ 10^scale`; a negative scale appends zeros. No sign.
  package static func append(
    magnitude: UInt64, scale: Int, look: NumberLook, to bytes: inout [UInt8]
  ) {
    var magnitude = magnitude
    var scale = scale
    if scale > look.places {
      magnitude = rounded(magnitude, dropping: scale - look.places)
      scale = look.places
    }
    let power = scale > 0 ? UInt64(Decimal.powers[min(scale, Decimal.maximumScale)]) : 1
    appendWhole(
      magnitude / power, zeros: magnitude == 0 ? 0 : max(0, -scale), isGrouped: look.isGrouped,
      to: &bytes)
    appendFraction(
      magnitude % power, places: max(0, scale), minimum: look.minimumPlaces, to: &bytes)
  }

  /// The magnitude without its last digits, halves away from zero.
  package static func rounded(_ magnitude: UInt64, dropping digits: Int) -> UInt64 {
    guard digits > 0 else { return magnitude }
    guard digits <= Decimal.maximumScale else { return 0 }
    let divisor = UInt64(Decimal.powers[digits])
    let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor)
    return remainder >= divisor - remainder ? quotient + 1 : quotient
  }

  private static func appendWhole(
    _ number: UInt64, zeros: Int, isGrouped: Bool, to bytes: inout [UInt8]
  ) {
    // 20 digits at most, zeros behind them, a comma for every three.
    let zeros = min(zeros, Decimal.maximumScale)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { text in
      var position = text.count
      var digits = 0
      func put(_ digit: UInt8) {
        if isGrouped, digits > 0, digits % 3 == 0 {
          position -= 1
          text[position] = UInt8(ascii: ",")
        }
        position -= 1
        text[position] = UInt8(ascii: "0") + digit
        digits += 1
      }
      for _ in 0..<zeros { put(0) }
      var rest = number
      repeat {
        put(UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[position...]))
    }
  }

  private static func appendFraction(
    _ fraction: UInt64, places: Int, minimum: Int, to bytes: inout [UInt8]
  ) {
    var fraction = fraction
    var places = places
    while places > minimum, fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    let padding = max(0, minimum - places)
    guard places + padding > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    let start = bytes.count
    bytes.append(UInt8(ascii: "0"), times: places)
    var position = start + places - 1
    while fraction > 0, position >= start {
      bytes[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction % 10)
      fraction /= 10
      position -= 1
    }
    bytes.append(UInt8(ascii: "0"), times: padding)
  }

  /// How many decimal places a value needs: 1 for 12.50.
  package static func placesNeeded(_ magnitude: UInt64, scale: Int) -> Int {
    var magnitude = magnitude
    var scale = scale
    while scale > 0, magnitude % 10 == 0 {
      magnitude /= 10
      scale -= 1
    }
    return scale
  }

  /// A double's digits as a magnitude with `places` decimals, or nil where 64 bits don't hold it.
  package static func fixed(_ value: Double, places: Int) -> UInt64? {
    guard value.isFinite, places <= 15 else { return nil }
    let scaled = (value.magnitude * Double(Decimal.powers[places])).rounded()
    return scaled < 9.2e18 ? UInt64(scaled) : nil
  }

  /// The shortest digits that read back as the same double, without an exponent where the number
  /// has at most 25 digits written out; infinities as `inf`.
  package static func appendShortest(_ value: Double, to bytes: inout [UInt8]) {
    if value == 0 { return bytes.append(UInt8(ascii: "0")) }
    let text = value.description
    guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "e")),
      let exponent = Int(text[text.index(after: mark)...]), abs(exponent) <= 25
    else {
      let trimmed = text.hasSuffix(".0") ? text.dropLast(2) : text[...]
      return bytes.append(contentsOf: trimmed.utf8)
    }
    var mantissa = text[..<mark].utf8.filter { $0 != UInt8(ascii: ".") }
    if mantissa.first == UInt8(ascii: "-") {
      bytes.append(UInt8(ascii: "-"))
      mantissa.removeFirst()
    }
    // `d.ddd` times ten to the exponent: the point belongs behind digit number `exponent + 1`.
    while mantissa.count > 1, mantissa.last == UInt8(ascii: "0") { mantissa.removeLast() }
    if exponent < 0 {
      bytes.append("0.")
      bytes.append(UInt8(ascii: "0"), times: -exponent - 1)
      bytes += mantissa
    } else {
      let whole = exponent + 1
      bytes += mantissa.prefix(whole)
      bytes.append(UInt8(ascii: "0"), times: whole - mantissa.count)
      if mantissa.count > whole {
        bytes.append(UInt8(ascii: "."))
        bytes += mantissa.dropFirst(whole)
      }
    }
  }
}
