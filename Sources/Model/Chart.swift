package import Columns
package import Messages

/// The kinds of charts.
package enum ChartKind: String, CaseIterable, Sendable, Hashable {
  /// A bar for each row.
  case bar
  /// Values along a key with an order, such as quarters.
  case line
  /// A table of numbers, shaded by their size.
  case heat
}

/// Which columns of a query's rows a chart draws.
package struct ChartSpec: Sendable, Hashable {
  package var kind: ChartKind
  /// The columns with the numbers; nil where a pivot's columns are known only when it runs: then all
  /// numbers that are no keys.
  package var items: [Int]?
  /// What stands beside the numbers; of a line the first one runs along it.
  package var keys: [Int]
  /// So many columns at the end were computed for the chart alone.
  package var ownColumns: Int
  /// What to type where several rows turn out to have one place: puts them together first.
  package var totals: String
  package var span: Span

  package init(
    kind: ChartKind, items: [Int]?, keys: [Int], ownColumns: Int, totals: String, span: Span
  ) {
    self.kind = kind
    self.items = items
    self.keys = keys
    self.ownColumns = ownColumns
    self.totals = totals
    self.span = span
  }
}

/// What a chart shows.
///
/// - Shape: every column has `rowCount` values.
package struct Chart: Sendable {
  package var kind: ChartKind
  package var items: [ResultColumn]
  package var keys: [ResultColumn]
  package var rowCount: Int
  package var calendar: Calendar

  package init(
    kind: ChartKind, items: [ResultColumn], keys: [ResultColumn], rowCount: Int,
    calendar: Calendar
  ) {
    self.kind = kind
    self.items = items
    self.keys = keys
    self.rowCount = rowCount
    self.calendar = calendar
  }
}

extension ValueType {
  /// Whether its values can be drawn by their size.
  package var isDrawable: Bool {
    switch self {
    case .number, .money, .percent, .duration: true
    case .mixedMoney, .text, .id, .bool, .date, .period, .choice, .entity, .missing, .poison:
      false
    }
  }

  /// Whether its values have places along a line.
  package var runsAlongALine: Bool {
    switch self {
    case .number, .money, .percent, .duration, .date, .period: true
    case .mixedMoney, .text, .id, .bool, .choice, .entity, .missing, .poison: false
    }
  }
}

/// The different combinations of some columns' values.
package struct Combinations: Sendable {
  /// For each row the number of its combination, in the order of first appearance.
  package private(set) var numbers: [Int]
  /// The first row of each combination.
  package private(set) var firstRows: [Int] = []

  package init(of columns: [Column], rowCount: Int) {
    numbers = Array(repeating: 0, count: rowCount)
    for (place, column) in columns.enumerated() {
      var known: [SIMD2<Int64>: Int] = [:]
      var firsts: [Int] = []
      for row in 0..<rowCount {
        let pair = SIMD2(Int64(place == 0 ? 0 : numbers[row]), column.pattern(row))
        let next = known.count
        let number = known[pair, default: next]
        if number == next {
          known[pair] = number
          firsts.append(row)
        }
        numbers[row] = number
      }
      firstRows = firsts
    }
    if columns.isEmpty, rowCount > 0 { firstRows = [0] }
  }

  package var count: Int { firstRows.count }
}

extension Column {
  /// Equal for equal values of one column.
  fileprivate func pattern(_ row: Int) -> Int64 {
    switch self {
    case .decimal(let values, _): values[row]
    case .real(let values):
      // Both zeros are one value, and so are all that stand for missing.
      values[row].isNaN ? Missing.decimal : Int64(bitPattern: (values[row] + 0).bitPattern)
    case .day(let values), .row(let values): Int64(values[row])
    case .truth(let values): Int64(values[row])
    case .text(let codes, _): Int64(codes[row])
    case .period(let values, _): Int64(values[row])
    }
  }
}
