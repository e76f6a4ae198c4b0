package import Columns
package import Messages
package import Model

/// A column of a plan's result.
package struct PlanColumn: Sendable, Hashable {
  package var name: String
  package var type: ValueType
  /// The field of the anchor entity that it is, unchanged; nil for a computed one.
  package var anchorField: Int?
  /// Whether it can be referred to: an unnamed expression only shows.
  package var isNamed: Bool

  package init(name: String, type: ValueType, anchorField: Int? = nil, isNamed: Bool = true) {
    self.name = name
    self.type = type
    self.anchorField = anchorField
    self.isNamed = isNamed
  }
}

/// What to compute, stage by stage, without a word on how.
///
/// The rows of a plan have ``columns``, an order, and, until a `summarize`, `distinct` or the like,
/// an *anchor*: for each row one row of an entity (``TypedExpression/Kind/row(depth:)``), from which
/// its fields and links are reached whether or not they are among the columns.
package struct LogicalPlan: Sendable, Hashable {
  package indirect enum Node: Sendable, Hashable {
    /// All rows of an entity in their stored order, one column per field.
    case scan(EntityID)
    /// One row without columns: what a bare expression is computed on.
    case one
    /// Inside a correlated pipeline: the rows reached from each owning row; scope depth 1 of every
    /// stage is the owning row, and every stage works within one owning row. Elsewhere the owner is
    /// one row that no other row decides, and these are the rows reached from it.
    case reached(owner: TypedExpression, hops: [Hop])
    /// Rows that are used more than once, such as those of a `let`: evaluated once per world.
    case shared(name: String, LogicalPlan)
    case filter(LogicalPlan, TypedExpression)
    /// Appends one column; the columns of the input keep their numbers.
    case extend(LogicalPlan, TypedExpression)
    /// Exactly these columns, all computed on the incoming row; anchor and order stay.
    case project(LogicalPlan, [TypedExpression])
    /// Stable; missing last whichever way.
    case sort(LogicalPlan, [SortTerm])
    /// The first n rows (of each partition), order kept.
    case take(LogicalPlan, Int, per: [TypedExpression])
    /// The first n rows (of each partition) in the order of the terms; ties by identity (anchor
    /// row number, else the current order). Result in that order, partitions in the order of their
    /// keys' values. Rows whose first term is missing come last.
    case top(LogicalPlan, Int, by: [SortTerm], per: [TypedExpression])
    /// One row per distinct combination, in order of first appearance. The columns are these; there
    /// is no anchor afterwards.
    case distinct(LogicalPlan, [TypedExpression])
    case summarize(LogicalPlan, Summary)
    /// One row per (row, reached child): the input's columns, then the child as an entity column.
    /// With `keepsEmpty` a childless row stays, its child missing. `owner` as in
    /// ``AggregateRows/reached(owner:hops:)``. The anchor stays the parent's.
    case expand(LogicalPlan, owner: TypedExpression, hops: [Hop], keepsEmpty: Bool)
    /// Appends the columns of the first matching row of `source` to each input row: equality on all
    /// pairs (left in the scope of the input, right in that of the source); missing never matches.
    /// A second match on a used key is a fault that names the key. An anchor of the
    /// source becomes the last appended column when `withAnchor`.
    case link(LogicalPlan, source: LogicalPlan, on: [LinkPair], withAnchor: Bool)
    /// The rows of both; columns correspond by number.
    case append(LogicalPlan, LogicalPlan)
    case pivot(LogicalPlan, Pivot)
    /// One row per (row, value column): the kept columns, then a text column with the value column's
    /// name, then its value.
    case unpivot(LogicalPlan, keep: [Int], values: [Int])
    /// Passes all rows on, or stops with the first five for which the condition is not true. The
    /// message is a text that looks at no row.
    case assert(LogicalPlan, TypedExpression, message: TypedExpression?)
  }

  package var node: Node
  package var columns: [PlanColumn]
  package var anchor: EntityID?
  package var span: Span
  /// How many stages stand on one another, this one included: what walks over a plan needs so much
  /// stack.
  package let height: Int

  package init(_ node: Node, columns: [PlanColumn], anchor: EntityID?, span: Span) {
    self.node = node
    self.columns = columns
    self.anchor = anchor
    self.span = span
    height = (node.inputs.map(\.height).max() ?? 0) + 1
  }
}

