import Messages
import Model

extension ResultWriter {
  /// One object per row: in an array, or one per line.
  func writeJSON<Sink: ByteSink>(
    _ table: ResultTable, asLines: Bool, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let writers = cellWriters(of: table, for: .machines, rows: [])
    let keys = table.columns.enumerated().map { column, field in
      var key: [UInt8] = column > 0 ? [UInt8(ascii: ",")] : []
      Self.appendJSON(field.name.utf8, to: &key)
      key.append(UInt8(ascii: ":"))
      return key
    }
    if !asLines { output.bytes.append("[") }
    var scratch: [UInt8] = []
    for row in 0..<table.rowCount {
      if !asLines {
        if row > 0 { output.bytes.append(UInt8(ascii: ",")) }
        output.bytes.append("\n")
      }
      output.bytes.append(UInt8(ascii: "{"))
      for (column, writer) in writers.enumerated() {
        output.bytes += keys[column]
        Self.appendJSON(row, of: writer, scratch: &scratch, to: &output.bytes)
      }
      output.bytes.append(UInt8(ascii: "}"))
      if asLines { output.bytes.append(UInt8(ascii: "\n")) }
      try output.rowEnded()
    }
    if !asLines { output.bytes.append(table.rowCount > 0 ? "\n]\n" : "]\n") }
  }

  private static func appendJSON(
    _ row: Int, of writer: CellWriter, scratch: inout [UInt8], to bytes: inout [UInt8]
  ) {
    if writer.isQuotedInJSON {
      scratch.removeAll(keepingCapacity: true)
      if writer.append(row, to: &scratch) {
        appendJSON(scratch, to: &bytes)
      } else {
        bytes.append("null")
      }
      return
    }
    let start = bytes.count
    // JSON has no infinity.
    if !writer.append(row, to: &bytes) || bytes.last == UInt8(ascii: "f") {
      bytes.removeSubrange(start...)
      bytes.append("null")
    }
  }

  /// A text as a JSON string.
  package static func json(_ text: String) -> String {
    var bytes: [UInt8] = []
    appendJSON(text.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A JSON string: the bytes between quotation marks, escaped where JSON asks for it.
  package static func appendJSON(
    _ text: some Sequence<UInt8>, to bytes: inout [UInt8]
  ) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""): bytes.append("\\\"")
      case UInt8(ascii: "\\"): bytes.append("\\\\")
      case 0x0A: bytes.append("\\n")
      case 0x0D: bytes.append("\\r")
      case 0x09: bytes.append("\\t")
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append("\\u00")
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
