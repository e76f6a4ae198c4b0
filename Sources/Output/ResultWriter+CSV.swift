import Messages
import Model

extension ResultWriter {
  /// Comma-separated values with a header row, quoted as RFC 4180 says; lines end with a newline
  /// alone, which every reader takes. Missing is empty and an empty text is `""`.
  func writeCSV<Sink: ByteSink>(
    _ table: ResultTable, to output: inout ChunkedWriter<Sink>
  ) throws(OutputFailure) {
    let writers = cellWriters(of: table, for: .machines, rows: [])
    for (column, field) in table.columns.enumerated() {
      if column > 0 { output.bytes.append(UInt8(ascii: ",")) }
      let start = output.bytes.count
      output.bytes.append(text: field.name)
      Self.quoteCSV(from: start, in: &output.bytes)
    }
    output.bytes.append(UInt8(ascii: "\n"))
    for row in 0..<table.rowCount {
      for (column, writer) in writers.enumerated() {
        if column > 0 { output.bytes.append(UInt8(ascii: ",")) }
        let start = output.bytes.count
        let isPresent = writer.append(row, to: &output.bytes)
        if isPresent, writer.isQuotedInJSON { Self.quoteCSV(from: start, in: &output.bytes) }
      }
      output.bytes.append(UInt8(ascii: "\n"))
      try output.rowEnded()
    }
  }

  /// Puts quotation marks around the bytes from `start` on where they need them.
  private static func quoteCSV(from start: Int, in bytes: inout [UInt8]) {
    let needsQuotes =
      bytes.count == start
      || bytes[start...].contains {
        $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
      }
    guard needsQuotes else { return }
    let plain = Array(bytes[start...])
    bytes.removeSubrange(start...)
    bytes.append(UInt8(ascii: "\""))
    for byte in plain {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
