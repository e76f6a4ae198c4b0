import Columns
import Messages
import Plan

/// What one thread has gathered for one aggregate, per group.
///
/// Merging is exact and its order does not matter, so neither does the number of threads.
class Accumulator {
  /// How many rows were skipped because their value is missing.
  final var skipped = 0
  /// Groups below this are those of rows that belong to no group.
  final let padding: Int

  init(padding: Int = 0) {
    self.padding = padding
  }

  /// - Parameter groups: the group of each row of the batch; nil where all are in group 0.
  func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {}

  /// Takes in what another thread has gathered; both are of one class.
  func merge(_ other: Accumulator) {
    skipped += other.skipped
  }

  /// The same for groups that are each made of some of these: group `g` of `offset + g` for every
  /// offset. What cannot be put together so is never asked to.
  func folded(groups: Int, from offsets: [Int]) -> Accumulator { self }

  /// Runs over a batch: position, frame row and group.
  @inline(__always)
  final func each(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ body: (Int, Int, Int) -> Void
  ) {
    switch (batch.rows, groups) {
    case (let rows?, let groups?):
      for index in 0..<batch.count { body(index, Int(rows[index]), Int(groups[index])) }
    case (nil, let groups?):
      for index in 0..<batch.count { body(index, batch.start &+ index, Int(groups[index])) }
    case (let rows?, nil):
      for index in 0..<batch.count { body(index, Int(rows[index]), 0) }
    case (nil, nil):
      for index in 0..<batch.count { body(index, batch.start &+ index, 0) }
    }
  }

  /// Runs over a batch with the values of a decimal node; a column that stands at hand is read in
  /// place.
  @inline(__always)
  final func eachUnits(
    _ node: Node, _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator,
    _ body: (Int64, Int) -> Void
  ) throws(Diagnostic) {
    if case .base(.decimal(let values, _)) = node.kind {
      values.withUnsafeBufferPointer { values in
        each(batch, groups) { _, row, group in body(values[row], group) }
      }
      return
    }
    try evaluator.evaluate(node, batch).wide.withUnsafeBufferPointer { values in
      each(batch, groups) { index, _, group in body(values[index], group) }
    }
  }

  /// Runs over a batch with the values of any node that is not real, as whole numbers; missing is
  /// `Int64.min`. A column that stands at hand is read in place.
  @inline(__always)
  final func eachNumber(
    _ node: Node, _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator,
    _ body: (Int64, Int) -> Void
  ) throws(Diagnostic) {
    if case .base(let column) = node.kind {
      if case .decimal(let values, _) = column {
        values.withUnsafeBufferPointer { values in
          each(batch, groups) { _, row, group in body(values[row], group) }
        }
        return
      }
      if let values = column.narrow {
        let absent = node.storage.missingNarrow
        values.withUnsafeBufferPointer { values in
          each(batch, groups) { _, row, group in
            let value = values[row]
            body(value == absent ? Missing.decimal : Int64(value), group)
          }
        }
        return
      }
    }
    switch try evaluator.evaluate(node, batch) {
    case .wide(let values):
      values.withUnsafeBufferPointer { values in
        each(batch, groups) { index, _, group in body(values[index], group) }
      }
    case .narrow(let values):
      let absent = node.storage.missingNarrow
      values.withUnsafeBufferPointer { values in
        each(batch, groups) { index, _, group in
          let value = values[index]
          body(value == absent ? Missing.decimal : Int64(value), group)
        }
      }
    case .truth(let values):
      values.withUnsafeBufferPointer { values in
        each(batch, groups) { index, _, group in
          let value = values[index]
          body(value == Missing.truth ? Missing.decimal : Int64(value), group)
        }
      }
    case .real: break
    }
  }
}
