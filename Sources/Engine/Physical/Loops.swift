// The loops that everything row-wise is made of: generic, inlined into their callers, and so
// specialised for the element types and the closure at hand.

import Columns

/// - Shape: result `[count]`.
@inline(__always)
func produce<Element>(_ count: Int, _ value: (Int) -> Element) -> Buffer<Element> {
  Buffer(
    [Element](unsafeUninitializedCapacity: count) { buffer, made in
      for index in 0..<count { buffer.initializeElement(at: index, to: value(index)) }
      made = count
    })
}

/// - Shape: result as long as `values`.
@inline(__always)
func map<Element, Result>(
  _ values: Buffer<Element>, _ value: (Element) -> Result
) -> Buffer<Result> {
  values.withUnsafeBufferPointer { values in
    produce(values.count) { value(values[$0]) }
  }
}

/// - Shape: result as long as `first`; `second` is at least as long.
@inline(__always)
func zipped<First, Second, Result>(
  _ first: Buffer<First>, _ second: Buffer<Second>, _ value: (First, Second) -> Result
) -> Buffer<Result> {
  first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      produce(first.count) { value(first[$0], second[$0]) }
    }
  }
}
