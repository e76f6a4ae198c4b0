import Columns
import Glibc
import Model

/// A file of columns that has been opened: its directory has been checked, its values have not.
struct OpenedColumns {
  let directory: ColumnsFile.Directory
  let file: MappedFile

  /// Why a file is of no use.
  enum Fault: Error {
    case damaged
    /// Another version of the program wrote it, or a machine of another kind.
    case foreign
    case unreadable(String)
  }

  init(path: String) throws(Fault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(ByteSource.reason(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(ByteSource.reason(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .damaged }
    guard let file = MappedFile(descriptor: descriptor, count: Int(status.st_size)) else {
      throw .unreadable(ByteSource.reason(errno))
    }
    try self.init(file)
  }

  init(_ file: MappedFile) throws(Fault) {
    self.file = file
    guard Self.isOfThisVersion(file) else { throw .foreign }
    do throws(Damage) {
      let (place, body) = try Self.directoryBytes(of: file)
      var decoder = ByteDecoder(body)
      directory = try decoder.directory()
      try directory.check(endingAt: place)
    } catch {
      throw .damaged
    }
  }

  /// Whether the file begins as this version of the program writes it on this kind of machine.
  private static func isOfThisVersion(_ file: MappedFile) -> Bool {
    guard file.count >= ColumnsFile.headSize else { return false }
    return bytes(file, 0, ColumnsFile.headSize) == ColumnsFile.head
  }

  private static func directoryBytes(
    of file: MappedFile
  ) throws(Damage) -> (place: Int, bytes: [UInt8]) {
    let end = file.count - ColumnsFile.trailerSize
    guard end >= ColumnsFile.headSize else { throw Damage() }
    let trailer = bytes(file, end, ColumnsFile.trailerSize)
    var signature = ByteDecoder(Array(trailer.suffix(8)))
    guard try signature.number() == XXHash64.hash(Array(trailer.dropLast(8))) else {
      throw Damage()
    }
    var decoder = ByteDecoder(trailer)
    let (place, length) = (try decoder.count(), try decoder.count())
    let checksum: UInt64 = try decoder.number()
    guard try decoder.count() == file.count, place <= end, length == end - place else {
      throw Damage()
    }
    let body = bytes(file, place, length)
    guard XXHash64.hash(body) == checksum else { throw Damage() }
    return (place, body)
  }

  private static func bytes(_ file: MappedFile, _ offset: Int, _ count: Int) -> [UInt8] {
    file.withUnsafeBytes { Array($0[offset..<offset + count]) }
  }
}

// MARK: - What a directory may say

extension ColumnsFile.Directory {
  /// Checks all that can be checked without a look at the values: that what is counted is there, and
  /// that each column's statistics keep within what its codes, rows, days and truths lead to.
  ///
  /// - Parameter end: where the sections end.
  fileprivate func check(endingAt end: Int) throws(Damage) {
    var next = ColumnsFile.headSize
    // Links back are looked up among the links of any table.
    for field in tables.flatMap(\.entity.fields) {
      if let target = field.target, target.index >= tables.count { throw Damage() }
    }
    for table in tables {
      try table.checkNumbers(in: self)
      for (field, column) in zip(table.entity.fields, table.columns) {
        let width = column.storage.bytesPerRow
        if case .text(let bytes, let offsets) = column.storage {
          try bytes.follow(&next, endingAt: end)
          try offsets.follow(&next, endingAt: end)
          let size = MemoryLayout<Int>.size
          guard offsets.length % size == 0, offsets.length >= size else { throw Damage() }
        }
        try column.values.follow(&next, endingAt: end)
        guard column.values.length == table.rowCount * width else { throw Damage() }
        try column.check(of: table, type: field.type, targets: tables.map(\.rowCount))
      }
    }
  }
}

extension ColumnsFile.Section {
  /// Checks that it stands behind what came before.
  fileprivate func follow(_ next: inout Int, endingAt end: Int) throws(Damage) {
    guard offset >= next, offset % ColumnsFile.alignment == 0, offset <= end,
      length <= end - offset
    else { throw Damage() }
    next = offset + length
  }
}

extension ColumnsFile.StoredTable {
  /// Checks the numbers of fields and entities in the description; those of links are good.
  fileprivate func checkNumbers(in directory: ColumnsFile.Directory) throws(Damage) {
    let count = entity.fields.count
    let named = [entity.idField, entity.displayField].compactMap(\.self) + entity.keyFields
    guard count == columns.count, named.allSatisfy({ $0 < count }),
      Set(entity.fields.map { $0.name.lowercased() }).count == count,
      !csv.file.contains("/")
    else { throw Damage() }
    for inverse in entity.inverses {
      guard inverse.source.index < directory.tables.count else { throw Damage() }
      let fields = directory.tables[inverse.source.index].entity.fields
      guard inverse.field < fields.count, let target = fields[inverse.field].target,
        directory.tables[target.index].entity.name == entity.name
      else { throw Damage() }
    }
  }
}

extension ColumnsFile.StoredColumn {
  fileprivate func check(
    of table: ColumnsFile.StoredTable, type: ValueType, targets: [Int]
  ) throws(Damage) {
    guard statistics.missingCount <= table.rowCount, storage.holds(type) else { throw Damage() }
    if let range = statistics.range {
      guard let allowed = storage.allowed(type, targets: targets),
        allowed.contains(range.lowerBound), allowed.contains(range.upperBound)
      else { throw Damage() }
    }
    guard let zones else { return }
    guard case .day = storage, zones.size > 0,
      zones.zones.count == (table.rowCount + zones.size - 1) / zones.size
    else { throw Damage() }
  }
}

extension ColumnsFile.Storage {
  /// Whether values of a type are stored so.
  fileprivate func holds(_ type: ValueType) -> Bool {
    switch (self, type) {
    case (.decimal, .number), (.decimal, .money), (.decimal, .mixedMoney), (.decimal, .percent),
      (.decimal, .duration), (.decimal, .id), (.text, .id), (.text, .text), (.text, .choice),
      (.truth, .bool), (.day, .date), (.row, .entity):
      true
    case (.real, .number), (.real, .percent), (.real, .money), (.real, .duration): true
    case (.period(let stored), .period(let unit)): stored == unit
    case (.decimal, _), (.real, _), (.day, _), (.truth, _), (.text, _), (.row, _), (.period, _):
      false
    }
  }

  /// Between which numbers the present values must lie; nil where there are no statistics.
  private static let days =
    Int64(
      CivilDate(year: 1, month: 1, day: 1).dayNumber)...Int64(
      CivilDate(year: 9_999, month: 12, day: 31).dayNumber)

  fileprivate func allowed(_ type: ValueType, targets: [Int]) -> ClosedRange<Int64>? {
    switch self {
    case .decimal: return Int64.min + 1...Int64.max
    case .real: return nil
    case .day: return Self.days
    case .truth: return 0...1
    case .text(_, let offsets):
      let count = offsets.length / MemoryLayout<Int>.size - 1
      return count > 0 ? 0...Int64(min(count, Int(Int32.max))) - 1 : nil
    case .row:
      guard case .entity(let target) = type, targets[target.index] > 0 else { return nil }
      return 0...Int64(targets[target.index] - 1)
    case .period(let unit):
      let calendar = Calendar(fiscalStart: 1)
      let (first, last) = (Int32(Self.days.lowerBound), Int32(Self.days.upperBound))
      // A fiscal year can begin in the year before.
      return Int64(calendar.period(of: first, unit)) - 1...Int64(
        calendar.period(of: last, unit)) + 1
    }
  }
}
