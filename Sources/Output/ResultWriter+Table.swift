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
    var writers = cellWriters(of: table, for: .people, rows: rows)
    let headers = table.columns.map { ShownCell.cleaned($0.name) }
    if headers.isEmpty { return writeCount(of: table, shown: rows, cutColumns: 0, to: &output) }
    let content = try contentWidths(writers, rows: rows, sink: &output.sink)
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
    var cell = ShownCell()
    for (part, range) in rows.enumerated() {
      if part > 0 { writeGap(table.rowCount - rows.joined().count, shape, to: &output.bytes) }
      for row in range {
        writeRow(row, writers, shape, scratch: &cell, to: &output.bytes)
        try output.rowEnded()
      }
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

  /// The widest cell of each column among the shown rows.
  private func contentWidths<Sink: ByteSink>(
    _ writers: [CellWriter], rows: [Range<Int>], sink: inout Sink
  ) throws(OutputFailure) -> [Int] {
    var widths = Array(repeating: 0, count: writers.count)
    var cell = ShownCell()
    for range in rows {
      for row in range {
        for (column, writer) in writers.enumerated() {
          cell.read(row, of: writer)
          widths[column] = max(widths[column], cell.width)
        }
        if row % 4096 == 4095 { try sink.write([]) }
      }
    }
    return widths
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
      writeCell(
        cell, width: shape.widths[column], isRightAligned: writers[column].isRightAligned,
        role: .heading, to: &bytes)
    }
    bytes.append("│\n")
  }

  private func writeRow(
    _ row: Int, _ writers: [CellWriter], _ shape: TableShape, scratch cell: inout ShownCell,
    to bytes: inout [UInt8]
  ) {
    for (column, writer) in writers.enumerated() {
      cell.read(row, of: writer)
      if cell.width > shape.widths[column] { cell.cut(to: shape.widths[column]) }
      writeCell(
        cell, width: shape.widths[column], isRightAligned: writer.isRightAligned,
        role: cell.role, to: &bytes)
    }
    bytes.append("│\n")
  }

  private func writeCell(
    _ cell: ShownCell, width: Int, isRightAligned: Bool, role: TextRole?, to bytes: inout [UInt8]
  ) {
    bytes.append("│ ")
    if isRightAligned { bytes.append(UInt8(ascii: " "), times: width - cell.width) }
    if let role, layout.style.isColored {
      bytes.append(
        text: layout.style.paint(String(decoding: cell.bytes, as: UTF8.self), role))
    } else {
      bytes += cell.bytes
    }
    if !isRightAligned { bytes.append(UInt8(ascii: " "), times: width - cell.width) }
    bytes.append(UInt8(ascii: " "))
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
    let writers = cellWriters(of: table, for: .people, rows: rows)
    let headers = table.columns.map { ShownCell.cleaned($0.name) }
    let widest = headers.map { DisplayWidth.of($0) }.max() ?? 0
    var cell = ShownCell()
    for (part, range) in rows.enumerated() {
      if part > 0 {
        let hidden = table.rowCount - rows.joined().count
        let words = "… " + Self.count(hidden, "more row", "more rows")
        output.bytes.append(text: "\n" + layout.style.paint(words, .faint) + "\n")
      }
      for row in range {
        if row > 0 { output.bytes.append(UInt8(ascii: "\n")) }
        for (column, writer) in writers.enumerated() {
          let padding = widest - DisplayWidth.of(headers[column])
          output.bytes.append(text: layout.style.paint(headers[column], .heading))
          output.bytes.append(UInt8(ascii: " "), times: padding + 2)
          cell.read(row, of: writer)
          let value = String(decoding: cell.bytes, as: UTF8.self)
          output.bytes.append(text: cell.role.map { layout.style.paint(value, $0) } ?? value)
          output.bytes.append(UInt8(ascii: "\n"))
        }
        try output.rowEnded()
      }
    }
    if showsCount { writeCount(of: table, shown: rows, cutColumns: 0, to: &output) }
  }
}
