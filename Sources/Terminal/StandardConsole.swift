package import Engine
import Files
package import Output
package import Shell

/// The program's streams: every write is checked.
package struct StandardConsole: Console, Sendable {
  private let output: Int32
  private let cancellation: Cancellation

  /// - Parameter output: the descriptor that results go to.
  package init(output: Int32 = 1, cancellation: Cancellation = Cancellation()) {
    self.output = output
    self.cancellation = cancellation
  }

  package mutating func write(_ chunk: [UInt8], to stream: Stream) throws(OutputFailure) {
    switch stream {
    case .errors: try Descriptor.write(chunk, to: 2)
    case .output:
      if cancellation.isCancelled { throw .interrupted }
      try Descriptor.write(chunk, to: output)
    }
  }
}
