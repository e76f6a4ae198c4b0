package import Messages

/// Splits a text into tokens and trivia.
package func lex(_ source: Source) -> Lexed {
  var lexer = Lexer(source, 0..<source.bytes.count)
  return lexer.run()
}

/// One pass over the bytes of a text, or of a part of it such as an interpolation.
struct Lexer {
  let source: Source
  let bytes: [UInt8]
  let end: Int
  var position: Int
  /// Up to where braces in texts mean nothing, as one of the line is open.
  var plainUntil = 0
  private(set) var tokens: [Token] = []
  private var trivia: [Trivia] = []
  private var diagnostics: [Diagnostic] = []
  private var firstTrivia: Int32 = 0
  private var isAfterLineBreak = false

  init(_ source: Source, _ range: Range<Int>) {
    self.source = source
    bytes = source.bytes
    position = range.lowerBound
    end = range.upperBound
    // Measured over scripts: a token for every four to five bytes.
    tokens.reserveCapacity(range.count / 4 + 1)
    trivia.reserveCapacity(range.count / 5 + 1)
  }

  mutating func run() -> Lexed {
    while position < end { step() }
    add(.endOfFile, from: position)
    return Lexed(tokens: tokens, trivia: trivia, diagnostics: diagnostics)
  }

  // MARK: Looking

  /// The byte some places on; 0 behind the end, which no token contains.
  func byte(_ ahead: Int = 0) -> UInt8 {
    let index = position + ahead
    return index < end ? bytes[index] : 0
  }

  /// The character that begins some places on, and how many bytes it takes.
  func scalar(_ ahead: Int = 0) -> (value: Unicode.Scalar, length: Int) {
    let first = byte(ahead)
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for place in 1..<length { value = value << 6 | UInt32(byte(ahead + place) & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", min(length, end - position - ahead))
  }

  /// Whether a name could go on some places ahead.
  func isNameCharacter(_ ahead: Int = 0) -> Bool {
    nameLength(ahead, isFirst: false) > 0
  }

  /// How many bytes of the character some places ahead belong to a name; 0 for none.
  private func nameLength(_ ahead: Int = 0, isFirst: Bool) -> Int {
    let byte = byte(ahead)
    if byte < 0x80 {
      if byte.isASCIILetter || byte == UInt8(ascii: "_") { return 1 }
      return !isFirst && byte.isASCIIDigit ? 1 : 0
    }
    let (value, length) = scalar(ahead)
    let properties = value.properties
    return (isFirst ? properties.isXIDStart : properties.isXIDContinue) ? length : 0
  }

  // MARK: Building

  mutating func add(_ kind: TokenKind, word: Word? = nil, from start: Int) {
    tokens.append(
      Token(
        kind: kind, word: word, isAfterLineBreak: isAfterLineBreak, firstTrivia: firstTrivia,
        start: start, end: position))
    firstTrivia = Int32(clamping: trivia.count)
    isAfterLineBreak = false
  }

  mutating func addTrivia(_ kind: Trivia.Kind, from start: Int) {
    // Runs of unknown characters make one piece, and so one message.
    if kind == .unknown, let last = trivia.last, last.kind == .unknown, last.end == start {
      trivia[trivia.count - 1] = Trivia(kind: kind, start: last.start, end: position)
      return
    }
    trivia.append(Trivia(kind: kind, start: start, end: position))
  }

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  func span(from start: Int) -> Span {
    Span(source: source.id, start: start, end: position)
  }

  // MARK: One token

  private mutating func step() {
    let start = position
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      blanks()
    case UInt8(ascii: "\n"):
      lineBreak(1)
    case UInt8(ascii: "\r"):
      if self.byte(1) == UInt8(ascii: "\n") { lineBreak(2) } else { blanks() }
    case UInt8(ascii: "#"):
      while position < end, !isAtLineEnd { position += 1 }
      addTrivia(.comment, from: start)
    case _ where byte.isASCIILetter || byte == UInt8(ascii: "_"):
      name()
    case _ where byte.isASCIIDigit:
      number()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      text()
    case UInt8(ascii: "`"):
      quotedName()
    case UInt8(ascii: "$"):
      money(symbolLength: 1)
    case 0x80...:
      beyondASCII()
    default:
      punctuation(byte)
    }
  }

  /// Whether the position is at `\n`, `\r\n` or the end.
  var isAtLineEnd: Bool {
    position >= end || byte() == UInt8(ascii: "\n")
      || (byte() == UInt8(ascii: "\r") && byte(1) == UInt8(ascii: "\n"))
  }

  private mutating func blanks() {
    let start = position
    repeat {
      position += 1
    } while byte() == UInt8(ascii: " ") || byte() == UInt8(ascii: "\t")
    addTrivia(.blanks, from: start)
  }

  private mutating func lineBreak(_ length: Int) {
    let start = position
    position += length
    isAfterLineBreak = true
    addTrivia(.lineBreak, from: start)
  }

  private mutating func punctuation(_ byte: UInt8) {
    let start = position
    let next = self.byte(1)
    func followed(by character: Unicode.Scalar, _ pair: TokenKind, _ single: TokenKind?)
      -> (TokenKind, Int)?
    {
      if next == UInt8(ascii: character) { return (pair, 2) }
      return single.map { ($0, 1) }
    }
    let found: (kind: TokenKind, length: Int)? =
      switch Unicode.Scalar(byte) {
      case "(": (.leftParenthesis, 1)
      case ")": (.rightParenthesis, 1)
      case "[": (.leftBracket, 1)
      case "]": (.rightBracket, 1)
      case "{": (.leftBrace, 1)
      case "}": (.rightBrace, 1)
      case ",": (.comma, 1)
      case ":": (.colon, 1)
      case ";": (.semicolon, 1)
      case ".": followed(by: ".", .dotDot, .dot)
      case "|": followed(by: "|", .bars, .pipe)
      case "=": followed(by: "=", .equal, .equal)
      case "!": followed(by: "=", .notEqual, .bang)
      case "<":
        if next == UInt8(ascii: ">") {
          (.notEqual, 2)
        } else {
          followed(by: "=", .lessOrEqual, .less)
        }
      case ">": followed(by: "=", .greaterOrEqual, .greater)
      case "+": (.plus, 1)
      case "-": (.minus, 1)
      case "*": (.star, 1)
      case "/": (.slash, 1)
      case "?": followed(by: "?", .coalesce, nil)
      case "&": followed(by: "&", .ampersands, nil)
      default: nil
      }
    guard let found else { return unknown(length: 1) }
    position += found.length
    add(found.kind, from: start)
  }

  /// Signs that word processors put in place of ASCII ones, blanks, and letters of any alphabet.
  private mutating func beyondASCII() {
    let start = position
    let (value, length) = scalar()
    let kind: TokenKind
    switch value {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{2018}", "\u{2019}", "\u{201A}",
      "\u{201B}":
      return text()
    case "€", "£":
      return money(symbolLength: length)
    case "\u{2212}": kind = .minus
    case "≤": kind = .lessOrEqual
    case "≥": kind = .greaterOrEqual
    case "≠": kind = .notEqual
    case "×", "÷", "–", "—", "…":
      return operatorInDisguise(value, length)
    default:
      if value.isBlank {
        position += length
        return addTrivia(.blanks, from: start)
      }
      if nameLength(isFirst: true) > 0 { return name() }
      return unknown(length: length)
    }
    position += length
    add(kind, from: start)
  }

  /// A sign that is not ours but can mean just one thing: said, and read as that.
  private mutating func operatorInDisguise(_ value: Unicode.Scalar, _ length: Int) {
    let start = position
    position += length
    report(LexerMessages.unexpectedCharacter(value, span(from: start)))
    switch value {
    case "×": add(.star, from: start)
    case "÷": add(.slash, from: start)
    case "…": add(.dotDot, from: start)
    default: add(.minus, from: start)
    }
  }

  private mutating func unknown(length: Int) {
    let start = position
    let (value, _) = scalar()
    let isContinued = trivia.last.map { $0.kind == .unknown && $0.end == start } ?? false
    position += length
    if !isContinued {
      report(LexerMessages.unexpectedCharacter(value, span(from: start)))
    }
    addTrivia(.unknown, from: start)
  }

  // MARK: Names

  private mutating func name() {
    let start = position
    var packed: UInt128 = 0
    var isASCII = true
    while position < end {
      let byte = bytes[position]
      if byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") {
        packed = packed << 8 | UInt128(byte.isASCIILetter ? byte | 0x20 : byte)
        position += 1
      } else if byte >= 0x80, case let length = nameLength(0, isFirst: false), length > 0 {
        isASCII = false
        position += length
      } else {
        break
      }
    }
    let length = position - start
    if length == 6, isASCII, let kind = yearPrefix(start) {
      return add(kind, from: start)
    }
    let isShort = isASCII && length <= Keywords.longest
    add(.identifier, word: isShort ? Keywords.word(packed: packed) : nil, from: start)
  }

