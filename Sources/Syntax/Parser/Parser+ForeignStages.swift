import Messages

/// Recognises the statements and stages of other languages and reads them as what they mean.
extension Parser {
  /// The text of the token some places on, in lower case; empty behind the statement's end.
  func lowercased(ahead: Int) -> String {
    guard let token = token(ahead: ahead), token.kind == .identifier else { return "" }
    return source.text(token.start..<token.end).lowercased()
  }

  private var foreignVerb: ForeignHabits.Verb? {
    guard kind == .identifier, !(word?.roles.contains(.verb) ?? false) else { return nil }
    return ForeignHabits.verb(lowercased(ahead: 0), lowercased(ahead: 1))
  }

  /// Whether another language's verb stands here with something to work on.
  var isAtForeignStage: Bool {
    guard let verb = foreignVerb else { return false }
    switch verb {
    case .same(let word, let words):
      if words == 2 { return true }
      guard let next = token(ahead: 1) else { return false }
      return word == .take ? next.kind == .number : next.beginsExpression
    case .group(let words): return words == 2
    case .join: return isName(ahead: 1)
    }
  }

  /// Reads `select a, b` as `show a, b`, and the like.
  mutating func parseForeignStage() -> Stage.Kind? {
    guard !isRecovering, let verb = foreignVerb else { return nil }
    // `count() by stage` is the figure of a summarize, not a verb.
    if case .group(1) = verb, token(ahead: 1)?.kind == .leftParenthesis { return nil }
    let span = tokenSpan
    switch verb {
    case .same(let word, let words):
      let written = take(words)
      return parse(as: word, written, span.joined(with: previousSpan))
    case .group(let words):
      let written = take(words)
      let isWithoutBy = words == 1 && eat(.by)
      let keys = restOfStage
      let whole = isWithoutBy || words == 2 ? span.joined(with: previousSpan) : span
      let text = keys.isEmpty ? "| summarize count()" : "| summarize count() by \(bare(keys))"
      report(ForeignHabits.grouping(written, whole, corrections([text])))
      guard isAtExpression else { return .summarize([], by: []) }
      return .summarize([], by: parseList { $0.parseKey() })
    case .join:
      return parseJoin(span)
    }
  }

