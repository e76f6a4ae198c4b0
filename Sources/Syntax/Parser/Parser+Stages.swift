import Messages

extension Parser {
  /// stage = "where" expr
  ///       | "add" items | "replace" items | "show" items
  ///       | "hide" name { "," name }
  ///       | "rename" name ":" name { "," name ":" name }
  ///       | "sort" sortKey { "," sortKey }
  ///       | "take" count [ "per" path { "," path } ]
  ///       | ( "top" | "bottom" ) count "by" expr { "," sortKey } [ "per" path { "," path } ]
  ///       | "distinct" [ items ]
  ///       | "summarize" [ items ] [ "by" key { "," key } ]
  ///       | "expand" path [ "as" name ] [ "keep" "empty" ]
  ///       | "link" [ "many" ] postfix "as" name "on" expr
  ///       | "append" postfix
  ///       | "pivot" items "across" path [ "in" list ]
  ///       | "unpivot" path { "," path } "into" name "," name
  ///       | "chart" name [ items ] [ "by" key { "," key } ]
  ///       | "apply" name callArgs
  ///       | "assert" expr [ STRING ]
  ///       | "export" STRING
  ///       | "print" [ STRING ]
  ///       | "describe" | "explain" ;
  mutating func parseStage(_ pipe: Token) -> Stage {
    let verb = tokenSpan
    let kind = parseStageKind()
    return Stage(kind, verb: verb, span: span(from: pipe.start))
  }

  private mutating func parseStageKind() -> Stage.Kind {
    if isRecovering { return .invalid }
    while at(.pipe) {
      report(SyntaxMessages.doublePipe(tokenSpan, correctedLine(replacing: tokenSpan, "")))
      advance()
    }
    if let corrected = parseForeignStage() { return corrected }
    guard kind == .identifier, let word, word.roles.contains(.verb) else {
      failVerb()
      return .invalid
    }
    advance()
    if let habit = habitAfterVerb(word) { return habit }
    switch word {
    case .where: return .where(parseExpression())
    case .add: return .add(parseItems())
    case .replace: return .replace(parseItems())
    case .show: return .show(parseItems())
    case .hide: return .hide(parseList { $0.expectName("a column to hide") })
    case .rename: return .rename(parseList { $0.parseRenaming() })
    case .sort: return .sort(parseList { $0.parseSortKey() })
    case .take: return parseTake()
    case .top: return parseTop(isBottom: false)
    case .bottom: return parseTop(isBottom: true)
    case .distinct: return .distinct(isAtExpression ? parseItems() : [])
    case .summarize:
      let items = isAtExpression ? parseItems() : []
      return .summarize(items, by: parseKeys())
    case .expand: return parseExpand()
    case .link: return parseLink()
    case .append: return .append(parseTable())
    case .pivot: return parsePivot()
    case .unpivot: return parseUnpivot()
    case .chart:
      let name = expectName("the kind of chart")
      let items = isAtExpression ? parseItems() : []
      return .chart(name, items, by: parseKeys())
    case .apply: return parseApply()
    case .assert:
      let condition = parseExpression()
      return .assert(condition, message: isRecovering ? nil : parseTextIfPresent())
    case .export: return .export(expectText("a file name in quotes"))
    case .print: return .print(parseTextIfPresent())
    case .describe: return .describe
    case .explain: return .explain
    default: return .invalid
    }
  }

  private mutating func failVerb() {
    guard !isRecovering else { return }
    if isAtName {
      let span = tokenSpan
      let verbs = Keywords.words(.verb).map(\.rawValue)
      let nearest = nearestName(to: text(span), among: verbs)
      let meant = figureOrCondition
      let step = nearest == nil && !meant.isEmpty ? corrections(["| \(meant)"]) : []
      return fail(SyntaxMessages.unknownVerb(text(span), span, nearest, step))
    }
    fail(wanting: "a verb such as where, show or sort")
  }

  private mutating func parseRenaming() -> Renaming {
    let new = expectName("the new name")
    expect(.colon, ": between the new name and the old one")
    return Renaming(new: new, old: expectName("the old name"))
  }