  /// `CY2026`, `FY2026`, `FY2026-Q3`: reads on where a part of the year follows.
  private mutating func yearPrefix(_ start: Int) -> TokenKind? {
    let first = bytes[start] | 0x20
    guard first == UInt8(ascii: "c") || first == UInt8(ascii: "f"),
      bytes[start + 1] | 0x20 == UInt8(ascii: "y"),
      bytes[(start + 2)..<(start + 6)].allSatisfy(\.isASCIIDigit)
    else { return nil }
    guard let length = yearPart() else { return .period }
    position += length
    if first == UInt8(ascii: "f") { return .period }
    report(LexerMessages.calendarYearPart(source.text(start..<position), span(from: start)))
    return .malformed
  }

  /// The bytes of `-Q3`, `-H1` or `-W31` some places ahead, whatever the number; nil for no such part.
  func yearPart(_ ahead: Int = 0) -> Int? {
    guard byte(ahead) == UInt8(ascii: "-") else { return nil }
    switch byte(ahead + 1) | 0x20 {
    case UInt8(ascii: "q"), UInt8(ascii: "h"), UInt8(ascii: "w"): break
    default: return nil
    }
    var length = 2
    while byte(ahead + length).isASCIIDigit { length += 1 }
    return length == 2 || isNameCharacter(ahead + length) ? nil : length
  }

  private mutating func quotedName() {
    let start = position
    position += 1
    while !isAtLineEnd, byte() != UInt8(ascii: "`") { position += 1 }
    guard byte() == UInt8(ascii: "`") else {
      report(LexerMessages.unclosedName(span(from: start)))
      return add(.malformed, from: start)
    }
    position += 1
    if position - start == 2 {
      report(LexerMessages.emptyName(span(from: start)))
      return add(.malformed, from: start)
    }
    add(.quotedIdentifier, from: start)
  }
}

extension UInt8 {
  var isASCIILetter: Bool {
    (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z")
  }

  var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}

extension Unicode.Scalar {
  /// Blank in any alphabet; the invisible marks that copied text carries count too.
  var isBlank: Bool {
    switch self {
    case "\u{FEFF}", "\u{200B}", "\u{2060}": true
    case "\u{0085}": false
    default: properties.isWhitespace
    }
  }
}
