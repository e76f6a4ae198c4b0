import Messages
import Model

extension ResultWriter {
  /// One object per row: in an array, or one per line.
  func writeJSON<Sink: ByteSink>(
    _ table: ResultTable, asLines: Bool, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let writers = try cellWriters(of: table, .json, asking: &output.sink)
    let leads = table.columns.enumerated().map { column, field in
      (column > 0 ? "," : "") + Self.json(field.name) + ":"
    }
    if !asLines { output.bytes.append("[") }
    let separator = asLines ? "" : ","
    let frame = RowFrame(
      start: asLines ? "{" : separator + "\n{", leads: leads, end: asLines ? "}\n" : "}")
    try writeRows(
      0..<table.rowCount, of: writers, in: frame, separator: separator.utf8.count, to: &output)
    if !asLines { output.bytes.append(table.rowCount > 0 ? "\n]\n" : "]\n") }
  }

  /// A text as a JSON string.
  package static func json(_ text: String) -> String {
    "\"" + String(decoding: TextDress.json.dressed(text), as: UTF8.self) + "\""
  }
}
