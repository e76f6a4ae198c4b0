import Columns
import Messages
import Plan

extension Evaluator {
  func arithmetic(
    _ node: Node, _ operation: Arithmetic, _ left: Node, _ right: Node, isSafe: Bool,
    _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    switch (try evaluate(left, batch), try evaluate(right, batch)) {
    case (.real(let first), .real(let second)):
      switch operation {
      case .add: return .real(zipped(first, second) { $0 + $1 })
      case .subtract: return .real(zipped(first, second) { $0 - $1 })
      case .multiply: return .real(zipped(first, second) { $0 * $1 })
      case .divide: return .real(divided(node, first, second))
      }
    case (.wide(let first), .wide(let second)):
      switch operation {
      case .add where isSafe:
        return .wide(zipped(first, second) { $0 == .min || $1 == .min ? .min : $0 &+ $1 })
      case .subtract where isSafe:
        return .wide(zipped(first, second) { $0 == .min || $1 == .min ? .min : $0 &- $1 })
      case .multiply where isSafe:
        return .wide(zipped(first, second) { $0 == .min || $1 == .min ? .min : $0 &* $1 })
      case .add:
        return try checked(node, first, second, batch) { $0.addingReportingOverflow($1) }
      case .subtract:
        return try checked(node, first, second, batch) { $0.subtractingReportingOverflow($1) }
      case .multiply:
        return try checked(node, first, second, batch) { $0.multipliedReportingOverflow(by: $1) }
      case .divide: return .real(divided(node, first, left.scale, second, right.scale))
      }
    default: return repeated(.wide(Missing.decimal), batch.count)
    }
  }

  /// An operation on units that stops at the first row whose result does not fit.
  @inline(__always)
  private func checked(
    _ node: Node, _ first: Buffer<Int64>, _ second: Buffer<Int64>, _ batch: Batch,
    _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) throws(Diagnostic) -> Vector {
    var hasOverflow = false
    let values = zipped(first, second) { (left: Int64, right: Int64) -> Int64 in
      if left == .min || right == .min { return .min }
      let (result, overflow) = operation(left, right)
      if overflow || result == .min { hasOverflow = true }
      return result
    }
    if hasOverflow {
      for (index, (left, right)) in zip(first, second).enumerated()
      where left != .min && right != .min {
        let (result, overflow) = operation(left, right)
        if overflow || result == .min { throw self.overflow(node, batch[index]) }
      }
    }
    return .wide(values)
  }

  func rescaled(
    _ node: Node, _ operand: Node, _ factor: Int64, _ batch: Batch
  ) throws(Diagnostic) -> Vector {
    let values = try evaluate(operand, batch).wide
    if node.bounds != nil { return .wide(map(values) { $0 == .min ? .min : $0 &* factor }) }
    return try checked(node, values, Buffer(repeating: factor, count: values.count), batch) {
      $0.multipliedReportingOverflow(by: $1)
    }
  }

  /// Units as the nearest doubles.
  func converted(_ units: Buffer<Int64>, scale: Int) -> Buffer<Double> {
    let divisor = Double(Decimal.powers[scale])
    return map(units) { value in
      if value == .min { return Missing.real }
      // Powers of ten up to 10^18 are exact doubles, so one division rounds once; larger units
      // would have been rounded before.
      if value.magnitude <= 1 << 53 { return Double(value) / divisor }
      return Decimal(units: value, scale: scale).real
    }
  }

  private func divided(
    _ node: Node, _ first: Buffer<Double>, _ second: Buffer<Double>
  ) -> Buffer<Double> {
    var zeros = 0
    let values = zipped(first, second) { (left: Double, right: Double) -> Double in
      if right == 0 {
        zeros += left.isNaN ? 0 : 1
        return Missing.real
      }
      return left / right
    }
    noteZeroDivisions(zeros, in: node)
    return values
  }

