import Columns
import Messages
import Plan

/// How many distinct values each group has, from values that are small whole numbers: one bit per
/// group and value.
final class DistinctBitsAccumulator: Accumulator {
  /// More bits than this (32 MB per thread) are not worth their memory.
  static let largestCount = 1 << 28

  let node: Node
  let low: Int64
  let wordsPerGroup: Int
  let groupCount: Int
  let bits: Cells<UInt64>

  init(_ node: Node, bounds: ClosedRange<Int64>, groups: Int) {
    self.node = node
    low = bounds.lowerBound
    wordsPerGroup = Int(bounds.upperBound - bounds.lowerBound) / 64 + 1
    groupCount = groups
    bits = Cells(repeating: 0, count: wordsPerGroup * groups)
    super.init()
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let (bits, low, width) = (bits.pointer, low, wordsPerGroup)
    try eachNumber(node, batch, groups, evaluator) { value, group in
      if value == Missing.decimal { return }
      let place = Int(truncatingIfNeeded: value &- low)
      bits[group &* width &+ place &>> 6] |= 1 &<< UInt64(place & 63)
    }
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? DistinctBitsAccumulator else { return }
    bits.merge(other.bits) { $0 |= $1 }
  }

  /// - Shape: `[group]`.
  func counts(on execution: Execution) throws(Diagnostic) -> [Int64] {
    try execution.produced(groupCount) { group in
      var count = 0
      for word in group * wordsPerGroup..<(group + 1) * wordsPerGroup {
        count += bits.pointer[word].nonzeroBitCount
      }
      return Int64(count)
    }
  }
}

/// How many distinct values each group has.
///
/// Most values occur in one group only: an account buys from one partner. So each value remembers
/// its first group in one cell, and only pairs with a further group go into a hash set. A row costs
/// one look-up, wherever the first group is the only one.
final class DistinctAccumulator: Accumulator {
  let node: Node
  let low: Int64
  let counts: Cells<Int64>
  /// - Shape: `[value − low]`, the group; `Missing.code` for a value not met yet.
  private let firstGroups: Cells<Int32>
  private var further = FurtherPairs()

  /// - Parameter bounds: between which all values lie.
  init(_ node: Node, bounds: ClosedRange<Int64>, groups: Int) {
    self.node = node
    low = bounds.lowerBound
    firstGroups = Cells(
      repeating: Missing.code, count: Int(bounds.upperBound - bounds.lowerBound) + 1)
    counts = Cells(repeating: 0, count: groups)
    super.init()
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let (counts, cells, low) = (counts.pointer, firstGroups.pointer, Int(low))
    var repeated: [UInt64] = []
    func visit(_ place: Int, _ group: Int) {
      let first = cells[place]
      let own = Int32(truncatingIfNeeded: group)
      if first == own { return }
      if first < 0 {
        cells[place] = own
        counts[group] &+= 1
      } else {
        repeated.append(FurtherPairs.word(group, place))
      }
    }
    if case .base(let column) = node.kind, let values = column.narrow {
      let absent = node.storage.missingNarrow
      values.withUnsafeBufferPointer { values in
        each(batch, groups) { _, row, group in
          let value = values[row]
          if value != absent { visit(Int(value) &- low, group) }
        }
      }
    } else {
      try eachNumber(node, batch, groups, evaluator) { value, group in
        if value != Missing.decimal { visit(Int(truncatingIfNeeded: value) &- low, group) }
      }
    }
    for word in repeated { further.add(word, to: counts) }
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? DistinctAccumulator else { return }
    let (counts, mine, theirs) = (counts.pointer, firstGroups.pointer, other.firstGroups.pointer)
    var repeated: [UInt64] = []
    for place in 0..<firstGroups.count {
      let (first, group) = (mine[place], theirs[place])
      let isNew = first < 0 && group >= 0
      mine[place] = isNew ? group : first
      counts[Int(max(0, group))] &+= isNew ? 1 : 0
      // The two are equal, or one of them is missing and so below 0, nearly always.
      if first != group, first | group >= 0 {
        repeated.append(FurtherPairs.word(Int(group), place))
      }
    }
    for word in repeated { further.add(word, to: counts) }
    for word in other.further.words {
      let (group, place) = FurtherPairs.parts(word)
      if mine[place] != Int32(truncatingIfNeeded: group) { further.add(word, to: counts) }
    }
  }
}

/// How many distinct values each group has, from values of any range: each value gets a number by
/// hashing, and then it goes as in ``DistinctAccumulator``.
final class HashedDistinctAccumulator: Accumulator {
  let node: Node
  let counts: Cells<Int64>
  private var firstGroups: [Int32] = []
  private var numbering = WordNumbering(capacity: 0)
  private var words: [UInt64] = []
  private var further = FurtherPairs()

  init(_ node: Node, groups: Int) {
    self.node = node
    counts = Cells(repeating: 0, count: groups)
    super.init()
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    if node.isReal {
      try evaluator.evaluate(node, batch).real.withUnsafeBufferPointer { reals in
        each(batch, groups) { index, _, group in
          // Adding 0 makes the two zeros one.
          if !reals[index].isNaN { visit((reals[index] + 0).bitPattern, group) }
        }
      }
    } else {
      try eachNumber(node, batch, groups, evaluator) { value, group in
        if value != Missing.decimal { visit(UInt64(bitPattern: value), group) }
      }
    }
  }

  private func visit(_ word: UInt64, _ group: Int) {
    let (number, isNew) = numbering.number(of: word)
    if isNew {
      words.append(word)
      firstGroups.append(Int32(truncatingIfNeeded: group))
      counts.pointer[group] += 1
    } else if firstGroups[Int(number)] != Int32(truncatingIfNeeded: group) {
      further.add(FurtherPairs.word(group, Int(number)), to: counts.pointer)
    }
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? HashedDistinctAccumulator else { return }
    for (place, group) in other.firstGroups.enumerated() { visit(other.words[place], Int(group)) }
    for word in other.further.words {
      let (group, place) = FurtherPairs.parts(word)
      visit(other.words[place], group)
    }
  }
}

/// Distinct pairs of a group and a value, beyond each value's first group.
private struct FurtherPairs {
  private var numbering = WordNumbering(capacity: 0)
  private(set) var words: [UInt64] = []

  static func word(_ group: Int, _ place: Int) -> UInt64 { UInt64(group) << 32 | UInt64(place) }

  static func parts(_ word: UInt64) -> (group: Int, place: Int) {
    (Int(word >> 32), Int(word & 0xffff_ffff))
  }

  /// Counts a pair for its group the first time that it is met.
  mutating func add(_ word: UInt64, to counts: UnsafeMutablePointer<Int64>) {
    if numbering.number(of: word).isNew {
      words.append(word)
      counts[Int(word >> 32)] += 1
    }
  }
}
