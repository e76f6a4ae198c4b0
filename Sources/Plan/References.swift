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
    rewritten(opened: opened) { $0.replacedReference(opened: $1, replacement) }
  }

  fileprivate func replacedReference(
    opened: Int, _ replacement: (OuterReference) -> TypedExpression
  ) -> TypedExpression {
    switch kind {
    case .row(let depth), .column(_, let depth):
      depth < opened
        ? self
        : replacement(OuterReference(expression: self, opened: opened, depth: depth - opened))
    case .constant, .variable, .field, .operation, .conditional, .aggregate, .window: self
    }
  }

  /// Whether it looks at any row outside of it.
  package var looksAtRows: Bool {
    var found = false
    _ = replacingReferences { reference in
      found = true
      return reference.expression
    }
    return found
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
    rewritten(opened: opened) { $0.replacedReference(opened: $1, replacement) }
  }
}

extension LogicalPlan {
  /// As for an expression, in every stage of a correlated pipeline; `opened` counts the pipeline's
  /// own scope.
  package func replacingReferences(
    opened: Int, _ replacement: (OuterReference) -> TypedExpression
  ) -> LogicalPlan {
    rewritten(opened: opened) { $0.replacedReference(opened: $1, replacement) }
  }
}
