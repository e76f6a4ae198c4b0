import Glibc
package import Output

/// Writing to descriptors.
package enum Descriptor {
  /// Writes all bytes, however many calls it takes.
  package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(OutputFailure) {
    try write(bytes[...], to: descriptor)
  }

  /// Writes a part of some bytes without a copy of it.
  package static func write(
    _ bytes: ArraySlice<UInt8>, to descriptor: Int32
  ) throws(OutputFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 {
        rest = rest.dropFirst(written)
        continue
      }
      switch errno {
      case EINTR: continue
      case EPIPE: throw .closed
      case EAGAIN:
        var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waited, 1, -1)
      default: throw .failed(reason())
      }
    }
  }

  /// All bytes until the end.
  package static func readAll(_ descriptor: Int32) throws(OutputFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes += chunk[..<count]
      } else if errno != EINTR {
        throw .failed(reason())
      }
    }
  }

  /// The system's words for the last error.
  package static func reason() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    let number = errno
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: text, as: UTF8.self)
  }
}
