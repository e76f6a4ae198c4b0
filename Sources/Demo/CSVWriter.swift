import Glibc

/// Writes cells to a file through one large buffer.
struct CSVWriter: ~Copyable {
  /// What the system said when it refused to write.
  struct Fault: Error {
    var number: Int32
  }

  private static let capacity = 1 << 20
  /// The longest that one row can be.
  private static let reserve = 1 << 12

  private let descriptor: Int32
  private let buffer: UnsafeMutablePointer<UInt8>
  private var used = 0

  init(path: String) throws(Fault) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Fault(number: errno) }
    buffer = .allocate(capacity: Self.capacity)
  }

  deinit {
    buffer.deallocate()
    close(descriptor)
  }

  /// Ends a row, and writes the buffer when the next row might not fit.
  mutating func endRow() throws(Fault) {
    // Every cell ends with a comma; the last one becomes the line end.
    buffer[used - 1] = UInt8(ascii: "\n")
    if used > Self.capacity - Self.reserve { try flush() }
  }

  mutating func flush() throws(Fault) {
    var done = 0
    while done < used {
      let count = Glibc.write(descriptor, buffer + done, used - done)
      if count < 0 {
        if errno == EINTR { continue }
        throw Fault(number: errno)
      }
      done += count
    }
    used = 0
  }

  /// One byte of a text that is no table.
  mutating func raw(_ byte: UInt8) throws(Fault) {
    add(byte)
    if used > Self.capacity - Self.reserve { try flush() }
  }

  @inline(__always) mutating func empty() {
    add(UInt8(ascii: ","))
  }

  /// Bytes that need no quotes.
  @inline(__always) mutating func plain(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      (buffer + used).update(from: base, count: bytes.count)
    }
    used += bytes.count
    add(UInt8(ascii: ","))
  }

  mutating func text(_ text: String) {
    let needsQuotes = text.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
    }
    guard needsQuotes else { return plain(Array(text.utf8)) }
    add(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { add(byte) }
      add(byte)
    }
    add(UInt8(ascii: "\""))
    add(UInt8(ascii: ","))
  }

  /// A whole number that is not negative.
  @inline(__always) mutating func number(_ number: Int) {
    digits(number)
    add(UInt8(ascii: ","))
  }

  /// An amount in hundredths, with its two decimals.
  @inline(__always) mutating func amount(_ cents: Int) {
    digits(cents / 100)
    let rest = cents % 100
    add(UInt8(ascii: "."))
    add(UInt8(truncatingIfNeeded: 48 + rest / 10))
    add(UInt8(truncatingIfNeeded: 48 + rest % 10))
    add(UInt8(ascii: ","))
  }

  @inline(__always) private mutating func digits(_ number: Int) {
    var length = 1
    var limit = 10
    while number >= limit, length < 18 {
      limit *= 10
      length += 1
    }
    var rest = number
    var place = used + length
    used = place
    for _ in 0..<length {
      place -= 1
      buffer[place] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
  }

  @inline(__always) private mutating func add(_ byte: UInt8) {
    buffer[used] = byte
    used += 1
  }
}
