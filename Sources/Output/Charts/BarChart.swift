import Messages
import Model

/// Horizontal bars on one scale: one for each row of the table, or several below each other.
struct BarChart {
  private struct Label {
    var heading: ShownCell
    var writer: CellWriter
    var width: Int
  }

  private struct Item {
    var name: ShownCell
    var sizes: Sizes
    var writer: CellWriter
  }

  /// Where the keys of a row stand.
  private enum Arrangement {
    /// In columns of their own.
    case columns
    /// In one column, as there is no room for several.
    case together
    /// On a line of their own, above a row's bars.
    case above
  }

  private let writer: ChartWriter
  private var labels: [Label]
  private let items: [Item]
  private var arrangement = Arrangement.columns
  /// Columns of keys that stand together.
  private var keysWidth = 0
  /// Columns that the items' names take; 0 where there is one item, which stands above its bars.
  private var nameWidth = 0
  private var valueWidth = 0
  private var scale: BarScale
  /// Instead of the values in full, where those would leave no room for bars.
  private var short: ShortNumbers?

  private static let gap = "  "
  /// A column of texts narrower than this says little.
  private static let leastLabel = 5

  init(_ writer: ChartWriter, _ items: [ResultColumn]) {
    self.writer = writer
    let rows = writer.rows.joined()
    self.items = items.map {
      Item(
        name: ShownCell($0.name), sizes: Sizes($0.values), writer: writer.cellWriter($0))
    }
    labels = writer.chart.keys.map { key in
      let cells = writer.cellWriter(key)
      let heading = ShownCell(key.name)
      let widest = rows.reduce(heading.width) { max($0, writer.cell($1, of: cells).width) }
      return Label(heading: heading, writer: cells, width: widest)
    }
    if items.count > 1 { nameWidth = self.items.map(\.name.width).max() ?? 0 }
    var range = 0.0...0.0
    for item in self.items { range = range.union(item.sizes.range(of: rows)) }
    scale = BarScale(range, columns: 1, signs: writer.signs)
    fit(items[0], range)
  }

  // MARK: - Room

  /// At most half of what the values leave goes to what stands in front of the bars.
  private mutating func fit(_ item: ResultColumn, _ range: ClosedRange<Double>) {
    valueWidth = widestValue
    if valueWidth > max(8, writer.width / 3) {
      short = ShortNumbers(notation: Notation(item, audience: .people, rows: writer.rows))
      valueWidth = widestValue
    }
    let room = max(2, writer.width - valueWidth - 2 * Self.gap.count)
    var widths = fitted(labels.map(\.width) + (nameWidth > 0 ? [nameWidth] : []), to: room / 2)
    let wanted = labels.map(\.width)
    let isTooNarrow = zip(widths, wanted).contains { $0 < min($1, Self.leastLabel) }
    if isTooNarrow, labels.count > 1 || nameWidth > 0 {
      arrangement = nameWidth > 0 ? .above : .together
      let together = writer.rows.joined().reduce(1) { max($0, keys(ofRow: $1).width) }
      widths = fitted([nameWidth > 0 ? nameWidth : together], to: room / 2)
      keysWidth = widths[0]
    }
    if arrangement == .columns {
      for index in labels.indices { labels[index].width = widths[index] }
    }
    if nameWidth > 0 { nameWidth = widths[widths.count - 1] }
    let used = widths.reduce(max(0, widths.count - 1) * Self.gap.count, +)
    scale = BarScale(range, columns: max(1, room - used), signs: writer.signs)
  }

  private var widestValue: Int {
    items.reduce(1) { most, item in
      writer.rows.joined().reduce(most) { max($0, value($1, of: item).width) }
    }
  }

  private func fitted(_ wanted: [Int], to room: Int) -> [Int] {
    let gaps = max(0, wanted.count - 1) * Self.gap.count
    if wanted.reduce(gaps, +) <= room { return wanted }
    return ColumnWidths.fit(
      wanted, minimum: wanted.map { min($0, 1) }, room: max(0, room - gaps))
  }

  // MARK: - Drawing

  func write<Sink: ByteSink>(to output: inout ChunkedWriter<Sink>) throws(OutputFailure) {
    if let heading { try writer.line(heading, to: &output) }
    for (part, range) in writer.rows.enumerated() {
      if part > 0 {
        let hidden = writer.chart.rowCount - writer.rows.joined().count
        try writer.line(writer.more(hidden, "row", "rows"), to: &output)
      }
      for row in range {
        if arrangement == .above, !labels.isEmpty {
          try writer.line(writer.fitted(keys(ofRow: row).text), to: &output)
        }
        for item in items.indices { try writer.line(line(row, item), to: &output) }
      }
    }
  }

