import Messages

/// Slips that show what was meant: each is said with the correction, and read as it.
extension Parser {
  // MARK: Values

  /// `between a .. b`: true where the lower bound was a range and no `and` follows.
  mutating func correctBounds(_ low: Expression) -> Bool {
    guard !isRecovering, !at(.and), case .range(let first, let last) = low.kind else {
      return false
    }
    report(
      SyntaxMessages.bounds(
        low.span,
        correctedLine(replacing: low.span, "\(text(first.span)) and \(text(last.span))")))
    return true
  }

  /// `last quarters 4`, behind the unit.
  mutating func correctCountBehindUnit(_ start: Int, isCounted: Bool) {
    guard !isCounted, at(.number), !isRecovering else { return }
    let unit = text(previousSpan)
    let word = text(Span(source: source.id, start: start, end: previousSpan.start))
    let whole = tokenSpan.joined(with: span(from: start))
    let corrected = "\(word)\(text(tokenSpan)) \(unit)"
    report(SyntaxMessages.countBehindUnit(tokenSpan, correctedLine(replacing: whole, corrected)))
    advance()
  }

  /// `tier = gold or = silver`, at the second sign; nil where nothing was compared before.
  mutating func repeatedComparison() -> Expression? {
    guard index >= 4, tokens[index - 1].word == .or || tokens[index - 1].word == .and,
      tokens[index - 4].isName
    else { return nil }
    let name = text(tokens[index - 4].span(in: source))
    let gap = Span(source: source.id, start: token.start, end: token.start)
    report(SyntaxMessages.repeatName(tokenSpan, correctedLine(replacing: gap, name + " ")))
    return Expression(.invalid, span: gap)
  }

  /// `case when a then b else c end` as one mistake; nil where none begins here.
  mutating func caseHabit() -> Expression? {
    guard token.word == nil, lowercased(ahead: 0) == "case", lowercased(ahead: 1) == "when" else {
      return nil
    }
    let start = token.start
    advance()
    var words: [String] = []
    var branches = 0
    var hasElse = false
    while !isAtStatementEnd, !at(.pipe), lowercased(ahead: 0) != "end" {
      let piece = text(tokenSpan)
      if lowercased(ahead: 0) == "when" {
        words.append(branches == 0 ? "if" : "else if")
        branches += 1
      } else {
        hasElse = hasElse || at(.else)
        words.append(piece)
      }
      advance()
    }
    if lowercased(ahead: 0) == "end" { advance() }
    let whole = span(from: start)
    let corrected = words.joined(separator: " ") + (hasElse ? "" : " else missing")
    report(ForeignHabits.conditional(whole, corrections(["(\(corrected))"])))
    return Expression(.invalid, span: whole)
  }

  // MARK: Names and signs

  /// `name := value`, behind the colon.
  mutating func correctAssignment() {
    guard at(.equal), previousSpan.end == token.start, !isRecovering else { return }
    let both = previousSpan.joined(with: tokenSpan)
    report(SyntaxMessages.assignment(tokenSpan, correctedLine(replacing: both, ":")))
    advance()
  }

  /// `let x: …`: reads the colon as the sign that must stand there.
  mutating func eatColonForEqual() -> Bool {
    guard at(.colon), !isRecovering else { return false }
    report(SyntaxMessages.colonForEqual(tokenSpan, correctedLine(replacing: tokenSpan, " =")))
    advance()
    if at(.equal) { advance() }
    return true
  }

  /// `sort amount, desc`, behind the comma.
  mutating func correctLooseDirection() {
    guard at(.asc) || at(.desc), !isRecovering else { return }
    let word = text(tokenSpan)
    let whole = previousSpan.joined(with: tokenSpan)
    fail(
      SyntaxMessages.looseDirection(
        word, tokenSpan, correctedLine(replacing: whole, " " + word)))
  }

  /// `pivot x by y`: reads `by` as `across`.
  mutating func eatByForAcross() -> Bool {
    guard at(.by), !isRecovering else { return false }
    report(SyntaxMessages.byForAcross(tokenSpan, correctedLine(replacing: tokenSpan, "across")))
    advance()
    return true
  }

  /// Whether a name stands where `as` and a name could.
  var isAtAlias: Bool { isAtName && !at(.keep) && previousSpan.end < token.start }

  /// `expand deals d`, at the name.
  mutating func correctMissingAs() {
    guard isAtAlias, !isRecovering, !isAtForeignStage else { return }
    let gap = Span(source: source.id, start: token.start, end: token.start)
    report(SyntaxMessages.missingAs(tokenSpan, correctedLine(replacing: gap, "as ")))
  }

