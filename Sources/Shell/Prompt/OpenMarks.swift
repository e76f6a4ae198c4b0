import Messages
import Syntax

/// What is open at the start of each further line of a statement, for the prompts beside them.
enum OpenMarks {
  /// The innermost open bracket; `|` inside a query that no bracket encloses; `...` elsewhere.
  ///
  /// - Returns: one mark for each line but the first.
  static func of(_ source: Source) -> [String] {
    let tokens = lex(source).tokens
    var open: [String] = []
    var isInQuery = false
    var next = 0
    return source.lineStarts.dropFirst().map { start in
      while tokens[next].end <= start, tokens[next].kind != .endOfFile {
        read(tokens, next, of: source, &open, &isInQuery)
        next += 1
      }
      let beginsStatement = LineRules.separates(tokens, at: next)
      let isQuery = tokens[next].kind == .pipe || isInQuery && !beginsStatement
      return open.last ?? (isQuery ? "|" : "...")
    }
  }

  private static func read(
    _ tokens: [Token], _ index: Int, of source: Source, _ open: inout [String],
    _ isInQuery: inout Bool
  ) {
    if open.last ?? "{" == "{", LineRules.separates(tokens, at: index) { isInQuery = false }
    switch tokens[index].kind {
    case .leftParenthesis, .leftBracket, .leftBrace:
      open.append(source.text(tokens[index].span(in: source)))
    case .rightParenthesis, .rightBracket, .rightBrace: _ = open.popLast()
    case .pipe: isInQuery = true
    case .semicolon: isInQuery = false
    default: break
    }
  }
}
