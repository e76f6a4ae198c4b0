import Messages

/// What to say about text that does not fit, and what to suggest in its place.
extension Parser {
  /// The message about the current token, where something else must stand.
  func unexpected(wanting wanted: String) -> Diagnostic {
    switch kind {
    case .endOfFile:
      return SyntaxMessages.unexpected(nil, wanting: wanted, tokenSpan)
    case .separator:
      return SyntaxMessages.lineEndsEarly(wanting: wanted, tokenSpan)
    case .semicolon where isInBrackets:
      return SyntaxMessages.separatorInBrackets(tokenSpan)
    default:
      return SyntaxMessages.unexpected(text(tokenSpan), wanting: wanted, tokenSpan)
    }
  }

  /// Complains about the token behind what could have been the end of a stage or a statement.
  mutating func reportLeftover(after last: Stage?) {
    if isRecovering { return }
    if isAtComplaint {
      // A sign in a text without quotes is no mistake of its own.
      guard let corrected = correctedNames(after: last), let span = corrected.span else {
        isRecovering = true
        return
      }
      explained.append(span)
      return fail(corrected)
    }
    if isAtHalfAnOperator {
      advance()
      return fail(wanting: "the rest of this test")
    }
    let span = tokenSpan
    if let digits = groupedDigits { return fail(digits) }
    if at(.comma), case .where = last?.kind {
      return fail(SyntaxMessages.commaInCondition(span, correctedLine(replacing: span, " and")))
    }
    let previous = index > 0 ? tokens[index - 1] : token
    if at(.rightParenthesis) || at(.rightBracket) {
      return fail(
        SyntaxMessages.closesNothing(text(span), span, correctedLine(replacing: span, "")))
    }
    if let direction = spelledDirection {
      return fail(
        ForeignHabits.direction(
          text(span), direction, span, correctedLine(replacing: span, direction)))
    }
    if at(.by) {
      let gap = Span(source: source.id, start: previous.end, end: previous.end)
      return fail(
        SyntaxMessages.byWithoutSummarize(
          span,
          last == nil ? [] : correctedLine(replacing: gap, " | summarize n: count()")))
    }
    if let corrected = correctedPeriod() ?? correctedNames(after: last) ?? missingWord(after: last)
    {
      return fail(corrected)
    }
    if isAtName, previous.isName {
      let gap = Span(source: source.id, start: previous.end, end: previous.end)
      let isList = last.map(\.isList) ?? false
      return fail(
        SyntaxMessages.twoNames(
          text(previousSpan), text(span), span,
          isList ? correctedLine(replacing: gap, ",") : []))
    }
    fail(SyntaxMessages.leftover(text(span), span, []))
  }

  /// Whether the text ends with the first word of `not in` or `starts with`.
  private var isAtHalfAnOperator: Bool {
    guard at(.not) || at(.starts) || at(.ends) else { return false }
    return tokens[index + 1].kind == .endOfFile
  }

  /// What to say about `1,000` or `$10,00` around the position.
  private var groupedDigits: Diagnostic? {
    guard at(.comma), index > 0, tokens[index - 1].end == token.start,
      tokens[index - 1].kind == .number || tokens[index - 1].kind == .money,
      let next = token(ahead: 1), next.kind == .number, next.start == token.end
    else { return nil }
    let digits = source.bytes[next.start..<next.end].prefix { $0.isASCIIDigit }.count
    let whole = previousSpan.joined(with: next.span(in: source))
    let plain = text(whole).filter { $0 != "," }
    if digits == 3, tokens[index - 1].kind == .number {
      return SyntaxMessages.groupedDigits(
        whole, [plain, "$" + text(whole)].flatMap { correctedLine(replacing: whole, $0) })
    }
    guard digits != 3 else { return nil }
    let pointed = text(previousSpan) + "." + text(next.span(in: source))
    return SyntaxMessages.commaInNumber(
      whole, [pointed, plain].flatMap { correctedLine(replacing: whole, $0) })
  }

  /// What `ascending` and `descending` are written as.
  private var spelledDirection: String? {
    switch lowercased(ahead: 0) {
    case "ascending", "ascend", "up": "asc"
    case "descending", "descend", "down": "desc"
    default: nil
    }
  }

