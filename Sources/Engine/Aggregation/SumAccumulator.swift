import Columns
import Messages
import Plan

/// Sums of units that provably fit 64 bits.
final class NarrowSumAccumulator: Accumulator {
  let node: Node
  let totals: Cells<Int64>
  private let banks: Banks?

  init(_ node: Node, _ layout: CellLayout) {
    self.node = node
    totals = Cells(repeating: 0, count: layout.count)
    banks = Banks(layout)
    super.init(layout)
  }

  private init(_ other: NarrowSumAccumulator, _ layout: CellLayout, _ numbers: [Int]) {
    node = other.node
    totals = other.totals.folded(other.layout, from: numbers, empty: 0) { $0 &+= $1 }
    banks = nil
    super.init(layout, folding: other, numbers)
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    guard let groups else { return try addAll(batch, evaluator) }
    let totals = totals.pointer
    if let banks {
      var turn = 0
      try eachUnits(node, batch, groups, evaluator) { value, group in
        turn &+= 1
        if value == Missing.decimal {
          skip(rowOf: group)
        } else {
          banks.add(value, to: group, turn: turn)
        }
      }
      banks.pour(into: self.totals)
    } else if !node.mayBeMissing {
      try eachUnits(node, batch, groups, evaluator) { value, group in totals[group] &+= value }
    } else if layout.isPlain {
      var missing = 0
      try eachUnits(node, batch, groups, evaluator) { value, group in
        let isAbsent = value == Missing.decimal
        totals[group] &+= isAbsent ? 0 : value
        missing &+= isAbsent ? 1 : 0
      }
      skip(missing)
    } else {
      try eachUnits(node, batch, groups, evaluator) { value, group in
        if value == Missing.decimal { skip(rowOf: group) } else { totals[group] &+= value }
      }
    }
  }

  /// Rows that are all in one group.
  private func addAll(_ batch: Batch, _ evaluator: Evaluator) throws(Diagnostic) {
    var total: Int64 = 0
    var missing = 0
    try eachUnits(node, batch, nil, evaluator) { value, _ in
      total &+= value == Missing.decimal ? 0 : value
      missing &+= value == Missing.decimal ? 1 : 0
    }
    totals.pointer[0] &+= total
    skip(missing)
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? NarrowSumAccumulator else { return }
    totals.merge(other.totals) { $0 &+= $1 }
  }

  override func folded(_ layout: CellLayout, from numbers: [Int]) -> Accumulator {
    NarrowSumAccumulator(self, layout, numbers)
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
    super.init()
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
    skip(missing)
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? WideSumAccumulator else { return }
    totals.merge(other.totals) { $0 &+= $1 }
    counts.merge(other.counts) { $0 &+= $1 }
    if let squares, let others = other.squares { squares.merge(others) { $0 &+= $1 } }
  }
}
