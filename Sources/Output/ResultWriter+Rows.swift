extension ResultWriter {
  /// Cells that are written at a time: so many stay in a core's cache.
  private static let cellsAtOnce = 8_192

  /// Writes rows, many at a time.
  ///
  /// - Parameter separator: bytes at the start of a row that come only between rows: the first row
  ///   of the result goes without.
  func writeRows<Sink: ByteSink>(
    _ rows: Range<Int>, of writers: [CellWriter], in frame: RowFrame, separator: Int = 0,
    to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    var block = CellBlock()
    for part in Self.parts(of: rows, columns: writers.count) {
      block.removeAll()
      for writer in writers { writer.append(part, to: &block) }
      var text = frame.rows(part.count, of: block)
      if part.lowerBound == 0 { text.removeFirst(separator) }
      try output.put(text)
    }
  }

  /// The widest cell of each column among some rows.
  func widths<Sink: ByteSink>(
    of writers: [CellWriter], rows: [Range<Int>], asking sink: inout Sink
  ) throws(OutputFailure) -> [Int] {
    var widths = Array(repeating: 0, count: writers.count)
    var block = CellBlock()
    for range in rows {
      for part in Self.parts(of: range, columns: writers.count) {
        for (column, writer) in writers.enumerated() {
          block.removeAll()
          writer.append(part, to: &block)
          widths[column] = max(widths[column], block.widest)
        }
        try sink.write([])
      }
    }
    return widths
  }

  private static func parts(of rows: Range<Int>, columns: Int) -> [Range<Int>] {
    let count = max(1, cellsAtOnce / max(1, columns))
    return stride(from: rows.lowerBound, to: rows.upperBound, by: count).map {
      $0..<min(rows.upperBound, $0 + count)
    }
  }
}
