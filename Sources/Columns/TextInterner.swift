/// Builds a ``TextDictionary``: gives each distinct text its code.
///
/// Open addressing over the buffer's own entries: no `String` is made. A slot holds a text's hash
/// beside its code, so that a probe which meets another text seldom has to look at that text.
public struct TextInterner: Sendable {
  @usableFromInline var bytes: [UInt8] = []
  @usableFromInline var offsets: [Int] = [0]
  /// `hash << 32 | code + 1`; 0 is a free slot.
  @usableFromInline var slots: [UInt64]
  @usableFromInline var mask: Int
  /// Keeps the compiler from leaving out what is only looked at ahead of time.
  private var lookedAhead: UInt64 = 0

  public init() {
    slots = Array(repeating: 0, count: 64)
    mask = 63
  }

  /// Takes over the texts of a dictionary under their codes.
  public init(_ dictionary: TextDictionary) {
    self.init()
    bytes = dictionary.bytes.array
    offsets = dictionary.offsets.array
    var size = 64
    while size < dictionary.count * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    mask = size - 1
    bytes.withUnsafeBufferPointer { bytes in
      for code in 0..<dictionary.count {
        let text = UnsafeBufferPointer(rebasing: bytes[offsets[code]..<offsets[code + 1]])
        place(UInt64(Self.hash(text)) << 32 | UInt64(code + 1))
      }
    }
  }

  public var count: Int { offsets.count - 1 }

  public var dictionary: TextDictionary {
    TextDictionary(bytes: Buffer(bytes), offsets: Buffer(offsets))
  }

  /// The code of a text, new or known.
  public mutating func intern(_ text: String) -> Int32 {
    var text = text
    return text.withUTF8 { intern($0) }
  }

  /// The code of the text that these UTF-8 bytes spell, new or known.
  @inlinable public mutating func intern(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    intern(text, hash: Self.hash(text))
  }

  /// The code of the text that these UTF-8 bytes spell and that has this hash, new or known.
  @inlinable public mutating func intern(
    _ text: UnsafeBufferPointer<UInt8>, hash: UInt32
  ) -> Int32 {
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { break }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let code = Int(UInt32(truncatingIfNeeded: entry)) - 1
        if equals(code, text) { return Int32(truncatingIfNeeded: code) }
      }
      slot = (slot + 1) & mask
    }
    return add(text, hash, slot)
  }

  /// What the table holds at the place where a text of this hash is looked for first.
  ///
  /// Of no use but to have it in the cache: a loop that asks for many hashes before it interns
  /// their texts waits for the memory once instead of for each.
  @inlinable public func lookAhead(_ hash: UInt32) -> UInt64 {
    slots[Int(hash) & mask]
  }

  /// The codes of all texts of a dictionary, new or known, by their codes there.
  public mutating func intern(all texts: TextDictionary) -> [Int32] {
    let batch = 32
    return texts.bytes.withUnsafeBufferPointer { bytes in
      var codes: [Int32] = []
      codes.reserveCapacity(texts.count)
      var hashes = Array(repeating: UInt32(0), count: batch)
      let offsets = texts.offsets.array
      func text(_ code: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[offsets[code]..<offsets[code + 1]])
      }
      var seen: UInt64 = 0
      for start in stride(from: 0, to: texts.count, by: batch) {
        let end = min(start + batch, texts.count)
        for code in start..<end {
          hashes[code - start] = Self.hash(text(code))
          seen |= lookAhead(hashes[code - start])
        }
        for code in start..<end { codes.append(intern(text(code), hash: hashes[code - start])) }
      }
      lookedAhead = seen
      return codes
    }
  }

  /// The code of a known text; nil for one that was never interned.
  @inlinable public func code(of text: UnsafeBufferPointer<UInt8>) -> Int32? {
    let hash = Self.hash(text)
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let code = Int(UInt32(truncatingIfNeeded: entry)) - 1
        if equals(code, text) { return Int32(truncatingIfNeeded: code) }
      }
      slot = (slot + 1) & mask
    }
  }

  @usableFromInline mutating func add(
    _ text: UnsafeBufferPointer<UInt8>, _ hash: UInt32, _ slot: Int
  ) -> Int32 {
    let code = offsets.count - 1
    slots[slot] = UInt64(hash) << 32 | UInt64(code + 1)
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    if offsets.count * 2 > slots.count { grow() }
    return Int32(truncatingIfNeeded: code)
  }

  @inlinable func equals(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = offsets[code]
    let count = offsets[code + 1] - start
    guard count == text.count else { return false }
    guard let right = text.baseAddress else { return true }
    return bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return count == 0 }
      return Self.sameBytes(base + start, UnsafeRawPointer(right), count)
    }
  }

  /// Compares eight bytes at a time; the last eight overlap the ones before.
  @inlinable static func sameBytes(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int
  ) -> Bool {
    guard count >= 8 else {
      for index in 0..<count
      where left.load(fromByteOffset: index, as: UInt8.self)
        != right.load(fromByteOffset: index, as: UInt8.self)
      {
        return false
      }
      return true
    }
    var index = 0
    while index < count - 8 {
      if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        != right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      {
        return false
      }
      index += 8
    }
    return left.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      == right.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
  }

  private mutating func place(_ entry: UInt64) {
    var slot = Int(entry >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    mask = slots.count - 1
    for entry in old where entry != 0 { place(entry) }
  }

  /// Multiplies and folds eight bytes at a time: short keys, no adversary.
  ///
  /// Source: the mixing step of wyhash (Wang Yi), with the last bytes read as overlapping words.
  @inlinable public static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let count = text.count
    var hash = 0x9e37_79b9_7f4a_7c15 ^ UInt64(truncatingIfNeeded: count)
    guard let first = text.baseAddress else { return UInt32(truncatingIfNeeded: hash) }
    let base = UnsafeRawPointer(first)
    if count >= 8 {
      var index = 0
      while index < count - 8 {
        hash = mix(hash, base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      hash = mix(hash, base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    } else if count >= 4 {
      let low = base.loadUnaligned(as: UInt32.self)
      let high = base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
      hash = mix(hash, UInt64(low) | UInt64(high) << 32)
    } else if count > 0 {
      let start = UInt64(text[0])
      let middle = UInt64(text[count / 2])
      hash = mix(hash, start | middle << 8 | UInt64(text[count - 1]) << 16)
    }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  @inlinable static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    return product.low ^ product.high
  }
}
