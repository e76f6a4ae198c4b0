import Columns
import Model
import Plan
import Semantics

/// Functions of text.
enum TextFunctions {
  static let all: [FunctionSpec] = [
    simple("lower", "The text in small letters.", "lower(\"Acme\")", .lower),
    simple("upper", "The text in capitals.", "upper(\"Acme\")", .upper),
    simple("trim", "The text without blanks at either end.", "trim(\"  Acme \")", .trim),
    FunctionSpec(
      "length", "length(text)", "How many characters a text has.",
      examples: ["length(\"Zürich\")"], argumentCount: 1...1
    ) { call in
      guard call.isText(0) else { return FunctionCall.needs("a text", 0) }
      return .success(call.expression(.length, call.arguments, .number))
    },
    end("left", "The first characters of a text.", "left(\"Midwest\", 3)", .left),
    end("right", "The last characters of a text.", "right(\"Midwest\", 4)", .right),
    FunctionSpec(
      "replace", "replace(text, old, new)", "The text with every occurrence of one piece changed.",
      examples: ["replace(\"a-b-c\", \"-\", \"/\")"], argumentCount: 3...3
    ) { call in
      for index in 0...2 where !call.isText(index) { return FunctionCall.needs("a text", index) }
      return .success(call.expression(.replace, call.arguments, .text))
    },
  ]

  private static func simple(
    _ name: String, _ summary: String, _ example: String, _ operation: Operation
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(text)", summary, examples: [example], argumentCount: 1...1
    ) { call in
      guard call.isText(0) else { return FunctionCall.needs("a text", 0) }
      return .success(call.expression(operation, call.arguments, .text))
    }
  }

  private static func end(
    _ name: String, _ summary: String, _ example: String, _ operation: Operation
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(text, count)", summary, examples: [example], argumentCount: 2...2
    ) { call in
      guard call.isText(0) else { return FunctionCall.needs("a text", 0) }
      guard call.constantWhole(1, in: 0...1_000_000) != nil else {
        return FunctionCall.needs("a whole number of characters", 1)
      }
      return .success(call.expression(operation, call.arguments, .text))
    }
  }
}
