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

  /// Numbers of every size, missing ones, equal ones, in windows of every width.
  @Test(arguments: 0..<300)
  func anyNumbersCanBeDrawn(seed: Int) throws {
    var chance = Chance(seed: UInt64(seed))
    let count = Int(chance.below(12)) + 1
    let exponents = chance.below(2) == 0 ? -330...308 : -3...9
    func numbers() -> [Double?] {
      (0..<count).map { _ in
        switch chance.below(8) {
        case 0: return nil
        case 1: return 0
        case 2:
          let ends = [Double.infinity, -.infinity, .leastNonzeroMagnitude, -1.7e308]
          return ends[Int(chance.below(4))]
        default:
          let exponent = exponents.lowerBound + Int(chance.below(UInt64(exponents.count)))
          let digits = Double(Int(chance.below(2_000)) - 1_000) / 100
          return digits * (Double("1e\(exponent)") ?? 0)
        }
      }
    }
    let types: [ValueType] = [.number, .percent, .money(.usd), .duration(.days)]
    let items = (0..<Int(chance.below(3)) + 1).map { number in
      Samples.reals("item \(number)", types[Int(chance.below(4))], numbers())
    }
    let step = Int(chance.below(3))
    let stages = (0..<count).map { ["won", "lost", nil][$0 % 3] }
    let keys =
      chance.below(2) == 0
      ? [ChartSamples.periods("quarter", (0..<count).map { Int32(8_000 + step * $0) })]
      : [Samples.reals("x", .number, numbers()), ChartSamples.choices("stage", stages)]
    for kind in ChartKind.allCases {
      let chart = ChartSamples.chart(kind, items, by: keys)
      let width = 20 + Int(chance.below(80))
      for line in Self.drawn(chart, Self.layout(width)).split(separator: "\n") {
        #expect(DisplayWidth.of(line) <= width, "\(width): \(line)")
      }
    }
  }
}

/// Numbers that depend on the seed alone.
///
/// Source: xorshift64 (Marsaglia).
private struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func below(_ limit: UInt64) -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state % limit
  }
}
