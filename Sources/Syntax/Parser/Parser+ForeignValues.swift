import Messages

/// Recognises the operators and calls of other languages and reads them as what they mean.
extension Parser {
  /// Another language's operator between two operands.
  enum ForeignInfix: Equatable {
    case logic(BinaryOperator, Precedence)
    case textTest(words: Int, isNegated: Bool)

    var precedence: Precedence {
      switch self {
      case .logic(_, let precedence): precedence
      case .textTest: .comparison
      }
    }
  }

  func foreignInfix() -> ForeignInfix? {
    switch kind {
    case .ampersands: return .logic(.and, .and)
    case .bars: return isPipeDoubled ? nil : .logic(.or, .or)
    case .identifier where token.word == nil:
      return isForeignTest(ahead: 0) ? .textTest(words: 1, isNegated: false) : nil
    case .identifier where at(.not):
      return isForeignTest(ahead: 1) ? .textTest(words: 2, isNegated: true) : nil
    default: return nil
    }
  }

  private func isForeignTest(ahead: Int) -> Bool {
    switch lowercased(ahead: ahead) {
    case "like", "ilike", "rlike", "has", "startswith", "endswith", "includes":
      token(ahead: ahead + 1)?.beginsOperand == true
    default: false
    }
  }

  mutating func parseForeignInfix(_ habit: ForeignInfix, _ left: Expression, _ start: Int)
    -> Expression
  {
    defer { height += 1 }
    switch habit {
    case .logic(let binary, let precedence):
      let span = tokenSpan
      report(
        ForeignHabits.logic(text(span), binary.rawValue, span, corrections([lineWithWords()])))
      advance()
      let right = parseBinary(precedence.tighter)
      return Expression(
        .binary(binary, operatorSpan: span, left, right), span: self.span(from: start))
    case .textTest(let words, let isNegated):
      return parseForeignTest(left, start, words, isNegated)
    }
  }

  /// The line with `&&`, `||` and `!` in words.
  private func lineWithWords() -> String {
    let range = lineRange
    var changes: [(Span, String)] = []
    var first = index
    while first > 0, tokens[first - 1].start >= range.lowerBound { first -= 1 }
    for token in tokens[first...].prefix(while: { $0.end <= range.upperBound }) {
      let word: String
      switch token.kind {
      case .ampersands: word = "and"
      case .bars: word = "or"
      case .bang: word = "not"
      default: continue
      }
      let isSpacedBefore = token.start == 0 || source.bytes[token.start - 1] == UInt8(ascii: " ")
      let isSpacedBehind =
        token.end < source.bytes.count && source.bytes[token.end] == UInt8(ascii: " ")
      changes.append(
        (
          token.span(in: source),
          (isSpacedBefore || token.kind == .bang ? "" : " ") + word + (isSpacedBehind ? "" : " ")
        ))
    }
    return line(replacing: changes)
  }

  private mutating func parseForeignTest(
    _ left: Expression, _ start: Int, _ words: Int, _ isNegated: Bool
  ) -> Expression {
    let operatorStart = token.start
    let written = lowercased(ahead: words - 1)
    for _ in 0..<words { advance() }
    let operatorSpan = span(from: operatorStart)
    let patternToken = token
    let right = parseBinary(.coalesce)
    var test: BinaryOperator = .contains
    var corrected = "contains \(text(right.span))"
    switch written {
    case "startswith":
      test = .startsWith
      corrected = "starts with \(text(right.span))"
    case "endswith":
      test = .endsWith
      corrected = "ends with \(text(right.span))"
    case "rlike":
      test = .matches
      corrected = "matches \(text(right.span))"
    case "like", "ilike":
      if patternToken.kind == .text, case .text(let literal) = right.kind,
        let pattern = literal.plain
      {
        corrected = ForeignHabits.test(like: pattern)
      }
    default: break
    }
    let not = isNegated ? "not " : ""
    let isEquality = corrected.hasPrefix("=")
    let whole =
      isEquality && isNegated
      ? "\(text(left.span)) !\(corrected)" : "\(text(left.span)) \(not)\(corrected)"
    report(ForeignHabits.textTest(written, operatorSpan, corrections([whole])))
    return Expression(
      .textTest(test, operatorSpan: operatorSpan, left, right, isNegated: isNegated),
      span: span(from: start))
  }

