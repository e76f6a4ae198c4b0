package import Columns
package import Messages
package import Model
package import Plan
import Syntax

/// A query that has been checked: what to compute, and on what.
package struct PlannedQuery: Sendable {
  package var plan: LogicalPlan
  /// The world as it stood at the statement.
  package var world: World
  /// What checking found worth telling beside the result, such as the days of a period.
  package var footnotes: [Footnote]
  package var span: Span
  /// The `export`, `print` and `chart` stages, in order: each takes the rows at its point.
  package var taps: [Tap] = []
  /// Whether the last rows are the result: one of these at the end has taken them.
  package var isShown = true
}

/// Where rows leave a pipeline on their way.
package struct Tap: Sendable {
  package enum Target: Sendable {
    /// A file, relative to the current folder.
    case file(PlannedText, OutputFormat)
    /// Wherever results are shown, under a title.
    case screen(title: PlannedText?)
    /// The same place, as a drawing.
    case chart(ChartSpec)
  }
  package var target: Target
  package var plan: LogicalPlan
  package var span: Span
}

/// A text with values in it that are computed when its statement runs.
package struct PlannedText: Sendable {
  package enum Part: Sendable {
    case characters(String)
    /// A column of ``values``.
    case value(Int, Span)
  }
  package var parts: [Part]
  /// One row with a text for each value.
  package var values: LogicalPlan
  package var span: Span
}

/// `for each name in query { body }`.
package struct PlannedLoop: Sendable {
  package var rows: PlannedQuery
  /// What stands for the anchor's row in the body.
  package var anchor: VariableID?
  /// What stands for each column of the rows.
  package var columns: [VariableID]
  package var body: [Step]
}

/// `run "file" with …`.
package struct PlannedRun: Sendable {
  /// Values that are known only when it runs.
  package var arguments: [PlannedArgument]
  package var steps: [Step]
  package var span: Span
}

/// A value that a script is given, computed when the script is run.
package struct PlannedArgument: Sendable {
  package var variable: VariableID
  /// One row with one column.
  package var value: PlannedQuery
  package var parameter: Parameter
  /// The values that the param takes, in words.
  var allowed: String?
}

/// `test "name" { body }`.
package struct PlannedTest: Sendable {
  package var name: String
  package var steps: [Step]
  package var span: Span
}

extension PlannedText {
  package func binding(_ values: [VariableID: Value], in world: World) -> PlannedText {
    var result = self
    result.values = self.values.binding(values, in: world)
    return result
  }
}

extension Tap {
  func binding(_ values: [VariableID: Value], in world: World) -> Tap {
    var result = self
    result.plan = plan.binding(values, in: world)
    switch target {
    case .file(let name, let format):
      result.target = .file(name.binding(values, in: world), format)
    case .screen(let title): result.target = .screen(title: title?.binding(values, in: world))
    case .chart: break
    }
    return result
  }
}

extension PlannedQuery {
  /// The query with values in the place of variables.
  func binding(_ values: [VariableID: Value]) -> PlannedQuery {
    var result = self
    result.plan = plan.binding(values, in: world)
    result.taps = taps.map { $0.binding(values, in: world) }
    return result
  }

  /// The plans of the `let`s and shared stages behind it.
  var lets: Set<SharedRows> {
    var plans = plan.lets
    for tap in taps { plans.formUnion(tap.plan.lets) }
    return Set(plans.map { SharedRows(version: world.version, plan: $0) })
  }
}

/// Rows that several statements may use: those of a `let` in one state of the data.
package struct SharedRows: Hashable, Sendable {
  package var version: Version
  package var plan: LogicalPlan
}

extension Step {
  /// The step with values in the place of variables.
  package func binding(_ values: [VariableID: Value]) -> Step {
    switch self {
    case .query(let query): return .query(query.binding(values))
    case .assertion(let query): return .assertion(query.binding(values))
    case .forEach(var loop):
      loop.rows = loop.rows.binding(values)
      loop.body = loop.body.map { $0.binding(values) }
      return .forEach(loop)
    case .run(var run):
      for index in run.arguments.indices {
        run.arguments[index].value = run.arguments[index].value.binding(values)
      }
      run.steps = run.steps.map { $0.binding(values) }
      return .run(run)
    case .describe(let description, let facts, let span):
      return .describe(description, facts?.binding(values), span)
    case .explain(let explanations, let figures, let span):
      return .explain(explanations, figures?.binding(values), span)
    case .profile(var explained):
      explained.query = explained.query.binding(values)
      return .profile(explained)
    case .save: return self
    }
  }

  /// What it shares with other steps, those inside it included.
  package var lets: Set<SharedRows> {
    switch self {
    case .query(let query), .assertion(let query): query.lets
    case .forEach(let loop): loop.body.reduce(into: loop.rows.lets) { $0.formUnion($1.lets) }
    case .run(let run):
      run.steps.reduce(into: Set(run.arguments.flatMap(\.value.lets))) { $0.formUnion($1.lets) }
    // These keep nothing for others.
    case .describe, .explain, .profile, .save: []
    }
  }
}

extension PlannedArgument {
  /// Why a value is not one that the param takes.
  package func problem(with given: Value) -> Diagnostic? {
    let name = parameter.name.text
    if given == .missing {
      return Diagnostic(
        .missingParameter, "there is no value for \(name) here", at: value.span,
        label: "this is missing",
        related: [RelatedPlace(span: parameter.name.span, label: "the param")],
        notes: ["leave such rows out first, or say what to take with ??"])
    }
    if parameter.takes(given) { return nil }
    let words = if case .text(let text) = given { "\"\(text)\"" } else { "this" }
    return Diagnostic(
      .badParameterValue, "\(name) cannot be \(words)", at: value.span,
      related: [RelatedPlace(span: parameter.name.span, label: "the param")],
      notes: allowed.map { ["it is one of: \($0)"] } ?? [])
  }
}
