import Columns
import Messages
import Model

/// A table of numbers, shaded by their size.
///
/// The columns are the items; of a single item with several keys, the values of the last key.
struct HeatMap {
  /// A column of cells: where each row of the map finds its value.
  private struct Cells {
    var heading: ShownCell
    var sizes: Sizes
    var writer: CellWriter
    /// By row of the map, the row of the table; nil where there is none.
    var places: [Int?]
  }

  private struct Label {
    var heading: ShownCell
    var cells: [ShownCell]
    var isRightAligned: Bool
    var width: Int
  }

  private let writer: ChartWriter
  private var labels: [Label]
  private var columns: [Cells]
  private var undrawnColumns = 0
  private let rowCount: Int
  /// Which rows of the map are drawn.
  private let rows: [Range<Int>]
  private let shades: HeatScale?
  private var numberWidth = 0
  private var cellWidth = 0
  private var short: ShortNumbers?

  private static let gap = " "

  init(_ writer: ChartWriter) {
    self.writer = writer
    let chart = writer.chart
    let isLong = chart.items.count == 1 && chart.keys.count > 1
    let down = isLong ? Array(chart.keys.dropLast()) : chart.keys
    // Without a key to put them together every row of the table is one of the map.
    let groups =
      isLong ? Combinations(of: down.map(\.values), rowCount: chart.rowCount) : nil
    let firsts = groups?.firstRows ?? Array(0..<chart.rowCount)
    rowCount = firsts.count
    rows = ResultWriter.shown(rowCount, atMost: writer.maximumRows)
    columns = groups.map { Self.spread(writer, $0) } ?? Self.sideBySide(writer)
    let shown = rows.joined()
    labels = down.map { key in
      let cells = writer.cellWriter(key)
      let texts = firsts.map { writer.cell($0, of: cells) }
      let heading = ShownCell(key.name)
      return Label(
        heading: heading, cells: texts, isRightAligned: cells.isRightAligned,
        width: shown.reduce(heading.width) { max($0, texts[$1].width) })
    }
    var range: ClosedRange<Double>?
    for column in columns {
      let found = column.sizes.range(of: column.places.compactMap { $0 })
      range = range?.union(found) ?? found
    }
    shades = range.map {
      HeatScale($0, areWhole: chart.items.allSatisfy(\.values.isWhole))
    }
    fit()
  }

  /// A column for each value of the last key.
  private static func spread(_ writer: ChartWriter, _ groups: Combinations) -> [Cells] {
    guard let item = writer.chart.items.first, let across = writer.chart.keys.last else {
      return []
    }
    let found = Combinations(of: [across.values], rowCount: writer.chart.rowCount)
    let headings = writer.cellWriter(across)
    let (sizes, cells) = (Sizes(item.values), writer.cellWriter(item))
    var places = [[Int?]](
      repeating: Array(repeating: nil, count: groups.count), count: found.count)
    for row in 0..<writer.chart.rowCount { places[found.numbers[row]][groups.numbers[row]] = row }
    return RowOrder(of: [across]).sorted(found.firstRows).map { first in
      Cells(
        heading: writer.cell(first, of: headings), sizes: sizes, writer: cells,
        places: places[found.numbers[first]])
    }
  }

  /// A column for each item.
  private static func sideBySide(_ writer: ChartWriter) -> [Cells] {
    writer.chart.items.map { item in
      Cells(
        heading: ShownCell(item.name), sizes: Sizes(item.values), writer: writer.cellWriter(item),
        places: (0..<writer.chart.rowCount).map { $0 })
    }
  }

  // MARK: - Room

  /// Columns share what the labels leave; those for which there is no room are counted.
  private mutating func fit() {
    numberWidth = widestNumber
    if numberWidth > max(8, writer.width / 3) || !hasRoomForAll,
      let item = writer.chart.items.first
    {
      short = ShortNumbers(notation: Notation(item, audience: .people, rows: writer.rows))
      numberWidth = widestNumber
    }
    let widths = labels.map(\.width)
    if widths.reduce(0, +) > labelRoom {
      let fitting = ColumnWidths.fit(
        widths, minimum: widths.map { min($0, 1) }, room: labelRoom)
      for index in labels.indices { labels[index].width = fitting[index] }
    }
    let room = roomForCells
    let wanted = max(numberWidth + 4, min(14, columns.map(\.heading.width).max() ?? 0))
    let share = room / max(1, columns.count)
    cellWidth = min(share > leastCell ? min(wanted, share - 1) : wanted, room - 1)
    let fitting = max(1, room / (cellWidth + 1))
    if fitting < columns.count {
      undrawnColumns = columns.count - fitting
      columns.removeLast(undrawnColumns)
    }
    numberWidth = min(numberWidth, cellWidth)
  }

  /// At least one shaded sign and a blank in front of the number.
  private var leastCell: Int { numberWidth + 2 }

  /// What the labels may take, gaps apart: at most half, and a cell must still have room.
  private var labelRoom: Int {
    let gaps = labels.count * 2
    return max(labels.count, min(writer.width / 2, writer.width - leastCell) - gaps)
  }

  /// What the labels leave; every cell takes one column more than its width, and the last one's is
  /// not drawn.
  private var roomForCells: Int {
    max(2, writer.width + 1 - labels.reduce(0) { $0 + $1.width + 2 })
  }

