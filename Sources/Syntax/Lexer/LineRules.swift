import Messages

/// Where a line end ends a statement: LANGUAGE.md, "Lines".
///
/// A line end counts unless a `(` or `[` is open, the token before it cannot end a statement, or
/// the token behind it cannot begin one. The brackets are the caller's to know: a parser that has
/// reported an unclosed one goes on as if it were closed.
package enum LineRules {
  /// Whether a line end before the token ends a statement, no bracket being open.
  package static func separates(_ tokens: [Token], at index: Int) -> Bool {
    guard index > 0, tokens[index].isAfterLineBreak else { return false }
    return canEnd(tokens, at: index - 1) && canBegin(tokens, at: index)
  }

  /// Whether a statement could end with the token.
  static func canEnd(_ tokens: [Token], at index: Int) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .quotedIdentifier, .number, .percent, .money, .date, .period, .text, .malformed,
      .rightParenthesis, .rightBracket, .rightBrace:
      return true
    case .identifier:
      guard let word = token.word else { return true }
      let isVerb = index > 0 && tokens[index - 1].kind == .pipe
      if isVerb && word.roles.contains(.needsOperand) { return false }
      switch word {
      case .missing, .true, .false, .all, .asc, .desc: return true
      default: return !word.isReserved
      }
    default:
      return false
    }
  }

  /// Whether a statement could begin with the token.
  static func canBegin(_ tokens: [Token], at index: Int) -> Bool {
    let token = tokens[index]
    switch token.kind {
    case .quotedIdentifier, .number, .percent, .money, .date, .period, .text, .malformed,
      .leftParenthesis, .leftBracket, .minus, .bang:
      return true
    case .identifier:
      guard let word = token.word else { return true }
      return canBegin(with: word, before: tokens[index + 1])
    default:
      return false
    }
  }

  private static func canBegin(with word: Word, before next: Token) -> Bool {
    switch word {
    // A column or an item, even where its name needs backquotes: the parser says so.
    case _ where next.kind == .colon: return true
    case .missing, .true, .false, .if: return true
    case .not: return next.word != .in && next.word != .between
    case .on, .across, .into, .over: return false
    case .starts, .ends: return next.isAfterLineBreak || next.word != .with
    case .contains, .matches:
      return next.isAfterLineBreak || !(next.isName || next.kind == .text)
    default: return !word.isReserved
    }
  }

  /// For each token whether a line end before it ends a statement, brackets taken into account.
  package static func separators(_ tokens: [Token]) -> [Bool] {
    var open: [TokenKind] = []
    return tokens.indices.map { index in
      let isInBracket = open.last.map { $0 != .leftBrace } ?? false
      let separates = !isInBracket && separates(tokens, at: index)
      switch tokens[index].kind {
      case .leftParenthesis, .leftBracket, .leftBrace: open.append(tokens[index].kind)
      case .rightParenthesis, .rightBracket, .rightBrace: _ = open.popLast()
      default: break
      }
      return separates
    }
  }
}
