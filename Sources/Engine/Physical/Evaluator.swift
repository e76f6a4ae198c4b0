import Columns
import Messages
import Model
import Plan
import Synchronization

/// Evaluates nodes for batches of a frame's rows; one per thread.
final class Evaluator {
  let execution: Execution
  let frame: Frame
  let calendar: Calendar
  /// Rows whose divisor was zero, by the division.
  var zeroDivisions: [ObjectIdentifier: (division: TypedExpression, count: Int)] = [:]

  init(_ execution: Execution, _ frame: Frame) {
    self.execution = execution
    self.frame = frame
    calendar = execution.world.options.calendar
  }

  /// - Shape: `[batch row]`.
  func evaluate(_ node: Node, _ batch: Batch) throws(Diagnostic) -> Vector {
    switch node.kind {
    case .constant(let scalar): return repeated(scalar, batch.count)
    case .base(let column): return read(column, batch)
    case .rowNumber:
      return .narrow(produce(batch.count) { Int32(truncatingIfNeeded: batch[$0]) })
    case .gather(let column, let index):
      return gathered(column, try evaluate(index, batch).narrow)
    case .lookup(let table, let index, let low):
      return lookedUp(table, try evaluate(index, batch).narrow, low: low)
    case .guarded(let column, let faults):
      for index in 0..<batch.count where faults.containsSorted(Int32(batch[index])) {
        throw overflow(node, batch[index])
      }
      return read(column, batch)
    case .relabelled(let operand): return try evaluate(operand, batch)
    case .rescaled(let operand, let factor):
      return try rescaled(node, operand, factor, batch)
    case .real(let operand):
      return .real(converted(try evaluate(operand, batch).wide, scale: operand.scale))
    case .arithmetic(let operation, let left, let right, let isSafe):
      return try arithmetic(node, operation, left, right, isSafe: isSafe, batch)
    case .negated(let operand):
      switch try evaluate(operand, batch) {
      case .wide(let values): return .wide(map(values) { $0 == .min ? .min : -$0 })
      case .real(let values): return .real(map(values) { -$0 })
      case .narrow, .truth: return repeated(.wide(Missing.decimal), batch.count)
      }
    case .comparison(let comparison, let left, let right):
      return .truth(try compared(comparison, left, right, batch))
    case .range(let operand, let range, let isNegated):
      return .truth(tested(try evaluate(operand, batch), range, isNegated: isNegated))
    case .and(let left, let right):
      return .truth(try both(left, right, batch))
    case .or(let left, let right):
      return .truth(try either(left, right, batch))
    case .not(let operand):
      return .truth(map(try evaluate(operand, batch).truth) { $0 == 1 ? 0 : 1 })
    case .isMissing(let operand):
      return .truth(missing(try evaluate(operand, batch), operand.storage))
    case .coalesce(let first, let second):
      let values = try evaluate(first, batch)
      let absent = missing(values, first.storage)
      return try blend(absent, then: second, otherwise: { _ in values }, batch)
    case .conditional(let condition, let then, let otherwise):
      let chosen = try evaluate(condition, batch).truth
      if !then.isDelicate, !otherwise.isDelicate {
        return picked(chosen, try evaluate(then, batch), try evaluate(otherwise, batch))
      }
      return try blend(
        chosen, then: then,
        otherwise: { (batch: Batch) throws(Diagnostic) in try self.evaluate(otherwise, batch) },
        batch, isWhole: false)
    case .function(let operation, let operands):
      return try function(node, operation, operands, batch)
    }
  }

  // MARK: - Leaves

  func read(_ column: Column, _ batch: Batch) -> Vector {
    switch column {
    case .decimal(let values, _): .wide(read(values, batch))
    case .real(let values): .real(read(values, batch))
    case .day(let values), .period(let values, _), .text(let values, _), .row(let values):
      .narrow(read(values, batch))
    case .truth(let values): .truth(read(values, batch))
    }
  }

  private func read<Element>(_ values: Buffer<Element>, _ batch: Batch) -> Buffer<Element> {
    guard let rows = batch.rows else {
      return values.piece(batch.start..<batch.start + batch.count)
    }
    return values.withUnsafeBufferPointer { values in
      produce(batch.count) { values[Int(rows[$0])] }
    }
  }

