import Columns
import Glibc
import Messages
import Model
import Synchronization
import Testing

@testable import Output

/// Results of many rows, whose text is made part by part on several threads.
struct LongResultTests {
  private static let texts = [
    "plain", "a,b", "say \"hi\"", "", "東京 Ltd", "👨‍👩‍👧", "Müller & Söhne", "tab\there", "two\nlines",
    "a|b*c_d", "<b>", "soft\u{AD}hyphen", "e\u{301}", "\u{85}",
    String(repeating: "long ", count: 80),
  ]

  /// Rows that no two parts have alike, with missing values of every type.
  private static func table(_ count: Int) -> ResultTable {
    func every<Value>(_ step: Int, _ value: (Int) -> Value) -> [Value?] {
      (0..<count).map { $0 % step == 0 ? nil : value($0) }
    }
    return Samples.table(
      Samples.texts("text", every(11) { texts[$0 % texts.count] + ($0 % 3 == 0 ? " \($0)" : "") }),
      Samples.decimals("n", .number, every(7) { Int64($0 * 977 - 5_000) }, scale: 0),
      Samples.decimals("amount", .money(.eur), every(5) { Int64($0 * 31 - 900) }, scale: 2),
      Samples.decimals(
        "francs", .money(Currency(code: "CHF")), every(6) { Int64($0 - 77) }, scale: 3),
      Samples.decimals("gap", .duration(.days), every(9) { Int64($0 % 3) }, scale: 0),
      Samples.reals("rate", .percent, every(8) { Double($0) / 7_000 }),
      Samples.reals("huge", .money(.usd), every(4) { $0 % 10 == 1 ? 1e21 : Double($0) / 3 }),
      ResultColumn(
        name: "day", type: .date,
        values: .day(every(13) { Int32($0 * 3) }.map { $0 ?? Missing.day })
      ),
      ResultColumn(
        name: "month", type: .period(.month),
        values: .period(every(10) { Int32(24_000 + $0) }.map { $0 ?? Missing.day }, .month)),
      ResultColumn(
        name: "won", type: .bool,
        values: .truth(every(3) { UInt8($0 % 2) }.map { $0 ?? Missing.truth })))
  }

  @Test(arguments: OutputFormat.allCases)
  func theTextIsTheSameOnAnyNumberOfThreads(format: OutputFormat) throws {
    var table = Self.table(9_000)
    func written(_ threads: Int, _ layout: Layout) throws -> [UInt8] {
      var sink = MemorySink()
      try ResultWriter(format: format, layout: layout, threads: threads).write(table, to: &sink)
      return sink.bytes
    }
    let alone = try written(1, .whole)
    #expect(try written(2, .whole) == alone)
    #expect(try written(5, .whole) == alone)
    table.marks = table.columns.map { _ in (0..<9_000).map { $0 % 4 == 0 } }
    let narrow = LayoutTests.terminal(width: 60, style: .colored)
    #expect(try written(3, narrow) == written(1, narrow))
  }

  /// Where parts begin and end cannot be seen: programs get of all rows what they get of each.
  @Test func partsLeaveNoTrace() throws {
    let table = Self.table(3_000)
    let whole = try Samples.written(table, .ndjson)
    var rows = ""
    for row in 0..<table.rowCount {
      let columns = table.columns.map { column in
        ResultColumn(name: column.name, type: column.type, values: column.values.only(row))
      }
      rows += try Samples.written(
        ResultTable(columns: columns, rowCount: 1, footnotes: [], calendar: Samples.calendar),
        .ndjson)
    }
    #expect(whole == rows)
  }

  @Test(arguments: [1, 2, 6])
  func partsComeInOrderAndNeverFarAhead(threads: Int) {
    let made = Atomic<Int>(0)
    var (next, taken, furthest) = (0, 0, 0)
    RowParts(rows: 10..<200_010, columns: 4, threads: threads).forEach { rows, _ in
      made.wrappingAdd(1, ordering: .relaxed)
      if rows.lowerBound % 5 == 0 { usleep(200) }
      return rows
    } take: { rows in
      #expect(rows.lowerBound == (taken == 0 ? 10 : next))
      next = rows.upperBound
      taken += 1
      furthest = max(furthest, made.load(ordering: .relaxed) - taken)
    }
    #expect(next == 200_010)
    #expect(furthest <= 2 * threads)
  }

  @Test(arguments: [1, 4])
  func nothingMoreIsMadeOnceTheTakerHasStopped(threads: Int) {
    let made = Atomic<Int>(0)
    var taken = 0
    #expect(throws: OutputFailure.interrupted) {
      try RowParts(rows: 0..<1_000_000, columns: 1, threads: threads).forEach { rows, _ in
        made.wrappingAdd(1, ordering: .relaxed)
        return rows.count
      } take: { (_: Int) throws(OutputFailure) in
        taken += 1
        if taken == 5 { throw .interrupted }
      }
    }
    #expect(taken == 5)
    #expect(made.load(ordering: .relaxed) <= 5 + 3 * threads)
  }

  /// Rows of long texts come in parts of fewer rows, so that memory stays small.
  @Test func longTextsMakeSmallParts() {
    var largest = 0
    RowParts(rows: 0..<5_000, columns: 1, threads: 1).forEach { rows, block in
      block.reserve(cells: rows.count)
      for _ in rows {
        block.addCell(atMost: 50_000) { $0.put(UInt8(ascii: "x"), times: 50_000) }
      }
      return (rows, block.byteCount)
    } take: { rows, bytes in
      if rows.lowerBound > 100 { largest = max(largest, bytes) }
    }
    #expect(largest <= 1 << 18)
  }

  /// What is known of the width of letters without looking them up agrees with what is looked up.
  @Test func lettersAreAsWideAsTheyAre() {
    for value in UInt32(1)..<0x400 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a\(scalar)b"
      let column = Samples.texts("text", [text])
      let cell = ShownCell(
        0, of: CellWriter(column, calendar: Samples.calendar, format: .shown, rows: [0..<1]))
      let cleaned = ShownCell.cleaned(text)
      #expect(cell.text == cleaned && cell.width == DisplayWidth.of(cleaned), "U+\(value)")
    }
  }
}

extension Column {
  /// One row of it.
  fileprivate func only(_ row: Int) -> Column {
    switch self {
    case .decimal(let values, let scale): .decimal(values.piece(row..<row + 1), scale: scale)
    case .real(let values): .real(values.piece(row..<row + 1))
    case .day(let values): .day(values.piece(row..<row + 1))
    case .truth(let values): .truth(values.piece(row..<row + 1))
    case .text(let codes, let texts): .text(codes.piece(row..<row + 1), texts)
    case .row(let rows): .row(rows.piece(row..<row + 1))
    case .period(let values, let unit): .period(values.piece(row..<row + 1), unit)
    }
  }
}
