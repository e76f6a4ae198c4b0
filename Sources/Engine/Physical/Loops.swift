// The loops that everything row-wise is made of: generic, inlined into their callers, and so
// specialised for the element types and the closure at hand.

/// - Shape: result `[count]`.
@inline(__always)
func produce<Element>(_ count: Int, _ value: (Int) -> Element) -> ArraySlice<Element> {
  [Element](unsafeUninitializedCapacity: count) { buffer, made in
    for index in 0..<count { buffer.initializeElement(at: index, to: value(index)) }
    made = count
  }[...]
}

/// - Shape: result as long as `values`.
@inline(__always)
func map<Element, Result>(
  _ values: ArraySlice<Element>, _ value: (Element) -> Result
) -> ArraySlice<Result> {
  values.withUnsafeBufferPointer { values in
    [Result](unsafeUninitializedCapacity: values.count) { buffer, made in
      for index in 0..<values.count {
        buffer.initializeElement(at: index, to: value(values[index]))
      }
      made = values.count
    }[...]
  }
}

/// - Shape: result as long as `first`; `second` is at least as long.
@inline(__always)
func zipped<First, Second, Result>(
  _ first: ArraySlice<First>, _ second: ArraySlice<Second>, _ value: (First, Second) -> Result
) -> ArraySlice<Result> {
  first.withUnsafeBufferPointer { first in
    second.withUnsafeBufferPointer { second in
      [Result](unsafeUninitializedCapacity: first.count) { buffer, made in
        for index in 0..<first.count {
          buffer.initializeElement(at: index, to: value(first[index], second[index]))
        }
        made = first.count
      }[...]
    }
  }
}