  // MARK: Operands

  /// An operand that begins as none of ours can; nil where it is just missing.
  mutating func foreignOperand() -> Expression? {
    if isRecovering { return nil }
    let start = token.start
    switch kind {
    case .bang:
      let span = tokenSpan
      report(ForeignHabits.logic("!", "not", span, corrections([lineWithWords()])))
      advance()
      guard enter() else { return invalidExpression() }
      defer { leave() }
      let operand = parseUnary()
      height += 1
      return Expression(.not(operand), span: self.span(from: start))
    case .dot where kind(ahead: 1) == .number:
      let span = tokenSpan
      let digits = token(ahead: 1).map { text($0.span(in: source)) } ?? ""
      report(SyntaxMessages.bareFraction(digits, span))
      advance()
      advance()
      return Expression(.invalid, span: self.span(from: start))
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return repeatedComparison()
    case .identifier where at(.if):
      return parseInner { ForeignHabits.innerConditional($0, $1) }
    case .identifier where at(.not):
      return parseInner { ForeignHabits.innerNot($0, $1) }
    default:
      return nil
    }
  }

  /// An `if` or `not` behind an operator, which needs parentheses.
  private mutating func parseInner(_ message: (Span, [Suggestion]) -> Diagnostic) -> Expression {
    let span = tokenSpan
    let start = token.start
    let inner = at(.if) ? parseExpression() : parseInnerNot()
    if !isRecovering {
      let whole = self.span(from: start)
      report(message(span, correctedLine(replacing: whole, "(\(text(whole)))")))
    }
    return inner
  }

  private mutating func parseInnerNot() -> Expression {
    // Two levels, as this way down is the longest.
    guard enter() else { return invalidExpression() }
    defer { leave() }
    guard enter() else { return invalidExpression() }
    defer { leave() }
    return parseBinary(.not)
  }

  // MARK: Calls and lists

  /// `if(a, b, c)`, at the parenthesis; nil where it opens just a condition.
  mutating func spreadsheetConditional(_ start: Int) -> Expression? {
    guard at(.leftParenthesis), hasComma(ahead: 0) else { return nil }
    let arguments = parseCallArguments()
    let values = arguments.arguments.map(\.value)
    let texts = values.map { text($0.span) }
    let span = span(from: start)
    var suggestions: [Suggestion] = []
    if texts.count == 2 || texts.count == 3 {
      let otherwise = texts.count == 3 ? texts[2] : "missing"
      suggestions = corrections(["(if \(texts[0]) then \(texts[1]) else \(otherwise))"])
    }
    fail(ForeignHabits.conditional(span, suggestions))
    isRecovering = false
    return Expression(.invalid, span: span)
  }

  /// Whether a comma or semicolon stands right inside the parentheses that open some places on.
  private func hasComma(ahead: Int) -> Bool {
    var open = 0
    // Nobody writes longer ones by habit, and looking on would take ever longer.
    for place in (index + ahead)..<min(index + ahead + 500, tokens.count) {
      switch tokens[place].kind {
      case .leftParenthesis, .leftBracket, .leftBrace: open += 1
      case .rightParenthesis, .rightBracket, .rightBrace:
        open -= 1
        if open <= 0 { return false }
      case .comma, .semicolon:
        // The comma between the worlds of `(compare a, b { … })` is none of a list's.
        let isOfWorlds =
          tokens[max(0, place - 2)].word == .compare && place + 2 < tokens.count
          && tokens[place + 2].kind == .leftBrace
        if open == 1, !isOfWorlds { return true }
      case .pipe: if open == 1 { return false }
      default: break
      }
    }
    return false
  }

