// What an expression or a plan consists of, for those that only look.

extension TypedExpression {
  /// The expressions right below this one.
  package var parts: [TypedExpression] {
    switch kind {
    case .constant, .row, .column: []
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
}

extension Aggregate {
  /// The expressions right below it.
  package var parts: [TypedExpression] {
    var parts = [condition, value, per, time?.date].compactMap(\.self)
    if case .reached(let owner, _) = rows { parts.append(owner) }
    return parts
  }

  /// The plan that its rows come from, where they come from one.
  package var pipeline: LogicalPlan? {
    if case .pipeline(let plan) = rows { plan } else { nil }
  }
}

extension LogicalPlan.Node {
  /// This stage's own expressions, apart from the aggregates of a summary.
  package var expressions: [TypedExpression] {
    switch self {
    case .scan, .one, .shared, .pivot, .unpivot, .append: []
    case .reached(let owner, _), .expand(_, let owner, _, _): [owner]
    case .filter(_, let value), .extend(_, let value), .assert(_, let value, _): [value]
    case .project(_, let values), .distinct(_, let values): values
    case .sort(_, let terms): terms.map(\.value)
    case .take(_, _, let per): per
    case .top(_, _, let terms, let per): terms.map(\.value) + per
    case .summarize(_, let summary):
      summary.items
        + summary.keys.compactMap { if case .value(let value) = $0 { value } else { nil } }
    case .link(_, _, let pairs, _): pairs.flatMap { [$0.left, $0.right] }
    }
  }

  /// The aggregates of a summary.
  package var aggregates: [Aggregate] {
    if case .summarize(_, let summary) = self { summary.aggregates.map(\.aggregate) } else { [] }
  }
}

extension LogicalPlan {
  /// The stage that has made a column, and what it is made of there; nil where no expression is.
  ///
  /// A column that only repeats one of the stage before is that one.
  package func origin(ofColumn number: Int) -> (stage: LogicalPlan, value: TypedExpression)? {
    let value: TypedExpression
    switch node {
    case .filter(let input, _), .sort(let input, _), .take(let input, _, _),
      .top(let input, _, _, _), .assert(let input, _, _), .shared(_, let input):
      return input.origin(ofColumn: number)
    case .expand(let input, _, _, _), .link(let input, _, _, _):
      return number < input.columns.count ? input.origin(ofColumn: number) : nil
    case .extend(let input, let added):
      if number < input.columns.count { return input.origin(ofColumn: number) }
      value = added
    case .project(_, let values), .distinct(_, let values):
      guard values.indices.contains(number) else { return nil }
      value = values[number]
    case .summarize(_, let summary):
      if summary.keys.indices.contains(number) {
        guard case .value(let key) = summary.keys[number] else { return nil }
        return (self, key)
      }
      let item = number - summary.keys.count
      return summary.items.indices.contains(item) ? (self, summary.items[item]) : nil
    case .scan, .one, .reached, .append, .pivot, .unpivot: return nil
    }
    if case .column(let same, depth: 0) = value.kind, let input = node.inputs.first {
      return input.origin(ofColumn: same) ?? (self, value)
    }
    return (self, value)
  }
}
