// What an expression or a plan consists of, for those that only look.

extension TypedExpression {
  /// The expressions right below this one.
  package var parts: [TypedExpression] {
    switch kind {
    case .constant, .variable, .row, .column: []
    case .field(_, let row): [row]
    case .operation(_, let arguments): arguments
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .aggregate(let aggregate): aggregate.parts
    case .window(let window):
      switch window.function {
      case .aggregate(let aggregate): window.partition + aggregate.parts
      case .share(let value), .runningShare(let value), .shareAbove(let value),
        .runningSum(let value), .previous(let value):
        window.partition + [value]
      case .rank: window.partition
      }
    }
  }

  /// The plans right below this expression and its parts.
  fileprivate var pipelines: [LogicalPlan] {
    var plans = parts.flatMap(\.pipelines)
    switch kind {
    case .aggregate(let aggregate): plans += aggregate.pipeline
    case .window(let window):
      if case .aggregate(let aggregate) = window.function { plans += aggregate.pipeline }
    case .constant, .variable, .row, .column, .field, .operation, .conditional: break
    }
    return plans
  }
}

extension Aggregate {
  fileprivate var parts: [TypedExpression] {
    var parts = [condition, value, per, time?.date].compactMap(\.self)
    if case .reached(let owner, _) = rows { parts.append(owner) }
    return parts
  }

  fileprivate var pipeline: [LogicalPlan] {
    if case .pipeline(let plan) = rows { [plan] } else { [] }
  }
}

extension LogicalPlan {
  /// The plans of the `let`s that this one uses, also those that only another let uses.
  package var lets: Set<LogicalPlan> {
    var found: Set<LogicalPlan> = []
    collectLets(into: &found)
    return found
  }

  private func collectLets(into found: inout Set<LogicalPlan>) {
    if case .shared(_, let plan) = node, !found.insert(plan).inserted { return }
    for input in node.inputs { input.collectLets(into: &found) }
    for plan in node.pipelines { plan.collectLets(into: &found) }
  }
}

extension LogicalPlan.Node {
  /// The plans in this stage's own expressions.
  fileprivate var pipelines: [LogicalPlan] {
    var plans = expressions.flatMap(\.pipelines)
    if case .summarize(_, let summary) = self {
      for group in summary.aggregates {
        plans += group.aggregate.pipeline + group.aggregate.parts.flatMap(\.pipelines)
      }
    }
    return plans
  }

  /// This stage's own expressions, apart from the aggregates of a summary.
  private var expressions: [TypedExpression] {
    switch self {
    case .scan, .one, .shared, .pivot, .unpivot, .append: []
    case .reached(let owner, _), .expand(_, let owner, _, _): [owner]
    case .filter(_, let value), .extend(_, let value): [value]
    case .project(_, let values), .distinct(_, let values): values
    case .sort(_, let terms): terms.map(\.value)
    case .take(_, _, let per): per
    case .top(_, _, let terms, let per): terms.map(\.value) + per
    case .summarize(_, let summary):
      summary.items
        + summary.keys.compactMap { if case .value(let value) = $0 { value } else { nil } }
    case .link(_, _, let pairs, _): pairs.flatMap { [$0.left, $0.right] }
    case .assert(_, let condition, let message): [condition] + [message].compactMap(\.self)
    }
  }
}
