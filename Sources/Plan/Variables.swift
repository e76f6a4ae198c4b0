package import Columns
package import Model

/// Names a value that is known only when its statement runs: a column of a loop's row, a param.
package struct VariableID: Hashable, Sendable {
  private let number: Int

  package init(number: Int) {
    self.number = number
  }
}

extension TypedExpression {
  /// The expression with values in the place of variables; others stay variables.
  ///
  /// A field of a row that is then known is read here, so that a plan is as quick as one with
  /// literals.
  package func binding(_ values: [VariableID: Value], in world: World) -> TypedExpression {
    rewritten(opened: 0, everywhere: true) { part, _ in part.bound(values, in: world) }
  }

  fileprivate func bound(_ values: [VariableID: Value], in world: World) -> TypedExpression {
    var result = self
    switch kind {
    case .variable(let variable):
      if let value = values[variable] { result.kind = .constant(value) }
    case .field(let field, let row):
      guard case .constant(let value) = row.kind, case .entity(let entity) = row.type else { break }
      if case .row(let number) = value {
        result.kind = .constant(world.table(entity).columns[field][Int(number)])
      } else {
        result.kind = .constant(.missing)
      }
    case .constant, .row, .column, .operation, .conditional, .aggregate, .window: break
    }
    return result
  }
}

extension LogicalPlan {
  /// As for an expression, in every stage and every `let`.
  package func binding(_ values: [VariableID: Value], in world: World) -> LogicalPlan {
    rewritten(opened: 0, everywhere: true) { part, _ in part.bound(values, in: world) }
  }
}

/// The rows of a plan as they are: what a loop goes through.
package struct PlanRows: Sendable {
  package var count: Int
  /// One per column of the plan.
  package var columns: [Column]
  /// The anchor's row numbers.
  package var anchor: [Int32]?

  package init(count: Int, columns: [Column], anchor: [Int32]?) {
    self.count = count
    self.columns = columns
    self.anchor = anchor
  }
}
