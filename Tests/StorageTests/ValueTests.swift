import Columns
import Messages
import Model
import Testing

@testable import Storage

private let german = NumberFormat(decimalMark: UInt8(ascii: ","), groupMark: UInt8(ascii: "."))
private let spaced = NumberFormat(decimalMark: UInt8(ascii: ","), groupMark: UInt8(ascii: " "))

/// How cells of each kind are read: one cell in, one value out, or the code of the refusal.
@Suite struct ValueTests {
  /// The value that a declared column makes of one cell, or the code of what refuses it.
  private func read(_ cell: String, _ kind: ColumnKind) throws -> String {
    let folder = try TestFolder()
    let quoted = cell.replacing("\"", with: "\"\"")
    let path = try folder.write("t.csv", "a,b\n\"\(quoted)\",x\n")
    let spec = EntitySpec(
      name: "t", path: path, columns: [ColumnSpec(name: "a", kind: kind)])
    let world: World
    do throws(LoadFailure) {
      world = try CSVLoader(threads: 1).load([spec], into: .empty).world
    } catch {
      return error.diagnostics[0].code.rawValue
    }
    return try world.shown("t", "a")[0]
  }

  @Test(arguments: [
    ("0", "0"), ("-7", "-7"), ("+7", "7"), ("12.50", "12.50"), (".5", "0.5"), ("5.", "5"),
    (" 12 ", "12"), ("1,234", "1234"), ("1,234,567.8", "1234567.8"), ("(1,234.50)", "-1234.50"),
    ("−3", "-3"), ("1.5E+3", "1500"), ("25e-3", "0.025"), ("0e99", "0"), ("007", "7"),
    ("999999999999999999", "999999999999999999"), ("0.30000000000000004", "0.30000000000000004"),
    ("1.000000000000000000000", "1.000000"), ("", "(empty)"), ("   ", "(empty)"),
    ("9223372036854775807", "9223372036854775807"), ("9223372036854775808", "P413"),
    ("12345678901234567890123", "P413"), ("1e40", "P413"), ("1e-40", "P413"),
    ("1,23", "P404"), ("1,2345", "P404"), ("12,34,567", "P404"), (",5", "P404"), ("1,", "P404"),
    ("1.2.3", "P404"), ("--1", "P404"), ("(-1)", "P404"), ("(1", "P404"), ("1)", "P404"),
    ("NA", "P404"), ("12 apples", "P404"), ("$5", "P404"), ("5%", "P404"), ("1e", "P404"),
    ("0x10", "P404"), ("Infinity", "P404"), ("nan", "P404"), ("1 234", "P404"),
    ("-", "P404"), ("1_000", "P404"), ("١٢", "P404"), ("\u{0}", "P404"),
  ])
  func numbers(cell: String, expected: String) throws {
    #expect(try read(cell, .number(.plain)) == expected)
  }

  @Test(arguments: [
    ("1.234,56", "1234.56"), ("0,5", "0.5"), ("1.234.567", "1234567"), ("-1,5", "-1.5"),
    ("1,234.56", "P404"), ("1.23", "P404"), ("12", "12"),
  ])
  func numbersInAnotherFormat(cell: String, expected: String) throws {
    #expect(try read(cell, .number(german)) == expected)
  }

  @Test(arguments: [
    ("1 234,56", "1234.56"), ("1\u{a0}234,56", "1234.56"), ("1\u{202f}234\u{202f}567", "1234567"),
  ])
  func groupsBySpaces(cell: String, expected: String) throws {
    #expect(try read(cell, .number(spaced)) == expected)
  }

  @Test(arguments: [
    ("$5", "5"), ("-$5.20", "-5.20"), ("$-5", "-5"), ("($1,234.50)", "-1234.50"),
    ("USD 7", "7"), ("7 usd", "7"), ("7USD", "7"), ("$ 7", "7"), ("7", "7"), ("$7 USD", "7"),
    ("(7 USD)", "-7"), ("(7) USD", "-7"), ("1e3 USD", "1000"),
    ("€5", "P304"), ("5 EUR", "P304"), ("$5 EUR", "P404"), ("5 ABC", "P404"), ("ABCD 5", "P404"),
    ("$", "P404"), ("$$5", "P404"), ("USD", "P404"),
  ])
  func amounts(cell: String, expected: String) throws {
    #expect(try read(cell, .money(.usd, .plain)) == expected)
  }

