import Columns
import Plan

/// Conditions whose truth depends on few values, such as a deal's stage or whether its partner is
/// active, as a further key of groups: every row has a number that tells which of them it meets.
///
/// Aggregates of the same rows under several conditions then need one scan that neither picks rows
/// nor numbers them again: what meets a condition is the groups of some numbers put together.
struct ConditionKey {
  /// Add up to a row's number times the stride.
  let parts: [GroupPart]
  /// Numbers are below this.
  let count: Int
  /// For each condition the numbers at which it holds.
  let holding: [[Int]]

  /// - Parameters:
  ///   - conditions: each of which ``isPossible(_:)``.
  ///   - stride: how far apart the groups of two numbers are.
  ///   - largest: as many groups are worth having.
  /// - Returns: nil where there would be more.
  init?(_ conditions: [Node], stride: Int, largest: Int) {
    var inputs = Inputs()
    let truths = conditions.map { inputs.truth($0) }
    if inputs.isTooMany { return nil }
    var sizes: [Int] = []
    var parts: [GroupPart] = []
    var product = 1
    for input in inputs.inputs {
      let distinct = input.distinct
      let (next, overflow) = product.multipliedReportingOverflow(by: distinct.firsts.count)
      if overflow || next > largest / max(1, stride) { return nil }
      let factor = Int32(truncatingIfNeeded: product * stride)
      parts.append(
        .lookup(input.values, low: input.low, table: distinct.numbers.map { $0 &* factor }))
      sizes.append(distinct.firsts.count)
      product = next
    }
    self.parts = parts
    count = product
    let firsts = inputs.inputs.map(\.distinct.firsts)
    holding = truths.map { truth in
      (0..<product).filter { number in
        var rest = number
        let entries = zip(sizes, firsts).map { size, firsts in
          defer { rest /= size }
          return firsts[rest % size]
        }
        return truth.holds(entries, inputs)
      }
    }
  }

  /// Whether a truth depends on nothing but columns of few values that stand at hand, and is not
  /// quicker looked for by zones.
  static func isPossible(_ node: Node) -> Bool {
    switch node.kind {
    case .constant: true
    case .and(let left, let right), .or(let left, let right):
      isPossible(left) && isPossible(right)
    case .not(let operand): isPossible(operand)
    case .lookup(.truth, let index, _): index.narrowColumn != nil
    case .range(let operand, _, _):
      operand.zones == nil && operand.narrowColumn != nil && operand.hasFewValues
    case .base, .rowNumber, .gather, .lookup, .guarded, .relabelled, .rescaled, .real, .arithmetic,
      .negated, .comparison, .isMissing, .coalesce, .conditional, .function:
      false
    }
  }

  /// A truth by the entries that its columns have.
  private indirect enum Truth {
    case constant(Bool)
    /// The test of a number among those of an input.
    case test(input: Int, Int)
    case both(Truth, Truth)
    case either(Truth, Truth)
    case not(Truth)

    /// - Parameter entries: one of each input.
    func holds(_ entries: [Int], _ inputs: Inputs) -> Bool {
      switch self {
      case .constant(let truth): truth
      case .test(let input, let test): inputs.inputs[input].tests[test](entries[input])
      case .both(let left, let right):
        left.holds(entries, inputs) && right.holds(entries, inputs)
      case .either(let left, let right):
        left.holds(entries, inputs) || right.holds(entries, inputs)
      case .not(let truth): !truth.holds(entries, inputs)
      }
    }
  }

  /// A column of few values; entry 0 is missing, others are `value − low + 1` (`value + 1` where
  /// `low` is nil, as for codes and row numbers).
  private struct Input {
    var source: TypedExpression
    var values: Buffer<Int32>
    var low: Int32?
    /// How many entries there are.
    var size = 1
    /// What is asked of it, by entry.
    var tests: [(Int) -> Bool] = []

    /// Entries that pass the same tests have one number; `firsts` has an entry of each number.
    var distinct: (numbers: [Int32], firsts: [Int]) {
      var known: [UInt64: Int32] = [:]
      var firsts: [Int] = []
      let numbers = (0..<size).map { entry in
        var passed: UInt64 = 0
        for (place, test) in tests.enumerated() where test(entry) { passed |= 1 << UInt64(place) }
        if let number = known[passed] { return number }
        let number = Int32(truncatingIfNeeded: firsts.count)
        known[passed] = number
        firsts.append(entry)
        return number
      }
      return (numbers, firsts)
    }
  }

  private struct Inputs {
    var inputs: [Input] = []

    /// The tests that an entry passes are told by the bits of a word.
    var isTooMany: Bool { inputs.contains { $0.tests.count > UInt64.bitWidth } }

    mutating func truth(_ node: Node) -> Truth {
      switch node.kind {
      case .constant(let scalar):
        if case .truth(1) = scalar { return .constant(true) }
        return .constant(false)
      case .and(let left, let right): return .both(truth(left), truth(right))
      case .or(let left, let right): return .either(truth(left), truth(right))
      case .not(let operand): return .not(truth(operand))
      case .lookup(.truth(let truths), let index, let low):
        return test(index, low: low, size: truths.count) { $0 < truths.count && truths[$0] == 1 }
      case .range(let operand, let range, let isNegated):
        let bounds = operand.bounds ?? 0...0
        var low: Int32? = Int32(truncatingIfNeeded: bounds.lowerBound)
        switch operand.storage {
        case .text, .row: low = nil
        case .day, .period, .decimal, .real, .truth: break
        }
        let first = Int64(low ?? 0)
        return test(operand, low: low, size: Int(bounds.upperBound - first) + 2) { entry in
          (entry > 0 && range.contains(first + Int64(entry) - 1)) != isNegated
        }
      case .base, .rowNumber, .gather, .lookup, .guarded, .relabelled, .rescaled, .real,
        .arithmetic, .negated, .comparison, .isMissing, .coalesce, .conditional, .function:
        return .constant(false)
      }
    }

    private mutating func test(
      _ index: Node, low: Int32?, size: Int, _ test: @escaping (Int) -> Bool
    ) -> Truth {
      guard let values = index.narrowColumn else { return .constant(false) }
      let known = inputs.firstIndex { $0.source == index.source && $0.low == low }
      let place = known ?? inputs.count
      if known == nil { inputs.append(Input(source: index.source, values: values, low: low)) }
      inputs[place].size = max(inputs[place].size, size)
      inputs[place].tests.append(test)
      return .test(input: place, inputs[place].tests.count - 1)
    }
  }
}

extension Node {
  /// The values of a column that stands at hand, if they are codes, days, rows or periods.
  fileprivate var narrowColumn: Buffer<Int32>? {
    if case .base(let column) = kind { column.narrow } else { nil }
  }

  /// Whether a table with an entry for each value is a small one.
  fileprivate var hasFewValues: Bool {
    guard let bounds else { return false }
    let (width, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
    return !overflow && width < 1 << 16 && Int32(exactly: bounds.lowerBound) != nil
      && Int32(exactly: bounds.upperBound) != nil
  }
}
