import Columns
package import Model

extension CSVLoader {
  package func encodeColumns(
    of world: World, tables: [SavedTable], ecosystem: String,
    write: (UnsafeRawBufferPointer) -> Bool
  ) {
    withoutActuallyEscaping(write) { write in
      var writer = ColumnsWriter(write: write)
      writer.put(ColumnsFile.head)
      var directory = ColumnsFile.Directory(
        ecosystem: XXHash64.hash(Array(ecosystem.utf8)), tables: [])
      for (csv, (entity, table)) in zip(tables, zip(world.catalog.entities, world.tables)) {
        var columns: [ColumnsFile.StoredColumn] = []
        for (field, column) in table.columns.enumerated() where !writer.isStopped {
          let (storage, values) = writer.put(column)
          columns.append(
            ColumnsFile.StoredColumn(
              storage: storage, values: values, statistics: table.statistics[field],
              zones: table.zones[field]))
        }
        directory.tables.append(
          ColumnsFile.StoredTable(
            csv: csv, entity: entity, rowCount: table.rowCount, columns: columns))
      }
      writer.finish(directory)
    }
  }
}

/// Writes the parts of a file of columns one after the other; nothing more once it was stopped.
private struct ColumnsWriter {
  /// Gives false where nothing more is to be written.
  let write: (UnsafeRawBufferPointer) -> Bool
  private(set) var offset = 0
  private(set) var isStopped = false

  init(write: @escaping (UnsafeRawBufferPointer) -> Bool) {
    self.write = write
  }

  mutating func put(_ bytes: [UInt8]) { bytes.withUnsafeBytes { put($0) } }

  private mutating func put(_ bytes: UnsafeRawBufferPointer) {
    if isStopped { return }
    isStopped = !write(bytes)
    offset += bytes.count
  }

  mutating func put(_ column: Column) -> (ColumnsFile.Storage, ColumnsFile.Section) {
    switch column {
    case .decimal(let values, let scale): (.decimal(scale: scale), put(values))
    case .real(let values): (.real, put(values))
    case .day(let values): (.day, put(values))
    case .truth(let values): (.truth, put(values))
    case .text(let codes, let dictionary):
      (.text(bytes: put(dictionary.bytes), offsets: put(dictionary.offsets)), put(codes))
    case .row(let rows): (.row, put(rows))
    case .period(let values, let unit): (.period(unit), put(values))
    }
  }

  private mutating func put<Element>(_ elements: Buffer<Element>) -> ColumnsFile.Section {
    let gap = offset % ColumnsFile.alignment
    if gap > 0 { put(Array(repeating: 0, count: ColumnsFile.alignment - gap)) }
    return elements.withUnsafeBufferPointer { elements in
      let bytes = UnsafeRawBufferPointer(elements)
      let section = ColumnsFile.Section(
        offset: offset, length: bytes.count, checksum: XXHash64.hash(bytes))
      put(bytes)
      return section
    }
  }

  mutating func finish(_ directory: ColumnsFile.Directory) {
    var body = ByteEncoder()
    body.put(directory)
    var trailer = ByteEncoder()
    trailer.put(offset)
    trailer.put(body.bytes.count)
    trailer.put(XXHash64.hash(body.bytes))
    trailer.put(offset + body.bytes.count + ColumnsFile.trailerSize)
    trailer.put(raw: ColumnsFile.magic)
    trailer.pad(to: ColumnsFile.trailerSize - 8)
    trailer.put(XXHash64.hash(trailer.bytes))
    put(body.bytes)
    put(trailer.bytes)
  }
}
