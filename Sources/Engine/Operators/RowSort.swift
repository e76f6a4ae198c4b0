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
  /// The rows in the order of these keys, the first key deciding first; rows whose keys are all
  /// equal stay in order.
  ///
  /// Each round sorts words that hold as many bits of the keys as fit above a row number, the last
  /// bits first: no comparison looks anything up, and one round does for most sorts.
  func sortedRows(count: Int, keys: [SortKeys]) throws(Diagnostic) -> [Int32] {
    let rowBits = max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount)
    let mask = (UInt64(1) << UInt64(rowBits)) - 1
    var permutation: [Int32]?
    for round in try rounds(of: keys, rowBits: rowBits) {
      var words = try self.words(of: round, keys, permutation, count: count)
      let keyBits = round.reduce(0) { $0 + $1.width }
      if try !isAscending(words) { try sort(&words, bits: rowBits..<rowBits + keyBits) }
      let sorted = words
      permutation =
        if let before = permutation {
          try produced(count) { before[Int(sorted[$0] & mask)] }
        } else {
          try produced(count) { Int32(truncatingIfNeeded: sorted[$0] & mask) }
        }
    }
    if let permutation { return permutation }
    return try ascending(count)
  }

  /// Which bits of which keys each round sorts by, the least significant round first.
  private func rounds(of keys: [SortKeys], rowBits: Int) throws(Diagnostic) -> [[KeyPiece]] {
    let capacity = UInt64.bitWidth - rowBits
    var rounds: [[KeyPiece]] = []
    var round: [KeyPiece] = []
    var position = 0
    for (index, key) in keys.enumerated().reversed() {
      guard let range = try presentRange(of: key) else { continue }
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

  /// For each place of the order so far the bits of a round above the place itself.
  private func words(
    of round: [KeyPiece], _ keys: [SortKeys], _ permutation: [Int32]?, count: Int
  ) throws(Diagnostic) -> [UInt64] {
    try filled(count) { places, words in
      for place in places { (words + place).initialize(to: UInt64(place)) }
      for piece in round {
        let values = keys[piece.key].values
        if let permutation {
          for place in places { words[place] |= piece.bits(of: values[Int(permutation[place])]) }
        } else {
          for place in places { words[place] |= piece.bits(of: values[place]) }
        }
      }
    }
  }

  /// Whether there is nothing to sort, which ends at the first word that is out of order.
  private func isAscending(_ words: [UInt64]) throws(Diagnostic) -> Bool {
    var isAscending = true
    try words.withUnsafeBufferPointer { words throws(Diagnostic) in
      try inOrder(words.count) { (range: Range<Int>) in
        for place in range where isAscending && place > 0 {
          isAscending = words[place - 1] <= words[place]
        }
      }
    }
    return isAscending
  }

  /// Sorts words by the bits in `bits`: a run per thread, then the runs merged.
  private func sort(_ words: inout [UInt64], bits: Range<Int>) throws(Diagnostic) {
    let count = words.count
    // A run shorter than a morsel isn't worth a thread.
    let runs = max(1, min(threads, count / morselRows))
    let scratch = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: count)
    defer { scratch.deallocate() }
    var bounds = (0...runs).map { count * $0 / runs }
    try words.withUnsafeMutableBufferPointer { words throws(Diagnostic) in
      let all = words
      try parallelPieces(runs) { (run: Int) throws(Diagnostic) in
        let range = bounds[run]..<bounds[run + 1]
        try RadixSort.sort(
          UnsafeMutableBufferPointer(rebasing: all[range]),
          scratch: UnsafeMutableBufferPointer(rebasing: scratch[range]), bits: bits, on: self)
      }
      var source = all
      var target = scratch
      while bounds.count > 2 {
        bounds = try mergePairs(source, into: target, bounds: bounds)
        swap(&source, &target)
      }
      if source.baseAddress != all.baseAddress {
        try copy(UnsafeBufferPointer(source), to: all)
      }
    }
  }

  /// Merges each two neighbouring runs, every merge cut into pieces for all threads.
  ///
  /// - Parameter bounds: where the runs start, and the end; the result likewise.
  private func mergePairs(
    _ source: UnsafeMutableBufferPointer<UInt64>, into target: UnsafeMutableBufferPointer<UInt64>,
    bounds: [Int]
  ) throws(Diagnostic) -> [Int] {
    let source = UnsafeBufferPointer(source)
    let starts = Array(stride(from: 0, to: bounds.count - 1, by: 2))
    for start in starts {
      let middle = bounds[start + 1]
      let end = start + 2 < bounds.count ? bounds[start + 2] : middle
      try parallel(count: end - bounds[start]) { (range: Range<Int>) in
        RadixSort.merge(
          UnsafeBufferPointer(rebasing: source[bounds[start]..<middle]),
          UnsafeBufferPointer(rebasing: source[middle..<end]),
          into: UnsafeMutableBufferPointer(rebasing: target[bounds[start]..<end]), range: range)
      }
    }
    return starts.map { bounds[$0] } + [source.count]
  }

  private func copy(
    _ source: UnsafeBufferPointer<UInt64>, to target: UnsafeMutableBufferPointer<UInt64>
  ) throws(Diagnostic) {
    try parallel(count: source.count) { (range: Range<Int>) in
      for place in range { target[place] = source[place] }
    }
  }
}

extension KeyPiece {
  /// Its bits of a key, where they stand in a word.
  @inline(__always)
  fileprivate func bits(of value: UInt64) -> UInt64 {
    let mask = width == 64 ? UInt64.max : (UInt64(1) << UInt64(width)) - 1
    let offset = value == SortKeys.absent ? absent : value - lowest
    return (offset >> UInt64(drop) & mask) << UInt64(position)
  }
}
