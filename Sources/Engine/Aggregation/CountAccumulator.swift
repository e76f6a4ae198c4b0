import Columns
import Messages
import Plan

/// Which groups have a row at all.
final class PresenceAccumulator: Accumulator {
  let present: Cells<Bool>

  override init(_ layout: CellLayout) {
    present = Cells(repeating: false, count: layout.count)
    super.init(layout)
  }

  private init(_ other: PresenceAccumulator, _ layout: CellLayout, _ numbers: [Int]) {
    present = other.present.folded(other.layout, from: numbers, empty: false) { $0 = $0 || $1 }
    super.init(layout, folding: other, numbers)
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

  override func folded(_ layout: CellLayout, from numbers: [Int]) -> Accumulator {
    PresenceAccumulator(self, layout, numbers)
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
  private let banks: Banks?

  init(_ counted: Counted, _ layout: CellLayout) {
    self.counted = counted
    counts = Cells(repeating: 0, count: layout.count)
    banks = Banks(layout)
    super.init(layout)
  }

  private init(_ other: CountAccumulator, _ layout: CellLayout, _ numbers: [Int]) {
    counted = other.counted
    counts = other.counts.folded(other.layout, from: numbers, empty: 0) { $0 &+= $1 }
    banks = nil
    super.init(layout, folding: other, numbers)
  }

  var total: Int { counts.array.reduce(0) { $0 + Int($1) } }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let counts = counts.pointer
    switch counted {
    case .rows:
      if groups == nil {
        counts[0] += Int64(batch.count)
      } else if let banks {
        each(batch, groups) { index, _, group in banks.add(1, to: group, turn: index) }
        banks.pour(into: self.counts)
      } else {
        each(batch, groups) { _, _, group in counts[group] &+= 1 }
      }
    case .present(let node):
      if node.isReal {
        try evaluator.evaluate(node, batch).real.withUnsafeBufferPointer { values in
          each(batch, groups) { index, _, group in counts[group] &+= values[index].isNaN ? 0 : 1 }
        }
      } else {
        try eachNumber(node, batch, groups, evaluator) { value, group in
          counts[group] &+= value == Missing.decimal ? 0 : 1
        }
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

  override func folded(_ layout: CellLayout, from numbers: [Int]) -> Accumulator {
    CountAccumulator(self, layout, numbers)
  }
}
