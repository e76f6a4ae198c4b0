import Columns

/// The cells of some columns over some rows as bytes, end to end: all rows of the first column, then
/// all of the next.
///
/// Columns are written one after the other, so that the loop over the rows of each knows its type; a
/// row is put together afterwards by copying. The memory belongs to the block alone and is kept for
/// the next rows, so that nothing is allocated or counted per cell.
struct CellBlock: ~Copyable {
  struct Cell {
    /// Where its bytes end; they start where those of the cell before it end.
    var end: Int
    /// Columns that it takes in a terminal; of no meaning in formats without boxes.
    var width: Int32
    var isMissing: Bool
  }

  /// So many bytes behind the last one may be read, and are when short cells are copied.
  static let slack = 16

  private var bytes: UnsafeMutableBufferPointer<UInt8>
  private(set) var byteCount = 0
  private var cells: UnsafeMutableBufferPointer<Cell>
  private(set) var cellCount = 0

  init() {
    bytes = .allocate(capacity: 1 << 12)
    bytes.initialize(repeating: 0)
    cells = .allocate(capacity: 64)
  }

  deinit {
    bytes.deallocate()
    cells.deallocate()
  }

  mutating func removeAll() {
    (byteCount, cellCount) = (0, 0)
  }

  /// Makes room for cells that are to come.
  mutating func reserve(cells count: Int) {
    let needed = cellCount + count
    if needed <= cells.count { return }
    let larger = UnsafeMutableBufferPointer<Cell>.allocate(
      capacity: max(needed, cells.count * 2))
    _ = larger.moveInitialize(fromContentsOf: cells[..<cellCount])
    cells.deallocate()
    cells = larger
  }

  /// Adds a cell for which ``reserve(cells:)`` has made room.
  ///
  /// - Parameter most: how many bytes the body writes at most.
  /// - Returns: how many it has written.
  @inline(__always) @discardableResult
  mutating func addCell(
    atMost most: Int, width: Int = 0, isMissing: Bool = false,
    _ write: (inout TextCursor) -> Void
  ) -> Int {
    if bytes.count - byteCount < most + Self.slack { grow(by: most) }
    guard let base = bytes.baseAddress else { return 0 }
    let start = base + byteCount
    var cursor = TextCursor(start)
    write(&cursor)
    byteCount = cursor.place - base
    cells.initializeElement(
      at: cellCount, to: Cell(end: byteCount, width: Int32(clamping: width), isMissing: isMissing))
    cellCount += 1
    return cursor.place - start
  }

  /// Says how wide the last cell is.
  @inline(__always) mutating func setWidth(_ width: Int) {
    cells[cellCount - 1].width = Int32(clamping: width)
  }

  private mutating func grow(by count: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: max(bytes.count * 2, byteCount + count + Self.slack))
    larger.initialize(repeating: 0)
    if let from = bytes.baseAddress { larger.baseAddress?.update(from: from, count: byteCount) }
    bytes.deallocate()
    bytes = larger
  }

  /// Hands out all that was added.
  @inline(__always)
  func withCells<Result>(
    _ body: (UnsafeMutableBufferPointer<UInt8>, UnsafeBufferPointer<Cell>) -> Result
  ) -> Result {
    body(bytes, UnsafeBufferPointer(rebasing: cells[..<cellCount]))
  }

  /// The widest cell of each column.
  ///
  /// - Parameter rowCount: how many cells each column has; at least one.
  func widest(ofEach rowCount: Int) -> [Int] {
    stride(from: 0, to: cellCount, by: rowCount).map { start in
      Int(cells[start..<start + rowCount].reduce(0) { max($0, $1.width) })
    }
  }
}
