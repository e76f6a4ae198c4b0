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
  /// any way to run it has to look at. Each once, in the order in which the plan comes upon them.
  package var fieldsRead: [StoredField] {
    var reading = Reading()
    reading.read(self)
    return reading.fields
  }
}

extension TypedExpression {
  /// The fields whose values decide this one, as ``LogicalPlan/fieldsRead`` has them.
  package var fieldsRead: [StoredField] {
    var reading = Reading()
    reading.read(self)
    return reading.fields
  }
}

/// Gathers fields on a walk over a plan.
private struct Reading {
  var fields: [StoredField] = []
  private var seen: Set<StoredField> = []

  private mutating func note(_ field: Int, of entity: EntityID) {
    let field = StoredField(entity: entity, field: field)
    if seen.insert(field).inserted { fields.append(field) }
  }

  mutating func read(_ plan: LogicalPlan) {
    for input in plan.node.inputs { read(input) }
    switch plan.node {
    case .reached(_, let hops), .expand(_, _, let hops, _): read(hops)
    case .scan, .one, .shared, .filter, .extend, .project, .sort, .take, .top, .distinct,
      .summarize, .link, .append, .pivot, .unpivot, .assert:
      break
    }
    for expression in plan.node.expressions { read(expression) }
    for aggregate in plan.node.aggregates { read(aggregate) }
  }

  mutating func read(_ expression: TypedExpression) {
    switch expression.kind {
    case .field(let field, let row):
      if case .entity(let entity) = row.type { note(field, of: entity) }
    case .aggregate(let aggregate): return read(aggregate)
    case .window(let window):
      if case .aggregate(let aggregate) = window.function { read(aggregate) }
    case .constant, .variable, .row, .column, .operation, .conditional: break
    }
    for part in expression.parts { read(part) }
  }

  private mutating func read(_ aggregate: Aggregate) {
    switch aggregate.rows {
    case .reached(_, let hops): read(hops)
    case .pipeline(let plan): read(plan)
    case .current, .every: break
    }
    for part in aggregate.parts { read(part) }
  }

  private mutating func read(_ hops: [Hop]) {
    for hop in hops {
      switch hop {
      case .forward(let entity, let field, _), .inverse(_, let field, let entity):
        note(field, of: entity)
      }
    }
  }
}
