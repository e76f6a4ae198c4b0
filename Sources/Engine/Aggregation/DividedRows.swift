import Columns
import Messages

/// Rows dealt out by their groups into pieces of some thousand rows each.
///
/// What is gathered for the groups of a piece lies in the second-level cache, where for millions of
/// groups every addition would wait for memory; and as no two pieces share a group, threads take
/// pieces in turn and have nothing to merge. The pieces, and the groups within them, are in the
/// order of the level's numbers.
struct DividedRows {
  /// Piece by piece: the row in the low half, in the high one its group's number among those of the
  /// piece. The rows of a group ascend.
  fileprivate let words: Cells<UInt64>
  /// Where each piece begins among the words; one more for the end.
  private let starts: [Int]
  /// How many rows the largest piece has.
  let largestPiece: Int
  /// The number of each piece's first group; one more for the end.
  let firstGroups: [Int]
  /// The number in the level of each group.
  let places: [Int32]

  var pieceCount: Int { starts.count - 1 }
  var groupCount: Int { places.count }
  var rowCount: Int { starts[pieceCount] }

  func groupCount(of piece: Int) -> Int { firstGroups[piece + 1] - firstGroups[piece] }

  /// Hands out the rows of a piece and their groups in batches of at most so many.
  func eachBatch(
    of piece: Int, most: Int, _ rows: UnsafeMutablePointer<Int32>,
    _ groups: UnsafeMutablePointer<Int32>, _ body: (Batch) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    for start in stride(from: starts[piece], to: starts[piece + 1], by: most) {
      let count = min(most, starts[piece + 1] - start)
      let words = words.pointer + start
      for index in 0..<count {
        rows[index] = Int32(truncatingIfNeeded: words[index])
        groups[index] = Int32(truncatingIfNeeded: words[index] >> 32)
      }
      try body(Batch(rows: UnsafePointer(rows), count: count))
    }
  }

  // MARK: - Dividing

  /// Up to so many pieces are written at once without running out of first-level cache.
  private static let mostPieces = 2_048
  /// With more numbers per row in a piece, looking through a bit for each would take longer than
  /// sorting the rows.
  private static let placesPerRow = 256

  /// The rows of a frame that meet a test, divided; nil where most of them are in one piece.
  ///
  /// - Parameter level: one that skips no row.
  /// - Throws: what the test does, and P505.
  init?(
    _ frame: Frame, by level: GroupLevel, where test: Test, on execution: Execution
  ) throws(Diagnostic) {
    let morsel = execution.morselRows
    let wanted = max(1, min(Self.mostPieces, frame.count / max(1, morsel / 2)))
    // The smallest power of 2 that gives no more pieces than wanted.
    let width = (level.count + wanted - 1) / wanted
    let shift = UInt64(Int.bitWidth - (width - 1).leadingZeroBitCount)
    let pieces = (level.count - 1) >> Int(shift) + 1
    let morsels = (frame.count + morsel - 1) / morsel
    let numbered = Cells<UInt64>(count: frame.count)
    let taken = Cells(repeating: 0, count: morsels)
    // How many rows of each morsel go into each piece, and then where the next one goes.
    let next = Cells<Int32>(repeating: 0, count: morsels * pieces)
    let states = try execution.parallel(
      count: frame.count,
      state: { (Selector(execution, frame), GroupNumberer(capacity: morsel)) }
    ) { (state: inout (Selector, GroupNumberer), range: Range<Int>) throws(Diagnostic) in
      let batch = try state.0.select(test, from: Batch(range))
      let number = range.lowerBound / morsel
      taken.pointer[number] = batch.count
      let words = numbered.pointer + range.lowerBound
      let counts = next.pointer + number * pieces
      let groups = state.1.number(batch, by: level, padding: 0)
      for index in 0..<batch.count {
        let place = UInt64(UInt32(bitPattern: groups[index]))
        counts[Int(place >> shift)] &+= 1
        words[index] = place << 32 | UInt64(batch[index])
      }
    }
    execution.note(states.map(\.0.evaluator), in: nil)
    execution.profiler?.note(states.map(\.0))
    let starts = try Self.starts(next, pieces: pieces, morsels: morsels, on: execution)
    let total = starts[pieces]
    let largest = (0..<pieces).reduce(0) { max($0, starts[$1 + 1] - starts[$1]) }
    if largest > max(morsel, total / execution.threads) { return nil }
    let words = Cells<UInt64>(count: total)
    try execution.parallelPieces(morsels) { (number: Int) in
      let next = next.pointer + number * pieces
      let source = numbered.pointer + number * morsel
      for index in 0..<taken.pointer[number] {
        let word = source[index]
        let piece = Int(word >> (32 + shift))
        words.pointer[Int(next[piece])] = word
        next[piece] &+= 1
      }
    }
    (firstGroups, places) = try Self.rank(
      words, starts, placesPerPiece: shift, scratch: numbered, on: execution)
    self.words = words
    self.starts = starts
    largestPiece = largest
  }

