import Columns
import Messages
import Model

/// What the drawing of one chart has in common: the chart, the room, and the signs.
struct ChartWriter: Sendable {
  /// No terminal is taken to be narrower.
  static let least = 20
  /// Where nobody says how wide it may be.
  static let usual = 80

  let chart: Chart
  let style: TextStyle
  let signs: ChartSigns
  /// Columns of a terminal; no line is longer.
  let width: Int
  let maximumRows: Int?
  /// Rows that are drawn where each takes a line of its own.
  let rows: [Range<Int>]
  let isASCII: Bool

  init(_ chart: Chart, layout: Layout) {
    self.chart = chart
    maximumRows = layout.maximumRows
    rows =
      chart.kind == .bar
      ? ResultWriter.shown(chart.rowCount, atMost: layout.maximumRows) : [0..<chart.rowCount]
    style = layout.style
    isASCII = layout.isASCII
    signs = isASCII ? .ascii : .unicode
    width = max(Self.least, layout.width ?? Self.usual)
  }

  /// Draws the chart; every line ends with a newline.
  func write<Sink: ByteSink>(to output: inout ChunkedWriter<Sink>) throws(OutputFailure) {
    if chart.items.isEmpty || chart.rowCount == 0 {
      let what = chart.items.isEmpty ? "no numbers" : "no rows"
      return try line(style.paint(fitted("\(what) to draw"), .faint), to: &output)
    }
    switch chart.kind {
    case .bar:
      for (number, items) in itemsByUnit.enumerated() {
        if number > 0 { try line("", to: &output) }
        try BarChart(self, items).write(to: &output)
      }
    case .line:
      for (number, items) in itemsByUnit.enumerated() {
        if number > 0 { try line("", to: &output) }
        try LineChart(self, items).write(to: &output)
      }
    case .heat: try HeatMap(self).write(to: &output)
    }
  }

  /// The items that share a scale, in the order in which they come.
  private var itemsByUnit: [[ResultColumn]] {
    var groups: [[ResultColumn]] = []
    for item in chart.items {
      if let group = groups.firstIndex(where: { $0[0].type == item.type }) {
        groups[group].append(item)
      } else {
        groups.append([item])
      }
    }
    return groups
  }

  func line<Sink: ByteSink>(
    _ text: String, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    output.bytes.append(text: text)
    output.bytes.append(UInt8(ascii: "\n"))
    try output.rowEnded()
  }

  // MARK: - Texts

  /// A text of at most the chart's width.
  func fitted(_ text: String) -> String {
    var cell = ShownCell(text)
    cell.cut(to: width, mark: signs.cut)
    return cell.text
  }

  /// `… 12 more rows`, in the place of what is not drawn.
  func more(_ count: Int, _ singular: String, _ plural: String) -> String {
    let dots = isASCII ? "..." : "…"
    return style.paint(
      fitted("\(dots) " + ResultWriter.count(count, "more \(singular)", "more \(plural)")), .faint)
  }

  func cell(_ row: Int, of writer: CellWriter) -> ShownCell {
    var cell = ShownCell(row, of: writer)
    if cell.isMissing, isASCII { cell.replaceText(with: signs.missing) }
    return cell
  }

  func cellWriter(_ column: ResultColumn) -> CellWriter {
    CellWriter(column, calendar: chart.calendar, format: .shown, rows: rows)
  }

  /// Texts in the columns that they head, without blanks at the end.
  func headings(_ texts: [String], gap: String) -> String {
    var texts = texts
    while let last = texts.last {
      texts[texts.count - 1].removeLast(last.reversed().prefix { $0 == " " }.count)
      if texts.last?.isEmpty == false || texts.count == 1 { break }
      texts.removeLast()
    }
    return texts.map { style.paint($0, .heading) }.joined(separator: gap)
  }

  /// Pieces side by side with room between them, in as many lines as it takes.
  func wrapped(_ pieces: [(text: String, width: Int)]) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for piece in pieces {
      if used > 0, used + 3 + piece.width > width {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line += (used > 0 ? "   " : "") + piece.text
      used += (used > 0 ? 3 : 0) + piece.width
    }
    return used > 0 ? lines + [line] : lines
  }
}

extension ShownCell {
  fileprivate mutating func replaceText(with text: String) {
    let wasMissing = isMissing
    self = ShownCell(text)
    isMissing = wasMissing
  }
}

/// The numbers of a column where only their size counts; NaN for a missing or endless one.
struct Sizes: Sendable {
  let values: [Double]

  init(_ column: Column) {
    switch column {
    case .decimal(let units, let scale):
      let power = Double(Decimal.powers[scale])
      values = units.map { $0 == Missing.decimal ? .nan : Double($0) / power }
    case .real(let reals): values = reals.map { $0.isFinite ? $0 : .nan }
    case .day(let days), .period(let days, _):
      values = days.map { $0 == Missing.day ? .nan : Double($0) }
    case .truth(let truths):
      values = truths.map { $0 == Missing.truth ? .nan : Double($0) }
    case .text(let codes, _), .row(let codes):
      values = codes.map { $0 == Missing.code ? .nan : Double($0) }
    }
  }

  /// The lowest and highest of some rows; nil where no value is present.
  func range(of rows: some Sequence<Int>) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for row in rows where !values[row].isNaN {
      low = min(low, values[row])
      high = max(high, values[row])
    }
    return low <= high ? low...high : nil
  }
}

extension Column {
  /// Whether its values are whole numbers by the way they are stored.
  var isWhole: Bool {
    switch self {
    case .decimal(_, let scale): scale == 0
    case .real: false
    case .day, .truth, .text, .row, .period: true
    }
  }
}

extension ClosedRange<Double> {
  func union(_ other: ClosedRange<Double>?) -> ClosedRange<Double> {
    guard let other else { return self }
    return Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}