  /// `load deals.csv`: takes what stands up to the next blank as the text; false where none does.
  mutating func correctUnquoted() -> Bool {
    guard isAtName, !isRecovering else { return false }
    let start = token.start
    var last = index
    while tokens[last + 1].kind != .endOfFile, tokens[last + 1].start == tokens[last].end {
      last += 1
    }
    let whole = Span(source: source.id, start: start, end: tokens[last].end)
    let written = text(whole)
    fail(
      SyntaxMessages.unquoted(
        written, whole, correctedLine(replacing: whole, "\"\(written)\"")))
    return true
  }

  /// Whether `||` stands where one `|` must: before a verb with something to work on.
  var isPipeDoubled: Bool {
    guard let verb = token(ahead: 1)?.word, verb.roles.contains(.verb),
      let next = token(ahead: 2)
    else { return false }
    return next.beginsExpression && next.kind != .minus && next.kind != .leftParenthesis
  }

  // MARK: Leftovers

  /// `Q3 2025`, `lst quarter` and `last 4 quartres`, behind the first word; nil for anything else.
  func correctedPeriod() -> Diagnostic? {
    guard index > 0, tokens[index - 1].isName else { return nil }
    let previous = previousSpan
    let first = text(previous)
    if index > 1, text(tokenSpan).lowercased() == "ago", tokens[index - 2].kind == .number,
      tokens[index - 1].word?.roles.contains(.unit) == true
    {
      let length = tokens[index - 2].span(in: source).joined(with: previous)
      let whole = length.joined(with: tokenSpan)
      return SyntaxMessages.ago(whole, correctedLine(replacing: whole, "today - " + text(length)))
    }
    if at(.number) {
      let number = text(tokenSpan)
      let whole = previous.joined(with: tokenSpan)
      if LexerMessages.isYearPart(first), number.count == 4 {
        let period = number + "-" + first.uppercased()
        return SyntaxMessages.yearBehindPart(whole, correctedLine(replacing: whole, period))
      }
      guard tokens[index - 1].word?.roles.contains(.relative) == true, isName(ahead: 1) else {
        return nil
      }
      let unit = tokens[index + 1].span(in: source)
      return mistyped(unit, among: Keywords.words(.unit))
    }
    guard unitLength(ahead: 0) != nil else { return nil }
    return mistyped(previous, among: [.last, .next, .past, .this])
  }

  private func mistyped(_ span: Span, among words: [Word]) -> Diagnostic? {
    nearestName(to: text(span), among: words.map(\.rawValue)).map { nearest in
      SyntaxMessages.mistyped(
        text(span), nearest, span, correctedLine(replacing: span, nearest))
    }
  }

  /// What words side by side must have meant; nil where there is no telling.
  func correctedNames(after last: Stage?) -> Diagnostic? {
    guard isAtName, index > 0 else { return nil }
    let previous = tokens[index - 1]
    let span = tokenSpan
    let whole = previous.span(in: source).joined(with: span)
    if previous.kind == .number {
      guard let suffix = ["k", "m", "b"].first(where: { $0 == lowercased(ahead: 0) }) else {
        return nil
      }
      let number = text(previous.span(in: source)) + suffix
      return SyntaxMessages.spacedSuffix(span, correctedLine(replacing: whole, number))
    }
    guard previous.isName else { return nil }
    let name = text(previous.span(in: source))
    if Self.aggregates.contains(name.lowercased()) {
      let path = Span(source: source.id, start: span.start, end: endOfPath)
      let call = previous.span(in: source).joined(with: path)
      return SyntaxMessages.callWithoutParentheses(
        name, call, correctedLine(replacing: call, "\(name)(\(text(path)))"))
    }
    guard index >= 2, Self.isComparison(tokens[index - 2].kind), case .where = last?.kind else {
      return nil
    }
    var end = index
    while tokens[end + 1].isName, !tokens[end + 1].isAfterLineBreak { end += 1 }
    let value = Span(source: source.id, start: previous.start, end: tokens[end].end)
    return SyntaxMessages.unquotedValue(
      value, correctedLine(replacing: value, "\"\(text(value))\""))
  }

