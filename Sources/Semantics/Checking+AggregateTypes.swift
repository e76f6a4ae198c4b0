import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  typealias TypedAggregate = (
    function: AggregateFunction, value: TypedExpression?, condition: TypedExpression?,
    type: ValueType
  )

  /// The aggregate function for an argument of this type, and the type of its result.
  mutating func typed(
    _ spec: AggregateSpec, _ name: Name, _ target: AggregateTarget,
    _ condition: TypedExpression?, _ call: CallArguments, span: Span
  ) -> TypedAggregate? {
    let value = target.value
    // Of a column that could not be made it has been said why.
    if value?.type == .poison { return nil }
    switch spec.kind {
    case .count:
      guard let value else { return (.count, nil, condition, .number) }
      if case .entity = value.type { return (.countDistinct, value, condition, .number) }
      report(countOfScalar(value, call, at: span))
      return nil
    case .any, .none, .every:
      return truth(spec.kind, name, target, condition, call, span: span)
    case .countPresent, .countDistinct:
      guard let value else {
        report(rowsNeedAValue(name, call, at: span))
        return nil
      }
      return (
        spec.kind == .countPresent ? .countPresent : .countDistinct, value, condition, .number
      )
    case .sum, .average, .standardDeviation, .median, .percentile, .extreme, .end, .sparkline:
      guard let value else {
        report(rowsNeedAValue(name, call, at: span))
        return nil
      }
      return valued(spec.kind, name, value, condition, call)
    case .share, .runningShare, .shareAbove, .runningSum, .rank, .previous, .change: return nil
    }
  }

  private mutating func valued(
    _ kind: AggregateSpec.Kind, _ name: Name, _ value: TypedExpression,
    _ condition: TypedExpression?, _ call: CallArguments
  ) -> TypedAggregate? {
    let place = call.arguments.first?.value.span ?? value.span
    if case .mixedMoney(let currencies) = value.type {
      report(mixedCurrencies(currencies, at: place))
      return nil
    }
    switch kind {
    case .sum, .average, .standardDeviation, .median, .percentile, .sparkline:
      guard isNumeric(value.type) else {
        report(notSummable(name, value, at: place))
        return nil
      }
      switch kind {
      case .sum: return (.sum, value, condition, value.type)
      case .average: return (.average, value, condition, value.type)
      case .standardDeviation: return (.standardDeviation, value, condition, value.type)
      case .median: return (.median, value, condition, value.type)
      case .sparkline: return (.sparkline, value, condition, .text)
      default:
        guard let fraction = percentileFraction(call) else { return nil }
        return (.percentile(fraction), value, condition, value.type)
      }
    case .extreme(let isMaximum):
      switch value.type {
      case .entity, .missing, .mixedMoney:
        report(
          Diagnostic(
            .wrongArgument,
            "\(name.text) needs values with an order, and this is "
              + describe(value.type), at: place))
        return nil
      default: return (isMaximum ? .maximum : .minimum, value, condition, value.type)
      }
    case .end(let isLast):
      return (isLast ? .last : .first, value, condition, value.type)
    default: return nil
    }
  }

  private mutating func percentileFraction(_ call: CallArguments) -> Double? {
    guard call.arguments.count == 2, let expression = call.arguments[1].value.expression else {
      return nil
    }
    let value = checkValue(expression)
    if case .constant(.decimal(let number)) = value.kind, value.type == .percent {
      let fraction = number.real
      if (0...1).contains(fraction) { return fraction }
    }
    if value.type != .poison {
      report(
        Diagnostic(
          .wrongArgument, "say which percentile as a percent from 0% to 100%",
          at: expression.span,
          suggestions: [Suggestion("", "percentile(\(text(call.arguments[0].value.span)), 90%)")]))
    }
    return nil
  }

  /// any, none and every: of rows that meet a condition, or of a truth per row.
  private mutating func truth(
    _ kind: AggregateSpec.Kind, _ name: Name, _ target: AggregateTarget,
    _ condition: TypedExpression?, _ call: CallArguments, span: Span
  ) -> TypedAggregate? {
    if let value = target.value, value.type != .bool {
      if case .entity = value.type, kind != .every {
        let present = operation(
          .not, [operation(.isMissing, [value], .bool, value.span)], .bool, value.span)
        return (kind == .any ? .any : .none, nil, both(condition, present), .bool)
      }
      report(notATruth(value, at: call.arguments.first?.value.span ?? span))
      return nil
    }
    switch kind {
    case .every:
      if let value = target.value { return (.every, value, condition, .bool) }
      report(
        Diagnostic(
          .wrongArgumentCount, "every needs a condition that all rows must meet", at: span,
          suggestions: [
            Suggestion("", "every(\(text(call.span).dropFirst().dropLast()) where …)")
          ]))
      return nil
    default:
      return (kind == .any ? .any : .none, nil, both(condition, target.value), .bool)
    }
  }

  func needsPer(_ kind: AggregateSpec.Kind) -> Bool {
    switch kind {
    case .sum, .average, .median, .percentile, .standardDeviation: true
    default: false
    }
  }

  /// Whether every field of a value lies behind a to-one step or belongs to a parent of the rows,
  /// so that adding it up would count one amount several times.
  func isBeyondToOne(_ value: TypedExpression, in scope: RowScope?) -> Bool {
    guard let scope else { return false }
    var hasOwn = false
    var hasForeign = false
    func visitEntity(_ row: TypedExpression) {
      guard let isOwn = isOwn(row, in: scope) else { return }
      if isOwn { hasOwn = true } else { hasForeign = true }
    }
    func visit(_ expression: TypedExpression) {
      switch expression.kind {
      case .constant, .variable, .window: break
      case .row: visitEntity(expression)
      case .column(let index, let depth):
        guard depth == 0, scope.columns.indices.contains(index) else { break }
        let column = scope.columns[index]
        if column.grain == scope.grain || column.carriesGrain == scope.grain {
          hasOwn = true
        } else {
          hasForeign = true
        }
      case .field(_, let base): visitEntity(base)
      case .operation(.isMissing, let arguments):
        // That a link leads somewhere doesn't make what lies there the row's own.
        for argument in arguments {
          if case .entity = argument.type { continue }
          visit(argument)
        }
      case .operation(_, let arguments): arguments.forEach(visit)
      case .conditional(let condition, let then, let otherwise):
        [condition, then, otherwise].forEach(visit)
      case .aggregate(let aggregate):
        if let owner = owner(of: aggregate.rows) { visitEntity(owner) }
      }
    }
    visit(value)
    return hasForeign && !hasOwn
  }

  /// Whether no two rows of a scope can have the same row of an entity, so that what belongs to it is
  /// theirs too; nil for the row of an enclosing scope.
  func isOwn(_ row: TypedExpression, in scope: RowScope) -> Bool? {
    switch row.kind {
    case .row(let depth): depth == 0 ? scope.anchorGrain == scope.grain : nil
    case .column(let index, let depth):
      depth == 0 && scope.columns.indices.contains(index)
        ? scope.columns[index].carriesGrain == scope.grain : nil
    case .constant, .variable: nil
    case .field, .operation, .conditional, .aggregate, .window: Self.isConstant(row) ? nil : false
    }
  }
}
