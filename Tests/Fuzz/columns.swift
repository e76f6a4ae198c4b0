// Modules: Messages Columns Model Storage

import Columns
import Glibc
import Messages
import Model
import Storage

/// Changes bytes of a file of saved columns and makes the checksums go with them: opening it and
/// looking at all values must not trap.
///
/// Every three bytes of the input are a place, from the end of the file, and what it becomes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzColumns(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: data, count: count)
  var bytes = whole
  for start in stride(from: 0, to: input.count - 2, by: 3) {
    let place = Int(input[start]) << 8 | Int(input[start + 1])
    bytes[bytes.count - 1 - place % bytes.count] = input[start + 2]
  }
  sign(&bytes)
  look(at: bytes)
  return 0
}

/// A file of two tables with columns of every kind.
private let whole: [UInt8] = {
  let files = [
    "t.csv": "a,b,c,d,e,f\n1,x,$2,2026-01-02,yes,2026-Q1\n2,y,,2026-03-04,no,\n",
    "u.csv": "a,b\n1,1\n2,\n",
  ]
  let kinds: [ColumnKind] = [
    .id, .text, .money(nil, .plain), .date(nil), .bool, .period(.quarter),
  ]
  let columns = zip(["a", "b", "c", "d", "e", "f"], kinds).map { ColumnSpec(name: $0, kind: $1) }
  let specs = [
    EntitySpec(name: "t", path: "t.csv", columns: columns),
    EntitySpec(
      name: "u", path: "u.csv", columns: [ColumnSpec(name: "b", kind: .link(entity: "t"))]),
  ]
  let loader = CSVLoader(
    threads: 1, files: files.mapValues { Array($0.utf8) }, blockSize: 1 << 16)
  let empty = World(catalog: Catalog(), tables: [], options: Options(today: 0))
  guard let world = try? loader.load(specs, into: empty).world else { return [] }
  let tables = files.keys.sorted().map {
    SavedTable(file: $0, stamp: FileStamp(size: 0, time: 0))
  }
  var bytes: [UInt8] = []
  loader.encodeColumns(of: world, tables: tables, ecosystem: "") {
    bytes += Array($0)
    return true
  }
  return bytes
}()

/// Puts in the checksums that the bytes would have to have.
private func sign(_ bytes: inout [UInt8]) {
  func put(_ sum: UInt64, at place: Int) {
    withUnsafeBytes(of: sum.littleEndian) { bytes.replaceSubrange(place..<place + 8, with: $0) }
  }
  let end = bytes.count - ColumnsFile.trailerSize
  let place = bytes[end...].withUnsafeBytes { Int($0.loadUnaligned(as: Int64.self)) }
  if (0..<end).contains(place) { put(XXHash64.hash(Array(bytes[place..<end])), at: end + 16) }
  put(XXHash64.hash(Array(bytes[end..<end + 56])), at: end + 56)
}

private func look(at bytes: [UInt8]) {
  guard let stream = tmpfile() else { return }
  defer { fclose(stream) }
  guard write(fileno(stream), bytes, bytes.count) == bytes.count,
    let file = MappedFile(descriptor: fileno(stream), count: bytes.count),
    let tables = try? OpenedColumns(file).tables()
  else { return }
  for table in tables {
    for column in table.columns {
      for row in 0..<column.count { _ = column[row] }
    }
  }
}
