import Columns
import Messages
import Model
import Plan

/// Exact or IEEE amounts of which shares are taken.
///
/// A share is one division, rounded once, of exact sums: units of any scale cancel out.
private enum Amounts {
  case exact(Buffer<Int64>)
  case real(Buffer<Double>)

  init?(_ column: Column) {
    switch column {
    case .decimal(let units, _): self = .exact(units)
    case .real(let values): self = .real(values)
    case .day, .truth, .text, .row, .period: return nil
    }
  }
}

/// What summing needs of a number: exact sums of 64-bit units cannot leave 128 bits.
private protocol Total {
  static var zero: Self { get }
  static func + (left: Self, right: Self) -> Self
  static func share(_ part: Self, of whole: Self) -> Double
}

extension Int128: Total {
  fileprivate static func share(_ part: Int128, of whole: Int128) -> Double {
    Exact.quotient(part, whole)
  }
}

extension Double: Total {
  fileprivate static func share(_ part: Double, of whole: Double) -> Double {
    whole == 0 ? .nan : part / whole
  }
}

extension Execution {
  /// Each value ÷ its group's total; missing where the value is, or the total is 0.
  func shares(
    of column: Column, in grouping: Grouping, expression: TypedExpression
  ) throws(Diagnostic) -> Column {
    switch Amounts(column) {
    case .exact(let units):
      try shares(in: grouping, expression) { row in
        units[row] == Missing.decimal ? nil : Int128(units[row])
      }
    case .real(let values):
      try shares(in: grouping, expression) { row in values[row].isNaN ? nil : values[row] }
    case nil: .real(Array(repeating: Missing.real, count: column.count))
    }
  }

  private func shares<Number: Total>(
    in grouping: Grouping, _ expression: TypedExpression, amount: (Int) -> Number?
  ) throws(Diagnostic) -> Column {
    var totals = [Number](repeating: .zero, count: grouping.count)
    try inOrder(grouping.groupOf.count) { (range: Range<Int>) in
      for row in range {
        guard let amount = amount(row) else { continue }
        let group = Int(grouping.groupOf[row])
        totals[group] = totals[group] + amount
      }
    }
    var zeroDivisions = 0
    var result = [Double](repeating: Missing.real, count: grouping.groupOf.count)
    try inOrder(grouping.groupOf.count) { (range: Range<Int>) in
      for row in range {
        guard let amount = amount(row) else { continue }
        result[row] = Number.share(amount, of: totals[Int(grouping.groupOf[row])])
        if result[row].isNaN { zeroDivisions += 1 }
      }
    }
    note(zeroDivisions: zeroDivisions, in: expression)
    return .real(result)
  }

  /// For each row the total of its group down to it, in the order of the values from the largest,
  /// ties in the current order, ÷ the group's total. Missing and negative values have no share and
  /// count for nothing.
  ///
  /// - Parameter includesRow: whether the row itself is part of the total down to it.
  func runningShares(
    of column: Column, in grouping: Grouping, includesRow: Bool, expression: TypedExpression
  ) throws(Diagnostic) -> Column {
    var keys = [try sortKeys(of: column, type: .number, isDescending: true)]
    if grouping.count > 1 {
      keys.insert(try sortKeys(of: .row(grouping.groupOf), type: .number), at: 0)
    }
    let order = try sortedRows(count: column.count, keys: keys)
    // Read in order once: what follows then walks along instead of jumping about.
    let groups = grouping.count > 1 ? try gathered(grouping.groupOf, order, missing: 0) : nil
    switch Amounts(try gathered(column, order)) {
    case .exact(let units):
      note(negatives: try count(units) { $0 < 0 && $0 != Missing.decimal }, in: expression)
      return try runningShares(order, groups, grouping.count, includesRow, expression) { place in
        units[place] < 0 ? nil : Int128(units[place])
      }
    case .real(let values):
      note(negatives: try count(values) { $0 < 0 }, in: expression)
      return try runningShares(order, groups, grouping.count, includesRow, expression) { place in
        values[place] >= 0 ? values[place] : nil
      }
    case nil:
      return .real(Array(repeating: Missing.real, count: column.count))
    }
  }

  /// - Parameters:
  ///   - groups: `[place in order]`; nil where all rows are one group.
  ///   - amount: the amount at a place in the order; nil for one that has no share.
  private func runningShares<Number: Total>(
    _ order: [Int32], _ groups: [Int32]?, _ groupCount: Int, _ includesRow: Bool,
    _ expression: TypedExpression, amount: (Int) -> Number?
  ) throws(Diagnostic) -> Column {
    // In this order for doubles too, so that the last running share is exactly 1.
    var totals = [Number](repeating: .zero, count: max(1, groupCount))
    try inOrder(order.count) { (range: Range<Int>) in
      for place in range {
        guard let amount = amount(place) else { continue }
        let group = groups.map { Int($0[place]) } ?? 0
        totals[group] = totals[group] + amount
      }
    }
    var running = [Number](repeating: .zero, count: totals.count)
    var result = [Double](repeating: Missing.real, count: order.count)
    var zeroDivisions = 0
    try inOrder(order.count) { (range: Range<Int>) in
      for place in range {
        guard let amount = amount(place) else { continue }
        let group = groups.map { Int($0[place]) } ?? 0
        let before = running[group]
        running[group] = before + amount
        let share = Number.share(includesRow ? running[group] : before, of: totals[group])
        if share.isNaN { zeroDivisions += 1 }
        result[Int(order[place])] = share
      }
    }
    note(zeroDivisions: zeroDivisions, in: expression)
    return .real(result)
  }
}
