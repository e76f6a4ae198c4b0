import Columns
import Model
import Plan

extension LogicalPlan {
  /// How many rows of tables the plan goes over; what links lead to from them isn't counted.
  func rowsRead(in world: World) -> Int {
    if case .scan(let entity) = node { return world.table(entity).rowCount }
    return node.inputs.reduce(0) { $0 + $1.rowsRead(in: world) }
  }

  /// How many bytes the columns take up that the plan reads, each once and whole: what no way to run
  /// it that has to look at all rows gets by with less than.
  func bytesRead(in world: World) -> Int {
    fieldsRead.reduce(0) { sum, field in
      let table = world.table(field.entity)
      return sum + table.rowCount * table.columns.bytesPerRow(of: field.field)
    }
  }
}
