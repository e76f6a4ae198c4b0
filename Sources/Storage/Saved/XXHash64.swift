/// A checksum of 64 bits, for finding damage and not for keeping out forgers.
///
/// Source: XXH64 as Yann Collet's specification of the xxHash family has it, version 0.1.1, with seed
/// 0. Bytes are taken as little-endian words.
struct XXHash64 {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5
  /// What is taken in at a time.
  static let stripe = 32

  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
    prime1 &+ prime2, prime2, 0, 0 &- prime1
  )
  private var length = 0

  /// The checksum of some bytes.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = XXHash64()
    let whole = bytes.count - bytes.count % stripe
    hash.add(UnsafeRawBufferPointer(rebasing: bytes[..<whole]))
    return hash.finish(UnsafeRawBufferPointer(rebasing: bytes[whole...]))
  }

  static func hash(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { hash($0) } }

  /// Takes in bytes, as many as a multiple of ``stripe``.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var (first, second, third, fourth) = lanes
    var offset = 0
    while offset < bytes.count {
      first = Self.round(first, Self.word(bytes, offset))
      second = Self.round(second, Self.word(bytes, offset + 8))
      third = Self.round(third, Self.word(bytes, offset + 16))
      fourth = Self.round(fourth, Self.word(bytes, offset + 24))
      offset += Self.stripe
    }
    lanes = (first, second, third, fourth)
    length += bytes.count
  }

  /// The checksum of what was taken in and some last bytes.
  consuming func finish(_ rest: UnsafeRawBufferPointer) -> UInt64 {
    let whole = rest.count - rest.count % Self.stripe
    add(UnsafeRawBufferPointer(rebasing: rest[..<whole]))
    let isLong = length > 0
    length += rest.count - whole
    var hash = isLong ? mergedLanes : Self.prime5
    hash &+= UInt64(length)
    var offset = whole
    while offset + 8 <= rest.count {
      hash = Self.turned(hash ^ Self.round(0, Self.word(rest, offset)), 27) &* Self.prime1
      hash &+= Self.prime4
      offset += 8
    }
    if offset + 4 <= rest.count {
      let word = UInt32(
        littleEndian: rest.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      hash = Self.turned(hash ^ UInt64(word) &* Self.prime1, 23) &* Self.prime2 &+ Self.prime3
      offset += 4
    }
    while offset < rest.count {
      hash = Self.turned(hash ^ UInt64(rest[offset]) &* Self.prime5, 11) &* Self.prime1
      offset += 1
    }
    hash = (hash ^ hash >> 33) &* Self.prime2
    hash = (hash ^ hash >> 29) &* Self.prime3
    return hash ^ hash >> 32
  }

  private var mergedLanes: UInt64 {
    let (first, second, third, fourth) = lanes
    var hash = Self.turned(first, 1) &+ Self.turned(second, 7)
    hash &+= Self.turned(third, 12) &+ Self.turned(fourth, 18)
    for lane in [first, second, third, fourth] {
      hash = (hash ^ Self.round(0, lane)) &* Self.prime1 &+ Self.prime4
    }
    return hash
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    turned(lane &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func turned(_ word: UInt64, _ bits: UInt64) -> UInt64 {
    word &<< bits | word &>> (64 - bits)
  }
}
