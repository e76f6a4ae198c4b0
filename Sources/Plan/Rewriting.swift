// One way through expressions and plans for all that exchanges parts of them.

extension TypedExpression {
  /// The same expression with each of its parts, the innermost first, given to `replace` and what
  /// that returns in its place.
  ///
  /// - Parameters:
  ///   - opened: the number of scopes already opened around this expression by what is rewritten.
  ///   - everywhere: whether that includes what never looks at the rows that references are counted
  ///     from: the plans of `let`s, the sources of links and the items of a summary.
  package func rewritten(
    opened: Int, everywhere: Bool = false,
    _ replace: (TypedExpression, _ opened: Int) -> TypedExpression
  ) -> TypedExpression {
    func rewrite(_ expression: TypedExpression) -> TypedExpression {
      expression.rewritten(opened: opened, everywhere: everywhere, replace)
    }
    func rewrite(_ aggregate: Aggregate) -> Aggregate {
      aggregate.rewritten(opened: opened, everywhere: everywhere, replace)
    }
    var result = self
    switch kind {
    case .constant, .variable, .row, .column: break
    case .field(let field, let row):
      result.kind = .field(field, of: rewrite(row))
    case .operation(let operation, let arguments):
      result.kind = .operation(operation, arguments.map(rewrite))
    case .conditional(let condition, let then, let otherwise):
      result.kind = .conditional(
        rewrite(condition), then: rewrite(then), otherwise: rewrite(otherwise))
    case .aggregate(let aggregate):
      result.kind = .aggregate(rewrite(aggregate))
    case .window(var window):
      window.partition = window.partition.map(rewrite)
      switch window.function {
      case .aggregate(let aggregate): window.function = .aggregate(rewrite(aggregate))
      case .share(let value): window.function = .share(rewrite(value))
      case .runningShare(let value): window.function = .runningShare(rewrite(value))
      case .shareAbove(let value): window.function = .shareAbove(rewrite(value))
      case .runningSum(let value): window.function = .runningSum(rewrite(value))
      case .rank: break
      case .previous(let value): window.function = .previous(rewrite(value))
      }
      result.kind = .window(window)
    }
    return replace(result, opened)
  }
}

extension Aggregate {
  /// As for an expression: the aggregate's own rows open a scope, the current rows don't.
  package func rewritten(
    opened: Int, everywhere: Bool = false,
    _ replace: (TypedExpression, _ opened: Int) -> TypedExpression
  ) -> Aggregate {
    var result = self
    var inside = opened + 1
    switch rows {
    case .current: inside = opened
    case .reached(let owner, let hops):
      result.rows = .reached(
        owner: owner.rewritten(opened: opened, everywhere: everywhere, replace), hops: hops)
    case .every: break
    case .pipeline(let plan):
      result.rows = .pipeline(plan.rewritten(opened: inside, everywhere: everywhere, replace))
    }
    func rewrite(_ expression: TypedExpression) -> TypedExpression {
      expression.rewritten(opened: inside, everywhere: everywhere, replace)
    }
    result.condition = condition.map(rewrite)
    result.value = value.map(rewrite)
    result.per = per.map(rewrite)
    if let time {
      result.time?.date = rewrite(time.date)
      // The same for every row, so that it refers to none.
      if everywhere { result.time?.earliest = time.earliest.map(rewrite) }
    }
    return result
  }
}

extension LogicalPlan {
  /// As for an expression, in every stage; `opened` counts the plan's own scope.
  package func rewritten(
    opened: Int, everywhere: Bool = false,
    _ replace: (TypedExpression, _ opened: Int) -> TypedExpression
  ) -> LogicalPlan {
    func rewrite(_ expression: TypedExpression) -> TypedExpression {
      expression.rewritten(opened: opened, everywhere: everywhere, replace)
    }
    func rewrite(_ plan: LogicalPlan) -> LogicalPlan {
      plan.rewritten(opened: opened, everywhere: everywhere, replace)
    }
    func rewrite(_ terms: [SortTerm]) -> [SortTerm] {
      terms.map { SortTerm(value: rewrite($0.value), isDescending: $0.isDescending) }
    }
    var result = self
    switch node {
    case .scan, .one: break
    case .shared(let name, let plan):
      if everywhere { result.node = .shared(name: name, rewrite(plan)) }
    case .reached(let owner, let hops):
      result.node = .reached(
        owner: owner.rewritten(opened: opened - 1, everywhere: everywhere, replace), hops: hops)
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
      for index in summary.aggregates.indices {
        summary.aggregates[index].aggregate = summary.aggregates[index].aggregate.rewritten(
          opened: opened, everywhere: everywhere, replace)
      }
      // The items see the result's rows and not those that references are counted from.
      if everywhere { summary.items = summary.items.map(rewrite) }
      result.node = .summarize(rewrite(input), summary)
    case .expand(let input, let owner, let hops, let keepsEmpty):
      result.node = .expand(
        rewrite(input), owner: rewrite(owner), hops: hops, keepsEmpty: keepsEmpty)
    case .link(let input, let source, let pairs, let withAnchor):
      result.node = .link(
        rewrite(input), source: everywhere ? rewrite(source) : source,
        on: pairs.map { pair in
          LinkPair(
            left: rewrite(pair.left), right: everywhere ? rewrite(pair.right) : pair.right)
        }, withAnchor: withAnchor)
    case .append(let first, let second):
      result.node = .append(rewrite(first), rewrite(second))
    case .pivot(let input, let pivot): result.node = .pivot(rewrite(input), pivot)
    case .unpivot(let input, let keep, let values):
      result.node = .unpivot(rewrite(input), keep: keep, values: values)
    case .assert(let input, let condition, let message):
      result.node = .assert(rewrite(input), rewrite(condition), message: message.map(rewrite))
    }
    return result
  }
}
