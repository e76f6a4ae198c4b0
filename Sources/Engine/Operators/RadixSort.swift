/// Sorting of words that are all different: the high bits hold a key, the low ones a place.
enum RadixSort {
  /// Digits of at most this many bits: a pass then scatters into 2,048 streams at most, which the
  /// second-level cache still holds.
  static let widestDigit = 11

  /// Below this many words a comparison sort is faster than clearing the counters.
  static let fewWords = 1_024

  /// Sorts words by the bits in `bits`, keeping the order of words that agree in them.
  ///
  /// - Parameters:
  ///   - scratch: as many words as `words`; what it holds afterwards is unspecified.
  ///   - isWanted: asked before each pass; once it isn't, the words are left in any order.
  static func sort(
    _ words: UnsafeMutableBufferPointer<UInt64>, scratch: UnsafeMutableBufferPointer<UInt64>,
    bits: Range<Int>, isWanted: () -> Bool = { true }
  ) {
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
    for pass in 0..<passes where isWanted() {
      let low = bits.lowerBound + pass * digit
      let width = min(digit, bits.upperBound - low)
      if scatter(source, into: target, shift: UInt64(low), width: width) {
        swap(&source, &target)
      }
    }
    if source.baseAddress != words.baseAddress {
      _ = words.update(fromContentsOf: source)
    }
  }

  /// One stable pass; false where all words have the same digit and nothing was moved.
  private static func scatter(
    _ source: UnsafeMutableBufferPointer<UInt64>, into target: UnsafeMutableBufferPointer<UInt64>,
    shift: UInt64, width: Int
  ) -> Bool {
    let mask = (UInt64(1) << UInt64(width)) - 1
    return withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << width) { starts in
      starts.initialize(repeating: 0)
      for word in source { starts[Int(word >> shift & mask)] += 1 }
      if starts[Int(source[0] >> shift & mask)] == source.count { return false }
      var start = 0
      for digit in 0..<starts.count {
        let count = starts[digit]
        starts[digit] = start
        start += count
      }
      for word in source {
        let digit = Int(word >> shift & mask)
        target[starts[digit]] = word
        starts[digit] += 1
      }
      return true
    }
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
