import Columns
import Messages
import Model

/// The drawing of a line chart's values with its two scales.
struct LinePlot {
  private(set) var lines: [String] = []
  /// Whether several lines have a value at one place.
  private(set) var hasSharedCells = false

  private let chart: LineChart
  private let ticks: Ticks
  private let tickLabels: [ShownCell]
  private let labelWidth: Int
  private let rowsPerTick: Int
  private let places: ClosedRange<Double>
  private var canvas: DotCanvas

  /// - Returns: nil where there is no value to draw.
  init?(_ chart: LineChart) {
    self.chart = chart
    let points = chart.series.flatMap(\.points)
    let values = points.map(\.y).filter { !$0.isNaN }
    guard let lowest = values.min(), var high = values.max(), let left = points.map(\.x).min(),
      let right = points.map(\.x).max()
    else { return nil }
    var low = lowest
    // A scale from 0 tells sizes; where all values are far from it, it would hide how they differ.
    if low > 0, low <= high / 2 { low = 0 }
    if high < 0, high >= low / 2 { high = 0 }
    let width = chart.writer.width
    let wanted = min(16, max(5, width / 6))
    ticks = Ticks(
      low, high, atMost: max(2, wanted / 3), areWhole: chart.items.allSatisfy(\.values.isWhole))
    rowsPerTick = max(1, (wanted - 1) / ticks.intervals)
    tickLabels = chart.numbers.texts(of: ticks).map { ShownCell($0) }
    labelWidth = min(tickLabels.map(\.width).max() ?? 0, width / 2)
    places = left...right
    canvas = DotCanvas(
      columns: max(1, width - labelWidth - 2), rows: rowsPerTick * ticks.intervals + 1,
      isASCII: chart.writer.isASCII)
    for number in chart.series.indices { draw(number) }
    for number in chart.series.indices { mark(number) }
    lines = (0..<canvas.rows).map { line($0) } + axis
  }

  // MARK: - Places

  private func column(_ x: Double) -> Int {
    let last = Double(canvas.columns * canvas.across - 1)
    // Halves, so that the distance between two huge values is a number.
    let (distance, whole) = (
      x / 2 - places.lowerBound / 2, places.upperBound / 2 - places.lowerBound / 2
    )
    return Int((whole > 0 ? distance / whole * last : last / 2).rounded())
  }

  /// A tick lies in the middle of its row of cells.
  private func row(_ y: Double) -> Int {
    let steps = Double(ticks.intervals) - ticks.place(of: y)
    let middle = Double(canvas.down - 1) / 2
    return Int((steps * Double(rowsPerTick * canvas.down) + middle).rounded(.down))
  }

  private func place(_ point: LineChart.Point) -> (x: Int, y: Int) {
    (column(point.x), row(point.y))
  }

  // MARK: - Lines

  private mutating func draw(_ number: Int) {
    var previous: LineChart.Point?
    for point in chart.series[number].points {
      if point.y.isNaN {
        previous = nil
        continue
      }
      if let before = previous, chart.areNeighbours(before, point) {
        canvas.line(from: place(before), to: place(point), of: number)
      } else {
        let (x, y) = place(point)
        canvas.dot(x, y, of: number)
      }
      previous = point
    }
  }

  /// Marks the values of a line: all where there is room for it, else so many that lines can be told
  /// apart and values without neighbours be seen.
  private mutating func mark(_ number: Int) {
    let points = chart.series[number].points
    let marker = chart.writer.signs.markers[number]
    let hasRoom = points.count * 3 <= canvas.columns
    let distance = 12 * canvas.across
    var next = Int.min
    for (index, point) in points.enumerated() where !point.y.isNaN {
      let (x, y) = place(point)
      let isDue = chart.series.count > 1 && x >= next
      guard hasRoom || isDue || isAlone(index, in: points) else { continue }
      // The markers of different lines stand at different places where they can.
      let shift = next == Int.min ? number * 3 * canvas.across : 0
      next = x + distance + shift
      let isFree = canvas.mark(
        x, y, marker, of: number, several: chart.writer.signs.several)
      if !isFree { hasSharedCells = true }
    }
  }

