import Messages
import Model

/// Turns refused rows into messages: one for each column and reason, examples first.
struct RejectionReport {
  let log: RejectionLog
  let plans: [PlannedColumn]
  let document: Document
  let messages: LoadMessages

  /// How many examples a column that loads all the same has.
  private static let fewExamples = 3

  func diagnostics() throws(ReadFault) -> [Diagnostic] {
    var diagnostics = try described()
    if let last = diagnostics.indices.last {
      diagnostics[last].notes.append("nothing of \(messages.file) was loaded")
    }
    return diagnostics
  }

  /// The same of a column that is loaded as text instead.
  func warnings() throws(ReadFault) -> [Diagnostic] {
    try described(examples: Self.fewExamples).map { diagnostic in
      var warning = diagnostic
      warning.severity = .warning
      warning.message += "; the column is loaded as text"
      return warning
    }
  }

  private func described(
    examples limit: Int = RejectionLog.shownLimit
  ) throws(ReadFault) -> [Diagnostic] {
    let shown = log.kept.sorted { ($0.record, $0.column ?? -1) < ($1.record, $1.column ?? -1) }
    var examples: [RejectionLog.Key: [Rejection]] = [:]
    var order: [RejectionLog.Key] = []
    var shownCount = 0
    for rejection in shown {
      let key = RejectionLog.Key(column: rejection.column, reason: rejection.reason)
      if examples[key] == nil { order.append(key) }
      // Each reason has an example, however late it first appears.
      if shownCount < limit || examples[key] == nil {
        examples[key, default: []].append(rejection)
        shownCount += 1
      }
    }
    let records = Set(examples.values.flatMap { $0.map(\.record) })
    let located = try document.locate(records)
    return order.map { key in diagnostic(key, examples[key] ?? [], located) }
  }

  private func diagnostic(
    _ key: RejectionLog.Key, _ examples: [Rejection], _ located: [Int: Document.Located]
  ) -> Diagnostic {
    let count = log.counts[key] ?? examples.count
    let plan = plans.first { $0.column == key.column }
    let wording = ReasonWording(
      reason: key.reason, column: plan?.name ?? "", kind: plan?.spec?.kind,
      columnCount: document.columnCount)
    var notes: [String] = []
    for example in examples {
      guard let place = located[example.record] else { continue }
      notes.append(line(example, place))
    }
    if count > examples.count {
      let more = LoadMessages.counted(count - examples.count, "row", "rows")
      notes.append("and \(more) more like \(examples.count == 1 ? "this" : "these")")
    }
    if let advice = wording.advice { notes.append(advice) }
    return Diagnostic(
      wording.code, "\(messages.file): \(wording.sentence(count))", at: messages.span,
      suggestions: wording.suggestions, notes: notes)
  }

  /// `deals.csv:17:Amount: "12 apples"`.
  private func line(_ rejection: Rejection, _ place: Document.Located) -> String {
    let start = "\(messages.file):\(place.line)"
    if let count = rejection.cellCount {
      return "\(start): \(LoadMessages.counted(count, "cell", "cells"))"
    }
    guard let column = rejection.column, column < place.cells.count else { return start }
    let cell = place.cells[column]
    let header = document.dialect.headers[column]
    let shown = cell.isEmpty ? "(empty)" : LoadMessages.quoted(cell)
    return "\(start):\(header.isEmpty ? "column \(column + 1)" : header): \(shown)"
  }
}

/// The words for one reason in one column.
struct ReasonWording {
  let reason: Reason
  let column: String
  let kind: ColumnKind?
  let columnCount: Int

