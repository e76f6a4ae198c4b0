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
    expressions.flatMap(\.pipelines)
      + aggregates.flatMap { aggregate in
        [aggregate.pipeline].compactMap(\.self) + aggregate.parts.flatMap(\.pipelines)
      }
  }
}

extension TypedExpression {
  /// The plans right below this expression and its parts.
  fileprivate var pipelines: [LogicalPlan] {
    var plans = parts.flatMap(\.pipelines)
    switch kind {
    case .aggregate(let aggregate): plans += [aggregate.pipeline].compactMap(\.self)
    case .window(let window):
      if case .aggregate(let aggregate) = window.function {
        plans += [aggregate.pipeline].compactMap(\.self)
      }
    case .constant, .variable, .row, .column, .field, .operation, .conditional: break
    }
    return plans
  }
}
