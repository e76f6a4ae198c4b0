/// The bytes of a text that can end a cell, or begin or end its quotes, one after the other:
/// delimiters, line feeds, carriage returns and quotes.
///
/// They are looked for 64 bytes at a time, so that a step to the next one is a step to the next bit.
/// The 63 bytes behind the end are read too and count for nothing.
struct StructureMarks {
  private let base: UnsafeRawPointer
  private let delimiters: SIMD16<UInt8>
  let end: Int
  /// Where the 64 bytes begin whose marks are in `bits`, the first byte's in the lowest bit.
  private var window: Int
  private var bits: UInt64

  @inline(__always) init(
    _ base: UnsafePointer<UInt8>, from start: Int, end: Int, delimiter: UInt8
  ) {
    self.base = UnsafeRawPointer(base)
    self.end = end
    delimiters = SIMD16(repeating: delimiter)
    window = start &- 64
    bits = 0
  }

  /// The place of the next mark; `end` where there is none.
  @inline(__always) mutating func next() -> Int {
    while bits == 0 {
      window &+= 64
      guard window < end else {
        window = end
        return end
      }
      bits = marks(window)
    }
    let place = window &+ bits.trailingZeroBitCount
    bits &= bits &- 1
    return min(place, end)
  }

  @inline(__always) private func marks(_ place: Int) -> UInt64 {
    marks16(place) | marks16(place &+ 16) << 16 | marks16(place &+ 32) << 32
      | marks16(place &+ 48) << 48
  }

  @inline(__always) private func marks16(_ place: Int) -> UInt64 {
    let bytes = base.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
    let lineFeeds = SIMD16<UInt8>(repeating: Mark.lineFeed)
    let returns = SIMD16<UInt8>(repeating: Mark.carriageReturn)
    let quotes = SIMD16<UInt8>(repeating: Mark.quote)
    let found =
      same(bytes, delimiters) | same(bytes, lineFeeds) | same(bytes, returns) | same(bytes, quotes)
    return firstBits(found[0]) | firstBits(found[1]) << 8
  }

  /// All ones in each byte that two vectors share.
  @inline(__always) private func same(
    _ left: SIMD16<UInt8>, _ right: SIMD16<UInt8>
  ) -> SIMD2<UInt64> {
    let equal: SIMDMask<SIMD16<Int8>> = left .== right
    return unsafeBitCast(equal, to: SIMD2<UInt64>.self)
  }

  /// One bit for each byte of a word, all of whose bytes are either 0 or 255: each keeps a bit of
  /// its own, and the product has the sum of all bytes at its top.
  @inline(__always) private func firstBits(_ word: UInt64) -> UInt64 {
    ((word.littleEndian & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) &>> 56
  }
}
