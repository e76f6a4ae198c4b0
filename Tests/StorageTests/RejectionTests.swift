import Columns
import Messages
import Model
import Testing

@testable import Storage

/// What a user reads when a file does not load.
@Suite struct RejectionTests {
  @Test func rowsAreGroupedByColumnAndReasonExamplesFirst() throws {
    let columns = [
      ColumnSpec(name: "amount", kind: .money(nil, .plain), header: "Amount (USD)"),
      ColumnSpec(name: "closed_on", kind: .date(nil), header: "Closed"),
    ]
    let text = """
      Name,Amount (USD),Closed
      "two
      lines",abc,2024-01-01
      x,5,03/04/2024

      y,"1,23",2024-01-01
      z,n/a,04/05/2024
      """
    let diagnostics = try failure(text, columns)
    #expect(
      diagnostics.map(\.message) == [
        "t.csv: 2 values of amount are not numbers",
        "t.csv: 2 values of closed_on may mean day/month or month/day",
        "t.csv: 1 value of amount is grouped otherwise than in threes",
      ])
    #expect(
      diagnostics[0].notes.prefix(2) == [
        "t.csv:2:Amount (USD): \"abc\"", "t.csv:7:Amount (USD): \"n/a\"",
      ])
    #expect(diagnostics[1].notes.first == "t.csv:4:Closed: \"03/04/2024\"")
    #expect(
      diagnostics[1].suggestions.map(\.text) == [
        "closed_on: date(\"dmy\")", "closed_on: date(\"mdy\")",
      ])
    #expect(diagnostics[2].notes.first == "t.csv:6:Amount (USD): \"1,23\"")
    #expect(diagnostics[2].notes.last == "nothing of t.csv was loaded")
  }

  @Test func aHundredRowsAreShownAndTheRestCounted() throws {
    let rows = (0..<5_000).map { "\($0 % 2 == 0 ? "x" : "1"),\($0 == 4_999 ? "?" : "2024-01-01")" }
    let columns = [ColumnSpec.number("a"), ColumnSpec(name: "b", kind: .date(nil))]
    let diagnostics = try failure("a,b\n" + rows.joined(separator: "\n"), columns)
    #expect(
      diagnostics.map(\.message) == [
        "t.csv: 2,500 values of a are not numbers", "t.csv: 1 value of b is not a date",
      ])
    #expect(diagnostics[0].notes.count { $0.hasPrefix("t.csv:") } == 100)
    #expect(diagnostics[0].notes[99] == "t.csv:200:a: \"x\"")
    #expect(diagnostics[0].notes[100] == "and 2,400 rows more like these")
    #expect(diagnostics[1].notes[0] == "t.csv:5001:b: \"?\"")
  }

  @Test(arguments: [
    ("a,b\n1\n", Code.badCSV, "t.csv:2: 1 cell"),
    ("a,b\n1,2\n1,2,3\n", .badCSV, "t.csv:3: 3 cells"),
    ("a,b\n\"x\"y,2\n", .badCSV, "t.csv:2"), ("a,b\n1,2,\n", .badCSV, "t.csv:2: 3 cells"),
    ("a,b\r\n1,2\r\n \r\n3,4", .badCSV, "t.csv:3: 1 cell"),
  ])
  func recordsThatDoNotFit(text: String, code: Code, place: String) throws {
    let diagnostics = try failure(text)
    #expect(diagnostics.map(\.code) == [code])
    #expect(diagnostics[0].notes[0] == place)
  }

  @Test(arguments: [
    ("a,b\n1,\"2\n3,4\n", "t.csv:2: a quote opens a cell here and nothing closes it"),
    ("a,b\n\"1\n\",2\n5,6\n3,\"4", "t.csv:5: a quote opens a cell here and nothing closes it"),
    ("\"a,b\n1,2\n", "t.csv:1: a quote opens a cell here and nothing closes it"),
  ])
  func aQuoteThatNothingCloses(text: String, message: String) throws {
    let diagnostics = try failure(text)
    #expect(diagnostics.map(\.code) == [.badCSV])
    #expect(diagnostics[0].message == message)
  }

  @Test(
    arguments: [
      ([0x61, 0x2c, 0x62, 0x0a, 0x78, 0x2c, 0xe4, 0x0a], "1 value of b is not UTF-8 text"),
      ([0x61, 0x2c, 0x62, 0x0a, 0x78, 0x2c, 0x00, 0x0a], "1 value of b contains a zero byte"),
    ] as [([UInt8], String)])
  func bytesThatAreNoText(bytes: [UInt8], message: String) throws {
    let diagnostics = try failure(bytes)
    #expect(diagnostics.map(\.code) == [.badEncoding])
    #expect(diagnostics[0].message == "t.csv: \(message)")
    #expect(diagnostics[0].notes[0].hasPrefix("t.csv:2:b: "))
  }

  /// However the file is cut, each value that is no text counts.
  @Test func bytesThatAreNoTextAreAllCounted() throws {
    let row: [UInt8] = [0x78, 0x2c, 0xe4, 0x0a]
    let bytes = Array("a,b\n".utf8) + Array(repeating: row, count: 30).joined()
    for columns in [[], [ColumnSpec(name: "b", kind: .id)]] {
      let diagnostics = try failure(bytes, columns)
      #expect(diagnostics[0].message == "t.csv: 30 values of b are not UTF-8 text")
    }
  }

  @Test func aHeaderThatIsNoText() throws {
    let diagnostics = try failure([0x0a, 0x61, 0x2c, 0xff, 0x0a])
    #expect(diagnostics[0].message == "t.csv:2: this is not UTF-8 text")
  }

  @Test func requiredCellsAreFilled() throws {
    let columns = [ColumnSpec(name: "a", kind: .text, missingTexts: ["-"], isRequired: true)]
    let diagnostics = try failure("a,b\nx,1\n,2\n-,3\n", columns)
    #expect(diagnostics.map(\.code) == [.requiredMissing])
    #expect(diagnostics[0].message == "t.csv: 2 rows without a, which is required")
    #expect(diagnostics[0].notes.prefix(2) == ["t.csv:3:a: (empty)", "t.csv:4:a: \"-\""])
  }

  @Test(arguments: [("", Code.fileEmpty), ("\n\r\n", .fileEmpty), ("\u{feff}", .fileEmpty)])
  func emptyFiles(text: String, code: Code) throws {
    #expect(try failure(text).map(\.code) == [code])
  }

  @Test(
    arguments: [
      ([0x50, 0x4b, 0x03, 0x04, 0x14], "t.csv is a workbook, not a CSV file"),
      ([0x1f, 0x8b, 0x08, 0x00], "t.csv is a compressed file, not a CSV file"),
    ] as [([UInt8], String)])
  func otherKindsOfFile(bytes: [UInt8], message: String) throws {
    #expect(try failure(bytes)[0].message == message)
  }

  @Test(arguments: ["no/such/file.csv", "/", "", "a\u{0}b", "/dev/null", "/dev/zero"])
  func pathsThatAreNoFile(path: String) {
    let loader = CSVLoader(threads: 2)
    let error = #expect(throws: LoadFailure.self) {
      try loader.load([EntitySpec(name: "t", path: path)], into: .empty)
    }
    #expect(error?.diagnostics.map(\.code) == [.fileNotReadable])
    let script = #expect(throws: LoadFailure.self) { try loader.readScript(path) }
    #expect(script?.diagnostics.map(\.code) == [.fileNotReadable])
  }

  @Test func everyFileIsReportedAndNothingIsLoaded() throws {
    let folder = try TestFolder()
    let good = try folder.write("good.csv", "a\n1\n")
    let bad = try folder.write("bad.csv", "a,b\n1\n")
    let error = #expect(throws: LoadFailure.self) {
      try CSVLoader(threads: 1).load(
        [
          EntitySpec(name: "x", path: bad), EntitySpec(name: "y", path: good),
          EntitySpec(name: "z", path: folder.path + "/none.csv"),
        ], into: .empty)
    }
    #expect(error?.diagnostics.map(\.code) == [.badCSV, .fileNotReadable])
  }

  @Test func valuesAreShownWithoutControlCharacters() {
    #expect(LoadMessages.quoted("a\u{1b}[31m\nb\tc") == "\"a\u{fffd}[31m\\nb\\tc\"")
    #expect(LoadMessages.quoted(String(repeating: "x", count: 99)).count == 63)
    #expect(LoadMessages.grouped(1_234_567) == "1,234,567")
  }
}