  /// What stands above the columns; nil where nothing does.
  private var heading: String? {
    var texts: [String] = []
    switch arrangement {
    case .columns:
      texts = labels.map {
        $0.heading.fitted(
          to: $0.width, isRightAligned: $0.writer.isRightAligned, mark: writer.signs.cut)
      }
    case .together:
      let names = ShownCell(labels.map(\.heading.text).joined(separator: " "))
      texts = [names.fitted(to: keysWidth, mark: writer.signs.cut)]
    case .above:
      return writer.style.paint(
        writer.fitted(labels.map(\.heading.text).joined(separator: " ")), .heading)
    }
    if items.count == 1 {
      let width = scale.columns + Self.gap.count + valueWidth
      texts.append(items[0].name.fitted(to: width, mark: writer.signs.cut))
    }
    return texts.isEmpty ? nil : writer.headings(texts, gap: Self.gap)
  }

  private func line(_ row: Int, _ number: Int) -> String {
    let item = items[number]
    var pieces = keyPieces(row, isFirst: number == 0)
    if nameWidth > 0 { pieces.append(item.name.fitted(to: nameWidth, mark: writer.signs.cut)) }
    let size = item.sizes.values[row]
    let bar = scale.bar(size)
    pieces.append(bar.before + writer.style.paint(bar.text, .series(number)) + bar.behind)
    let text = value(row, of: item).fitted(
      to: valueWidth, isRightAligned: true, mark: writer.signs.cut)
    pieces.append(size.isNaN ? writer.style.paint(text, .faint) : text)
    return pieces.joined(separator: Self.gap)
  }

  /// The keys in front of a bar; only the first of a row's bars has them.
  private func keyPieces(_ row: Int, isFirst: Bool) -> [String] {
    switch arrangement {
    case .columns:
      labels.map { label in
        let cell = isFirst ? writer.cell(row, of: label.writer) : ShownCell("")
        let text = cell.fitted(
          to: label.width, isRightAligned: label.writer.isRightAligned, mark: writer.signs.cut)
        return cell.isMissing ? writer.style.paint(text, .faint) : text
      }
    case .together: [keys(ofRow: row).fitted(to: keysWidth, mark: writer.signs.cut)]
    case .above: []
    }
  }

  private func keys(ofRow row: Int) -> ShownCell {
    ShownCell(labels.map { writer.cell(row, of: $0.writer).text }.joined(separator: " "))
  }

  private func value(_ row: Int, of item: Item) -> ShownCell {
    guard let short else { return writer.cell(row, of: item.writer) }
    let size = item.sizes.values[row]
    return ShownCell(size.isNaN ? writer.signs.missing : short.text(size))
  }
}

/// How long bars are.
private struct BarScale {
  let columns: Int
  private let signs: ChartSigns
  /// Columns for negative bars, and for positive ones behind the line between them.
  private let left: Int
  private let right: Int
  /// The size whose bar takes ``longest`` columns.
  private let size: Double
  private let longest: Int
  private let isTwoSided: Bool

  /// - Parameter range: of the values and 0.
  init(_ range: ClosedRange<Double>, columns: Int, signs: ChartSigns) {
    self.columns = columns
    self.signs = signs
    let (down, up) = (-range.lowerBound, range.upperBound)
    isTwoSided = down > 0 && columns >= 3
    guard isTwoSided else {
      (left, right) = (0, columns)
      (size, longest) = (up, columns)
      return
    }
    let bars = Double(columns - 1)
    // Neither a sum nor a difference of the two: of huge or tiny values those are no numbers.
    let share = (bars / (1 + up / down)).rounded()
    left = Int(up > 0 ? min(max(1, share), bars - 1) : bars)
    right = columns - 1 - left
    // One scale for both sides: that of the side with less room for its values.
    let isLeftTighter = right == 0 || down / Double(left) >= up / Double(right)
    (size, longest) = isLeftTighter ? (down, left) : (up, right)
  }

  /// A bar with the blanks that fill its columns; a value that is not 0 always shows.
  func bar(_ value: Double) -> (before: String, text: String, behind: String) {
    func blank(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
    let zero = isTwoSided ? signs.zero : ""
    let isUndrawn = value.isNaN || value == 0 || size == 0
    let isNegative = value < 0
    // There may be no room for two sides.
    if isUndrawn || (isNegative && !isTwoSided) {
      return (blank(left) + zero, "", blank(right))
    }
    let room = (isNegative ? left : right) * 8
    let wanted = value.magnitude / size * Double(longest * 8)
    let length = Int(min(wanted, Double(room)).rounded())
    let part = (isNegative ? signs.partsFromRight : signs.parts)[length % 8]
    var whole = String(repeating: signs.whole, count: length / 8)
    var used = length / 8 + (part.isEmpty ? 0 : 1)
    if used == 0 {
      whole = isNegative ? signs.traceFromRight : signs.trace
      used = 1
    }
    return isNegative
      ? (blank(left - used), part + whole, zero + blank(right))
      : (blank(left) + zero, whole + part, blank(right - used))
  }
}
