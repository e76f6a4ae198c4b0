import Columns
import Messages

extension Parser {
  /// script = { SEP } [ statement { SEP { SEP } statement } { SEP } ] ;
  mutating func parseScript() -> Script {
    let statements = parseStatements()
    while token.kind != .endOfFile {
      // Only a brace that nothing has opened stops the statements before the end.
      isRecovering = unopenedBlocks > 0
      unopenedBlocks = max(0, unopenedBlocks - 1)
      fail(wanting: "the end of the script")
      advance()
      isRecovering = false
      _ = parseStatements()
    }
    return Script(
      statements: statements,
      span: Span(source: source.id, start: 0, end: source.bytes.count))
  }

  private mutating func parseStatements() -> [Statement] {
    var statements: [Statement] = []
    eatSeparators()
    while token.kind != .endOfFile, !at(.rightBrace) {
      let before = index
      let statement = parseStatement()
      finishStatement()
      if let last = statements.last { checkText(statement, below: last) }
      statements.append(statement)
      eatSeparators()
      // Whatever cannot be read is skipped a token at a time rather than tried for ever.
      if index == before { advance() }
    }
    return statements
  }

  /// A text on a line of its own below a definition without one is meant to describe it, and would be
  /// lost.
  private mutating func checkText(_ statement: Statement, below definition: Statement) {
    guard case .query(let query) = statement.kind, case .text = query.expression?.kind else {
      return
    }
    let summary: TextNode?
    switch definition.kind {
    case .measure(let measure): summary = measure.summary
    case .field(let field): summary = field.summary
    case .entity(let entity): summary = entity.summary
    default: return
    }
    if summary == nil { report(SyntaxMessages.textBelow(statement.span, definition.span)) }
  }

  /// Complains about what is left of the statement and skips it.
  private mutating func finishStatement() {
    if !isRecovering, !isAtStatementEnd { reportLeftover(after: nil) }
    if isRecovering { skip(to: []) }
    isRecovering = false
  }

  /// block = "{" script "}" ;
  private mutating func parseBlock() -> [Statement] {
    var statements: [Statement] = []
    braced("{ with statements inside") { statements = $0.parseStatements() }
    return statements
  }

  /// statement = entity | let | measure | field | function | param | load | open | save
  ///           | include | run | setting | scenario | snapshot | adopt | forEach | test
  ///           | verb | about | assertSt | query ;
  private mutating func parseStatement() -> Statement {
    beginLine()
    height = 0
    statementStart = token.start
    missingPipes = []
    let start = token.start
    let kind = parseStatementKind()
    if !missingPipes.isEmpty { suggest(pipedStatement(), for: .missingToken) }
    return Statement(kind, span: span(from: start))
  }

  private mutating func parseStatementKind() -> Statement.Kind {
    guard let word = statementWord else {
      return parseForeignStatement() ?? .query(parseQuery())
    }
    switch word {
    case .entity: return parseEntity()
    case .measure: return parseMeasure()
    case .field: return parseField()
    case .function: return parseFunction()
    case .verb: return parseVerb()
    case .param: return parseParam()
    case .scenario: return parseScenario()
    case .for: return parseForEach()
    default: break
    }
    advance()
    switch word {
    case .let: return parseLet()
    case .load: return parseLoad()
    case .run: return parseRun()
    case .option: return parseOption()
    case .snapshot:
      // snapshot = "snapshot" name [ STRING ] ;
      let name = expectName("a name for the snapshot")
      return .snapshot(name, description: isRecovering ? nil : parseTextIfPresent())
    // open = "open" STRING ;
    case .open: return .open(expectText("a folder in quotes"))
    // save = "save" STRING ;
    case .save: return .save(expectText("a folder in quotes"))
    // include = "include" STRING ;
    case .include: return .include(expectText("a file name in quotes"))
    // adopt = "adopt" name ;
    case .adopt: return .adopt(expectName("the name of a scenario"))
    // test = "test" STRING block ;
    case .test: return .test(expectText("what is tested, in quotes"), body: parseBlock())
    // about = ( "describe" | "explain" ) path ;
    case .describe: return .describe(parsePath("what to describe"))
    case .explain: return .explain(parsePath("what to explain"))
    default:
      // assertSt = "assert" expr [ STRING ] ;
      let condition = parseExpression()
      return .assert(condition, message: isRecovering ? nil : parseTextIfPresent())
    }
  }

  /// let = "let" name "=" query ;
  private mutating func parseLet() -> Statement.Kind {
    let name = expectName("a name")
    if !eatColonForEqual() { expect(.equal, "= and what the name stands for") }
    return .let(name, parseQuery())
  }

