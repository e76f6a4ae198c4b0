import Columns
import Messages
import Plan

/// Sums of units that provably fit 64 bits, and how many there are where that is asked for.
final class NarrowSumAccumulator: Accumulator {
  let node: Node
  let totals: Cells<Int64>
  let counts: Cells<Int64>?

  init(_ node: Node, groups: Int, isCounted: Bool, padding: Int = 0) {
    self.node = node
    totals = Cells(repeating: 0, count: groups)
    counts = isCounted ? Cells(repeating: 0, count: groups) : nil
    super.init(padding: padding)
  }

  private init(_ sums: NarrowSumAccumulator, totals: Cells<Int64>) {
    node = sums.node
    self.totals = totals
    counts = nil
    super.init()
    skipped = sums.skipped
  }

  override func folded(groups: Int, from offsets: [Int]) -> Accumulator {
    NarrowSumAccumulator(
      self, totals: totals.folded(groups, from: offsets, empty: 0) { $0 &+= $1 })
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let totals = totals.pointer
    var missing = 0
    if groups == nil {
      var total: Int64 = 0
      try eachUnits(node, batch, nil, evaluator) { value, _ in
        total &+= value == Missing.decimal ? 0 : value
        missing &+= value == Missing.decimal ? 1 : 0
      }
      totals[0] &+= total
      counts?.pointer[0] += Int64(batch.count - missing)
    } else if let counts = counts?.pointer {
      try eachUnits(node, batch, groups, evaluator) { value, group in
        let isAbsent = value == Missing.decimal
        totals[group] &+= isAbsent ? 0 : value
        counts[group] &+= isAbsent ? 0 : 1
        missing &+= isAbsent ? 1 : 0
      }
    } else if node.mayBeMissing {
      let padding = padding
      try eachUnits(node, batch, groups, evaluator) { value, group in
        let isAbsent = value == Missing.decimal
        totals[group] &+= isAbsent ? 0 : value
        missing &+= isAbsent && group >= padding ? 1 : 0
      }
    } else {
      try eachUnits(node, batch, groups, evaluator) { value, group in totals[group] &+= value }
    }
    skipped += missing
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? NarrowSumAccumulator else { return }
    totals.merge(other.totals) { $0 &+= $1 }
    if let counts, let others = other.counts { counts.merge(others) { $0 &+= $1 } }
  }
}

/// Sums of units that may leave 64 bits: 2^63 rows of them fit the 128 bits of a cell. With
/// `squares` also those of the squared distances from a shift, which must be known to fit.
final class WideSumAccumulator: Accumulator {
  let node: Node
  let shift: Int64
  let totals: Cells<Int128>
  let squares: Cells<Int128>?
  let counts: Cells<Int64>

  init(_ node: Node, groups: Int, shift: Int64 = 0, hasSquares: Bool = false) {
    self.node = node
    self.shift = shift
    totals = Cells(repeating: 0, count: groups)
    squares = hasSquares ? Cells(repeating: 0, count: groups) : nil
    counts = Cells(repeating: 0, count: groups)
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let (totals, counts, squares) = (totals.pointer, counts.pointer, squares?.pointer)
    var missing = 0
    try eachNumber(node, batch, groups, evaluator) { value, group in
      if value == Missing.decimal {
        missing += 1
        return
      }
      let distance = Int128(value) - Int128(shift)
      totals[group] &+= distance
      counts[group] &+= 1
      if let squares { squares[group] &+= distance &* distance }
    }
    skipped += missing
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? WideSumAccumulator else { return }
    totals.merge(other.totals) { $0 &+= $1 }
    counts.merge(other.counts) { $0 &+= $1 }
    if let squares, let others = other.squares { squares.merge(others) { $0 &+= $1 } }
  }
}
