import Messages
import Model

extension ResultWriter {
  /// A Markdown table: values as people read them, all rows.
  func writeMarkdown<Sink: ByteSink>(
    _ table: ResultTable, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let rows = 0..<table.rowCount
    let writers = try cellWriters(of: table, .markdown, rows: [rows], asking: &output.sink)
    if writers.isEmpty { return }
    for column in table.columns {
      output.bytes.append("| ")
      output.bytes += TextDress.markdown.dressed(column.name)
      output.bytes.append(UInt8(ascii: " "))
    }
    output.bytes.append("|\n")
    for writer in writers {
      output.bytes.append(writer.isRightAligned ? "| ---: " : "| --- ")
    }
    output.bytes.append("|\n")
    let frame = RowFrame(
      leads: writers.indices.map { $0 > 0 ? " | " : "| " }, end: " |\n")
    try writeRows(rows, of: writers, in: frame, to: &output)
  }

  /// An HTML table without styling of its own: the class `number` marks right-aligned cells and
  /// `missing` those without a value.
  func writeHTML<Sink: ByteSink>(
    _ table: ResultTable, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let rows = 0..<table.rowCount
    let writers = try cellWriters(of: table, .html, rows: [rows], asking: &output.sink)
    output.bytes.append("<table>\n<thead>\n<tr>")
    for (column, writer) in zip(table.columns, writers) {
      output.bytes.append(writer.isRightAligned ? "<th class=\"number\">" : "<th>")
      output.bytes += TextDress.html.dressed(column.name)
      output.bytes.append("</th>")
    }
    output.bytes.append("</tr>\n</thead>\n<tbody>\n")
    let frame = RowFrame(
      start: "<tr>", leads: writers.indices.map { $0 > 0 ? "</td>" : "" },
      end: (writers.isEmpty ? "" : "</td>") + "</tr>\n")
    try writeRows(rows, of: writers, in: frame, to: &output)
    output.bytes.append("</tbody>\n</table>\n")
  }
}
