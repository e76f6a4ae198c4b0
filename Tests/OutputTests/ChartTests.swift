import Messages
import Model
import Output
import SyntaxTestSupport
import Testing

/// Charts as they are drawn. `~> bar of one row, 40` draws that sample 40 columns wide; further words
/// are `ascii`, `16 colors` and `256 colors`.
struct ChartTests {
  private static func drawn(_ chart: Chart, _ layout: Layout) -> String {
    let table = ResultTable(
      columns: chart.keys + chart.items, rowCount: chart.rowCount, footnotes: [],
      calendar: chart.calendar, reading: .chart(chart))
    return (try? Samples.written(table, .table, layout)) ?? "not written"
  }

  private static func layout(_ width: Int?, _ words: [Substring] = []) -> Layout {
    let has256 = words.contains("256 colors")
    return Layout(
      width: width, maximumRows: 12,
      style: TextStyle(isColored: has256 || words.contains("16 colors"), has256Colors: has256),
      showsCount: true, isASCII: words.contains("ascii"))
  }

  @Test(arguments: ["bars", "lines", "heat"])
  func golden(file: String) throws {
    let differences = try GoldenFile("charts/\(file).golden").differences { source in
      let words = source.split(separator: ", ")
      guard words.count > 1, let chart = ChartSamples.all[String(words[0])],
        let width = Int(words[1])
      else { return "there is no such sample" }
      let text = Self.drawn(chart, Self.layout(width, Array(words.dropFirst(2))))
      return text.replacing("\u{1B}", with: "␛")
    }
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }

  @Test(arguments: ChartSamples.all.keys.sorted())
  func everyLineFitsEveryWindow(sample: String) throws {
    let chart = try #require(ChartSamples.all[sample])
    for width in [1, 20, 21, 22, 23, 24, 25, 27, 30, 33, 37, 40, 50, 64, 79, 80, 81, 120, 200] {
      for words in [[], ["ascii"]] as [[Substring]] {
        for line in Self.drawn(chart, Self.layout(width, words)).split(separator: "\n") {
          #expect(DisplayWidth.of(line) <= max(20, width), "\(width): \(line)")
        }
      }
    }
  }

  @Test(arguments: ChartSamples.all.keys.sorted())
  func coloursChangeNoText(sample: String) throws {
    let chart = try #require(ChartSamples.all[sample])
    let plain = Self.drawn(chart, Self.layout(60))
    let colored = Self.drawn(chart, Self.layout(60, ["16 colors"]))
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test(arguments: ChartSamples.all.keys.sorted())
  func asciiIsEnough(sample: String) throws {
    // Names from the data stay what they are.
    if sample.contains("wide texts") { return }
    let chart = try #require(ChartSamples.all[sample])
    #expect(Self.drawn(chart, Self.layout(60, ["ascii"])).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func fileWithoutAWidthIsUsual() throws {
    let chart = try #require(ChartSamples.all["bar"])
    #expect(Self.drawn(chart, Self.layout(nil)) == Self.drawn(chart, Self.layout(80)))
  }

  @Test(arguments: [OutputFormat.csv, .json, .ndjson, .markdown, .html, .line])
  func otherFormatsHaveTheRows(format: OutputFormat) throws {
    let chart = try #require(ChartSamples.all["bar"])
    var table = Samples.table(chart.keys[0], chart.items[0])
    let rows = try Samples.written(table, format)
    table.reading = .chart(chart)
    #expect(try Samples.written(table, format) == rows)
  }
}
