import Columns
import Model
import Output
import Testing

/// How numbers look: places, rounding, grouping, signs, units.
struct NumberTests {
  /// Name of the case, column, cells for people, cells for machines.
  static let cases: [(ResultColumn, people: [String], machines: [String])] = [
    (
      Samples.decimals("years", .number, [2025, 2026], scale: 0), ["2025", "2026"],
      ["2025", "2026"]
    ),
    (
      Samples.decimals("grouped", .number, [9_999, 1_234_567], scale: 0), ["9,999", "1,234,567"],
      ["9999", "1234567"]
    ),
    (
      Samples.decimals("exact", .number, [1_2500, 3_1415], scale: 4), ["1.2500", "3.1415"],
      ["1.25", "3.1415"]
    ),
    (Samples.decimals("zeros", .number, [10_000, 20_000], scale: 4), ["1", "2"], ["1", "2"]),
    (Samples.decimals("ids", .id, [1_234_567], scale: 0), ["1234567"], ["1234567"]),
    (
      Samples.decimals("cents", .money(.usd), [15_005, -15_005, 999], scale: 3),
      ["$15.01", "-$15.01", "$1.00"], ["15.005", "-15.005", "0.999"]
    ),
    (
      Samples.decimals("whole", .money(.gbp), [1_500_000], scale: 0), ["£1,500,000"], ["1500000"]
    ),
    (
      Samples.decimals("francs", .money(Currency(code: "CHF")), [-123_450], scale: 2),
      ["CHF -1,234.50"], ["-1234.50"]
    ),
    (Samples.reals("average", .money(.usd), [1234.5678]), ["$1,234.57"], ["1234.5678"]),
    (
      Samples.decimals("percents", .percent, [800, 125], scale: 3), ["80.0%", "12.5%"],
      ["0.8", "0.125"]
    ),
    (
      Samples.decimals("whole percents", .percent, [8, 1], scale: 1), ["80%", "10%"],
      ["0.8", "0.1"]
    ),
    (Samples.decimals("times", .percent, [3], scale: 0), ["300%"], ["3"]),
    (Samples.reals("rates", .percent, [0.43219]), ["43.2%"], ["0.43219"]),
    (Samples.reals("third", .number, [1.0 / 3]), ["0.3333"], ["0.3333333333333333"]),
    (
      Samples.reals("ratio", .number, [12_345.678, 1]), ["12,345.68", "1.00"], ["12345.678", "1"]
    ),
    (Samples.reals("whole reals", .number, [92, 7]), ["92", "7"], ["92", "7"]),
    (Samples.reals("tiny", .number, [0.000012]), ["0.000012"], ["0.000012"]),
    (
      Samples.reals("huge", .number, [1e21]), ["1000000000000000000000"], ["1000000000000000000000"]
    ),
    (Samples.reals("nothing", .number, [-0.0]), ["0"], ["0"]),
    (Samples.reals("almost", .percent, [-0.00001]), ["0.0%"], ["-0.00001"]),
    (
      Samples.decimals("days", .duration(.days), [1, 92, -1], scale: 0),
      ["1 day", "92 days", "-1 day"], ["1", "92", "-1"]
    ),
    (Samples.reals("mean days", .duration(.days), [45.25]), ["45.3 days"], ["45.25"]),
    (Samples.decimals("months", .duration(.months), [3], scale: 0), ["3 months"], ["3"]),
    (
      Samples.decimals("limits", .number, [Int64.max, -Int64.max], scale: 0),
      ["9,223,372,036,854,775,807", "-9,223,372,036,854,775,807"],
      ["9223372036854775807", "-9223372036854775807"]
    ),
    (
      Samples.decimals("deep", .number, [1, Int64.max], scale: 18),
      ["0.000000000000000001", "9.223372036854775807"],
      ["0.000000000000000001", "9.223372036854775807"]
    ),
  ]

  @Test(arguments: cases.indices)
  func forPeopleAndMachines(index: Int) throws {
    let (column, people, machines) = Self.cases[index]
    let table = Samples.table(column)
    #expect(try cells(table, .line) == people, "\(column.name)")
    #expect(try cells(table, .ndjson) == machines, "\(column.name)")
  }

  @Test func jsonHasNoInfinity() throws {
    let table = Samples.table(Samples.reals("x", .number, [.infinity, -.infinity]))
    #expect(try cells(table, .ndjson) == ["null", "null"])
  }

  private func cells(_ table: ResultTable, _ format: OutputFormat) throws -> [String] {
    let text = try Samples.written(table, format)
    return text.split(separator: "\n").map { line in
      switch format {
      case .ndjson: String(line.drop { $0 != ":" }.dropFirst().dropLast())
      default: String(line.dropFirst(table.columns[0].name.count + 2))
      }
    }
  }
}
