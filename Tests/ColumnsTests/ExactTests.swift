import Columns
import Testing

/// A natural number of any size, for checking sums that 128 bits cannot hold.
private struct Natural: Comparable {
  /// 32 bits each, lowest first, without leading zeros.
  var digits: [UInt32] = []

  init(_ value: UInt128) {
    var rest = value
    while rest > 0 {
      digits.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    }
  }

  static func * (left: Natural, right: Natural) -> Natural {
    var result = Natural(0)
    result.digits = Array(repeating: 0, count: left.digits.count + right.digits.count)
    for (i, a) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (j, b) in right.digits.enumerated() {
        let sum = UInt64(result.digits[i + j]) + UInt64(a) * UInt64(b) + carry
        result.digits[i + j] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      result.digits[i + right.digits.count] = UInt32(carry)
    }
    while result.digits.last == 0 { result.digits.removeLast() }
    return result
  }

  func shifted(_ bits: Int) -> Natural {
    var result = self * Natural(1 << UInt128(bits % 32))
    if !result.digits.isEmpty {
      result.digits.insert(contentsOf: Array(repeating: 0, count: bits / 32), at: 0)
    }
    return result
  }

  static func < (left: Natural, right: Natural) -> Bool {
    if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
    return left.digits.reversed().lexicographicallyPrecedes(right.digits.reversed())
  }
}

/// Whether a double is the one nearest to a quotient of magnitudes, ties to even.
///
/// With the double as m × 2^e, the quotient must lie between (2m − 1) and (2m + 1) times 2^(e − 1).
private func isNearest(_ double: Double, _ top: UInt128, _ bottom: UInt128) -> Bool {
  let m = UInt128(double.significandBitPattern | 1 << 52)
  let e = Int(double.exponent) - 52
  // top × 2^(1 − e) is compared with (2m ± 1) × bottom; both sides scaled to whole numbers.
  let left = Natural(top).shifted(max(0, 1 - e))
  let scale = max(0, e - 1)
  let low = (Natural(2 * m - 1) * Natural(bottom)).shifted(scale)
  let high = (Natural(2 * m + 1) * Natural(bottom)).shifted(scale)
  let isEven = m % 2 == 0
  // Below a power of two the doubles lie twice as close; a quotient there is nearer still.
  return isEven ? low <= left && left <= high : low < left && left < high
}

private struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct ExactTests {
  @Test(
    arguments: [
      (1, 3, 1.0 / 3), (10, 4, 2.5), (-7, 2, -3.5), (7, -2, -3.5), (0, 5, 0),
      (9_007_199_254_740_993, 1, 9_007_199_254_740_992),
      (9_007_199_254_740_995, 1, 9_007_199_254_740_996),
    ] as [(Int128, Int128, Double)])
  func knownQuotients(top: Int128, bottom: Int128, expected: Double) {
    #expect(Exact.quotient(top, bottom) == expected)
  }

  @Test func theCheckItselfKnowsTheNearest() {
    #expect(isNearest(1.0 / 3, 1, 3))
    #expect(!isNearest((1.0 / 3).nextUp, 1, 3))
    #expect(!isNearest((1.0 / 3).nextDown, 1, 3))
  }

  @Test func nothingDividesByZero() {
    #expect(Exact.quotient(5, 0).isNaN)
    #expect(Exact.quotient(0, 0).isNaN)
  }

  @Test func theLargestMagnitudes() {
    #expect(Exact.quotient(.min, .min) == 1)
    #expect(Exact.quotient(.min, 1) == -0x1p127)
    #expect(Exact.quotient(1, .min) == -0x1p-127)
    #expect(Exact.quotient(.max, .max) == 1)
    #expect(Exact.quotient(.max, .min) == -1)
    #expect(Exact.quotient(.min, .max) == -1)
  }

  /// Every width of both operands, many of each, against whole-number arithmetic of any size.
  @Test func everyQuotientIsTheNearestDouble() {
    var random = Random(state: 1)
    for topBits in 1...127 {
      for bottomBits in 1...127 {
        for _ in 0..<3 {
          let top = UInt128.random(in: 0...(UInt128.max >> (128 - topBits)), using: &random) | 1
          let bottom =
            UInt128.random(in: 0...(UInt128.max >> (128 - bottomBits)), using: &random) | 1
          let quotient = Exact.quotient(Int128(top), Int128(bottom))
          guard isNearest(quotient, top, bottom) else {
            Issue.record("\(top) ÷ \(bottom) gives \(quotient)")
            return
          }
        }
      }
    }
  }

  /// Quotients that lie exactly between two doubles, and one unit to either side of that.
  @Test func tiesGoToTheEvenNeighbour() {
    var random = Random(state: 2)
    for _ in 0..<2_000 {
      let odd = UInt128(UInt64.random(in: (1 << 53)..<(1 << 54), using: &random) | 1)
      let bottom = UInt128(UInt64.random(in: 1...UInt64.max, using: &random))
      let tie = odd * bottom
      for top in [tie - 1, tie, tie + 1] {
        #expect(isNearest(Exact.quotient(Int128(top), Int128(bottom)), top, bottom))
      }
    }
  }
}

@Suite struct DecimalTests {
  @Test(
    arguments: [
      (1250, 2, "12.50"), (-5, 2, "-0.05"), (0, 3, "0.000"), (7, 0, "7"),
      (-1, 18, "-0.000000000000000001"),
      (Int64.max, 0, "9223372036854775807"),
    ] as [(Int64, Int, String)])
  func description(units: Int64, scale: Int, shown: String) {
    #expect(Decimal(units: units, scale: scale).description == shown)
  }

  @Test func equalAsNumbers() {
    #expect(Decimal(units: 150, scale: 2) == Decimal(units: 15, scale: 1))
    #expect(Decimal(units: 150, scale: 2).hashValue == Decimal(units: 15, scale: 1).hashValue)
    #expect(Decimal(units: 151, scale: 2) != Decimal(units: 15, scale: 1))
    #expect(Decimal(units: 0, scale: 5) == Decimal(0))
  }

  @Test func order() {
    #expect(Decimal(units: -3, scale: 0) < Decimal(units: -299, scale: 2))
    #expect(Decimal(units: 1, scale: 18) < Decimal(units: Int64.max, scale: 0))
    #expect(!(Decimal(units: 10, scale: 1) < Decimal(1)))
  }

  @Test func rescaling() {
    #expect(Decimal(units: 15, scale: 1).rescaled(to: 3) == 1_500)
    #expect(Decimal(units: 1_500, scale: 3).rescaled(to: 1) == 15)
    #expect(Decimal(units: 1_501, scale: 3).rescaled(to: 1) == nil)
    #expect(Decimal(units: Int64.max, scale: 0).rescaled(to: 1) == nil)
  }

  @Test func realIsNearest() {
    #expect(Decimal(units: 1, scale: 1).real == 0.1)
    #expect(Decimal(units: 30_000_000_000_000_004, scale: 17).real == 0.300_000_000_000_000_04)
    #expect(Decimal(units: -999_999_999_999_999_999, scale: 0).real == -1e18)
  }
}
