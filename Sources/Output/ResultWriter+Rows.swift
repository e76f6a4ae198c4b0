extension ResultWriter {
  /// Writes rows, many at a time.
  ///
  /// - Parameter separator: bytes at the start of a row that come only between rows: the first row
  ///   of the result goes without.
  func writeRows<Sink: ByteSink>(
    _ rows: Range<Int>, of writers: [CellWriter], in frame: RowFrame, separator: Int = 0,
    to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let parts = RowParts(rows: rows, columns: writers.count, threads: threads)
    try parts.forEach { part, block in
      for writer in writers { writer.append(part, to: &block) }
      var text = frame.rows(part.count, of: block)
      if part.lowerBound == 0 { text.removeFirst(separator) }
      return text
    } take: { text throws(OutputFailure) in
      try output.put(text)
    }
  }

  /// The widest cell of each column among some rows.
  func widths<Sink: ByteSink>(
    of writers: [CellWriter], rows: [Range<Int>], asking sink: inout Sink
  ) throws(OutputFailure) -> [Int] {
    var widths = Array(repeating: 0, count: writers.count)
    for range in rows {
      let parts = RowParts(rows: range, columns: writers.count, threads: threads)
      try parts.forEach { part, block in
        for writer in writers { writer.append(part, to: &block) }
        return block.widest(ofEach: part.count)
      } take: { widest throws(OutputFailure) in
        for (column, width) in widest.enumerated() { widths[column] = max(widths[column], width) }
        try sink.write([])
      }
    }
    return widths
  }
}
