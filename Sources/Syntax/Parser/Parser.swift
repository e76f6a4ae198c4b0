import Messages

/// Recursive descent over the tokens of a text, with operators by precedence.
///
/// Functions that consume are `mutating`, those that look are not. Each production of
/// `grammar/parley.ebnf` stands above the function that reads it. A function that fails reports
/// once and leaves `isRecovering` set: nothing more is reported until a caller has skipped to a
/// place where reading can go on.
struct Parser: ~Copyable {
  /// How deep expressions and blocks may be nested.
  ///
  /// A level takes up to 6.5 KB of stack in a debug build (4 KB optimised), and the least stack that
  /// anything runs on has 512 KB; `ParserTests` reads the deepest texts on such a one.
  static let maximumNesting = 64
  /// How high a tree may be, chains such as `a + b + c` included, which are as high as they are long:
  /// whatever goes over a tree recurses, if with smaller steps than the parser's.
  static let maximumHeight = 128

  private let input: Input
  /// Of the token to be read next.
  private(set) var index = 0
  /// Whether a line end before that token ends a statement and has not been read yet.
  private(set) var isAtSeparator = false
  /// `(` and `[` open within the innermost `{`: line ends mean nothing inside them.
  private var openBrackets = 0
  /// Expressions and blocks around the position.
  private var depth = 0
  /// The height of the highest tree built since the last reset; see `parseBinary`.
  var height = 0
  var isRecovering = false
  /// Where the statement began: its first token, and that of the innermost line between braces.
  var statementStart = 0
  private var lineStart = 0
  /// Blocks that lack their `{`, which has been said: their `}` says nothing more.
  var unopenedBlocks = 0
  /// Where verbs without their `|` were met in this statement.
  var missingPipes: [Int] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Stretches of the text of which a message says all: what the lexer says about signs in them is not
  /// said besides.
  var explained: [Span] = []
  /// Whether messages may be built from a second reading of a corrected text.
  let isCorrecting: Bool

  init(_ source: Source, _ lexed: Lexed, depth: Int = 0, isCorrecting: Bool = false) {
    input = Input(source, lexed)
    self.depth = depth
    self.isCorrecting = isCorrecting
  }

  /// What is read, out of line so that a parser is small to copy: unoptimised code copies it for each
  /// look, and the copies of a whole descent lie on the stack together.
  private final class Input: Sendable {
    let source: Source
    let lexed: Lexed
    let tokens: [Token]

    init(_ source: Source, _ lexed: Lexed) {
      self.source = source
      self.lexed = lexed
      tokens = lexed.tokens
    }
  }

  // MARK: Looking

  var source: Source { input.source }

  var tokens: [Token] { input.tokens }

  var token: Token { input.tokens[index] }

  var kind: TokenKind { isAtSeparator ? .separator : tokens[index].kind }

  /// The grammar's word at the position, reserved or not.
  var word: Word? { isAtSeparator ? nil : tokens[index].word }

  func at(_ kind: TokenKind) -> Bool { self.kind == kind }

  func at(_ word: Word) -> Bool { self.word == word }

  var isAtName: Bool { !isAtSeparator && token.isName }

  var isAtExpression: Bool { !isAtSeparator && token.beginsExpression }

  /// The token some places on, or nil behind the statement's end.
  func token(ahead: Int) -> Token? {
    if isAtSeparator { return nil }
    for place in 0..<ahead {
      let next = index + place + 1
      if next >= tokens.count || tokens[next].kind == .endOfFile { return nil }
      if openBrackets == 0, LineRules.separates(tokens, at: next) { return nil }
    }
    return tokens[index + ahead]
  }

  func kind(ahead: Int) -> TokenKind? { token(ahead: ahead)?.kind }

  func word(ahead: Int) -> Word? { token(ahead: ahead)?.word }

  func isName(ahead: Int) -> Bool { token(ahead: ahead)?.isName ?? false }

  /// Whether the statement ends here.
  var isAtStatementEnd: Bool {
    switch kind {
    case .separator, .semicolon, .endOfFile, .rightBrace: true
    default: false
    }
  }

  var isInBrackets: Bool { openBrackets > 0 }

