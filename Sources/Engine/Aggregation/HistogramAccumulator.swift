import Columns
import Messages
import Plan

/// How values are dealt into stretches, the same for every group.
///
/// The stretches are those of a floating-point number with a few bits behind its leading one: a
/// single value far from all others, as amounts have it, must not drive those into one stretch.
struct Buckets {
  /// More counts than this (4 MB per thread) are slower than collecting the values.
  static let largestTotal = 1 << 20
  /// So many counts (256 KB) stay in a core's second-level cache: finer stretches are not worth more.
  static let cachedTotal = 1 << 16

  /// So many counts (1 MB) are worth it where they make every value a stretch.
  static let singleTotal = 1 << 18

  let low: Int64
  let high: Int64
  /// A stretch is at most 1 / 2^bits as wide as it is far from the lowest value.
  let bits: UInt64
  let count: Int

  /// - Parameter bounds: between which all values lie.
  /// - Returns: nil where the groups are so many that their stretches would be too wide.
  init?(_ bounds: ClosedRange<Int64>, groups: Int) {
    let width = UInt64(bitPattern: bounds.upperBound &- bounds.lowerBound)
    (low, high) = (bounds.lowerBound, bounds.upperBound)
    if width < Self.singleTotal / max(1, groups) {
      bits = UInt64(max(0, 63 - (width | 1).leadingZeroBitCount))
      count = Int(width) + 1
      return
    }
    for bits in [UInt64(8), 7, 6, 5] {
      let count = Self.number(of: width, bits: bits) + 1
      let limit = bits > 5 ? Self.cachedTotal : Self.largestTotal
      if count * max(1, groups) > limit { continue }
      self.bits = bits
      self.count = count
      return
    }
    return nil
  }

  /// Whether every value has a stretch of its own.
  var areSingle: Bool { UInt64(bitPattern: high &- low) < 2 << bits }

  /// The lowest value of a stretch, as ``number(of:)`` has it.
  func lowest(of number: Int) -> Int64 {
    let number = UInt64(number)
    if number < 2 << bits { return low &+ Int64(bitPattern: number) }
    let step = number >> bits - 1
    return low &+ Int64(bitPattern: (number - step << bits) << step)
  }

  @inline(__always)
  func number(of value: Int64) -> Int {
    Self.number(of: UInt64(bitPattern: value &- low), bits: bits)
  }

  /// The stretch of a distance from the lowest value; monotonic and without gaps.
  @inline(__always)
  private static func number(of distance: UInt64, bits: UInt64) -> Int {
    // A bit that is always there makes the smallest distances a stretch each.
    let leading = UInt64(63 &- (distance | 1 &<< bits).leadingZeroBitCount)
    let step = leading &- bits
    return Int(truncatingIfNeeded: step &<< bits &+ distance &>> step)
  }
}

/// How many values of each group lie in each bucket: what tells where a percentile lies, before any
/// value is collected.
final class HistogramAccumulator: Accumulator {
  let node: Node
  let buckets: Buckets
  /// - Shape: `[group * buckets.count + bucket]`.
  let counts: Cells<Int32>

  init(_ node: Node, _ buckets: Buckets, groups: Int) {
    self.node = node
    self.buckets = buckets
    counts = Cells(repeating: 0, count: groups * buckets.count)
    super.init()
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let (counts, buckets, width) = (counts.pointer, buckets, buckets.count)
    var missing = 0
    func count(_ value: Int64, _ group: Int) {
      if value == Missing.decimal {
        missing &+= 1
      } else {
        counts[group &* width &+ buckets.number(of: value)] &+= 1
      }
    }
    if case .decimal = node.storage {
      try eachUnits(node, batch, groups, evaluator) { count($0, $1) }
    } else {
      try eachNumber(node, batch, groups, evaluator) { count($0, $1) }
    }
    skip(missing)
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? HistogramAccumulator else { return }
    counts.merge(other.counts) { $0 &+= $1 }
  }

  /// Where each group's percentile lies.
  func places(of fraction: Double, groups: Int) -> [PercentilePlace] {
    (0..<groups).map { group in
      let cells = UnsafeBufferPointer(
        start: counts.pointer + group * buckets.count, count: buckets.count)
      let total = cells.reduce(0) { $0 + Int($1) }
      guard total > 0 else { return .none }
      let rank = PercentileRank(fraction, of: total)
      var place = PercentilePlace(rank: rank, first: 0, last: -1)
      var before = 0
      for (bucket, held) in cells.enumerated() where held > 0 {
        let behind = before + Int(held)
        if place.last < 0, rank.lower < behind {
          place.first = bucket
          place.last = bucket
          place.rank.lower = rank.lower - before
        }
        if rank.upper < behind {
          place.last = bucket
          break
        }
        before = behind
      }
      return place
    }
  }
}

/// Between which two ranks, counted from 0, a percentile lies, and how far towards the upper one.
struct PercentileRank {
  var lower: Int
  let weight: Double

  init(_ fraction: Double, of count: Int) {
    let rank = fraction * Double(count - 1)
    lower = max(0, min(count - 1, Int(rank.rounded(.down))))
    weight = lower + 1 < count ? rank - Double(lower) : 0
  }

  var upper: Int { weight == 0 ? lower : lower + 1 }

  /// The same among values of which the lower rank's is the first.
  var fromFirst: PercentileRank {
    var result = self
    result.lower = 0
    return result
  }
}

/// The buckets that hold a percentile's neighbours; no value lies between them, so that all values
/// from the first to the last are few.
struct PercentilePlace {
  /// The lower rank is that among the values of these buckets.
  var rank: PercentileRank
  var first: Int
  var last: Int

  /// Of a group without a value.
  static let none = PercentilePlace(rank: PercentileRank(0, of: 0), first: 0, last: -1)
}

/// The values of each group that lie in the buckets wanted of it.
final class BucketAccumulator: CollectAccumulator {
  /// For each group the lowest value wanted, and how far above it the highest is.
  private let ranges: [(low: Int64, width: UInt64)]

  init(_ node: Node, _ buckets: Buckets, _ places: [PercentilePlace]) {
    ranges = places.map { place in
      // Of a group without a value none is wanted: the largest of all is not there.
      if place.last < place.first { return (Int64.max, 0) }
      let low = buckets.lowest(of: place.first)
      let next = place.last + 1
      let high = next < buckets.count ? buckets.lowest(of: next) - 1 : buckets.high
      return (low, UInt64(bitPattern: high &- low))
    }
    super.init(node)
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let newGroups = Cells<Int32>(repeating: 0, count: batch.count)
    let newValues = Cells<Int64>(repeating: 0, count: batch.count)
    let (groupPointer, valuePointer) = (newGroups.pointer, newValues.pointer)
    var count = 0
    try ranges.withUnsafeBufferPointer { (ranges) throws(Diagnostic) in
      let ranges = ranges
      // Every value is written and few are kept: no branch to mispredict.
      try eachNumber(node, batch, groups, evaluator) { value, group in
        groupPointer[count] = Int32(truncatingIfNeeded: group)
        valuePointer[count] = value
        // One unsigned comparison asks for both ends, and missing lies below every range.
        let range = ranges[group]
        count &+= UInt64(bitPattern: value &- range.low) <= range.width ? 1 : 0
      }
    }
    self.groups.append(contentsOf: UnsafeBufferPointer(start: groupPointer, count: count))
    values.append(contentsOf: UnsafeBufferPointer(start: valuePointer, count: count))
  }
}
