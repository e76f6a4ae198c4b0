import Columns
import Messages

/// Numbers those places of a large, sparse table that are taken, in ascending order.
///
/// One bit per place and one count per 64 of them: ten million places fit into a second-level cache,
/// where neither a table of numbers nor a hash table would.
struct PlaceRanks: Sendable {
  private let taken: [UInt64]
  /// How many places are taken before each word of ``taken``.
  private let before: [Int32]
  let count: Int

  init(_ taken: [UInt64]) {
    self.taken = taken
    var before = [Int32](repeating: 0, count: taken.count)
    var count: Int32 = 0
    for word in taken.indices {
      before[word] = count
      count += Int32(truncatingIfNeeded: taken[word].nonzeroBitCount)
    }
    self.before = before
    self.count = Int(count)
  }

  /// The taken places.
  ///
  /// - Shape: `[rank]`.
  var places: [Int32] {
    var places: [Int32] = []
    places.reserveCapacity(count)
    for (word, bits) in taken.enumerated() {
      var left = bits
      while left != 0 {
        places.append(Int32(truncatingIfNeeded: word << 6 + left.trailingZeroBitCount))
        left &= left &- 1
      }
    }
    return places
  }

  /// Replaces places that are taken by their ranks.
  func rank(_ places: UnsafeMutableBufferPointer<Int32>, _ range: Range<Int>) {
    withRanks { rank in
      for row in range { places[row] = rank(Int(places[row])) }
    }
  }

  /// Hands out what gives the rank of a place that is taken.
  @inline(__always)
  func withRanks(_ body: ((Int) -> Int32) -> Void) {
    taken.withUnsafeBufferPointer { taken in
      before.withUnsafeBufferPointer { before in
        body { place in
          let below = taken[place >> 6] & (1 << UInt64(place & 63) &- 1)
          return before[place >> 6] &+ Int32(truncatingIfNeeded: below.nonzeroBitCount)
        }
      }
    }
  }
}

extension Execution {
  /// The groups of a level that have a row, numbered in the order of the level's numbers; nil where
  /// the level has too many numbers for the rows.
  ///
  /// - Parameters:
  ///   - level: one that skips no row.
  ///   - count: how many rows there are.
  /// - Returns: the group of each row, and of each group its number in the level.
  func rankedGroups(
    of level: GroupLevel, count: Int
  ) throws(Diagnostic) -> (groupOf: [Int32], places: [Int32])? {
    let (most, overflow) = count.multipliedReportingOverflow(by: placesPerRow)
    guard !overflow, level.count <= min(most, -Int(GroupLevel.skipped)) else { return nil }
    var groupOf = [Int32](repeating: 0, count: count)
    let ranks = try groupOf.withUnsafeMutableBufferPointer { groups throws(Diagnostic) in
      guard let start = groups.baseAddress else { return PlaceRanks([]) }
      let words = level.count >> 6 + 1
      let states = try parallel(
        count: count, state: { Cells<UInt64>(repeating: 0, count: words) }
      ) { (taken: inout Cells<UInt64>, range: Range<Int>) in
        level.number(Batch(range), into: start + range.lowerBound)
        for row in range {
          taken.pointer[Int(groups[row]) >> 6] |= 1 << UInt64(groups[row] & 63)
        }
      }
      var taken = [UInt64](repeating: 0, count: words)
      for state in states {
        for word in 0..<words { taken[word] |= state.pointer[word] }
      }
      let ranks = PlaceRanks(taken)
      try parallel(count: count) { (range: Range<Int>) in ranks.rank(groups, range) }
      return ranks
    }
    return (groupOf, ranks.places)
  }
}

extension KeyedRows.Found {
  /// The groups of keys whose combinations are many, but not many for the rows.
  ///
  /// - Parameters:
  ///   - keys: over the rows of a frame that has as many as `count`.
  ///   - levels: the sets of keys that are asked for, all keys apart.
  /// - Returns: nil where the combinations are too many.
  init?(
    ranking keys: [SmallKey], levels: Set<[Int]>, count: Int, on execution: Execution
  ) throws(Diagnostic) {
    let arithmetic = KeyedRows(keys)
    let all = Array(keys.indices)
    guard Summarizer.product(keys, within: -Int(GroupLevel.skipped)) != nil,
      let whole = try execution.rankedGroups(of: arithmetic.level(all), count: count)
    else { return nil }
    numbers = []
    for key in all {
      numbers.append(
        try execution.produced(whole.places.count) { group in
          Int32(
            truncatingIfNeeded: arithmetic.number(of: key, in: Int(whole.places[group])))
        })
    }
    var firstRows: [Int32] = []
    let fewer = levels.filter { !$0.isEmpty && $0 != all }
    if !fewer.isEmpty {
      firstRows = [Int32](repeating: 0, count: whole.places.count)
      try execution.inOrder(count) { (range: Range<Int>) in
        for place in range {
          let row = count - 1 - place
          firstRows[Int(whole.groupOf[row])] = Int32(truncatingIfNeeded: row)
        }
      }
    }
    groupings = [
      all: Grouping(groupOf: whole.groupOf, count: whole.places.count, firstRows: firstRows)
    ]
    for level in fewer {
      guard
        let ranked = try execution.rankedGroups(of: arithmetic.level(level), count: count)
      else { return nil }
      groupings[level] = Grouping(
        groupOf: ranked.groupOf, count: ranked.places.count, firstRows: [])
    }
  }
}
