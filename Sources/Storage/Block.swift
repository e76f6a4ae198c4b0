/// Where one cell's text lies in a block's buffer.
///
/// - Shape: start in bits 0 to 31, length in 32 to 61, then two flags.
struct Cell {
  var packed: UInt64

  static let maximumLength = 1 << 30

  private static let escapedFlag: UInt64 = 1 << 62
  private static let absentFlag: UInt64 = 1 << 63

  init(start: Int, length: Int, isEscaped: Bool = false) {
    packed =
      UInt64(truncatingIfNeeded: start) | UInt64(truncatingIfNeeded: length) << 32
      | (isEscaped ? Self.escapedFlag : 0)
  }

  private init(packed: UInt64) {
    self.packed = packed
  }

  /// A cell of a record that has too few or too many: reported once, as a record.
  static let absent = Cell(packed: absentFlag)

  @inline(__always) var start: Int { Int(UInt32(truncatingIfNeeded: packed)) }
  @inline(__always) var length: Int { Int((packed >> 32) & 0x3fff_ffff) }
  /// Whether doubled quotes in the text stand for one.
  @inline(__always) var isEscaped: Bool { packed & Self.escapedFlag != 0 }
  @inline(__always) var isAbsent: Bool { packed & Self.absentFlag != 0 }
}

/// What is wrong with the structure of one record.
struct StructureFault {
  enum Kind: Hashable {
    case fieldCount(Int)
    case textAfterQuote
    case unterminatedQuote
  }
  /// The number of the record within the block.
  var record: Int
  var kind: Kind
}

/// Some records in a row, cut into cells.
///
/// - Shape: `cells[record * columnCount + column]`; every record has exactly `columnCount` cells.
struct Block {
  let base: UnsafeMutablePointer<UInt8>
  let cells: UnsafeMutablePointer<Cell>
  let columnCount: Int
  let recordCount: Int

  @inline(__always) func cell(_ record: Int, _ column: Int) -> Cell {
    cells[record &* columnCount &+ column]
  }

  @inline(__always) func text(_ cell: Cell) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafePointer(base + cell.start), count: cell.length)
  }
}
