import Columns
import Messages
import Model
import Plan

/// The values of each group side by side.
///
/// - Shape: group `g` has `values[offsets[g]..<offsets[g + 1]]`.
struct GroupedValues {
  var values: [Int64]
  let offsets: [Int]

  /// The values at the two ranks around each group's percentile, where every bucket is one value.
  init(_ places: [PercentilePlace], of buckets: Buckets) {
    values = []
    var offsets = [0]
    for place in places {
      if place.first <= place.last {
        values.append(buckets.lowest(of: place.first))
        values.append(buckets.lowest(of: place.last))
      }
      offsets.append(values.count)
    }
    self.offsets = offsets
  }

  /// A counting sort by group.
  init(
    _ collected: CollectAccumulator, groups: Int, on execution: Execution
  ) throws(Diagnostic) {
    let groupOf = collected.groups
    var offsets = [Int](repeating: 0, count: groups + 1)
    try execution.inOrder(groupOf.count) { (range: Range<Int>) in
      for place in range { offsets[Int(groupOf[place]) + 1] += 1 }
    }
    for group in 0..<groups { offsets[group + 1] += offsets[group] }
    var next = offsets
    var values = [Int64](repeating: 0, count: groupOf.count)
    try execution.inOrder(groupOf.count) { (range: Range<Int>) in
      for place in range {
        let group = Int(groupOf[place])
        values[next[group]] = collected.values[place]
        next[group] += 1
      }
    }
    self.values = values
    self.offsets = offsets
  }

  /// Each group's percentile by linear interpolation between ranks: at rank
  /// `fraction × (count − 1)`, counted from 0.
  ///
  /// Dates and periods have no value between two ranks: the lower one is taken.
  func percentiles(
    _ fraction: Double, storage: Storage, on execution: Execution
  ) throws(Diagnostic) -> Column {
    let ranks = (0..<offsets.count - 1).map { group in
      PercentileRank(fraction, of: offsets[group + 1] - offsets[group])
    }
    return try percentiles(at: ranks, storage: storage, on: execution)
  }

  /// - Parameter ranks: of each group, among its values here.
  func percentiles(
    at ranks: [PercentileRank], storage: Storage, on execution: Execution
  ) throws(Diagnostic) -> Column {
    var isReal = false
    if case .real = storage { isReal = true }
    let groups = offsets.count - 1
    var values = self.values
    var reals = [Double](repeating: Missing.real, count: groups)
    var lowers = [Int64](repeating: Missing.decimal, count: groups)
    try values.withUnsafeMutableBufferPointer { (values) throws(Diagnostic) in
      let values = values
      try reals.withUnsafeMutableBufferPointer { (reals) throws(Diagnostic) in
        let reals = reals
        try lowers.withUnsafeMutableBufferPointer { (lowers) throws(Diagnostic) in
          let lowers = lowers
          try execution.parallel(count: groups, morsel: max(1, min(1_024, groups / 16))) {
            (range: Range<Int>) throws(Diagnostic) in
            for group in range where offsets[group] < offsets[group + 1] {
              let part = UnsafeMutableBufferPointer(
                rebasing: values[offsets[group]..<offsets[group + 1]])
              if isReal { for index in part.indices { part[index] = Self.ordered(part[index]) } }
              let (low, high) = Self.neighbours(part, ranks[group])
              let weight = ranks[group].weight
              lowers[group] = low
              reals[group] =
                isReal
                ? Self.interpolated(
                  Double(bitPattern: UInt64(bitPattern: Self.ordered(low))),
                  Double(bitPattern: UInt64(bitPattern: Self.ordered(high))), weight)
                : Self.interpolated(low, high, weight, storage)
            }
          }
        }
      }
    }
    switch storage {
    case .day:
      return .day(
        lowers.map { $0 == Missing.decimal ? Missing.day : Int32(truncatingIfNeeded: $0) })
    case .period(let unit):
      return .period(
        lowers.map { $0 == Missing.decimal ? Missing.day : Int32(truncatingIfNeeded: $0) }, unit)
    case .decimal, .real, .truth, .text, .row: return .real(reals)
    }
  }

  /// Bits of doubles in the order of their values, and back.
  private static func ordered(_ bits: Int64) -> Int64 { bits < 0 ? bits ^ Int64.max : bits }

  /// The values at the two ranks around a percentile.
  private static func neighbours(
    _ values: UnsafeMutableBufferPointer<Int64>, _ rank: PercentileRank
  ) -> (low: Int64, high: Int64) {
    let low = selected(values, rank.lower)
    if rank.weight == 0 { return (low, low) }
    // Everything behind the selected place is at least as large: the next rank is its smallest.
    var high = Int64.max
    for index in rank.lower + 1..<values.count { high = min(high, values[index]) }
    return (low, high)
  }

