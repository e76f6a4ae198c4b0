import Columns
import Messages
import Model
import Plan

extension Execution {
  /// One row per combination of the kept columns, one column per value (and measure) across: those
  /// listed, or those found in the order of their type.
  ///
  /// - Throws: P503 where two rows give one cell, P507 where more than 1,000 columns would be made.
  func pivot(
    _ frame: Frame, _ pivot: Pivot, of input: LogicalPlan, span: Span
  ) throws(Diagnostic) -> Frame {
    var keys: [Column] = []
    if let outer = frame.outer { keys.append(.row(try list(of: outer.rows))) }
    for number in pivot.keep { keys.append(try column(number, of: frame)) }
    let lines = try groups(of: keys, count: frame.count)
    let across = try headings(frame, pivot, type: input.columns[pivot.across].type)
    let width = across.values.count * pivot.measures.count
    if !pivot.isListed, width > Self.widestPivot {
      throw Diagnostic(
        .tooManyColumns, "pivot would make \(width) columns of \(input.columns[pivot.across].name)",
        at: span, label: "at most \(Self.widestPivot)",
        suggestions: [Suggestion("list the values", "across … in [\"a\", \"b\"]")])
    }

    var result = Frame(count: lines.count, columns: [])
    if let outer = frame.outer { result.outer = try gathered(outer, lines.firstRows) }
    for number in pivot.keep {
      let column = try column(number, of: frame)
      result.columns.append(.stored(try gathered(column, lines.firstRows)))
    }
    var measures: [Column] = []
    for measure in pivot.measures { measures.append(try column(measure.column, of: frame)) }
    let cells = try InverseIndex(
      links: across.numberOf, targets: across.values.count, on: self)
    for value in across.values.indices {
      try checkCancelled()
      var rows = [Int32](repeating: Missing.code, count: lines.count)
      for row in cells[value] {
        let line = Int(lines.groupOf[Int(row)])
        if rows[line] != Missing.code {
          throw try twoRows(
            Int(rows[line]), Int(row), frame, pivot, value: across.names[value], of: input,
            span: span)
        }
        rows[line] = row
      }
      for (measure, values) in zip(pivot.measures, measures) {
        let cells = try gathered(values, rows)
        result.columns.append(
          .stored(measure.absentIsZero ? cells.withZeros(where: rows) : cells))
      }
    }
    if !pivot.isListed {
      result.found = foundColumns(across.names, pivot, of: input)
    }
    return result
  }

  /// More columns than this show nothing that anyone could read.
  private static let widestPivot = 1_000

  /// The values that become columns, how they are written, and which of them each row has
  /// (`Missing.code` for a value that isn't listed).
  private func headings(
    _ frame: Frame, _ pivot: Pivot, type: ValueType
  ) throws(Diagnostic) -> (values: [Value], names: [String], numberOf: [Int32]) {
    let column = try column(pivot.across, of: frame)
    let found = try groups(of: [column], count: frame.count)
    let distinct = try gathered(column, found.firstRows)
    var values = pivot.values
    var numbers = [Int32](repeating: Missing.code, count: found.count)
    if pivot.isListed {
      var places: [String: Int32] = [:]
      for (place, value) in values.enumerated() {
        places[heading(value, type: type)] = Int32(truncatingIfNeeded: place)
      }
      for group in 0..<found.count {
        numbers[group] = places[heading(distinct[group], type: type)] ?? Missing.code
      }
    } else {
      let order = try sortedRows(
        count: found.count, keys: [sortKeys(of: distinct, type: type)])
      values = order.map { distinct[Int($0)] }
      for (place, group) in order.enumerated() {
        numbers[Int(group)] = Int32(truncatingIfNeeded: place)
      }
    }
    return (
      values, values.map { text(of: $0, type: type) },
      try gathered(numbers, found.groupOf, missing: Missing.code)
    )
  }

  /// What makes a listed value and a found one the same: their texts, for a choice in any case.
  private func heading(_ value: Value, type: ValueType) -> String {
    let text = text(of: value, type: type)
    if case .choice = type { return text.lowercased() }
    return text
  }

  private func foundColumns(
    _ names: [String], _ pivot: Pivot, of input: LogicalPlan
  ) -> [PlanColumn] {
    var used = Set(pivot.keep.map { input.columns[$0].name.lowercased() })
    var columns: [PlanColumn] = []
    for name in names {
      for measure in pivot.measures {
        let source = input.columns[measure.column]
        let wanted = pivot.measures.count == 1 ? name : "\(name) \(source.name)"
        var unique = wanted
        var copy = 2
        // Two partners may share a name: their columns still have to be told apart.
        while !used.insert(unique.lowercased()).inserted {
          unique = "\(wanted) (\(copy))"
          copy += 1
        }
        columns.append(PlanColumn(name: unique, type: source.type))
      }
    }
    return columns
  }

  private func twoRows(
    _ first: Int, _ second: Int, _ frame: Frame, _ pivot: Pivot, value: String,
    of input: LogicalPlan, span: Span
  ) throws(Diagnostic) -> Diagnostic {
    var keys: [String] = []
    for number in pivot.keep {
      let value = try column(number, of: frame)[first]
      keys.append(
        "\(input.columns[number].name) = \(text(of: value, type: input.columns[number].type))")
    }
    let cell = (keys + ["\(input.columns[pivot.across].name) = \(value)"]).joined(separator: ", ")
    return Diagnostic(
      .secondMatch, "two rows give the cell for \(cell)", at: span,
      label: "a cell holds one value",
      suggestions: [Suggestion("one value per cell", "summarize before pivot")],
      notes: ["They are rows \(first + 1) and \(second + 1) of the table that pivot gets."])
  }
}

extension Column {
  /// The same column with 0 where the row number that a value came from is `Missing.code`.
  fileprivate func withZeros(where rows: [Int32]) -> Column {
    switch self {
    case .decimal(let values, let scale):
      var filled = values.array
      for row in rows.indices where rows[row] == Missing.code { filled[row] = 0 }
      return .decimal(filled, scale: scale)
    case .real(let values):
      var filled = values.array
      for row in rows.indices where rows[row] == Missing.code { filled[row] = 0 }
      return .real(filled)
    case .day, .truth, .text, .row, .period: return self
    }
  }
}
