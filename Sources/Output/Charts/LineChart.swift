import Columns
import Messages
import Model

/// Lines over one key with an order, with a scale beside and labels below.
struct LineChart {
  /// One line: its points from left to right.
  struct Series {
    var name: String
    var points: [Point]
  }

  struct Point {
    var row: Int
    var x: Double
    /// NaN where the value is missing: there the line has a gap.
    var y: Double
  }

  let writer: ChartWriter
  let title: String
  private(set) var series: [Series] = []
  /// How many lines more there would be.
  private var undrawnSeries = 0
  /// Rows whose place along the line is missing.
  private var rowsWithoutPlace = 0
  let positions: Sizes
  let labels: CellWriter
  let key: ResultColumn
  let items: [ResultColumn]
  let numbers: ShortNumbers

  /// - Parameter items: of one unit, at least one; the chart has at least one key.
  init(_ writer: ChartWriter, _ items: [ResultColumn]) {
    self.writer = writer
    self.items = items
    let chart = writer.chart
    let names = items.map(\.name).joined(separator: ", ")
    title = names + " by " + chart.keys.map(\.name).joined(separator: ", ")
    key = chart.keys[0]
    positions = Sizes(key.values)
    labels = writer.cellWriter(key)
    numbers = ShortNumbers(
      notation: Notation(items[0], audience: .people, rows: writer.rows))
    let others = Array(chart.keys.dropFirst())
    let groups = Combinations(of: others.map(\.values), rowCount: chart.rowCount)
    var rows = [[Int]](repeating: [], count: groups.count)
    for row in 0..<chart.rowCount {
      if positions.values[row].isNaN {
        rowsWithoutPlace += 1
      } else {
        rows[groups.numbers[row]].append(row)
      }
    }
    for group in rows.indices {
      rows[group].sort { positions.values[$0] < positions.values[$1] }
    }
    let order = RowOrder(of: others).sorted(groups.firstRows)
    let cells = others.map { writer.cellWriter($0) }
    let sizes = items.map { Sizes($0.values) }
    for (item, size) in zip(items, sizes) {
      for first in order {
        if series.count == writer.signs.markers.count {
          undrawnSeries += 1
          continue
        }
        var words = cells.map { writer.cell(first, of: $0).text }
        if items.count > 1 { words.insert(ShownCell(item.name).text, at: 0) }
        let points = rows[groups.numbers[first]].map {
          Point(row: $0, x: positions.values[$0], y: size.values[$0])
        }
        series.append(Series(name: words.joined(separator: " "), points: points))
      }
    }
  }

  func write<Sink: ByteSink>(to output: inout ChunkedWriter<Sink>) throws(OutputFailure) {
    try writer.line(writer.style.paint(writer.fitted(title), .heading), to: &output)
    if let plot = LinePlot(self) {
      for line in plot.lines { try writer.line(line, to: &output) }
      for line in writer.wrapped(legend(plot)) { try writer.line(line, to: &output) }
    } else {
      let words = "every value is missing: nothing to draw"
      try writer.line(writer.style.paint(writer.fitted(words), .faint), to: &output)
    }
    if undrawnSeries > 0 {
      try writer.line(writer.more(undrawnSeries, "line", "lines"), to: &output)
    }
    if rowsWithoutPlace > 0 {
      let words = ResultWriter.count(rowsWithoutPlace, "row", "rows") + " without \(key.name)"
      try writer.line(writer.style.paint(writer.fitted(words), .faint), to: &output)
    }
  }

  /// Which marker stands for which line; a single line is named by the title.
  private func legend(_ plot: LinePlot) -> [(text: String, width: Int)] {
    if series.count < 2 { return [] }
    var pieces = series.enumerated().map { number, line in
      var cell = ShownCell("\(writer.signs.markers[number]) \(line.name)")
      cell.cut(to: writer.width, mark: writer.signs.cut)
      return (text: writer.style.paint(cell.text, .series(number)), width: cell.width)
    }
    if plot.hasSharedCells { pieces.append(("\(writer.signs.several) several", 9)) }
    return pieces
  }

  /// Whether nothing can lie between two places: then the line goes on from one to the other.
  func areNeighbours(_ one: Point, _ next: Point) -> Bool {
    // Only periods tell which one comes next.
    if case .period = key.values { next.x - one.x <= 1 } else { true }
  }
}
