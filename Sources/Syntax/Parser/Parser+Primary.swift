import Columns
import Messages

extension Parser {
  /// postfix = primary { "." name [ callArgs ] } ;
  mutating func parsePostfix() -> Expression {
    let start = token.start
    let base = parsePrimary()
    height += 1
    return at(.dot) ? parseMembers(of: base, start) : base
  }

  private mutating func parseMembers(of first: Expression, _ start: Int) -> Expression {
    var base = first
    while at(.dot), !isRecovering {
      advance()
      guard let name = parseName("a name behind the point") else { break }
      let arguments = at(.leftParenthesis) ? parseCallArguments() : nil
      base = Expression(.member(base, name, arguments), span: span(from: start))
      height += 1
      if isTooHigh() { return invalidExpression() }
    }
    return base
  }

  /// primary = literal | relPeriod | name [ callArgs ] | "(" query ")" | list ;
  private mutating func parsePrimary() -> Expression {
    switch kind {
    case .number, .percent, .money, .date, .period, .text: return parseLiteral()
    case .leftParenthesis: return parseParenthesised()
    case .leftBracket: return parseList()
    case .identifier:
      switch word {
      case .true, .false, .missing: return parseLiteral()
      case .some(let word) where word.isReserved: return missingOperand()
      case .some: return parseRelativePeriod() ?? parseNameOrCall()
      case nil: return parseNameOrCall()
      }
    case .quotedIdentifier: return parseNameOrCall()
    case .malformed:
      // The lexer has said what is wrong, and reading can go on behind it.
      return Expression(.invalid, span: advance().span(in: source))
    default: return missingOperand()
    }
  }

  private mutating func missingOperand() -> Expression {
    if let word, word.isReserved, kind(ahead: 1) == .colon {
      fail(SyntaxMessages.reserved(text(tokenSpan), "another name", tokenSpan))
    }
    if let corrected = foreignOperand() { return corrected }
    fail(wanting: "a value")
    return invalidExpression()
  }

  private mutating func parseNameOrCall() -> Expression {
    let start = token.start
    if let corrected = caseHabit() { return corrected }
    guard let name = parseName("a name") else { return invalidExpression() }
    let arguments = at(.leftParenthesis) ? parseCallArguments() : nil
    correctForeignName(name, arguments, span(from: start))
    return Expression(.name(name, arguments), span: span(from: start))
  }

  private mutating func parseParenthesised() -> Expression {
    let opening = open()
    let query = parseQuery()
    if at(.comma), !isRecovering { return parseParenthesisedList(opening) }
    close(opening, with: .rightParenthesis, wanting: ")")
    return Expression(.parenthesised(query), span: span(from: opening.start))
  }

  /// list = "[" [ expr { "," expr } ] "]" ;
  mutating func parseList() -> Expression {
    let opening = open()
    var elements: [Expression] = []
    if !at(.rightBracket) {
      repeat {
        elements.append(parseExpression())
        recover(at: [.comma, .closingBracket])
      } while eatComma()
    }
    close(opening, with: .rightBracket, wanting: ", or ]")
    return Expression(.list(elements), span: span(from: opening.start))
  }

  /// Where a list must stand, such as behind `one of`.
  mutating func expectList() -> Expression {
    guard at(.leftBracket) else {
      fail(wanting: "a list such as [a, b]")
      return invalidExpression()
    }
    return parseList()
  }

  // MARK: Literals

  /// literal = NUMBER [ unit ] | PERCENT | MONEY | STRING | DATE | PERIOD
  ///         | "true" | "false" | "missing" ;
  private mutating func parseLiteral() -> Expression {
    let token = token
    let source = source
    let span = token.span(in: source)
    switch token.kind {
    case .number: return parseNumber()
    case .percent:
      advance()
      return numeric(token, .percent) { .percent($0) }
    case .money:
      advance()
      let currency = LiteralValues.currency(source.bytes[token.start])
      return numeric(token, .money) { .money(currency: currency, $0) }
    case .date:
      advance()
      return checked(span) { () throws(Diagnostic) in
        .date(try LiteralValues.date(source.text(span), span))
      }
    case .period:
      advance()
      return checked(span) { () throws(Diagnostic) in
        .period(try LiteralValues.period(source.text(span), span))
      }
    case .text:
      let node = parseText()
      return Expression(.text(node.literal), span: node.span)
    default:
      advance()
      switch token.word {
      case .true: return Expression(.boolean(true), span: span)
      case .false: return Expression(.boolean(false), span: span)
      default: return Expression(.missing, span: span)
      }
    }
  }

  /// A literal whose value may not exist, such as 30 February; a message then says so.
  private mutating func checked(
    _ span: Span, _ value: () throws(Diagnostic) -> Expression.Kind
  ) -> Expression {
    do throws(Diagnostic) {
      return Expression(try value(), span: span)
    } catch {
      report(error)
      return Expression(.invalid, span: span)
    }
  }

