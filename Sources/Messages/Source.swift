/// One text that was read: a script, a line typed at the prompt, an argument of `-e`.
package struct Source: Sendable {
  package let id: SourceID
  /// The path as the user gave it, or a word such as `prompt` for typed text.
  package let name: String
  package let text: String
  package let bytes: [UInt8]
  /// Offset of each line's first byte; line `n` (from 1) starts at `lineStarts[n - 1]`.
  package let lineStarts: [Int]

  package init(id: SourceID, name: String, text: String) {
    self.id = id
    self.name = name
    self.text = text
    let bytes = Array(text.utf8)
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
  }

  /// The line that holds a byte, from 1; an offset behind the end counts as the last line.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The characters (not bytes) before an offset in its line, plus 1: what an editor calls column.
  package func column(at offset: Int) -> Int {
    let start = lineStarts[line(at: offset) - 1]
    return text(start..<max(start, min(offset, bytes.count))).count + 1
  }

  /// A line without its line end, exactly as typed; `number` counts from 1.
  package func lineText(_ number: Int) -> String {
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return text(start..<max(start, end))
  }

  /// The text of a run of bytes.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The text that a span of this source covers.
  package func text(_ span: Span) -> String {
    text(min(span.start, bytes.count)..<min(span.end, bytes.count))
  }
}

/// The texts read so far, each found again by the id that its spans carry.
package struct SourceMap: Sendable {
  private var sources: [Source] = []
  private let shipped: @Sendable () -> [Source]

  /// - Parameter shipped: texts that come with the program, with ids from -1 downwards; asked for
  ///   only where one is shown.
  package init(shipped: @escaping @Sendable () -> [Source] = { [] }) {
    self.shipped = shipped
  }

  /// Keeps a text and gives it the next id.
  package mutating func add(name: String, text: String) -> Source {
    let source = Source(id: SourceID(index: sources.count), name: name, text: text)
    sources.append(source)
    return source
  }

  package subscript(id: SourceID) -> Source? {
    if sources.indices.contains(id.index) { return sources[id.index] }
    return id.isShipped ? shipped().first { $0.id == id } : nil
  }

  /// The text that a span covers, on one line.
  package func line(_ span: Span) -> String {
    guard let source = self[span.source] else { return "" }
    return source.text(span).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