  /// A step that lacks its verb, with the verb: a call is a figure, a comparison a condition.
  var figureOrCondition: String {
    let step = restOfStage
    if let aggregate = ForeignHabits.aggregate(lowercased(ahead: 0)), isName(ahead: 1) {
      return "summarize \(aggregate)(\(step.drop { $0 != " " }.drop { $0 == " " }))"
    }
    let rest = step.drop { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    var open = 0
    let next = rest.drop { sign in
      if sign == "(" { open += 1 }
      if sign == ")" { open -= 1 }
      return open > 0 || sign == ")" || sign.isWhitespace
    }
    let tests = ["=", "<", ">", "!=", "in ", "is ", "contains ", "between "]
    if tests.contains(where: { next.hasPrefix($0) }) { return "where \(step)" }
    return rest.hasPrefix("(") ? "summarize \(step)" : ""
  }

  /// Reads so many words and gives their text.
  private mutating func take(_ words: Int) -> String {
    let start = token.start
    for _ in 0..<words { advance() }
    return text(span(from: start))
  }

  /// `(a, b)` without its parentheses.
  private func bare(_ keys: String) -> String {
    keys.hasPrefix("(") && keys.hasSuffix(")") ? String(keys.dropFirst().dropLast()) : keys
  }

  private mutating func parse(as word: Word, _ written: String, _ span: Span) -> Stage.Kind {
    let rest = restOfStage
    if at(.star) {
      fail(ForeignHabits.everything(tokenSpan, []))
      return .invalid
    }
    report(
      ForeignHabits.verb(
        written, is: word, span, corrections(["| \(word.rawValue) \(rest)"])))
    switch word {
    case .show: return .show(parseItems())
    case .where: return .where(parseExpression())
    case .add: return .add(parseItems())
    case .sort: return .sort(parseList { $0.parseSortKey() })
    case .hide: return .hide(parseList { $0.expectName("a column to hide") })
    case .distinct: return .distinct(isAtExpression ? parseItems() : [])
    case .summarize:
      let items = isAtExpression ? parseItems() : []
      return .summarize(items, by: parseKeys())
    case .take:
      guard let count = parseRowCount("how many rows to take") else { return .invalid }
      return .take(count, per: [])
    case .append: return .append(parsePostfix())
    default: return .invalid
    }
  }

  private mutating func parseJoin(_ start: Span) -> Stage.Kind {
    let words = lowercased(ahead: 0) == "join" || lowercased(ahead: 1) != "join" ? 1 : 2
    let written = take(words)
    let span = start.joined(with: previousSpan)
    var table = "deals"
    var alias = ""
    if isAtName {
      table = text(advance().span(in: source))
      if eat(.as) || isAtName && !at(.on), isAtName { alias = text(advance().span(in: source)) }
    }
    if alias.isEmpty { alias = String(table.prefix(1)).lowercased() }
    var condition = "\(alias).id = id"
    if eat(.on) {
      let rest = restOfStage
      if !rest.isEmpty { condition = Self.equality(rest, of: table, as: alias) }
    }
    fail(
      ForeignHabits.joining(
        written, span, corrections(["| link \(table) as \(alias) on \(condition)"])))
    return .invalid
  }

  /// `deals.partner = partners.id` as `p.id = partner`: the joined side gets the new name, the other
  /// needs none.
  private static func equality(_ text: String, of table: String, as alias: String) -> String {
    let sides = text.split(separator: "=").map { side in
      side.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    guard sides.count == 2 else { return text }
    let paths = sides.map { $0.split(separator: ".").map(String.init) }
    guard paths.allSatisfy({ (1...2).contains($0.count) }) else { return text }
    let owners = [table.lowercased(), alias.lowercased()]
    let isJoined = paths.map { $0.count == 2 && owners.contains($0[0].lowercased()) }
    // Without a word on whose field it is, an id is the joined row's.
    let theirs = isJoined[0] || !isJoined[1] && paths[0] == ["id"] ? 0 : 1
    guard let field = paths[theirs].last, let own = paths[1 - theirs].last else { return text }
    return "\(alias).\(field) = \(own)"
  }

  // MARK: Behind a verb of ours

  /// `sort by x`, `show *`, `rename a as b`: reads them as what they mean.
  mutating func habitAfterVerb(_ verb: Word) -> Stage.Kind? {
    switch verb {
    case .sort where at(.by):
      let span = tokenSpan
      advance()
      report(ForeignHabits.sortBy(span, corrections(["| sort \(restOfStage)"])))
      return nil
    case .show where at(.star), .distinct where at(.star):
      let span = tokenSpan
      report(ForeignHabits.everything(span, []))
      advance()
      return .distinct([])
    case .rename where isName(ahead: 1) == false && isAtName:
      let isReversed = word(ahead: 1) == .as
      guard isReversed || word(ahead: 1) == .to else { return nil }
      return parseReversedRenaming()
    case .rename where isAtName && word(ahead: 1) == .to:
      return parseReversedRenaming()
    default:
      return nil
    }
  }

  private mutating func parseReversedRenaming() -> Stage.Kind {
    let start = token.start
    var renamings: [Renaming] = []
    repeat {
      let old = expectName("the old name")
      if !eat(.as), !eat(.to) { fail(wanting: "the new name") }
      renamings.append(Renaming(new: expectName("the new name"), old: old))
    } while eat(.comma)
    let texts = renamings.map { "\(text($0.new.span)): \(text($0.old.span))" }
    report(
      ForeignHabits.renaming(
        span(from: start), corrections(["| rename " + texts.joined(separator: ", ")])))
    return .rename(renamings)
  }

  // MARK: Statements

  /// A statement that begins as no statement of ours can; nil where it reads as a query.
  mutating func parseForeignStatement() -> Statement.Kind? {
    switch kind {
    case .pipe:
      report(SyntaxMessages.nothingToExtend(tokenSpan))
      return .query(parseStagesAlone())
    case .equal:
      let span = tokenSpan
      advance()
      report(ForeignHabits.leadingEqual(span, corrections([line(replacing: [(span, "")])])))
      return .query(parseQuery())
    case .dot where kind(ahead: 1) == .identifier:
      let span = tokenSpan.joined(with: tokens[index + 1].span(in: source))
      fail(SyntaxMessages.promptCommand(text(span), span))
      return .invalid
    case .identifier:
      return parseForeignWordStatement()
    default:
      return nil
    }
  }

  /// The stages of a query that lacks its source.
  private mutating func parseStagesAlone() -> Query {
    let start = token.start
    var stages: [Stage] = []
    while at(.pipe) {
      let pipe = advance()
      stages.append(parseStage(pipe))
      if isRecovering {
        skip(to: [.pipe])
        if at(.pipe) { isRecovering = false }
      }
    }
    let source = Expression(.invalid, span: Span(source: source.id, start: start, end: start))
    return Query(source: .expression(source), stages: stages, span: span(from: start))
  }

  private mutating func parseForeignWordStatement() -> Statement.Kind? {
    let first = lowercased(ahead: 0)
    let next = token(ahead: 1)
    switch first {
    case "select" where next?.beginsExpression == true || next?.kind == .star:
      return parseSelect()
    case "from" where next?.isName == true:
      return parseFrom()
    case "load", "open", "save", "include", "run":
      guard next?.isName == true, !readsAsTextTest else { return nil }
      advance()
      _ = correctUnquoted()
      return .invalid
    case "show" where ["tables", "databases", "schemas"].contains(lowercased(ahead: 1)):
      guard token(ahead: 2) == nil else { return parseStageStatement() }
      fail(ForeignHabits.listing(tokenSpan.joined(with: tokens[index + 1].span(in: source))))
      return .invalid
    case "update", "delete", "create", "alter", "truncate":
      guard next?.isName == true else { return nil }
      fail(ForeignHabits.changing(first, tokenSpan))
      return .invalid
    default:
      return parseStageStatement()
    }
  }

  /// `from partners | …`: read without the word.
  private mutating func parseFrom() -> Statement.Kind {
    let span = tokenSpan
    advance()
    var without = line(replacing: [(span, "")])
    without = String(without.drop { $0 == " " })
    report(ForeignHabits.from(span, corrections([without])))
    return .query(parseQuery())
  }

  /// A stage where a statement must begin: `show name`, `top 5 partners by revenue`.
  private mutating func parseStageStatement() -> Statement.Kind? {
    let isOurs = word?.roles.contains(.verb) ?? false
    let isStage =
      isOurs
      ? word?.isReserved == true || token(ahead: 1)?.beginsOperand == true && !isCall
      : isAtForeignStage
    guard isStage else { return nil }
    let span = tokenSpan
    let written = text(span)
    fail(SyntaxMessages.stageWithoutRows(written, span, withRows()))
    return .invalid
  }

  /// The step that stands here with something to work on, if that can be told.
  private func withRows() -> [Suggestion] {
    let turned = corrections([rankedRows() ?? rowsBehindVerb() ?? ""])
    if !turned.isEmpty { return turned }
    let step = "| \(restOfStage)"
    if at(.show), isName(ahead: 1), token(ahead: 2).map({ $0.kind == .pipe }) ?? true {
      let name = token(ahead: 1).map { text($0.span(in: source)) } ?? ""
      return corrections([name], lead: "all of it") + corrections([step], lead: "a column")
    }
    return corrections([step], lead: "behind rows")
  }

  /// Whether `name (` or `name -` begins here, which a query can.
  private var isCall: Bool {
    switch kind(ahead: 1) {
    case .leftParenthesis, .minus: true
    default: readsAsTextTest
    }
  }

  /// `top 5 partners by revenue` as `partners | top 5 by revenue`.
  private func rankedRows() -> String? {
    guard at(.top) || at(.bottom), kind(ahead: 1) == .number, isName(ahead: 2) else { return nil }
    let words = restOfStage.split(separator: " ").map(String.init)
    guard words.count >= 3 else { return nil }
    return "\(words[2]) | \(words[0]) \(words[1]) " + words.dropFirst(3).joined(separator: " ")
  }

  /// `filter partners tier = gold` as `partners | where tier = gold`.
  private func rowsBehindVerb() -> String? {
    guard isName(ahead: 1), let third = token(ahead: 2), third.kind != .pipe else { return nil }
    let words = restOfStage.split(maxSplits: 2) { $0 == " " }.map(String.init)
    // `where tier gold` lacks a sign, not rows.
    guard words.count == 3, !at(.where) || words[2].contains(" ") else { return nil }
    if case .same(let word, 1) = foreignVerb {
      return "\(words[1]) | \(word.rawValue) \(words[2])"
    }
    // A table of groups is made before it is turned.
    let verb = at(.pivot) ? "summarize count()" : words[0]
    return "\(words[1]) | \(verb) \(words[2])"
  }
}
