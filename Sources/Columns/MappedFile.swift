import Glibc

/// A file whose bytes stand in memory, read from disk as they are looked at. It stays mapped as long
/// as this lives.
///
/// The bytes are those of the file as it is now: whoever maps one relies on it that files are
/// replaced and not overwritten. Of a file that another program makes shorter, what is gone cannot be
/// read any more: the system ends the program that tries (`SIGBUS`).
public final class MappedFile: Sendable {
  /// Nil for a file without bytes, which cannot be mapped.
  @usableFromInline nonisolated(unsafe) let base: UnsafeRawPointer?
  /// In bytes.
  public let count: Int

  /// Maps all bytes of an open file; the descriptor is not needed any longer then.
  ///
  /// - Returns: nil where the system refuses; `errno` says why.
  public init?(descriptor: Int32, count: Int) {
    self.count = count
    if count == 0 {
      base = nil
      return
    }
    let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address, address != MAP_FAILED else { return nil }
    base = UnsafeRawPointer(address)
  }

  deinit {
    if let base { munmap(UnsafeMutableRawPointer(mutating: base), count) }
  }

  /// Hands out all bytes, which are valid until the body returns.
  public func withUnsafeBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(self) { () throws(Failure) -> Result in
      try body(UnsafeRawBufferPointer(start: base, count: count))
    }
  }
}
