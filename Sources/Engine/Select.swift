import Columns
import Messages
import Model
import Plan

extension Execution {
  /// The values at these rows; missing where the row number is `Missing.code`.
  func gathered<Rows: Contiguous<Int32>>(
    _ column: Column, _ rows: Rows
  ) throws(Diagnostic) -> Column {
    switch column {
    case .decimal(let values, let scale):
      .decimal(try gathered(values, rows, missing: Missing.decimal), scale: scale)
    case .real(let values): .real(try gathered(values, rows, missing: Missing.real))
    case .day(let values): .day(try gathered(values, rows, missing: Missing.day))
    case .truth(let values): .truth(try gathered(values, rows, missing: Missing.truth))
    case .text(let codes, let dictionary):
      .text(try gathered(codes, rows, missing: Missing.code), dictionary)
    case .row(let numbers): .row(try gathered(numbers, rows, missing: Missing.code))
    case .period(let values, let unit):
      .period(try gathered(values, rows, missing: Missing.day), unit)
    }
  }

  /// - Shape: result `[row]`, the value of `values` at each row number.
  func gathered<Values: Contiguous, Rows: Contiguous<Int32>>(
    _ values: Values, _ rows: Rows, missing: Values.Element
  ) throws(Diagnostic) -> [Values.Element] where Values.Element: BitwiseCopyable {
    try values.withUnsafeBufferPointer { values throws(Diagnostic) in
      try mapped(rows) { $0 < 0 ? missing : values[Int($0)] }
    }
  }

  func gathered(_ numbers: RowNumbers, _ rows: [Int32]) throws(Diagnostic) -> RowNumbers {
    switch numbers {
    case .identity: .list(rows)
    case .list(let numbers): .list(try gathered(numbers, rows, missing: Missing.code))
    }
  }

  /// The enclosing rows of some of the rows.
  func gathered(_ scope: Scope, _ rows: [Int32]) throws(Diagnostic) -> Scope {
    Scope(frame: scope.frame, rows: try gathered(scope.rows, rows))
  }

  /// The numbers written out.
  func list(of numbers: RowNumbers) throws(Diagnostic) -> [Int32] {
    switch numbers {
    case .identity(let count): try ascending(count)
    case .list(let rows): rows
    }
  }

  /// The numbers below `count`, ascending.
  func ascending(_ count: Int) throws(Diagnostic) -> [Int32] {
    try produced(count) { Int32(truncatingIfNeeded: $0) }
  }

  /// The frame of some rows of a frame, in this order; `Missing.code` gives a row of missing values.
  ///
  /// - Parameter areDistinct: whether no row number occurs twice.
  func select(
    _ frame: Frame, rows: [Int32], areDistinct: Bool = false
  ) throws(Diagnostic) -> Frame {
    var result = frame
    result.count = rows.count
    for (number, column) in frame.columns.enumerated() {
      switch column {
      case .field: break
      case .stored, .pending:
        let chosen = PendingColumn(.rows(rows, of: frame, number))
        // Few rows must not keep the many that they were chosen from.
        result.columns[number] =
          rows.count <= morselRows
          ? .stored(try chosen.written(on: self)) : .pending(chosen)
      }
    }
    if let anchor = frame.anchor {
      result.anchor = (anchor.entity, try gathered(anchor.rows, rows))
    }
    result.anchorIsUnique = frame.anchorIsUnique && areDistinct
    if let outer = frame.outer { result.outer = try gathered(outer, rows) }
    return result
  }

  /// A frame's column, written out.
  func column(_ number: Int, of frame: Frame) throws(Diagnostic) -> Column {
    switch frame.columns[number] {
    case .stored(let column): return column
    case .pending(let column): return try column.written(on: self)
    case .field(let field):
      guard let anchor = frame.anchor else { return .truth([]) }
      let column = world.table(anchor.entity).columns[field]
      switch anchor.rows {
      case .identity: return column
      case .list(let rows): return try gathered(column, rows)
      }
    }
  }

  /// Range and missing values of a column.
  func statistics(of column: Column) throws(Diagnostic) -> ColumnStatistics {
    let nothing = ColumnStatistics(range: nil, missingCount: 0)
    let parts = try parallel(count: column.count, state: { nothing }) {
      (all: inout ColumnStatistics, rows: Range<Int>) in
      all = all.joined(with: ColumnStatistics(column, rows: rows))
    }
    return parts.reduce(nothing) { $0.joined(with: $1) }
  }

  /// How a row of a frame is named in a message: its anchor's display value, if it has one.
  func name(ofRow row: Int, in frame: Frame) -> String? {
    guard let anchor = frame.anchor, row < frame.count else { return nil }
    let number: Int
    switch anchor.rows {
    case .identity: number = row
    case .list(let rows): number = Int(rows[row])
    }
    guard number >= 0 else { return nil }
    return displayText(of: anchor.entity, row: number)
  }

  /// How a row of an entity is shown: its display field's value, else its place in the file.
  func displayText(of entity: EntityID, row: Int) -> String {
    let definition = world.catalog[entity]
    guard let field = definition.displayField else { return "\(definition.singular) \(row + 1)" }
    let value = world.table(entity).columns[field][row]
    return plainText(value, calendar: world.options.calendar)
      ?? "\(definition.singular) \(row + 1)"
  }
}

/// How a value prints outside of a table; nil for missing.
func plainText(_ value: Value, calendar: Calendar) -> String? {
  switch value {
  case .missing: return nil
  case .decimal(let decimal): return decimal.normalised.description
  case .real(let number):
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  case .day(let day): return CivilDate(dayNumber: Int(day)).description
  case .truth(let truth): return truth ? "true" : "false"
  case .text(let text): return text
  case .row(let row): return "\(row + 1)"
  case .period(let period, let unit): return calendar.description(of: period, unit)
  }
}
