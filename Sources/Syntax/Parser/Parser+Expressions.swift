import Columns
import Messages

extension Parser {
  /// expr = "if" expr "then" expr "else" expr | or ;
  mutating func parseExpression() -> Expression {
    guard !isRecovering, enter() else { return invalidExpression() }
    defer { leave() }
    return at(.if) ? parseConditional() : parseBinary(.or)
  }

  private mutating func parseConditional() -> Expression {
    let start = token.start
    let outer = height
    height = 0
    advance()
    if let habit = spreadsheetConditional(start) {
      height = max(outer, height + 1)
      return habit
    }
    let condition = parseExpression()
    expect(.then, "then")
    let then = parseExpression()
    expect(.else, "else")
    let otherwise = parseExpression()
    height = max(outer, height + 1)
    if isTooHigh() { return invalidExpression() }
    return Expression(
      .conditional(condition: condition, then: then, otherwise: otherwise),
      span: span(from: start))
  }

  /// or         = and { "or" and } ;
  /// and        = not { "and" not } ;
  /// not        = "not" not | comparison ;
  /// comparison = default [ compareOp default
  ///                      | "is" [ "not" ] "missing"
  ///                      | [ "not" ] "in" default
  ///                      | [ "not" ] "between" default "and" default
  ///                      | [ "not" ] textOp default ] ;
  /// compareOp  = "=" | "!=" | "<" | "<=" | ">" | ">=" ;
  /// textOp     = "contains" | "starts" "with" | "ends" "with" | "matches" ;
  /// default    = range { "??" range } ;
  /// range      = sum [ ".." sum ] ;
  /// sum        = product { ( "+" | "-" ) product } ;
  /// product    = unary { ( "*" | "/" ) unary } ;
  ///
  /// Reads operators that bind at least as tightly as `minimum`. While it runs, `height` is the
  /// height of what has been read so far of this expression alone; afterwards it is the higher of
  /// that and what it was before.
  mutating func parseBinary(_ minimum: Precedence) -> Expression {
    if isRecovering { return invalidExpression() }
    let outer = height
    height = 0
    defer { height = max(outer, height) }
    let start = token.start
    let isNegated = at(.not) && minimum <= .not
    let first = isNegated ? parseNot() : parseUnary()
    guard isAtInfix else { return first }
    // Whatever binds tighter than `not` was read with its operand.
    return parseOperators(first, start, minimum, limit: isNegated ? .and : .product)
  }

  private var isAtInfix: Bool { infix != nil || foreignInfix() != nil }

  /// Reads operators that bind at least as tightly as `minimum` and at most as tightly as `limit`.
  private mutating func parseOperators(
    _ first: Expression, _ start: Int, _ minimum: Precedence, limit: Precedence
  ) -> Expression {
    var left = first
    var limit = limit
    while !isRecovering {
      if let habit = foreignInfix(), habit.precedence >= minimum {
        left = parseForeignInfix(habit, left, start)
        if isTooHigh() { return invalidExpression() }
        continue
      }
      guard let infix, infix.precedence >= minimum else { break }
      guard infix.precedence <= limit else {
        if infix.precedence == .comparison || infix.precedence == .range {
          reportChain(left, infix)
        }
        break
      }
      left = parseInfix(infix, left, start)
      height += 1
      if isTooHigh() { return invalidExpression() }
      // Neither of these chains: the next operator must bind more loosely.
      if infix.precedence == .comparison { limit = .not }
      if infix.precedence == .range { limit = .coalesce }
    }
    return left
  }

  private mutating func parseNot() -> Expression {
    var starts: [Int] = []
    while at(.not) {
      starts.append(token.start)
      advance()
    }
    var operand = parseBinary(.comparison)
    height += starts.count
    if isTooHigh() { return invalidExpression() }
    for start in starts.reversed() {
      operand = Expression(.not(operand), span: span(from: start))
    }
    return operand
  }

