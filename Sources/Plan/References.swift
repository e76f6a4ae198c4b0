/// A reference to a row outside of the expression that holds it.
package struct OuterReference: Sendable {
  /// `row` or `column`, with its depth as written.
  package var expression: TypedExpression
  /// How many scopes the expression itself has opened around the reference.
  package var opened: Int
  /// The depth as seen from outside: the written depth minus the opened scopes.
  package var depth: Int
}

extension TypedExpression {
  /// The same expression with each reference to a row outside of it replaced.
  ///
  /// `opened` is the number of scopes already opened around this expression by what is rewritten.
  package func replacingReferences(
    opened: Int = 0, _ replacement: (OuterReference) -> TypedExpression
  ) -> TypedExpression {
    func rewrite(_ expression: TypedExpression) -> TypedExpression {
      expression.replacingReferences(opened: opened, replacement)
    }
    var result = self
    switch kind {
    case .constant: break
    case .row(let depth), .column(_, let depth):
      if depth >= opened {
        result = replacement(
          OuterReference(expression: self, opened: opened, depth: depth - opened))
      }
    case .field(let field, let row):
      result.kind = .field(field, of: rewrite(row))
    case .operation(let operation, let arguments):
      result.kind = .operation(operation, arguments.map(rewrite))
    case .conditional(let condition, let then, let otherwise):
      result.kind = .conditional(
        rewrite(condition), then: rewrite(then), otherwise: rewrite(otherwise))
    case .aggregate(let aggregate):
      result.kind = .aggregate(aggregate.replacingReferences(opened: opened, replacement))
    case .window(var window):
      window.partition = window.partition.map(rewrite)
      switch window.function {
      case .aggregate(let aggregate):
        window.function = .aggregate(aggregate.replacingReferences(opened: opened, replacement))
      case .share(let value): window.function = .share(rewrite(value))
      case .runningShare(let value): window.function = .runningShare(rewrite(value))
      case .shareAbove(let value): window.function = .shareAbove(rewrite(value))
      case .runningSum(let value): window.function = .runningSum(rewrite(value))
      case .rank: break
      case .previous(let value): window.function = .previous(rewrite(value))
      }
      result.kind = .window(window)
    }
    return result
  }

  /// The same expression for use inside `count` more scopes.
  package func shifted(by count: Int) -> TypedExpression {
    if count == 0 { return self }
    return replacingReferences { reference in reference.expression.deepened(by: count) }
  }

  /// This `row` or `column` with its depth changed.
  package func deepened(by count: Int) -> TypedExpression {
    var result = self
    switch kind {
    case .row(let depth): result.kind = .row(depth: depth + count)
    case .column(let index, let depth): result.kind = .column(index, depth: depth + count)
    default: break
    }
    return result
  }

  /// The expression, written for one entity row at depth 0, on the row that `base` gives instead.
  package func rebased(on base: TypedExpression) -> TypedExpression {
    replacingReferences { reference in
      reference.depth == 0 ? base.shifted(by: reference.opened) : reference.expression
    }
  }
}

extension Aggregate {
  /// As for an expression: the aggregate's own rows open a scope, the current rows don't.
  package func replacingReferences(
    opened: Int, _ replacement: (OuterReference) -> TypedExpression
  ) -> Aggregate {
    var result = self
    var inside = opened + 1
    switch rows {
    case .current: inside = opened
    case .reached(let owner, let hops):
      result.rows = .reached(
        owner: owner.replacingReferences(opened: opened, replacement), hops: hops)
    case .every: break
    case .pipeline(let plan):
      result.rows = .pipeline(plan.replacingReferences(opened: inside, replacement))
    }
    result.condition = condition?.replacingReferences(opened: inside, replacement)
    result.value = value?.replacingReferences(opened: inside, replacement)
    result.per = per?.replacingReferences(opened: inside, replacement)
    if let time {
      result.time?.date = time.date.replacingReferences(opened: inside, replacement)
    }
    return result
  }
}

extension LogicalPlan {
  /// As for an expression, in every stage of a correlated pipeline; `opened` counts the pipeline's
  /// own scope.
  package func replacingReferences(
    opened: Int, _ replacement: (OuterReference) -> TypedExpression
  ) -> LogicalPlan {
    func rewrite(_ expression: TypedExpression) -> TypedExpression {
      expression.replacingReferences(opened: opened, replacement)
    }
    func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
      plan.replacingReferences(opened: opened, replacement)
    }
    func rewrite(_ terms: [SortTerm]) -> [SortTerm] {
      terms.map { SortTerm(value: rewrite($0.value), isDescending: $0.isDescending) }
    }
    var result = self
    switch node {
    case .scan, .one, .shared: break
    case .reached(let owner, let hops):
      result.node = .reached(
        owner: owner.replacingReferences(opened: opened - 1, replacement), hops: hops)
    case .filter(let input, let condition):
      result.node = .filter(rewrite(input), rewrite(condition))
    case .extend(let input, let value):
      result.node = .extend(rewrite(input), rewrite(value))
    case .project(let input, let values):
      result.node = .project(rewrite(input), values.map(rewrite))
    case .sort(let input, let terms):
      result.node = .sort(rewrite(input), rewrite(terms))
    case .take(let input, let count, let per):
      result.node = .take(rewrite(input), count, per: per.map(rewrite))
    case .top(let input, let count, let terms, let per):
      result.node = .top(rewrite(input), count, by: rewrite(terms), per: per.map(rewrite))
    case .distinct(let input, let values):
      result.node = .distinct(rewrite(input), values.map(rewrite))
    case .summarize(let input, var summary):
      summary.keys = summary.keys.map { key in
        switch key {
        case .value(let value): .value(rewrite(value))
        case .each: key
        }
      }
      summary.aggregates = summary.aggregates.map { group in
        GroupAggregate(
          aggregate: group.aggregate.replacingReferences(opened: opened, replacement),
          keys: group.keys)
      }
      result.node = .summarize(rewrite(input), summary)
    case .expand(let input, let owner, let hops, let keepsEmpty):
      result.node = .expand(
        rewrite(input), owner: rewrite(owner), hops: hops, keepsEmpty: keepsEmpty)
    case .link(let input, let source, let pairs, let withAnchor):
      result.node = .link(
        rewrite(input), source: source,
        on: pairs.map { LinkPair(left: rewrite($0.left), right: $0.right) }, withAnchor: withAnchor)
    case .append(let first, let second):
      result.node = .append(rewrite(first), rewrite(second))
    case .pivot(let input, let pivot): result.node = .pivot(rewrite(input), pivot)
    case .unpivot(let input, let keep, let values):
      result.node = .unpivot(rewrite(input), keep: keep, values: values)
    case .assert(let input, let condition, let message):
      result.node = .assert(rewrite(input), rewrite(condition), message: message)
    }
    return result
  }
}
