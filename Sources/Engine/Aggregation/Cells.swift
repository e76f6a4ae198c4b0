/// Where an accumulator has its groups' cells.
struct CellLayout: Sendable {
  var groups: Int
  /// So many cells in front of the groups take the rows that belong to none.
  var padding = 0
  /// How many times groups and padding stand there, for rows told apart by a ``ConditionKey``.
  var numbers = 1
  /// Whether few cells may stand in several ``Banks``.
  var mayHaveBanks = true

  /// How far apart the groups of two numbers are.
  var stride: Int { groups + padding }
  var count: Int { stride * numbers }
  /// Whether a cell is a group.
  var isPlain: Bool { padding == 0 && numbers == 1 }
}

/// One cell per group, in memory that lasts as long as this does.
final class Cells<Element> {
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating element: Element, count: Int) {
    pointer = .allocate(capacity: count)
    Memory.preferLargePages(pointer, count: count)
    pointer.initialize(repeating: element, count: count)
    self.count = count
  }

  /// Cells that mean nothing before they are written.
  init(count: Int) where Element: BitwiseCopyable {
    pointer = .allocate(capacity: count)
    self.count = count
    Memory.preferLargePages(pointer, count: count)
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

  /// The groups' cells of some numbers of a layout combined.
  func folded(
    _ layout: CellLayout, from numbers: [Int], empty: Element,
    _ combine: (inout Element, Element) -> Void
  ) -> Cells<Element> {
    let result = Cells(repeating: empty, count: layout.groups)
    for number in numbers {
      let start = pointer + (number * layout.stride + layout.padding)
      for group in 0..<layout.groups { combine(&result.pointer[group], start[group]) }
    }
    return result
  }

  var array: [Element] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}

/// Several copies of few sums, which rows add to in turn: an addition to a cell waits until the one
/// before it has been written, and with few groups the next row is too often of the same.
struct Banks {
  /// How many copies there are, a power of 2.
  private static let copies = 4
  /// Copies of more cells would take more of the cache than they save in waiting.
  private static let mostCells = 256

  private let cells: Cells<Int64>
  private let shift: Int

  init?(_ layout: CellLayout) {
    guard layout.mayHaveBanks, layout.count <= Self.mostCells else { return nil }
    shift = Int.bitWidth - max(0, layout.count - 1).leadingZeroBitCount
    cells = Cells(repeating: 0, count: Self.copies << shift)
  }

  /// Adds to a cell in the copy whose turn it is.
  @inline(__always)
  func add(_ value: Int64, to cell: Int, turn: Int) {
    cells.pointer[(turn & (Self.copies - 1)) &<< shift | cell] &+= value
  }

  /// Adds all copies to the sums and begins again.
  func pour(into sums: Cells<Int64>) {
    for copy in 0..<Self.copies {
      let start = cells.pointer + (copy << shift)
      for cell in 0..<sums.count {
        sums.pointer[cell] &+= start[cell]
        start[cell] = 0
      }
    }
  }
}
