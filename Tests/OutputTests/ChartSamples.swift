import Columns
import Model
import Output

/// Charts of results made by hand.
enum ChartSamples {
  static let quarters = periods("quarter", [8104, 8105, 8106, 8107])

  static func periods(_ name: String, _ numbers: [Int32?]) -> ResultColumn {
    ResultColumn(
      name: name, type: .period(.quarter),
      values: .period(numbers.map { $0 ?? Missing.day }, .quarter))
  }

  static func chart(
    _ kind: ChartKind, _ items: [ResultColumn], by keys: [ResultColumn]
  ) -> Chart {
    Chart(
      kind: kind, items: items, keys: keys,
      rowCount: items.first?.values.count ?? keys.first?.values.count ?? 0,
      calendar: Samples.calendar)
  }

  static func choices(_ name: String, _ values: [String?]) -> ResultColumn {
    var column = Samples.texts(name, values)
    column.type = .choice(ChoiceList(declared: ["open", "won", "lost"]))
    return column
  }

  static func dollars(_ name: String, _ cents: [Int64?]) -> ResultColumn {
    Samples.decimals(name, .money(.usd), cents, scale: 2)
  }

  static func counts(_ name: String, _ values: [Int64?]) -> ResultColumn {
    Samples.decimals(name, .number, values, scale: 0)
  }

  private static let names = Samples.texts("name", ["Harbor", "Lone Star", "Cascade", nil])

  /// By the words behind `~>` in the golden file, apart from the width.
  static let all: [String: Chart] = [
    "bar": chart(.bar, [dollars("revenue", [2_838_007_5, 1_219_100_5, nil, 0])], by: [names]),
    "bar of one row": chart(
      .bar, [counts("won", [11]), counts("lost", [4]), dollars("revenue", [55_480_125])], by: []),
    "bar of no rows": chart(.bar, [counts("n", [])], by: [Samples.texts("name", [])]),
    "bar of no numbers": chart(.bar, [], by: [names]),
    "bar of equal values": chart(.bar, [counts("n", [7, 7, 7, 7])], by: [names]),
    "bar of zeros": chart(.bar, [counts("n", [0, 0, 0, 0])], by: [names]),
    "bar of missing values": chart(.bar, [counts("n", [nil, nil, nil, nil])], by: [names]),
    "bar to both sides": chart(
      .bar, [dollars("change", [7_750_000, -224_950, nil, -6_415_075])], by: [quarters]),
    "bar below zero": chart(.bar, [counts("n", [-1, -5, -10, 0])], by: [names]),
    "bars in groups": chart(
      .bar, [counts("won", [3, 0, 5, nil]), counts("lost", [1, 2, nil, -1])],
      by: [names, Samples.texts("tier", ["gold", "silver", "gold", "bronze"])]),
    "bar of huge and tiny values": chart(
      .bar, [Samples.reals("x", .number, [1.5e300, 1e-300, -2e299, .infinity])], by: [names]),
    "bar of long amounts": chart(
      .bar, [Samples.decimals("x", .money(Currency(code: "CHF")), [.max, 1, -.max / 2], scale: 2)],
      by: [counts("year", [2024, 2025, 2026])]),
    "bar of wide texts": chart(
      .bar, [counts("n", [3, 2, 1])],
      by: [
        Samples.texts(
          "顧客",
          [
            "東京ソリューション株式会社", "👩‍👩‍👧 Famille & Søn A/S, Köbenhavn",
            "A name that no label has room for, whatever the window\u{1B}[31m",
          ])
      ]),
    "bar of many rows": chart(
      .bar, [counts("n", (1...100).map { $0 })],
      by: [Samples.texts("name", (1...100).map { "partner \($0)" })]),

    "line": chart(
      .line, [dollars("revenue", [4_250_000, 12_000_000, 11_775_050, 5_500_000])], by: [quarters]),
    "lines": chart(
      .line, [counts("n", [1, 4, 2, 5, 3, 6, 5, 7])],
      by: [
        periods("quarter", [8104, 8104, 8105, 8105, 8106, 8106, 8107, 8107]),
        choices("stage", ["won", "open", "won", "open", "won", "open", "won", "open"]),
      ]),
    "line with a gap": chart(
      .line, [counts("n", [3, nil, 4, 5, 2])],
      by: [periods("quarter", [8104, 8105, 8106, 8107, nil])]),
    "line over a period that is not there": chart(
      .line, [counts("n", [3, 4, 5])], by: [periods("quarter", [8104, 8106, 8107])]),
    "line of one value": chart(.line, [counts("n", [3])], by: [periods("quarter", [8104])]),
    "line of equal values": chart(.line, [counts("n", [5, 5, 5, 5])], by: [quarters]),
    "line of missing values": chart(.line, [counts("n", [nil, nil, nil, nil])], by: [quarters]),
    "line of huge values": chart(
      .line, [Samples.reals("x", .number, [1.7e308, -1.7e308, 0, 1e308])], by: [quarters]),
    "line of tiny values": chart(
      .line, [Samples.reals("x", .number, [1e-12, 2e-12, 1.5e-12, 0])], by: [quarters]),
    "line far from zero": chart(
      .line, [Samples.decimals("rate", .percent, [915, 921, 934, 927], scale: 3)], by: [quarters]),
    "line over dates": chart(
      .line, [counts("n", [1, 3, 2])],
      by: [
        ResultColumn(
          name: "day", type: .date,
          values: .day([
            Samples.day(2026, 1, 5), Samples.day(2026, 9, 30), Samples.day(2026, 2, 1),
          ]))
      ]),
    "line of two units": chart(
      .line, [dollars("revenue", [100, 300, 200, 400]), counts("deals", [1, 2, 1, 2])],
      by: [quarters]),
    "lines that are too many": chart(
      .line, [counts("n", (0..<20).map { $0 })],
      by: [
        periods("quarter", (0..<20).map { 8104 + $0 % 2 }),
        Samples.texts("partner", (0..<20).map { "partner \($0 / 2)" }),
      ]),
    "line of many values": chart(
      .line, [counts("n", (0..<200).map { ($0 * 37) % 101 })],
      by: [counts("x", (0..<200).map { $0 })]),

    "heat": chart(
      .heat, [counts("open", [1, 0, 2, 2]), counts("won", [0, 3, 5, 3])], by: [names]),
    "heat of two keys": chart(
      .heat, [dollars("amount", [10_000_00, 25_000_00, nil, 40_000_00, 100_00])],
      by: [
        Samples.texts("tier", ["gold", "gold", "silver", "silver", "bronze"]),
        choices("stage", ["won", "open", "won", "lost", "open"]),
      ]),
    "heat of one cell": chart(
      .heat, [counts("n", [3])], by: [Samples.texts("tier", ["gold"])]),
    "heat of zeros": chart(.heat, [counts("n", [0, 0, 0, 0])], by: [names]),
    "heat of missing values": chart(.heat, [counts("n", [nil, nil, nil, nil])], by: [names]),
    "heat around zero": chart(.heat, [counts("n", [-10, -5, 0, 7])], by: [names]),
    "heat of many columns": chart(
      .heat, (1...30).map { month in counts("month \(month)", [Int64(month), 31 - Int64(month)]) },
      by: [Samples.texts("name", ["Harbor", "Lone Star"])]),
    "heat of many rows": chart(
      .heat, [counts("n", (1...100).map { $0 })],
      by: [Samples.texts("name", (1...100).map { "partner \($0)" })]),
  ]
}
