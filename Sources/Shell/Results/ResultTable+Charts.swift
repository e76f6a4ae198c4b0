import Columns
import Messages
import Model

extension ResultTable {
  /// Takes out the columns that only a chart needs and has the rows read as that chart.
  ///
  /// - Throws: P511 where two rows have one place in it.
  mutating func draw(_ spec: ChartSpec) throws(Diagnostic) {
    let shown = columns.count - spec.ownColumns
    let items =
      spec.items
      ?? (0..<shown).filter { columns[$0].type.isDrawable && !spec.keys.contains($0) }
    let chart = Chart(
      kind: spec.kind, items: items.map { columns[$0] }, keys: spec.keys.map { columns[$0] },
      rowCount: rowCount, calendar: calendar)
    if let problem = chart.sharedPlace(spec) { throw problem }
    columns.removeLast(spec.ownColumns)
    reading = .chart(chart)
  }
}

extension Chart {
  /// Why two rows cannot be drawn at one place; nil where every row has its own.
  fileprivate func sharedPlace(_ spec: ChartSpec) -> Diagnostic? {
    guard let key = keys.first?.values else { return nil }
    var drawn = rowCount
    switch kind {
    case .bar: return nil
    case .line:
      // Rows whose place along the line is missing are not drawn.
      let along = Combinations(of: [key], rowCount: rowCount)
      if let missing = along.firstRows.firstIndex(where: { key[$0] == .missing }) {
        drawn -= along.numbers.count { $0 == missing }
      }
    case .heat:
      // Otherwise every row of the table is one of the map.
      if items.count > 1 || keys.count < 2 { return nil }
    }
    var places = Combinations(of: keys.map(\.values), rowCount: rowCount).firstRows
    if kind == .line { places.removeAll { key[$0] == .missing } }
    if places.count == drawn { return nil }
    let count = places.count == 1 ? "one place" : "\(places.count) places"
    return Diagnostic(
      .severalAtOnePlace,
      "\(drawn) rows share \(count) by \(keys.map(\.name).joined(separator: ", ")), and a "
        + "\(kind == .line ? "line" : "map") has room for one value at each", at: spec.span,
      suggestions: [Suggestion("their total", spec.totals)])
  }
}