  @Test(arguments: [
    ("80%", "0.80"), ("12.5%", "0.125"), ("0.8", "0.8"), ("100 %", "1.00"), ("-5%", "-0.05"),
    ("1", "1"), ("(5%)", "-0.05"), ("%", "P404"), ("5%%", "P404"), ("five", "P404"),
  ])
  func percents(cell: String, expected: String) throws {
    #expect(try read(cell, .percent(.plain)) == expected)
  }

  @Test(arguments: [
    ("Yes", "yes"), ("NO", "no"), ("true", "yes"), ("FALSE", "no"), ("1", "yes"), ("0", "no"),
    ("y", "yes"), ("N", "no"), ("T", "yes"), ("f", "no"), (" yes ", "yes"), ("", "(empty)"),
    ("2", "P404"), ("maybe", "P404"), ("on", "P404"), ("yess", "P404"), ("ja", "P404"),
  ])
  func booleans(cell: String, expected: String) throws {
    #expect(try read(cell, .bool) == expected)
  }

  @Test(
    arguments: [
      ("2024-03-05", nil, "2024-03-05"), ("2024-3-5", nil, "2024-03-05"),
      ("2024/03/05", nil, "2024-03-05"), ("2024.03.05", nil, "2024-03-05"),
      ("20240305", nil, "2024-03-05"), ("2024-02-29", nil, "2024-02-29"),
      ("3 Mar 2024", nil, "2024-03-03"), ("March 3, 2024", nil, "2024-03-03"),
      ("3-Mar-2024", nil, "2024-03-03"), ("Sept 3 2024", nil, "2024-09-03"),
      ("05/03/2024", nil, "P405"), ("25/03/2024", nil, "P405"), ("5.3.2024", nil, "P405"),
      ("05/03/2024", .dayMonthYear, "2024-03-05"), ("5.3.2024", .dayMonthYear, "2024-03-05"),
      ("05/03/2024", .monthDayYear, "2024-05-03"), ("25/03/2024", .monthDayYear, "P404"),
      ("2024-03-05", .dayMonthYear, "2024-03-05"), ("05/03/2024", .yearMonthDay, "P404"),
      ("2023-02-29", nil, "P404"), ("2024-13-01", nil, "P404"), ("0000-01-01", nil, "P404"),
      ("5/3/24", .dayMonthYear, "P404"), ("3-Mar-24", nil, "P404"), ("2024-03", nil, "P404"),
      ("yesterday", nil, "P404"), ("45356", nil, "P404"), ("2024-03-05x", nil, "P404"),
      ("2024-03/05", nil, "P404"), ("Foo 3, 2024", nil, "P404"),
      ("99999999999999999999-01-01", nil, "P404"),
    ] as [(String, DateOrder?, String)])
  func dates(cell: String, order: DateOrder?, expected: String) throws {
    #expect(try read(cell, .date(order)) == expected)
  }

  @Test(arguments: [
    "2024-03-05T00:00:00", "2024-03-05 14:05", "2024-03-05T14:05:59Z", "2024-03-05 14:05:59.123",
    "2024-03-05T14:05:59+02:00", "2024-03-05T14:05:59.5-0800", "2024-03-05 2:05 PM",
    "2024-03-05 12:00:00 AM", "3/5/2024 2:05:00 PM", "Mar 5, 2024 14:05", "2024-03-05 14:05 UTC",
  ])
  func timestampsLoseTheirTime(cell: String) throws {
    #expect(try read(cell, .date(.monthDayYear)) == "2024-03-05")
  }

  @Test(arguments: [
    "2024-03-05 25:00", "2024-03-05 14:60", "2024-03-05 14", "2024-03-05T", "14:05",
    "2024-03-05 14:05 Q", "2024-03-05 13:05 PM", "2024-03-05 14:05:59.", "2024-03-05 14:05+",
  ])
  func wrongTimesAreNoDates(cell: String) throws {
    #expect(try read(cell, .date(.monthDayYear)) == "P404")
  }

