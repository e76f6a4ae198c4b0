import Columns
import Messages
import Model

/// A truth prepared for picking rows: the common shapes read a column and nothing else.
indirect enum Test: Sendable {
  case all
  case none
  /// Codes, days, periods or row numbers in a range (which excludes missing), or outside of it; with
  /// zones where a look at those may do.
  case narrow(Buffer<Int32>, ClosedRange<Int32>, isNegated: Bool, Zones? = nil)
  case wide(Buffer<Int64>, ClosedRange<Int64>, isNegated: Bool)
  case truth(Buffer<UInt8>)
  /// `truths[index − low + 1] == 1`, as in ``Node/Kind/lookup(_:by:low:)``.
  case lookup(Buffer<Int32>, low: Int32?, truths: Buffer<UInt8>)
  case both(Test, Test)
  case general(Node)
  /// One that a profile wants to know the rows of.
  case counted(Test, profiled: Int)

  init(_ node: Node) {
    switch node.kind {
    case .constant(.truth(1)): self = .all
    case .constant: self = .none
    case .and(let left, let right): self = Self.both(of: Test(left), Test(right))
    case .base(.truth(let truths)): self = .truth(truths)
    case .lookup(.truth(let truths), let index, let low):
      if case .base(let column) = index.kind, let values = column.narrow {
        self = .lookup(values, low: low, truths: truths)
      } else {
        self = .general(node)
      }
    case .range(let operand, let range, let isNegated):
      if case .base(let column) = operand.kind {
        self =
          Self.range(column, range, isNegated: isNegated, operand.zones) ?? .general(node)
      } else {
        self = .general(node)
      }
    default: self = .general(node)
    }
  }

  private static func range(
    _ column: Column, _ range: ClosedRange<Int64>, isNegated: Bool, _ zones: Zones?
  ) -> Test? {
    if case .decimal(let values, _) = column {
      return .wide(values, range, isNegated: isNegated)
    }
    guard let values = column.narrow, let low = Int32(exactly: range.lowerBound),
      let high = Int32(exactly: range.upperBound)
    else { return nil }
    return .narrow(values, low...high, isNegated: isNegated, zones)
  }

  /// All of some tests.
  init(all tests: [Test]) {
    var result = Test.all
    for test in tests {
      if case .all = result { result = test } else { result = Self.both(of: result, test) }
    }
    self = result
  }

  /// Two tests in the order written; but one that passes over whole zones comes first, unless what
  /// is written before it may fail on a row.
  private static func both(of left: Test, _ right: Test) -> Test {
    right.hasZones && !left.hasZones && left.isHarmless ? .both(right, left) : .both(left, right)
  }

  private var hasZones: Bool {
    switch self {
    case .narrow(_, _, isNegated: _, let zones): zones != nil
    case .both(let first, _): first.hasZones
    case .all, .none, .wide, .truth, .lookup, .general, .counted: false
    }
  }

  /// Whether it makes no difference on how many rows it is done.
  private var isHarmless: Bool {
    switch self {
    case .all, .none, .narrow, .wide, .truth, .lookup: true
    case .both(let left, let right): left.isHarmless && right.isHarmless
    case .general(let node): !node.isDelicate
    case .counted: false
    }
  }
}

/// Picks rows of batches; one per thread. What it returns points into its own buffers and lasts
/// until it is asked again.
final class Selector {
  let evaluator: Evaluator
  /// How many rows have met each ``Test/counted(_:profiled:)``.
  private(set) var passed: [Int: Int] = [:]
  private let first: UnsafeMutablePointer<Int32>
  private let second: UnsafeMutablePointer<Int32>

  init(_ execution: Execution, _ frame: Frame) {
    evaluator = Evaluator(execution, frame)
    first = .allocate(capacity: execution.morselRows)
    second = .allocate(capacity: execution.morselRows)
  }

  deinit {
    first.deallocate()
    second.deallocate()
  }

  /// The rows of a batch that meet a test, in its order.
  func select(_ test: Test, from batch: Batch) throws(Diagnostic) -> Batch {
    switch test {
    case .all: return batch
    case .none: return Batch(rows: UnsafePointer(first), count: 0)
    case .both(let left, let right):
      let some = try select(left, from: batch)
      return some.count == 0 ? some : try select(right, from: some)
    case .narrow(let values, let range, let isNegated, let zones):
      if let zones, batch.rows == nil {
        switch zones.share(of: batch.start..<batch.start + batch.count, in: range) {
        case .none: return isNegated ? batch : Batch(rows: UnsafePointer(first), count: 0)
        case .all: return isNegated ? Batch(rows: UnsafePointer(first), count: 0) : batch
        case .some: break
        }
      }
      let low = range.lowerBound
      let width = UInt32(bitPattern: range.upperBound &- low)
      return values.withUnsafeBufferPointer { values in
        pick(batch) { (UInt32(bitPattern: values[$0] &- low) <= width) != isNegated }
      }
    case .wide(let values, let range, let isNegated):
      let low = range.lowerBound
      let width = UInt64(bitPattern: range.upperBound &- low)
      return values.withUnsafeBufferPointer { values in
        pick(batch) { (UInt64(bitPattern: values[$0] &- low) <= width) != isNegated }
      }
    case .truth(let truths):
      return truths.withUnsafeBufferPointer { truths in pick(batch) { truths[$0] == 1 } }
    case .lookup(let values, let low, let truths):
      return values.withUnsafeBufferPointer { values in
        truths.withUnsafeBufferPointer { truths in
          if let low {
            let shift = Int(low) - 1
            return pick(batch) {
              let value = values[$0]
              return truths[value == Missing.day ? 0 : Int(value) - shift] == 1
            }
          }
          return pick(batch) { truths[Int(values[$0]) + 1] == 1 }
        }
      }
    case .general(let node):
      let truths = try evaluator.evaluate(node, batch).truth
      return truths.withUnsafeBufferPointer { truths in
        let target = self.target(for: batch)
        var count = 0
        for index in 0..<batch.count {
          target[count] = Int32(truncatingIfNeeded: batch[index])
          count += truths[index] == 1 ? 1 : 0
        }
        return Batch(rows: UnsafePointer(target), count: count)
      }
    case .counted(let test, let number):
      let some = try select(test, from: batch)
      passed[number, default: 0] += some.count
      return some
    }
  }

  /// The buffer that the batch does not stand in. A batch that comes from elsewhere may take either.
  private func target(for batch: Batch) -> UnsafeMutablePointer<Int32> {
    batch.rows == UnsafePointer(first) ? second : first
  }

  /// Writes every row and moves on only behind those that pass: no branch to mispredict.
  @inline(__always)
  private func pick(_ batch: Batch, _ passes: (Int) -> Bool) -> Batch {
    let target = self.target(for: batch)
    var count = 0
    if let rows = batch.rows {
      for index in 0..<batch.count {
        let row = rows[index]
        target[count] = row
        count += passes(Int(row)) ? 1 : 0
      }
    } else {
      for row in batch.start..<batch.start + batch.count {
        target[count] = Int32(truncatingIfNeeded: row)
        count += passes(row) ? 1 : 0
      }
    }
    return Batch(rows: UnsafePointer(target), count: count)
  }
}