  private mutating func numeric(
    _ token: Token, _ kind: TokenKind, _ make: (Decimal) -> Expression.Kind
  ) -> Expression {
    let span = token.span(in: source)
    guard let value = decimal(token) else { return Expression(.invalid, span: span) }
    return Expression(make(value), span: span)
  }

  /// The value of a number, percent or money; nil, with a message, where it is not exact.
  private mutating func decimal(_ token: Token) -> Decimal? {
    let value = LiteralValues.decimal(source.bytes[token.start..<token.end])
    if value == nil { report(SyntaxMessages.inexactNumber(token.span(in: source))) }
    return value
  }

  private mutating func parseNumber() -> Expression {
    let token = advance()
    let value = decimal(token)
    if let unit = parseUnit() {
      let span = span(from: token.start)
      return Expression(value.map { .quantity($0, unit) } ?? .invalid, span: span)
    }
    return Expression(value.map { .number($0) } ?? .invalid, span: token.span(in: source))
  }

  /// A number that counts something: a whole one, from 1 on.
  mutating func parseCount(_ wanted: String) -> Int? {
    guard at(.number), !isRecovering else {
      fail(wanting: wanted)
      return nil
    }
    let token = advance()
    guard let value = decimal(token) else { return 1 }
    guard let whole = value.rescaled(to: 0), whole >= 1, whole <= Int64(Int32.max) else {
      let span = token.span(in: source)
      report(SyntaxMessages.notACount(source.text(span), span))
      return 1
    }
    return Int(whole)
  }

  // MARK: Time

  /// unit = [ "fiscal" ] ( "day" | "days" | … | "years" ) ;
  mutating func parseUnit() -> TimeUnit? {
    let start = token.start
    guard let length = unitLength(ahead: 0) else { return nil }
    let isFiscal = eat(.fiscal)
    advance()
    return TimeUnit(length: length, isFiscal: isFiscal, span: span(from: start))
  }

  /// The unit that begins some places on.
  func unitLength(ahead: Int) -> TimeUnit.Length? {
    if let length = word(ahead: ahead)?.unitLength { return length }
    return word(ahead: ahead) == .fiscal ? word(ahead: ahead + 1)?.unitLength : nil
  }

  /// relPeriod = ( "last" | "next" ) [ NUMBER ] unit | "past" NUMBER unit
  ///           | "this" unit [ "to" "date" ] ;
  private mutating func parseRelativePeriod() -> Expression? {
    let direction: RelativePeriod.Direction
    let isCounted = kind(ahead: 1) == .number && unitLength(ahead: 2) != nil
    switch word {
    case .last where isCounted || unitLength(ahead: 1) != nil: direction = .last
    case .next where isCounted || unitLength(ahead: 1) != nil: direction = .next
    case .past where isCounted: direction = .past
    case .this where unitLength(ahead: 1) != nil: direction = .this
    default: return nil
    }
    let start = advance().start
    let count = isCounted ? parseCount("a number") ?? 1 : 1
    guard let unit = parseUnit() else { return invalidExpression() }
    correctCountBehindUnit(start, isCounted: isCounted)
    var isToDate = false
    if direction == .this, at(.to), word(ahead: 1) == .date {
      advance()
      advance()
      isToDate = true
    }
    return Expression(
      .relativePeriod(
        RelativePeriod(direction: direction, count: count, unit: unit, isToDate: isToDate)),
      span: span(from: start))
  }

  // MARK: Names

  /// name = IDENT ;
  mutating func parseName(_ wanted: String) -> Name? {
    guard isAtName, !isRecovering else {
      failName(wanted)
      return nil
    }
    let token = advance()
    let span = token.span(in: source)
    if token.kind == .quotedIdentifier {
      let inside = source.text((token.start + 1)..<max(token.start + 1, token.end - 1))
      return Name(text: inside, span: span, isQuoted: true)
    }
    return Name(text: source.text(span), span: span)
  }

  /// A name that the tree needs even where the text has none.
  mutating func expectName(_ wanted: String) -> Name {
    parseName(wanted) ?? Name(text: "", span: tokenSpan)
  }

  /// path = name { "." name } ;
  mutating func parsePath(_ wanted: String) -> Path {
    var names = [expectName(wanted)]
    while at(.dot), !isRecovering {
      advance()
      names.append(expectName("a name behind the point"))
    }
    return Path(names: names)
  }

  mutating func parsePaths(_ wanted: String) -> [Path] {
    var paths = [parsePath(wanted)]
    while eat(.comma) { paths.append(parsePath(wanted)) }
    return paths
  }

  private mutating func failName(_ wanted: String) {
    if !isRecovering, let word, word.isReserved, token.kind == .identifier {
      fail(SyntaxMessages.reserved(text(tokenSpan), wanted, tokenSpan))
    } else {
      fail(wanting: wanted)
    }
  }
}
