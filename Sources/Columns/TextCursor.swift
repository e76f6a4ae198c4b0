/// Where the next byte of a text goes, in memory that whoever made the cursor keeps ready: what writes
/// says how many bytes it takes at most, and nothing asks for each byte whether there is room.
///
/// A cursor is a bare address, so that loops over cells neither count references nor allocate.
public struct TextCursor {
  public var place: UnsafeMutablePointer<UInt8>

  @inlinable public init(_ place: UnsafeMutablePointer<UInt8>) {
    self.place = place
  }

  @inlinable public mutating func put(_ byte: UInt8) {
    place.pointee = byte
    place += 1
  }

  @inlinable public mutating func put(_ text: StaticString) {
    place.update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    place += text.utf8CodeUnitCount
  }

  @inlinable public mutating func put(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { put($0) }
  }

  @inlinable public mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let first = bytes.baseAddress else { return }
    place.update(from: first, count: bytes.count)
    place += bytes.count
  }

  @inlinable public mutating func put(_ byte: UInt8, times: Int) {
    guard times > 0 else { return }
    place.update(repeating: byte, count: times)
    place += times
  }

  /// The number's last digits, so many of them.
  @inlinable public mutating func put(lastDigits count: Int, of number: UInt64) {
    var rest = number
    var position = count
    while position > 0 {
      position -= 1
      place[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    place += count
  }

  /// The number with zeros before it where it has fewer digits; at most 21 bytes.
  @inlinable public mutating func put(_ number: Int, digits: Int) {
    if number < 0 { put(UInt8(ascii: "-")) }
    var (needed, limit) = (1, UInt64(10))
    while number.magnitude >= limit, needed < 19 {
      needed += 1
      limit *= 10
    }
    put(lastDigits: max(digits, needed), of: UInt64(number.magnitude))
  }
}

extension [UInt8] {
  /// Appends what a body writes: `count` bytes at most.
  @inlinable public mutating func append(atMost count: Int, _ write: (inout TextCursor) -> Void) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { room in
      guard let start = room.baseAddress else { return }
      var cursor = TextCursor(start)
      write(&cursor)
      append(contentsOf: UnsafeBufferPointer(start: start, count: cursor.place - start))
    }
  }
}

extension String {
  /// What a body writes: `count` bytes at most.
  init(atMost count: Int, _ write: (inout TextCursor) -> Void) {
    self.init(unsafeUninitializedCapacity: count) { room in
      guard let start = room.baseAddress else { return 0 }
      var cursor = TextCursor(start)
      write(&cursor)
      return cursor.place - start
    }
  }
}
