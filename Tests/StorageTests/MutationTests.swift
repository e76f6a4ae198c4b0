import Columns
import Messages
import Model
import Testing

@testable import Storage

/// A CSV reader that is slow, simple and obviously right: one character after the other.
private struct Reference {
  let text: [UInt8]
  let delimiter: UInt8

  /// The records, header first, without empty ones at the end; nil where the text is refused.
  func records() -> [[[UInt8]]]? {
    var records: [[[UInt8]]] = []
    var record: [[UInt8]] = []
    var cell: [UInt8] = []
    var isAtStart = true
    var index = 0

    func endRecord() {
      record.append(cell)
      // A line without any character is no record; one with a quoted empty cell is.
      if !(record.count == 1 && isAtStart) { records.append(record) }
      record = []
      cell = []
      isAtStart = true
    }

    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: "\""), isAtStart {
        isAtStart = false
        while true {
          guard index < text.count else { return nil }
          if text[index] == UInt8(ascii: "\"") {
            guard index + 1 < text.count, text[index + 1] == UInt8(ascii: "\"") else { break }
            index += 1
          }
          cell.append(text[index])
          index += 1
        }
        index += 1
        if index < text.count, ![delimiter, 10, 13].contains(text[index]) { return nil }
      } else if byte == delimiter {
        record.append(cell)
        cell = []
        isAtStart = true
        if index == text.count || text[index] == 10 || text[index] == 13 {
          // The last cell of the line is empty, and there.
          isAtStart = false
        }
      } else if byte == 10 || byte == 13 {
        endRecord()
      } else {
        isAtStart = false
        cell.append(byte)
      }
    }
    endRecord()
    guard let header = records.first else { return nil }
    // Empty rows at the end are a footer, however many cells they have.
    while records.count > 1, let last = records.last, last.allSatisfy(\.isEmpty) {
      records.removeLast()
    }
    return records.allSatisfy { $0.count == header.count } ? records : nil
  }
}

@Suite struct MutationTests {
  private static let seeds = [
    "h1,h2,h3\n1,\"two, too\",3\n\"a \"\"b\"\"\",,\"\"\n\"line\nline\",x,y\n4,5,6\n",
    "h1,h2\r\n\"x\r\ny\",1\r\n,\r\n\"\",\"\"\r\n7,\"8\"\r\n",
    "h1,h2\r1,2\r\r\"3\r\",4\r",
    "h1,h2,h3,h4\n" + String(repeating: "aaaa,\"b,\n\"\"b\",c,\"\"\n", count: 12),
    "h1,h2\n" + String(repeating: "\"\"\"\",\n,\"\n\"\n", count: 9),
  ]

  private func mutated(_ random: inout Random) -> [UInt8] {
    var bytes = Array((Self.seeds.randomElement(using: &random) ?? "").utf8)
    let pieces = Array("\"\",\n\r,x\"".utf8)
    // The header stays: what a delimiter is would depend on it.
    let body = (bytes.firstIndex { $0 == 10 || $0 == 13 } ?? 0) + 1
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let place = Int.random(in: min(body, bytes.count)...bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.insert(pieces.randomElement(using: &random) ?? 0, at: place)
      case 1: if place < bytes.count { bytes.remove(at: place) }
      case 2:
        if place < bytes.count { bytes[place] = pieces.randomElement(using: &random) ?? 0 }
      default:
        let end = Int.random(in: place...bytes.count, using: &random)
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    return bytes
  }

  /// What the loader makes of a text: its cells as they are, or nil where it refuses.
  private func cells(_ bytes: [UInt8], blockSize: Int) -> [[String]]? {
    let columns = (1...4).map { ColumnSpec(name: "h\($0)", kind: .text) }
    let header = bytes.prefix { $0 != 10 && $0 != 13 }
    let count = header.split(separator: UInt8(ascii: ",")).count
    let loader = CSVLoader(threads: 3, files: ["t.csv": bytes], blockSize: blockSize)
    let spec = EntitySpec(name: "t", path: "t.csv", columns: Array(columns.prefix(count)))
    guard let world = try? loader.load([spec], into: .empty).world else { return nil }
    let table = world.tables[0]
    return (0..<table.rowCount).map { row in
      table.columns.map { column in
        guard case .text(let text) = column[row] else { return "" }
        return text
      }
    }
  }

  /// Thousands of damaged files: the same cells as the reference, or refused by both.
  @Test func theLoaderAgreesWithASimpleReader() {
    var random = Random(state: 4)
    var acceptedCount = 0
    for round in 0..<3_000 {
      let bytes = mutated(&random)
      let expected = Reference(text: bytes, delimiter: UInt8(ascii: ",")).records().map { records in
        records.dropFirst().map { $0.map { String(decoding: $0, as: UTF8.self) } }
      }
      if expected != nil { acceptedCount += 1 }
      for blockSize in [1, 5, 16, 1_000] {
        let found = cells(bytes, blockSize: blockSize)
        guard found == expected else {
          let text = String(decoding: bytes, as: UTF8.self)
          Issue.record(
            """
            round \(round), blocks of \(blockSize): \(text.debugDescription)
            found \(String(describing: found))
            expected \(String(describing: expected))
            """)
          return
        }
      }
    }
    #expect(acceptedCount > 500 && acceptedCount < 2_500)
  }

  /// Damaged bytes of every kind, read as every kind of column: nothing may trap.
  @Test func noBytesEndTheProgram() {
    var random = Random(state: 5)
    let text =
      "h1,h2,h3,h4,h5,h6,h7,h8\n"
      + "1,$5.20,80%,2024-01-02,yes,2026-Q3,30 days,gold\n"
      + "-7,\"(1,234.50) EUR\",0.5,3 Mar 2024 14:05,0,2025-Q1,5,Gold\n"
    let kinds: [ColumnKind] = [
      .id, .money(nil, .plain), .percent(.plain), .date(.dayMonthYear), .bool, .period(.quarter),
      .duration(.days), .choice(["gold"]),
    ]
    let columns = kinds.enumerated().map { ColumnSpec(name: "h\($0 + 1)", kind: $1) }
    var loadedCount = 0
    for round in 0..<3_000 {
      var bytes = Array(text.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] =
          round % 2 == 0
          ? UInt8.random(in: 0...255, using: &random)
          : bytes.randomElement(using: &random) ?? 0
      }
      for declared in [columns, []] {
        let loader = CSVLoader(threads: 2, files: ["t.csv": bytes], blockSize: 32)
        let spec = EntitySpec(name: "t", path: "t.csv", columns: declared)
        if (try? loader.load([spec], into: .empty)) != nil { loadedCount += 1 }
      }
    }
    #expect(loadedCount > 100)
  }
}
