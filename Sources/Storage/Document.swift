import Columns
import Messages

/// A CSV file that has been opened and understood, but not read.
struct Document {
  let source: ByteSource
  let dialect: Dialect
  /// Where the records end; behind it stands at most a footer.
  private(set) var dataEnd: Int
  private(set) var footer: Footer?
  let limits: ReadLimits

  init(source: ByteSource, dialect: Dialect, dataEnd: Int, limits: ReadLimits) {
    self.source = source
    self.dialect = dialect
    self.dataEnd = dataEnd
    self.limits = limits
  }

  var columnCount: Int { dialect.headers.count }

  var blocks: BlockReader {
    BlockReader(
      source: source, delimiter: dialect.delimiter, columnCount: columnCount, dataEnd: dataEnd,
      limits: limits)
  }

  /// The line, from 1, on which a byte stands.
  func line(at offset: Int) throws(ReadFault) -> Int {
    var line = dialect.linesBefore + 1
    var position = dialect.bodyStart
    while position < offset {
      let end = min(offset, position + limits.bufferSize)
      let bytes = try source.bytes(position..<end + 1)
      let count = end - position
      line += bytes.withUnsafeBufferPointer {
        ByteSearch.lineEnds(
          UnsafeBufferPointer(rebasing: $0[..<count]), next: $0.count > count ? $0[count] : nil)
      }
      position = end
    }
    return line
  }

  /// What a message needs to know of one record.
  struct Located {
    /// The number of its first line in the file.
    var line: Int
    var cells: [String]
  }

  /// Finds records by their numbers, by reading the file once more from the start.
  func locate(_ records: Set<Int>) throws(ReadFault) -> [Int: Located] {
    var located: [Int: Located] = [:]
    guard let last = records.max() else { return located }
    var line = dialect.linesBefore + 1
    var counted = dialect.bodyStart
    var fault: ReadFault?
    let region = Region(start: dialect.bodyStart, end: dataEnd, recordBound: 0)
    try blocks.read(region) { block, scanner, place in
      for record in 0..<block.recordCount where records.contains(place.firstRecord + record) {
        let offset = place.bufferOffset + scanner.starts[record]
        do throws(ReadFault) {
          line += try lineEnds(counted..<offset)
        } catch {
          fault = error
          return false
        }
        counted = offset
        located[place.firstRecord + record] = Located(
          line: line,
          cells: (0..<columnCount).map {
            String(decoding: block.text(block.cell(record, $0)), as: UTF8.self)
          })
      }
      return place.firstRecord + block.recordCount <= last
    }
    if let fault { throw fault }
    return located
  }

  /// The line ends in a range that begins and ends where lines do.
  private func lineEnds(_ range: Range<Int>) throws(ReadFault) -> Int {
    var count = 0
    var position = range.lowerBound
    while position < range.upperBound {
      let end = min(range.upperBound, position + limits.bufferSize)
      let bytes = try source.bytes(position..<end + 1)
      guard bytes.count >= end - position else { throw .changed }
      count += bytes.withUnsafeBufferPointer {
        ByteSearch.lineEnds(
          UnsafeBufferPointer(rebasing: $0[..<(end - position)]),
          next: $0.count > end - position ? $0[end - position] : nil)
      }
      position = end
    }
    return count
  }
}

extension Document {
  /// Finds out the encoding, the delimiter, the headers and the end of a text.
  static func understand(
    _ source: ByteSource, limits: ReadLimits, messages: LoadMessages
  ) throws(Diagnostic) -> Document {
    guard source.size > 0 else { throw messages.empty }
    let start = try bytes(of: source, 0..<8, messages)
    if start.starts(with: [0x50, 0x4b, 0x03, 0x04]) { throw messages.notCSV("a workbook") }
    if start.starts(with: [0x1f, 0x8b]) { throw messages.notCSV("a compressed file") }
    switch TextEncoding(start: start[...]) {
    case .utf8(let markLength):
      return try understand(source, from: markLength, limits: limits, messages: messages)
    case .utf16(let isLittleEndian, let markLength):
      let all = try bytes(of: source, 0..<source.size, messages)
      let text: [UInt8]
      do throws(Encoding.BadLine) {
        text = try Encoding.transcode(all, from: markLength, isLittleEndian: isLittleEndian)
      } catch {
        throw messages.notUTF16(line: error.line)
      }
      let transcoded = ByteSource(bytes: text)
      return try understand(transcoded, from: 0, limits: limits, messages: messages)
    }
  }

  private static func bytes(
    of source: ByteSource, _ range: Range<Int>, _ messages: LoadMessages
  ) throws(Diagnostic) -> [UInt8] {
    do throws(ReadFault) {
      return try source.bytes(range)
    } catch {
      throw messages.unreadable(error)
    }
  }

  private static func understand(
    _ source: ByteSource, from start: Int, limits: ReadLimits, messages: LoadMessages
  ) throws(Diagnostic) -> Document {
    let dialect: Dialect
    do throws(Dialect.Fault) {
      dialect = try Dialect(source, from: start)
    } catch {
      throw messages.dialect(error)
    }
    var document = Document(
      source: source, dialect: dialect, dataEnd: source.size, limits: limits)
    guard dialect.headers.count > 1 else { return document }
    do throws(ReadFault) {
      document.footer = try Footer.find(
        source, body: dialect.bodyStart, delimiter: dialect.delimiter)
    } catch {
      throw messages.unreadable(error)
    }
    if let footer = document.footer { document.dataEnd = footer.start }
    return document
  }
}