  // MARK: Suggestions

  /// Whether it is worth looking for corrections: few messages are shown, and a correction is not
  /// corrected in turn.
  private var isSuggesting: Bool { !isCorrecting && diagnostics.count < 20 }

  /// Those of the texts that can be typed as they stand, and that anyone would type.
  func corrections(_ texts: [String], lead: String = "") -> [Suggestion] {
    guard isSuggesting else { return [] }
    return texts.filter { !$0.isEmpty && $0.utf8.count <= 1_000 && isFaultless($0) }
      .map { Suggestion(lead, $0) }
  }

  private func isFaultless(_ text: String) -> Bool {
    // A step alone is read behind any query.
    let whole = text.hasPrefix("|") ? "x " + text : text
    let source = Source(id: source.id, name: source.name, text: whole)
    let lexed = lex(source)
    guard lexed.diagnostics.isEmpty else { return false }
    // It runs on what is left of the stack.
    var parser = Parser(source, lexed, depth: nesting, isCorrecting: true)
    _ = parser.parseScript()
    return parser.diagnostics.isEmpty
  }

  /// This line's part of the statement with something else in place of a span, where it then reads.
  func correctedLine(replacing span: Span, _ replacement: String) -> [Suggestion] {
    corrections([line(replacing: [(span, replacement)])])
  }

  /// This line's part of the statement with other texts in place of the spans, which are in order.
  func line(replacing changes: [(Span, String)]) -> String {
    guard isSuggesting else { return "" }
    let line = lineRange
    var result = ""
    var position = line.lowerBound
    for (span, replacement) in changes where span.start >= position && span.end <= line.upperBound {
      result += source.text(position..<span.start) + replacement
      position = span.end
      // What is left out takes the space behind it along.
      let isSpaced = result.isEmpty || result.hasSuffix(" ")
      if replacement.isEmpty, isSpaced, position < line.upperBound,
        source.bytes[position] == UInt8(ascii: " ")
      {
        position += 1
      }
    }
    return result + source.text(position..<line.upperBound)
  }

  /// The bytes of the statement on the current token's line, without a comment behind it.
  var lineRange: Range<Int> {
    var first = index
    while first > 0, tokens[first].start > statementStart, !tokens[first].isAfterLineBreak {
      first -= 1
    }
    var last = index
    while last + 1 < tokens.count, !tokens[last + 1].isAfterLineBreak,
      tokens[last + 1].kind != .endOfFile, tokens[last].kind != .semicolon
    {
      last += 1
    }
    if tokens[last].kind == .semicolon, last > first { last -= 1 }
    return tokens[first].start..<max(tokens[first].start, tokens[last].end)
  }

  /// The text from the position to the next `|` or the statement's end.
  var restOfStage: String {
    guard isSuggesting else { return "" }
    var end = index
    var open = 0
    while tokens[end].kind != .endOfFile {
      if end > index, open == 0, LineRules.separates(tokens, at: end) { break }
      switch tokens[end].kind {
      case .leftParenthesis, .leftBracket, .leftBrace: open += 1
      case .rightParenthesis, .rightBracket, .rightBrace: open -= 1
      default: break
      }
      if open < 0 || open == 0 && (tokens[end].kind == .pipe || tokens[end].kind == .semicolon) {
        break
      }
      end += 1
    }
    return end > index ? source.text(token.start..<tokens[end - 1].end) : ""
  }

  /// The statement read so far with a `|` before each verb that lacked one.
  func pipedStatement() -> [Suggestion] {
    let end = index > 0 ? tokens[index - 1].end : 0
    var text = ""
    var position = statementStart
    for offset in missingPipes where offset >= position && offset <= end {
      text += source.text(position..<offset) + "| "
      position = offset
    }
    return corrections([text + source.text(position..<max(position, end))])
  }
}

extension Stage {
  /// Whether the stage takes items with commas between.
  var isList: Bool {
    switch kind {
    case .show, .hide, .distinct, .sort, .add, .replace, .summarize: true
    default: false
    }
  }
}