  /// load = "load" STRING ( "as" | "into" ) name [ "with" item { "," item } ] ;
  private mutating func parseLoad() -> Statement.Kind {
    let file = expectText("a file name in quotes")
    let isInto = !isRecovering && eat(.into)
    if !isInto { expect(.as, "as and a name, or into and an entity") }
    let target = expectName(isInto ? "an entity" : "a name for the table")
    return .load(file: file, isInto: isInto, target: target, with: parseWith())
  }

  /// run = "run" STRING [ "with" item { "," item } ] ;
  private mutating func parseRun() -> Statement.Kind {
    let file = expectText("a file name in quotes")
    return .run(file, with: parseWith())
  }

  private mutating func parseWith() -> [Item] {
    !isRecovering && eat(.with) ? parseItems() : []
  }

  /// setting = "option" name "=" expr ;
  private mutating func parseOption() -> Statement.Kind {
    let name = expectName("the name of an option")
    expect(.equal, "= and a value")
    return .option(name, parseExpression())
  }

  /// forEach = "for" "each" name "in" query block ;
  private mutating func parseForEach() -> Statement.Kind {
    advance()
    if !eat(.each) {
      let gap = Span(source: source.id, start: token.start, end: token.start)
      report(SyntaxMessages.missingEach(tokenSpan, correctedLine(replacing: gap, "each ")))
    }
    let name = expectName("a name for each row")
    expect(.in, "in and the rows")
    let complaints = diagnostics.count
    let query = parseQuery()
    // That no { follows what could not be read is no mistake of its own.
    if diagnostics.count > complaints, !at(.leftBrace) { isRecovering = true }
    return .forEach(name, in: query, body: parseBlock())
  }

  // MARK: Which statement

  /// The word of the statement that begins here; nil for a query.
  ///
  /// Two words side by side are otherwise no query, so one more token tells a statement's word from
  /// a field of that name.
  private var statementWord: Word? {
    guard let word else { return nil }
    switch word {
    case .load, .open, .save, .include, .run, .test:
      return kind(ahead: 1) == .text ? word : nil
    case .for:
      let isWithoutEach = isName(ahead: 1) && self.word(ahead: 2) == .in
      return self.word(ahead: 1) == .each || isWithoutEach ? word : nil
    case .assert:
      // The statement wins: `assert - x`, `assert (x)` are never a field or a call.
      return token(ahead: 1)?.beginsExpression == true ? word : nil
    case .entity, .let, .measure, .field, .function, .param, .option, .scenario, .snapshot, .adopt,
      .verb, .describe, .explain:
      return isDefining(word) || isName(ahead: 1) && !readsAsTextTest ? word : nil
    default:
      return nil
    }
  }

  /// Whether a reserved word stands where a definition's name should: `let where = …`.
  private func isDefining(_ word: Word) -> Bool {
    guard let next = self.word(ahead: 1), next.isReserved else { return false }
    switch word {
    case .describe, .explain, .adopt, .snapshot: return false
    default: return !next.roles.contains(.operator)
    }
  }

  /// Whether the name at the position is a field that a text test follows, as in
  /// `field contains "x"`, rather than the first word of something called `contains`.
  var readsAsTextTest: Bool {
    guard let test = textTest(ahead: 1) else { return false }
    let isTwoWords = test == .startsWith || test == .endsWith
    guard token(ahead: isTwoWords ? 3 : 2)?.beginsOperand == true else { return false }
    if isTwoWords { return true }
    switch word {
    case .entity:
      return !(kind(ahead: 3) == .text || kind(ahead: 3) == .leftBrace || isName(ahead: 3))
    case .scenario, .measure, .field:
      return !isName(ahead: 3)
    case .function, .verb:
      return !isDefinedByParentheses(ahead: 2)
    case .snapshot:
      // The statement wins: `snapshot contains "x"` describes a snapshot called contains.
      return kind(ahead: 2) != .text || token(ahead: 3) != nil && !endsStatement(ahead: 3)
    case .over:
      return !(word(ahead: 2) == .over && isName(ahead: 3))
    default:
      return true
    }
  }

  private func endsStatement(ahead: Int) -> Bool {
    switch kind(ahead: ahead) {
    case .semicolon, .rightBrace, nil: true
    default: false
    }
  }

  /// Whether `( … ) =` begins some places on.
  private func isDefinedByParentheses(ahead: Int) -> Bool {
    guard kind(ahead: ahead) == .leftParenthesis else { return false }
    var open = 0
    for place in (index + ahead)..<min(index + 1_000, tokens.count) {
      switch tokens[place].kind {
      case .leftParenthesis: open += 1
      case .rightParenthesis:
        open -= 1
        if open == 0 { return place + 1 < tokens.count && tokens[place + 1].kind == .equal }
      default: break
      }
    }
    return false
  }
}
