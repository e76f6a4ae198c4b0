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
    case .filter(_, let value), .extend(_, let value): [value]
    case .assert(_, let condition, let message): [condition] + [message].compactMap(\.self)
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

/// What a column was computed as, and the stage that did it.
package struct ColumnOrigin: Sendable {
  package var stage: LogicalPlan
  /// Sees the rows before the stage; an item of a summary sees its result's columns.
  package var value: TypedExpression
}

extension LogicalPlan {
  /// How a column came about, in whichever stage that was: several ways where rows were put together,
  /// none where no expression made it.
  package func origins(ofColumn number: Int) -> [ColumnOrigin] {
    let value: TypedExpression
    switch node {
    case .filter(let input, _), .sort(let input, _), .take(let input, _, _),
      .top(let input, _, _, _), .assert(let input, _, _), .shared(_, let input):
      return input.origins(ofColumn: number)
    case .expand(let input, _, _, _), .link(let input, _, _, _):
      return number < input.columns.count ? input.origins(ofColumn: number) : []
    case .append(let first, let second):
      let both = [first, second].map { $0.origins(ofColumn: number) }
      return both.contains(where: \.isEmpty) ? [] : both.flatMap(\.self)
    case .extend(let input, let added):
      if number < input.columns.count { return input.origins(ofColumn: number) }
      value = added
    case .project(_, let values), .distinct(_, let values):
      guard values.indices.contains(number) else { return [] }
      value = values[number]
    case .summarize(_, let summary):
      if summary.keys.indices.contains(number) {
        guard case .value(let key) = summary.keys[number] else { return [] }
        return [ColumnOrigin(stage: self, value: key)]
      }
      let item = number - summary.keys.count
      guard summary.items.indices.contains(item) else { return [] }
      return [ColumnOrigin(stage: self, value: summary.items[item])]
    case .scan, .one, .reached, .pivot, .unpivot: return []
    }
    if case .column(let same, depth: 0) = value.kind, let input = node.inputs.first {
      let earlier = input.origins(ofColumn: same)
      if !earlier.isEmpty { return earlier }
    }
    return [ColumnOrigin(stage: self, value: value)]
  }
}