  private var hasRoomForAll: Bool {
    let taken = min(labels.reduce(0) { $0 + $1.width }, labelRoom) + labels.count * 2
    return columns.count * (leastCell + 1) <= writer.width + 1 - taken
  }

  private var widestNumber: Int {
    columns.reduce(1) { most, column in
      rows.joined().reduce(most) { max($0, number(column, $1).width) }
    }
  }

  private func number(_ column: Cells, _ row: Int) -> ShownCell {
    guard let place = column.places[row] else { return ShownCell(writer.signs.missing) }
    guard let short else { return writer.cell(place, of: column.writer) }
    let size = column.sizes.values[place]
    return ShownCell(size.isNaN ? writer.signs.missing : short.text(size))
  }

  // MARK: - Drawing

  func write<Sink: ByteSink>(to output: inout ChunkedWriter<Sink>) throws(OutputFailure) {
    if writer.chart.items.count == 1, writer.chart.keys.count > 1 {
      let title =
        writer.chart.items[0].name + " by " + writer.chart.keys.map(\.name).joined(separator: ", ")
      try writer.line(writer.style.paint(writer.fitted(title), .heading), to: &output)
    }
    try writer.line(heading, to: &output)
    for (part, range) in rows.enumerated() {
      if part > 0 {
        let hidden = rowCount - rows.joined().count
        try writer.line(writer.more(hidden, "row", "rows"), to: &output)
      }
      for row in range { try writer.line(line(row), to: &output) }
    }
    for line in writer.wrapped(legend) { try writer.line(line, to: &output) }
    if undrawnColumns > 0 {
      try writer.line(writer.more(undrawnColumns, "column", "columns"), to: &output)
    }
  }

  private var heading: String {
    var text = ""
    for label in labels {
      text += writer.style.paint(
        label.heading.fitted(
          to: label.width, isRightAligned: label.isRightAligned, mark: writer.signs.cut),
        .heading)
      text += "  "
    }
    let cells = columns.map { column in
      writer.style.paint(
        column.heading.fitted(to: cellWidth, isRightAligned: true, mark: writer.signs.cut),
        .heading)
    }
    return text + cells.joined(separator: Self.gap)
  }

  private func line(_ row: Int) -> String {
    var text = ""
    for label in labels {
      text += label.cells[row].fitted(
        to: label.width, isRightAligned: label.isRightAligned, mark: writer.signs.cut)
      text += "  "
    }
    return text + columns.map { cell($0, row) }.joined(separator: Self.gap)
  }

  /// The number at the right of its cell, what is in front of it shaded; with many colours the whole
  /// cell has its shade as background.
  private func cell(_ column: Cells, _ row: Int) -> String {
    let number = number(column, row)
    let size = column.places[row].map { column.sizes.values[$0] } ?? .nan
    guard let shades, !size.isNaN else {
      let text = number.fitted(to: cellWidth, isRightAligned: true, mark: writer.signs.cut)
      return writer.style.paint(text, .faint)
    }
    let level = shades.level(of: size)
    if writer.style.has256Colors {
      return writer.style.paint(
        number.fitted(to: cellWidth, isRightAligned: true, mark: writer.signs.cut),
        .heat(level: shades.shade(level, of: 4)))
    }
    let shaded = max(0, cellWidth - numberWidth - 1)
    let sign = writer.signs.shades[shades.shade(level, of: writer.signs.shades.count)]
    let blank = String(repeating: " ", count: max(0, cellWidth - numberWidth - shaded))
    return writer.style.paint(String(repeating: sign, count: shaded), .series(0)) + blank
      + number.fitted(to: numberWidth, isRightAligned: true, mark: writer.signs.cut)
  }

  /// From which value each shade stands.
  private var legend: [(text: String, width: Int)] {
    guard let shades, let item = writer.chart.items.first else { return [] }
    let numbers = ShortNumbers(
      notation: Notation(item, audience: .people, rows: writer.rows))
    let texts = numbers.texts(of: shades.ticks)
    return (0..<shades.ticks.intervals).map { level in
      let words = " from \(texts[level])"
      if writer.style.has256Colors {
        let block = writer.style.paint("  ", .heat(level: shades.shade(level, of: 4)))
        return (block + words, 2 + DisplayWidth.of(words))
      }
      let sign = writer.signs.shades[shades.shade(level, of: writer.signs.shades.count)]
      return (
        writer.style.paint(sign + sign, .series(0)) + words, 2 + DisplayWidth.of(words)
      )
    }
  }
}

/// Which shade a value has.
private struct HeatScale {
  /// More shades than this are not told apart.
  private static let mostLevels = 4

  let ticks: Ticks

  /// From 0 where no value is below it.
  init(_ range: ClosedRange<Double>, areWhole: Bool) {
    ticks = Ticks(
      min(0, range.lowerBound), range.upperBound, atMost: Self.mostLevels, areWhole: areWhole)
  }

  /// The step between two ticks that a value lies in, its lower end included.
  func level(of value: Double) -> Int {
    let place = ticks.place(of: value).rounded(.down)
    return max(0, min(ticks.intervals - 1, Int(place)))
  }

  /// Levels fewer than shades are spread over all of them.
  func shade(_ level: Int, of count: Int) -> Int {
    ticks.intervals < 2 ? count - 1 : level * (count - 1) / (ticks.intervals - 1)
  }
}
