import Messages

/// Takes a text token apart: characters with their escapes resolved, and interpolated parts.
struct TextReader {
  enum Piece {
    case characters(String)
    /// The bytes between `{` and `}`.
    case interpolation(Range<Int>)
  }

  private let source: Source
  private(set) var position: Int
  /// Where the closing quote stands.
  private let end: Int
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: Source, _ token: Token) {
    self.source = source
    position = token.start + Self.quoteLength(source.bytes[token.start])
    // A curly quote takes three bytes, and its last one is never ASCII.
    end = max(position, token.end - (source.bytes[token.end - 1] < 0x80 ? 1 : 3))
  }

  private static func quoteLength(_ first: UInt8) -> Int { first < 0x80 ? 1 : 3 }

  /// The characters from an offset to the position, as written.
  func rawText(from start: Int) -> String { source.text(start..<position) }

  mutating func next() -> Piece? {
    guard position < end else { return nil }
    if source.bytes[position] == UInt8(ascii: "{") { return .interpolation(interpolation()) }
    var characters = ""
    var start = position
    while position < end {
      let byte = source.bytes[position]
      if byte == UInt8(ascii: "{") { break }
      if byte == UInt8(ascii: "\\") {
        characters += source.text(start..<position)
        characters += escape()
        start = position
      } else {
        position += 1
      }
    }
    return .characters(characters + source.text(start..<position))
  }

  /// Escapes: `\"` `\'` `\\` `\{` `\}` `\n` `\t`.
  private mutating func escape() -> String {
    let start = position
    position += 1
    let byte = position < end ? source.bytes[position] : 0
    position = min(end, position + 1)
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      return String(Unicode.Scalar(byte))
    default:
      while position < end, source.bytes[position] & 0xC0 == 0x80 { position += 1 }
      let escaped = source.text((start + 1)..<position)
      if let quote = escaped.unicodeScalars.first, quote.opensText { return escaped }
      let span = Span(source: source.id, start: start, end: position)
      diagnostics.append(SyntaxMessages.unknownEscape(source.text(span), span))
      return ""
    }
  }

  /// Skips to behind the brace that closes the one at the position, as the lexer has found it.
  private mutating func interpolation() -> Range<Int> {
    let start = position + 1
    var lexer = Lexer(source, start..<end)
    lexer.skipInterpolation()
    position = min(end, lexer.position)
    return start..<max(start, position - 1)
  }
}
