/// Distinct texts, each with a code from 0 in order of first appearance.
///
/// The texts stand end to end in one buffer, because a Swift `String` per entry would cost 16
/// bytes and, above 15 bytes of text, an allocation each.
public struct TextDictionary: Sendable {
  /// UTF-8 of all entries, end to end.
  public let bytes: Buffer<UInt8>
  /// Entry `c` is `bytes[offsets[c]..<offsets[c + 1]]`; one more offset than entries.
  public let offsets: Buffer<Int>

  @inlinable public init(bytes: Buffer<UInt8>, offsets: Buffer<Int>) {
    self.bytes = bytes
    self.offsets = offsets
  }

  /// A dictionary of the given texts, which must be distinct.
  public init(_ texts: [String]) {
    var bytes: [UInt8] = []
    var offsets = [0]
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      offsets.append(bytes.count)
    }
    self.init(bytes: Buffer(bytes), offsets: Buffer(offsets))
  }

  @inlinable public var count: Int { offsets.count - 1 }

  public subscript(code: Int) -> String {
    withUTF8(of: code) { String(decoding: $0, as: UTF8.self) }
  }

  /// Hands out the UTF-8 of a text, which is valid until the body returns.
  @inlinable public func withUTF8<Result>(
    of code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[offsets[code]..<offsets[code + 1]]))
    }
  }

  /// What a body makes of the UTF-8 of each text, by code. The text is valid until the body returns.
  @inlinable public func map<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> [Result] {
    bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        (0..<count).map { code in
          body(UnsafeBufferPointer(rebasing: bytes[offsets[code]..<offsets[code + 1]]))
        }
      }
    }
  }

  /// The code of a text that equals this one byte by byte.
  ///
  /// A linear search: it runs once per literal of a query, and no index has to be kept.
  public func code(of text: String) -> Int32? {
    let wanted = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      offsets.withUnsafeBufferPointer { offsets in
        wanted.withUnsafeBufferPointer { wanted -> Int32? in
          for code in 0..<count {
            let start = offsets[code]
            guard offsets[code + 1] - start == wanted.count else { continue }
            var same = true
            for index in 0..<wanted.count where bytes[start + index] != wanted[index] {
              same = false
              break
            }
            if same { return Int32(code) }
          }
          return nil
        }
      }
    }
  }
}
