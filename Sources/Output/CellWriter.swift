import Columns
import Messages
import Model

/// Writes the cells of one column, as they stand in one format.
///
/// For people all cells of a column show equally many decimal places, so that the points stand
/// below each other: the rows that will be shown decide how many.
struct CellWriter: Sendable {
  private let values: Column
  private let calendar: Calendar
  private let audience: Audience
  private let format: CellFormat
  /// For each byte whether a text with it is more than its bytes.
  private let specials: [Bool]
  private let numbers: NumberWriter
  /// Columns that a number takes beyond its bytes: fewer than none for a sign of several bytes.
  private let extraWidth: Int
  /// What stands around every value.
  private let opening: [UInt8]
  private let closing: [UInt8]
  /// What stands for a missing value, and how many columns it takes.
  private let missing: [UInt8]
  private let missingWidth: Int
  /// The same as it is painted.
  private let paintedMissing: [UInt8]
  private let style: TextStyle
  /// For each row whether its cell is another than before; empty for none.
  private let marks: [Bool]
  let isRightAligned: Bool
  /// Columns that a cell takes at most; nil where none is cut.
  var limit: Int?

  /// - Parameter rows: that will be written for people.
  init(
    _ column: ResultColumn, calendar: Calendar, format: CellFormat, rows: [Range<Int>],
    style: TextStyle = .plain, marks: [Bool] = []
  ) {
    self.style = style
    self.marks = marks
    values = column.values
    self.calendar = calendar
    self.format = format
    specials = format.specials
    audience = format.audience
    isRightAligned = column.values.isRightAligned
    var notation = Notation(column, audience: audience, rows: rows)
    if !notation.prefix.isEmpty {
      notation.prefix = String(decoding: format.dressed(notation.prefix), as: UTF8.self)
    }
    numbers = NumberWriter(notation, audience: audience)
    extraWidth = DisplayWidth.of(notation.prefix) - notation.prefix.utf8.count
    (opening, closing) = format.around(column.values)
    (missing, missingWidth) = format.missing
    let sign = String(decoding: missing, as: UTF8.self)
    paintedMissing = Array(style.paint(sign, .faint).utf8)
  }

  /// Adds the cells of some rows, painted, and cut where they are too wide.
  func append(_ rows: Range<Int>, to block: inout CellBlock) {
    if marks.isEmpty, limit == nil {
      return append(rows, missing: paintedMissing, to: &block)
    }
    block.reserve(cells: rows.count)
    for row in rows {
      var cell = ShownCell(row, of: self)
      let isMarked = !marks.isEmpty && marks[row]
      // A sign marks where there are no colours.
      if isMarked, !style.isColored { cell.mark() }
      if let limit { cell.cut(to: limit) }
      let role: TextRole? = isMarked ? .changed : cell.isMissing ? .faint : nil
      let text = role.map { style.paint(cell.text, $0) } ?? cell.text
      block.addCell(atMost: text.utf8.count, width: cell.width, isMissing: cell.isMissing) {
        $0.put(Array(text.utf8))
      }
    }
  }

  /// Adds the cells of some rows as they are.
  func appendPlain(_ rows: Range<Int>, to block: inout CellBlock) {
    append(rows, missing: missing, to: &block)
  }

  private func append(_ rows: Range<Int>, missing: [UInt8], to block: inout CellBlock) {
    block.reserve(cells: rows.count)
    switch values {
    case .decimal(let values, let scale):
      append(values, rows, absent: Missing.decimal, missing, extraWidth: extraWidth, to: &block) {
        numbers.write(units: $0, scale: scale, to: &$1)
      }
    case .real(let values):
      values.withUnsafeBufferPointer { append(reals: $0, rows, missing, to: &block) }
    case .day(let values):
      append(
        values, rows, absent: Missing.day, missing, atMost: CivilDate.longestText, to: &block
      ) {
        CivilDate(dayNumber: Int($0)).write(to: &$1)
      }
    case .truth(let values):
      append(values, rows, absent: Missing.truth, missing, atMost: 5, to: &block) {
        write(truth: $0 == 1, to: &$1)
      }
    case .text(let codes, let dictionary):
      codes.withUnsafeBufferPointer { append(codes: $0, dictionary, rows, missing, to: &block) }
    case .row(let values):
      append(values, rows, absent: Missing.code, missing, extraWidth: extraWidth, to: &block) {
        numbers.write(units: Int64($0), scale: 0, to: &$1)
      }
    case .period(let values, let unit):
      append(
        values, rows, absent: Missing.day, missing, atMost: CivilDate.longestText, to: &block
      ) {
        calendar.write($0, unit, to: &$1)
      }
    }
  }