  // MARK: Consuming

  /// Moves behind the current token, which the end of the file never is.
  @discardableResult
  mutating func advance() -> Token {
    let token = token
    if isAtSeparator {
      isAtSeparator = false
      return token
    }
    guard token.kind != .endOfFile else { return token }
    index += 1
    isAtSeparator = openBrackets == 0 && LineRules.separates(tokens, at: index)
    return token
  }

  mutating func eat(_ kind: TokenKind) -> Bool {
    guard at(kind) else { return false }
    advance()
    return true
  }

  mutating func eat(_ word: Word) -> Bool {
    guard at(word) else { return false }
    advance()
    return true
  }

  /// Reads a token that must stand here; complains where it does not.
  @discardableResult
  mutating func expect(_ kind: TokenKind, _ wanted: String) -> Bool {
    if !isRecovering, eat(kind) { return true }
    fail(wanting: wanted)
    return false
  }

  @discardableResult
  mutating func expect(_ word: Word, _ wanted: String) -> Bool {
    if !isRecovering, eat(word) { return true }
    fail(wanting: wanted)
    return false
  }

  /// Reads `(` or `[`: line ends mean nothing until `close`.
  mutating func open() -> Token {
    openBrackets += 1
    return advance()
  }

  /// Reads the bracket that closes `opening`, skipping to it over what a mistake has left unread.
  mutating func close(_ opening: Token, with kind: TokenKind, wanting: String) {
    if !at(kind) {
      if !isRecovering { report(unclosed(opening, wanting)) }
      isRecovering = true
      skip(to: [.closingBracket])
    }
    openBrackets -= 1
    if eat(kind) {
      isRecovering = false
    } else {
      isAtSeparator = openBrackets == 0 && LineRules.separates(tokens, at: index)
    }
  }

  /// A bracket that the statement or the file ends without, or a word too many inside it.
  private func unclosed(_ opening: Token, _ wanted: String) -> Diagnostic {
    switch token.kind {
    case .endOfFile, .semicolon, .leftBrace, .rightBrace, .rightParenthesis, .rightBracket:
      break
    case .identifier where at(.by) || at(.set) || at(.asc) || at(.desc):
      // None of these stands inside brackets.
      return SyntaxMessages.unclosedBefore(
        text(tokenSpan), opening.span(in: source), text(opening.span(in: source)),
        correctedLine(replacing: previousSpan.afterwards, closing(opening)))
    default:
      if !token.isAfterLineBreak { return unexpected(wanting: wanted) }
    }
    return SyntaxMessages.unclosedBracket(
      source.text(opening.span(in: source)), opening.span(in: source), token.span(in: source),
      isAtEnd: token.kind == .endOfFile)
  }

  private func closing(_ opening: Token) -> String {
    opening.kind == .leftBracket ? "]" : ")"
  }

  /// Reads something between `{` and `}`, in which line ends count again.
  mutating func braced(_ wanted: String, _ read: (inout Parser) -> Void) {
    let opening = token
    guard expect(.leftBrace, wanted) else {
      unopenedBlocks += 1
      return
    }
    guard enter() else { return }
    let brackets = openBrackets
    openBrackets = 0
    read(&self)
    if !at(.rightBrace), !isRecovering {
      report(unclosed(opening, "}"))
      isRecovering = true
    }
    openBrackets = brackets
    if eat(.rightBrace) { isRecovering = false }
    leave()
  }

  /// Reads SEPs: line ends that count, and semicolons.
  @discardableResult
  mutating func eatSeparators() -> Bool {
    var found = false
    while at(.separator) || at(.semicolon) {
      advance()
      found = true
    }
    return found
  }

  // MARK: Depth

  /// Goes one level down; false, with a message, where that would be too deep.
  mutating func enter() -> Bool {
    if depth + 1 > Self.maximumNesting {
      abandon(Self.maximumNesting)
      return false
    }
    depth += 1
    return true
  }

  mutating func leave() { depth -= 1 }

  /// Whether the tree being built has become too high; says so once and gives the statement up.
  mutating func isTooHigh() -> Bool {
    guard depth + height > Self.maximumHeight else { return false }
    abandon(Self.maximumHeight)
    return true
  }

