package import Model

/// A field of a table, as a plan reads it.
package struct StoredField: Sendable, Hashable {
  package var entity: EntityID
  package var field: Int

  package init(entity: EntityID, field: Int) {
    self.entity = entity
    self.field = field
  }
}

extension LogicalPlan {
  /// The fields whose values decide the rows of the plan, the links that lead to them included: what
  /// any way to run it has to look at.
  package var fieldsRead: Set<StoredField> {
    var reading = Reading()
    reading.read(self)
    return reading.fields
  }
}

/// Gathers fields on a walk over a plan.
private struct Reading {
  var fields: Set<StoredField> = []

  mutating func read(_ plan: LogicalPlan) {
    for input in plan.node.inputs { read(input) }
    for expression in plan.node.expressions { read(expression) }
    for aggregate in plan.node.aggregates { read(aggregate) }
    switch plan.node {
    case .reached(_, let hops), .expand(_, _, let hops, _): read(hops)
    case .scan, .one, .shared, .filter, .extend, .project, .sort, .take, .top, .distinct,
      .summarize, .link, .append, .pivot, .unpivot, .assert:
      break
    }
  }

  mutating func read(_ expression: TypedExpression) {
    switch expression.kind {
    case .field(let field, let row):
      if case .entity(let entity) = row.type {
        fields.insert(StoredField(entity: entity, field: field))
      }
      read(row)
    case .aggregate(let aggregate): read(aggregate)
    case .window(let window):
      if case .aggregate(let aggregate) = window.function { read(aggregate) }
      for part in expression.parts { read(part) }
    case .constant, .variable, .row, .column, .operation, .conditional:
      for part in expression.parts { read(part) }
    }
  }

  mutating func read(_ aggregate: Aggregate) {
    for part in aggregate.parts { read(part) }
    switch aggregate.rows {
    case .reached(_, let hops): read(hops)
    case .pipeline(let plan): read(plan)
    case .current, .every: break
    }
  }

  mutating func read(_ hops: [Hop]) {
    for hop in hops {
      switch hop {
      case .forward(let entity, let field, _), .inverse(_, let field, let entity):
        fields.insert(StoredField(entity: entity, field: field))
      }
    }
  }
}
