import Columns

/// Finds the row that has a key.
///
/// Whole numbers are looked up as numbers, also where the column that holds them is text, because
/// each has just one spelling that counts; everything else is looked up as text.
struct KeyIndex: Sendable {
  private enum Numbers: Sendable {
    /// The row is `key - first`: for ids that number their rows.
    case consecutive(first: Int64, count: Int)
    /// `rows[key - low]`: for keys that lie close together.
    case direct(low: Int64, rows: [Int32])
    /// Open addressing, linear probing; a row of -1 is a free slot.
    case hashed(keys: [Int64], rows: [Int32], mask: Int)
  }

  static let none: Int32 = -1

  private var numbers: Numbers = .direct(low: 0, rows: [])
  private var texts = TextInterner()
  /// The row of each text by its code.
  private var textRows: [Int32] = []
  /// The second row of keys that two rows have, by the first.
  private(set) var seconds: [Int32: Int32] = [:]

  /// Indexes a column of keys; missing ones are left out.
  init(_ column: Column) {
    switch column {
    case .decimal(let values, 0):
      if let first = Self.firstOfConsecutive(values) {
        numbers = .consecutive(first: first, count: values.count)
        return
      }
      indexNumbers(values.array.enumerated().lazy.map { (Int32($0), $1) })
    case .text(let codes, let dictionary): indexTexts(codes.array, dictionary)
    case .decimal, .real, .day, .truth, .row, .period: indexShown(column)
    }
  }

  /// The first number of a column in which each is one more than the one before.
  private static func firstOfConsecutive(_ values: Buffer<Int64>) -> Int64? {
    values.withUnsafeBufferPointer { values in
      guard let first = values.first, first != Missing.decimal else { return nil }
      for row in 0..<values.count where values[row] != first &+ Int64(row) { return nil }
      return first
    }
  }

  private mutating func indexTexts(_ codes: [Int32], _ dictionary: TextDictionary) {
    let numberOf = dictionary.map { NumberSpelling.canonical($0) }
    texts = TextInterner(dictionary)
    textRows = Array(repeating: Self.none, count: dictionary.count)
    var numeric: [(Int32, Int64)] = []
    for (row, code) in codes.enumerated() where code != Missing.code {
      if let number = numberOf[Int(code)] {
        numeric.append((Int32(row), number))
      } else if textRows[Int(code)] == Self.none {
        textRows[Int(code)] = Int32(row)
      } else {
        noteSecond(Int32(row), first: textRows[Int(code)])
      }
    }
    indexNumbers(numeric)
  }

  private mutating func indexShown(_ column: Column) {
    var interner = TextInterner()
    var codes: [Int32] = []
    for row in 0..<column.count {
      codes.append(Self.shown(column[row]).map { interner.intern($0) } ?? Missing.code)
    }
    indexTexts(codes, interner.dictionary)
  }

  private static func shown(_ value: Value) -> String? {
    switch value {
    case .missing: nil
    case .decimal(let number): number.normalised.description
    case .real(let number): String(number)
    case .day(let day): CivilDate(dayNumber: Int(day)).description
    case .truth(let truth): truth ? "true" : "false"
    case .text(let text): text
    case .row(let row): String(row)
    case .period(let period, let unit):
      Calendar(fiscalStart: 1).description(of: period, unit)
    }
  }

  private mutating func noteSecond(_ row: Int32, first: Int32) {
    if seconds[first] == nil { seconds[first] = row }
  }

  private mutating func indexNumbers(_ keys: some Collection<(Int32, Int64)>) {
    var low = Int64.max
    var high = Int64.min
    var count = 0
    for (_, key) in keys where key != Missing.decimal {
      low = min(low, key)
      high = max(high, key)
      count += 1
    }
    guard count > 0 else { return }
    let (span, overflow) = high.subtractingReportingOverflow(low)
    if !overflow, span < Int64(count) * 8 + 1_024 {
      indexDirectly(keys, low: low, span: Int(span))
    } else {
      indexHashed(keys, count: count)
    }
  }

