import Messages
import Model
import Output
import Testing

/// Tables in a terminal: what is cut is marked and counted.
struct LayoutTests {
  static func terminal(width: Int?, rows: Int? = nil, style: TextStyle = .plain) -> Layout {
    Layout(width: width, maximumRows: rows, style: style, showsCount: true)
  }

  @Test func headAndTail() throws {
    let numbers = (0..<1_238).map { Int64($0) }
    let table = Samples.table(Samples.decimals("some number", .number, numbers, scale: 0))
    #expect(
      try Samples.written(table, .table, Self.terminal(width: 80, rows: 4)) == """
        ┌─────────────┐
        │ some number │
        ├─────────────┤
        │           0 │
        │           1 │
        │           2 │
        │ …           │
        │        1237 │
        └─────────────┘
        1,238 rows, 4 shown

        """)
  }

  @Test func theGapSaysHowManyRows() throws {
    let table = Samples.table(
      Samples.texts("name", (0..<9).map { "partner number \($0)" }))
    let text = try Samples.written(table, .table, Self.terminal(width: 80, rows: 8))
    #expect(text.contains("│ … 1 more row     │\n"))
  }

  @Test func textsAreShortenedToTheWidth() throws {
    let table = Samples.table(
      Samples.texts("name", ["a rather long name of a partner", "東京都東京都東京都東京都"]),
      Samples.decimals("amount", .money(.usd), [123_456_789, 1], scale: 2))
    let text = try Samples.written(table, .table, Self.terminal(width: 34))
    #expect(
      text == """
        ┌────────────────┬───────────────┐
        │ name           │        amount │
        ├────────────────┼───────────────┤
        │ a rather long… │ $1,234,567.89 │
        │ 東京都東京都…  │         $0.01 │
        └────────────────┴───────────────┘
        2 rows, 1 column shortened

        """)
  }

  @Test func numbersAreNeverCut() throws {
    let table = Samples.table(
      Samples.decimals("amount", .money(.usd), [123_456_789], scale: 2),
      Samples.decimals("and another one", .money(.usd), [123_456_789], scale: 2))
    let text = try Samples.written(table, .table, Self.terminal(width: 25))
    #expect(text == "amount           $1,234,567.89\nand another one  $1,234,567.89\n1 row\n")
  }

  @Test(arguments: 1...120)
  func noLineIsWiderThanTheWindow(width: Int) throws {
    let text = try Samples.written(Samples.everyType, .table, Self.terminal(width: width))
    guard text.hasPrefix("┌") else { return }
    for line in text.split(separator: "\n").dropLast() {
      #expect(DisplayWidth.of(line) <= width)
    }
  }

  @Test func allLinesAreEquallyWide() throws {
    let table = Samples.table(
      Samples.texts("who", ["👨‍👩‍👧", "e\u{301}", "Müller", "東京", "\u{1B}[31mred", "a\tb\nc", nil]),
      Samples.texts("日付", ["1", "22", "333", "4", "5", "6", "7"]))
    let lines = try Samples.written(table, .table).split(separator: "\n")
    #expect(Set(lines.map { DisplayWidth.of($0) }).count == 1)
    #expect(!lines.contains { $0.contains("\u{1B}") })
  }

  @Test func missingIsFaintAndHeadersAreBold() throws {
    let table = Samples.table(Samples.texts("a", [nil]))
    let text = try Samples.written(
      table, .table, Self.terminal(width: 80, style: .colored))
    #expect(text.contains("\u{1B}[2m–\u{1B}[0m"))
    #expect(text.contains("\u{1B}[1ma\u{1B}[0m"))
  }

  @Test func footnotesStandOneToALine() {
    var table = Samples.table(Samples.texts("a", ["x"]))
    table.footnotes = [
      Footnote(text: "3 values skipped as missing"), Footnote(text: "a\u{1B}b"),
      Footnote(text: "3 values skipped as missing"),
    ]
    #expect(
      ResultWriter.text(of: table.footnotes, style: .plain)
        == "* 3 values skipped as missing\n* a␛b\n")
  }
}