  private func gathered(_ column: Column, _ rows: Buffer<Int32>) -> Vector {
    func gather<Element>(_ values: Buffer<Element>, _ missing: Element) -> Buffer<Element> {
      values.withUnsafeBufferPointer { values in
        map(rows) { $0 < 0 ? missing : values[Int($0)] }
      }
    }
    switch column {
    case .decimal(let values, _): return .wide(gather(values, Missing.decimal))
    case .real(let values): return .real(gather(values, Missing.real))
    case .day(let values), .period(let values, _): return .narrow(gather(values, Missing.day))
    case .text(let values, _), .row(let values): return .narrow(gather(values, Missing.code))
    case .truth(let values): return .truth(gather(values, Missing.truth))
    }
  }

  private func lookedUp(_ table: Column, _ index: Buffer<Int32>, low: Int32?) -> Vector {
    func look<Element>(_ values: Buffer<Element>) -> Buffer<Element> {
      values.withUnsafeBufferPointer { values in
        if let low {
          map(index) { $0 == Missing.day ? values[0] : values[Int($0) - Int(low) + 1] }
        } else {
          map(index) { values[Int($0) + 1] }
        }
      }
    }
    switch table {
    case .decimal(let values, _): return .wide(look(values))
    case .real(let values): return .real(look(values))
    case .day(let values), .period(let values, _), .text(let values, _), .row(let values):
      return .narrow(look(values))
    case .truth(let values): return .truth(look(values))
    }
  }

  func repeated(_ scalar: Scalar, _ count: Int) -> Vector {
    switch scalar {
    case .wide(let value): .wide(Buffer(repeating: value, count: count))
    case .real(let value): .real(Buffer(repeating: value, count: count))
    case .narrow(let value): .narrow(Buffer(repeating: value, count: count))
    case .truth(let value): .truth(Buffer(repeating: value, count: count))
    }
  }

  // MARK: - Missing and choice

  /// 1 where a vector's value is missing.
  func missing(_ vector: Vector, _ storage: Storage) -> Buffer<UInt8> {
    switch vector {
    case .wide(let values): return map(values) { $0 == Missing.decimal ? 1 : 0 }
    case .real(let values): return map(values) { $0.isNaN ? 1 : 0 }
    case .narrow(let values):
      let absent = storage.missingNarrow
      return map(values) { $0 == absent ? 1 : 0 }
    case .truth(let values): return map(values) { $0 == Missing.truth ? 1 : 0 }
    }
  }

  /// The rows of a batch for which a truth has a value, as positions in the batch.
  private func positions(_ truths: Buffer<UInt8>, equalTo wanted: Bool) -> [Int] {
    truths.enumerated().compactMap { ($0.element == 1) == wanted ? $0.offset : nil }
  }

  /// `then` where `chosen` is 1, otherwise the other, each evaluated only for rows that need it.
  ///
  /// - Parameter isWhole: whether `otherwise` gives the values of the whole batch at no cost.
  private func blend(
    _ chosen: Buffer<UInt8>, then: Node,
    otherwise: (Batch) throws(Diagnostic) -> Vector, _ batch: Batch, isWhole: Bool = true
  ) throws(Diagnostic) -> Vector {
    if isWhole, !then.isDelicate {
      return picked(chosen, try evaluate(then, batch), try otherwise(batch))
    }
    let yes = positions(chosen, equalTo: true)
    if yes.isEmpty { return try otherwise(batch) }
    if yes.count == batch.count { return try evaluate(then, batch) }
    let thenValues = try self.values(at: yes, of: batch) { (part: Batch) throws(Diagnostic) in
      try self.evaluate(then, part)
    }
    if isWhole {
      return scatter(thenValues, to: yes, onto: try otherwise(batch))
    }
    let no = positions(chosen, equalTo: false)
    let otherValues = try self.values(at: no, of: batch, otherwise)
    let blank: Vector
    switch thenValues {
    case .wide: blank = repeated(.wide(0), batch.count)
    case .real: blank = repeated(.real(0), batch.count)
    case .narrow: blank = repeated(.narrow(0), batch.count)
    case .truth: blank = repeated(.truth(0), batch.count)
    }
    return scatter(otherValues, to: no, onto: scatter(thenValues, to: yes, onto: blank))
  }