  private mutating func abandon(_ limit: Int) {
    fail(SyntaxMessages.tooDeep(limit, tokenSpan))
    skip(to: [])
  }

  var nesting: Int { depth }

  // MARK: Spans

  var tokenSpan: Span {
    if isAtSeparator || token.kind == .endOfFile { return previousSpan.afterwards }
    return token.span(in: source)
  }

  /// The token read last; the start of the text where none has been.
  var previousSpan: Span {
    index > 0
      ? tokens[index - 1].span(in: source) : Span(source: source.id, start: 0, end: 0)
  }

  /// From an offset to the end of the token read last.
  func span(from start: Int) -> Span {
    Span(source: source.id, start: start, end: max(start, index > 0 ? tokens[index - 1].end : 0))
  }

  func text(_ span: Span) -> String { source.text(span) }

  // MARK: Complaining

  /// Keeps a message unless one about the same place, or about what led here, is kept already.
  mutating func report(_ diagnostic: Diagnostic) {
    if isRecovering { return }
    if let last = diagnostics.last, last.span?.start == diagnostic.span?.start { return }
    diagnostics.append(diagnostic)
  }

  /// Gives the last message about the kind of mistake its suggestions, once they are known.
  mutating func suggest(_ suggestions: [Suggestion], for code: Code) {
    guard let last = diagnostics.lastIndex(where: { $0.code == code }) else { return }
    diagnostics[last].suggestions = suggestions
  }

  mutating func report(contentsOf others: [Diagnostic]) {
    diagnostics.append(contentsOf: others)
  }

  /// Reports, and keeps quiet until a caller has found a place to go on from.
  mutating func fail(_ diagnostic: Diagnostic) {
    report(diagnostic)
    isRecovering = true
  }

  mutating func fail(wanting wanted: String) {
    if isRecovering { return }
    if !isAtComplaint { report(unexpected(wanting: wanted)) }
    isRecovering = true
  }

  /// Whether the lexer has complained about the current token, or about signs left out before it:
  /// that it does not fit is most likely the same mistake.
  var isAtComplaint: Bool {
    if at(.malformed) || isBehindUnknownSigns(index) { return true }
    return at(.bang) && isBehindUnknownSigns(index + 1)
  }

  private func isBehindUnknownSigns(_ index: Int) -> Bool {
    input.lexed.trivia(before: index).contains { $0.kind == .unknown }
  }

  /// Skips to the end of the statement, or to a token of these kinds outside further brackets.
  mutating func skip(to stops: SkipStops) {
    var open: [TokenKind] = []
    while true {
      if token.kind == .endOfFile { return }
      if isAtLineOfItsOwn { return }
      if open.isEmpty {
        switch kind {
        case .separator, .semicolon, .rightBrace: return
        case .pipe where stops.contains(.pipe): return
        case .comma where stops.contains(.comma): return
        case .rightParenthesis where stops.contains(.closingBracket),
          .rightBracket where stops.contains(.closingBracket):
          return
        default: break
        }
      }
      switch token.kind {
      case .leftParenthesis, .leftBracket, .leftBrace: open.append(token.kind)
      case .rightParenthesis, .rightBracket, .rightBrace: _ = open.popLast()
      default: break
      }
      advance()
    }
  }

  /// Whether an unindented line begins here that reads as a statement, brackets aside: where one
  /// was left open, reading goes on from such a line.
  private var isAtLineOfItsOwn: Bool {
    guard index > lineStart, LineRules.separates(tokens, at: index) else { return false }
    let start = token.start
    return start == 0 || source.bytes[start - 1] == UInt8(ascii: "\n")
  }

  /// Starts a statement, or a line between braces.
  mutating func beginLine() {
    openBrackets = 0
    lineStart = index
  }
}

/// Where skipping over unreadable text may stop, besides the statement's end.
struct SkipStops: OptionSet {
  let rawValue: UInt8

  static let pipe = SkipStops(rawValue: 1)
  static let comma = SkipStops(rawValue: 2)
  static let closingBracket = SkipStops(rawValue: 4)
}
