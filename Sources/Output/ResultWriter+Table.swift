import Messages
import Model

/// Where the rulings of a table stand.
private struct TableShape {
  /// Columns narrower than this are never narrowed further, other than headers.
  static let narrowest = 8
  /// What is left of a wide column where not all columns have room.
  private static let readable = 24

  var headers: [String]
  var widths: [Int]
  /// How many columns are narrower than their widest text.
  var cutColumns = 0

  /// Columns inside the outer frame.
  var innerWidth: Int { widths.reduce(0, +) + widths.count * 3 - 1 }

  init(headers: [String], content: [Int], isText: [Bool], width: Int?) {
    self.headers = headers
    let wanted = zip(headers, content).map { max(DisplayWidth.of($0), $1) }
    widths = wanted
    guard let width, innerWidth + 2 > width else { return }
    let least = zip(content, isText).map { $1 ? min($0, Self.narrowest) : max($0, 1) }
    let minimum = zip(least, wanted).map { max(1, min($0, $1)) }
    let room = width - 2 - (widths.count * 3 - 1)
    widths = ColumnWidths.fit(wanted, minimum: minimum, room: room)
    cutColumns = zip(widths, wanted).reduce(0) { $0 + ($1.0 < $1.1 ? 1 : 0) }
  }

  /// How many of the first columns have room side by side and can still be read.
  static func columns(of headers: [String], _ content: [Int], within width: Int) -> Int {
    var used = 1
    return zip(headers, content).prefix { header, widest in
      used += min(max(DisplayWidth.of(header), widest), readable) + 3
      return used <= width
    }.count
  }
}

extension ResultWriter {
  func writeTable<Sink: ByteSink>(
    _ table: ResultTable, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let rows = shownRows(of: table)
    var writers = try cellWriters(of: table, .shown, rows: rows, asking: &output.sink)
    let headers = table.columns.map { ShownCell.cleaned($0.name) }
    if headers.isEmpty { return writeCount(of: table, shown: rows, cutColumns: 0, to: &output) }
    let content = try widths(of: writers, rows: rows, asking: &output.sink)
    var shape = TableShape(
      headers: headers, content: content, isText: writers.map { !$0.isRightAligned },
      width: layout.width)
    if let width = layout.width, shape.innerWidth + 2 > width {
      let kept = TableShape.columns(of: headers, content, within: width)
      if kept < 2 || fitsAsLines(table) { return try writeLines(table, to: &output) }
      writers.removeSubrange(kept...)
      shape = TableShape(
        headers: Array(headers.prefix(kept)), content: Array(content.prefix(kept)),
        isText: writers.map { !$0.isRightAligned }, width: width)
    }
    writeRuling("┌┬┐", shape, to: &output.bytes)
    writeHeader(shape, writers, to: &output.bytes)
    writeRuling("├┼┤", shape, to: &output.bytes)
    for (column, width) in shape.widths.enumerated() where content[column] > width {
      writers[column].limit = width
    }
    let frame = RowFrame(
      leads: writers.indices.map { $0 > 0 ? " │ " : "│ " }, end: " │\n",
      boxes: zip(writers, shape.widths).map {
        RowFrame.Box(width: $1, isRightAligned: $0.isRightAligned)
      })
    for (part, range) in rows.enumerated() {
      if part > 0 { writeGap(table.rowCount - rows.joined().count, shape, to: &output.bytes) }
      try writeRows(range, of: writers, in: frame, to: &output)
    }
    writeRuling("└┴┘", shape, to: &output.bytes)
    writeCount(
      of: table, shown: rows, columns: shape.widths.count, cutColumns: shape.cutColumns,
      to: &output)
  }

  /// Whether all of a table can be seen at once with a line per field.
  private func fitsAsLines(_ table: ResultTable) -> Bool {
    let lines = table.rowCount * (table.columns.count + 1)
    return lines <= layout.maximumLines ?? layout.maximumRows ?? lines
  }

  private func writeRuling(_ corners: String, _ shape: TableShape, to bytes: inout [UInt8]) {
    let corners = Array(corners)
    var line = String(corners[0])
    for (column, width) in shape.widths.enumerated() {
      if column > 0 { line.append(corners[1]) }
      line += String(repeating: "─", count: width + 2)
    }
    line.append(corners[2])
    bytes.append(text: line + "\n")
  }

  private func writeHeader(
    _ shape: TableShape, _ writers: [CellWriter], to bytes: inout [UInt8]
  ) {
    for (column, header) in shape.headers.enumerated() {
      var cell = ShownCell(header)
      cell.cut(to: shape.widths[column])
      let blanks = String(repeating: " ", count: shape.widths[column] - cell.width)
      let text = layout.style.paint(cell.text, .heading)
      let isRightAligned = writers[column].isRightAligned
      bytes.append(text: "│ " + (isRightAligned ? blanks + text : text + blanks) + " ")
    }
    bytes.append("│\n")
  }

  /// The row that stands for those left out.
  private func writeGap(_ count: Int, _ shape: TableShape, to bytes: inout [UInt8]) {
    var words = "… " + Self.count(count, "more row", "more rows")
    if DisplayWidth.of(words) > shape.innerWidth - 2 { words = "…" }
    let padding = max(0, shape.innerWidth - 1 - DisplayWidth.of(words))
    bytes.append("│ ")
    bytes.append(text: layout.style.paint(words, .faint))
    bytes.append(UInt8(ascii: " "), times: padding)
    bytes.append("│\n")
  }

  /// What stands under a table in a terminal: how many rows there are and what isn't shown.
  private func writeCount<Sink: ByteSink>(
    of table: ResultTable, shown rows: [Range<Int>], columns: Int? = nil, cutColumns: Int,
    to output: inout ChunkedWriter<Sink>
  ) {
    guard layout.showsCount else { return }
    var words = Self.count(table.rowCount, "row", "rows")
    let shown = rows.joined().count
    if shown < table.rowCount { words += ", \(shown) shown" }
    if cutColumns > 0 { words += ", " + Self.count(cutColumns, "column", "columns") + " shortened" }
    if let columns, columns < table.columns.count {
      words += ", \(columns) of \(table.columns.count) columns; format line shows all"
    }
    output.bytes.append(text: layout.style.paint(words, .faint) + "\n")
  }

  /// `name  value`, a line per field and an empty line between rows.
  func writeLines<Sink: ByteSink>(
    _ table: ResultTable, showsCount: Bool = true, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let most = layout.maximumLines.map { max(1, $0 / (table.columns.count + 1)) }
    let rows = Self.shown(table.rowCount, atMost: most ?? layout.maximumRows)
    let writers = try cellWriters(of: table, .shown, rows: rows, asking: &output.sink)
    let headers = table.columns.map { ShownCell.cleaned($0.name) }
    let widest = headers.map { DisplayWidth.of($0) }.max() ?? 0
    let leads = headers.enumerated().map { column, header in
      let blanks = String(repeating: " ", count: widest - DisplayWidth.of(header) + 2)
      return "\n" + layout.style.paint(header, .heading) + blanks
    }
    // Every line of a row but its first ends that before it; the first is behind an empty line.
    let frame = RowFrame(leads: leads, end: "\n")
    for (part, range) in rows.enumerated() {
      if part > 0 {
        let hidden = table.rowCount - rows.joined().count
        let words = "… " + Self.count(hidden, "more row", "more rows")
        output.bytes.append(text: "\n" + layout.style.paint(words, .faint) + "\n")
      }
      try writeRows(range, of: writers, in: frame, separator: 1, to: &output)
    }
    if showsCount { writeCount(of: table, shown: rows, cutColumns: 0, to: &output) }
  }
}
