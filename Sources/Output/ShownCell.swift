package import Columns
import Messages
package import Model

/// One cell as it stands in a box or in a line.
struct ShownCell {
  /// What stands for a missing value: an empty text shows as nothing.
  static let missing = Array("–".utf8)

  var bytes: [UInt8] = []
  var width = 0
  var isMissing = false
  /// Whether it is another than before.
  var isMarked = false

  init() {}

  init(_ text: String) {
    (bytes, width) = Self.printable(Array(text.utf8))
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func read(_ row: Int, of writer: CellWriter) {
    bytes.removeAll(keepingCapacity: true)
    isMissing = !writer.append(row, to: &bytes)
    isMarked = writer.isMarked(row)
    if isMissing {
      bytes += Self.missing
      width = 1
    } else {
      (bytes, width) = Self.printable(bytes)
    }
    if isMarked, writer.marksWithSign {
      bytes.insert(Self.mark, at: 0)
      width += 1
    }
  }

  /// Stands before a marked cell where there are no colours.
  private static let mark = UInt8(ascii: "*")

  /// What it is painted as.
  var role: TextRole? { isMarked ? .changed : isMissing ? .faint : nil }

  /// Cells of plain ASCII, nearly all of them, are measured without making a `String`.
  static func printable(_ bytes: [UInt8]) -> ([UInt8], width: Int) {
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) { return (bytes, bytes.count) }
    let text = cleaned(String(decoding: bytes, as: UTF8.self))
    return (Array(text.utf8), DisplayWidth.of(text))
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
    var cell = ShownCell()
    cell.read(
      row, of: CellWriter(self, calendar: calendar, audience: .people, rows: [row..<row + 1]))
    return cell.text
  }
}
