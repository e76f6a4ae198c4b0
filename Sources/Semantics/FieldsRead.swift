import Model
import Plan

/// The stored fields that expressions look at, those that links lead along included, each once.
struct FieldsRead {
  struct StoredField: Hashable {
    var entity: EntityID
    var number: Int
  }
  private(set) var fields: [StoredField] = []

  private mutating func note(_ number: Int, of entity: EntityID) {
    let field = StoredField(entity: entity, number: number)
    if !fields.contains(field) { fields.append(field) }
  }

  mutating func read(_ expression: TypedExpression) {
    switch expression.kind {
    case .field(let number, let row):
      if case .entity(let entity) = row.type { note(number, of: entity) }
    case .aggregate(let aggregate): return read(aggregate)
    case .window(let window):
      if case .aggregate(let aggregate) = window.function { read(aggregate) }
    case .constant, .variable, .row, .column, .operation, .conditional: break
    }
    for part in expression.parts { read(part) }
  }

  private mutating func read(_ aggregate: Aggregate) {
    if case .reached(_, let hops) = aggregate.rows { read(hops) }
    if let plan = aggregate.pipeline { read(plan) }
    for part in aggregate.parts { read(part) }
  }

  mutating func read(_ plan: LogicalPlan) {
    for input in plan.node.inputs { read(input) }
    switch plan.node {
    case .reached(_, let hops), .expand(_, _, let hops, _): read(hops)
    default: break
    }
    for expression in plan.node.expressions { read(expression) }
    for aggregate in plan.node.aggregates { read(aggregate) }
  }

  private mutating func read(_ hops: [Hop]) {
    for hop in hops {
      switch hop {
      case .forward(let entity, let field, _): note(field, of: entity)
      case .inverse(_, let field, let source): note(field, of: source)
      }
    }
  }
}
