import Columns

/// Reads one column's texts in one region, each distinct one kept once.
final class TextReader {
  private let rules: CellRules
  private let codes: UnsafeMutablePointer<Int32>
  /// Keeps the compiler from leaving out what is only looked at ahead of time.
  private var seen: UInt64 = 0
  private(set) var interner = TextInterner()
  private var few = FewTexts()
  /// What is wrong with the texts that are no text.
  private var faults: [Int32: Reason] = [:]
  private(set) var log = RejectionLog()

  init(rules: CellRules, codes: UnsafeMutablePointer<Int32>) {
    self.rules = rules
    self.codes = codes
  }

  /// How many texts are looked for at the same time.
  private static let batch = 32

  func read(_ block: Block, firstRow: Int) {
    // Taken out of the object, so that the loops need not check for other users of it.
    var interner = TextInterner()
    swap(&interner, &self.interner)
    defer { swap(&interner, &self.interner) }
    if interner.count <= FewTexts.most {
      readFew(block, firstRow, &interner)
    } else {
      readMany(block, firstRow, &interner)
    }
  }

  private func readFew(_ block: Block, _ firstRow: Int, _ interner: inout TextInterner) {
    var few = FewTexts()
    swap(&few, &self.few)
    defer { swap(&few, &self.few) }
    for record in 0..<block.recordCount {
      let row = firstRow &+ record
      guard let text = rules.text(block, record) else {
        readMissing(block, record, row)
        continue
      }
      if let code = few.code(of: text) {
        codes[row] = code
      } else if read(text, row, TextInterner.hash(text), &interner) {
        few.add(text, codes[row])
      }
    }
  }

  private func readMany(_ block: Block, _ firstRow: Int, _ interner: inout TextInterner) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.batch) { hashes in
      for start in stride(from: 0, to: block.recordCount, by: Self.batch) {
        let records = start..<min(start + Self.batch, block.recordCount)
        for record in records {
          guard let text = rules.text(block, record) else { continue }
          let hash = TextInterner.hash(text)
          hashes[record - start] = hash
          seen |= interner.lookAhead(hash)
        }
        for record in records {
          let row = firstRow &+ record
          if let text = rules.text(block, record) {
            _ = read(text, row, hashes[record - start], &interner)
          } else {
            readMissing(block, record, row)
          }
        }
      }
    }
  }

  private func readMissing(_ block: Block, _ record: Int, _ row: Int) {
    codes[row] = Missing.code
    if rules.isRequired, !block.cell(record, rules.column).isAbsent {
      log.add(row, column: rules.column, .missing)
    }
  }

  /// Keeps a text's code; false for one that is no text.
  @inline(__always) private func read(
    _ text: UnsafeBufferPointer<UInt8>, _ row: Int, _ hash: UInt32, _ interner: inout TextInterner
  ) -> Bool {
    let known = interner.count
    let code = interner.intern(text, hash: hash)
    codes[row] = code
    // A text met before was checked then.
    if code == known, let fault = Encoding.check(text) { faults[code] = Reason(fault) }
    guard !faults.isEmpty, let reason = faults[code] else { return true }
    log.add(row, column: rules.column, reason)
    return false
  }
}

/// Reads one column's keys in one region: whole numbers as such, other texts by their code.
final class KeyReader {
  private let rules: CellRules
  private let keys: UnsafeMutablePointer<Int64>
  private(set) var interner = TextInterner()
  /// What is wrong with the texts that are no text.
  private var faults: [Int32: Reason] = [:]
  private(set) var log = RejectionLog()

  init(rules: CellRules, keys: UnsafeMutablePointer<Int64>) {
    self.rules = rules
    self.keys = keys
  }

  func read(_ block: Block, firstRow: Int) {
    for record in 0..<block.recordCount {
      let row = firstRow &+ record
      guard let text = rules.text(block, record) else {
        keys[row] = Missing.decimal
        if rules.isRequired, !block.cell(record, rules.column).isAbsent {
          log.add(row, column: rules.column, .missing)
        }
        continue
      }
      if let number = WordText.canonical(text) ?? NumberSpelling.canonical(text) {
        keys[row] = number
      } else {
        readText(text, row)
      }
    }
  }

  private func readText(_ text: UnsafeBufferPointer<UInt8>, _ row: Int) {
    let known = interner.count
    let code = interner.intern(text)
    keys[row] = Key.text(code)
    if code == known, let fault = Encoding.check(text) { faults[code] = Reason(fault) }
    if !faults.isEmpty, let reason = faults[code] { log.add(row, column: rules.column, reason) }
  }
}

/// How keys are kept while links are not resolved: a whole number of at most 18 digits as itself,
/// any other text as a code beyond them.
enum Key {
  private static let firstText: Int64 = 1 << 62

  static func text(_ code: Int32) -> Int64 { firstText + Int64(code) }

  /// The code of a text; nil for a number.
  @inline(__always) static func code(_ key: Int64) -> Int? {
    key >= firstText ? Int(key - firstText) : nil
  }
}