  @Test(arguments: [
    (PeriodUnit.quarter, "2026-Q3", "2026-Q3"), (.quarter, "2026q1", "2026-Q1"),
    (.quarter, "2026-07-01", "2026-Q3"), (.quarter, "2026-07-02", "P404"),
    (.quarter, "2026-Q5", "P404"), (.quarter, "Q3", "P404"), (.month, "2026-07", "2026-07"),
    (.month, "2026-13", "P404"), (.month, "2026-07-01", "2026-07"), (.half, "2026-H2", "2026-H2"),
    (.year, "2026", "2026"), (.year, "CY2026", "2026"), (.year, "FY2026", "P404"),
    (.fiscalYear, "FY2026", "FY2026"), (.fiscalYear, "2026", "FY2026"),
    (.fiscalQuarter, "FY2026-Q2", "FY2026-Q2"), (.week, "2020-W53", "2020-W53"),
    (.week, "2021-W53", "P404"), (.day, "2026-07-02", "2026-07-02"), (.day, "soon", "P404"),
  ])
  func periods(unit: PeriodUnit, cell: String, expected: String) throws {
    #expect(try read(cell, .period(unit)) == expected)
  }

  @Test(arguments: [
    (DurationUnit.days, "30", "30"), (.days, "30 days", "30"), (.days, "1d", "1"),
    (.days, "-3", "-3"), (.months, "2 Months", "2"), (.months, "2 days", "P404"),
    (.days, "1.5", "P404"), (.days, "a day", "P404"), (.days, "", "(empty)"),
  ])
  func durations(unit: DurationUnit, cell: String, expected: String) throws {
    #expect(try read(cell, .duration(unit)) == expected)
  }

  @Test func textIsExact() throws {
    let world = try load("a,b\n\" x \",1\nNA,2\nnull,3\n\"\",4\n", [.text("a")]).world
    #expect(try world.shown("t", "a") == [" x ", "NA", "null", "(empty)"])
  }

  @Test func choicesTakeTheDeclaredSpelling() throws {
    let kind = ColumnKind.choice(["Gold", "silver"])
    let world = try load(
      "a,b\n GOLD ,1\nSilver,2\nBronze,3\nbronze,4\ngold,5\n", [ColumnSpec(name: "a", kind: kind)]
    ).world
    #expect(try world.shown("t", "a") == ["Gold", "silver", "Bronze", "Bronze", "Gold"])
    guard case .text(_, let dictionary) = world.tables[0].columns[0] else { return }
    #expect(dictionary.count == 3)
  }

  @Test func missingTextsAreDeclared() throws {
    let columns = [
      ColumnSpec(name: "a", kind: .money(nil, .plain), missingTexts: ["-", "n/a"]),
      ColumnSpec(name: "b", kind: .text, missingTexts: ["NULL"]),
    ]
    let world = try load("a,b\n - ,NULL\nn/a,null\n5,x\n", columns).world
    #expect(try world.shown("t", "a") == ["(empty)", "(empty)", "5"])
    #expect(try world.shown("t", "b") == ["(empty)", "null", "x"])
  }

  @Test func idsAreAllOfOneKind() throws {
    let id = [ColumnSpec(name: "a", kind: .id)]
    let numbers = try load("a,b\n10,x\n9,y\n", id).world
    guard case .decimal = numbers.tables[0].columns[0] else {
      Issue.record("whole numbers are kept as such")
      return
    }
    let texts = try load("a,b\n10,x\n9,y\n007,z\nA1,w\n", id).world
    #expect(try texts.shown("t", "a") == ["10", "9", "007", "A1"])
    guard case .text = texts.tables[0].columns[0] else {
      Issue.record("one text makes all ids texts")
      return
    }
    #expect(try texts.type("t", "a") == .id)
  }

  @Test func allNumbersOfAColumnHaveOneScale() throws {
    let rows = (0..<40).map { "\($0)\($0 == 30 ? ".125" : $0 % 3 == 0 ? ".5" : "")" }
    let world = try load("a\n" + rows.joined(separator: "\n"), [.number("a")]).world
    guard case .decimal(let units, let scale) = world.tables[0].columns[0] else { return }
    #expect(scale == 3)
    #expect(units[0] == 500)
    #expect(units[1] == 1_000)
    #expect(units[30] == 30_125)
  }

  @Test func aNumberThatDoesNotFitTheScaleOfAnotherIsReported() throws {
    let large = "1234567890123456"
    for text in ["a\n\(large)\n0.0001\n", "a\n0.0001\n\(large)\n"] {
      let diagnostics = try failure(text, [.number("a")])
      #expect(diagnostics.map(\.code) == [.numberTooLarge])
    }
  }
}

extension ColumnSpec {
  static func text(_ name: String) -> ColumnSpec { ColumnSpec(name: name, kind: .text) }
  static func number(_ name: String) -> ColumnSpec {
    ColumnSpec(name: name, kind: .number(.plain))
  }
}
