import Plan

/// How an aggregate's figures are gathered.
struct AccumulatorRecipe {
  /// What one accumulator can gather for several aggregates; its values can be computed for rows
  /// that do not count as well.
  enum Kind: Hashable {
    case presence
    case rows
    case present(TypedExpression)
    case sum(TypedExpression)
    case least(TypedExpression)
    case greatest(TypedExpression)
    case histogram(TypedExpression)
  }

  /// Nil for what is gathered for one aggregate alone.
  var kind: Kind?
  var make: (CellLayout) -> Accumulator

  /// Whether it takes any layout; else a plain one only.
  var isFoldable: Bool {
    switch kind {
    case .presence, .rows, .present, .sum, .least, .greatest: true
    case .histogram, nil: false
    }
  }

  static var rows: AccumulatorRecipe {
    AccumulatorRecipe(kind: .rows) { CountAccumulator(.rows, $0) }
  }

  /// Only which groups have rows.
  static var presence: AccumulatorRecipe {
    AccumulatorRecipe(kind: .presence) { PresenceAccumulator($0) }
  }

  static func own(_ make: @escaping (_ groups: Int) -> Accumulator) -> AccumulatorRecipe {
    AccumulatorRecipe { make($0.groups) }
  }

  /// - Parameter kind: what is gathered of a node's values.
  static func values(
    of node: Node, _ kind: Kind, _ make: @escaping (CellLayout) -> Accumulator
  ) -> AccumulatorRecipe {
    AccumulatorRecipe(kind: node.isDelicate ? nil : kind, make: make)
  }
}
