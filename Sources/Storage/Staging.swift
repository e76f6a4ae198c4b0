/// The values of one column while its file is being read: the array that the column is made of then,
/// so that none is copied.
///
/// Regions write their values through ``base``, each its own stretch, as long as nobody else knows
/// the array; ``take(_:)`` hands it over and ends that.
final class Staging<Element: BitwiseCopyable> {
  private var values: [Element]
  let base: UnsafeMutablePointer<Element>

  /// Room for `count` values. Pages that are never written cost nothing.
  init?(count: Int) {
    var first: UnsafeMutablePointer<Element>?
    values = Array(unsafeUninitializedCapacity: max(1, count)) { buffer, filled in
      first = buffer.baseAddress
      filled = count
    }
    guard let first else { return nil }
    base = first
  }

  /// The values of all stretches, one after the other, which move together where there are gaps
  /// between them; nothing may be written from now on.
  func take(_ stretches: [Stretch]) -> [Element] {
    var count = 0
    for stretch in stretches {
      if stretch.offset != count {
        (base + count).update(from: base + stretch.offset, count: stretch.count)
      }
      count += stretch.count
    }
    var taken: [Element] = []
    swap(&taken, &values)
    taken.removeLast(taken.count - count)
    return taken
  }
}
