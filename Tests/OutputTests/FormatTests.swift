import Columns
import Messages
import Model
import Output
import Testing

/// Every format over one column of each type.
struct FormatTests {
  @Test func table() throws {
    #expect(
      try Samples.written(Samples.everyType, .table) == """
        ┌───────────────┬──────┬───────────┬────────┬────────────┬─────────┬────────────┬─────┐
        │ name          │    n │    amount │   rate │ closed     │ q       │        gap │ won │
        ├───────────────┼──────┼───────────┼────────┼────────────┼─────────┼────────────┼─────┤
        │ Müller        │ 1234 │ $1,234.50 │  43.2% │ 2026-09-30 │ 2026-Q3 │    92 days │ yes │
        │ 東京 "A", Ltd │   -7 │    -$0.05 │ 100.0% │ 1999-01-02 │ 2026-Q4 │      1 day │ no  │
        │ –             │    – │         – │      – │ –          │ –       │          – │ –   │
        │               │    0 │     $0.00 │   0.0% │ 1970-01-01 │ 2026-Q1 │ 1,200 days │ no  │
        └───────────────┴──────┴───────────┴────────┴────────────┴─────────┴────────────┴─────┘

        """)
  }

  @Test func csv() throws {
    #expect(
      try Samples.written(Samples.everyType, .csv) == """
        name,n,amount,rate,closed,q,gap,won
        Müller,1234,1234.50,0.43219,2026-09-30,2026-Q3,92,true
        "東京 ""A"", Ltd",-7,-0.05,1,1999-01-02,2026-Q4,1,false
        ,,,,,,,
        "",0,0.00,-0.0001,1970-01-01,2026-Q1,1200,false

        """)
  }

  @Test func json() throws {
    #expect(
      try Samples.written(Samples.everyType, .json) == """
        [
        {"name":"Müller","n":1234,"amount":1234.50,"rate":0.43219,"closed":"2026-09-30","q":"2026-Q3","gap":92,"won":true},
        {"name":"東京 \\"A\\", Ltd","n":-7,"amount":-0.05,"rate":1,"closed":"1999-01-02","q":"2026-Q4","gap":1,"won":false},
        {"name":null,"n":null,"amount":null,"rate":null,"closed":null,"q":null,"gap":null,"won":null},
        {"name":"","n":0,"amount":0.00,"rate":-0.0001,"closed":"1970-01-01","q":"2026-Q1","gap":1200,"won":false}
        ]

        """)
  }

  @Test func ndjson() throws {
    let table = Samples.table(Samples.texts("a \"b\"", ["x\ny\u{1}\\", nil]))
    #expect(
      try Samples.written(table, .ndjson)
        == "{\"a \\\"b\\\"\":\"x\\ny\\u0001\\\\\"}\n{\"a \\\"b\\\"\":null}\n")
  }

  @Test func markdown() throws {
    let table = Samples.table(
      Samples.texts("name", ["a|b", nil]),
      Samples.decimals("amount", .money(.eur), [123_456, 0], scale: 2))
    #expect(
      try Samples.written(table, .markdown) == """
        | name | amount |
        | --- | ---: |
        | a\\|b | €1,234.56 |
        | – | €0.00 |

        """)
  }

  @Test func html() throws {
    let table = Samples.table(
      Samples.texts("name", ["<b> & \"c\"", nil]), Samples.decimals("n", .number, [1, 2], scale: 0))
    #expect(
      try Samples.written(table, .html) == """
        <table>
        <thead>
        <tr><th>name</th><th class="number">n</th></tr>
        </thead>
        <tbody>
        <tr><td>&lt;b&gt; &amp; &quot;c&quot;</td><td class="number">1</td></tr>
        <tr><td class="missing">–</td><td class="number">2</td></tr>
        </tbody>
        </table>

        """)
  }

  @Test func line() throws {
    let table = Samples.table(
      Samples.texts("name", ["a", nil]), Samples.decimals("count", .number, [1, 2], scale: 0))
    #expect(
      try Samples.written(table, .line) == """
        name   a
        count  1

        name   –
        count  2

        """)
  }

  @Test(arguments: OutputFormat.allCases)
  func noRowsIsStillAResult(format: OutputFormat) throws {
    let table = Samples.table(Samples.texts("name", []))
    let expected =
      switch format {
      case .table: "┌──────┐\n│ name │\n├──────┤\n└──────┘\n"
      case .csv: "name\n"
      case .json: "[]\n"
      case .ndjson, .line: ""
      case .markdown: "| name |\n| --- |\n"
      case .html:
        "<table>\n<thead>\n<tr><th>name</th></tr>\n</thead>\n<tbody>\n</tbody>\n</table>\n"
      }
    #expect(try Samples.written(table, format) == expected)
  }

  @Test(arguments: [
    ("won.csv", OutputFormat.csv), ("a.b.JSON", .json), ("x.md", .markdown), ("x.jsonl", .ndjson),
  ])
  func formatsByFileName(name: String, format: OutputFormat) {
    #expect(OutputFormat(fileName: name) == format)
  }

  @Test func anUnknownEndingHasNoFormat() {
    #expect(OutputFormat(fileName: "x.xlsx") == nil)
    #expect(OutputFormat(fileName: "csv") == nil)
  }

  @Test func aLongResultLeavesInChunks() throws {
    struct Counting: ByteSink {
      var chunks = 0
      var bytes = 0
      mutating func write(_ chunk: [UInt8]) throws(OutputFailure) {
        if bytes > 300_000 { throw .interrupted }
        chunks += 1
        bytes += chunk.count
      }
    }
    let numbers = (0..<200_000).map { Int64($0) }
    let table = Samples.table(Samples.decimals("n", .number, numbers, scale: 0))
    var sink = Counting()
    #expect(throws: OutputFailure.interrupted) {
      try ResultWriter(format: .csv, layout: .whole).write(table, to: &sink)
    }
  }
}
