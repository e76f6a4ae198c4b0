package import Columns
import Messages
import Model
import Plan

extension Column {
  /// The values at these rows; missing where the row number is `Missing.code`.
  package func gathered(_ rows: [Int32]) -> Column {
    switch self {
    case .decimal(let values, let scale):
      .decimal(gather(values, rows, missing: Missing.decimal), scale: scale)
    case .real(let values): .real(gather(values, rows, missing: Missing.real))
    case .day(let values): .day(gather(values, rows, missing: Missing.day))
    case .truth(let values): .truth(gather(values, rows, missing: Missing.truth))
    case .text(let codes, let dictionary):
      .text(gather(codes, rows, missing: Missing.code), dictionary)
    case .row(let numbers): .row(gather(numbers, rows, missing: Missing.code))
    case .period(let values, let unit):
      .period(gather(values, rows, missing: Missing.day), unit)
    }
  }
}

/// - Shape: result `[row]`, the value of `values` at each row number.
func gather<Values: Contiguous, Rows: Contiguous>(
  _ values: Values, _ rows: Rows, missing: Values.Element
) -> [Values.Element] where Rows.Element == Int32 {
  values.withUnsafeBufferPointer { values in
    [Values.Element](unsafeUninitializedCapacity: rows.count) { result, count in
      rows.withUnsafeBufferPointer { rows in
        for index in 0..<rows.count {
          let row = Int(rows[index])
          result.initializeElement(at: index, to: row < 0 ? missing : values[row])
        }
      }
      count = rows.count
    }
  }
}

extension RowNumbers {
  func gathered(_ rows: [Int32]) -> RowNumbers {
    switch self {
    case .identity: .list(rows)
    case .list(let numbers): .list(gather(numbers, rows, missing: Missing.code))
    }
  }
}

extension Execution {
  /// The frame of some rows of a frame, in this order; `Missing.code` gives a row of missing values.
  ///
  /// - Parameter areDistinct: whether no row number occurs twice.
  func select(_ frame: Frame, rows: [Int32], areDistinct: Bool = false) -> Frame {
    var result = frame
    result.count = rows.count
    result.columns = frame.columns.map { column in
      switch column {
      case .field: column
      case .stored(let values): .stored(values.gathered(rows))
      }
    }
    result.anchor = frame.anchor.map { ($0.entity, $0.rows.gathered(rows)) }
    result.anchorIsUnique = frame.anchorIsUnique && areDistinct
    result.outer = frame.outer.map { Scope(frame: $0.frame, rows: $0.rows.gathered(rows)) }
    return result
  }

  /// A frame's column, written out.
  func column(_ number: Int, of frame: Frame) -> Column {
    switch frame.columns[number] {
    case .stored(let column): return column
    case .field(let field):
      guard let anchor = frame.anchor else { return .truth([]) }
      let column = world.table(anchor.entity).columns[field]
      switch anchor.rows {
      case .identity: return column
      case .list(let rows): return column.gathered(rows)
      }
    }
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
