import Messages
import Model

extension ResultWriter {
  /// A Markdown table: values as people read them, all rows.
  func writeMarkdown<Sink: ByteSink>(
    _ table: ResultTable, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let writers = cellWriters(of: table, for: .people, rows: [0..<table.rowCount])
    if writers.isEmpty { return }
    for column in table.columns {
      output.bytes.append("| ")
      Self.appendMarkdown(Array(column.name.utf8), to: &output.bytes)
      output.bytes.append(UInt8(ascii: " "))
    }
    output.bytes.append("|\n")
    for writer in writers {
      output.bytes.append(writer.isRightAligned ? "| ---: " : "| --- ")
    }
    output.bytes.append("|\n")
    var scratch: [UInt8] = []
    for row in 0..<table.rowCount {
      for writer in writers {
        scratch.removeAll(keepingCapacity: true)
        output.bytes.append("| ")
        if writer.append(row, to: &scratch) {
          Self.appendMarkdown(scratch, to: &output.bytes)
        } else {
          output.bytes.append("–")
        }
        output.bytes.append(UInt8(ascii: " "))
      }
      output.bytes.append("|\n")
      try output.rowEnded()
    }
  }

  /// Text that stays in its cell and means nothing to Markdown.
  static func appendMarkdown(_ text: [UInt8], to bytes: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "`"),
        UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "]"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case UInt8(ascii: "<"): bytes.append("&lt;")
      case UInt8(ascii: "&"): bytes.append("&amp;")
      case 0x0A: bytes.append("<br>")
      case 0x00..<0x20: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
  }

  /// An HTML table without styling of its own: the class `number` marks right-aligned cells and
  /// `missing` those without a value.
  func writeHTML<Sink: ByteSink>(
    _ table: ResultTable, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let writers = cellWriters(of: table, for: .people, rows: [0..<table.rowCount])
    output.bytes.append("<table>\n<thead>\n<tr>")
    for (column, writer) in zip(table.columns, writers) {
      output.bytes.append(writer.isRightAligned ? "<th class=\"number\">" : "<th>")
      Self.appendHTML(Array(column.name.utf8), to: &output.bytes)
      output.bytes.append("</th>")
    }
    output.bytes.append("</tr>\n</thead>\n<tbody>\n")
    var scratch: [UInt8] = []
    for row in 0..<table.rowCount {
      output.bytes.append("<tr>")
      for writer in writers {
        scratch.removeAll(keepingCapacity: true)
        if writer.append(row, to: &scratch) {
          output.bytes.append(writer.isRightAligned ? "<td class=\"number\">" : "<td>")
          Self.appendHTML(scratch, to: &output.bytes)
        } else {
          output.bytes.append("<td class=\"missing\">–")
        }
        output.bytes.append("</td>")
      }
      output.bytes.append("</tr>\n")
      try output.rowEnded()
    }
    output.bytes.append("</tbody>\n</table>\n")
  }

  static func appendHTML(_ text: [UInt8], to bytes: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "<"): bytes.append("&lt;")
      case UInt8(ascii: ">"): bytes.append("&gt;")
      case UInt8(ascii: "&"): bytes.append("&amp;")
      case UInt8(ascii: "\""): bytes.append("&quot;")
      case 0x0A: bytes.append("<br>")
      case 0x00..<0x20: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
  }
}