  /// `then` where `chosen` is 1, otherwise the other, both having been evaluated for all rows.
  private func picked(
    _ chosen: Buffer<UInt8>, _ then: Vector, _ otherwise: Vector
  ) -> Vector {
    func pick<Element>(
      _ then: Buffer<Element>, _ otherwise: Buffer<Element>
    ) -> Buffer<Element> {
      chosen.withUnsafeBufferPointer { chosen in
        then.withUnsafeBufferPointer { then in
          otherwise.withUnsafeBufferPointer { otherwise in
            produce(chosen.count) { chosen[$0] == 1 ? then[$0] : otherwise[$0] }
          }
        }
      }
    }
    switch (then, otherwise) {
    case (.wide(let first), .wide(let second)): return .wide(pick(first, second))
    case (.real(let first), .real(let second)): return .real(pick(first, second))
    case (.narrow(let first), .narrow(let second)): return .narrow(pick(first, second))
    case (.truth(let first), .truth(let second)): return .truth(pick(first, second))
    default: return otherwise
    }
  }

  private func values(
    at positions: [Int], of batch: Batch, _ evaluate: (Batch) throws(Diagnostic) -> Vector
  ) throws(Diagnostic) -> Vector {
    let rows = positions.map { Int32(truncatingIfNeeded: batch[$0]) }
    return try withRows(rows, evaluate)
  }

  /// Hands a list of rows on as a batch.
  private func withRows(
    _ rows: [Int32], _ body: (Batch) throws(Diagnostic) -> Vector
  ) throws(Diagnostic) -> Vector {
    guard !rows.isEmpty else { return try body(Batch(0..<0)) }
    return try rows.withUnsafeBufferPointer { (rows) throws(Diagnostic) -> Vector in
      guard let base = rows.baseAddress else { return try body(Batch(0..<0)) }
      return try body(Batch(rows: base, count: rows.count))
    }
  }

  private func scatter(_ part: Vector, to positions: [Int], onto whole: Vector) -> Vector {
    func scatter<Element>(
      _ part: Buffer<Element>, _ whole: Buffer<Element>
    ) -> Buffer<Element> {
      var result = Array(whole)
      for (index, position) in zip(part.indices, positions) { result[position] = part[index] }
      return Buffer(result)
    }
    switch (part, whole) {
    case (.wide(let part), .wide(let whole)): return .wide(scatter(part, whole))
    case (.real(let part), .real(let whole)): return .real(scatter(part, whole))
    case (.narrow(let part), .narrow(let whole)): return .narrow(scatter(part, whole))
    case (.truth(let part), .truth(let whole)): return .truth(scatter(part, whole))
    default: return whole
    }
  }

  /// `and` that looks at the second operand only for rows that need it, where that matters.
  private func both(
    _ left: Node, _ right: Node, _ batch: Batch
  ) throws(Diagnostic) -> Buffer<UInt8> {
    let first = try evaluate(left, batch).truth
    if !right.isDelicate {
      return zipped(first, try evaluate(right, batch).truth) { $0 == 1 && $1 == 1 ? 1 : 0 }
    }
    let never = repeated(.truth(0), batch.count)
    return try blend(first, then: right, otherwise: { _ in never }, batch).truth
  }

  private func either(
    _ left: Node, _ right: Node, _ batch: Batch
  ) throws(Diagnostic) -> Buffer<UInt8> {
    let first = try evaluate(left, batch).truth
    if !right.isDelicate {
      return zipped(first, try evaluate(right, batch).truth) { $0 == 1 || $1 == 1 ? 1 : 0 }
    }
    let undecided = map(first) { (truth: UInt8) -> UInt8 in truth == 1 ? 0 : 1 }
    let always = repeated(.truth(1), batch.count)
    return try blend(undecided, then: right, otherwise: { _ in always }, batch).truth
  }

  // MARK: - Faults

  func overflow(_ node: Node, _ row: Int) -> Diagnostic {
    Fault.overflow(
      "this figure", at: node.source.span, row: execution.name(ofRow: row, in: frame))
  }

  func noteZeroDivisions(_ count: Int, in node: Node) {
    if count == 0 { return }
    let known = zeroDivisions[ObjectIdentifier(node)]?.count ?? 0
    zeroDivisions[ObjectIdentifier(node)] = (node.source, known + count)
  }
}

extension Array where Element == Int32 {
  /// Whether an ascending array holds a number.
  func containsSorted(_ wanted: Int32) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == wanted
  }
}
