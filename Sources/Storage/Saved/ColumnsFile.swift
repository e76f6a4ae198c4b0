import Columns
import Model

/// The file that makes opening a saved workspace quick: all columns as they stand in memory.
///
/// Numbers are little-endian, of 64 bits where nothing else is said; a text is its length in bytes
/// and its UTF-8; a checksum is XXH64 with seed 0. The parts, in this order:
///
/// 1. The head, 64 bytes: the magic bytes, the version (32 bits), `0x0102_0304` (32 bits: a machine
///    of another byte order reads another number), and zeros.
/// 2. The sections, each at a multiple of 64 bytes with zeros before it: what ``Column`` and
///    ``TextDictionary`` hold, element by element, missing as in ``Missing``.
/// 3. The directory: the checksum of `ecosystem.parley`; then for each entity its CSV file with size
///    and time of change, its description, and for each column the type, the storage, the
///    statistics, the zones, and place, length and checksum of its sections.
/// 4. The trailer, the last 64 bytes: place, length and checksum of the directory, the length of the
///    whole file, the magic bytes again, zeros, and the checksum of the 56 bytes before.
///
/// Whoever opens it checks trailer and directory, which holds everything but the values; a column is
/// looked through before it is first used. CSV remains the format to exchange: this file can be
/// deleted at any time, and belongs to one version of the program and one kind of machine.
enum ColumnsFile {
  static let magic: [UInt8] = [0x89] + Array("PARLEY".utf8) + [0x0A]
  static let version: UInt32 = 1
  static let orderMark: UInt32 = 0x0102_0304
  static let headSize = 64
  static let trailerSize = 64
  static let alignment = 64

  static var head: [UInt8] {
    var head = ByteEncoder()
    head.put(raw: magic)
    head.put(version)
    head.put(orderMark)
    head.pad(to: headSize)
    return head.bytes
  }

  /// Bytes of the file with their checksum.
  struct Section: Equatable {
    var offset: Int
    var length: Int
    var checksum: UInt64
  }

  /// How a column's values are stored, with the sections that hold them.
  enum Storage {
    case decimal(scale: Int)
    case real
    case day
    case truth
    /// With the dictionary's bytes and offsets.
    case text(bytes: Section, offsets: Section)
    case row
    case period(PeriodUnit)

    var bytesPerRow: Int {
      switch self {
      case .decimal, .real: 8
      case .day, .text, .row, .period: 4
      case .truth: 1
      }
    }
  }

  struct StoredColumn {
    var storage: Storage
    var values: Section
    var statistics: ColumnStatistics
    var zones: Zones?
  }

  struct StoredTable {
    var csv: SavedTable
    /// Without a path, which is where the folder is now.
    var entity: Entity
    var rowCount: Int
    var columns: [StoredColumn]
  }

  struct Directory {
    var ecosystem: UInt64
    var tables: [StoredTable]
  }
}
