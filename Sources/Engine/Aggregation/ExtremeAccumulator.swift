import Columns
import Messages
import Plan

/// The smallest or largest of whole numbers; `Int64.min` where there is none.
final class ExtremeAccumulator: Accumulator {
  let node: Node
  let takesLeast: Bool
  let best: Cells<Int64>

  init(_ node: Node, groups: Int, takesLeast: Bool, padding: Int = 0) {
    self.node = node
    self.takesLeast = takesLeast
    best = Cells(repeating: Missing.decimal, count: groups)
    super.init(padding: padding)
  }

  private init(_ extremes: ExtremeAccumulator, best: Cells<Int64>) {
    node = extremes.node
    takesLeast = extremes.takesLeast
    self.best = best
    super.init()
    skipped = extremes.skipped
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let (best, padding) = (best.pointer, padding)
    var missing = 0
    // Missing is the smallest pattern: it never wins a maximum. The minimum looks at one less, where
    // it has become the largest.
    if takesLeast {
      try eachNumber(node, batch, groups, evaluator) { value, group in
        missing &+= value == Missing.decimal && group >= padding ? 1 : 0
        let known = best[group]
        best[group] = Self.rank(value) < Self.rank(known) ? value : known
      }
    } else {
      try eachNumber(node, batch, groups, evaluator) { value, group in
        missing &+= value == Missing.decimal && group >= padding ? 1 : 0
        let known = best[group]
        best[group] = value > known ? value : known
      }
    }
    skipped += missing
  }

  /// The order of values with missing behind the largest.
  @inline(__always)
  private static func rank(_ value: Int64) -> Int64 { value &- 1 }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? ExtremeAccumulator else { return }
    best.merge(other.best, better)
  }

  override func folded(groups: Int, from offsets: [Int]) -> Accumulator {
    ExtremeAccumulator(
      self, best: best.folded(groups, from: offsets, empty: Missing.decimal, better))
  }

  private func better(_ mine: inout Int64, _ theirs: Int64) {
    let isBetter = takesLeast ? Self.rank(theirs) < Self.rank(mine) : theirs > mine
    if isBetter { mine = theirs }
  }
}

/// The smallest or largest of doubles; NaN where there is none.
final class RealExtremeAccumulator: Accumulator {
  let node: Node
  let takesLeast: Bool
  let best: Cells<Double>

  init(_ node: Node, groups: Int, takesLeast: Bool) {
    self.node = node
    self.takesLeast = takesLeast
    best = Cells(repeating: Missing.real, count: groups)
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let best = best.pointer
    let takesLeast = takesLeast
    var missing = 0
    try evaluator.evaluate(node, batch).real.withUnsafeBufferPointer { values in
      each(batch, groups) { index, _, group in
        let value = values[index]
        if value.isNaN {
          missing += 1
        } else if best[group].isNaN
          || (takesLeast ? value < best[group] : value > best[group])
        {
          best[group] = value
        }
      }
    }
    skipped += missing
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? RealExtremeAccumulator else { return }
    let takesLeast = takesLeast
    best.merge(other.best) { mine, theirs in
      if theirs.isNaN { return }
      if mine.isNaN || (takesLeast ? theirs < mine : theirs > mine) { mine = theirs }
    }
  }
}

/// The first or last row of each group with a value, by row number; `Missing.code` for none.
final class EdgeAccumulator: Accumulator {
  let node: Node
  let takesFirst: Bool
  let rows: Cells<Int32>

  init(_ node: Node, groups: Int, takesFirst: Bool) {
    self.node = node
    self.takesFirst = takesFirst
    rows = Cells(repeating: Missing.code, count: groups)
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let rows = rows.pointer
    let takesFirst = takesFirst
    let vector = try evaluator.evaluate(node, batch)
    evaluator.missing(vector, node.storage).withUnsafeBufferPointer { absent in
      each(batch, groups) { index, row, group in
        if absent[index] == 1 { return }
        let known = rows[group]
        if known < 0 || (takesFirst ? row < Int(known) : row > Int(known)) {
          rows[group] = Int32(truncatingIfNeeded: row)
        }
      }
    }
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? EdgeAccumulator else { return }
    let takesFirst = takesFirst
    rows.merge(other.rows) { mine, theirs in
      if theirs < 0 { return }
      if mine < 0 || (takesFirst ? theirs < mine : theirs > mine) { mine = theirs }
    }
  }
}
