import Columns
import Model
import Plan
import Semantics

/// What the checks of functions share.
extension FunctionCall {
  typealias Outcome = Result<TypedExpression, FunctionProblem>

  static func needs(_ words: String, _ argument: Int?) -> Outcome {
    .failure(FunctionProblem(argument: argument, needs: words))
  }

  /// Whether an argument can be calculated with.
  func isNumeric(_ index: Int) -> Bool {
    switch arguments[index].type {
    case .number, .money, .percent, .duration, .missing: true
    case .mixedMoney, .text, .id, .bool, .date, .period, .choice, .entity, .poison: false
    }
  }

  func isText(_ index: Int) -> Bool {
    switch arguments[index].type {
    case .text, .choice, .missing: true
    case .number, .money, .mixedMoney, .percent, .id, .bool, .date, .period, .duration, .entity,
      .poison:
      false
    }
  }

  /// A constant whole number within limits; nil for anything else.
  func constantWhole(_ index: Int, in limits: ClosedRange<Int64>) -> Int64? {
    guard arguments.indices.contains(index),
      case .constant(.decimal(let number)) = arguments[index].kind,
      number.scale == 0,
      limits.contains(number.units)
    else { return nil }
    return number.units
  }
}
