/// Reads the records of a region, one block after another.
struct BlockReader {
  let source: ByteSource
  let delimiter: UInt8
  let columnCount: Int
  /// Where the file's data end.
  let dataEnd: Int
  let limits: ReadLimits

  /// One block and where it stands.
  struct Position {
    /// The number of the block's first record within the region.
    var firstRecord: Int
    /// Offset in the file of the block's buffer.
    var bufferOffset: Int
  }

  /// Calls the body with every block in order until it returns false.
  func read(
    _ region: Region, _ body: (Block, RecordScanner, Position) -> Bool
  ) throws(ReadFault) {
    var capacity = limits.bufferSize
    var buffer = Self.allocate(capacity)
    defer { buffer.deallocate() }
    var scanner = RecordScanner(
      delimiter: delimiter, columnCount: columnCount, cellCapacity: limits.cellCapacity)
    defer { scanner.deallocate() }
    var offset = region.start
    var filled = 0
    var recordCount = 0
    while offset < region.end {
      let count = min(capacity - filled, dataEnd - offset - filled)
      try source.read(into: buffer + filled, count: count, at: offset + filled)
      filled += count
      let isFinal = offset + filled >= dataEnd
      var position = 0
      while position < filled, offset + position < region.end {
        let next = scanner.scan(
          buffer, from: position, limit: region.end - offset, end: filled, isFinal: isFinal)
        if scanner.recordCount > 0 {
          let block = Block(
            base: buffer, cells: scanner.cells, columnCount: columnCount,
            recordCount: scanner.recordCount)
          let place = Position(firstRecord: recordCount, bufferOffset: offset)
          guard body(block, scanner, place) else { return }
          recordCount += scanner.recordCount
        }
        if next == position { break }
        position = next
      }
      if isFinal { return }
      if position == 0 {
        // One record fills the buffer: it needs a larger one.
        guard capacity < Cell.maximumLength / 2 else { throw .recordTooLong }
        let larger = Self.allocate(capacity * 2)
        larger.update(from: buffer, count: filled)
        buffer.deallocate()
        buffer = larger
        capacity *= 2
      } else {
        buffer.update(from: buffer + position, count: filled - position)
        offset += position
        filled -= position
      }
    }
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: count + ByteSearch.padding)
    buffer.initialize(repeating: 0, count: count + ByteSearch.padding)
    return buffer
  }
}
