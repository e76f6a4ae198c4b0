import Columns

/// Rows put into groups.
///
/// - Shape: `groupOf: [row]` in `0..<count`; `firstRows: [group]`. Groups are numbered in the order
///   of their first rows.
struct Grouping: Sendable {
  var groupOf: [Int32]
  var count: Int
  var firstRows: [Int32]
}

/// Numbers distinct 64-bit words from 0 in order of first appearance.
///
/// Open addressing with linear probing; the word stands beside its number, so a hit touches one
/// cache line.
struct WordNumbering {
  private var words: [UInt64]
  private var numbers: [Int32]
  private var mask: Int
  private(set) var count = 0

  init(capacity: Int) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    words = Array(repeating: 0, count: size)
    numbers = Array(repeating: -1, count: size)
    mask = size - 1
  }

  /// The number of a word, and whether it is new.
  mutating func number(of word: UInt64) -> (number: Int32, isNew: Bool) {
    var slot = Self.slot(word) & mask
    while true {
      let number = numbers[slot]
      if number < 0 { break }
      if words[slot] == word { return (number, false) }
      slot = (slot + 1) & mask
    }
    words[slot] = word
    numbers[slot] = Int32(truncatingIfNeeded: count)
    count += 1
    if count * 2 > numbers.count { grow() }
    return (Int32(truncatingIfNeeded: count - 1), true)
  }

  /// The number of a word that has one.
  func known(_ word: UInt64) -> Int32? {
    var slot = Self.slot(word) & mask
    while numbers[slot] >= 0 {
      if words[slot] == word { return numbers[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private static func slot(_ word: UInt64) -> Int {
    let product = word.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  private mutating func grow() {
    let (oldWords, oldNumbers) = (words, numbers)
    let size = oldNumbers.count * 2
    mask = size - 1
    words = Array(repeating: 0, count: size)
    numbers = Array(repeating: -1, count: size)
    for (index, number) in oldNumbers.enumerated() where number >= 0 {
      var slot = Self.slot(oldWords[index]) & mask
      while numbers[slot] >= 0 { slot = (slot + 1) & mask }
      words[slot] = oldWords[index]
      numbers[slot] = number
    }
  }
}

extension Column {
  /// A word per row that is equal for equal values and for those alone; missing equals missing.
  func word(_ row: Int) -> UInt64 {
    switch self {
    case .decimal(let values, _): UInt64(bitPattern: values[row])
    case .real(let values):
      // One zero and one NaN, so that equal numbers have equal bits.
      values[row].isNaN ? Double.nan.bitPattern : (values[row] + 0).bitPattern
    case .day(let values), .period(let values, _): UInt64(UInt32(bitPattern: values[row]))
    case .text(let codes, _): UInt64(UInt32(bitPattern: codes[row]))
    case .row(let rows): UInt64(UInt32(bitPattern: rows[row]))
    case .truth(let values): UInt64(values[row])
    }
  }
}
