import Columns
import Messages

/// What a text becomes in a format.
enum TextDress: Sendable {
  /// Between quotation marks where it needs them, as RFC 4180 says; an empty text always, so that it
  /// is not taken for a missing one.
  case csv
  /// Escaped; the quotation marks are not part of it.
  case json
  /// It stays in its cell and means nothing to Markdown.
  case markdown
  case html
  /// As people read it in a box: without control characters, tabs included, and measured.
  case shown

  /// How many bytes a text of so many becomes at most.
  func longest(_ count: Int) -> Int {
    switch self {
    case .csv: count * 2 + 2
    case .json, .html: count * 6
    case .markdown: count * 5
    case .shown: count * 3
    }
  }

  /// For each byte whether it cannot stay as it is.
  var specials: [Bool] { (0...255).map { isSpecial($0) } }

  private func isSpecial(_ byte: UInt8) -> Bool {
    switch self {
    case .csv: Self.isOne(byte, of: ",\"\n\r")
    case .json: byte < 0x20 || Self.isOne(byte, of: "\"\\")
    case .markdown: byte < 0x20 || Self.isOne(byte, of: "|\\*`_[]<&")
    case .html: byte < 0x20 || Self.isOne(byte, of: "<>&\"")
    case .shown: !(0x20..<0x7F).contains(byte)
    }
  }

  private static func isOne(_ byte: UInt8, of signs: String) -> Bool { signs.utf8.contains(byte) }

  /// Writes a text.
  ///
  /// - Parameter specials: what ``specials`` gives, which is made once for all texts.
  /// - Returns: how many columns of a terminal it takes, where it is shown in one.
  @inline(__always) func write(
    _ text: UnsafeBufferPointer<UInt8>, _ specials: UnsafeBufferPointer<Bool>,
    to cursor: inout TextCursor
  ) -> Int {
    let start = cursor
    for byte in text {
      if specials[Int(byte)] {
        cursor = start
        return writeSpecial(text, specials, to: &cursor)
      }
      cursor.put(byte)
    }
    if text.isEmpty, self == .csv { cursor.put("\"\"") }
    return text.count
  }

  /// Writes a text with a byte that cannot stay as it is.
  private func writeSpecial(
    _ text: UnsafeBufferPointer<UInt8>, _ specials: UnsafeBufferPointer<Bool>,
    to cursor: inout TextCursor
  ) -> Int {
    switch self {
    case .csv:
      cursor.put(UInt8(ascii: "\""))
      for byte in text {
        if byte == UInt8(ascii: "\"") { cursor.put(byte) }
        cursor.put(byte)
      }
      cursor.put(UInt8(ascii: "\""))
    case .json, .markdown, .html:
      for byte in text {
        if specials[Int(byte)] { escape(byte, to: &cursor) } else { cursor.put(byte) }
      }
    case .shown:
      if let width = Self.widthOfLatin(text) {
        cursor.put(text)
        return width
      }
      let cleaned = ShownCell.cleaned(String(decoding: text, as: UTF8.self))
      cursor.put(Array(cleaned.utf8))
      return DisplayWidth.of(cleaned)
    }
    return 0
  }

  /// The width of a text of nothing but printable characters below U+0300, none of which joins
  /// another: each takes one column. Nil for any other text.
  private static func widthOfLatin(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var position = 0
    var width = 0
    while position < text.count {
      let byte = text[position]
      position += 1
      width += 1
      if (0x20..<0x7F).contains(byte) { continue }
      guard (0xC2...0xCB).contains(byte), position < text.count else { return nil }
      let next = text[position]
      position += 1
      // U+0080 to U+009F are controls, U+00AD is a hyphen that only shows at the end of a line.
      let isShown = byte == 0xC2 ? next >= 0xA0 && next != 0xAD : next >= 0x80
      guard isShown, next < 0xC0 else { return nil }
    }
    return width
  }

  private func escape(_ byte: UInt8, to cursor: inout TextCursor) {
    switch (self, byte) {
    case (.json, UInt8(ascii: "\"")): cursor.put("\\\"")
    case (.json, UInt8(ascii: "\\")): cursor.put("\\\\")
    case (.json, 0x0A): cursor.put("\\n")
    case (.json, 0x0D): cursor.put("\\r")
    case (.json, 0x09): cursor.put("\\t")
    case (.json, _):
      cursor.put("\\u00")
      for digit in [byte >> 4, byte & 15] {
        cursor.put(digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
      }
    case (_, UInt8(ascii: "<")): cursor.put("&lt;")
    case (_, UInt8(ascii: ">")): cursor.put("&gt;")
    case (_, UInt8(ascii: "&")): cursor.put("&amp;")
    case (_, UInt8(ascii: "\"")): cursor.put("&quot;")
    case (_, 0x0A): cursor.put("<br>")
    case (_, 0x00..<0x20): cursor.put(UInt8(ascii: " "))
    case (_, _):
      cursor.put(UInt8(ascii: "\\"))
      cursor.put(byte)
    }
  }

  /// A text that stands alone: a name or a title.
  func dressed(_ text: String) -> [UInt8] {
    var text = text
    let specials = specials
    var bytes: [UInt8] = []
    text.withUTF8 { text in
      bytes.append(atMost: longest(text.count)) { cursor in
        _ = specials.withUnsafeBufferPointer { write(text, $0, to: &cursor) }
      }
    }
    return bytes
  }
}
