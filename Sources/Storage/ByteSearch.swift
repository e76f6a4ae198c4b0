/// Byte values that give a CSV file its structure.
enum Mark {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
}

/// Searches that compare 64 bytes at a time.
enum ByteSearch {
  /// So many bytes behind their end buffers can be read, for whole words of every cell.
  static let padding = 64

  /// How many lines end in a run of bytes: line feeds, and carriage returns without one behind.
  ///
  /// - Parameter next: the byte behind the run, which decides about a carriage return at its end.
  static func lineEnds(_ bytes: UnsafeBufferPointer<UInt8>, next: UInt8?) -> Int {
    guard let last = bytes.last else { return 0 }
    var count = occurrences(of: Mark.lineFeed, in: bytes)
    if occurrences(of: Mark.carriageReturn, in: bytes) == 0 { return count }
    for index in 0..<(bytes.count - 1) {
      let isLone = bytes[index] == Mark.carriageReturn && bytes[index + 1] != Mark.lineFeed
      count &+= isLone ? 1 : 0
    }
    if last == Mark.carriageReturn, next != Mark.lineFeed { count += 1 }
    return count
  }

  private static func occurrences(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let wanted = SIMD64<UInt8>(repeating: byte)
    let raw = UnsafeRawBufferPointer(bytes)
    var count = 0
    var position = 0
    while position &+ 64 <= raw.count {
      // A lane counts to at most 255.
      let end = min(raw.count &- 63, position &+ 255 &* 64)
      var lanes = SIMD64<UInt8>.zero
      while position < end {
        let found = raw.loadUnaligned(fromByteOffset: position, as: SIMD64<UInt8>.self) .== wanted
        lanes &-= unsafeBitCast(found, to: SIMD64<UInt8>.self)
        position &+= 64
      }
      for lane in 0..<64 { count &+= Int(lanes[lane]) }
    }
    while position < raw.count {
      count &+= raw[position] == byte ? 1 : 0
      position &+= 1
    }
    return count
  }
}
