import Glibc

/// Memory for the keys of one column while links are not resolved.
///
/// Mapped rather than allocated, so that it is given back to the system at once when the links are
/// row numbers: the heap would keep it.
final class KeyStaging {
  let base: UnsafeMutablePointer<Int64>
  private let byteCount: Int

  /// Reserves room for `count` keys; nil where the system refuses.
  init?(count: Int) {
    byteCount = max(1, count) * MemoryLayout<Int64>.stride
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let mapped = mmap(nil, byteCount, PROT_READ | PROT_WRITE, flags, -1, 0),
      mapped != MAP_FAILED
    else { return nil }
    base = mapped.bindMemory(to: Int64.self, capacity: max(1, count))
  }

  deinit {
    munmap(base, byteCount)
  }
}
