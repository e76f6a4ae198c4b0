import Columns
import Messages
import Model
import Output

/// Results made by hand, one for each thing that output has to get right.
enum Samples {
  static let calendar = Calendar(fiscalStart: 1)

  static func table(_ columns: ResultColumn...) -> ResultTable {
    ResultTable(
      columns: columns, rowCount: columns.first?.values.count ?? 0, footnotes: [],
      calendar: calendar)
  }

  static func decimals(
    _ name: String, _ type: ValueType, _ units: [Int64?], scale: Int
  ) -> ResultColumn {
    ResultColumn(
      name: name, type: type,
      values: .decimal(units.map { $0 ?? Missing.decimal }, scale: scale))
  }

  static func reals(_ name: String, _ type: ValueType, _ values: [Double?]) -> ResultColumn {
    ResultColumn(name: name, type: type, values: .real(values.map { $0 ?? Missing.real }))
  }

  static func texts(_ name: String, _ values: [String?]) -> ResultColumn {
    var interner = TextInterner()
    let codes = values.map { $0.map { interner.intern($0) } ?? Missing.code }
    return ResultColumn(name: name, type: .text, values: .text(codes, interner.dictionary))
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    Int32(CivilDate(year: year, month: month, day: day).dayNumber)
  }

  /// One column of each type.
  static let everyType = table(
    texts("name", ["Müller", "東京 \"A\", Ltd", nil, ""]),
    decimals("n", .number, [1234, -7, nil, 0], scale: 0),
    decimals("amount", .money(.usd), [123_450, -5, nil, 0], scale: 2),
    reals("rate", .percent, [0.43219, 1, nil, -0.0001]),
    ResultColumn(
      name: "closed", type: .date,
      values: .day([day(2026, 9, 30), day(1999, 1, 2), Missing.day, 0])),
    ResultColumn(
      name: "q", type: .period(.quarter),
      values: .period([8106, 8107, Missing.day, 8104], .quarter)),
    decimals("gap", .duration(.days), [92, 1, nil, 1200], scale: 0),
    ResultColumn(name: "won", type: .bool, values: .truth([1, 0, Missing.truth, 0])))

  static func written(
    _ table: ResultTable, _ format: OutputFormat, _ layout: Layout = .whole
  ) throws(OutputFailure) -> String {
    var sink = MemorySink()
    try ResultWriter(format: format, layout: layout).write(table, to: &sink)
    return sink.text
  }
}