  /// One correctly rounded division of exact values.
  private func divided(
    _ node: Node, _ first: Buffer<Int64>, _ firstScale: Int, _ second: Buffer<Int64>,
    _ secondScale: Int
  ) -> Buffer<Double> {
    var zeros = 0
    let topFactor = Decimal.powers[max(0, secondScale - firstScale)]
    let bottomFactor = Decimal.powers[max(0, firstScale - secondScale)]
    let isPlain = firstScale == secondScale
    let values = zipped(first, second) { (left: Int64, right: Int64) -> Double in
      if left == .min || right == .min { return Missing.real }
      if right == 0 {
        zeros += 1
        return Missing.real
      }
      if isPlain, left.magnitude <= 1 << 53, right.magnitude <= 1 << 53 {
        return Double(left) / Double(right)
      }
      return Exact.quotient(Int128(left) * Int128(topFactor), Int128(right) * Int128(bottomFactor))
    }
    noteZeroDivisions(zeros, in: node)
    return values
  }

  // MARK: - Comparisons

  func compared(
    _ comparison: Comparison, _ left: Node, _ right: Node, _ batch: Batch
  ) throws(Diagnostic) -> Buffer<UInt8> {
    switch (try evaluate(left, batch), try evaluate(right, batch)) {
    case (.wide(let first), .wide(let second)):
      return compared(comparison, first, second, missing: Missing.decimal)
    case (.narrow(let first), .narrow(let second)):
      return compared(comparison, first, second, missing: left.storage.missingNarrow)
    case (.truth(let first), .truth(let second)):
      return compared(comparison, first, second, missing: Missing.truth)
    case (.real(let first), .real(let second)):
      switch comparison {
      case .equal:
        return zipped(first, second) { $0 == $1 || ($0.isNaN && $1.isNaN) ? 1 : 0 }
      case .notEqual:
        return zipped(first, second) { $0 == $1 || ($0.isNaN && $1.isNaN) ? 0 : 1 }
      case .less: return zipped(first, second) { $0 < $1 ? 1 : 0 }
      case .lessOrEqual: return zipped(first, second) { $0 <= $1 ? 1 : 0 }
      case .greater: return zipped(first, second) { $0 > $1 ? 1 : 0 }
      case .greaterOrEqual: return zipped(first, second) { $0 >= $1 ? 1 : 0 }
      }
    default: return Buffer(repeating: 0, count: batch.count)
    }
  }

  @inline(__always)
  private func compared<Number: FixedWidthInteger>(
    _ comparison: Comparison, _ first: Buffer<Number>, _ second: Buffer<Number>,
    missing: Number
  ) -> Buffer<UInt8> {
    switch comparison {
    case .equal: zipped(first, second) { $0 == $1 ? 1 : 0 }
    case .notEqual: zipped(first, second) { $0 != $1 ? 1 : 0 }
    case .less:
      zipped(first, second) { $0 < $1 && $0 != missing && $1 != missing ? 1 : 0 }
    case .lessOrEqual:
      zipped(first, second) { $0 <= $1 && $0 != missing && $1 != missing ? 1 : 0 }
    case .greater:
      zipped(first, second) { $0 > $1 && $0 != missing && $1 != missing ? 1 : 0 }
    case .greaterOrEqual:
      zipped(first, second) { $0 >= $1 && $0 != missing && $1 != missing ? 1 : 0 }
    }
  }

  func tested(
    _ vector: Vector, _ range: ClosedRange<Int64>, isNegated: Bool
  ) -> Buffer<UInt8> {
    let (low, high) = (range.lowerBound, range.upperBound)
    let (inside, outside): (UInt8, UInt8) = isNegated ? (0, 1) : (1, 0)
    switch vector {
    case .wide(let values): return map(values) { $0 >= low && $0 <= high ? inside : outside }
    case .narrow(let values):
      return map(values) { Int64($0) >= low && Int64($0) <= high ? inside : outside }
    case .truth(let values):
      return map(values) { Int64($0) >= low && Int64($0) <= high ? inside : outside }
    case .real(let values): return Buffer(repeating: 0, count: values.count)
    }
  }
}