  /// The word that what stands side by side lacks; nil where there is no telling.
  func missingWord(after last: Stage?) -> Diagnostic? {
    guard index > 0 else { return nil }
    let previous = tokens[index - 1]
    let span = tokenSpan
    let gap = Span(source: source.id, start: token.start, end: token.start)
    if at(.per), unitLength(ahead: 1) != nil, case .summarize = last?.kind {
      return SyntaxMessages.perPeriod(span, correctedLine(replacing: span, "by each"))
    }
    if previous.isName, at(.within), isRelativePeriod(ahead: 1) {
      return SyntaxMessages.missingIn(span, correctedLine(replacing: span, "in"))
    }
    if previous.isName, isRelativePeriod(ahead: 0) {
      return SyntaxMessages.missingIn(span, correctedLine(replacing: gap, "in "))
    }
    guard isAtName else { return nil }
    if previous.kind == .rightParenthesis, case .summarize(_, by: let keys) = last?.kind,
      keys.isEmpty
    {
      return SyntaxMessages.missingKey(span, correctedLine(replacing: gap, "by "))
    }
    guard last == nil, previous.isName, previous.start == statementStart else { return nil }
    let condition = figureOrCondition
    guard condition.hasPrefix("where") else { return nil }
    let whole = Span(
      source: source.id, start: token.start, end: token.start + restOfStage.utf8.count)
    return SyntaxMessages.missingCondition(
      text(previousSpan), text(span), span, correctedLine(replacing: whole, "| \(condition)"))
  }

  /// Whether `last quarter`, `past 12 months` or the like begins some places on.
  private func isRelativePeriod(ahead: Int) -> Bool {
    guard word(ahead: ahead)?.roles.contains(.relative) == true else { return false }
    return unitLength(ahead: ahead + (kind(ahead: ahead + 1) == .number ? 2 : 1)) != nil
  }

  /// `top amount 10`, at the first word: the same the other way round; nil for anything else.
  func turnedRank() -> Diagnostic? {
    guard isAtName, kind(ahead: 1) != .dot, index > 0 else { return nil }
    let verb = previousSpan
    let count = kind(ahead: 1) == .number ? text(tokens[index + 1].span(in: source)) : "10"
    let whole = verb.joined(
      with: kind(ahead: 1) == .number ? tokens[index + 1].span(in: source) : tokenSpan)
    return SyntaxMessages.missingCount(
      tokenSpan,
      correctedLine(replacing: whole, "\(text(verb)) \(count) by \(text(tokenSpan))"))
  }

  private static let aggregates: Set = [
    "sum", "avg", "min", "max", "median", "count", "rank", "share",
  ]

  private static func isComparison(_ kind: TokenKind) -> Bool {
    kind == .equal || kind == .notEqual
  }

  /// Where the path of names and points at the position ends.
  private var endOfPath: Int {
    var end = index
    while tokens[end + 1].kind == .dot, tokens[end + 2].isName { end += 2 }
    return tokens[end].end
  }

  /// `summarize count() where …`: says that the condition goes inside, and gives the stage up.
  mutating func correctLooseCondition(_ last: Stage?) -> Bool {
    guard at(.where), case .summarize = last?.kind, index > 0,
      tokens[index - 1].kind == .rightParenthesis
    else { return false }
    let closing = tokens[index - 1]
    let isEmpty = index > 1 && tokens[index - 2].kind == .leftParenthesis
    let place = tokenSpan
    let start = token.start
    advance()
    _ = parseExpression()
    guard !isRecovering else { return true }
    let condition = span(from: start)
    let whole = closing.span(in: source).joined(with: condition)
    fail(
      SyntaxMessages.looseCondition(
        place,
        correctedLine(replacing: whole, (isEmpty ? "" : " ") + text(condition) + ")")))
    return true
  }

  /// `summarize revenue prior year`: says that the time goes inside, and gives the stage up.
  mutating func correctLooseTime(_ last: Stage?) -> Bool {
    guard at(.prior) || at(.during), index > 0, last?.isList == true else { return false }
    let previous = tokens[index - 1]
    guard previous.kind == .rightParenthesis || previous.isName else { return false }
    let isEmpty = index > 1 && tokens[index - 2].kind == .leftParenthesis
    let place = tokenSpan
    let start = token.start
    while at(.prior) || at(.during), !isRecovering { _ = parseModifier() }
    guard !isRecovering else { return true }
    let clauses = span(from: start)
    let isCall = previous.kind == .rightParenthesis
    let from = isCall ? previous.start : previous.end
    let opening = isCall ? (isEmpty ? "" : " ") : "("
    fail(
      SyntaxMessages.looseTime(
        text(place), place,
        correctedLine(
          replacing: Span(source: source.id, start: from, end: clauses.end),
          opening + text(clauses) + ")")))
    return true
  }
}
