import Columns

/// Short texts looked at as whole machine words: eight bytes at a time, without a loop over them.
///
/// Sixteen bytes from a text's start on have to be readable, as they are behind every cell of a block; see
/// ``ByteSearch/padding``. What these functions do not know is nil, and is left to those of
/// ``NumberSpelling`` and ``TruthText``, which read the same texts byte by byte.
enum WordText {
  private static let bytes: UInt64 = 0x0101_0101_0101_0101

  @inline(__always) private static func word(_ start: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
  }

  /// The bytes of a text of at most eight, the first one lowest, and zeros behind them.
  @inline(__always) static func packed(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard text.count <= 8, let start = text.baseAddress, text.count > 0 else { return nil }
    return word(start) & (UInt64.max &>> (64 &- 8 &* UInt64(text.count)))
  }

  /// The number that one to eight digits spell, which are the lowest bytes of a word.
  ///
  /// Neighbours are joined to pairs, pairs to fours, and those to all eight digits; the last two
  /// steps are one multiplication each for both halves of the word.
  @inline(__always) private static func number(_ digits: UInt64, count: Int) -> UInt64? {
    // Digits that are missing become zeros in front of the others.
    let shift = UInt64(64 &- 8 &* count)
    let values = (digits ^ (bytes &* 0x30)) &<< shift
    guard (values | (values &+ bytes &* 0x76)) & (bytes &* 0x80) == 0 else { return nil }
    let pairs = values &* 10 &+ values &>> 8
    let even: UInt64 = 0x0000_00ff_0000_00ff
    let high = (pairs & even) &* (100 &+ 1_000_000 &<< 32)
    let low = ((pairs &>> 16) & even) &* (1 &+ 10_000 &<< 32)
    return (high &+ low) &>> 32
  }

  /// The number that one to sixteen digits spell.
  @inline(__always) private static func number(
    _ start: UnsafePointer<UInt8>, count: Int
  ) -> Int64? {
    if count <= 8 { return number(word(start), count: count).map(Int64.init(bitPattern:)) }
    guard let high = number(word(start), count: count &- 8),
      let low = number(word(start + (count &- 8)), count: 8)
    else { return nil }
    return Int64(bitPattern: high &* 100_000_000 &+ low)
  }

  /// A whole number of at most sixteen digits, as ``NumberSpelling/canonical(_:)`` reads it.
  @inline(__always) static func canonical(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard let start = text.baseAddress, text.count > 0, text.count <= 16,
      start[0] != UInt8(ascii: "0") || text.count == 1
    else { return nil }
    return number(start, count: text.count)
  }

  /// Digits with at most one decimal mark between them, sixteen bytes at most, as
  /// ``NumberSpelling/plain(_:decimalMark:)`` reads them.
  @inline(__always) static func plain(
    _ text: UnsafeBufferPointer<UInt8>, decimalMark: UInt8
  ) -> (units: Int64, decimals: Int)? {
    guard let start = text.baseAddress, text.count > 0, text.count <= 16 else { return nil }
    let mark = min(text.count, place(of: decimalMark, start))
    if mark == text.count { return number(start, count: mark).map { ($0, 0) } }
    let decimals = text.count &- mark &- 1
    guard mark > 0, decimals > 0 else { return nil }
    if text.count <= 9 {
      // What stands behind the mark moves in its place.
      let front = UInt64.max &>> (64 &- 8 &* UInt64(mark))
      let joined = word(start) & front | word(start + 1) & ~front
      return number(joined, count: text.count &- 1).map { (Int64(bitPattern: $0), decimals) }
    }
    guard let whole = number(start, count: mark),
      let fraction = number(start + (mark &+ 1), count: decimals)
    else { return nil }
    return (whole &* Decimal.powers[decimals] &+ fraction, decimals)
  }

  /// Where a byte first stands among sixteen; 16 where it doesn't.
  @inline(__always) private static func place(
    of byte: UInt8, _ start: UnsafePointer<UInt8>
  ) -> Int {
    let first = firstZero(word(start) ^ (bytes &* UInt64(byte)))
    return first < 8 ? first : 8 &+ firstZero(word(start + 8) ^ (bytes &* UInt64(byte)))
  }

  /// The lowest byte of a word that is zero; 8 where none is.
  ///
  /// Source: "Determine if a word has a zero byte", Bit Twiddling Hacks, S. E. Anderson: the lowest
  /// mark is always right.
  @inline(__always) private static func firstZero(_ word: UInt64) -> Int {
    ((word &- bytes) & ~word & (bytes &* 0x80)).trailingZeroBitCount &>> 3
  }
}