  var code: Code {
    switch reason {
    case .notANumber, .wrongGrouping, .currencyInNumber, .percentInNumber, .unknownCurrency,
      .noCurrency, .notADate, .noSuchDate, .twoDigitYear, .notABool, .notAPeriod, .notADuration:
      .badValue
    case .otherCurrency: .mixedCurrencies
    case .tooLarge: .numberTooLarge
    case .ambiguousDate: .ambiguousDate
    case .missing: .requiredMissing
    case .notUTF8, .zeroByte: .badEncoding
    case .tooFewFields, .tooManyFields, .textAfterQuote, .unterminatedQuote: .badCSV
    }
  }

  func sentence(_ count: Int) -> String {
    let values = "\(LoadMessages.counted(count, "value", "values")) of \(column)"
    let rows = LoadMessages.counted(count, "row", "rows")
    let isOne = count == 1
    let are = isOne ? "is" : "are"
    return switch reason {
    case .notANumber: "\(values) \(are) not \(isOne ? "a number" : "numbers")"
    case .wrongGrouping: "\(values) \(are) grouped otherwise than in threes"
    case .tooLarge: "\(values) \(isOne ? "has" : "have") more than 18 digits"
    case .currencyInNumber: "\(values) \(isOne ? "names a currency" : "name currencies")"
    case .percentInNumber: "\(values) \(isOne ? "has" : "have") a percent sign"
    case .unknownCurrency: "\(values) \(isOne ? "names" : "name") no known currency"
    case .otherCurrency: "\(values) \(are) in another currency than the column"
    case .noCurrency:
      "\(values) \(isOne ? "has" : "have") no currency beside \(isOne ? "it" : "them")"
    case .notADate: "\(values) \(are) not \(isOne ? "a date" : "dates")"
    case .noSuchDate: "\(values) \(isOne ? "names a day" : "name days") that no calendar has"
    case .ambiguousDate: "\(values) may mean day/month or month/day"
    case .twoDigitYear: "\(values) \(isOne ? "has" : "have") a year of two digits"
    case .notABool: "\(values) \(are) neither yes nor no"
    case .notAPeriod: "\(values) \(are) not \(isOne ? "a period" : "periods") of this length"
    case .notADuration: "\(values) \(are) not \(isOne ? "a whole number" : "whole numbers")"
    case .missing: "\(rows) without \(column), which is required"
    case .notUTF8: "\(values) \(are) not UTF-8 text"
    case .zeroByte: "\(values) \(isOne ? "contains" : "contain") a zero byte"
    case .tooFewFields: "\(rows) with fewer cells than the header's \(columnCount)"
    case .tooManyFields: "\(rows) with more cells than the header's \(columnCount)"
    case .textAfterQuote: "\(rows) with text behind a closing quote"
    case .unterminatedQuote: "\(rows) with a quote that nothing closes"
    }
  }

  var advice: String? {
    switch reason {
    case .notANumber, .notADate, .notABool, .notAPeriod, .notADuration:
      "a text that stands for a missing value can be declared: \(column): … missing \"-\""
    case .wrongGrouping:
      "where a comma is the decimal mark, declare the format \"1.234,56\""
    case .currencyInNumber: "declare \(column) as money"
    case .percentInNumber: "declare \(column) as percent"
    case .otherCurrency, .noCurrency, .unknownCurrency:
      "a column beside the amounts can say their currency: \(column): money currency \"Header\""
    case .twoDigitYear: "write years with four digits, or dates as 2026-09-30"
    case .notUTF8: "in Excel, choose File, Save As, \"CSV UTF-8 (Comma delimited)\""
    case .textAfterQuote: "inside quotes, a quote is written twice: \"\""
    case .tooFewFields, .tooManyFields:
      "a cell that contains the delimiter or a line end must stand in quotes"
    case .tooLarge, .noSuchDate, .ambiguousDate, .missing, .zeroByte, .unterminatedQuote: nil
    }
  }

  var suggestions: [Suggestion] {
    guard case .ambiguousDate = reason else { return [] }
    return [
      Suggestion("day first", "\(column): date(\"dmy\")"),
      Suggestion("month first", "\(column): date(\"mdy\")"),
    ]
  }
}
