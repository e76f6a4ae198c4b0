import Columns
import Model
import Plan
import Semantics

/// Functions of numbers, money, percents and lengths of time.
enum NumberFunctions {
  static let all: [FunctionSpec] = [
    FunctionSpec(
      "round", "round(value, places)",
      "Rounds half away from zero, to whole numbers or to some decimal places.",
      examples: ["round(2.5)", "round(3.14159, 2)"], argumentCount: 1...2
    ) { call in
      guard call.isNumeric(0) else { return FunctionCall.needs("a number", 0) }
      let zero = TypedExpression(
        .constant(.decimal(Decimal(0))), type: .number, span: call.span)
      guard call.arguments.count == 2 else {
        return .success(call.expression(.round, [call.arguments[0], zero], call.arguments[0].type))
      }
      guard call.constantWhole(1, in: 0...18) != nil else {
        return FunctionCall.needs("a number of places from 0 to 18", 1)
      }
      return .success(call.expression(.round, call.arguments, call.arguments[0].type))
    },
    simple("floor", "The largest whole number that is not above the value.", "floor(2.7)", .floor),
    simple("ceil", "The smallest whole number that is not below the value.", "ceil(2.1)", .ceiling),
    simple("abs", "The value without its sign.", "abs(-3)", .absolute),
    several("least", "The smallest of several values; missing ones are left out.", .least),
    several("greatest", "The largest of several values; missing ones are left out.", .greatest),
    several(
      "mean", "The average of several values; missing ones are left out.", .mean,
      example: "mean(70%, missing, 90%)", takesDates: false),
    FunctionSpec(
      "present", "present(value, value, …)", "How many of several values are not missing.",
      examples: ["present(70%, missing, 90%)"], argumentCount: 2...99
    ) { call in
      .success(call.expression(.present, call.arguments, .number))
    },
  ]

  private static func simple(
    _ name: String, _ summary: String, _ example: String, _ operation: Operation
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(value)", summary, examples: [example], argumentCount: 1...1
    ) { call in
      guard call.isNumeric(0) else { return FunctionCall.needs("a number", 0) }
      return .success(call.expression(operation, call.arguments, call.arguments[0].type))
    }
  }

  private static func several(
    _ name: String, _ summary: String, _ operation: Operation, example: String? = nil,
    takesDates: Bool = true
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(value, value, …)", summary, examples: [example ?? "\(name)(3, 1, 2)"],
      argumentCount: 2...99
    ) { call in
      let first = call.arguments.firstIndex { $0.type != .missing } ?? 0
      let type = call.arguments[first].type
      for (index, argument) in call.arguments.enumerated() {
        guard argument.type == type || argument.type == .missing else {
          return FunctionCall.needs("values of one type", index)
        }
      }
      guard call.isNumeric(first) || takesDates && type == .date else {
        return FunctionCall.needs("numbers\(takesDates ? ", money or dates" : " or money")", 0)
      }
      return .success(call.expression(operation, call.arguments, type))
    }
  }
}
