import Columns
import Model

extension ResultTable {
  /// More rows than anybody looks at are not compared.
  private static let mostRows = 10_000

  /// Marks the cells that are others than in an earlier result of the same query. A row is the same
  /// where its first cell is, if that tells all rows apart; else where it stands in the same place.
  mutating func markChanges(since old: ResultTable) {
    let isSameQuery = columns.map(\.name) == old.columns.map(\.name)
    guard isSameQuery, max(rowCount, old.rowCount) <= Self.mostRows else { return }
    let places = places(of: old)
    marks = zip(columns, old.columns).map { new, before in
      (0..<rowCount).map { row in
        places[row].map { new.values[row] != before.values[$0] } ?? true
      }
    }
  }

  /// For each row the one of an earlier result that it is; nil for a new one.
  private func places(of old: ResultTable) -> [Int?] {
    let inOrder = (0..<rowCount).map { $0 < old.rowCount ? $0 : nil }
    guard let key = columns.first?.values, let oldKey = old.columns.first?.values else {
      return inOrder
    }
    var known: [Value: Int] = [:]
    for row in 0..<old.rowCount { known[oldKey[row]] = row }
    guard known.count == old.rowCount, Set((0..<rowCount).map { key[$0] }).count == rowCount else {
      return inOrder
    }
    return (0..<rowCount).map { known[key[$0]] }
  }
}
