import Columns
import Messages
import Model
import Plan

extension Compiler {
  /// A node for an operation, its operands brought to one storage.
  func operation(
    _ operation: Operation, _ arguments: [TypedExpression], _ source: TypedExpression
  ) throws(Diagnostic) -> Node {
    if operation.makesText { return try base(text(operation, arguments, source), source) }
    var operands: [Node] = []
    for argument in arguments { operands.append(try node(argument)) }
    if operation.isOfDates, arguments.contains(where: { $0.type == .missing }) {
      // What is nothing but missing is stored like a number, whatever is asked of it.
      return missing(Self.storage(of: source.type), source)
    }
    switch operation {
    case .add: return try arithmetic(.add, operands[0], operands[1], source)
    case .subtract: return try arithmetic(.subtract, operands[0], operands[1], source)
    case .multiply: return try arithmetic(.multiply, operands[0], operands[1], source)
    case .divide: return divide(operands[0], operands[1], source)
    case .negate:
      let bounds = operands[0].bounds.map { -$0.upperBound ... -$0.lowerBound }
      return Node(
        .negated(operands[0]), operands[0].storage, bounds: bounds,
        mayBeMissing: operands[0].mayBeMissing, isDelicate: operands[0].isDelicate,
        source: source)
    case .equal: return try comparison(.equal, operands[0], operands[1], source)
    case .notEqual: return try comparison(.notEqual, operands[0], operands[1], source)
    case .less: return try comparison(.less, operands[0], operands[1], source)
    case .lessOrEqual: return try comparison(.lessOrEqual, operands[0], operands[1], source)
    case .greater: return try comparison(.greater, operands[0], operands[1], source)
    case .greaterOrEqual: return try comparison(.greaterOrEqual, operands[0], operands[1], source)
    case .and, .or:
      guard var result = operands.first else { return constant(.truth(true), source) }
      for operand in operands.dropFirst() {
        result = truth(
          operation == .and ? .and(result, operand) : .or(result, operand),
          [result, operand], source)
      }
      return result
    case .not: return truth(.not(operands[0]), operands, source)
    case .isMissing: return truth(.isMissing(operands[0]), operands, source)
    case .coalesce:
      let (first, second) = unified(operands[0], operands[1])
      return Node(
        .coalesce(first, second), first.storage, bounds: union(first, second),
        mayBeMissing: second.mayBeMissing, isDelicate: first.isDelicate || second.isDelicate,
        source: source)
    case .isOneOf:
      return try oneOf(operands, source)
    case .isInDays(let days):
      return range(operands[0], Int64(days.lowerBound)...Int64(days.upperBound), source)
    case .isInPeriod:
      if case .narrow(let period) = operands[1].constant,
        case .period(let unit) = operands[1].storage, period != Missing.day
      {
        let calendar = world.options.calendar
        let days = calendar.start(of: period, unit)...calendar.end(of: period, unit)
        return range(operands[0], Int64(days.lowerBound)...Int64(days.upperBound), source)
      }
      return function(operation, operands, .truth, source)
    case .retype: return operands[0]
    case .toReal: return real(operands[0], source)
    case .least, .greatest:
      let same = unified(operands)
      switch same.first?.storage {
      case .text, .row: return try extreme(operation, same, source)
      case .decimal, .real, .day, .truth, .period, nil: break
      }
      let isReal = same.first?.isReal ?? false
      return function(
        operation, same, isReal ? .real : same.first?.storage ?? .decimal(scale: 0), source)
    case .mean:
      if source.type == .missing { return missing(.real, source) }
      return function(operation, unified(operands), .real, source)
    case .present:
      let tests = operands.map { truth(.isMissing($0), [$0], source) }
      return function(operation, tests, .decimal(scale: 0), source)
    case .contains, .startsWith, .endsWith, .matches:
      return function(operation, operands, .truth, source)
    case .length: return function(operation, operands, .decimal(scale: 0), source)
    case .lower, .upper, .trim, .left, .right, .replace, .concatenate, .toText, .toWords:
      // Made above.
      return operands[0]
    case .round, .floor, .ceiling, .absolute:
      return function(operation, operands, operands[0].storage, source, isDelicate: true)
    case .period(let unit): return function(operation, operands, .period(unit), source)
    case .yearNumber, .quarterNumber, .monthNumber, .weekNumber, .weekday, .dayOfMonth:
      return function(operation, operands, .decimal(scale: 0), source)
    case .daysBetween:
      let bounds = operands[0].bounds.flatMap { first in
        operands[1].bounds.flatMap { Bounds.subtract(first, $0) }
      }
      return function(operation, operands, .decimal(scale: 0), source, bounds: bounds)
    case .periodStart, .periodEnd: return function(operation, operands, .day, source)
    case .addMonths, .addDays:
      return function(operation, operands, .day, source, isDelicate: true)
    case .toNumber, .tryToNumber: return try number(operation, operands, source)
    case .toDate, .tryToDate:
      if case .day = operands[0].storage { return operands[0] }
      return function(operation, operands, .day, source, isDelicate: operation == .toDate)
    }
  }

