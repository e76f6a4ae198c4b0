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
