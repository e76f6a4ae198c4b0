import Columns
import Messages
import Model

extension Execution {
  /// Groups rows by the combinations of some columns' values; without columns all rows are one
  /// group. Missing is a value like any other.
  ///
  /// Combinations that are few enough to number one by one index a table; others are sorted, which
  /// reads memory in order where a hash table would jump about in it.
  ///
  /// - Parameter count: the number of rows, all columns' length.
  func groups(of keys: [Column], count: Int) throws(Diagnostic) -> Grouping {
    var words: [SortKeys] = []
    for key in keys { words.append(try identityKeys(of: key)) }
    var parts: [TablePart] = []
    var places = 1
    for word in words {
      let part = TablePart(word, try presentRange(of: word), stride: places)
      let (product, overflow) = places.multipliedReportingOverflow(by: part.size)
      guard !overflow, product <= max(Self.smallTable, count) else {
        return try sortedGroups(of: words, count: count)
      }
      places = product
      // A column with one value groups nothing.
      if part.size > 1 { parts.append(part) }
    }
    return try tableGroups(parts, places: places, count: count)
  }

  /// A table of this many places lies in the second-level cache.
  private static let smallTable = 1 << 18

  /// Keys that are equal for equal values; any order will do, so no texts are compared.
  private func identityKeys(of column: Column) throws(Diagnostic) -> SortKeys {
    if case .text(let codes, _) = column {
      return try sortKeys(of: .row(codes), type: .number)
    }
    return try sortKeys(of: column, type: .number)
  }

  private func tableGroups(
    _ parts: [TablePart], places: Int, count: Int
  ) throws(Diagnostic) -> Grouping {
    var groupOf: [Int32] = try filled(count) { rows, groups in
      (groups + rows.lowerBound).initialize(repeating: 0, count: rows.count)
      for part in parts {
        for row in rows { groups[row] &+= part.place(row) }
      }
    }
    var table = [Int32](repeating: -1, count: places)
    var firstRows: [Int32] = []
    try inOrder(count) { (range: Range<Int>) in
      for row in range {
        let place = Int(groupOf[row])
        if table[place] < 0 {
          table[place] = Int32(truncatingIfNeeded: firstRows.count)
          firstRows.append(Int32(truncatingIfNeeded: row))
        }
        groupOf[row] = table[place]
      }
    }
    return Grouping(groupOf: groupOf, count: firstRows.count, firstRows: firstRows)
  }

  private func sortedGroups(
    of words: [SortKeys], count: Int
  ) throws(Diagnostic) -> Grouping {
    let rows = try sortedRows(count: count, keys: words)
    /// Whether the row at a place of the order has another combination than the one before it.
    func starts(_ place: Int) -> Bool {
      if place == 0 { return true }
      let (row, before) = (Int(rows[place]), Int(rows[place - 1]))
      for word in words where word.values[row] != word.values[before] { return true }
      return false
    }
    // The sort is stable: a combination's first row comes first. Later rows point at it.
    var groupOf = [Int32](repeating: 0, count: count)
    var first: Int32 = 0
    try inOrder(count) { (range: Range<Int>) in
      for place in range {
        if starts(place) { first = rows[place] }
        groupOf[Int(rows[place])] = first
      }
    }
    var firstRows: [Int32] = []
    try inOrder(count) { (range: Range<Int>) in
      for row in range {
        if Int(groupOf[row]) == row {
          groupOf[row] = Int32(truncatingIfNeeded: firstRows.count)
          firstRows.append(Int32(truncatingIfNeeded: row))
        } else {
          // Rows before this one hold group numbers already, the first row among them.
          groupOf[row] = groupOf[Int(groupOf[row])]
        }
      }
    }
    return Grouping(groupOf: groupOf, count: firstRows.count, firstRows: firstRows)
  }
}

/// What one key adds to a row's place in a table of combinations.
private struct TablePart: Sendable {
  private let values: [UInt64]
  private let lowest: UInt64
  private let stride: Int32
  /// How many places the key tells apart: its range, and one for missing.
  let size: Int

  init(
    _ keys: SortKeys, _ range: (lowest: UInt64, highest: UInt64, hasAbsent: Bool)?, stride: Int
  ) {
    values = keys.values
    self.stride = Int32(truncatingIfNeeded: stride)
    lowest = range?.lowest ?? 0
    let spread = range.map { $0.highest - $0.lowest } ?? 0
    let hasAbsent = range.map(\.hasAbsent) ?? false
    size = spread >= UInt64(Int32.max) ? .max : Int(spread) + (hasAbsent ? 2 : 1)
  }

  @inline(__always)
  func place(_ row: Int) -> Int32 {
    let key = values[row]
    let place =
      key == SortKeys.absent
      ? Int32(truncatingIfNeeded: size - 1)
      : Int32(truncatingIfNeeded: key &- lowest)
    return place &* stride
  }
}
