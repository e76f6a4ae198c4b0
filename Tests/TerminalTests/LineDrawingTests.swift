import Terminal
import Testing

/// A statement on the screen while it is typed.
struct LineDrawingTests {
  private func layout(
    _ text: String, cursor: Int? = nil, further: [String] = [], columns: Int = 20
  ) -> LineLayout {
    LineLayout(
      prompt: "parley> ", text: text, cursor: cursor ?? text.utf8.count, further: further,
      columns: columns)
  }

  @Test func eachLineHasItsPrompt() {
    let layout = layout("a (\nb)\n", further: ["     (> ", "   ...> "])
    #expect(layout.rows == ["parley> a (", "     (> b)", "   ...> "])
    #expect((layout.cursorRow, layout.cursorColumn) == (2, 8))
  }

  @Test func longLinesAreBroken() {
    let layout = layout("0123456789abcdef", cursor: 3)
    #expect(layout.rows == ["parley> 0123456789ab", "cdef"])
    #expect((layout.cursorRow, layout.cursorColumn) == (0, 11))
  }

  @Test func behindAFullRowTheCursorHasOneOfItsOwn() {
    let layout = layout("0123456789ab")
    #expect(layout.rows == ["parley> 0123456789ab", ""])
    #expect((layout.cursorRow, layout.cursorColumn) == (1, 0))
  }

  @Test func wideCharactersTakeTwoColumns() {
    let layout = layout("東京東京東京x", cursor: 3)
    #expect(layout.rows == ["parley> 東京東京東京", "x"])
    #expect(layout.cursorColumn == 10)
    // One that no longer fits goes to the next row whole.
    #expect(self.layout("x東京東京東京").rows == ["parley> x東京東京東", "京"])
  }

  @Test func controlCharactersAreShown() {
    #expect(layout("a\tb\u{1}").rows == ["parley> a  b^A"])
  }

  @Test func whatIsDrawnIsWhatIsMeant() {
    var random = SystemRandomNumberGenerator()
    let pieces = ["a", "bc ", "\n", "0123456789", "\n\n", "x"]
    for _ in 0..<60 {
      var screen = Screen(columns: 12, rows: 9)
      var painter = LinePainter()
      var text: [Character] = []
      var log: [String] = []
      for _ in 0..<40 {
        let place = Int.random(in: 0...text.count, using: &random)
        if Bool.random(using: &random), let piece = pieces.randomElement(using: &random) {
          text.insert(contentsOf: piece, at: place)
        } else {
          text.removeSubrange(place..<min(text.count, place + 3))
        }
        let cursor = Int.random(in: 0...text.count, using: &random)
        log.append("\(String(text).debugDescription) at \(cursor)")
        let further = Array(repeating: ".> ", count: text.count { $0 == "\n" })
        let layout = LineLayout(
          prompt: "p> ", text: String(text), cursor: cursor, further: further, columns: 12)
        screen.write(painter.paint(layout, columns: 12, height: 9))
        check(screen, against: layout, log)
      }
    }
  }

  private func check(_ screen: Screen, against layout: LineLayout, _ log: [String]) {
    let height = screen.rows.count
    var expected = layout.rows.map { row in
      String(row.reversed().drop { $0 == " " }.reversed())
    }
    let top: Int
    if expected.count > height {
      // Which rows show depends on what was shown before; the cursor is among them.
      top = layout.cursorRow - screen.cursor.row
      #expect(top >= 0 && top <= expected.count - height, "\(log)")
      guard top >= 0, top <= expected.count - height else { return }
      expected = Array(expected[top..<(top + height)])
    } else {
      top = 0
      #expect(screen.cursor.row >= layout.cursorRow, "\(log)")
    }
    while expected.last?.isEmpty == true { expected.removeLast() }
    // The statement stands where the cursor says, perhaps not at the top of the screen.
    let first = screen.cursor.row - (layout.cursorRow - top)
    let shown = Array(screen.text.dropFirst(first))
    #expect(shown == expected, "\(log)")
    #expect(screen.cursor.column == layout.cursorColumn, "\(log)")
  }

  @Test func leavingGoesBehindTheLastRow() {
    var screen = Screen(columns: 20, rows: 5)
    var painter = LinePainter()
    let layout = layout("abc\ndef\ngh", cursor: 1, further: ["> ", "> "])
    screen.write(painter.paint(layout, columns: 20, height: 5))
    #expect(screen.cursor == (0, 9))
    screen.write(painter.leave() + "!")
    #expect(screen.text == ["parley> abc", "> def", "> gh!"])
  }

  @Test func aNarrowerWindowIsDrawnAnew() {
    var painter = LinePainter()
    _ = painter.paint(layout("0123456789a", columns: 20), columns: 20, height: 9)
    // The terminal has broken the row of 19 columns into two of 10.
    let bytes = painter.paint(layout("0123456789a", columns: 10), columns: 10, height: 9)
    #expect(bytes.hasPrefix("\u{1B}[1A\r\u{1B}[J"))
  }
}

/// Moving between the lines of a statement.
struct LinePlaceTests {
  static let places: [(Int, Int?, Int?, Int, Int)] = [
    (0, nil, 3, 0, 2), (2, nil, 6, 0, 2), (5, 1, 8, 3, 6), (6, 2, 9, 3, 6), (9, 6, nil, 7, 9),
  ]

  @Test(arguments: places)
  func lines(cursor: Int, above: Int?, below: Int?, start: Int, end: Int) {
    // Three lines; é takes two bytes.
    let place = LinePlace(in: "ab\néd\nxy", cursor: cursor)
    #expect(place.above == above)
    #expect(place.below == below)
    #expect(place.line == start..<end)
  }

  @Test func shorterLinesEndIt() {
    #expect(LinePlace(in: "abcdef\n\nxyz", cursor: 5).below == 7)
    #expect(LinePlace(in: "a\nxyz", cursor: 5).above == 1)
  }
}
