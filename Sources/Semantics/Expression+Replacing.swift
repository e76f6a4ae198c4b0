import Messages
import Syntax

extension Expression {
  /// The expression with bare words replaced: a function's body with arguments for parameters.
  func replacing(_ words: [String: Expression]) -> Expression {
    func replace(_ expression: Expression) -> Expression { expression.replacing(words) }
    func replace(_ call: CallArguments?) -> CallArguments? {
      guard var call else { return nil }
      call.arguments = call.arguments.map { argument in
        var argument = argument
        if case .expression(let value) = argument.value.source {
          argument.value.source = .expression(replace(value))
        }
        return argument
      }
      call.modifiers = call.modifiers.map { modifier in
        guard case .condition(let condition) = modifier.kind else { return modifier }
        return Modifier(.condition(replace(condition)), span: modifier.span)
      }
      return call
    }
    var result = self
    switch kind {
    case .number, .percent, .money, .date, .period, .boolean, .missing, .quantity,
      .relativePeriod, .invalid:
      break
    case .text(var literal):
      literal.parts = literal.parts.map { part in
        if case .interpolation(let inner) = part { .interpolation(replace(inner)) } else { part }
      }
      result.kind = .text(literal)
    case .name(let name, nil):
      if let value = words[name.key], !name.isQuoted { return value }
    case .name(let name, let call): result.kind = .name(name, replace(call))
    case .member(let base, let name, let call):
      result.kind = .member(replace(base), name, replace(call))
    case .parenthesised(var query):
      if case .expression(let value) = query.source {
        query.source = .expression(replace(value))
        result.kind = .parenthesised(query)
      }
    case .list(let elements): result.kind = .list(elements.map(replace))
    case .negate(let operand): result.kind = .negate(replace(operand))
    case .not(let operand): result.kind = .not(replace(operand))
    case .binary(let op, let place, let left, let right):
      result.kind = .binary(op, operatorSpan: place, replace(left), replace(right))
    case .textTest(let op, let place, let left, let right, let isNegated):
      result.kind = .textTest(
        op, operatorSpan: place, replace(left), replace(right), isNegated: isNegated)
    case .isMissing(let operand, let isNegated):
      result.kind = .isMissing(replace(operand), isNegated: isNegated)
    case .isIn(let value, let set, let isNegated):
      result.kind = .isIn(replace(value), replace(set), isNegated: isNegated)
    case .between(let value, let low, let high, let isNegated):
      result.kind = .between(
        replace(value), low: replace(low), high: replace(high), isNegated: isNegated)
    case .range(let low, let high): result.kind = .range(replace(low), replace(high))
    case .conditional(let condition, let then, let otherwise):
      result.kind = .conditional(
        condition: replace(condition), then: replace(then), otherwise: replace(otherwise))
    }
    return result
  }
}
