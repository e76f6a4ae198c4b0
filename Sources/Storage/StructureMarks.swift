/// The bytes of a text that can end a cell, or begin or end its quotes, one after the other:
/// delimiters, line feeds, carriage returns and quotes.
///
/// They are looked for 64 bytes at a time, some thousand ahead of whoever asks for them. The 63 bytes
/// behind the end are read too and count for nothing.
struct StructureMarks {
  /// How many places the memory that is lent for them has to hold.
  static let capacity = 4_096

  private let base: UnsafeRawPointer
  private let delimiters: SIMD16<UInt8>
  let end: Int
  /// The marks found ahead; those up to `index` are passed.
  private let places: UnsafeMutablePointer<UInt32>
  private var index = 0
  private var count = 0
  /// Where to look on.
  private var window: Int

  /// - Parameter memory: room for ``capacity`` places, which nobody else uses meanwhile.
  init(
    _ base: UnsafePointer<UInt8>, from start: Int, end: Int, delimiter: UInt8,
    memory: UnsafeMutablePointer<UInt32>
  ) {
    self.base = UnsafeRawPointer(base)
    self.end = end
    places = memory
    delimiters = SIMD16(repeating: delimiter)
    window = start
  }

  /// The place of the next mark; `end` where there is none.
  @inline(__always) mutating func next() -> Int {
    if index == count {
      lookAhead()
      if count == 0 { return end }
    }
    index &+= 1
    return Int(places[index &- 1])
  }

  /// The places of so many marks to come; nil where they are not found yet, or are too few.
  @inline(__always) func coming(_ wanted: Int) -> UnsafePointer<UInt32>? {
    count &- index >= wanted ? UnsafePointer(places + index) : nil
  }

  @inline(__always) mutating func skip(_ passed: Int) {
    index &+= passed
  }

  /// Forgets the marks that are passed and finds more; none only at the end.
  private mutating func lookAhead() {
    index = 0
    count = 0
    while window < end, count <= Self.capacity &- 64 {
      var bits = marks(window)
      if end &- window < 64 { bits &= UInt64.max &>> UInt64(64 &- (end &- window)) }
      let found = bits.nonzeroBitCount
      let target = places + count
      // As many as there mostly are: to write too many is cheaper than to ask after each.
      for slot in 0..<16 {
        target[slot] = UInt32(truncatingIfNeeded: window &+ bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
      var slot = 16
      while bits != 0 {
        target[slot] = UInt32(truncatingIfNeeded: window &+ bits.trailingZeroBitCount)
        bits &= bits &- 1
        slot &+= 1
      }
      count &+= found
      window &+= 64
    }
  }

  /// A bit for each of 64 bytes, the first byte's the lowest: whether it is a mark.
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
