import Model
import Plan

/// The rows of an aggregate traced back to where they come from, as far as nothing was put together
/// on the way.
struct Origin {
  /// The aggregate's date, written for the rows that the trace ends at.
  var date: TypedExpression
  /// Conditions that all of its rows meet.
  var conditions: [TypedExpression]
  /// What the rows were in the order of, of which only the first were taken.
  var cuts: [TypedExpression] = []
  /// What the rows are grouped by.
  var keys: [TypedExpression]
  /// The entity whose rows they are; nil where the trace ends earlier.
  var entity: EntityID?
}

extension LogicalPlan {
  /// By what the rows were sorted last, where that is written for the rows as they are here.
  fileprivate var order: [SortTerm]? {
    switch node {
    case .sort(_, let terms): terms
    case .shared(_, let input), .filter(let input, _), .assert(let input, _, _),
      .extend(let input, _):
      input.order
    case .one, .scan, .reached, .take, .top, .project, .distinct, .summarize, .expand, .link,
      .append,
      .pivot, .unpivot:
      nil
    }
  }

  /// Whether a column holds a figure of the single groups of a `summarize`, which is another one in
  /// each; one of larger groups, `within` fewer keys, is the same in several.
  func isFigureOfGroups(_ column: Int) -> Bool {
    origins(ofColumn: column).contains { origin in
      guard case .summarize(_, let summary) = origin.stage.node,
        summary.items.contains(origin.value)
      else { return false }
      var isOfEach = false
      _ = origin.value.replacingReferences { reference in
        if case .column(let number, depth: 0) = reference.expression.kind, reference.depth == 0,
          summary.aggregates.indices.contains(number - summary.keys.count)
        {
          let level = summary.aggregates[number - summary.keys.count].keys
          isOfEach = isOfEach || level.count == summary.keys.count
        }
        return reference.expression
      }
      return isOfEach
    }
  }

  /// Whether a column is made of aggregates.
  func holdsFigure(_ column: Int) -> Bool {
    origins(ofColumn: column).contains { origin in
      if case .summarize(_, let summary) = origin.stage.node {
        return summary.items.contains(origin.value)
      }
      return origin.value.holdsAggregate
    }
  }
}

extension Origin {
  /// Follows rows back through the stages of a plan.
  mutating func trace(_ plan: LogicalPlan) {
    switch plan.node {
    case .scan(let entity): self.entity = entity
    case .reached(_, let hops): entity = hops.last?.destination
    case .shared(_, let input), .sort(let input, _), .assert(let input, _, _):
      trace(input)
    case .take(let input, _, _):
      if let first = input.order?.first { cuts.append(first.value) }
      trace(input)
    case .top(let input, _, let by, _):
      if let first = by.first { cuts.append(first.value) }
      trace(input)
    case .filter(let input, let condition):
      conditions.append(condition)
      trace(input)
    case .extend(let input, let value):
      let own = input.columns.count
      follow(into: input) { number, column in number == own ? value : column }
    case .project(let input, let values), .distinct(let input, let values):
      follow(into: input) { number, _ in values.indices.contains(number) ? values[number] : nil }
    case .summarize(let input, let summary):
      follow(into: input) { number, _ in
        guard summary.keys.indices.contains(number), case .value(let value) = summary.keys[number]
        else { return nil }
        return value
      }
    case .expand(let input, _, let hops, _):
      let child = input.columns.count
      guard date.mentions(column: child) else {
        return follow(into: input) { number, column in number == child ? nil : column }
      }
      guard let last = hops.last else { return }
      // From here on the rows are the children's own.
      let isWhole = follow { number, column in
        number == child
          ? TypedExpression(.row(depth: 0), type: .entity(last.destination), span: column.span)
          : nil
      }
      if isWhole { entity = last.destination }
    case .link(let input, _, _, _):
      follow(into: input) { number, column in number < input.columns.count ? column : nil }
    case .one, .append, .pivot, .unpivot: break
    }
  }

  private mutating func follow(
    into input: LogicalPlan, _ column: (Int, TypedExpression) -> TypedExpression?
  ) {
    if follow(column) { trace(input) }
  }

  /// Writes everything for the rows before a stage.
  ///
  /// - Parameter column: what a column was there; nil where it was nothing.
  /// - Returns: whether the date was anything there; if not, all stays as it is.
  private mutating func follow(_ column: (Int, TypedExpression) -> TypedExpression?) -> Bool {
    guard let date = date.written(column) else { return false }
    self.date = date
    conditions = conditions.flatMap(\.conjuncts).compactMap { $0.written(column) }
    cuts = cuts.compactMap { $0.written(column) }
    keys = keys.compactMap { $0.written(column) }
    return true
  }
}

extension TypedExpression {
  /// The same for other rows, each column of its own rows replaced; nil where one cannot be.
  fileprivate func written(
    _ column: (Int, TypedExpression) -> TypedExpression?
  ) -> TypedExpression? {
    var isLost = false
    let result = replacingReferences { reference in
      guard case .column(let number, _) = reference.expression.kind, reference.depth == 0 else {
        return reference.expression
      }
      guard let other = column(number, reference.expression.deepened(by: -reference.opened)) else {
        isLost = true
        return reference.expression
      }
      return other.shifted(by: reference.opened)
    }
    return isLost ? nil : result
  }

  /// Which rows outside of the expression it looks at.
  var depths: Set<Int> {
    var depths: Set<Int> = []
    _ = replacingReferences { reference in
      depths.insert(reference.depth)
      return reference.expression
    }
    return depths
  }

  var hasColumn: Bool {
    var found = false
    _ = replacingReferences { reference in
      if case .column = reference.expression.kind { found = true }
      return reference.expression
    }
    return found
  }

  fileprivate func mentions(column wanted: Int) -> Bool {
    var found = false
    _ = replacingReferences { reference in
      if case .column(wanted, _) = reference.expression.kind, reference.depth == 0 { found = true }
      return reference.expression
    }
    return found
  }

  fileprivate var holdsAggregate: Bool {
    switch kind {
    case .constant, .variable, .row, .column: false
    case .aggregate, .window: true
    case .field(_, let row): row.holdsAggregate
    case .operation(_, let arguments): arguments.contains(where: \.holdsAggregate)
    case .conditional(let condition, let then, let otherwise):
      [condition, then, otherwise].contains(where: \.holdsAggregate)
    }
  }

  /// The conditions that `and` joins.
  var conjuncts: [TypedExpression] {
    if case .operation(.and, let parts) = kind { parts.flatMap(\.conjuncts) } else { [self] }
  }
}