  /// `in (a, b)`, at the parenthesis; nil where it holds one expression.
  mutating func parseListHabit(_ start: Int) -> Expression? {
    guard at(.leftParenthesis), hasComma(ahead: 0) else { return nil }
    let before = text(span(from: start))
    let opening = open()
    return parseRoundList(opening, []) { "\(before) \($0)" }
  }

  /// `(a, b)` anywhere else, at its first comma.
  mutating func parseParenthesisedList(_ opening: Token) -> Expression {
    advance()
    return parseRoundList(opening, []) { $0 }
  }

  private mutating func parseRoundList(
    _ opening: Token, _ first: [Expression], _ whole: (String) -> String
  ) -> Expression {
    var elements = first
    repeat {
      elements.append(parseExpression())
      recover(at: [.comma, .closingBracket])
    } while eat(.comma)
    close(opening, with: .rightParenthesis, wanting: ", or )")
    let span = span(from: opening.start)
    if !isRecovering {
      let written = text(span)
      let list = "[" + written.dropFirst().dropLast() + "]"
      report(ForeignHabits.roundList(span, corrections([whole(list)])))
    }
    return Expression(.list(elements), span: span)
  }

  /// `count(*)`, behind the parenthesis: skips the star.
  mutating func eatStarHabit(_ opening: Token) -> Bool {
    guard at(.star), kind(ahead: 1) == .rightParenthesis else { return false }
    let span = tokenSpan
    let name = index >= 2 ? text(tokens[index - 2].span(in: source)) : "count"
    report(ForeignHabits.countStar(span, corrections(["\(name)()"])))
    advance()
    return true
  }

  /// `count(distinct x)`, behind the parenthesis: skips the word.
  mutating func correctDistinct(_ opening: Token) {
    guard at(.distinct), isName(ahead: 1), textTest(ahead: 1) == nil, index >= 2 else { return }
    let function = tokens[index - 2]
    let word = tokenSpan
    advance()
    let whole = Span(source: source.id, start: function.start, end: token.start)
    let corrected = correctedLine(replacing: whole, "count_distinct(")
    report(ForeignHabits.distinct(word, corrected))
  }

  /// `null`, `sumif(…)` and the like, once they are read.
  mutating func correctForeignName(_ name: Name, _ arguments: CallArguments?, _ span: Span) {
    guard !name.isQuoted, !isRecovering else { return }
    let length = name.span.end - name.span.start
    guard let arguments else {
      if length == 4, name.key == "null" { report(ForeignHabits.null(span, nullCorrection(span))) }
      return
    }
    guard length <= 11 else { return }
    let texts = arguments.arguments.map { text($0.value.span) }
    guard let translation = ForeignHabits.translation(of: name.key, texts) else { return }
    report(ForeignHabits.function(text(name.span), name.span, corrections([translation])))
  }

  /// `= null` as `is missing` on the same line, else just the word.
  private func nullCorrection(_ span: Span) -> [Suggestion] {
    guard index >= 2 else { return corrections(["missing"]) }
    let test = tokens[index - 2]
    let words: String
    switch test.kind {
    case .equal: words = "is missing"
    case .notEqual: words = "is not missing"
    default: return correctedLine(replacing: span, "missing")
    }
    return correctedLine(replacing: test.span(in: source).joined(with: span), words)
  }

  /// `x is null`, `x is gold`.
  mutating func failAfterIs(_ left: Expression, isNegated: Bool, _ start: Int) {
    guard !isRecovering, isAtExpression else { return fail(wanting: "missing") }
    let span = tokenSpan
    if lowercased(ahead: 0) == "null" || lowercased(ahead: 0) == "empty" {
      let words = isNegated ? "is not missing" : "is missing"
      advance()
      report(ForeignHabits.null(span, corrections(["\(text(left.span)) \(words)"])))
      return
    }
    let value = parseBinary(.coalesce)
    if isRecovering { return }
    let sign = isNegated ? "!=" : "="
    report(
      ForeignHabits.isValue(
        span, corrections(["\(text(left.span)) \(sign) \(text(value.span))"])))
  }
}
