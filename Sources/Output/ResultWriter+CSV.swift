import Model

extension ResultWriter {
  /// Comma-separated values with a header row; lines end with a newline alone, which every reader
  /// takes. Missing is empty and an empty text is `""`.
  func writeCSV<Sink: ByteSink>(
    _ table: ResultTable, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let writers = try cellWriters(of: table, .csv, asking: &output.sink)
    let names = table.columns.map { TextDress.csv.dressed($0.name) }
    output.bytes += names.joined(separator: [UInt8(ascii: ",")])
    output.bytes.append(UInt8(ascii: "\n"))
    let frame = RowFrame(
      leads: writers.indices.map { $0 > 0 ? "," : "" }, end: "\n")
    try writeRows(0..<table.rowCount, of: writers, in: frame, to: &output)
  }
}
