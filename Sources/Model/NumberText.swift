package import Columns

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
  /// No number takes more bytes, nor more to put it together.
  package static let longest = 160

  package static func append(
    magnitude: UInt64, scale: Int, look: NumberLook, to bytes: inout [UInt8]
  ) {
    bytes.append(atMost: longest) { write(magnitude: magnitude, scale: scale, look: look, to: &$0) }
  }

  /// `magnitude ÷ 10^scale`; a negative scale appends zeros. No sign.
  package static func write(
    magnitude: UInt64, scale: Int, look: NumberLook, to cursor: inout TextCursor
  ) {
    var magnitude = magnitude
    var scale = scale
    if scale > look.places {
      magnitude = rounded(magnitude, dropping: scale - look.places)
      scale = look.places
    }
    let zeros = magnitude == 0 ? 0 : min(max(0, -scale), Decimal.maximumScale)
    let (whole, fraction) = parts(magnitude, scale: scale)
    if look.isGrouped, whole >= 1_000 || zeros > 0 {
      writeGrouped(whole, zeros: zeros, to: &cursor)
    } else {
      writeDigits(whole, to: &cursor)
      cursor.put(UInt8(ascii: "0"), times: zeros)
    }
    writeFraction(fraction, places: max(0, scale), minimum: look.minimumPlaces, to: &cursor)
  }

  /// What stands before the point, and the digits behind it as a number. Most columns have no places
  /// or two: a division by what is known beforehand takes a fraction of the time.
  @inline(__always) private static func parts(
    _ magnitude: UInt64, scale: Int
  ) -> (whole: UInt64, fraction: UInt64) {
    if scale <= 0 { return (magnitude, 0) }
    if scale == 2 { return (magnitude / 100, magnitude % 100) }
    let power = UInt64(Decimal.powers[min(scale, Decimal.maximumScale)])
    return (magnitude / power, magnitude % power)
  }

  /// The magnitude without its last digits, halves away from zero.
  package static func rounded(_ magnitude: UInt64, dropping digits: Int) -> UInt64 {
    guard digits > 0 else { return magnitude }
    guard digits <= Decimal.maximumScale else { return 0 }
    let divisor = UInt64(Decimal.powers[digits])
    let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor)
    return remainder >= divisor - remainder ? quotient + 1 : quotient
  }

  @inline(__always) private static func writeDigits(_ number: UInt64, to cursor: inout TextCursor) {
    var (count, limit) = (1, UInt64(10))
    while number >= limit {
      count += 1
      if count == 20 { break }
      limit *= 10
    }
    cursor.put(lastDigits: count, of: number)
  }

  /// Digits and zeros behind them, with a comma for every three.
  private static func writeGrouped(
    _ number: UInt64, zeros: Int, to cursor: inout TextCursor
  ) {
    // 20 digits at most, the zeros behind them and the commas, from the right.
    let room = 64
    let text = cursor.place + room
    var position = room
    var digits = 0
    func put(_ digit: UInt8) {
      if digits > 0, digits % 3 == 0 {
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
    cursor.put(UnsafeBufferPointer(start: text + position, count: room - position))
  }

  @inline(__always) private static func writeFraction(
    _ fraction: UInt64, places: Int, minimum: Int, to cursor: inout TextCursor
  ) {
    var fraction = fraction
    var places = places
    while places > minimum, fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    let padding = max(0, minimum - places)
    guard places + padding > 0 else { return }
    cursor.put(UInt8(ascii: "."))
    cursor.put(lastDigits: places, of: fraction)
    cursor.put(UInt8(ascii: "0"), times: padding)
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
  package static func writeShortest(_ value: Double, to cursor: inout TextCursor) {
    if value == 0 { return cursor.put(UInt8(ascii: "0")) }
    var text = value.description
    text.withUTF8 { writePlain($0, to: &cursor) }
  }

  /// Swift's digits of a double without their exponent.
  private static func writePlain(
    _ text: UnsafeBufferPointer<UInt8>, to cursor: inout TextCursor
  ) {
    guard let mark = text.firstIndex(of: UInt8(ascii: "e")),
      let exponent = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)), abs(exponent) <= 25
    else {
      let isWhole =
        text.count > 2 && text[text.count - 2] == UInt8(ascii: ".")
        && text[text.count - 1] == UInt8(ascii: "0")
      return cursor.put(UnsafeBufferPointer(rebasing: text.dropLast(isWhole ? 2 : 0)))
    }
    var mantissa = text[..<mark].filter { $0 != UInt8(ascii: ".") }
    if mantissa.first == UInt8(ascii: "-") {
      cursor.put(UInt8(ascii: "-"))
      mantissa.removeFirst()
    }
    // `d.ddd` times ten to the exponent: the point belongs behind digit number `exponent + 1`.
    while mantissa.count > 1, mantissa.last == UInt8(ascii: "0") { mantissa.removeLast() }
    if exponent < 0 {
      cursor.put("0.")
      cursor.put(UInt8(ascii: "0"), times: -exponent - 1)
      cursor.put(mantissa)
    } else {
      let whole = exponent + 1
      cursor.put(Array(mantissa.prefix(whole)))
      cursor.put(UInt8(ascii: "0"), times: whole - mantissa.count)
      if mantissa.count > whole {
        cursor.put(UInt8(ascii: "."))
        cursor.put(Array(mantissa.dropFirst(whole)))
      }
    }
  }
}
