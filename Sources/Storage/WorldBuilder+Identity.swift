import Columns
import Messages
import Model

extension WorldBuilder {
  /// Finds the columns that tell the rows of an entity apart, and checks that a single one does.
  func identify(_ draft: inout Draft) throws(LoadFailure) {
    let messages = draft.raw.messages
    var keys: [Int] = []
    for key in draft.raw.spec.keys {
      let wanted = key.lowercased()
      guard let index = draft.fields.firstIndex(where: { $0.name.lowercased() == wanted }) else {
        throw LoadFailure(diagnostics: [
          Diagnostic(
            .badDeclaration, "\(draft.raw.spec.name) has no column \(key) to be its key",
            at: draft.raw.spec.span)
        ])
      }
      keys.append(index)
    }
    let ids = draft.fields.indices.filter { draft.fields[$0].type == .id }
    guard ids.count <= 1 else {
      let names = ids.map { draft.fields[$0].name }.joined(separator: " and ")
      throw LoadFailure(diagnostics: [
        Diagnostic(
          .badDeclaration, "\(draft.raw.spec.name) has more than one id: \(names)",
          at: draft.raw.spec.span, notes: ["declare the other one text, or use key"])
      ])
    }
    let named = draft.fields.firstIndex { $0.name.lowercased() == "id" }
    draft.idField = ids.first ?? (keys.count == 1 ? keys.first : keys.isEmpty ? named : nil)
    if keys.count > 1 { draft.keyFields = keys }
    guard let idField = draft.idField, let column = draft.columns[idField] else { return }
    try checkUnique(column, draft, field: draft.fields[idField].name, messages)
  }

  private func checkUnique(
    _ column: Column, _ draft: Draft, field: String, _ messages: LoadMessages
  ) throws(LoadFailure) {
    let check = Uniqueness(column)
    if check.missingCount > 0, let row = check.firstMissing {
      let line = try lines([row], draft.raw)[row]
      let rows = LoadMessages.counted(check.missingCount, "row", "rows")
      throw LoadFailure(diagnostics: [
        Diagnostic(
          .requiredMissing, "\(messages.file): \(rows) without \(field), which is the id",
          at: messages.span, notes: [place(line, messages)])
      ])
    }
    guard !check.pairs.isEmpty else { return }
    let shown = Array(check.pairs.prefix(RejectionLog.shownLimit))
    let lines = try lines(shown.flatMap { [$0.first, $0.second] }, draft.raw)
    var notes = shown.map { pair in
      let value = LoadMessages.quoted(Self.shown(column[pair.first]))
      return "\(value) on lines \(lines[pair.first] ?? 0) and \(lines[pair.second] ?? 0)"
    }
    if check.pairCount > shown.count {
      notes.append("and \(LoadMessages.grouped(check.pairCount - shown.count)) more")
    }
    notes.append("nothing of \(messages.file) was loaded")
    let rows = LoadMessages.counted(check.pairCount, "row has", "rows have")
    throw LoadFailure(diagnostics: [
      Diagnostic(
        .duplicateKey, "\(messages.file): \(rows) the \(field) of an earlier row",
        at: messages.span, notes: notes)
    ])
  }

  /// Checks that no two rows share all of several key columns.
  func checkCombination(_ draft: Draft) throws(LoadFailure) {
    var seen: [[Value]: Int] = [:]
    let columns = draft.keyFields.compactMap { draft.columns[$0] }
    for row in 0..<draft.raw.rowCount {
      let key = columns.map { $0[row] }
      guard let first = seen.updateValue(row, forKey: key) else { continue }
      let lines = try lines([first, row], draft.raw)
      let names = draft.keyFields.map { draft.fields[$0].name }.joined(separator: ", ")
      throw LoadFailure(diagnostics: [
        Diagnostic(
          .duplicateKey,
          "\(draft.raw.messages.file): two rows have the same \(names)",
          at: draft.raw.messages.span,
          notes: ["lines \(lines[first] ?? 0) and \(lines[row] ?? 0)"])
      ])
    }
  }

  func lines(_ rows: [Int], _ raw: RawTable) throws(LoadFailure) -> [Int: Int] {
    guard let document = raw.document else { return [:] }
    do throws(ReadFault) {
      return try document.locate(Set(rows)).mapValues(\.line)
    } catch {
      throw LoadFailure(diagnostics: [raw.messages.unreadable(error)])
    }
  }

  private func place(_ line: Int?, _ messages: LoadMessages) -> String {
    "the first is \(messages.file):\(line ?? 0)"
  }

  static func shown(_ value: Value) -> String {
    switch value {
    case .missing: "(empty)"
    case .decimal(let number): number.description
    case .real(let number): String(number)
    case .day(let day): CivilDate(dayNumber: Int(day)).description
    case .truth(let truth): truth ? "yes" : "no"
    case .text(let text): text
    case .row(let row): String(row)
    case .period(let period, let unit):
      Calendar(fiscalStart: 1).description(of: period, unit)
    }
  }
}

/// Finds values that stand in a column twice.
private struct Uniqueness {
  struct Pair {
    var first: Int
    var second: Int
  }
  var missingCount = 0
  var firstMissing: Int?
  var pairCount = 0
  /// As many pairs as are shown.
  var pairs: [Pair] = []

  init(_ column: Column) {
    switch column {
    case .decimal(let values, _): check(values.array, missing: Missing.decimal)
    case .day(let values), .period(let values, _):
      check(values.map(Int64.init), missing: Int64(Missing.day))
    case .text(let codes, _), .row(let codes):
      check(codes.map(Int64.init), missing: Int64(Missing.code))
    case .truth(let values): check(values.map(Int64.init), missing: Int64(Missing.truth))
    case .real(let values):
      check(values.map { Int64(bitPattern: $0.bitPattern) }, missing: Missing.decimal)
    }
  }

  private mutating func check(_ values: [Int64], missing: Int64) {
    guard !isAscending(values, missing: missing) else { return }
    var firstRows: [Int64: Int] = [:]
    firstRows.reserveCapacity(values.count)
    for (row, value) in values.enumerated() {
      if value == missing {
        missingCount += 1
        if firstMissing == nil { firstMissing = row }
      } else if let first = firstRows[value] {
        pairCount += 1
        if pairs.count < RejectionLog.shownLimit { pairs.append(Pair(first: first, second: row)) }
      } else {
        firstRows[value] = row
      }
    }
  }

  /// Whether each value is larger than the one before, as ids of exports mostly are.
  private func isAscending(_ values: [Int64], missing: Int64) -> Bool {
    guard let first = values.first else { return true }
    if first == missing { return false }
    for index in values.indices.dropFirst()
    where values[index] <= values[index - 1] || values[index] == missing {
      return false
    }
    return true
  }
}
