import Columns
import Messages
import Plan

/// Which groups have a row at all.
final class PresenceAccumulator: Accumulator {
  let present: Cells<Bool>

  init(groups: Int) {
    present = Cells(repeating: false, count: groups)
  }

  private init(_ present: Cells<Bool>) {
    self.present = present
  }

  override func folded(groups: Int, from offsets: [Int]) -> Accumulator {
    PresenceAccumulator(present.folded(groups, from: offsets, empty: false) { $0 = $0 || $1 })
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    guard batch.count > 0 else { return }
    let present = present.pointer
    guard let groups else {
      present[0] = true
      return
    }
    for index in 0..<batch.count { present[Int(groups[index])] = true }
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? PresenceAccumulator else { return }
    present.merge(other.present) { $0 = $0 || $1 }
  }
}

/// Rows, rows whose value is present, or rows whose truth does not hold.
final class CountAccumulator: Accumulator {
  enum Counted {
    case rows
    case present(Node)
    case untrue(Node)
  }
  let counted: Counted
  let counts: Cells<Int64>

  init(_ counted: Counted, groups: Int) {
    self.counted = counted
    counts = Cells(repeating: 0, count: groups)
  }

  private init(rows counts: Cells<Int64>) {
    counted = .rows
    self.counts = counts
  }

  var total: Int { counts.array.reduce(0) { $0 + Int($1) } }

  override func folded(groups: Int, from offsets: [Int]) -> Accumulator {
    CountAccumulator(rows: counts.folded(groups, from: offsets, empty: 0) { $0 &+= $1 })
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let counts = counts.pointer
    switch counted {
    case .rows:
      if groups == nil {
        counts[0] += Int64(batch.count)
      } else {
        each(batch, groups) { _, _, group in counts[group] &+= 1 }
      }
    case .present(let node):
      let vector = try evaluator.evaluate(node, batch)
      evaluator.missing(vector, node.storage).withUnsafeBufferPointer { absent in
        each(batch, groups) { index, _, group in counts[group] &+= 1 &- Int64(absent[index]) }
      }
    case .untrue(let node):
      try evaluator.evaluate(node, batch).truth.withUnsafeBufferPointer { truths in
        each(batch, groups) { index, _, group in counts[group] &+= truths[index] == 1 ? 0 : 1 }
      }
    }
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? CountAccumulator else { return }
    counts.merge(other.counts) { $0 &+= $1 }
  }
}
