/// Why writing a result ended early.
package enum OutputFailure: Error, Sendable, Hashable {
  /// Whoever read has gone away: the program ends without a word.
  case closed
  /// The user asked to stop.
  case interrupted
  /// The system's reason.
  case failed(String)
}

/// Where bytes go: a descriptor, a file that is being written, or memory.
package protocol ByteSink {
  /// Takes all bytes or throws. An empty chunk asks only whether to go on.
  mutating func write(_ chunk: [UInt8]) throws(OutputFailure)
}

/// Keeps everything: for tests and for texts that are needed whole.
package struct MemorySink: ByteSink, Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ chunk: [UInt8]) throws(OutputFailure) {
    bytes += chunk
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Collects small pieces, so that a sink is asked once per 64 KiB and not once per cell.
struct ChunkedWriter<Sink: ByteSink> {
  private static var chunkSize: Int { 1 << 16 }

  var bytes: [UInt8] = []
  var sink: Sink

  init(_ sink: Sink) {
    self.sink = sink
    bytes.reserveCapacity(Self.chunkSize + 4096)
  }

  /// Takes a piece of many rows, which is handed on without a copy where it is large.
  mutating func put(_ piece: [UInt8]) throws(OutputFailure) {
    if bytes.count + piece.count <= Self.chunkSize {
      bytes += piece
      return
    }
    if !bytes.isEmpty { try flush() }
    try sink.write(piece)
  }

  /// Called between rows: hands on what has gathered.
  mutating func rowEnded() throws(OutputFailure) {
    if bytes.count >= Self.chunkSize { try flush() }
  }

  mutating func flush() throws(OutputFailure) {
    try sink.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
