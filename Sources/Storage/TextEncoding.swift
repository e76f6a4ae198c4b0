/// How a file spells its text.
enum TextEncoding {
  case utf8(markLength: Int)
  case utf16(isLittleEndian: Bool, markLength: Int)

  /// Reads the byte order mark, or the zero bytes of a UTF-16 text without one.
  init(start bytes: ArraySlice<UInt8>) {
    let bytes = Array(bytes.prefix(4))
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
      self = .utf8(markLength: 3)
    } else if bytes.starts(with: [0xff, 0xfe]) {
      self = .utf16(isLittleEndian: true, markLength: 2)
    } else if bytes.starts(with: [0xfe, 0xff]) {
      self = .utf16(isLittleEndian: false, markLength: 2)
    } else if bytes.count == 4, bytes[0] != 0, bytes[1] == 0, bytes[2] != 0, bytes[3] == 0 {
      self = .utf16(isLittleEndian: true, markLength: 0)
    } else if bytes.count == 4, bytes[0] == 0, bytes[1] != 0, bytes[2] == 0, bytes[3] != 0 {
      self = .utf16(isLittleEndian: false, markLength: 0)
    } else {
      self = .utf8(markLength: 0)
    }
  }
}

/// Checks and conversions of encodings.
enum Encoding {
  /// The UTF-8 of a UTF-16 text.
  ///
  /// - Throws: the line, from 1, of the first half of a pair that stands alone.
  static func transcode(
    _ bytes: [UInt8], from start: Int, isLittleEndian: Bool
  ) throws(BadLine) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count - start) / 2 + 16)
    var line = 1
    var position = start
    func unit(_ position: Int) -> UInt32 {
      let (first, second) = (UInt32(bytes[position]), UInt32(bytes[position + 1]))
      return isLittleEndian ? second << 8 | first : first << 8 | second
    }
    while position + 1 < bytes.count {
      var value = unit(position)
      position += 2
      if value & 0xfc00 == 0xd800, position + 1 < bytes.count,
        unit(position) & 0xfc00 == 0xdc00
      {
        value = 0x1_0000 + (value & 0x3ff) << 10 + unit(position) & 0x3ff
        position += 2
      }
      guard let scalar = Unicode.Scalar(value) else { throw BadLine(line: line) }
      if value == 10 { line += 1 }
      output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
    guard position == bytes.count else { throw BadLine(line: line) }
    return output
  }

  struct BadLine: Error {
    var line: Int
  }

  /// Whether bytes are valid UTF-8 without a zero byte.
  static func check(_ text: UnsafeBufferPointer<UInt8>) -> Fault? {
    var combined: UInt8 = 0
    var hasZero = false
    for byte in text {
      combined |= byte
      if byte == 0 { hasZero = true }
    }
    if hasZero { return .zeroByte }
    if combined < 0x80 { return nil }
    return String(validating: text, as: UTF8.self) == nil ? .notUTF8 : nil
  }

  enum Fault {
    case zeroByte
    case notUTF8
  }
}
