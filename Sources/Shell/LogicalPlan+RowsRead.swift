import Model
import Plan

extension LogicalPlan {
  /// How many rows of tables the plan goes over; what links lead to from them isn't counted.
  func rowsRead(in world: World) -> Int {
    if case .scan(let entity) = node { return world.table(entity).rowCount }
    return node.inputs.reduce(0) { $0 + $1.rowsRead(in: world) }
  }
}
