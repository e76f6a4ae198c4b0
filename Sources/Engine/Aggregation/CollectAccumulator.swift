import Columns
import Messages
import Plan

/// The present values themselves with their groups: for what needs all of them at once.
class CollectAccumulator: Accumulator {
  final let node: Node
  final var groups: [Int32] = []
  /// Units, days and the like, or the bits of doubles.
  final var values: [Int64] = []

  init(_ node: Node) {
    self.node = node
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let newGroups = Cells<Int32>(repeating: 0, count: batch.count)
    let newValues = Cells<Int64>(repeating: 0, count: batch.count)
    let (groupPointer, valuePointer) = (newGroups.pointer, newValues.pointer)
    var count = 0
    if node.isReal {
      try evaluator.evaluate(node, batch).real.withUnsafeBufferPointer { reals in
        each(batch, groups) { index, _, group in
          groupPointer[count] = Int32(truncatingIfNeeded: group)
          valuePointer[count] = Int64(bitPattern: reals[index].bitPattern)
          count += reals[index].isNaN ? 0 : 1
        }
      }
    } else {
      try eachNumber(node, batch, groups, evaluator) { value, group in
        groupPointer[count] = Int32(truncatingIfNeeded: group)
        valuePointer[count] = value
        count += value == Missing.decimal ? 0 : 1
      }
    }
    self.groups.append(contentsOf: UnsafeBufferPointer(start: groupPointer, count: count))
    values.append(contentsOf: UnsafeBufferPointer(start: valuePointer, count: count))
    skipped += batch.count - count
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? CollectAccumulator else { return }
    groups += other.groups
    values += other.values
  }
}
