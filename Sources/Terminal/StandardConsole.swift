package import Engine
import Files
import Glibc
package import Output
package import Shell

/// The program's streams: every write is checked.
package struct StandardConsole: Console, Sendable {
  /// A pipe that is ready takes so much without a wait.
  private static let pieceBytes = 4_096
  /// How long a slow reader may keep a cancellation waiting.
  private static let patienceMilliseconds: Int32 = 20

  private let output: Int32
  private let cancellation: Cancellation
  private let line: ProgressLine?

  /// - Parameters:
  ///   - output: the descriptor that results go to.
  ///   - line: makes room for what is written.
  package init(
    output: Int32 = 1, cancellation: Cancellation = Cancellation(), line: ProgressLine? = nil
  ) {
    self.output = output
    self.cancellation = cancellation
    self.line = line
  }

  package mutating func write(_ chunk: [UInt8], to stream: Stream) throws(OutputFailure) {
    if !chunk.isEmpty { line?.pause() }
    switch stream {
    case .errors: try Descriptor.write(chunk, to: 2)
    case .output:
      // In small pieces, each only once it is welcome: however slow the terminal, and even while it
      // is halted, Ctrl-C is heeded.
      var rest = chunk[...]
      repeat {
        if cancellation.isCancelled { throw .interrupted }
        var waited = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        if !rest.isEmpty, poll(&waited, 1, Self.patienceMilliseconds) == 0 { continue }
        try Descriptor.write(rest.prefix(Self.pieceBytes), to: output)
        rest = rest.dropFirst(Self.pieceBytes)
      } while !rest.isEmpty
    }
  }
}
