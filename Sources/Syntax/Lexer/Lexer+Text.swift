import Messages

extension Lexer {
  /// STRING: from its opening quote to its closing one on the same line.
  mutating func text() {
    let start = position
    let opening = scalar().value
    let length = scalar().length
    position += length
    let inside = position
    if start < plainUntil { return plainText(start, opening) }
    if let open = skip([(opening, inside)]) {
      plainUntil = position
      // Where a brace was left open the text may still end at the next quote.
      position = inside
      if skipPlainText(opening) {
        report(LexerMessages.unclosedBrace(at(open, length: 1)))
      } else {
        report(
          LexerMessages.unclosedText(
            source.text(start..<position), span(from: start), isLast: position >= end))
      }
      return add(.malformed, from: start)
    }
    controlCharacters(start)
    add(.text, from: start)
  }

  /// A text on a line that has an open brace, of which one message is enough.
  private mutating func plainText(_ start: Int, _ opening: Unicode.Scalar) {
    if !skipPlainText(opening) {
      let text = source.text(start..<position)
      report(LexerMessages.unclosedText(text, span(from: start), isLast: position >= end))
      return add(.malformed, from: start)
    }
    let hasBrace = bytes[start..<position].contains(UInt8(ascii: "{"))
    add(hasBrace ? .malformed : .text, from: start)
  }

  private func at(_ offset: Int, length: Int) -> Span {
    Span(source: source.id, start: offset, end: offset + length)
  }

  /// Skips to behind the `}` of an interpolation, at the byte behind its `{`.
  mutating func skipInterpolation() {
    _ = skip([(nil, position)])
  }

  /// Skips to where all that is open (texts with their opening quotes, or braces) has been closed; on
  /// failure gives where the part left open begins.
  ///
  /// Texts inside an interpolation may hold interpolations in turn; a stack instead of recursion
  /// keeps any depth of them safe.
  private mutating func skip(_ opened: [(quote: Unicode.Scalar?, start: Int)]) -> Int? {
    var open = opened
    while let innermost = open.last {
      // Of all that is open the first brace is the likeliest mistake.
      if isAtLineEnd { return (open.first { $0.quote == nil } ?? innermost).start }
      let (value, length) = scalar()
      let start = position
      position += length
      guard let quote = innermost.quote else {
        switch value {
        case "{": open.append((nil, start))
        case "}": open.removeLast()
        case "`":
          while !isAtLineEnd, byte() != UInt8(ascii: "`") { position += 1 }
          if !isAtLineEnd { position += 1 }
        case _ where value.opensText: open.append((value, start))
        default: break
        }
        continue
      }
      switch value {
      case "\\" where !isAtLineEnd: position += scalar().length
      case "{": open.append((nil, start))
      case _ where quote.isClosed(by: value): open.removeLast()
      default: break
      }
    }
    return nil
  }

  /// Skips to behind the closing quote, braces being plain; false at the line's end.
  private mutating func skipPlainText(_ opening: Unicode.Scalar) -> Bool {
    while !isAtLineEnd {
      let (value, length) = scalar()
      position += length
      if value == "\\", !isAtLineEnd {
        position += scalar().length
      } else if opening.isClosed(by: value) {
        return true
      }
    }
    return false
  }

  private mutating func controlCharacters(_ start: Int) {
    for offset in start..<position {
      let byte = bytes[offset]
      if byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t") { continue }
      report(
        LexerMessages.unexpectedCharacter(Unicode.Scalar(byte), at(offset, length: 1)))
      return
    }
  }
}

extension Unicode.Scalar {
  /// Whether a text can begin with the character.
  var opensText: Bool {
    switch self {
    case "\"", "'", "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{2018}", "\u{2019}",
      "\u{201A}", "\u{201B}":
      true
    default: false
    }
  }

  /// Whether the character ends a text that this one began.
  ///
  /// Straight quotes match only themselves; the curly ones, which word processors choose at will,
  /// any of their kind.
  func isClosed(by other: Unicode.Scalar) -> Bool {
    switch self {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}":
      switch other {
      case "\u{201C}", "\u{201D}", "\u{201F}", "\"": true
      default: false
      }
    case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}":
      switch other {
      case "\u{2018}", "\u{2019}", "\u{201B}", "'": true
      default: false
      }
    default: self == other
    }
  }
}
