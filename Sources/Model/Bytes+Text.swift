/// Texts as UTF-8.
extension [UInt8] {
  package mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  package mutating func append(text: String) {
    append(contentsOf: text.utf8)
  }

  package mutating func append(_ byte: UInt8, times: Int) {
    for _ in 0..<Swift.max(0, times) { append(byte) }
  }
}
