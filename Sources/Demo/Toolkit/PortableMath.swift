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
