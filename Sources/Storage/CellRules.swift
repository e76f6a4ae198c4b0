/// What holds for every cell of one column before it is read as a value.
struct CellRules {
  /// The number of the column in the file.
  var column: Int
  /// Texts that mean missing, besides the empty cell.
  var missingTexts: [[UInt8]] = []
  var isRequired = false
  /// Whether spaces around the value are no part of it: true for all but text.
  var trims = true

  /// The text of a cell; nil where it is missing.
  @inline(__always) func text(_ block: Block, _ record: Int) -> UnsafeBufferPointer<UInt8>? {
    let cell = block.cell(record, column)
    guard cell.length > 0 else { return nil }
    var text = block.text(cell)
    if trims, text[0] <= Mark.space || text[text.count - 1] <= Mark.space {
      text = Self.trimmed(text)
      if text.isEmpty { return nil }
    }
    if !missingTexts.isEmpty, isMissingText(text) { return nil }
    return text
  }

  private func isMissingText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    missingTexts.contains { $0.count == text.count && $0.elementsEqual(text) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == Mark.space || (byte >= Mark.tab && byte <= Mark.carriageReturn)
  }

  static func trimmed(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = text.count
    while start < end, isBlank(text[start]) { start += 1 }
    while end > start, isBlank(text[end - 1]) { end -= 1 }
    return UnsafeBufferPointer(rebasing: text[start..<end])
  }
}
