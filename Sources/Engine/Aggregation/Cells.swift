/// One cell per group, in memory that lasts as long as this does.
final class Cells<Element> {
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating element: Element, count: Int) {
    pointer = .allocate(capacity: count)
    pointer.initialize(repeating: element, count: count)
    self.count = count
  }

  deinit {
    pointer.deinitialize(count: count)
    pointer.deallocate()
  }

  /// Combines each cell with that of another thread.
  @inline(__always)
  func merge(_ other: Cells<Element>, _ combine: (inout Element, Element) -> Void) {
    for index in 0..<count { combine(&pointer[index], other.pointer[index]) }
  }

  /// As many cells, each combined of the cells `offset + place` for every offset.
  func folded(
    _ count: Int, from offsets: [Int], empty: Element, _ combine: (inout Element, Element) -> Void
  ) -> Cells<Element> {
    let result = Cells(repeating: empty, count: count)
    for offset in offsets {
      for place in 0..<count { combine(&result.pointer[place], pointer[offset + place]) }
    }
    return result
  }

  var array: [Element] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
