package import Messages
package import Model
package import Plan

/// The words that the checker does not know by itself: functions and aggregates, each with what
/// help shows about it. `Library` fills it.
package struct Vocabulary: Sendable {
  package let functions: [FunctionSpec]
  package let aggregates: [AggregateSpec]
  private let functionIndex: [String: Int]
  private let aggregateIndex: [String: Int]

  package init(functions: [FunctionSpec], aggregates: [AggregateSpec]) {
    self.functions = functions
    self.aggregates = aggregates
    functionIndex = Dictionary(
      functions.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    aggregateIndex = Dictionary(
      aggregates.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func function(_ name: String) -> FunctionSpec? {
    functionIndex[name].map { functions[$0] }
  }

  package func aggregate(_ name: String) -> AggregateSpec? {
    aggregateIndex[name].map { aggregates[$0] }
  }

  package var names: [String] { functions.map(\.name) + aggregates.map(\.name) }
}

/// A function of values: from this come checking, help, completion and the manual.
package struct FunctionSpec: Sendable {
  package let name: String
  /// As a user would write the call: `round(value, places)`.
  package let signature: String
  package let summary: String
  /// Expressions that run without data.
  package let examples: [String]
  package let argumentCount: ClosedRange<Int>
  /// From checked arguments to the call, or a message without a place about why not.
  package let check: @Sendable (FunctionCall) -> Result<TypedExpression, FunctionProblem>

  package init(
    _ name: String, _ signature: String, _ summary: String, examples: [String],
    argumentCount: ClosedRange<Int>,
    check: @escaping @Sendable (FunctionCall) -> Result<TypedExpression, FunctionProblem>
  ) {
    self.name = name
    self.signature = signature
    self.summary = summary
    self.examples = examples
    self.argumentCount = argumentCount
    self.check = check
  }
}

/// What a function's check sees.
package struct FunctionCall: Sendable {
  package let arguments: [TypedExpression]
  package let span: Span
  package let options: Options

  package func expression(
    _ operation: Operation, _ arguments: [TypedExpression], _ type: ValueType
  ) -> TypedExpression {
    TypedExpression(.operation(operation, arguments), type: type, span: span)
  }
}

/// Why a function does not take an argument.
package struct FunctionProblem: Error, Sendable {
  /// The argument's number from 0; nil for the call as a whole.
  package let argument: Int?
  /// What it needs: `a date or a period`.
  package let needs: String

  package init(argument: Int?, needs: String) {
    self.argument = argument
    self.needs = needs
  }
}

/// A function of many values.
package struct AggregateSpec: Sendable {
  /// What it makes of its argument's type.
  package enum Kind: Sendable, Hashable {
    /// Sums: number, money, percent, duration.
    case sum
    /// Averages and deviations: likewise, and inexact.
    case average, standardDeviation, median, percentile
    /// Anything with an order.
    case extreme(isMaximum: Bool)
    case count, countPresent, countDistinct
    case end(isLast: Bool)
    /// Numbers drawn in the order of their rows.
    case sparkline
    /// Truths about rows.
    case any, none, every
    /// Shares and running figures over the current rows.
    case share, runningShare, shareAbove, runningSum, rank, previous
    /// A figure against an earlier one.
    case change
  }
  package let name: String
  package let signature: String
  package let summary: String
  /// Queries that run on the sample workspace.
  package let examples: [String]
  package let kind: Kind

  package init(
    _ name: String, _ signature: String, _ summary: String, examples: [String], kind: Kind
  ) {
    self.name = name
    self.signature = signature
    self.summary = summary
    self.examples = examples
    self.kind = kind
  }
}
