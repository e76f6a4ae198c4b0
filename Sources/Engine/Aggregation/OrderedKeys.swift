import Columns
import Messages
import Model
import Plan

extension SmallKey {
  /// The same key with its values numbered in their order; nil where rows cannot be told the new
  /// numbers by a look-up.
  func inOrder(of type: ValueType, on execution: Execution) throws(Diagnostic) -> SmallKey? {
    let order = try execution.sortedRows(
      count: count, keys: [execution.sortKeys(of: values, type: type)])
    if order.indices.allSatisfy({ Int(order[$0]) == $0 }) { return self }
    let ranks = try execution.inverted(order)
    let part: GroupPart
    switch self.part {
    case .lookup(let rows, let low, let table):
      part = .lookup(
        rows, low: low, table: try execution.gathered(ranks, table, missing: Missing.code))
    case .narrow(let rows, let low, let absent, let missing, stride: _):
      // Codes and row numbers are looked up from 0 on, all else from the lowest value.
      let isCode = absent == Missing.code
      let unused = [Int32](repeating: 0, count: isCode ? Int(low) : 0)
      part = .lookup(
        rows, low: isCode ? nil : low,
        table: [ranks[Int(missing)]] + unused + ranks.prefix(Int(missing)))
    case .direct, .wide, .truth: return nil
    }
    return SmallKey(part: part, count: count, values: try execution.gathered(values, order))
  }
}
