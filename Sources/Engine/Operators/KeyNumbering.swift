import Columns
import Messages

/// Numbers the distinct words of one side of a comparison, and finds those of the other side.
///
/// Words that lie close together (days, rows, codes, small ids) index a table; others are hashed.
struct KeyNumbering: Sendable {
  static let absent = Missing.decimal

  private enum Lookup: Sendable {
    case table(lowest: Int64, numbers: [Int32])
    case hashed(WordNumbering)
  }

  /// - Shape: `[row]` → number from 0 in order of first appearance, `Missing.code` where absent.
  let numbers: [Int32]
  private let lookup: Lookup

  init(_ words: [Int64], on execution: Execution) throws(Diagnostic) {
    var low = Int64.max
    var high = Int64.min
    try execution.inOrder(words.count) { (range: Range<Int>) in
      for word in words[range] where word != Self.absent {
        low = min(low, word)
        high = max(high, word)
      }
    }
    let spread = UInt64(bitPattern: high &- low)
    var result = [Int32](repeating: Missing.code, count: words.count)
    // Up to eight places per word the table is no larger than a hash table would be.
    if low <= high, spread < UInt64(max(words.count * 8, 1_024)) {
      var table = [Int32](repeating: Missing.code, count: Int(spread) + 1)
      var count: Int32 = 0
      try execution.inOrder(words.count) { (range: Range<Int>) in
        for row in range where words[row] != Self.absent {
          let place = Int(words[row] - low)
          if table[place] == Missing.code {
            table[place] = count
            count += 1
          }
          result[row] = table[place]
        }
      }
      lookup = .table(lowest: low, numbers: table)
    } else {
      var numbering = WordNumbering(capacity: words.count)
      try execution.inOrder(words.count) { (range: Range<Int>) in
        for row in range where words[row] != Self.absent {
          result[row] = numbering.number(of: UInt64(bitPattern: words[row])).number
        }
      }
      lookup = .hashed(numbering)
    }
    numbers = result
  }

  /// Writes the numbers of some words, `Missing.code` for those without one.
  func find(
    _ words: [Int64], _ range: Range<Int>, into result: UnsafeMutablePointer<Int32>
  ) {
    switch lookup {
    case .table(let lowest, let numbers):
      for row in range {
        let place = UInt64(bitPattern: words[row] &- lowest)
        // The pattern of an absent word may lie inside a table around the smallest numbers.
        result[row] =
          place < UInt64(numbers.count) && words[row] != Self.absent
          ? numbers[Int(place)] : Missing.code
      }
    case .hashed(let numbering):
      for row in range {
        result[row] =
          words[row] == Self.absent
          ? Missing.code : numbering.known(UInt64(bitPattern: words[row])) ?? Missing.code
      }
    }
  }
}

extension Execution {
  /// Two columns' values as words that are equal just where the language calls the values equal;
  /// missing values, and values that the other side's storage cannot hold, are
  /// ``KeyNumbering/absent``.
  ///
  /// - Shape: `left: [left row]`, `right: [right row]`.
  func comparableWords(
    left: Column, right: Column, ignoresCase: Bool
  ) throws(Diagnostic) -> (left: [Int64], right: [Int64]) {
    switch (left, right) {
    case (.decimal(let first, let firstScale), .decimal(let second, let secondScale)):
      let scale = max(firstScale, secondScale)
      return (
        try rescaled(first, from: firstScale, to: scale),
        try rescaled(second, from: secondScale, to: scale)
      )
    case (.real, .real), (.real, .decimal), (.decimal, .real):
      return (try realWords(left), try realWords(right))
    case (.day(let first), .day(let second)), (.period(let first, _), .period(let second, _)):
      return (try words(first, missing: Missing.day), try words(second, missing: Missing.day))
    case (.row(let first), .row(let second)):
      return (try words(first, missing: Missing.code), try words(second, missing: Missing.code))
    case (.truth(let first), .truth(let second)):
      return (try words(first, missing: Missing.truth), try words(second, missing: Missing.truth))
    case (.text(let first, let firstTexts), .text(let second, let secondTexts)):
      if !ignoresCase, firstTexts.agrees(with: secondTexts) {
        return (try words(first, missing: Missing.code), try words(second, missing: Missing.code))
      }
      var interner = TextInterner()
      let secondWords = try textWords(secondTexts, &interner, ignoresCase: ignoresCase)
      let firstWords = try textWords(firstTexts, &interner, ignoresCase: ignoresCase)
      return (
        try gathered(firstWords, first, missing: KeyNumbering.absent),
        try gathered(secondWords, second, missing: KeyNumbering.absent)
      )
    default:
      return (
        Array(repeating: KeyNumbering.absent, count: left.count),
        Array(repeating: KeyNumbering.absent, count: right.count)
      )
    }
  }

  private func rescaled(
    _ values: Buffer<Int64>, from scale: Int, to wanted: Int
  ) throws(Diagnostic) -> [Int64] {
    if scale == wanted { return values.array }
    return try mapped(values) { units in
      units == Missing.decimal
        ? KeyNumbering.absent
        : Decimal(units: units, scale: scale).rescaled(to: wanted) ?? KeyNumbering.absent
    }
  }

  private func realWords(_ column: Column) throws(Diagnostic) -> [Int64] {
    /// One zero; its bits are never those of `absent`.
    func word(_ value: Double) -> Int64 {
      value.isNaN ? KeyNumbering.absent : Int64(bitPattern: (value + 0).bitPattern)
    }
    switch column {
    case .real(let values): return try mapped(values, word)
    case .decimal(let values, let scale):
      return try mapped(values) { units in
        units == Missing.decimal
          ? KeyNumbering.absent : word(Decimal(units: units, scale: scale).real)
      }
    case .day, .truth, .text, .row, .period: return []
    }
  }

  private func words<Number: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ values: Buffer<Number>, missing: Number
  ) throws(Diagnostic) -> [Int64] {
    try mapped(values) { $0 == missing ? KeyNumbering.absent : Int64($0) }
  }

  /// A word for each entry of a dictionary, the same for the same text.
  private func textWords(
    _ dictionary: TextDictionary, _ interner: inout TextInterner, ignoresCase: Bool
  ) throws(Diagnostic) -> [Int64] {
    if !ignoresCase { return try codes(of: dictionary, in: &interner).map { Int64($0) } }
    var words: [Int64] = []
    words.reserveCapacity(dictionary.count)
    try inOrder(dictionary.count) { (range: Range<Int>) in
      for code in range { words.append(Int64(interner.intern(dictionary[code].lowercased()))) }
    }
    return words
  }
}
