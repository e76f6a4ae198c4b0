import Messages

extension Parser {
  /// query = source { "|" stage } ;
  mutating func parseQuery() -> Query {
    let start = token.start
    if isRecovering { return invalidQuery() }
    let outer = height
    height = 0
    let source = parseSource()
    let stages = isAtQueryEnd && !at(.pipe) && !isRecovering ? [] : parseStages()
    height = max(outer, height)
    return Query(source: source, stages: stages, span: span(from: start))
  }

  private mutating func parseStages() -> [Stage] {
    var stages: [Stage] = []
    recoverAtStage(after: nil, &stages)
    while at(.pipe) {
      let pipe = advance()
      stages.append(parseStage(pipe))
      recoverAtStage(after: stages.last, &stages)
    }
    return stages
  }

  private func invalidQuery() -> Query {
    Query(source: .expression(invalidExpression()), stages: [], span: tokenSpan)
  }

  /// source = expr
  ///        | "compare" name "," name "{" { SEP } query { SEP } "}"
  ///        | "with" name "{" { SEP } query { SEP } "}" ;
  private mutating func parseSource() -> QuerySource {
    if at(.compare), isName(ahead: 1), kind(ahead: 2) == .comma { return parseCompare() }
    if at(.with), isName(ahead: 1), kind(ahead: 2) == .leftBrace { return parseWorld() }
    return .expression(parseExpression())
  }

  private mutating func parseCompare() -> QuerySource {
    advance()
    let first = expectName("the first world")
    expect(.comma, ",")
    let second = expectName("the second world")
    return .compare(first, second, parseBracedQuery())
  }

  private mutating func parseWorld() -> QuerySource {
    advance()
    let world = expectName("a world")
    return .with(world, parseBracedQuery())
  }

  private mutating func parseBracedQuery() -> Query {
    var query = invalidQuery()
    braced("{ with a query inside") { parser in
      parser.eatSeparators()
      query = parser.parseQuery()
      parser.eatSeparators()
    }
    return query
  }

  // MARK: Between stages

  /// Whether a query can end here.
  private var isAtQueryEnd: Bool { isAtStatementEnd || at(.pipe) || at(.leftBrace) }

  /// Complains about what is left over behind a stage, and skips to the next one.
  ///
  /// Inside brackets it is the caller who knows what may follow.
  private mutating func recoverAtStage(after last: Stage?, _ stages: inout [Stage]) {
    while !isRecovering, !isInBrackets, !isAtQueryEnd {
      // A verb without its `|` is read as the stage that it means.
      if correctLooseCondition(stages.last) || correctLooseTime(stages.last) { break }
      guard let stage = parseStageWithoutPipe() else {
        reportLeftover(after: last)
        break
      }
      stages.append(stage)
    }
    guard isRecovering else { return }
    skip(to: isInBrackets ? [.pipe, .comma, .closingBracket] : [.pipe])
    if at(.pipe) { isRecovering = false }
  }

  private mutating func parseStageWithoutPipe() -> Stage? {
    if at(.bars), isPipeDoubled {
      report(SyntaxMessages.doublePipe(tokenSpan, correctedLine(replacing: tokenSpan, "|")))
      return parseStage(advance())
    }
    if isAtForeignStage {
      return parseStage(token)
    }
    guard let word, word.roles.contains(.verb), isVerbInUse else { return nil }
    // One message for them all, with the statement as it should be.
    if missingPipes.isEmpty { report(SyntaxMessages.missingPipe(text(tokenSpan), tokenSpan)) }
    missingPipes.append(token.start)
    return parseStage(token)
  }

  /// Whether what follows the verb at the position looks like its operand.
  private var isVerbInUse: Bool {
    guard let word, let next = token(ahead: 1) else { return false }
    if !word.roles.contains(.needsOperand) { return next.kind == .pipe || next.beginsExpression }
    return next.beginsExpression
  }

  // MARK: Lists

  /// items = item { "," item } ;
  mutating func parseItems() -> [Item] {
    parseList { $0.parseItem() }
  }

  /// One or more, with a comma between; a mistake in one does not hide the others.
  mutating func parseList<Element>(_ read: (inout Parser) -> Element) -> [Element] {
    var elements: [Element] = []
    repeat {
      elements.append(read(&self))
      recover(at: [.comma, .pipe, .closingBracket])
    } while eat(.comma)
    return elements
  }

  /// item = name ":" expr | expr [ "as" name ] ;
  mutating func parseItem() -> Item {
    let start = token.start
    if let name = parseLabel() {
      correctAssignment()
      let value = parseExpression()
      return Item(name: name, value: value, span: span(from: start))
    }
    let value = parseExpression()
    var name: Name?
    if !isRecovering, eat(.as) { name = parseName("a name for the column") }
    return Item(name: name, value: value, span: span(from: start))
  }

  /// key = [ name ":" ] "each" unit [ "in" range ] | item ;
  mutating func parseKey() -> GroupKey {
    let start = token.start
    let labelled = isAtName && kind(ahead: 1) == .colon ? 2 : 0
    guard word(ahead: labelled) == .each, unitLength(ahead: labelled + 1) != nil else {
      return .item(parseItem())
    }
    let name = parseLabel()
    advance()
    guard let unit = parseUnit() else { return .item(parseItem()) }
    let range = eat(.in) ? parseBinary(.range) : nil
    return .each(name: name, unit: unit, range: range, span: span(from: start))
  }

  /// "by" key { "," key }, where it is present.
  mutating func parseKeys() -> [GroupKey] {
    guard !isRecovering, eat(.by) else { return [] }
    return parseList { $0.parseKey() }
  }

  /// sortKey = expr [ "asc" | "desc" ] ;
  mutating func parseSortKey() -> SortKey {
    let start = token.start
    correctLooseDirection()
    let value = parseExpression()
    var isDescending = false
    if !isRecovering, !eat(.asc) { isDescending = eat(.desc) }
    return SortKey(value: value, isDescending: isDescending, span: span(from: start))
  }

  /// [ "per" path { "," path } ]
  mutating func parsePer() -> [Path] {
    guard !isRecovering, eat(.per) else { return [] }
    return parsePaths("what to count separately")
  }
}
