import Glibc

/// Memory for the values of one column while its file is being read.
///
/// Mapped rather than allocated, so that it is given back to the system at once when the column is
/// done: the heap would keep it, and the peak would hold every column twice. Pages that are never
/// written cost nothing, so the size may be an upper bound.
final class Staging<Element> {
  let base: UnsafeMutablePointer<Element>
  private let byteCount: Int

  /// Reserves room for `count` values; nil where the system refuses.
  init?(count: Int) {
    byteCount = max(1, count) * MemoryLayout<Element>.stride
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let mapped = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0),
      mapped != MAP_FAILED
    else { return nil }
    LargePages.request(mapped, byteCount: byteCount)
    base = mapped.bindMemory(to: Element.self, capacity: max(1, count))
  }

  deinit {
    munmap(base, byteCount)
  }
}
