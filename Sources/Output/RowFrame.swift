import Columns

/// Puts rows together: what stands before each cell and behind the last one, and the blanks that
/// bring cells to one width.
struct RowFrame: Sendable {
  /// How wide cells are made, in columns of a terminal.
  struct Box: Sendable {
    var width: Int
    var isRightAligned: Bool
  }

  /// What stands before each cell and, last, behind the row; all end to end.
  private let text: [UInt8]
  /// Where each of them ends.
  private let ends: [Int]
  /// For each column; empty where cells keep their width.
  private let boxes: [Box]

  /// - Parameters:
  ///   - start: what a row begins with.
  ///   - leads: what stands before the cell of each column.
  ///   - end: what stands behind the last one.
  init(start: String = "", leads: [String], end: String, boxes: [Box] = []) {
    var (text, ends) = (Array(start.utf8), [Int]())
    for piece in leads + [end] {
      text += piece.utf8
      ends.append(text.count)
    }
    self.text = text + Array(repeating: 0, count: CellBlock.slack)
    self.ends = ends
    self.boxes = boxes
  }

  /// The bytes of some rows.
  ///
  /// - Parameter block: the cells of these rows, of every column.
  func rows(_ count: Int, of block: borrowing CellBlock) -> [UInt8] {
    let blanks = boxes.reduce(0) { $0 + $1.width }
    let most = block.byteCount + count * ((ends.last ?? 0) + blanks) + CellBlock.slack
    return block.withCells { bytes, cells in
      [UInt8](unsafeUninitializedCapacity: most) { room, used in
        guard let start = room.baseAddress, let bytes = bytes.baseAddress else { return }
        var place = start
        text.withUnsafeBufferPointer { text in
          ends.withUnsafeBufferPointer { ends in
            boxes.withUnsafeBufferPointer { boxes in
              guard let text = text.baseAddress else { return }
              for row in 0..<count {
                Self.put(row, count, bytes, cells, text, ends, boxes, at: &place)
              }
            }
          }
        }
        used = place - start
      }
    }
  }

  @inline(__always) private static func put(
    _ row: Int, _ rowCount: Int, _ bytes: UnsafeMutablePointer<UInt8>,
    _ cells: UnsafeBufferPointer<CellBlock.Cell>, _ text: UnsafePointer<UInt8>,
    _ ends: UnsafeBufferPointer<Int>, _ boxes: UnsafeBufferPointer<Box>,
    at place: inout UnsafeMutablePointer<UInt8>
  ) {
    var lead = 0
    for column in 0..<ends.count - 1 {
      copy(text + lead, ends[column] - lead, to: &place)
      lead = ends[column]
      let number = column * rowCount + row
      let cell = cells[number]
      let first = number > 0 ? cells[number - 1].end : 0
      if boxes.isEmpty {
        copy(bytes + first, cell.end - first, to: &place)
      } else {
        let blanks = boxes[column].width - Int(cell.width)
        if boxes[column].isRightAligned { putBlanks(blanks, at: &place) }
        copy(bytes + first, cell.end - first, to: &place)
        if !boxes[column].isRightAligned { putBlanks(blanks, at: &place) }
      }
    }
    copy(text + lead, ends[ends.count - 1] - lead, to: &place)
  }

  /// Copies bytes; so many more as a block has for it are read and written, because one move of 16
  /// bytes is quicker than asking how many there are.
  @inline(__always) private static func copy(
    _ source: UnsafePointer<UInt8>, _ count: Int, to place: inout UnsafeMutablePointer<UInt8>
  ) {
    if count <= CellBlock.slack {
      let few = UnsafeRawPointer(source).loadUnaligned(as: SIMD16<UInt8>.self)
      UnsafeMutableRawPointer(place).storeBytes(of: few, as: SIMD16<UInt8>.self)
    } else {
      place.update(from: source, count: count)
    }
    place += count
  }

  @inline(__always) private static func putBlanks(
    _ count: Int, at place: inout UnsafeMutablePointer<UInt8>
  ) {
    guard count > 0 else { return }
    if count <= CellBlock.slack {
      let blanks = SIMD16<UInt8>(repeating: UInt8(ascii: " "))
      UnsafeMutableRawPointer(place).storeBytes(of: blanks, as: SIMD16<UInt8>.self)
    } else {
      place.update(repeating: UInt8(ascii: " "), count: count)
    }
    place += count
  }
}
