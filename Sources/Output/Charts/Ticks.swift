/// Round numbers that enclose a range: the multiples of 1, 2 or 5 times a power of ten.
struct Ticks: Sendable, Hashable {
  /// Between two ticks lie `mantissa × 10^exponent`.
  let mantissa: Int64
  let exponent: Int
  /// Which multiples of that are the ticks.
  let multiples: ClosedRange<Int64>

  /// Distances below this are taken for none: their steps would be no double.
  private static let leastDistance = 1e-290
  /// Beyond it, doubles are too far apart for the steps between them to be counted.
  private static let mostMultiples = 9e15
  /// Of the largest power of ten that is a double.
  private static let mostExponent = 308

  /// - Parameter intervals: how many there may be at most; around 0 there are always two.
  /// - Parameter areWhole: whether the values are whole numbers, between which no tick makes sense.
  init(_ lowest: Double, _ highest: Double, atMost intervals: Int, areWhole: Bool) {
    var (low, high) = (lowest, highest)
    let room = Double(max(2, intervals))
    // Divided first, so that the distance between two huge values is none too many.
    if !(high / room - low / room > Self.leastDistance) {
      (low, high) = (min(0, low), max(0, high))
      if !(high / room - low / room > Self.leastDistance) { (low, high) = (0, 1) }
    }
    let rough = high / room - low / room
    // log10(2) of the binary exponent is at most one too low or too high.
    var exponent = Int((Double(rough.exponent) * 0.30103).rounded(.down)) - 1
    if areWhole { exponent = max(0, exponent) }
    while true {
      for mantissa in [Int64(1), 2, 5] {
        let step = Self.value(mantissa, exponent)
        let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
        // The largest step that is a double has to do, however many intervals it makes.
        guard last - first <= room || exponent == Self.mostExponent,
          first.magnitude < Self.mostMultiples, last.magnitude < Self.mostMultiples
        else { continue }
        self.mantissa = mantissa
        self.exponent = exponent
        multiples = Int64(first)...Int64(last)
        return
      }
      exponent += 1
    }
  }

  var intervals: Int { multiples.count - 1 }

  /// Where a value lies, counted in steps from the lowest tick.
  func place(of value: Double) -> Double {
    value / Self.value(mantissa, exponent) - Double(multiples.lowerBound)
  }

  static func value(_ mantissa: Int64, _ exponent: Int) -> Double {
    Double("\(mantissa)e\(exponent)") ?? 0
  }
}
