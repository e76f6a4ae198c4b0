import Glibc

/// Writes rows to a file, or gathers them in memory, through one large buffer.
///
/// What the system refuses to write stops nothing at once: it is remembered, all else is dropped,
/// and `finish` throws it.
struct CSVWriter: ~Copyable {
  /// What the system said when it refused to write.
  struct Fault: Error {
    var number: Int32
  }

  private static let capacity = 1 << 18
  /// The longest that one row can be.
  private static let reserve = 1 << 12

  /// Nil for a text in memory, and for a file that could not be created.
  private let descriptor: Int32?
  private let buffer: UnsafeMutablePointer<UInt8>
  private var used = 0
  private var gathered: [UInt8] = []
  private(set) var fault: Fault?

  /// Creates a file, or without a path a text in memory.
  init(path: String?) {
    buffer = .allocate(capacity: Self.capacity)
    guard let path else {
      descriptor = nil
      return
    }
    let opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    descriptor = opened < 0 ? nil : opened
    if opened < 0 { fault = Fault(number: errno) }
  }

  deinit {
    buffer.deallocate()
    if let descriptor { close(descriptor) }
  }

  /// Writes what is left.
  ///
  /// - Returns: all of a text in memory; nothing for a file.
  mutating func finish() throws(Fault) -> [UInt8] {
    flush()
    if let fault { throw fault }
    return gathered
  }

  private mutating func flush() {
    defer { used = 0 }
    guard let descriptor else {
      if fault != nil { return }
      gathered.append(contentsOf: UnsafeBufferPointer(start: buffer, count: used))
      return
    }
    var done = 0
    while done < used, fault == nil {
      let count = Glibc.write(descriptor, buffer + done, used - done)
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        fault = Fault(number: errno)
      }
    }
  }

  /// Ends a row, and writes the buffer when the next row might not fit.
  mutating func endRow() {
    // Every cell ends with a comma; the last one becomes the line end.
    buffer[used - 1] = UInt8(ascii: "\n")
    if used > Self.capacity - Self.reserve { flush() }
  }

  /// A whole text that is no table.
  mutating func document(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      add(byte)
      if used == Self.capacity { flush() }
    }
  }
}

// MARK: - Cells

extension CSVWriter {
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

  /// A word of a choice.
  @inline(__always) mutating func word(_ word: some RawRepresentable<String>) {
    for byte in word.rawValue.utf8 { add(byte) }
    add(UInt8(ascii: ","))
  }

  /// A text of at most a thousand bytes, in quotes where it needs them.
  mutating func text(_ text: String) {
    let needsQuotes = text.utf8.contains {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
    }
    if needsQuotes { add(UInt8(ascii: "\"")) }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { add(byte) }
      add(byte)
    }
    if needsQuotes { add(UInt8(ascii: "\"")) }
    add(UInt8(ascii: ","))
  }

  @inline(__always) mutating func truth(_ truth: Bool) {
    if truth { plain(Self.yes) } else { plain(Self.no) }
  }

  private static let yes = Array("yes".utf8)
  private static let no = Array("no".utf8)

  /// A whole number that is not negative.
  @inline(__always) mutating func number(_ number: Int) {
    digits(number)
    add(UInt8(ascii: ","))
  }

  /// The id of a row by its place, from 0; nothing without a place.
  @inline(__always) mutating func id(_ place: Int?) {
    if let place { digits(place + 1) }
    add(UInt8(ascii: ","))
  }

  /// `40%`.
  @inline(__always) mutating func percent(_ percent: Int) {
    digits(percent)
    add(UInt8(ascii: "%"))
    add(UInt8(ascii: ","))
  }

  /// A number of tenths, with its one decimal.
  @inline(__always) mutating func tenths(_ tenths: Int) {
    digits(tenths / 10)
    add(UInt8(ascii: "."))
    add(UInt8(truncatingIfNeeded: 48 + tenths % 10))
    add(UInt8(ascii: ","))
  }

  /// An amount in hundredths, with its two decimals.
  @inline(__always) mutating func cents(_ cents: Int) {
    digits(cents / 100)
    let rest = cents % 100
    add(UInt8(ascii: "."))
    add(UInt8(truncatingIfNeeded: 48 + rest / 10))
    add(UInt8(truncatingIfNeeded: 48 + rest % 10))
    add(UInt8(ascii: ","))
  }

  /// A day of the history; nothing without one.
  @inline(__always) mutating func day(_ day: Int?, of timeline: Timeline) {
    if let day {
      timeline.copyText(of: day, to: buffer + used)
      used += Timeline.textLength
    }
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