  /// unary = "-" unary | postfix ;
  mutating func parseUnary() -> Expression {
    at(.minus) ? parseNegation() : parsePostfix()
  }

  private mutating func parseNegation() -> Expression {
    var starts: [Int] = []
    while at(.minus) {
      starts.append(token.start)
      advance()
    }
    var operand = parsePostfix()
    height += starts.count
    if isTooHigh() { return invalidExpression() }
    for start in starts.reversed() {
      operand = Expression(.negate(operand), span: span(from: start))
    }
    return operand
  }

  // MARK: Operators

  private mutating func parseInfix(_ infix: Infix, _ left: Expression, _ start: Int) -> Expression {
    switch infix {
    case .binary(let binary, let precedence):
      let operatorSpan = advance().span(in: source)
      let right = parseBinary(precedence.tighter)
      return Expression(
        .binary(binary, operatorSpan: operatorSpan, left, right), span: span(from: start))
    case .range:
      advance()
      let right = parseBinary(.sum)
      return Expression(.range(left, right), span: span(from: start))
    case .isMissing:
      return parseIsMissing(left, start)
    case .negated:
      let not = advance()
      return parseWordTest(left, start, not: not)
    case .isIn, .between, .textTest:
      return parseWordTest(left, start, not: nil)
    }
  }

  private mutating func parseIsMissing(_ left: Expression, _ start: Int) -> Expression {
    advance()
    let isNegated = eat(.not)
    if !eat(.missing) { failAfterIs(left, isNegated: isNegated, start) }
    return Expression(.isMissing(left, isNegated: isNegated), span: span(from: start))
  }

  /// `in`, `between` or a text test, behind an optional `not`.
  private mutating func parseWordTest(_ left: Expression, _ start: Int, not: Token?)
    -> Expression
  {
    let isNegated = not != nil
    let operatorStart = not?.start ?? token.start
    if eat(.in) {
      let right = parseListHabit(start) ?? parseBinary(.coalesce)
      return Expression(.isIn(left, right, isNegated: isNegated), span: span(from: start))
    }
    if eat(.between) {
      let low = parseBinary(.coalesce)
      if correctBounds(low) {
        return Expression(.isIn(left, low, isNegated: isNegated), span: span(from: start))
      }
      expect(.and, "and between the two bounds")
      let high = parseBinary(.coalesce)
      return Expression(
        .between(left, low: low, high: high, isNegated: isNegated), span: span(from: start))
    }
    guard let test = textTest(ahead: 0) else { return left }
    advance()
    if test == .startsWith || test == .endsWith { advance() }
    let operatorSpan = span(from: operatorStart)
    let right = parseBinary(.coalesce)
    return Expression(
      .textTest(test, operatorSpan: operatorSpan, left, right, isNegated: isNegated),
      span: span(from: start))
  }

  /// Complains about `a < b < c` and `a..b..c`.
  private mutating func reportChain(_ left: Expression, _ infix: Infix) {
    let operatorSpan = tokenSpan
    guard infix.precedence == .comparison else {
      return fail(SyntaxMessages.chainedRange(operatorSpan))
    }
    var suggestions: [Suggestion] = []
    if case .binary(let first, _, _, let middle) = left.kind,
      case .binary(let second, .comparison) = infix, first.isOrdering == second.isOrdering
    {
      let written = text(operatorSpan)
      advance()
      let right = parseBinary(.coalesce)
      if !isRecovering {
        suggestions = corrections([
          "\(text(left.span)) and \(text(middle.span)) \(written) \(text(right.span))"
        ])
      }
    }
    fail(SyntaxMessages.chainedComparison(operatorSpan, suggestions))
  }

  // MARK: Failing

  /// A node for what could not be read, at the position; reads nothing.
  func invalidExpression() -> Expression {
    Expression(.invalid, span: tokenSpan)
  }
}

extension BinaryOperator {
  /// Whether the operator asks for more or less rather than for the same.
  fileprivate var isOrdering: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}
