import Columns
import Model
import Plan
import Semantics

/// From one type to another.
enum ConversionFunctions {
  static let all: [FunctionSpec] = [
    number(
      "number", "The number that a text spells; an error names a row where it spells none.",
      .toNumber),
    number(
      "try_number", "The number that a text spells; missing where it spells none.",
      .tryToNumber),
    date(
      "date", "The date that a text spells (yyyy-mm-dd); an error names a row where it does not.",
      .toDate),
    date(
      "try_date", "The date that a text spells (yyyy-mm-dd); missing where it does not.",
      .tryToDate),
    FunctionSpec(
      "text", "text(value)", "A value as text.", examples: ["text(42)", "text(2026-Q3)"],
      argumentCount: 1...1
    ) { call in
      if call.isText(0) {
        // A choice becomes a plain text: it sorts by its letters, no longer as declared.
        var argument = call.arguments[0]
        if case .choice = argument.type { argument.type = .text }
        return .success(argument)
      }
      if case .entity = call.arguments[0].type {
        return FunctionCall.needs("a value; name a field of the row", 0)
      }
      return .success(call.expression(.toText, call.arguments, .text))
    },
    FunctionSpec(
      "percent", "percent(number)", "A ratio as a percent: 0.5 is 50%.",
      examples: ["percent(0.25)", "percent(3 / 8)"], argumentCount: 1...1
    ) { call in
      switch call.arguments[0].type {
      case .number, .missing:
        return .success(call.expression(.retype, call.arguments, .percent))
      case .percent: return .success(call.arguments[0])
      default: return FunctionCall.needs("a number, such as a ratio", 0)
      }
    },
    FunctionSpec(
      "money", "money(number)", "A number as money in the workspace's currency.",
      examples: ["money(1200)"], argumentCount: 1...1
    ) { call in
      switch call.arguments[0].type {
      case .number, .missing:
        return .success(
          call.expression(.retype, call.arguments, .money(call.options.currency)))
      case .money: return .success(call.arguments[0])
      default: return FunctionCall.needs("a number", 0)
      }
    },
  ]

  private static func number(
    _ name: String, _ summary: String, _ operation: Operation
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(value)", summary, examples: ["\(name)(\"12.50\")"], argumentCount: 1...1
    ) { call in
      switch call.arguments[0].type {
      case .number: return .success(call.arguments[0])
      case .money, .percent, .duration:
        return .success(call.expression(.retype, call.arguments, .number))
      case .text, .choice, .id, .missing:
        return .success(call.expression(operation, call.arguments, .number))
      default: return FunctionCall.needs("a text, money or a percent", 0)
      }
    }
  }

  private static func date(
    _ name: String, _ summary: String, _ operation: Operation
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(text)", summary, examples: ["\(name)(\"2026-09-30\")"], argumentCount: 1...1
    ) { call in
      if call.arguments[0].type == .date { return .success(call.arguments[0]) }
      guard call.isText(0) else { return FunctionCall.needs("a text", 0) }
      return .success(call.expression(operation, call.arguments, .date))
    }
  }
}