  /// The value that would stand at a place if the values were sorted; those in front of the place
  /// are then not larger and those behind not smaller.
  ///
  /// Source: C. A. R. Hoare's selection (quickselect), pivot the median of three.
  static func selected(_ values: UnsafeMutableBufferPointer<Int64>, _ place: Int) -> Int64 {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = low + (high - low) / 2
      if values[middle] < values[low] { values.swapAt(middle, low) }
      if values[high] < values[low] { values.swapAt(high, low) }
      if values[high] < values[middle] { values.swapAt(high, middle) }
      let pivot = values[middle]
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right { high = right } else if place >= left { low = left } else { break }
    }
    return values[place]
  }

  private static func interpolated(
    _ low: Int64, _ high: Int64, _ weight: Double, _ storage: Storage
  ) -> Double {
    guard case .decimal(let scale) = storage else { return Double(low) }
    let unit = Int128(Decimal.powers[scale])
    if weight == 0 || low == high { return Exact.quotient(Int128(low), unit) }
    // The middle of two exact values is exact: one division.
    if weight == 0.5 { return Exact.quotient(Int128(low) + Int128(high), 2 * unit) }
    let first = Exact.quotient(Int128(low), unit)
    return first + (Exact.quotient(Int128(high), unit) - first) * weight
  }

  private static func interpolated(_ low: Double, _ high: Double, _ weight: Double) -> Double {
    weight == 0 ? low : low + (high - low) * weight
  }

  /// Each group's sample standard deviation.
  ///
  /// Values that are too far apart for exact sums of squares, and doubles: two passes over values in
  /// ascending order, so that the order of rows cannot matter.
  func deviations(isReal: Bool, scale: Int) -> [Double] {
    (0..<offsets.count - 1).map { group in
      var reals = values[offsets[group]..<offsets[group + 1]].map { value in
        isReal
          ? Double(bitPattern: UInt64(bitPattern: value))
          : Decimal(units: value, scale: scale).real
      }
      guard reals.count > 1 else { return Missing.real }
      reals.sort()
      // As distances from the lowest: equal values then deviate by exactly nothing.
      let lowest = reals[0]
      let mean = reals.reduce(0) { $0 + ($1 - lowest) } / Double(reals.count)
      var squares = 0.0
      for value in reals { squares += (value - lowest - mean) * (value - lowest - mean) }
      return (squares / Double(reals.count - 1)).squareRoot()
    }
  }
}

enum Deviation {
  /// The square root of `(n·Σx² − (Σx)²) ÷ (n·(n − 1))`, from exact sums of units; missing below two
  /// values.
  static func sample(count: Int64, total: Int128, squares: Int128, scale: Int) -> Double {
    guard count > 1 else { return Missing.real }
    let numerator = Int128(count) * squares - total * total
    let denominator = Int128(count) * Int128(count - 1)
    return Exact.quotient(numerator, denominator).squareRoot() / Double(Decimal.powers[scale])
  }
}

/// Sums of doubles that do not depend on the order of the rows.
///
/// All values become whole multiples of one power of two, chosen so that the largest of them, added
/// up as often as there are rows, just fits 128 bits: some 90 bits below the largest value's
/// leading one, when a double has 53. Whole numbers add up exactly in any order.
enum RealSum {
  /// - Returns: nil where a value or a sum is infinite.
  static func sums(
    _ collected: CollectAccumulator, groups: Int, areAverages: Bool
  ) -> [Double]? {
    var largest = 0.0
    for bits in collected.values {
      let magnitude = Double(bitPattern: UInt64(bitPattern: bits)).magnitude
      largest = max(largest, magnitude)
    }
    if !largest.isFinite { return nil }
    var totals = [Int128](repeating: 0, count: groups)
    var counts = [Int64](repeating: 0, count: groups)
    let rowBits = Int.bitWidth - collected.values.count.leadingZeroBitCount
    let unitExponent = (largest == 0 ? 0 : Int(largest.exponent)) + 1 + rowBits - 126
    for (bits, group) in zip(collected.values, collected.groups) {
      totals[Int(group)] += fixed(Double(bitPattern: UInt64(bitPattern: bits)), unitExponent)
      counts[Int(group)] += 1
    }
    var results: [Double] = []
    results.reserveCapacity(groups)
    for (total, count) in zip(totals, counts) {
      let divisor = areAverages ? Int128(count) : 1
      if count == 0 {
        results.append(areAverages ? Missing.real : 0)
        continue
      }
      let result = scaled(Exact.quotient(total, divisor), unitExponent)
      if !result.isFinite { return nil }
      results.append(result)
    }
    return results
  }

  /// A value as a multiple of `2^unitExponent`, the rest cut off.
  private static func fixed(_ value: Double, _ unitExponent: Int) -> Int128 {
    if value == 0 { return 0 }
    let exponent = Int(value.exponent)
    // 1.f × 2^52 is a whole number.
    let significand = Int128(Int64(value.significand * 0x1p52))
    let shift = exponent - 52 - unitExponent
    let magnitude =
      shift >= 0 ? significand << Int128(shift) : shift > -64 ? significand >> Int128(-shift) : 0
    return value < 0 ? -magnitude : magnitude
  }

  /// `value × 2^exponent` in two steps, as one power of two may be out of a double's range.
  private static func scaled(_ value: Double, _ exponent: Int) -> Double {
    let half = exponent / 2
    return value * Double(sign: .plus, exponent: half, significand: 1)
      * Double(sign: .plus, exponent: exponent - half, significand: 1)
  }
}
