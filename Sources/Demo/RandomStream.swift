/// Random numbers that are the same on every machine.
///
/// Source: xoshiro256** and SplitMix64, D. Blackman and S. Vigna.
struct RandomStream {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter stream: streams of one seed have nothing to do with each other.
  init(seed: UInt64, stream: UInt64) {
    var mixer = seed &+ stream &* 0xd134_2543_de82_ef95
    func next() -> UInt64 {
      mixer &+= 0x9e37_79b9_7f4a_7c15
      var mixed = mixer
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return mixed ^ (mixed >> 31)
    }
    state = (next(), next(), next(), next())
  }

  @inline(__always) mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// A number in `0..<bound`; its bias, below 1 in 2^32, does not matter here.
  @inline(__always) mutating func below(_ bound: Int) -> Int {
    Int(((next() >> 32) &* UInt64(bound)) >> 32)
  }

  /// Nearly normal, mean 0 and deviation 1, never beyond 6.93.
  ///
  /// The sum of sixteen uniform numbers: only exact operations, so no machine differs.
  @inline(__always) mutating func normal() -> Double {
    var sum: UInt64 = 0
    for _ in 0..<4 {
      let word = next()
      sum += word & 0xffff
      sum += (word >> 16) & 0xffff
      sum += (word >> 32) & 0xffff
      sum += word >> 48
    }
    // Mean 8 and variance 16 ÷ 12 in units of 2^16.
    return (Double(sum) / 65_536 - 8 + 8.0 / 65_536) * 0.866_025_403_784_438_6
  }
}

/// Powers by basic operations alone: a system's own `exp` and `log` may differ in the last digit.
enum PortableMath {
  private static let ln2 = 0.693_147_180_559_945_3

  /// e^x, for `x` within ±700.
  static func exponential(_ x: Double) -> Double {
    let halvings = (x / ln2).rounded(.toNearestOrEven)
    let rest = x - halvings * ln2
    // Fourteen terms of the series: |rest| is at most 0.35.
    var sum = 1.0
    for term in stride(from: 14.0, to: 0, by: -1) { sum = 1 + sum * rest / term }
    return Double(sign: .plus, exponent: Int(halvings), significand: sum)
  }

  /// The natural logarithm of a positive number.
  static func logarithm(_ x: Double) -> Double {
    let ratio = (x.significand - 1) / (x.significand + 1)
    let square = ratio * ratio
    // 2 · artanh(ratio), where the ratio is at most 1/3.
    var sum = 0.0
    for term in stride(from: 39.0, to: 0, by: -2) { sum = sum * square + 1 / term }
    return 2 * ratio * sum + Double(x.exponent) * ln2
  }

  /// base^exponent, for a positive base.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    exponential(exponent * logarithm(base))
  }
}

/// Draws indexes by weight in constant time.
///
/// Source: M. Vose, "A linear algorithm for generating random numbers with a given distribution".
struct WeightedChoice {
  /// For each slot, below which 32-bit number the slot itself is drawn, and what otherwise.
  private let thresholds: [UInt32]
  private let others: [Int32]

  init(weights: [Double]) {
    let total = weights.reduce(0, +)
    let count = weights.count
    var scaled = weights.map { $0 / total * Double(count) }
    var small = scaled.indices.filter { scaled[$0] < 1 }
    var large = scaled.indices.filter { scaled[$0] >= 1 }
    var thresholds = Array(repeating: UInt32.max, count: count)
    var others = (0..<count).map { Int32($0) }
    while let low = small.popLast(), let high = large.last {
      thresholds[low] = UInt32(max(0, min(scaled[low], 1)) * 4_294_967_295)
      others[low] = Int32(high)
      scaled[high] -= 1 - scaled[low]
      if scaled[high] < 1 {
        large.removeLast()
        small.append(high)
      }
    }
    self.thresholds = thresholds
    self.others = others
  }

  @inline(__always) func draw(_ random: inout RandomStream) -> Int {
    let word = random.next()
    let slot = Int(((word >> 32) &* UInt64(thresholds.count)) >> 32)
    return UInt32(truncatingIfNeeded: word) <= thresholds[slot] ? slot : Int(others[slot])
  }
}
