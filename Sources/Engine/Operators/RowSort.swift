import Messages

/// A run of bits of one key: what fits beside others into one word of a sorting round.
private struct KeyPiece {
  var key: Int
  /// Subtracted from present values; missing ones become `absent`.
  var lowest: UInt64
  var absent: UInt64
  /// Bits dropped at the low end, bits taken, and where they go above the row number.
  var drop: Int
  var width: Int
  var position: Int
}

extension Execution {
  /// As ``rowsInOrder(count:keys:)``, for rows rather than for the few values of a column.
  ///
  /// - Throws: P505 once the run has been cancelled.
  func sortedRows(count: Int, keys: [SortKeys]) throws(Diagnostic) -> [Int32] {
    let rows = rowsInOrder(count: count, keys: keys)
    try checkCancelled()
    return rows
  }

  /// The rows in the order of these keys, the first key deciding first; rows whose keys are all
  /// equal stay in order. Once the run has been cancelled, rows in any order, some more than once.
  ///
  /// Each round sorts words that hold as many bits of the keys as fit above a row number, the last
  /// bits first: no comparison looks anything up, and one round does for most sorts.
  func rowsInOrder(count: Int, keys: [SortKeys]) -> [Int32] {
    let rowBits = max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount)
    var permutation: [Int32]?
    for round in rounds(of: keys, rowBits: rowBits) {
      var words = [UInt64](repeating: 0, count: count)
      for piece in round { fill(&words, piece, keys[piece.key].values, permutation) }
      let keyBits = round.reduce(0) { $0 + $1.width }
      if !isAscending(words) { sort(&words, bits: rowBits..<rowBits + keyBits) }
      let mask = (UInt64(1) << UInt64(rowBits)) - 1
      permutation =
        if let before = permutation {
          words.map { before[Int($0 & mask)] }
        } else {
          words.map { Int32(truncatingIfNeeded: $0 & mask) }
        }
    }
    return permutation ?? (0..<Int32(count)).map { $0 }
  }

  /// Which bits of which keys each round sorts by, the least significant round first.
  private func rounds(of keys: [SortKeys], rowBits: Int) -> [[KeyPiece]] {
    let capacity = UInt64.bitWidth - rowBits
    var rounds: [[KeyPiece]] = []
    var round: [KeyPiece] = []
    var position = 0
    for (index, key) in keys.enumerated().reversed() {
      guard let range = key.presentRange else { continue }
      let spread = range.highest - range.lowest
      let largest = range.hasAbsent ? spread + 1 : spread
      var left = UInt64.bitWidth - largest.leadingZeroBitCount
      var drop = 0
      while left > 0 {
        if position == capacity {
          rounds.append(round)
          round = []
          position = 0
        }
        let width = min(left, capacity - position)
        round.append(
          KeyPiece(
            key: index, lowest: range.lowest, absent: spread + 1, drop: drop, width: width,
            position: rowBits + position))
        drop += width
        left -= width
        position += width
      }
    }
    return round.isEmpty ? rounds : rounds + [round]
  }

  /// Adds a piece's bits, and each row's place, to the words of a round.
  private func fill(
    _ words: inout [UInt64], _ piece: KeyPiece, _ keys: [UInt64], _ permutation: [Int32]?
  ) {
    let mask = piece.width == 64 ? UInt64.max : (UInt64(1) << UInt64(piece.width)) - 1
    @inline(__always) func bits(_ key: UInt64) -> UInt64 {
      let offset = key == SortKeys.absent ? piece.absent : key - piece.lowest
      return (offset >> UInt64(piece.drop) & mask) << UInt64(piece.position)
    }
    words.withUnsafeMutableBufferPointer { words in
      let count = words.count
      let pieces = count < morselRows ? 1 : threads
      concurrently(pieces) { piece in
        let range = count * piece / pieces..<count * (piece + 1) / pieces
        if let permutation {
          for row in range { words[row] |= bits(keys[Int(permutation[row])]) | UInt64(row) }
        } else {
          for row in range { words[row] |= bits(keys[row]) | UInt64(row) }
        }
      }
    }
  }

  /// Whether there is nothing to sort, which ends at the first word that is out of order.
  private func isAscending(_ words: [UInt64]) -> Bool {
    words.withUnsafeBufferPointer { words in
      for place in 1..<max(1, words.count) where words[place - 1] > words[place] { return false }
      return true
    }
  }

  /// Sorts words by the bits in `bits`: a run per thread, then the runs merged.
  private func sort(_ words: inout [UInt64], bits: Range<Int>) {
    let count = words.count
    // A run shorter than a morsel isn't worth a thread.
    let runs = max(1, min(threads, count / morselRows))
    var scratch = [UInt64](repeating: 0, count: count)
    var bounds = (0...runs).map { count * $0 / runs }
    words.withUnsafeMutableBufferPointer { words in
      scratch.withUnsafeMutableBufferPointer { scratch in
        concurrently(runs) { run in
          let range = bounds[run]..<bounds[run + 1]
          RadixSort.sort(
            UnsafeMutableBufferPointer(rebasing: words[range]),
            scratch: UnsafeMutableBufferPointer(rebasing: scratch[range]), bits: bits,
            isWanted: { !cancellation.isCancelled })
        }
        var source = words
        var target = scratch
        while bounds.count > 2 {
          bounds = mergePairs(source, into: target, bounds: bounds)
          swap(&source, &target)
        }
        if source.baseAddress != words.baseAddress { _ = words.update(fromContentsOf: source) }
      }
    }
  }

  /// Merges each two neighbouring runs, every merge cut into pieces for all threads.
  ///
  /// - Parameter bounds: where the runs start, and the end; the result likewise.
  private func mergePairs(
    _ source: UnsafeMutableBufferPointer<UInt64>, into target: UnsafeMutableBufferPointer<UInt64>,
    bounds: [Int]
  ) -> [Int] {
    let source = UnsafeBufferPointer(source)
    let starts = Array(stride(from: 0, to: bounds.count - 1, by: 2))
    let cuts = threads
    concurrently(starts.count * cuts) { piece in
      let start = starts[piece / cuts]
      let middle = bounds[start + 1]
      let end = start + 2 < bounds.count ? bounds[start + 2] : middle
      let length = end - bounds[start]
      let range = length * (piece % cuts) / cuts..<length * (piece % cuts + 1) / cuts
      RadixSort.merge(
        UnsafeBufferPointer(rebasing: source[bounds[start]..<middle]),
        UnsafeBufferPointer(rebasing: source[middle..<end]),
        into: UnsafeMutableBufferPointer(rebasing: target[bounds[start]..<end]), range: range)
    }
    return starts.map { bounds[$0] } + [source.count]
  }
}
