/// An exact decimal: `units ÷ 10^scale`.
///
/// - Invariant: `0...18` for the scale, and never `Int64.min` units, which means missing in columns.
public struct Decimal: Sendable {
  public let units: Int64
  public let scale: Int

  public static let maximumScale = 18

  public init(units: Int64, scale: Int) {
    self.units = units
    self.scale = scale
  }

  public init(_ whole: Int) {
    self.init(units: Int64(whole), scale: 0)
  }

  /// Powers of ten up to 10^18, the last that fits 64 bits.
  public static let powers: [Int64] = {
    var powers: [Int64] = [1]
    for _ in 0..<maximumScale { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// The same value in units of another scale; nil where it does not fit or would lose digits.
  public func rescaled(to scale: Int) -> Int64? {
    if scale == self.scale { return units }
    if scale > self.scale {
      guard scale - self.scale <= Self.maximumScale else { return nil }
      let (product, overflow) = units.multipliedReportingOverflow(
        by: Self.powers[scale - self.scale])
      return overflow || product == Missing.decimal ? nil : product
    }
    let divisor = Self.powers[self.scale - scale]
    return units % divisor == 0 ? units / divisor : nil
  }

  /// The same value without trailing zeros behind the point.
  public var normalised: Decimal {
    var units = units
    var scale = scale
    while scale > 0, units % 10 == 0 {
      units /= 10
      scale -= 1
    }
    return Decimal(units: units, scale: scale)
  }

  /// The nearest double: one correctly rounded division.
  public var real: Double {
    Exact.quotient(Int128(units), Int128(Self.powers[scale]))
  }

  /// Plain digits with a point and exactly `scale` places: `-12.50`.
  public var description: String {
    var digits = String(units.magnitude)
    if scale > 0 {
      if digits.utf8.count <= scale {
        digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits
      }
      let point = digits.index(digits.endIndex, offsetBy: -scale)
      digits = digits[..<point] + "." + digits[point...]
    }
    return units < 0 ? "-" + digits : digits
  }
}

extension Decimal: Hashable, Comparable, CustomStringConvertible {
  /// Equal as numbers: 1.50 = 1.5.
  public static func == (left: Decimal, right: Decimal) -> Bool {
    let (left, right) = (left.normalised, right.normalised)
    return left.units == right.units && left.scale == right.scale
  }

  public static func < (left: Decimal, right: Decimal) -> Bool {
    Int128(left.units) * Int128(powers[right.scale])
      < Int128(right.units) * Int128(powers[left.scale])
  }

  public func hash(into hasher: inout Hasher) {
    let plain = normalised
    hasher.combine(plain.units)
    hasher.combine(plain.scale)
  }
}

/// Divisions of exact whole numbers.
public enum Exact {
  /// `numerator ÷ denominator`, rounded once, to the nearest double, ties to even.
  ///
  /// The quotient is computed with at least 66 significant bits and a sticky bit for what is left
  /// over, so the one conversion to a double rounds correctly. A denominator of 0 gives NaN.
  public static func quotient(_ numerator: Int128, _ denominator: Int128) -> Double {
    if denominator == 0 { return .nan }
    if numerator == 0 { return 0 }
    // Both exact as doubles: the processor's division is already the correctly rounded one.
    let exactLimit = UInt128(1) << 53
    if numerator.magnitude <= exactLimit, denominator.magnitude <= exactLimit {
      return Double(Int64(numerator)) / Double(Int64(denominator))
    }
    var top = numerator.magnitude
    var bottom = denominator.magnitude
    var exponent = 0
    // 2^127, the one magnitude of 128 bits, is even: half of it is as good.
    if top.leadingZeroBitCount == 0 {
      top >>= 1
      exponent += 1
    }
    if bottom.leadingZeroBitCount == 0 {
      bottom >>= 1
      exponent -= 1
    }
    // Both operands shifted to the left end of 127 bits; the exponent keeps the account.
    let topShift = top.leadingZeroBitCount - 1
    if topShift > 0 {
      top <<= UInt128(topShift)
      exponent -= topShift
    }
    var remainderIsLost = false
    let bottomWidth = 128 - bottom.leadingZeroBitCount
    if bottomWidth > 64 {
      // A divisor wider than 64 bits would leave too few quotient bits: divide in two steps.
      var quotient: UInt128 = 0
      var remainder = top
      bottom <<= UInt128(127 - bottomWidth)
      exponent += 127 - bottomWidth
      for _ in 0..<66 {
        quotient <<= 1
        if remainder >= bottom {
          remainder -= bottom
          quotient |= 1
        }
        remainder <<= 1
        exponent -= 1
      }
      exponent += 1
      if remainder != 0 { quotient |= 1 }
      let magnitude = scaled(quotient, exponent)
      return (numerator < 0) != (denominator < 0) ? -magnitude : magnitude
    }
    let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    remainderIsLost = remainder != 0
    // At least 127 - 64 = 63 quotient bits: more than the 53 of a double plus round and sticky.
    let magnitude = scaled(remainderIsLost ? quotient | 1 : quotient, exponent)
    return (numerator < 0) != (denominator < 0) ? -magnitude : magnitude
  }

  /// `significand × 2^exponent`, where the lowest bit of the significand may be sticky.
  private static func scaled(_ significand: UInt128, _ exponent: Int) -> Double {
    var significand = significand
    var exponent = exponent
    let width = 128 - significand.leadingZeroBitCount
    if width > 64 {
      let drop = width - 64
      let lost = significand & ((UInt128(1) << UInt128(drop)) - 1)
      significand >>= UInt128(drop)
      if lost != 0 { significand |= 1 }
      exponent += drop
    }
    return Double(UInt64(significand)) * Double(sign: .plus, exponent: exponent, significand: 1)
  }
}
