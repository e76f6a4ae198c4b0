/// Byte values that give a CSV file its structure.
enum Mark {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
}

/// Searches that look at eight bytes at a time.
///
/// All of them read up to seven bytes behind `end`: buffers have ``padding`` more than they hold.
///
/// Source: "Determine if a word has a byte equal to n", S. E. Anderson, Bit Twiddling Hacks. The
/// lowest byte that such a mask marks is always right, and only that one is used.
enum ByteSearch {
  static let padding = 16

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always) static func repeated(_ byte: UInt8) -> UInt64 {
    ones &* UInt64(byte)
  }

  @inline(__always) private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- ones) & ~word & highs
  }

  /// The first delimiter or line end at or behind a position; `end` where there is none.
  @inline(__always) static func fieldEnd(
    _ base: UnsafePointer<UInt8>, from start: Int, end: Int, delimiters: UInt64
  ) -> Int {
    let raw = UnsafeRawPointer(base)
    var position = start
    while position < end {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let found =
        zeroBytes(word ^ delimiters)
        | zeroBytes(word ^ repeated(Mark.lineFeed))
        | zeroBytes(word ^ repeated(Mark.carriageReturn))
      if found != 0 { return min(end, position + found.trailingZeroBitCount >> 3) }
      position += 8
    }
    return end
  }

  /// The first byte of a value at or behind a position; `end` where there is none.
  @inline(__always) static func first(
    _ byte: UInt8, _ base: UnsafePointer<UInt8>, from start: Int, end: Int
  ) -> Int {
    let raw = UnsafeRawPointer(base)
    let wanted = repeated(byte)
    var position = start
    while position < end {
      let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      let found = zeroBytes(word ^ wanted)
      if found != 0 { return min(end, position + found.trailingZeroBitCount >> 3) }
      position += 8
    }
    return end
  }

  /// How many lines end in a run of bytes: line feeds, and carriage returns without one behind.
  ///
  /// - Parameter next: the byte behind the run, which decides about a carriage return at its end.
  static func lineEnds(_ bytes: UnsafeBufferPointer<UInt8>, next: UInt8?) -> Int {
    guard let last = bytes.last else { return 0 }
    var count = 0
    for index in 0..<bytes.count {
      count &+= bytes[index] == Mark.lineFeed ? 1 : 0
    }
    for index in 0..<(bytes.count - 1) {
      let isLone = bytes[index] == Mark.carriageReturn && bytes[index + 1] != Mark.lineFeed
      count &+= isLone ? 1 : 0
    }
    if last == Mark.carriageReturn, next != Mark.lineFeed { count += 1 }
    return count
  }
}
