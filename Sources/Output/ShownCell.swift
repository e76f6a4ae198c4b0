package import Columns
import Messages
package import Model

/// One cell as it stands in a box or in a line.
struct ShownCell {
  private(set) var bytes: [UInt8]
  private(set) var width: Int
  var isMissing = false

  init(_ text: String) {
    bytes = TextDress.shown.dressed(text)
    width = DisplayWidth.of(Self.cleaned(text))
  }

  /// A cell of a writer of cells that are shown, without colours, marks and cuts.
  init(_ row: Int, of writer: CellWriter) {
    var block = CellBlock()
    writer.appendPlain(row..<row + 1, to: &block)
    (bytes, width, isMissing) = block.withCells { bytes, cells in
      (Array(bytes[..<cells[0].end]), Int(cells[0].width), cells[0].isMissing)
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Puts the sign before it that says that it is another than before.
  mutating func mark() {
    bytes.insert(UInt8(ascii: "*"), at: 0)
    width += 1
  }

  /// Without control characters, tabs included: a tab would move the ruling.
  static func cleaned(_ text: String) -> String {
    String(DisplayWidth.printable(text).map { $0 == "\t" ? "␉" : $0 })
  }

  /// Shortens to a number of columns, the last being a mark.
  mutating func cut(to columns: Int, mark: String = "…") {
    guard width > columns else { return }
    var kept = ""
    var used = 0
    for character in text {
      let next = DisplayWidth.of(character)
      if used + next > columns - 1 { break }
      kept.append(character)
      used += next
    }
    bytes = Array((kept + mark).utf8)
    width = used + 1
  }

  /// The text in so many columns, cut where it is longer.
  func fitted(to columns: Int, isRightAligned: Bool = false, mark: String = "…") -> String {
    var cell = self
    cell.cut(to: columns, mark: mark)
    let padding = String(repeating: " ", count: max(0, columns - cell.width))
    return isRightAligned ? padding + cell.text : cell.text + padding
  }
}

/// How columns share the room that there is.
enum ColumnWidths {
  /// The widest columns give first, all down to one common width, none below its minimum.
  static func fit(_ wanted: [Int], minimum: [Int], room: Int) -> [Int] {
    var low = 0
    var high = wanted.max() ?? 0
    func widths(_ cap: Int) -> [Int] {
      zip(wanted, minimum).map { max($1, min($0, cap)) }
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if widths(middle).reduce(0, +) <= room { low = middle } else { high = middle }
    }
    var result = widths(low)
    var spare = room - result.reduce(0, +)
    for column in result.indices where spare > 0 && result[column] < wanted[column] {
      result[column] += 1
      spare -= 1
    }
    return result
  }
}

extension ResultColumn {
  /// A cell as people read it, where it stands in a sentence.
  package func text(ofRow row: Int, calendar: Calendar) -> String {
    let writer = CellWriter(self, calendar: calendar, format: .shown, rows: [row..<row + 1])
    return ShownCell(row, of: writer).text
  }
}
