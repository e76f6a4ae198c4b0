import Columns
import Messages
import Model

/// One column to read: its name, its place in the file and what is declared of it.
struct PlannedColumn {
  var name: String
  /// The number of the column in the file.
  var column: Int
  /// The number of the column that holds its currencies.
  var currencyColumn: Int?
  /// Nil for an undeclared column.
  var spec: ColumnSpec?

  /// How the declared column is read; nil where that has to be inferred.
  func parser(_ calendar: Calendar) -> ColumnParser? {
    guard let spec else { return nil }
    switch spec.kind {
    case .number(let format):
      return .number(
        NumberGrammar(kind: .number, format: format), currency: 0, currencyColumn: nil)
    case .money(let currency, let format):
      return .number(
        NumberGrammar(kind: .money, format: format),
        currency: currency.map(CurrencyText.packed) ?? 0, currencyColumn: currencyColumn)
    case .percent(let format):
      return .number(
        NumberGrammar(kind: .percent, format: format), currency: 0, currencyColumn: nil)
    case .text: return .text
    case .id, .link: return .key
    case .bool: return .truth
    case .date(let order): return .date(order)
    case .period(let unit): return .period(unit, calendar)
    case .duration(let unit): return .duration(unit)
    case .choice: return .choice
    }
  }

  var rules: CellRules {
    var rules = CellRules(column: column)
    guard let spec else { return rules }
    rules.missingTexts = spec.missingTexts.map { Array($0.utf8) }
    rules.isRequired = spec.isRequired
    if case .text = spec.kind { rules.trims = false }
    return rules
  }

  var choices: [String] {
    if let spec, case .choice(let values) = spec.kind { values } else { [] }
  }
}

/// Finds the file's column for each declared one, and names for the others.
struct ColumnMatch {
  let spec: EntitySpec
  let headers: [String]
  let messages: LoadMessages

  struct Outcome {
    /// Declared columns as declared, then the others as they stand in the file.
    var columns: [PlannedColumn] = []
    var errors: [Diagnostic] = []
    var warnings: [Diagnostic] = []
  }

  func match() -> Outcome {
    var outcome = Outcome()
    var consumed: Set<Int> = []
    for column in spec.columns {
      guard let index = place(of: column, except: consumed) else {
        if spec.takesWhatFits, column.header == nil { continue }
        outcome.errors.append(
          messages.missingColumn(
            column.header ?? column.name, field: column.name, headers: headers, at: column.span))
        continue
      }
      consumed.insert(index)
      var planned = PlannedColumn(name: column.name, column: index, spec: column)
      if spec.takesWhatFits {
        planned.currencyColumn = usualCurrencyColumn(of: column)
      } else if let header = column.currencyHeader {
        planned.currencyColumn = place(ofHeader: header)
        if planned.currencyColumn == nil {
          outcome.errors.append(
            messages.missingColumn(
              header, field: column.name, headers: headers, at: column.span))
        }
      }
      outcome.columns.append(planned)
    }
    addOthers(except: consumed, to: &outcome)
    return outcome
  }

  private func addOthers(except consumed: Set<Int>, to outcome: inout Outcome) {
    var owners: [String: String?] = [:]
    for column in outcome.columns {
      owners[column.name.lowercased()] = .some(spec.takesWhatFits ? headers[column.column] : nil)
    }
    for (index, header) in headers.enumerated() where !consumed.contains(index) {
      var name = HeaderName.normalised(header)
      if name.isEmpty {
        name = "column_\(index + 1)"
        outcome.warnings.append(messages.namelessHeader(header, number: index + 1, name: name))
      }
      if let first = headers[..<index].firstIndex(of: header), owners[name] != nil {
        // No declaration could tell the two apart by their header.
        var number = 2
        while owners["\(name)_\(number)"] != nil || isHeader("\(name)_\(number)") { number += 1 }
        name += "_\(number)"
        outcome.warnings.append(
          messages.repeatedHeader(header, number: index + 1, first: first + 1, name: name))
      }
      if HeaderName.reserved.contains(name) {
        outcome.errors.append(messages.reservedHeader(header, name: name))
      } else if let owner = owners[name] {
        outcome.errors.append(messages.clashingHeader(header, name: name, other: owner))
      } else {
        owners[name] = header
        outcome.columns.append(PlannedColumn(name: name, column: index))
      }
    }
  }

  private func isHeader(_ name: String) -> Bool {
    headers.contains { HeaderName.normalised($0) == name }
  }

  private func place(of column: ColumnSpec, except consumed: Set<Int>) -> Int? {
    if let header = column.header {
      // Where a header stands twice, columns declared from it take one after the other.
      return headers.indices.first { headers[$0] == header && !consumed.contains($0) }
        ?? place(ofHeader: header)
    }
    let name = column.name.lowercased()
    let wanted = HeaderName.normalised(column.name)
    let place =
      headers.firstIndex { $0.lowercased() == name }
      ?? headers.firstIndex { HeaderName.normalised($0) == wanted }
    if place != nil || !spec.takesWhatFits { return place }
    for name in [wanted] + usualNames(of: column) {
      let joined = HeaderName.joined(name)
      let place = headers.indices.first {
        !consumed.contains($0) && HeaderName.joined(headers[$0]) == joined
      }
      if place != nil { return place }
    }
    return nil
  }

  /// What exports call an id or a link besides its name: `partner_id`.
  private func usualNames(of column: ColumnSpec) -> [String] {
    switch column.kind {
    case .id: ["\(Entity.singular(of: spec.name))_id"]
    case .link: ["\(column.name)_id"]
    case .number, .money, .percent, .text, .bool, .date, .period, .duration, .choice: []
    }
  }

  /// The column that holds an amount's currency, where the file has one of the usual name: amounts
  /// in several currencies must not pass for one.
  private func usualCurrencyColumn(of column: ColumnSpec) -> Int? {
    guard case .money(nil, _) = column.kind else { return nil }
    let usual = ["\(column.name)_currency", "currency", "currency_code", "currency_iso_code"]
    for name in [column.currencyHeader].compactMap(\.self) + usual {
      let joined = HeaderName.joined(name)
      if let place = headers.firstIndex(where: { HeaderName.joined($0) == joined }) { return place }
    }
    return nil
  }

  private func place(ofHeader header: String) -> Int? {
    let wanted = header.lowercased()
    return headers.firstIndex(of: header) ?? headers.firstIndex { $0.lowercased() == wanted }
  }
}