  @inline(__always) private func append(missing: [UInt8], to block: inout CellBlock) {
    block.addCell(atMost: missing.count, width: missingWidth, isMissing: true) {
      $0.put(missing)
    }
  }

  /// Adds the cell of a value.
  ///
  /// - Parameters:
  ///   - most: how many bytes the body writes at most.
  ///   - extraWidth: columns that it takes beyond these bytes.
  @inline(__always) private func append(
    atMost most: Int, extraWidth: Int = 0, to block: inout CellBlock,
    _ write: (inout TextCursor) -> Void
  ) {
    let around = opening.count + closing.count
    let count = block.addCell(atMost: most + around) { cursor in
      cursor.put(opening)
      write(&cursor)
      cursor.put(closing)
    }
    block.setWidth(count - around + extraWidth)
  }

  /// Adds the cells of values that are missing where they equal one.
  ///
  /// - Parameters:
  ///   - most: how many bytes the body writes at most; nil for those of a number.
  ///   - extraWidth: columns that it takes beyond these bytes.
  @inline(__always) private func append<Element: Equatable>(
    _ values: Buffer<Element>, _ rows: Range<Int>, absent: Element, _ missing: [UInt8],
    atMost most: Int? = nil, extraWidth: Int = 0, to block: inout CellBlock,
    _ write: (Element, inout TextCursor) -> Void
  ) {
    let most = most ?? numbers.longest
    values.withUnsafeBufferPointer { values in
      for row in rows {
        let value = values[row]
        if value == absent {
          append(missing: missing, to: &block)
        } else {
          append(atMost: most, extraWidth: extraWidth, to: &block) { write(value, &$0) }
        }
      }
    }
  }

  private func write(truth: Bool, to cursor: inout TextCursor) {
    switch (truth, audience) {
    case (true, .people): cursor.put("yes")
    case (true, .machines): cursor.put("true")
    case (false, .people): cursor.put("no")
    case (false, .machines): cursor.put("false")
    }
  }

  private func append(
    reals values: UnsafeBufferPointer<Double>, _ rows: Range<Int>,
    _ missing: [UInt8], to block: inout CellBlock
  ) {
    let longest = numbers.longest
    for row in rows {
      let real = values[row]
      // JSON has no infinity.
      if real.isNaN || real.isInfinite && format == .json {
        append(missing: missing, to: &block)
      } else {
        append(
          atMost: longest, extraWidth: numbers.hasPrefix(real: real) ? extraWidth : 0, to: &block
        ) {
          numbers.write(real: real, to: &$0)
        }
      }
    }
  }

  private func append(
    codes: UnsafeBufferPointer<Int32>, _ dictionary: TextDictionary, _ rows: Range<Int>,
    _ missing: [UInt8], to block: inout CellBlock
  ) {
    let around = opening.count + closing.count
    specials.withUnsafeBufferPointer { specials in
      dictionary.bytes.withUnsafeBufferPointer { bytes in
        dictionary.offsets.withUnsafeBufferPointer { offsets in
          for row in rows {
            let code = Int(codes[row])
            if code == Int(Missing.code) {
              append(missing: missing, to: &block)
              continue
            }
            let text = UnsafeBufferPointer(rebasing: bytes[offsets[code]..<offsets[code + 1]])
            var width = 0
            block.addCell(atMost: format.longest(text.count) + around) { cursor in
              cursor.put(opening)
              width = format.write(text, specials, to: &cursor)
              cursor.put(closing)
            }
            block.setWidth(width)
          }
        }
      }
    }
  }
}
