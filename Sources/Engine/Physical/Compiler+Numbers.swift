import Columns
import Messages
import Model
import Plan

extension Compiler {
  /// Sum, difference or product of two numbers.
  func arithmetic(
    _ operation: Arithmetic, _ first: Node, _ second: Node, _ source: TypedExpression
  ) throws(Diagnostic) -> Node {
    if first.isReal || second.isReal {
      return Node(
        .arithmetic(operation, real(first, source), real(second, source), isSafe: true), .real,
        isDelicate: first.isDelicate || second.isDelicate, source: source)
    }
    var (left, right) = (first, second)
    var scale = left.scale + right.scale
    if operation != .multiply {
      (left, right) = unified(first, second)
      scale = left.scale
    }
    var bounds: ClosedRange<Int64>?
    if let low = left.bounds, let high = right.bounds {
      switch operation {
      case .add: bounds = Bounds.add(low, high)
      case .subtract: bounds = Bounds.subtract(low, high)
      case .multiply: bounds = Bounds.multiply(low, high)
      case .divide: bounds = nil
      }
    }
    let hasNoValue = left.isMissingConstant || right.isMissingConstant
    if operation == .multiply, bounds == nil, !hasNoValue,
      isCareful || scale > Decimal.maximumScale
    {
      return try product(left, right, source)
    }
    return Node(
      .arithmetic(operation, left, right, isSafe: bounds != nil || hasNoValue),
      .decimal(scale: min(scale, Decimal.maximumScale)), bounds: bounds,
      mayBeMissing: left.mayBeMissing || right.mayBeMissing,
      isDelicate: bounds == nil || left.isDelicate || right.isDelicate, source: source)
  }

  /// A product whose units may leave 64 bits, at the largest scale at which they all fit: trailing
  /// zeros behind the point cost nothing.
  private func product(
    _ left: Node, _ right: Node, _ source: TypedExpression
  ) throws(Diagnostic) -> Node {
    let first = try execution.guardedColumn(left, over: frame)
    let second = try execution.guardedColumn(right, over: frame)
    guard case .decimal(let lefts, _) = first.column, case .decimal(let rights, _) = second.column
    else { return missing(.decimal(scale: 0), source) }
    let fullScale = left.scale + right.scale
    var wide: [(units: Int128, scale: Int)] = []
    wide.reserveCapacity(frame.count)
    var scale = 0
    for row in 0..<frame.count {
      if lefts[row] == Missing.decimal || rights[row] == Missing.decimal {
        wide.append((0, -1))
        continue
      }
      var (units, places) = (Int128(lefts[row]) * Int128(rights[row]), fullScale)
      while places > 0, units % 10 == 0 {
        units /= 10
        places -= 1
      }
      wide.append((units, places))
      if places <= Decimal.maximumScale { scale = max(scale, places) }
    }
    var faults = Set(first.faults).union(second.faults)
    var values: [Int64] = []
    values.reserveCapacity(frame.count)
    for (row, value) in wide.enumerated() {
      if value.scale < 0 {
        values.append(Missing.decimal)
        continue
      }
      let step = scale - value.scale
      let units = step < 0 ? nil : Int64(exactly: value.units * Int128(Decimal.powers[step]))
      if let units, units != Missing.decimal {
        values.append(units)
      } else {
        values.append(0)
        faults.insert(Int32(truncatingIfNeeded: row))
      }
    }
    let column = Column.decimal(values, scale: scale)
    if faults.isEmpty { return try base(column, source) }
    return Node(
      .guarded(column, faults: faults.sorted()), .decimal(scale: scale), isDelicate: true,
      source: source)
  }

  func divide(_ first: Node, _ second: Node, _ source: TypedExpression) -> Node {
    var (left, right) = (first, second)
    if left.isReal || right.isReal {
      (left, right) = (real(left, source), real(right, source))
    } else {
      // Equal scales cancel out, so what is divided are the units.
      (left, right) = (adopted(left), adopted(right))
    }
    let canBeZero = right.bounds.map { $0.contains(0) } ?? true
    return Node(
      .arithmetic(.divide, left, right, isSafe: !canBeZero), .real,
      isDelicate: canBeZero || left.isDelicate || right.isDelicate, source: source)
  }

  private func adopted(_ node: Node) -> Node {
    if case .decimal = node.storage { return node }
    return missing(.decimal(scale: 0), node.source)
  }

  // MARK: - Comparisons

