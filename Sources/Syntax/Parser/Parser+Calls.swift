import Columns
import Messages

extension Parser {
  /// callArgs = "(" [ arg { "," arg } ] { modifier } ")"
  ///          | "(" [ name ":" ] source "|" stage { "|" stage } ")" ;
  mutating func parseCallArguments() -> CallArguments {
    let opening = open()
    var arguments: [Argument] = []
    var modifiers: [Modifier] = []
    correctDistinct(opening)
    if !eatStarHabit(opening), !at(.rightParenthesis), !isAtModifier {
      repeat {
        arguments.append(parseArgument())
        recover(at: [.comma, .closingBracket])
      } while eatComma() && !correctCommaBeforeClause()
      checkStages(of: arguments)
    }
    while isAtModifier, !isRecovering {
      modifiers.append(parseModifier())
    }
    close(opening, with: .rightParenthesis, wanting: ", or )")
    return CallArguments(
      arguments: arguments, modifiers: modifiers, span: span(from: opening.start))
  }

  /// arg = [ name ":" ] source ;
  ///
  /// Stages are read too: whether they may stand here depends on what follows.
  private mutating func parseArgument() -> Argument {
    Argument(name: parseLabel(), value: parseQuery())
  }

  /// Beside another argument or a modifier a query with stages needs parentheses: commas and `per`
  /// could be the stages'.
  private mutating func checkStages(of arguments: [Argument]) {
    guard arguments.count > 1 || isAtModifier, !isRecovering,
      let first = arguments.first(where: { !$0.value.stages.isEmpty })
    else { return }
    let span = first.value.span
    report(
      SyntaxMessages.stagesBesideArguments(span, correctedLine(replacing: span, "(\(text(span)))")))
  }

  /// `change(revenue, prior year)`: a clause follows without a comma.
  private mutating func correctCommaBeforeClause() -> Bool {
    guard isAtModifier else { return false }
    report(
      SyntaxMessages.commaBeforeClause(
        text(tokenSpan), previousSpan, correctedLine(replacing: previousSpan, "")))
    return true
  }

  /// `name ":"` before a value.
  mutating func parseLabel() -> Name? {
    guard isAtName, kind(ahead: 1) == .colon else { return nil }
    let name = parseName("a name")
    advance()
    return name
  }

  /// Whether a clause of an aggregate begins here. `over` alone of their words may be a field, which
  /// juxtaposition tells apart: a name behind it makes it the clause, unless the two begin a text
  /// test.
  private var isAtModifier: Bool {
    switch word {
    case .where, .during, .prior, .within, .per: true
    case .over: isOverClause && !readsAsTextTest
    default: false
    }
  }

  /// Whether `over` has a name behind it. In a row of them every second one is a name, counted from
  /// the last: `sum(over over closed_on)` adds up a field called over.
  private var isOverClause: Bool {
    var names = 1
    while word(ahead: names) == .over { names += 1 }
    if isName(ahead: names) { names += 1 }
    return names.isMultiple(of: 2)
  }

  /// modifier = "where" expr
  ///          | "during" range
  ///          | "prior" ( "period" | [ NUMBER ] unit )
  ///          | "within" ( "all" | path { "," path } )
  ///          | "per" path
  ///          | "over" path ;
  mutating func parseModifier() -> Modifier {
    let start = token.start
    let word = word
    advance()
    let kind: Modifier.Kind =
      switch word {
      case .where: .condition(parseExpression())
      case .during: .during(parseBinary(.range))
      case .prior: parsePrior()
      case .within:
        eat(.all) ? .withinAll : .within(parsePaths("what to stay within, or all"))
      case .per: .per(parsePath("what to count once"))
      default: .over(parsePath("the date to go by"))
      }
    return Modifier(kind, span: span(from: start))
  }

  private mutating func parsePrior() -> Modifier.Kind {
    if word == .period, unitLength(ahead: 1) == nil {
      advance()
      return .priorPeriod
    }
    let count = at(.number) ? parseCount("a number") ?? 1 : 1
    guard let unit = parseUnit() else {
      fail(wanting: "period, or a length of time such as year or 2 quarters")
      return .priorPeriod
    }
    return .prior(count: count, unit)
  }

  /// A comma between values in brackets; the semicolon of some countries' spreadsheets is corrected.
  mutating func eatComma() -> Bool {
    if eat(.comma) { return true }
    guard at(.semicolon), !isRecovering, isClosedOnThisLine else { return false }
    report(SyntaxMessages.separatorInBrackets(tokenSpan))
    advance()
    return true
  }

  private var isClosedOnThisLine: Bool {
    for place in (index + 1)..<min(index + 100, tokens.count) {
      let token = tokens[place]
      if token.isAfterLineBreak || token.kind == .endOfFile { return false }
      if token.kind == .rightParenthesis || token.kind == .rightBracket { return true }
    }
    return false
  }

  /// Skips to where a list of values can go on after a mistake in one of them.
  mutating func recover(at stops: SkipStops) {
    guard isRecovering else { return }
    skip(to: stops)
    if at(.comma) { isRecovering = false }
  }

  // MARK: Texts

  /// STRING where only a text can stand.
  mutating func parseText() -> TextNode {
    let token = advance()
    let span = token.span(in: source)
    return TextNode(literal: textLiteral(token), span: span)
  }

  mutating func parseTextIfPresent() -> TextNode? {
    at(.text) ? parseText() : nil
  }

  mutating func expectText(_ wanted: String) -> TextNode {
    if at(.text), !isRecovering { return parseText() }
    if !correctUnquoted() { fail(wanting: wanted) }
    return TextNode(literal: TextLiteral(parts: []), span: tokenSpan)
  }

  /// Resolves the escapes of a text and parses its interpolations.
  private mutating func textLiteral(_ token: Token) -> TextLiteral {
    var reader = TextReader(source, token)
    var parts: [TextPart] = []
    while let piece = reader.next() {
      switch piece {
      case .characters(let characters): parts.append(.characters(characters))
      case .interpolation(let range): parts.append(.interpolation(parseInterpolation(range)))
      }
    }
    for diagnostic in reader.diagnostics { report(diagnostic) }
    return TextLiteral(parts: parts)
  }

  private mutating func parseInterpolation(_ range: Range<Int>) -> Expression {
    var lexer = Lexer(source, range)
    let lexed = lexer.run()
    report(contentsOf: lexed.diagnostics)
    var inner = Parser(source, lexed, depth: nesting + 1, isCorrecting: isCorrecting)
    let whole = Span(source: source.id, start: range.lowerBound, end: range.upperBound)
    guard lexed.tokens.count > 1 else {
      report(SyntaxMessages.emptyInterpolation(whole))
      return Expression(.invalid, span: whole)
    }
    let expression = inner.parseExpression()
    if !inner.at(.endOfFile) { inner.fail(wanting: "}") }
    // The text's end is no end of the input: no further line cures what is wrong inside.
    report(
      contentsOf: inner.diagnostics.map {
        var diagnostic = $0
        diagnostic.mayContinue = false
        return diagnostic
      })
    if let comment = lexed.trivia.first(where: { $0.kind == .comment }) {
      report(
        SyntaxMessages.commentInText(
          Span(source: source.id, start: comment.start, end: comment.end)))
    }
    height = max(height, inner.height)
    return expression
  }
}
