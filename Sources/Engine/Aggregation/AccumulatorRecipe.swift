import Plan

/// How an aggregate's figures are gathered.
struct AccumulatorRecipe {
  /// What one accumulator can gather for several aggregates, and for finer groups than theirs: its
  /// values can be computed for rows that do not count as well.
  enum Kind: Hashable {
    case presence
    case rows
    case sum(TypedExpression)
    case least(TypedExpression)
    case greatest(TypedExpression)
  }

  /// Nil for what is gathered for one aggregate alone.
  var kind: Kind?
  /// Whether a value can be missing, so that those left out have to be counted.
  var skips = false
  /// - Parameters: how many groups there are, and the first one whose rows belong to any.
  var make: (_ groups: Int, _ padding: Int) -> Accumulator

  static var rows: AccumulatorRecipe {
    AccumulatorRecipe(kind: .rows) { groups, _ in CountAccumulator(.rows, groups: groups) }
  }

  /// Only which groups have rows.
  static var presence: AccumulatorRecipe {
    AccumulatorRecipe(kind: .presence) { groups, _ in PresenceAccumulator(groups: groups) }
  }

  /// For what looks at no group in particular, or cannot gather for finer ones.
  static func own(_ make: @escaping (_ groups: Int) -> Accumulator) -> AccumulatorRecipe {
    AccumulatorRecipe { groups, _ in make(groups) }
  }

  /// - Parameter kind: what the accumulator gathers of a node's values.
  static func values(
    of node: Node, _ kind: Kind, _ make: @escaping (_ groups: Int, _ padding: Int) -> Accumulator
  ) -> AccumulatorRecipe {
    AccumulatorRecipe(
      kind: node.isDelicate ? nil : kind, skips: node.mayBeMissing, make: make)
  }
}
