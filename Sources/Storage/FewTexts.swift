import Columns

/// The codes of texts of at most sixteen bytes, for columns that hold few different ones: a tier, a
/// stage, a country.
///
/// A text is two words here, which are its place in the table and all that has to be compared. It is
/// beside the interner, not instead of it: what isn't found, or finds its place taken, is interned.
struct FewTexts {
  /// So many different texts are few.
  static let most = 64
  private static let slotBits = 8

  private struct Slot {
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// 0 for a free slot.
    var length = 0
    var code: Int32 = 0
  }

  /// Empty as long as no text has been added: most columns never ask.
  private var slots: [Slot] = []

  /// The code of a text; nil for one that is not here.
  @inline(__always) func code(of text: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard !slots.isEmpty, let key = Key(text) else { return nil }
    let slot = slots[key.place]
    guard slot.length == text.count, slot.low == key.low, slot.high == key.high else {
      return nil
    }
    return slot.code
  }

  /// Keeps the code of a text, where there is room for it.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ code: Int32) {
    if slots.isEmpty { slots = Array(repeating: Slot(), count: 1 << Self.slotBits) }
    guard let key = Key(text), slots[key.place].length == 0 else { return }
    slots[key.place] = Slot(low: key.low, high: key.high, length: text.count, code: code)
  }

  private struct Key {
    var low: UInt64
    var high: UInt64

    /// Nil for longer texts; reads sixteen bytes of the others.
    @inline(__always) init?(_ text: UnsafeBufferPointer<UInt8>) {
      guard let start = text.baseAddress, text.count > 0, text.count <= 16 else { return nil }
      let raw = UnsafeRawPointer(start)
      let bits = UInt64(8 &* text.count)
      low = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      high = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      low &= UInt64.max &>> (64 &- min(bits, 64))
      high &= bits <= 64 ? 0 : UInt64.max &>> (128 &- bits)
    }

    /// Source of the multiplier: the golden ratio's fraction, Knuth, TAOCP 3, 6.4.
    @inline(__always) var place: Int {
      let mixed = (low ^ (high &<< 7 | high &>> 57)) &* 0x9e37_79b9_7f4a_7c15
      return Int(truncatingIfNeeded: mixed &>> (64 &- UInt64(FewTexts.slotBits)))
    }
  }
}
