import Messages

/// Sorting of words that are all different: the high bits hold a key, the low ones a place.
enum RadixSort {
  /// Digits of at most this many bits: a pass then scatters into 2,048 streams at most, which the
  /// second-level cache still holds.
  static let widestDigit = 11

  /// Below this many words a comparison sort is faster than clearing the counters.
  static let fewWords = 1_024

  /// Sorts words by the bits in `bits`, keeping the order of words that agree in them.
  ///
  /// - Parameter scratch: as many words as `words`; what it holds afterwards is unspecified.
  /// - Throws: P505 once the run has been cancelled; the words then are in any order.
  static func sort(
    _ words: UnsafeMutableBufferPointer<UInt64>, scratch: UnsafeMutableBufferPointer<UInt64>,
    bits: Range<Int>, on execution: Execution
  ) throws(Diagnostic) {
    if words.count < fewWords {
      // The places below the key ascend already, so whole words give the same order.
      var few = words
      few.sort()
      return
    }
    let passes = (bits.count + widestDigit - 1) / widestDigit
    if passes == 0 { return }
    let digit = (bits.count + passes - 1) / passes
    var source = words
    var target = scratch
    for pass in 0..<passes {
      let low = bits.lowerBound + pass * digit
      let width = min(digit, bits.upperBound - low)
      if try scatter(source, into: target, shift: UInt64(low), width: width, on: execution) {
        swap(&source, &target)
      }
    }
    if source.baseAddress != words.baseAddress {
      try execution.inOrder(words.count) { (range: Range<Int>) in
        for place in range { words[place] = source[place] }
      }
    }
  }

  /// One stable pass; false where all words have the same digit and nothing was moved.
  private static func scatter(
    _ source: UnsafeMutableBufferPointer<UInt64>, into target: UnsafeMutableBufferPointer<UInt64>,
    shift: UInt64, width: Int, on execution: Execution
  ) throws(Diagnostic) -> Bool {
    let mask = (UInt64(1) << UInt64(width)) - 1
    let starts = Cells<Int>(repeating: 0, count: 1 << width)
    let next = starts.pointer
    try execution.inOrder(source.count) { (range: Range<Int>) in
      for place in range { next[Int(source[place] >> shift & mask)] += 1 }
    }
    if next[Int(source[0] >> shift & mask)] == source.count { return false }
    var start = 0
    for digit in 0..<starts.count {
      let count = next[digit]
      next[digit] = start
      start += count
    }
    try execution.inOrder(source.count) { (range: Range<Int>) in
      for place in range {
        let word = source[place]
        let digit = Int(word >> shift & mask)
        target[next[digit]] = word
        next[digit] += 1
      }
    }
    return true
  }

  /// Writes places `range` of the merge of two sorted runs.
  static func merge(
    _ left: UnsafeBufferPointer<UInt64>, _ right: UnsafeBufferPointer<UInt64>,
    into target: UnsafeMutableBufferPointer<UInt64>, range: Range<Int>
  ) {
    var first = split(left, right, at: range.lowerBound)
    var second = range.lowerBound - first
    for place in range {
      let takesLeft =
        second == right.count || (first < left.count && left[first] < right[second])
      if takesLeft {
        target[place] = left[first]
        first += 1
      } else {
        target[place] = right[second]
        second += 1
      }
    }
  }

  /// How many of the first `place` words of a merge come from the left run.
  private static func split(
    _ left: UnsafeBufferPointer<UInt64>, _ right: UnsafeBufferPointer<UInt64>, at place: Int
  ) -> Int {
    var low = max(0, place - right.count)
    var high = min(place, left.count)
    while low < high {
      let middle = (low + high) / 2
      if left[middle] < right[place - middle - 1] { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
