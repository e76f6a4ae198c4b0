/// Where a cursor stands among the lines of a text, in bytes.
package struct LinePlace: Sendable, Hashable {
  private static let newline = UInt8(ascii: "\n")

  private let bytes: [UInt8]
  private let cursor: Int
  /// The cursor's line without its line end.
  package let line: Range<Int>

  package init(in text: String, cursor: Int) {
    bytes = Array(text.utf8)
    self.cursor = min(cursor, bytes.count)
    line = Self.line(around: self.cursor, in: bytes)
  }

  /// The same character of the line above; nil in the first one.
  package var above: Int? {
    line.lowerBound == 0
      ? nil : sameCharacter(in: Self.line(around: line.lowerBound - 1, in: bytes))
  }

  /// The same character of the line below; nil in the last one.
  package var below: Int? {
    line.upperBound == bytes.count
      ? nil : sameCharacter(in: Self.line(around: line.upperBound + 1, in: bytes))
  }

  private func sameCharacter(in other: Range<Int>) -> Int {
    let place = String(decoding: bytes[line.lowerBound..<cursor], as: UTF8.self).count
    let text = String(decoding: bytes[other], as: UTF8.self)
    return other.lowerBound + text.prefix(place).utf8.count
  }

  private static func line(around offset: Int, in bytes: [UInt8]) -> Range<Int> {
    let start = (bytes[..<offset].lastIndex(of: newline) ?? -1) + 1
    return start..<(bytes[offset...].firstIndex(of: newline) ?? bytes.count)
  }
}
