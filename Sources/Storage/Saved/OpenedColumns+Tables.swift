import Columns
import Model

extension OpenedColumns {
  /// The tables, whose columns are looked through before they are first used.
  func tables() throws(Fault) -> [Table] {
    var tables: [Table] = []
    for stored in directory.tables {
      var columns: [SavedColumn] = []
      for (field, column) in zip(stored.entity.fields, stored.columns) {
        let values = try self.column(column, rowCount: stored.rowCount)
        let file = file
        columns.append(
          SavedColumn(
            name: "\(stored.entity.name).\(field.name)", column: values,
            statistics: column.statistics,
            check: { isStopped in
              column.isWhole(in: file, values, rowCount: stored.rowCount, isStopped)
            }))
      }
      tables.append(
        Table(
          rowCount: stored.rowCount, saved: columns,
          statistics: stored.columns.map(\.statistics), zones: stored.columns.map(\.zones)))
    }
    return tables
  }

  private func column(
    _ column: ColumnsFile.StoredColumn, rowCount: Int
  ) throws(Fault) -> Column {
    func buffer<Element>(_ section: ColumnsFile.Section) throws(Fault) -> Buffer<Element> {
      let count = section.length / MemoryLayout<Element>.stride
      guard let buffer = Buffer<Element>(file, at: section.offset, count: count) else {
        throw .damaged
      }
      return buffer
    }
    switch column.storage {
    case .decimal(let scale): return .decimal(try buffer(column.values), scale: scale)
    case .real: return .real(try buffer(column.values))
    case .day: return .day(try buffer(column.values))
    case .truth: return .truth(try buffer(column.values))
    case .text(let bytes, let offsets):
      return .text(
        try buffer(column.values),
        TextDictionary(bytes: try buffer(bytes), offsets: try buffer(offsets)))
    case .row: return .row(try buffer(column.values))
    case .period(let unit): return .period(try buffer(column.values), unit)
    }
  }
}

extension ColumnsFile.StoredColumn {
  /// How much is looked through between two looks at whether it is still wanted.
  private static let chunk = 1 << 20

  /// Whether the file holds what was saved: by the checksums; and, as somebody could have made both,
  /// whether no value leads out of what the statistics say. Nil if it was stopped.
  fileprivate func isWhole(
    in file: MappedFile, _ column: Column, rowCount: Int, _ isStopped: () -> Bool
  ) -> Bool? {
    var sections = [values]
    if case .text(let bytes, let offsets) = storage { sections += [bytes, offsets] }
    for section in sections {
      guard let checksum = Self.checksum(of: section, in: file, isStopped) else { return nil }
      if checksum != section.checksum { return false }
    }
    // The statistics as they would have to be; a column of text also by its dictionary.
    if case .text(_, let dictionary) = column, !dictionary.isSound { return false }
    return ColumnStatistics(column) == statistics
  }

  private static func checksum(
    of section: ColumnsFile.Section, in file: MappedFile, _ isStopped: () -> Bool
  ) -> UInt64? {
    file.withUnsafeBytes { bytes in
      var rest = UnsafeRawBufferPointer(
        rebasing: bytes[section.offset..<section.offset + section.length])
      var hash = XXHash64()
      while rest.count > chunk {
        if isStopped() { return nil }
        hash.add(UnsafeRawBufferPointer(rebasing: rest[..<chunk]))
        rest = UnsafeRawBufferPointer(rebasing: rest[chunk...])
      }
      return hash.finish(rest)
    }
  }
}

extension TextDictionary {
  /// Whether every entry is a stretch of the bytes.
  fileprivate var isSound: Bool {
    offsets.withUnsafeBufferPointer { offsets in
      guard offsets.first == 0, offsets.last == bytes.count else { return false }
      return (1..<offsets.count).allSatisfy { offsets[$0 - 1] <= offsets[$0] }
    }
  }
}
