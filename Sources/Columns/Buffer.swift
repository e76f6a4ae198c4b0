/// Numbers side by side that never change: a stretch of an array, or of a file that is mapped into
/// memory and stays so as long as a buffer of it lives.
///
/// A loop over many elements takes ``withUnsafeBufferPointer(_:)``, which finds out once where they
/// are; the subscript finds out for each.
public struct Buffer<Element: BitwiseCopyable & Sendable>: Sendable {
  @usableFromInline enum Storage: Sendable {
    case array([Element])
    case file(MappedFile)
  }

  @usableFromInline let storage: Storage
  /// The first element's number in the storage: from the file's first byte for a file.
  @usableFromInline let start: Int
  public let count: Int

  @inlinable init(_ storage: Storage, start: Int, count: Int) {
    self.storage = storage
    self.start = start
    self.count = count
  }

  /// An array's elements, which are not copied.
  @inlinable public init(_ elements: [Element]) {
    self.init(.array(elements), start: 0, count: elements.count)
  }

  @inlinable public init(repeating element: Element, count: Int) {
    self.init(Array(repeating: element, count: count))
  }

  /// Elements of a mapped file, in the machine's byte order.
  ///
  /// - Parameter offset: of the first one, in bytes.
  /// - Returns: nil where the file has no such elements, or has them across the machine's words.
  public init?(_ file: MappedFile, at offset: Int, count: Int) {
    let stride = MemoryLayout<Element>.stride
    guard offset >= 0, count >= 0, offset % stride == 0, offset <= file.count,
      count <= (file.count - offset) / stride
    else { return nil }
    (file.base.map { $0 + offset })?.bindMemory(to: Element.self, capacity: count)
    self.init(.file(file), start: offset / stride, count: count)
  }

  /// Some of the elements, which are not copied; they are numbered from 0 again.
  @inlinable public func piece(_ range: Range<Int>) -> Buffer {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return Buffer(storage, start: start + range.lowerBound, count: range.count)
  }

  /// The elements as an array: the one that they are, or a copy.
  @inlinable public var array: [Element] {
    if case .array(let elements) = storage, elements.count == count { return elements }
    return withUnsafeBufferPointer { Array($0) }
  }

  /// Hands out the elements, which are valid until the body returns.
  @inlinable public func withUnsafeBufferPointer<Result, Failure>(
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch storage {
    case .array(let elements):
      try elements.withUnsafeBufferPointer { all throws(Failure) -> Result in
        try body(UnsafeBufferPointer(rebasing: all[start..<start + count]))
      }
    case .file(let file):
      try withExtendedLifetime(file) { () throws(Failure) -> Result in
        let first = file.base.map { $0.assumingMemoryBound(to: Element.self) + start }
        return try body(UnsafeBufferPointer(start: first, count: count))
      }
    }
  }
}

extension Buffer {
  /// As a collection's, but over memory.
  @inlinable public func map<Result, Failure>(
    _ transform: (Element) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    try withUnsafeBufferPointer { elements throws(Failure) in
      try elements.map(transform)
    }
  }
}

extension Buffer: RandomAccessCollection {
  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }

  @inlinable public subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count)
    switch storage {
    case .array(let elements): return elements[start + index]
    case .file: return withUnsafeBufferPointer { $0[index] }
    }
  }

  @inlinable public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }
}

extension Buffer: ExpressibleByArrayLiteral {
  @inlinable public init(arrayLiteral elements: Element...) {
    self.init(elements)
  }
}

extension Buffer: Equatable where Element: Equatable {
  @inlinable public static func == (left: Buffer, right: Buffer) -> Bool {
    left.elementsEqual(right)
  }
}
