package import Messages

package enum TokenKind: UInt8, Sendable, Hashable, CaseIterable {
  case identifier
  /// A name between backquotes.
  case quotedIdentifier
  case number
  case percent
  case money
  case date
  case period
  /// A text with its quotes, interpolations included.
  case text
  case leftParenthesis, rightParenthesis
  case leftBracket, rightBracket
  case leftBrace, rightBrace
  case comma, colon, semicolon, dot, dotDot, pipe
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case plus, minus, star, slash, coalesce
  /// `&&`, `||` and `!`: other languages' words, which the parser corrects.
  case ampersands, bars, bang
  /// A number, date or text that the lexer has already complained about.
  case malformed
  /// A line end that ends a statement. The lexer makes none: the parser and the recogniser see one
  /// where `LineRules` puts it.
  case separator
  case endOfFile
}

/// A piece of the text that means something.
package struct Token: Sendable, Hashable {
  package let kind: TokenKind
  /// The grammar's word that an unquoted identifier spells, reserved or not.
  package let word: Word?
  /// Whether a line ends between the token before and this one.
  package let isAfterLineBreak: Bool
  /// The index of the first piece of trivia before the token; the next token's is where they end.
  package let firstTrivia: Int32
  /// UTF-8 offsets in the source.
  package let start: Int
  package let end: Int

  package func span(in source: Source) -> Span {
    Span(source: source.id, start: start, end: end)
  }
}

/// A piece of the text that means nothing to the parser.
package struct Trivia: Sendable, Hashable {
  package enum Kind: UInt8, Sendable, Hashable {
    case blanks
    case lineBreak
    /// From `#` to before the line's end.
    case comment
    /// Characters that no token begins with; a message says so.
    case unknown
  }
  package let kind: Kind
  package let start: Int
  package let end: Int
}

/// A text as tokens: these and the trivia between them give the text back byte for byte.
package struct Lexed: Sendable {
  /// In the order of the text; the last one is the end of the file.
  package let tokens: [Token]
  package let trivia: [Trivia]
  package let diagnostics: [Diagnostic]

  /// The trivia right before a token.
  package func trivia(before index: Int) -> ArraySlice<Trivia> {
    let start = Int(tokens[index].firstTrivia)
    let end =
      index + 1 < tokens.count ? Int(tokens[index + 1].firstTrivia) : trivia.count
    return trivia[start..<end]
  }
}

extension Token {
  /// Whether the token is a name where the grammar says IDENT.
  var isName: Bool {
    switch kind {
    case .identifier: !(word?.isReserved ?? false)
    case .quotedIdentifier: true
    default: false
    }
  }

  /// Whether the token can be the first of what stands beside an operator.
  var beginsOperand: Bool {
    switch kind {
    case .quotedIdentifier, .number, .percent, .money, .date, .period, .text, .malformed,
      .leftParenthesis, .leftBracket, .minus:
      true
    case .identifier:
      switch word {
      case .missing, .true, .false: true
      case .some(let word): !word.isReserved
      case nil: true
      }
    default: false
    }
  }

  /// Whether the token can be the first of an expression.
  var beginsExpression: Bool { beginsOperand || word == .not || word == .if }
}
