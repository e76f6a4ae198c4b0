import Messages

/// Where the characters of a statement stand on the screen: the rows to draw, and the cursor.
package struct LineLayout: Sendable, Hashable {
  /// Without line ends; none is wider than the screen.
  package private(set) var rows: [String] = []
  /// Columns that each row takes.
  package private(set) var widths: [Int] = []
  package private(set) var cursorRow = 0
  package private(set) var cursorColumn = 0

  /// - Parameters:
  ///   - cursor: where the cursor stands, in bytes of the text.
  ///   - further: what stands before each line but the first.
  ///   - columns: of the screen.
  package init(prompt: String, text: String, cursor: Int, further: [String], columns: Int) {
    let columns = max(2, columns)
    add(columns, prompt)
    var line = 0
    var offset = 0
    for character in text {
      let length = character.utf8.count
      if cursor >= offset, cursor < offset + length { noteCursor(columns) }
      offset += length
      if character == "\n" || character == "\r\n" {
        beginRow()
        if line < further.count { add(columns, further[line]) }
        line += 1
      } else {
        add(columns, Self.shown(character))
      }
    }
    if cursor >= offset { noteCursor(columns) }
  }

  /// A character as it is drawn: control characters as `^X`, a tab as two blanks.
  private static func shown(_ character: Character) -> String {
    guard let byte = character.asciiValue, byte < 0x20 || byte == 0x7F else {
      return String(character)
    }
    if character == "\t" { return "  " }
    return "^" + String(Unicode.Scalar(byte ^ 0x40))
  }

  private mutating func beginRow() {
    rows.append("")
    widths.append(0)
  }

  private mutating func add(_ columns: Int, _ text: String) {
    if rows.isEmpty { beginRow() }
    for character in text {
      let width = DisplayWidth.of(character)
      if widths[widths.count - 1] + width > columns { beginRow() }
      rows[rows.count - 1].append(character)
      widths[widths.count - 1] += width
    }
  }

  /// The cursor stands behind what has been added; behind a full row, in a row of its own.
  private mutating func noteCursor(_ columns: Int) {
    if widths[widths.count - 1] >= columns { beginRow() }
    cursorRow = rows.count - 1
    cursorColumn = widths[widths.count - 1]
  }

  /// How many rows the first ones take, once the screen has become narrower and has broken them.
  func rowsAbove(_ row: Int, column: Int, columns: Int) -> Int {
    let columns = max(2, columns)
    return widths[..<min(row, widths.count)].reduce(0) {
      $0 + max(1, ($1 + columns - 1) / columns)
    } + column / columns
  }
}
