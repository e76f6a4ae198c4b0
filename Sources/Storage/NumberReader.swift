import Columns
import Model

/// Reads one column's numbers in one region; all get the scale of the one with most decimals.
final class NumberReader {
  private let rules: CellRules
  private let grammar: NumberGrammar
  private let isInferred: Bool
  /// The currency that the column is declared in; 0 without.
  private let declaredCurrency: UInt32
  private let currencyRules: CellRules?
  private let values: UnsafeMutablePointer<Int64>

  private(set) var scale = 0
  /// Whether an undeclared column turned out to hold something else.
  private(set) var hasFailed = false
  private(set) var log = RejectionLog()
  /// The currencies found, in order of appearance.
  private(set) var currencies: [UInt32] = []
  /// Whether an amount stood without any currency.
  private(set) var hasBareAmounts = false
  /// How many percents stood without their sign and above 1.
  private(set) var largeBarePercents = 0

  init(
    rules: CellRules, grammar: NumberGrammar, isInferred: Bool, currency: UInt32,
    currencyRules: CellRules?, values: UnsafeMutablePointer<Int64>
  ) {
    self.rules = rules
    self.grammar = grammar
    self.isInferred = isInferred
    declaredCurrency = currency
    self.currencyRules = currencyRules
    self.values = values
  }

  func read(_ block: Block, firstRow: Int) {
    let mark = grammar.format.decimalMark
    let isPercent = grammar.kind == .percent
    let isPlain = currencyRules == nil && !isPercent
    for record in 0..<block.recordCount {
      if hasFailed { return }
      let row = firstRow &+ record
      guard let text = rules.text(block, record) else {
        values[row] = Missing.decimal
        if rules.isRequired, !block.cell(record, rules.column).isAbsent {
          log.add(row, column: rules.column, .missing)
        }
        continue
      }
      if isInferred {
        if let number = WordText.plain(text, decimalMark: mark),
          !NumberSpelling.hasLeadingZero(text)
        {
          store(number.units, number.decimals, row)
        } else if let number = InferredText.number(text) {
          store(number.units, number.decimals, row)
        } else {
          hasFailed = true
        }
      } else if isPlain,
        let number = WordText.plain(text, decimalMark: mark)
          ?? NumberSpelling.plain(text, decimalMark: mark)
      {
        store(number.units, number.decimals, row)
        hasBareAmounts = true
      } else if isPercent, let number = percent(text, mark) {
        store(number.units, number.decimals, row)
      } else {
        readInFull(text, block, record, row)
      }
    }
  }

  /// A plain number with a percent sign behind, in parts of 1.
  @inline(__always) private func percent(
    _ text: UnsafeBufferPointer<UInt8>, _ mark: UInt8
  ) -> (units: Int64, decimals: Int)? {
    guard text[text.count &- 1] == UInt8(ascii: "%") else { return nil }
    let digits = UnsafeBufferPointer(start: text.baseAddress, count: text.count &- 1)
    // More decimals may be zeros that are not kept.
    guard let number = WordText.plain(digits, decimalMark: mark), number.decimals <= 4 else {
      return nil
    }
    return (number.units, number.decimals &+ 2)
  }

  private func readInFull(
    _ text: UnsafeBufferPointer<UInt8>, _ block: Block, _ record: Int, _ row: Int
  ) {
    values[row] = Missing.decimal
    switch NumberSpelling.parse(text, grammar) {
    case .failure(let refusal): log.add(row, column: rules.column, refusal.reason)
    case .success(let parsed):
      if case .percent = grammar.kind, !parsed.hasPercent,
        parsed.units > Decimal.powers[parsed.scale]
      {
        largeBarePercents += 1
      }
      if case .money = grammar.kind {
        guard note(parsed.currency, block, record, row) else { return }
      }
      store(parsed.units, parsed.scale, row)
    }
  }

  /// Keeps account of an amount's currency; false where it contradicts itself.
  private func note(_ written: UInt32, _ block: Block, _ record: Int, _ row: Int) -> Bool {
    var currency = written
    if let currencyRules {
      guard let text = currencyRules.text(block, record) else {
        log.add(row, column: rules.column, .noCurrency)
        return false
      }
      guard let code = CurrencyText.whole(text) else {
        log.add(row, column: currencyRules.column, .unknownCurrency)
        return false
      }
      guard written == 0 || written == code else {
        log.add(row, column: rules.column, .otherCurrency)
        return false
      }
      currency = code
    }
    if currency == 0 {
      hasBareAmounts = true
    } else if declaredCurrency != 0, currency != declaredCurrency {
      log.add(row, column: rules.column, .otherCurrency)
      return false
    } else if !currencies.contains(currency) {
      currencies.append(currency)
    }
    return true
  }

  @inline(__always) private func store(_ units: Int64, _ decimals: Int, _ row: Int) {
    if decimals == scale {
      values[row] = units
    } else {
      storeRescaled(units, decimals, row)
    }
  }

  private func storeRescaled(_ units: Int64, _ decimals: Int, _ row: Int) {
    if decimals > scale { raiseScale(to: decimals, rows: row) }
    if let rescaled = Decimal(units: units, scale: decimals).rescaled(to: scale) {
      values[row] = rescaled
    } else {
      refuse(row)
    }
  }

  /// Brings the rows read so far to a finer scale.
  private func raiseScale(to newScale: Int, rows: Int) {
    let factor = Decimal.powers[newScale - scale]
    for row in 0..<rows where values[row] != Missing.decimal {
      let (product, overflow) = values[row].multipliedReportingOverflow(by: factor)
      if overflow || product == Missing.decimal {
        refuse(row)
      } else {
        values[row] = product
      }
    }
    scale = newScale
  }

  private func refuse(_ row: Int) {
    values[row] = Missing.decimal
    if isInferred {
      hasFailed = true
    } else {
      log.add(row, column: rules.column, .tooLarge)
    }
  }
}
