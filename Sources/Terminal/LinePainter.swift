/// Keeps the statement on the screen as it is being typed, with as little writing as possible.
///
/// It knows what it has drawn and moves relative to that; it asks the terminal nothing.
package struct LinePainter: Sendable {
  /// What is on the screen, and which of its rows are.
  private var drawn: LineLayout?
  private var visible = 0..<0
  private var columns = 0

  package init() {}

  /// What to write so that the screen shows the layout.
  ///
  /// - Parameters:
  ///   - columns: of the screen; other than before where the window has changed.
  ///   - height: rows of the screen. Of a higher statement those around the cursor are shown.
  package mutating func paint(_ layout: LineLayout, columns: Int, height: Int) -> String {
    let shown = Self.shownRows(of: layout, height: max(1, height), before: visible)
    defer { (drawn, visible, self.columns) = (layout, shown, columns) }
    guard let before = drawn else {
      return "\r\u{1B}[J" + Self.text(layout, shown, from: 0)
        + Self.moves(from: shown.count - 1, to: layout.cursorRow - shown.lowerBound)
        + Self.column(layout.cursorColumn)
    }
    if columns != self.columns {
      let above = before.rowsAbove(
        before.cursorRow, column: before.cursorColumn, columns: columns)
      let hidden = before.rowsAbove(visible.lowerBound, column: 0, columns: columns)
      return Self.up(above - hidden) + "\r\u{1B}[J" + Self.text(layout, shown, from: 0)
        + Self.moves(from: shown.count - 1, to: layout.cursorRow - shown.lowerBound)
        + Self.column(layout.cursorColumn)
    }
    let cursor = before.cursorRow - visible.lowerBound
    let target = layout.cursorRow - shown.lowerBound
    let old = before.rows[visible]
    let new = layout.rows[shown]
    let same = zip(old, new).prefix { $0 == $1 }.count
    if same == old.count, same == new.count {
      return Self.moves(from: cursor, to: target) + Self.column(layout.cursorColumn)
    }
    // A row that only grows is written on from where it ended.
    if same == new.count - 1, same == old.count - 1, cursor == same, target == same,
      before.cursorColumn == before.widths[before.cursorRow],
      layout.cursorColumn == layout.widths[layout.cursorRow],
      let last = new.last, let start = old.last, last.hasPrefix(start)
    {
      return String(last.dropFirst(start.count))
    }
    // The first changed row may be one below those on the screen.
    let begin = min(same, old.count)
    let isBelow = begin == old.count
    return Self.moves(from: cursor, to: isBelow ? begin - 1 : begin)
      + (isBelow ? "\r\n" : "\r") + "\u{1B}[J" + Self.text(layout, shown, from: begin)
      + Self.moves(from: max(new.count - 1, begin), to: target)
      + Self.column(layout.cursorColumn)
  }

  /// What moves the cursor behind the last row; then nothing is drawn any more.
  package mutating func leave() -> String {
    defer { forget() }
    guard let drawn else { return "" }
    let last = visible.upperBound - 1
    return Self.moves(from: drawn.cursorRow, to: last) + Self.column(drawn.widths[last])
  }

  /// Starts over on a new line: something else has been written since.
  package mutating func forget() {
    drawn = nil
    visible = 0..<0
  }

  private static func shownRows(
    of layout: LineLayout, height: Int, before: Range<Int>
  ) -> Range<Int> {
    let count = layout.rows.count
    guard count > height else { return 0..<count }
    let first = min(max(before.lowerBound, layout.cursorRow - height + 1), layout.cursorRow)
    let start = min(first, count - height)
    return start..<start + height
  }

  private static func text(_ layout: LineLayout, _ shown: Range<Int>, from row: Int) -> String {
    layout.rows[shown].dropFirst(row).joined(separator: "\r\n")
  }

  private static func moves(from: Int, to: Int) -> String {
    to < from ? up(from - to) : to > from ? "\u{1B}[\(to - from)B" : ""
  }

  private static func up(_ count: Int) -> String { count > 0 ? "\u{1B}[\(count)A" : "" }

  private static func column(_ column: Int) -> String {
    "\r" + (column > 0 ? "\u{1B}[\(column)C" : "")
  }
}
