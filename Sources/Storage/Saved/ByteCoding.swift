/// Puts numbers and texts into bytes, as ``ColumnsFile`` says.
struct ByteEncoder {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func put(raw more: [UInt8]) { bytes += more }

  /// A byte that says whether there is a value, and the value.
  mutating func put<Value>(_ value: Value?, _ body: (inout ByteEncoder, Value) -> Void) {
    put(UInt8(value == nil ? 0 : 1))
    if let value { body(&self, value) }
  }

  mutating func put<Value>(all values: [Value], _ body: (inout ByteEncoder, Value) -> Void) {
    put(values.count)
    for value in values { body(&self, value) }
  }

  /// Zeros until the length is a multiple of a size.
  mutating func pad(to size: Int) {
    bytes.append(contentsOf: repeatElement(0, count: (size - bytes.count % size) % size))
  }
}

/// What a file of columns says cannot be so.
struct Damage: Error {}

/// Takes numbers and texts out of bytes that may be anything.
struct ByteDecoder {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { offset == bytes.count }

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _: Number.Type = Number.self
  ) throws(Damage) -> Number {
    let size = MemoryLayout<Number>.size
    guard bytes.count - offset >= size else { throw Damage() }
    defer { offset += size }
    return Number(
      littleEndian: bytes.withUnsafeBytes {
        $0.loadUnaligned(fromByteOffset: offset, as: Number.self)
      })
  }

  /// A number that counts or points at something.
  mutating func count(below limit: Int = .max) throws(Damage) -> Int {
    let count = try number(Int.self)
    guard count >= 0, count < limit else { throw Damage() }
    return count
  }

  mutating func text() throws(Damage) -> String {
    let length = try count()
    guard length <= bytes.count - offset,
      let text = String(validating: bytes[offset..<offset + length], as: UTF8.self)
    else { throw Damage() }
    offset += length
    return text
  }

  mutating func optional<Value>(
    _ body: (inout ByteDecoder) throws(Damage) -> Value
  ) throws(Damage) -> Value? {
    switch try number(UInt8.self) {
    case 0: return nil
    case 1: return try body(&self)
    default: throw Damage()
    }
  }

  mutating func list<Value>(
    _ body: (inout ByteDecoder) throws(Damage) -> Value
  ) throws(Damage) -> [Value] {
    let count = try count()
    // Each takes a byte at least, so that no count asks for more memory than the file has bytes.
    guard count <= bytes.count - offset else { throw Damage() }
    var values: [Value] = []
    for _ in 0..<count { values.append(try body(&self)) }
    return values
  }
}