  // MARK: - Nodes of a kind

  /// Whether one of the tests holds: as a balanced tree, so that a long list is not a deep one.
  private func any(of tests: ArraySlice<Node>, _ source: TypedExpression) -> Node {
    guard let first = tests.first else { return constant(.truth(false), source) }
    if tests.count == 1 { return first }
    let middle = tests.startIndex + tests.count / 2
    let halves = [any(of: tests[..<middle], source), any(of: tests[middle...], source)]
    return truth(.or(halves[0], halves[1]), halves, source)
  }

  private func truth(_ kind: Node.Kind, _ operands: [Node], _ source: TypedExpression) -> Node {
    Node(
      kind, .truth, bounds: 0...1, mayBeMissing: false,
      isDelicate: operands.contains { $0.isDelicate }, source: source)
  }

  func function(
    _ operation: Operation, _ operands: [Node], _ storage: Storage, _ source: TypedExpression,
    isDelicate: Bool = false, bounds: ClosedRange<Int64>? = nil
  ) -> Node {
    Node(
      .function(operation, operands), storage, bounds: bounds, mayBeMissing: true,
      isDelicate: isDelicate || operands.contains { $0.isDelicate }, source: source)
  }

  func conditional(
    _ condition: Node, then: Node, otherwise: Node, _ source: TypedExpression
  ) -> Node {
    let (then, otherwise) = unified(then, otherwise)
    return Node(
      .conditional(condition, then: then, otherwise: otherwise), then.storage,
      bounds: union(then, otherwise), mayBeMissing: then.mayBeMissing || otherwise.mayBeMissing,
      isDelicate: condition.isDelicate || then.isDelicate || otherwise.isDelicate,
      source: source)
  }

  /// Whether the first operand equals one of the others.
  private func oneOf(
    _ operands: [Node], _ source: TypedExpression
  ) throws(Diagnostic) -> Node {
    var tests: [Node] = []
    for operand in operands.dropFirst() {
      tests.append(try comparison(.equal, operands[0], operand, source))
    }
    return any(of: tests[...], source)
  }

  /// The first or last of texts or rows in the order of their type, missing ones skipped.
  private func extreme(
    _ operation: Operation, _ operands: [Node], _ source: TypedExpression
  ) throws(Diagnostic) -> Node {
    guard var best = operands.first else { return missing(.row, source) }
    for next in operands.dropFirst() {
      let isBetter = try comparison(operation == .least ? .less : .greater, next, best, source)
      let isFirst = truth(.isMissing(best), [best], source)
      best = conditional(
        truth(.or(isFirst, isBetter), [isFirst, isBetter], source), then: next, otherwise: best,
        source)
    }
    return best
  }

