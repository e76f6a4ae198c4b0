import Columns

/// Elements side by side in memory: those of an array or of a buffer.
protocol Contiguous<Element> {
  associatedtype Element

  var count: Int { get }

  func withUnsafeBufferPointer<Result, Failure>(
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result
}

extension Array: Contiguous {}
extension Buffer: Contiguous {}