  func comparison(
    _ comparison: Comparison, _ first: Node, _ second: Node, _ source: TypedExpression
  ) throws(Diagnostic) -> Node {
    if first.constant != nil, second.constant == nil {
      return try self.comparison(comparison.mirrored, second, first, source)
    }
    if second.isMissingConstant {
      switch comparison {
      case .equal: return truth(.isMissing(first), first, source)
      case .notEqual: return truth(.not(truth(.isMissing(first), first, source)), first, source)
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        return constant(.truth(false), source)
      }
    }
    if let test = rangeTest(comparison, first, second, source) { return test }
    let isOrder = comparison != .equal && comparison != .notEqual
    var (left, right) = unified(first, second)
    if isOrder, case .text(let dictionary) = left.storage {
      // Beside a choice a text is one of its values.
      let isChoice = if case .choice = second.source.type { true } else { false }
      let type = isChoice ? second.source.type : first.source.type
      let ranks = try execution.ranks(of: dictionary, type: type)
      (left, right) = (ranked(left, by: ranks), ranked(right, by: ranks))
    } else if isOrder, case .row = left.storage, case .entity(let entity) = first.source.type {
      let ranks = try execution.ranks(of: entity)
      (left, right) = (ranked(left, by: ranks), ranked(right, by: ranks))
    }
    return Node(
      .comparison(comparison, left, right), .truth, bounds: 0...1, mayBeMissing: false,
      isDelicate: left.isDelicate || right.isDelicate, source: source)
  }

  private func truth(_ kind: Node.Kind, _ operand: Node, _ source: TypedExpression) -> Node {
    Node(
      kind, .truth, bounds: 0...1, mayBeMissing: false, isDelicate: operand.isDelicate,
      source: source)
  }

  private func ranked(_ node: Node, by ranks: [Int32]) -> Node {
    Node(
      .lookup(.row([Missing.code] + ranks), by: node, low: nil), .row,
      mayBeMissing: node.mayBeMissing, isDelicate: node.isDelicate, source: node.source)
  }

  /// Whether a node's values lie in a range.
  func range(
    _ node: Node, _ range: ClosedRange<Int64>, isNegated: Bool = false, _ source: TypedExpression
  ) -> Node {
    truth(.range(node, range, isNegated: isNegated), node, source)
  }

  /// A comparison with a literal as a range of units, days or codes.
  private func rangeTest(
    _ comparison: Comparison, _ node: Node, _ literal: Node, _ source: TypedExpression
  ) -> Node? {
    guard let scalar = literal.constant else { return nil }
    switch (node.storage, scalar) {
    case (.decimal(let scale), .wide(let units)):
      let limits = Self.limits(units, literal.scale, in: scale)
      return test(comparison, node, limits.low, limits.high, .min + 1, .max, source)
    case (.day, .narrow(let value)), (.period, .narrow(let value)):
      return test(
        comparison, node, Int128(value), Int128(value), Int64(Int32.min) + 1, Int64(Int32.max),
        source)
    case (.truth, .truth(let value)):
      return test(comparison, node, Int128(value), Int128(value), 0, 1, source)
    case (.row, .narrow(let value)):
      if comparison != .equal, comparison != .notEqual { return nil }
      return test(
        comparison, node, Int128(value), Int128(value), 0, Int64(Int32.max), source)
    case (.text(let dictionary), .narrow):
      guard comparison == .equal || comparison == .notEqual,
        case .text(let other) = literal.storage, let text = other.count == 1 ? other[0] : nil
      else { return nil }
      guard let code = dictionary.code(of: text) else {
        return constant(.truth(comparison == .notEqual), source)
      }
      return test(comparison, node, Int128(code), Int128(code), 0, Int64(Int32.max), source)
    default: return nil
    }
  }

  /// The largest whole number of units not above a literal, and the smallest not below it.
  private static func limits(
    _ units: Int64, _ literalScale: Int, in scale: Int
  ) -> (low: Int128, high: Int128) {
    if literalScale <= scale {
      let exact = Int128(units) * Int128(Decimal.powers[scale - literalScale])
      return (exact, exact)
    }
    let divisor = Int128(Decimal.powers[literalScale - scale])
    let quotient = Int128(units) / divisor
    let remainder = Int128(units) % divisor
    if remainder == 0 { return (quotient, quotient) }
    return remainder > 0 ? (quotient, quotient + 1) : (quotient - 1, quotient)
  }

  /// - Parameters:
  ///   - floor, ceiling: the literal in units, rounded either way.
  ///   - low, high: between which all present values of the storage lie.
  private func test(
    _ comparison: Comparison, _ node: Node, _ floor: Int128, _ ceiling: Int128, _ low: Int64,
    _ high: Int64, _ source: TypedExpression
  ) -> Node {
    let bottom: Int128
    let top: Int128
    switch comparison {
    case .equal, .notEqual: (bottom, top) = (ceiling, floor)
    case .less: (bottom, top) = (Int128(low), ceiling - 1)
    case .lessOrEqual: (bottom, top) = (Int128(low), floor)
    case .greater: (bottom, top) = (floor + 1, Int128(high))
    case .greaterOrEqual: (bottom, top) = (ceiling, Int128(high))
    }
    let isNegated = comparison == .notEqual
    let clamped = (max(bottom, Int128(low)), min(top, Int128(high)))
    if clamped.0 > clamped.1 { return constant(.truth(isNegated), source) }
    return range(
      node, Int64(clamped.0)...Int64(clamped.1), isNegated: isNegated, source)
  }
}

extension Comparison {
  /// The comparison with its operands exchanged.
  var mirrored: Comparison {
    switch self {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