extension LogicalPlan.Node {
  /// The plans that this stage reads, the one whose rows go on first.
  package var inputs: [LogicalPlan] {
    switch self {
    case .scan, .one, .reached: []
    case .shared(_, let input), .filter(let input, _), .extend(let input, _),
      .project(let input, _), .sort(let input, _), .take(let input, _, _),
      .top(let input, _, _, _), .distinct(let input, _), .summarize(let input, _),
      .expand(let input, _, _, _), .pivot(let input, _), .unpivot(let input, _, _),
      .assert(let input, _, _):
      [input]
    case .link(let input, let other, _, _), .append(let input, let other): [input, other]
    }
  }
}

package struct SortTerm: Sendable, Hashable {
  package var value: TypedExpression
  package var isDescending: Bool

  package init(value: TypedExpression, isDescending: Bool) {
    self.value = value
    self.isDescending = isDescending
  }
}

package struct LinkPair: Sendable, Hashable {
  package var left: TypedExpression
  package var right: TypedExpression

  package init(left: TypedExpression, right: TypedExpression) {
    self.left = left
    self.right = right
  }
}

/// What `summarize` computes. Without keys exactly one row, also for no input.
///
/// The result has one row per combination of the plain keys that is present in the input, times,
/// where there is an `each` key, every period of its range (dense). Rows are sorted by the keys in
/// their written order: each by its type's order, missing last.
package struct Summary: Sendable, Hashable {
  package enum Key: Sendable, Hashable {
    case value(TypedExpression)
    /// Every period of `unit` in `range`; without a range, from the first to the last period in
    /// which a bucketed aggregate without shifts has a row, or, where all have shifts, in which one
    /// shows a row. At most one key is of this kind.
    case each(PeriodUnit, range: ClosedRange<Int32>?)
  }
  package var keys: [Key]
  package var aggregates: [GroupAggregate]
  /// The result's columns behind the keys. Scope depth 0: columns 0 ..< keys.count are the keys,
  /// then one per aggregate. Windows in them run over the result's rows.
  package var items: [TypedExpression]

  package init(keys: [Key], aggregates: [GroupAggregate], items: [TypedExpression]) {
    self.keys = keys
    self.aggregates = aggregates
    self.items = items
  }
}

/// An aggregate over all rows of a group.
package struct GroupAggregate: Sendable, Hashable {
  /// `.current` rows are the group's rows; `.reached` ones those reached from any of them, each once.
  package var aggregate: Aggregate
  /// The numbers of the keys that make the group: all, or fewer for a `within`. The value is
  /// recomputed from base rows and repeated on every row that shares those keys.
  package var keys: [Int]

  package init(aggregate: Aggregate, keys: [Int]) {
    self.aggregate = aggregate
    self.keys = keys
  }
}

/// Turns the values of one column into columns: one row per combination of `keep`, in order of
/// first appearance.
package struct Pivot: Sendable, Hashable {
  package var keep: [Int]
  package var across: Int
  package var values: [Value]
  /// Value columns, and whether an absent cell is 0 (sums and counts) or missing.
  package var measures: [Measure]
  /// Whether the listed `values` are the columns; otherwise those found, in the order of their type,
  /// decide at run time, and the plan's `columns` hold only the kept ones.
  package var isListed: Bool

  package struct Measure: Sendable, Hashable {
    package var column: Int
    package var absentIsZero: Bool

    package init(column: Int, absentIsZero: Bool) {
      self.column = column
      self.absentIsZero = absentIsZero
    }
  }

  package init(
    keep: [Int], across: Int, values: [Value], measures: [Measure], isListed: Bool
  ) {
    self.keep = keep
    self.across = across
    self.values = values
    self.measures = measures
    self.isListed = isListed
  }
}