  private func isAlone(_ index: Int, in points: [LineChart.Point]) -> Bool {
    func joins(_ other: Int) -> Bool {
      guard points.indices.contains(other), !points[other].y.isNaN else { return false }
      let (first, second) = (min(index, other), max(index, other))
      return chart.areNeighbours(points[first], points[second])
    }
    return !joins(index - 1) && !joins(index + 1)
  }

  // MARK: - Text

  private func line(_ row: Int) -> String {
    let (signs, style) = (chart.writer.signs, chart.writer.style)
    let isTick = row % rowsPerTick == 0
    let label = isTick ? tickLabels[ticks.intervals - row / rowsPerTick] : ShownCell("")
    var text = label.fitted(to: labelWidth, isRightAligned: true, mark: signs.cut) + " "
    text += style.paint(isTick ? signs.tick : signs.side, .faint)
    var cells = canvas.cells(ofRow: row)
    while cells.last?.sign == " " { cells.removeLast() }
    var start = 0
    while start < cells.count {
      let owner = cells[start].owner
      let end = cells[start...].firstIndex { $0.owner != owner } ?? cells.count
      let piece = String(cells[start..<end].map(\.sign))
      text += owner < 0 ? piece : style.paint(piece, .series(owner))
      start = end
    }
    return text
  }

  /// The lower edge and what stands below it.
  private var axis: [String] {
    let (signs, style) = (chart.writer.signs, chart.writer.style)
    let labels = chosenLabels
    var edge = Array(repeating: signs.base, count: canvas.columns)
    for label in labels { edge[label.column] = signs.baseTick }
    let start = String(repeating: " ", count: labelWidth + 1)
    var below = ""
    var used = 0
    for label in labels {
      below += String(repeating: " ", count: label.start - used) + label.cell.text
      used = label.start + label.cell.width
    }
    return [start + style.paint(signs.corner + edge.joined(), .faint), below]
  }

  private struct AxisLabel {
    var column: Int
    /// Where its text starts, from the left edge of the chart.
    var start: Int
    var cell: ShownCell
  }

  /// As many of the keys as have room, evenly apart where periods are.
  private var chosenLabels: [AxisLabel] {
    var rowOfColumn: [Int: (row: Int, x: Double)] = [:]
    for point in chart.series.flatMap(\.points) {
      let column = column(point.x) / canvas.across
      if rowOfColumn[column].map({ point.x < $0.x }) ?? true {
        rowOfColumn[column] = (point.row, point.x)
      }
    }
    let all = rowOfColumn.sorted { $0.key < $1.key }.map { column, point in
      label(chart.writer.cell(point.row, of: chart.labels), at: column)
    }
    var isRegular = false
    if case .period = chart.key.values { isRegular = true }
    var stride = 1
    while isRegular, stride < all.count {
      let some = Swift.stride(from: 0, to: all.count, by: stride).map { all[$0] }
      if Self.fitting(some).count == some.count { return some }
      stride += 1
    }
    return Self.fitting(all)
  }

  private func label(_ cell: ShownCell, at column: Int) -> AxisLabel {
    var cell = cell
    cell.cut(to: chart.writer.width, mark: chart.writer.signs.cut)
    let middle = labelWidth + 2 + column
    let start = min(max(0, middle - (cell.width - 1) / 2), chart.writer.width - cell.width)
    return AxisLabel(column: column, start: start, cell: cell)
  }

  /// From the left, those that do not run into the one before.
  private static func fitting(_ labels: [AxisLabel]) -> [AxisLabel] {
    var chosen: [AxisLabel] = []
    for label in labels {
      if let last = chosen.last, label.start < last.start + last.cell.width + 2 { continue }
      chosen.append(label)
    }
    return chosen
  }
}