  /// Turns counts into the places where each morsel's rows of each piece begin.
  private static func starts(
    _ next: Cells<Int32>, pieces: Int, morsels: Int, on execution: Execution
  ) throws(Diagnostic) -> [Int] {
    var starts: [Int] = []
    var start: Int32 = 0
    for piece in 0..<pieces {
      starts.append(Int(start))
      for place in stride(from: piece, to: morsels * pieces, by: pieces) {
        let count = next.pointer[place]
        next.pointer[place] = start
        start += count
      }
      try execution.checkCancelled()
    }
    return starts + [Int(start)]
  }

  /// Numbers the groups of each piece that have a row, in place of their numbers in the level.
  private static func rank(
    _ words: Cells<UInt64>, _ starts: [Int], placesPerPiece shift: UInt64,
    scratch: Cells<UInt64>, on execution: Execution
  ) throws(Diagnostic) -> (firstGroups: [Int], places: [Int32]) {
    let pieces = starts.count - 1
    let counts = Cells(repeating: 0, count: pieces)
    try execution.parallelPieces(pieces) { (piece: Int) throws(Diagnostic) in
      let (start, count) = (starts[piece], starts[piece + 1] - starts[piece])
      let words = UnsafeMutableBufferPointer(start: words.pointer + start, count: count)
      let places = UnsafeMutableBufferPointer(start: scratch.pointer + start, count: count)
      counts.pointer[piece] =
        if count <= (1 << Int(shift)) / placesPerRow {
          try rankSorted(words, shift, places, on: execution)
        } else {
          rankMarked(words, shift, places)
        }
    }
    var firsts = [0]
    for piece in 0..<pieces { firsts.append(firsts[piece] + counts.pointer[piece]) }
    let firstGroups = firsts
    let places: [Int32] = try execution.written(firstGroups[pieces]) {
      (target: UnsafeMutablePointer<Int32>) throws(Diagnostic) in
      try execution.parallelPieces(pieces) { (piece: Int) in
        let source = scratch.pointer + starts[piece]
        let target = target + firstGroups[piece]
        for group in 0..<counts.pointer[piece] {
          (target + group).initialize(to: Int32(truncatingIfNeeded: source[group]))
        }
      }
    }
    return (firstGroups, places)
  }

  /// Ranks the groups of a piece by a bit for each that it may have.
  ///
  /// - Parameters:
  ///   - words: rows with their groups' numbers in the level, which become those in the piece.
  ///   - places: takes the number in the level of each group found.
  /// - Returns: how many groups there are.
  private static func rankMarked(
    _ words: UnsafeMutableBufferPointer<UInt64>, _ shift: UInt64,
    _ places: UnsafeMutableBufferPointer<UInt64>
  ) -> Int {
    guard let first = words.first else { return 0 }
    let low = UInt64(1) << shift - 1
    var taken = [UInt64](repeating: 0, count: 1 << max(0, Int(shift) - 6))
    taken.withUnsafeMutableBufferPointer { taken in
      for word in words {
        let place = word >> 32 & low
        taken[Int(place >> 6)] |= 1 << (place & 63)
      }
    }
    let ranks = PlaceRanks(taken)
    ranks.withRanks { rank in
      for row in words.indices {
        let word = words[row]
        let group = UInt64(UInt32(bitPattern: rank(Int(word >> 32 & low))))
        words[row] = group << 32 | word & 0xffff_ffff
      }
    }
    let base = first >> 32 & ~low
    for (group, place) in ranks.places.enumerated() { places[group] = base + UInt64(place) }
    return ranks.count
  }

  /// As ``rankMarked(_:_:_:)``, by sorting.
  ///
  /// - Parameter places: room for sorting as well.
  private static func rankSorted(
    _ words: UnsafeMutableBufferPointer<UInt64>, _ shift: UInt64,
    _ places: UnsafeMutableBufferPointer<UInt64>, on execution: Execution
  ) throws(Diagnostic) -> Int {
    try RadixSort.sort(words, scratch: places, bits: 32..<32 + Int(shift), on: execution)
    var count = 0
    for row in words.indices {
      let (place, number) = (words[row] >> 32, words[row] & 0xffff_ffff)
      if count == 0 || places[count - 1] != place {
        places[count] = place
        count += 1
      }
      words[row] = UInt64(count - 1) << 32 | number
    }
    return count
  }
}
