import Columns
import Messages
import Model

/// Writes the cells of one column.
///
/// For people all cells of a column show equally many decimal places, so that the points stand
/// below each other: the rows that will be shown decide how many. A class, because a loop over cells
/// would copy a structure, with all that it holds on to, for every cell.
final class CellWriter: Sendable {
  private enum Cells: Sendable {
    case decimal(Buffer<Int64>, scale: Int)
    case real(Buffer<Double>)
    case day(Buffer<Int32>)
    case truth(Buffer<UInt8>)
    case text(Buffer<Int32>, TextDictionary)
    case row(Buffer<Int32>)
    case period(Buffer<Int32>, PeriodUnit, Calendar)
  }

  private let cells: Cells
  private let numbers: NumberWriter
  private let audience: Audience
  let isRightAligned: Bool
  /// Whether JSON writes the cells between quotation marks.
  let isQuotedInJSON: Bool
  /// For each row whether its cell is marked; empty for none.
  private let marks: [Bool]
  /// Whether a sign marks them, and no colour.
  let marksWithSign: Bool

  init(
    _ column: ResultColumn, calendar: Calendar, audience: Audience, rows: [Range<Int>],
    marks: [Bool] = [], marksWithSign: Bool = false
  ) {
    self.audience = audience
    self.marks = marks
    self.marksWithSign = marksWithSign
    let notation = Notation(column, audience: audience, rows: rows)
    numbers = NumberWriter(notation, audience: audience)
    switch column.values {
    case .decimal(let values, let scale):
      cells = .decimal(values, scale: scale)
      (isRightAligned, isQuotedInJSON) = (true, false)
    case .real(let values):
      cells = .real(values)
      (isRightAligned, isQuotedInJSON) = (true, false)
    case .day(let values):
      cells = .day(values)
      (isRightAligned, isQuotedInJSON) = (false, true)
    case .truth(let values):
      cells = .truth(values)
      (isRightAligned, isQuotedInJSON) = (false, false)
    case .text(let codes, let dictionary):
      cells = .text(codes, dictionary)
      (isRightAligned, isQuotedInJSON) = (false, true)
    case .row(let rows):
      cells = .row(rows)
      (isRightAligned, isQuotedInJSON) = (true, false)
    case .period(let values, let unit):
      cells = .period(values, unit, calendar)
      (isRightAligned, isQuotedInJSON) = (false, true)
    }
  }

  func isMarked(_ row: Int) -> Bool { !marks.isEmpty && marks[row] }

  /// Appends a cell as plain text; nothing for a missing one.
  ///
  /// - Returns: whether there is a value.
  func append(_ row: Int, to bytes: inout [UInt8]) -> Bool {
    switch cells {
    case .decimal(let values, let scale):
      if values[row] == Missing.decimal { return false }
      numbers.append(units: values[row], scale: scale, to: &bytes)
    case .real(let values):
      if values[row].isNaN { return false }
      numbers.append(real: values[row], to: &bytes)
    case .day(let values):
      if values[row] == Missing.day { return false }
      DateText.append(day: values[row], to: &bytes)
    case .truth(let values):
      switch (values[row], audience) {
      case (Missing.truth, _): return false
      case (1, .people): bytes.append("yes")
      case (1, .machines): bytes.append("true")
      case (_, .people): bytes.append("no")
      case (_, .machines): bytes.append("false")
      }
    case .text(let codes, let dictionary):
      if codes[row] == Missing.code { return false }
      dictionary.withUTF8(of: Int(codes[row])) { bytes.append(contentsOf: $0) }
    case .row(let rows):
      if rows[row] == Missing.code { return false }
      numbers.append(units: Int64(rows[row]), scale: 0, to: &bytes)
    case .period(let values, let unit, let calendar):
      if values[row] == Missing.day { return false }
      bytes.append(text: calendar.description(of: values[row], unit))
    }
    return true
  }
}

/// Dates as bytes.
enum DateText {
  /// `yyyy-mm-dd`.
  static func append(day: Int32, to bytes: inout [UInt8]) {
    let date = CivilDate(dayNumber: Int(day))
    guard (0...9999).contains(date.year) else {
      bytes.append(text: date.description)
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 10) { text in
      text.initialize(repeating: UInt8(ascii: "-"))
      fill(text, 0..<4, date.year)
      fill(text, 5..<7, date.month)
      fill(text, 8..<10, date.day)
      bytes.append(contentsOf: text)
    }
  }

  private static func fill(
    _ text: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>, _ number: Int
  ) {
    var rest = number
    for position in range.reversed() {
      text[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }
}