  private mutating func indexDirectly(
    _ keys: some Collection<(Int32, Int64)>, low: Int64, span: Int
  ) {
    var rows = Array(repeating: Self.none, count: span + 1)
    for (row, key) in keys where key != Missing.decimal {
      let place = Int(key - low)
      if rows[place] == Self.none { rows[place] = row } else { noteSecond(row, first: rows[place]) }
    }
    numbers = .direct(low: low, rows: rows)
  }

  private mutating func indexHashed(_ all: some Collection<(Int32, Int64)>, count: Int) {
    var size = 64
    while size < count * 2 { size *= 2 }
    let mask = size - 1
    var keys = Array(repeating: Int64(0), count: size)
    var rows = Array(repeating: Self.none, count: size)
    for (row, key) in all where key != Missing.decimal {
      var slot = Self.slot(key, mask)
      while rows[slot] != Self.none, keys[slot] != key { slot = (slot + 1) & mask }
      if rows[slot] == Self.none {
        keys[slot] = key
        rows[slot] = row
      } else {
        noteSecond(row, first: rows[slot])
      }
    }
    numbers = .hashed(keys: keys, rows: rows, mask: mask)
  }

  @inline(__always) private static func slot(_ key: Int64, _ mask: Int) -> Int {
    let mixed = UInt64(bitPattern: key) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 32)) & mask
  }

  // MARK: Looking up

  /// The row of a text that is no whole number.
  func row(ofText text: UnsafeBufferPointer<UInt8>) -> Int32 {
    guard let code = texts.code(of: text) else { return Self.none }
    return textRows[Int(code)]
  }

  /// The rows of the keys of one region: -1 for missing ones, and for unknown ones as well.
  ///
  /// - Returns: whether a present key has no row.
  func resolve(
    _ keys: UnsafeBufferPointer<Int64>, _ dictionary: TextDictionary,
    into rows: UnsafeMutablePointer<Int32>
  ) -> Bool {
    if case .consecutive(let first, let count) = numbers {
      return Self.resolve(keys, first: first, count: count, into: rows)
    }
    let textRows = dictionary.map { row(ofText: $0) }
    var hasUnknown = false
    func resolve(_ rowOfNumber: (Int64) -> Int32) {
      for index in 0..<keys.count {
        let key = keys[index]
        var row = Self.none
        if key != Missing.decimal {
          row = if let code = Key.code(key) { textRows[code] } else { rowOfNumber(key) }
          hasUnknown = hasUnknown || row == Self.none
        }
        rows[index] = row
      }
    }
    switch numbers {
    case .consecutive: break
    case .direct(let low, let table):
      table.withUnsafeBufferPointer { table in
        resolve { key in
          let (place, overflow) = key.subtractingReportingOverflow(low)
          return !overflow && place >= 0 && place < table.count ? table[Int(place)] : Self.none
        }
      }
    case .hashed(let slots, let table, let mask):
      slots.withUnsafeBufferPointer { slots in
        table.withUnsafeBufferPointer { table in
          resolve { key in
            var slot = Self.slot(key, mask)
            while table[slot] != Self.none, slots[slot] != key { slot = (slot + 1) & mask }
            return table[slot]
          }
        }
      }
    }
    return hasUnknown
  }

  /// Where ids number their rows, no text is an id, and the codes of texts are beyond all numbers.
  private static func resolve(
    _ keys: UnsafeBufferPointer<Int64>, first: Int64, count: Int,
    into rows: UnsafeMutablePointer<Int32>
  ) -> Bool {
    var unknownCount = 0
    for index in 0..<keys.count {
      let place = UInt64(bitPattern: keys[index] &- first)
      let isKnown = place < UInt64(count)
      rows[index] = isKnown ? Int32(truncatingIfNeeded: place) : none
      unknownCount &+= !isKnown && keys[index] != Missing.decimal ? 1 : 0
    }
    return unknownCount > 0
  }
}