  private func union(_ first: Node, _ second: Node) -> ClosedRange<Int64>? {
    if first.isMissingConstant { return second.bounds }
    if second.isMissingConstant { return first.bounds }
    guard let left = first.bounds, let right = second.bounds else { return nil }
    return min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound)
  }

  /// A decimal as a double; other storages stay.
  func real(_ node: Node, _ source: TypedExpression) -> Node {
    guard case .decimal = node.storage else { return node }
    if node.isMissingConstant { return missing(.real, source) }
    return Node(
      .real(node), .real, mayBeMissing: node.mayBeMissing, isDelicate: node.isDelicate,
      source: source)
  }

  private func number(
    _ operation: Operation, _ operands: [Node], _ source: TypedExpression
  ) throws(Diagnostic) -> Node {
    switch operands[0].storage {
    case .decimal, .real: return operands[0]
    case .truth:
      return function(.toNumber, operands, .decimal(scale: 0), source)
    case .day, .row, .period, .text:
      // The scale is that of the text with the most places; texts of a column are few or evaluated
      // here only because some did not convert.
      let scale = Self.places(in: operands[0].storage)
      return function(
        operation, operands, .decimal(scale: scale), source, isDelicate: operation == .toNumber)
    }
  }

  /// The most places behind the point among a dictionary's numbers.
  private static func places(in storage: Storage) -> Int {
    guard case .text(let dictionary) = storage else { return 0 }
    var places = 0
    for code in 0..<dictionary.count {
      if let number = PlainNumber.decimal(dictionary[code]) { places = max(places, number.scale) }
    }
    return places
  }

  // MARK: - One storage

  func unified(_ nodes: [Node]) -> [Node] {
    guard var result = nodes.first.map({ [$0] }) else { return [] }
    for node in nodes.dropFirst() {
      let (first, second) = unified(result[0], node)
      result = result.map { unified($0, first).0 } + [second]
    }
    return result
  }

  /// Two nodes with one storage and scale.
  func unified(_ first: Node, _ second: Node) -> (Node, Node) {
    switch (first.storage, second.storage) {
    case (.decimal(let left), .decimal(let right)):
      if left == right { return (first, second) }
      return left < right
        ? (rescaled(first, to: right), second) : (first, rescaled(second, to: left))
    case (.real, .decimal): return (first, real(second, second.source))
    case (.decimal, .real): return (real(first, first.source), second)
    case (.text(let left), .text(let right)):
      if left.isSame(as: right) { return (first, second) }
      if second.isMissingConstant { return (first, missing(first.storage, second.source)) }
      if first.isMissingConstant { return (missing(second.storage, first.source), second) }
      if left.count == 1, right.count > 1 {
        let (second, first) = merged(second, right, first, left)
        return (first, second)
      }
      return merged(first, left, second, right)
    default:
      if second.isMissingConstant { return (first, missing(first.storage, second.source)) }
      if first.isMissingConstant { return (missing(second.storage, first.source), second) }
      return (first, second)
    }
  }

  /// Two texts with one dictionary; the first's codes stay.
  private func merged(
    _ first: Node, _ left: TextDictionary, _ second: Node, _ right: TextDictionary
  ) -> (Node, Node) {
    let merged = MergedDictionary(left, right)
    let storage = Storage.text(merged.dictionary)
    let relabelled = Node(
      .relabelled(first), storage, bounds: first.bounds, mayBeMissing: first.mayBeMissing,
      isDelicate: first.isDelicate, source: first.source)
    if case .narrow(let code) = second.constant, code >= 0 {
      let new = merged.secondCodes[Int(code)]
      let constant = Node(
        .constant(.narrow(new)), storage, bounds: Int64(new)...Int64(new), mayBeMissing: false,
        source: second.source)
      return (relabelled, constant)
    }
    let table = Column.text([Missing.code] + merged.secondCodes, merged.dictionary)
    let mapped = Node(
      .lookup(table, by: second, low: nil), storage,
      bounds: 0...Int64(max(0, merged.dictionary.count - 1)), mayBeMissing: second.mayBeMissing,
      isDelicate: second.isDelicate, source: second.source)
    return (relabelled, mapped)
  }

  /// A decimal in units of a larger scale.
  func rescaled(_ node: Node, to scale: Int) -> Node {
    let step = scale - node.scale
    guard step > 0, step <= Decimal.maximumScale else { return node }
    let factor = Decimal.powers[step]
    if case .wide(let units) = node.constant {
      if units == Missing.decimal { return missing(.decimal(scale: scale), node.source) }
      let (product, overflow) = units.multipliedReportingOverflow(by: factor)
      if !overflow, product != Missing.decimal {
        return Node(
          .constant(.wide(product)), .decimal(scale: scale), bounds: product...product,
          mayBeMissing: false, source: node.source)
      }
    }
    let bounds = node.bounds.flatMap { Bounds.multiply($0, factor...factor) }
    return Node(
      .rescaled(node, factor: factor), .decimal(scale: scale), bounds: bounds,
      mayBeMissing: node.mayBeMissing, isDelicate: node.isDelicate || bounds == nil,
      source: node.source)
  }
}

extension Operation {
  /// Whether the result is a text that may not be in any dictionary yet.
  var makesText: Bool {
    switch self {
    case .lower, .upper, .trim, .left, .right, .replace, .concatenate, .toText, .toWords: true
    default: false
    }
  }

  /// Whether it works on dates or periods, or makes them.
  var isOfDates: Bool {
    switch self {
    case .period, .yearNumber, .quarterNumber, .monthNumber, .weekNumber, .weekday, .dayOfMonth,
      .daysBetween, .periodStart, .periodEnd, .addMonths, .addDays, .toDate, .tryToDate:
      true
    default: false
    }
  }
}

/// Interval arithmetic on units: nil where a result may not fit 64 bits.
enum Bounds {
  static func add(_ left: ClosedRange<Int64>, _ right: ClosedRange<Int64>) -> ClosedRange<Int64>? {
    let (low, lowOverflow) = left.lowerBound.addingReportingOverflow(right.lowerBound)
    let (high, highOverflow) = left.upperBound.addingReportingOverflow(right.upperBound)
    return lowOverflow || highOverflow || low == .min ? nil : low...high
  }

  static func subtract(
    _ left: ClosedRange<Int64>, _ right: ClosedRange<Int64>
  ) -> ClosedRange<Int64>? {
    guard right.lowerBound != .min else { return nil }
    return add(left, -right.upperBound ... -right.lowerBound)
  }

  static func multiply(
    _ left: ClosedRange<Int64>, _ right: ClosedRange<Int64>
  ) -> ClosedRange<Int64>? {
    var corners: [Int64] = []
    for first in [left.lowerBound, left.upperBound] {
      for second in [right.lowerBound, right.upperBound] {
        let (product, overflow) = first.multipliedReportingOverflow(by: second)
        if overflow || product == .min { return nil }
        corners.append(product)
      }
    }
    guard let low = corners.min(), let high = corners.max() else { return nil }
    return low...high
  }
}
