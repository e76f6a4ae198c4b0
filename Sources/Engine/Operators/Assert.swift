import Columns
import Messages
import Model
import Plan

extension Execution {
  /// Passes the rows on where the condition is true for all of them.
  ///
  /// - Throws: P502 with the first five rows for which it isn't.
  func assert(
    _ frame: Frame, _ predicate: TypedExpression, message: TypedExpression?,
    of input: LogicalPlan
  ) throws(Diagnostic) -> Frame {
    let holding = try selection(predicate, over: frame)
    if holding.count == frame.count { return frame }
    let words = try message.map { (message) throws(Diagnostic) in try text(of: message) }
    if input.columns.isEmpty {
      throw Diagnostic(
        .assertionFailed, words ?? "the assertion does not hold", at: predicate.span)
    }
    let failing = frame.count - holding.count
    var shown: [Int32] = []
    var next = 0
    try inOrder(frame.count) { (range: Range<Int>) in
      for row in range where shown.count < Self.shownRows {
        let row = Int32(truncatingIfNeeded: row)
        if next < holding.count, holding[next] == row { next += 1 } else { shown.append(row) }
      }
    }
    var notes = try rowNotes(select(frame, rows: shown), numbers: shown, columns: input.columns)
    if failing > shown.count { notes.append("and \(failing - shown.count) more") }
    let rows = frame.count == 1 ? "the only row" : "\(failing) of \(frame.count) rows"
    throw Diagnostic(
      .assertionFailed, words ?? "the assertion does not hold for \(rows)", at: predicate.span,
      label: "not true for \(rows)", notes: notes)
  }

  /// The value of a text that looks at no row.
  private func text(of message: TypedExpression) throws(Diagnostic) -> String {
    let column = try column(message, over: Frame(count: 1, columns: []))
    return text(of: column[0], type: message.type)
  }

  /// How many failing rows an assertion shows.
  private static let shownRows = 5

  /// How many columns of a failing row are shown, so that it stays one line.
  private static let shownColumns = 8

  /// One line per row: `row 3: name = Acme, tier = gold`.
  private func rowNotes(
    _ frame: Frame, numbers: [Int32], columns: [PlanColumn]
  ) throws(Diagnostic) -> [String] {
    var shown: [(name: String, type: ValueType, values: Column)] = []
    for (number, column) in columns.prefix(Self.shownColumns).enumerated() {
      shown.append((column.name, column.type, try self.column(number, of: frame)))
    }
    let more = columns.count > shown.count ? ", …" : ""
    return numbers.indices.map { row in
      let cells = shown.map { "\($0.name) = \(text(of: $0.values[row], type: $0.type))" }
      return "row \(numbers[row] + 1): " + cells.joined(separator: ", ") + more
    }
  }

  /// How a value of a type is written in a message or as a column's name.
  func text(of value: Value, type: ValueType) -> String {
    if case .row(let row) = value, case .entity(let entity) = type {
      return displayText(of: entity, row: Int(row))
    }
    return plainText(value, calendar: world.options.calendar) ?? "missing"
  }
}
