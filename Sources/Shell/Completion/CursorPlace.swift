import Messages
import Syntax

/// The word at the cursor, and what of the text before it matters.
struct CursorPlace {
  /// What the cursor stands in.
  enum Kind: Hashable {
    /// A name, or the place for one.
    case word
    /// A text that has begun, with what has been typed of its value.
    case text
    /// A comment, a number: nothing to complete.
    case other
  }

  let kind: Kind
  /// Where the word or the text begins.
  let start: Int
  /// What has been typed of the name or of the text's value.
  let typed: String
  /// The text before the word; where that stands in the braces of a text, a `(` instead of all that
  /// text's part before it, so that it reads as an expression.
  let before: String

  /// - Parameter text: up to the cursor.
  init(_ text: String) {
    var text = text
    var offset = 0
    // From outside in: the text around the cursor, then the one in its braces, and so on.
    while true {
      let source = Source(id: SourceID(index: 0), name: "", text: text)
      let lexed = lex(source)
      let end = source.bytes.count
      guard lexed.tokens.count > 1 else {
        let isComment = lexed.trivia.last?.kind == .comment
        self.init(isComment ? .other : .word, end + offset, "", text)
        return
      }
      let last = lexed.tokens[lexed.tokens.count - 2]
      if last.kind == .malformed, last.end == end, let open = OpenText(source, last) {
        guard let brace = open.brace else {
          self.init(.text, last.start + offset, open.value, source.text(0..<last.start))
          return
        }
        let head = source.text(0..<last.start) + "("
        offset += brace + 1 - head.utf8.count
        text = head + source.text((brace + 1)..<end)
        continue
      }
      if last.end < end {
        let isComment = lexed.trivia.last?.kind == .comment
        self.init(isComment ? .other : .word, end + offset, "", text)
      } else if last.kind == .identifier {
        self.init(
          .word, last.start + offset, source.text(last.span(in: source)),
          source.text(0..<last.start))
      } else {
        self.init(last.isLiteral ? .other : .word, end + offset, "", text)
      }
      return
    }
  }

  private init(_ kind: Kind, _ start: Int, _ typed: String, _ before: String) {
    self.kind = kind
    self.start = start
    self.typed = typed
    self.before = before
  }
}

extension Token {
  /// Whether the cursor right behind it is still within it.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .number, .percent, .money, .date, .period, .text, .malformed, .quotedIdentifier: true
    case .identifier, .leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket,
      .leftBrace, .rightBrace, .comma, .colon, .semicolon, .dot, .dotDot, .pipe, .equal,
      .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus, .star, .slash,
      .coalesce, .ampersands, .bars, .bang, .separator, .endOfFile:
      false
    }
  }
}

/// A text without its closing quote.
private struct OpenText {
  /// What has been typed, escapes resolved.
  var value = ""
  /// Where the innermost brace of it stands that is still open.
  var brace: Int?

  /// Nil where the token isn't such a text.
  init?(_ source: Source, _ token: Token) {
    let opening: UInt8 = source.bytes[token.start]
    guard opening == UInt8(ascii: "\"") || opening == UInt8(ascii: "'") else { return nil }
    var scalars: [Unicode.Scalar] = []
    var braces: [Int] = []
    var offset = token.start + 1
    var isEscaped = false
    for scalar in source.text((token.start + 1)..<token.end).unicodeScalars {
      defer { offset += UTF8.width(scalar) }
      if isEscaped {
        scalars.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "{" {
        braces.append(offset)
      } else if scalar == "}" {
        _ = braces.popLast()
      } else {
        scalars.append(scalar)
      }
    }
    value = String(String.UnicodeScalarView(scalars))
    brace = braces.last
  }
}
