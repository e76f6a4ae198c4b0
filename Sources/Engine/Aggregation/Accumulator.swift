import Columns
import Messages
import Plan

/// What one thread has gathered for one aggregate, per group.
///
/// Merging is exact and its order does not matter, so neither does the number of threads.
class Accumulator {
  /// How many rows were skipped because their value is missing.
  final var skipped = 0

  /// - Parameter groups: the group of each row of the batch; nil where all are in group 0.
  func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {}

  /// Takes in what another thread has gathered; both are of one class.
  func merge(_ other: Accumulator) {
    skipped += other.skipped
  }

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
  /// `Int64.min`.
  @inline(__always)
  final func eachNumber(
    _ node: Node, _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator,
    _ body: (Int64, Int) -> Void
  ) throws(Diagnostic) {
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

/// One cell per group, in memory that lasts as long as this does.
final class Cells<Element> {
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating element: Element, count: Int) {
    pointer = .allocate(capacity: count)
    pointer.initialize(repeating: element, count: count)
    self.count = count
  }

  deinit {
    pointer.deinitialize(count: count)
    pointer.deallocate()
  }

  /// Combines each cell with that of another thread.
  @inline(__always)
  func merge(_ other: Cells<Element>, _ combine: (inout Element, Element) -> Void) {
    for index in 0..<count { combine(&pointer[index], other.pointer[index]) }
  }

  var array: [Element] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}

/// Which groups have a row at all.
final class PresenceAccumulator: Accumulator {
  let present: Cells<Bool>

  init(groups: Int) {
    present = Cells(repeating: false, count: groups)
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

/// Sums of units that provably fit 64 bits, and how many there are where that is asked for.
final class NarrowSumAccumulator: Accumulator {
  let node: Node
  let totals: Cells<Int64>
  let counts: Cells<Int64>?

  init(_ node: Node, groups: Int, isCounted: Bool) {
    self.node = node
    totals = Cells(repeating: 0, count: groups)
    counts = isCounted ? Cells(repeating: 0, count: groups) : nil
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
      try eachUnits(node, batch, groups, evaluator) { value, group in
        let isAbsent = value == Missing.decimal
        totals[group] &+= isAbsent ? 0 : value
        missing &+= isAbsent ? 1 : 0
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

/// The smallest or largest of whole numbers; `Int64.min` where there is none.
final class ExtremeAccumulator: Accumulator {
  let node: Node
  let takesLeast: Bool
  let best: Cells<Int64>

  init(_ node: Node, groups: Int, takesLeast: Bool) {
    self.node = node
    self.takesLeast = takesLeast
    best = Cells(repeating: Missing.decimal, count: groups)
  }

  override func add(
    _ batch: Batch, _ groups: UnsafePointer<Int32>?, _ evaluator: Evaluator
  ) throws(Diagnostic) {
    let best = best.pointer
    var missing = 0
    // Missing is the smallest pattern: it never wins a maximum and always loses to a first value.
    if takesLeast {
      try eachNumber(node, batch, groups, evaluator) { value, group in
        missing &+= value == Missing.decimal ? 1 : 0
        if value != Missing.decimal, best[group] == Missing.decimal || value < best[group] {
          best[group] = value
        }
      }
    } else {
      try eachNumber(node, batch, groups, evaluator) { value, group in
        missing &+= value == Missing.decimal ? 1 : 0
        if value > best[group] { best[group] = value }
      }
    }
    skipped += missing
  }

  override func merge(_ other: Accumulator) {
    super.merge(other)
    guard let other = other as? ExtremeAccumulator else { return }
    let takesLeast = takesLeast
    best.merge(other.best) { mine, theirs in
      if theirs == Missing.decimal { return }
      if mine == Missing.decimal || (takesLeast ? theirs < mine : theirs > mine) { mine = theirs }
    }
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
