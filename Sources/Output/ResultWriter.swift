package import Messages
package import Model

/// How much room there is, and for whom.
package struct Layout: Sendable, Hashable {
  /// Columns of the terminal; nil writes every cell in full.
  package var width: Int?
  /// Rows shown at most, of the start and the end; nil writes all.
  package var maximumRows: Int?
  /// Lines that rows take at most where each takes one for every field; nil goes by the rows.
  package var maximumLines: Int?
  package var style: TextStyle
  /// Whether the number of rows stands under a table.
  package var showsCount: Bool
  /// Whether charts keep to the characters that every terminal has.
  package var isASCII: Bool

  package init(
    width: Int?, maximumRows: Int?, style: TextStyle, showsCount: Bool, isASCII: Bool = false
  ) {
    self.width = width
    self.maximumRows = maximumRows
    self.style = style
    self.showsCount = showsCount
    self.isASCII = isASCII
  }

  /// Leaves nothing out.
  package mutating func showAll() {
    (width, maximumRows, maximumLines) = (nil, nil, nil)
  }

  /// For files and pipes: everything, and nothing extra.
  package static let whole = Layout(
    width: nil, maximumRows: nil, style: .plain, showsCount: false)
}

/// Writes a result in one of the formats.
package struct ResultWriter: Sendable {
  package var format: OutputFormat
  package var layout: Layout
  /// How many threads make the text of many rows.
  package var threads: Int

  package init(format: OutputFormat, layout: Layout, threads: Int = 1) {
    self.format = format
    self.layout = layout
    self.threads = threads
  }

  /// Writes the table in chunks, so that a long result needs little memory and can be stopped.
  ///
  /// - Throws: what the sink throws.
  package func write<Sink: ByteSink>(
    _ table: ResultTable, to sink: inout Sink
  ) throws(OutputFailure) {
    var output = ChunkedWriter(sink)
    switch format {
    case .table:
      switch table.reading {
      case .rows, .list: try writeTable(table, to: &output)
      case .records: try writeLines(table, showsCount: false, to: &output)
      case .words(let words):
        output.bytes.append(text: DisplayWidth.printable(words, keepsNewlines: true))
      case .chart(let chart): try ChartWriter(chart, layout: layout).write(to: &output)
      }
    case .csv: try writeCSV(table, to: &output)
    case .json: try writeJSON(table, asLines: false, to: &output)
    case .ndjson: try writeJSON(table, asLines: true, to: &output)
    case .markdown: try writeMarkdown(table, to: &output)
    case .html: try writeHTML(table, to: &output)
    case .line: try writeLines(table, to: &output)
    }
    try output.flush()
    sink = output.sink
  }

  /// The remarks under a result, one per line; empty where there are none.
  package static func text(of footnotes: [Footnote], style: TextStyle) -> String {
    var text = ""
    var seen: Set<String> = []
    // What several figures of a result have in common is said once.
    for footnote in footnotes where seen.insert(footnote.text).inserted {
      text += style.paint("* " + DisplayWidth.printable(footnote.text), .faint) + "\n"
    }
    return text
  }

  /// The title above a result, with what separates the two; empty where there is none or the format
  /// has no place for it.
  package func title(of table: ResultTable) -> String {
    guard let title = table.title else { return "" }
    let words = DisplayWidth.printable(title)
    var bytes: [UInt8] = []
    switch format {
    case .table, .line: return layout.style.paint(words, .heading) + "\n"
    case .csv, .json, .ndjson: return ""
    case .markdown:
      bytes.append("### ")
      bytes += TextDress.markdown.dressed(words)
      bytes.append("\n\n")
    case .html:
      bytes.append("<h3>")
      bytes += TextDress.html.dressed(words)
      bytes.append("</h3>\n")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The rows that are shown: all, or a head and a tail.
  func shownRows(of table: ResultTable) -> [Range<Int>] {
    if case .list = table.reading { return [0..<table.rowCount] }
    return Self.shown(table.rowCount, atMost: layout.maximumRows)
  }

  static func shown(_ count: Int, atMost limit: Int?) -> [Range<Int>] {
    guard let limit, count > limit else { return [0..<count] }
    let tail = limit / 4
    return [0..<(limit - tail), (count - tail)..<count]
  }

  /// Those of all columns.
  ///
  /// - Parameter rows: that will be written; none for programs, which get raw values.
  func cellWriters<Sink: ByteSink>(
    of table: ResultTable, _ format: CellFormat, rows: [Range<Int>] = [], asking sink: inout Sink
  ) throws(OutputFailure) -> [CellWriter] {
    var writers: [CellWriter] = []
    for (number, column) in table.columns.enumerated() {
      // What numbers have in common takes a look at all of them.
      try sink.write([])
      writers.append(
        CellWriter(
          column, calendar: table.calendar, format: format, rows: rows,
          style: format == .shown ? layout.style : .plain,
          marks: format == .shown && !table.marks.isEmpty ? table.marks[number] : []))
    }
    return writers
  }

  /// `1,234 rows`.
  package static func count(_ number: Int, _ singular: String, _ plural: String) -> String {
    var bytes: [UInt8] = []
    NumberText.append(
      magnitude: UInt64(number.magnitude), scale: 0, look: NumberLook(places: 0, isGrouped: true),
      to: &bytes)
    return String(decoding: bytes, as: UTF8.self) + " " + (number == 1 ? singular : plural)
  }
}
