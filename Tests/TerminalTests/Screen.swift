/// A screen that understands what ``LinePainter`` writes, character by character.
struct Screen {
  let columns: Int
  private(set) var rows: [[Character]]
  private(set) var cursor = (row: 0, column: 0)
  /// Whether a character stands in the last column, so that the next one begins a row.
  private var isPending = false
  /// How many rows have left at the top.
  private(set) var scrolled = 0

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  mutating func write(_ text: String) {
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\r": (cursor.column, isPending) = (0, false)
      case "\n": down()
      case "\u{1B}":
        let sequence = scalars.dropFirst().prefix { $0.properties.numericType != nil }
        scalars = scalars.dropFirst(1 + sequence.count)
        let count = Int(String(String.UnicodeScalarView(sequence))) ?? 1
        command(scalars.popFirst() ?? " ", count)
      default: put(Character(scalar))
      }
    }
  }

  private mutating func down() {
    isPending = false
    if cursor.row < rows.count - 1 {
      cursor.row += 1
    } else {
      rows.removeFirst()
      rows.append(Array(repeating: " ", count: columns))
      scrolled += 1
    }
  }

  private mutating func command(_ letter: Unicode.Scalar, _ count: Int) {
    isPending = false
    switch letter {
    case "A": cursor.row = max(0, cursor.row - count)
    case "B": cursor.row = min(rows.count - 1, cursor.row + count)
    case "C": cursor.column = min(columns - 1, cursor.column + count)
    case "J":
      for column in cursor.column..<columns { rows[cursor.row][column] = " " }
      for row in rows.indices where row > cursor.row {
        rows[row] = Array(repeating: " ", count: columns)
      }
    default: preconditionFailure("the painter never writes \(letter)")
    }
  }

  private mutating func put(_ character: Character) {
    if isPending {
      cursor.column = 0
      down()
    }
    rows[cursor.row][cursor.column] = character
    if cursor.column == columns - 1 { isPending = true } else { cursor.column += 1 }
  }

  /// Without blanks at the ends of rows and without empty rows at the end.
  var text: [String] {
    var lines = rows.map { row -> String in
      var row = row[...]
      while row.last == " " { row.removeLast() }
      return String(row)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
