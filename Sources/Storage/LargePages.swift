import Glibc

/// Asks the system to back memory by large pages: columns are filled from end to end, and a page that
/// is met for the first time costs more than what is written in it.
enum LargePages {
  /// Less than this holds too few large pages to be worth a call.
  private static let least = 1 << 22

  /// - Parameter byteCount: how much from the start on will be written. Where the system knows no
  ///   large pages, or has none, everything stays as it is.
  static func request(_ start: UnsafeMutableRawPointer, byteCount: Int) {
    guard byteCount >= least else { return }
    let page = UInt(getpagesize())
    let first = (UInt(bitPattern: start) + page - 1) / page * page
    let end = (UInt(bitPattern: start) + UInt(byteCount)) / page * page
    madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), Int32(MADV_HUGEPAGE))
  }
}
