/// What a CSV file looks like: where its parts begin and what separates its cells.
struct Dialect {
  var delimiter: UInt8
  var headers: [String]
  /// Offset of the first byte behind the header.
  var bodyStart: Int
  /// How many lines stand before the body.
  var linesBefore: Int

  /// Why a file's beginning makes no table.
  enum Fault: Error {
    case noHeader
    case headerNotText(line: Int)
    case headerUnterminated(line: Int)
    case headerTextAfterQuote(line: Int)
    case headerTooLong
    case tooManyColumns(Int)
    case read(ReadFault)
  }

  /// More columns than any spreadsheet holds.
  static let maximumColumns = 20_000
  /// More bytes than that many names have.
  private static let maximumHeader = 1 << 24
  private static let candidates: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), Mark.tab, UInt8(ascii: "|"),
  ]
  /// The records that delimiters are judged by.
  private static let sampleRecords = 64

  /// Reads the beginning of a text that starts at an offset, behind any byte order mark.
  init(_ source: ByteSource, from start: Int) throws(Fault) {
    var length = 1 << 16
    while true {
      let sample: [UInt8]
      do throws(ReadFault) {
        sample = try source.bytes(start..<start + length)
      } catch {
        throw .read(error)
      }
      let isWhole = start + length >= source.size
      if let dialect = try Self.read(sample, offset: start, isWhole: isWhole) {
        self = dialect
        return
      }
      guard length < Self.maximumHeader else { throw .headerTooLong }
      length *= 4
    }
  }

  /// The dialect of a sample; nil where its header is cut off.
  private static func read(
    _ sample: [UInt8], offset: Int, isWhole: Bool
  ) throws(Fault) -> Dialect? {
    var position = 0
    var declared: UInt8?
    // A first line `sep=;` is how Excel is told the delimiter.
    if sample.starts(with: Array("sep=".utf8)), sample.count > 5,
      sample[5] == Mark.lineFeed || sample[5] == Mark.carriageReturn
    {
      declared = sample[4]
      position = 6
    }
    while position < sample.count,
      sample[position] == Mark.lineFeed || sample[position] == Mark.carriageReturn
    {
      position += 1
    }
    guard position < sample.count else {
      if isWhole { throw .noHeader }
      return nil
    }
    let delimiter = declared ?? bestDelimiter(sample, from: position, isWhole: isWhole)
    var lines = SampleReader(
      bytes: sample, position: position, delimiter: delimiter, isWhole: isWhole)
    let linesBefore = lineCount(sample[..<position])
    let line = linesBefore + 1
    guard let header = lines.next() else {
      if isWhole { throw .headerUnterminated(line: line) }
      return nil
    }
    guard header.count <= maximumColumns else { throw .tooManyColumns(header.count) }
    if lines.hasTextAfterQuote { throw .headerTextAfterQuote(line: line) }
    var headers: [String] = []
    for cell in header {
      let isText = cell.withUnsafeBufferPointer { Encoding.check($0) == nil }
      guard isText else { throw .headerNotText(line: line) }
      headers.append(trimmed(String(decoding: cell, as: UTF8.self)))
    }
    return Dialect(
      delimiter: delimiter, headers: headers, bodyStart: offset + lines.position,
      linesBefore: lineCount(sample[..<lines.position]))
  }

  private init(delimiter: UInt8, headers: [String], bodyStart: Int, linesBefore: Int) {
    self.delimiter = delimiter
    self.headers = headers
    self.bodyStart = bodyStart
    self.linesBefore = linesBefore
  }

  /// The candidate that cuts most records into as many cells as the header; more cells break ties.
  private static func bestDelimiter(_ sample: [UInt8], from position: Int, isWhole: Bool) -> UInt8 {
    var best = (score: -1.0, columns: 0, delimiter: candidates[0])
    for delimiter in candidates {
      var lines = SampleReader(
        bytes: sample, position: position, delimiter: delimiter, isWhole: isWhole)
      guard let header = lines.next(), header.count > 1 else { continue }
      var agreeing = 0
      var all = 0
      while all < sampleRecords, let record = lines.next() {
        all += 1
        if record.count == header.count { agreeing += 1 }
      }
      let score = all == 0 ? 0 : Double(agreeing) / Double(all)
      if score > best.score || (score == best.score && header.count > best.columns) {
        best = (score, header.count, delimiter)
      }
    }
    return best.delimiter
  }

  private static func lineCount(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { ByteSearch.lineEnds($0, next: nil) }
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

/// Reads the records of a few bytes, for the header and the choice of a delimiter.
private struct SampleReader {
  let bytes: [UInt8]
  var position: Int
  let delimiter: UInt8
  let isWhole: Bool
  private(set) var hasTextAfterQuote = false

  init(bytes: [UInt8], position: Int, delimiter: UInt8, isWhole: Bool) {
    self.bytes = bytes
    self.position = position
    self.delimiter = delimiter
    self.isWhole = isWhole
  }

  /// The cells of the next record; nil at the end, or where the record is cut off.
  mutating func next() -> [[UInt8]]? {
    while position < bytes.count, isLineEnd(bytes[position]) { position += 1 }
    guard position < bytes.count else { return nil }
    var cells: [[UInt8]] = []
    while true {
      guard let cell = cell() else { return nil }
      cells.append(cell)
      guard position < bytes.count else { return isWhole ? cells : nil }
      let byte = bytes[position]
      position += 1
      if byte == delimiter { continue }
      if byte == Mark.carriageReturn, position < bytes.count, bytes[position] == Mark.lineFeed {
        position += 1
      }
      return cells
    }
  }

  private mutating func cell() -> [UInt8]? {
    var cell: [UInt8] = []
    if position < bytes.count, bytes[position] == Mark.quote {
      position += 1
      while true {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        if byte == Mark.quote {
          guard position < bytes.count, bytes[position] == Mark.quote else { break }
          position += 1
        }
        cell.append(byte)
      }
      while position < bytes.count, !isCellEnd(bytes[position]) {
        hasTextAfterQuote = true
        position += 1
      }
    } else {
      while position < bytes.count, !isCellEnd(bytes[position]) {
        cell.append(bytes[position])
        position += 1
      }
    }
    return cell
  }

  private func isLineEnd(_ byte: UInt8) -> Bool {
    byte == Mark.lineFeed || byte == Mark.carriageReturn
  }

  private func isCellEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || isLineEnd(byte)
  }
}
