import Glibc

enum Memory {
  /// Below this many bytes large pages are not worth asking for.
  private static let fewBytes = 1 << 22
  private static let largePage = 1 << 21

  /// Asks the system to back memory that is about to be written with large pages: a page of 4 KB
  /// costs a fault each, and jumps among many of them wait for their addresses to be looked up.
  /// Where the system has none it stays as it is.
  static func preferLargePages<Element>(_ start: UnsafeMutablePointer<Element>, count: Int) {
    let bytes = count * MemoryLayout<Element>.stride
    if bytes < fewBytes { return }
    let begin = UnsafeMutableRawPointer(start).alignedUp(toMultipleOf: largePage)
    let end = (UnsafeMutableRawPointer(start) + bytes).alignedDown(toMultipleOf: largePage)
    if begin < end { madvise(begin, end - begin, MADV_HUGEPAGE) }
  }
}