  /// count = NUMBER | name ;
  ///
  /// A word counts only where the rest of such a stage follows it: `top amount` lacks its number.
  mutating func parseRowCount(_ wanted: String, isRanked: Bool = false) -> Count? {
    let start = token.start
    let isWord =
      isRanked ? word(ahead: 1) == .by : !(token(ahead: 1)?.beginsOperand ?? false)
    if isAtName, !isRecovering {
      if kind(ahead: 1) == .dot {
        fail(SyntaxMessages.countOfRow(tokenSpan))
        return nil
      }
      if isWord { return .word(expectName(wanted)) }
      if isRanked, let turned = turnedRank() {
        fail(turned)
        return nil
      }
    }
    return parseCount(wanted).map { .number($0, span(from: start)) }
  }

  private mutating func parseTake() -> Stage.Kind {
    guard let count = parseRowCount("how many rows to take") else { return .invalid }
    return .take(count, per: parsePer())
  }

  private mutating func parseTop(isBottom: Bool) -> Stage.Kind {
    guard let count = parseRowCount("how many rows to keep", isRanked: true) else {
      return .invalid
    }
    if !at(.by), isAtExpression, !isRecovering {
      let place = Span(source: source.id, start: token.start, end: token.start)
      report(SyntaxMessages.missingBy(tokenSpan, correctedLine(replacing: place, "by ")))
    } else {
      expect(.by, "by and what to rank by")
    }
    let by = parseExpression()
    var then: [SortKey] = []
    while !isRecovering, eat(.comma) { then.append(parseSortKey()) }
    return .top(count, isBottom: isBottom, by: by, then: then, per: parsePer())
  }

  private mutating func parseExpand() -> Stage.Kind {
    let path = parsePath("the rows to expand, such as deals")
    correctMissingAs()
    let name = !isRecovering && (eat(.as) || isAtAlias) ? parseName("a name for each of them") : nil
    var keepsEmpty = false
    if !isRecovering, eat(.keep) {
      expect(.empty, "empty")
      keepsEmpty = true
    }
    return .expand(path, as: name, keepsEmpty: keepsEmpty)
  }

  private mutating func parseLink() -> Stage.Kind {
    // A table called `many` is meant where nothing that could be a table follows.
    let isMany = at(.many) && isOperandOfLink
    if isMany { advance() }
    let table = parseTable()
    expect(.as, "as and a name for the linked row")
    let name = expectName("a name for the linked row")
    expect(.on, "on and what must be equal")
    return .link(isMany: isMany, table, as: name, on: parseExpression())
  }

  /// postfix, as what `link` and `append` take.
  private mutating func parseTable() -> Expression {
    guard !isRecovering, enter() else { return invalidExpression() }
    defer { leave() }
    let outer = height
    height = 0
    let table = parsePostfix()
    height = max(outer, height)
    return table
  }

  private var isOperandOfLink: Bool {
    guard let next = token(ahead: 1) else { return false }
    return next.beginsOperand && next.kind != .minus
  }

  private mutating func parsePivot() -> Stage.Kind {
    let items = parseItems()
    if !eatByForAcross() {
      expect(.across, "across and the column whose values become columns")
    }
    let path = parsePath("the column whose values become columns")
    let values = !isRecovering && eat(.in) ? expectList() : nil
    return .pivot(items, across: path, in: values)
  }

  private mutating func parseUnpivot() -> Stage.Kind {
    let paths = parseList { $0.parsePath("a column") }
    expect(.into, "into and two names, for the column and its value")
    let name = expectName("a name for the columns' names")
    expect(.comma, ", and a name for the values")
    return .unpivot(paths, into: name, value: expectName("a name for the values"))
  }

  private mutating func parseApply() -> Stage.Kind {
    let name = expectName("the name of a verb")
    guard at(.leftParenthesis), !isRecovering else {
      fail(wanting: "( behind the verb's name")
      return .invalid
    }
    return .apply(name, parseCallArguments())
  }
}
