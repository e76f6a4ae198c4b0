import Columns
import Model

/// Reads one column's dates or periods in one region.
final class DayReader {
  enum Kind {
    case date(DateOrder?)
    case inferredDate
    case period(PeriodUnit, Calendar)
  }

  private let rules: CellRules
  private let kind: Kind
  private let days: UnsafeMutablePointer<Int32>
  private(set) var hasFailed = false
  private(set) var log = RejectionLog()
  /// How many values had a time of day, which is left out.
  private(set) var timeCount = 0
  private(set) var firstTimeRow: Int?

  init(rules: CellRules, kind: Kind, days: UnsafeMutablePointer<Int32>) {
    self.rules = rules
    self.kind = kind
    self.days = days
  }

  func read(_ block: Block, firstRow: Int) {
    var isPeriod = false
    if case .period = kind { isPeriod = true }
    for record in 0..<block.recordCount {
      if hasFailed { return }
      let row = firstRow &+ record
      guard let text = rules.text(block, record) else {
        days[row] = Missing.day
        if rules.isRequired, !block.cell(record, rules.column).isAbsent {
          log.add(row, column: rules.column, .missing)
        }
        continue
      }
      if !isPeriod, let day = DateText.iso(text) {
        days[row] = day
      } else {
        readInFull(text, row)
      }
    }
  }

  private func readInFull(_ text: UnsafeBufferPointer<UInt8>, _ row: Int) {
    days[row] = Missing.day
    switch kind {
    case .inferredDate:
      if let parsed = InferredText.date(text) { store(parsed, row) } else { hasFailed = true }
    case .date(let order):
      switch DateText.parse(text, order) {
      case .success(let parsed): store(parsed, row)
      case .failure(let refusal): log.add(row, column: rules.column, refusal.reason)
      }
    case .period(let unit, let calendar):
      if let period = DateText.period(text, unit, calendar) {
        days[row] = period
      } else {
        log.add(row, column: rules.column, .notAPeriod)
      }
    }
  }

  private func store(_ parsed: DateText.Parsed, _ row: Int) {
    days[row] = parsed.day
    guard parsed.hasTime else { return }
    timeCount += 1
    if firstTimeRow == nil { firstTimeRow = row }
  }
}

/// Reads one column's true and false in one region.
final class TruthReader {
  private let rules: CellRules
  private let isInferred: Bool
  private let values: UnsafeMutablePointer<UInt8>
  private(set) var hasFailed = false
  private(set) var log = RejectionLog()

  init(rules: CellRules, isInferred: Bool, values: UnsafeMutablePointer<UInt8>) {
    self.rules = rules
    self.isInferred = isInferred
    self.values = values
  }

  func read(_ block: Block, firstRow: Int) {
    for record in 0..<block.recordCount {
      if hasFailed { return }
      let row = firstRow &+ record
      values[row] = Missing.truth
      guard let text = rules.text(block, record) else {
        if rules.isRequired, !block.cell(record, rules.column).isAbsent {
          log.add(row, column: rules.column, .missing)
        }
        continue
      }
      if let truth = isInferred ? TruthText.word(text) : TruthText.declared(text) {
        values[row] = truth ? 1 : 0
      } else if isInferred {
        hasFailed = true
      } else {
        log.add(row, column: rules.column, .notABool)
      }
    }
  }
}

/// Reads one column's lengths of time in one region: whole numbers, perhaps with their unit.
final class DurationReader {
  private let rules: CellRules
  private let unit: DurationUnit
  private let values: UnsafeMutablePointer<Int64>
  private(set) var log = RejectionLog()

  init(rules: CellRules, unit: DurationUnit, values: UnsafeMutablePointer<Int64>) {
    self.rules = rules
    self.unit = unit
    self.values = values
  }

  func read(_ block: Block, firstRow: Int) {
    for record in 0..<block.recordCount {
      let row = firstRow &+ record
      values[row] = Missing.decimal
      guard let text = rules.text(block, record) else {
        if rules.isRequired, !block.cell(record, rules.column).isAbsent {
          log.add(row, column: rules.column, .missing)
        }
        continue
      }
      if let number = number(text) {
        values[row] = number
      } else {
        log.add(row, column: rules.column, .notADuration)
      }
    }
  }

  private func number(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    if let number = NumberSpelling.canonical(text) { return number }
    let digits = text.prefix { $0 == UInt8(ascii: "-") || $0 &- UInt8(ascii: "0") <= 9 }
    let word = String(decoding: text[digits.endIndex...], as: UTF8.self).lowercased()
    let names: [String] =
      switch unit {
      case .days: ["d", "day", "days"]
      case .months: ["month", "months"]
      }
    guard names.contains(word.drop(while: \.isWhitespace).description) else { return nil }
    return NumberSpelling.canonical(UnsafeBufferPointer(rebasing: digits))
  }
}

/// Finds out what an undeclared column holds whose first cells are empty.
final class EvidenceReader {
  private let rules: CellRules
  private(set) var evidence: Evidence = .any
  private(set) var hasValues = false

  init(rules: CellRules) {
    self.rules = rules
  }

  func read(_ block: Block) {
    for record in 0..<block.recordCount where !evidence.isEmpty || !hasValues {
      guard let text = rules.text(block, record) else { continue }
      hasValues = true
      evidence.formIntersection(Evidence(text))
    }
  }
}
