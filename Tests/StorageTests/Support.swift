import Columns
import Glibc
import Messages
import Model
import Testing

@testable import Storage

/// A folder for the files of one test, removed with it.
final class TestFolder {
  let path: String

  init() throws {
    var template = Array("\("/tmp")/parley-storage-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    let files = (try? CSVLoader(threads: 1).folder(path))?.tables ?? []
    for file in files { unlink(file) }
    unlink(path + "/ecosystem.parley")
    unlink(path + "/" + SavedFile.columns)
    rmdir(path)
  }

  /// Writes a file and gives its path.
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    let handle = try #require(fopen(file, "w"))
    fwrite(bytes, 1, bytes.count, handle)
    fclose(handle)
    return file
  }

  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }
}

/// How small the parts of a file are while it is read; the smallest meet every boundary.
let allLimits = [
  ReadLimits(threads: 1), ReadLimits(threads: 2),
  ReadLimits(threads: 3, minimumRegion: 7, bufferSize: 16, cellCapacity: 8),
]

extension World {
  static let empty = World(
    catalog: Catalog(), tables: [], options: Options(today: 20_000))

  /// The values of one column, as text.
  func shown(_ entity: String, _ field: String) throws -> [String] {
    let id = try #require(catalog.entity(named: entity))
    let index = try #require(catalog[id].fieldIndex(field))
    let column = table(id).columns[index]
    return (0..<column.count).map { WorldBuilder.shown(column[$0]) }
  }

  func type(_ entity: String, _ field: String) throws -> ValueType {
    let id = try #require(catalog.entity(named: entity))
    let index = try #require(catalog[id].fieldIndex(field))
    return catalog[id].fields[index].type
  }
}

/// What loading one text as an entity `t` gives, the same under all limits.
func load(
  _ text: String, _ columns: [ColumnSpec] = [], keys: [String] = []
) throws -> Loaded {
  try load(Array(text.utf8), columns, keys: keys)
}

func load(_ bytes: [UInt8], _ columns: [ColumnSpec] = [], keys: [String] = []) throws -> Loaded {
  let folder = try TestFolder()
  let path = try folder.write("t.csv", bytes)
  let spec = EntitySpec(name: "t", path: path, columns: columns, keys: keys)
  var results: [Loaded] = []
  for limits in allLimits {
    results.append(try CSVLoader(limits: limits).load([spec], into: .empty))
  }
  for other in results.dropFirst() { #expect(same(results[0].world, other.world)) }
  return results[0]
}

/// The diagnostics with which loading one text fails, the same under all limits.
func failure(_ text: String, _ columns: [ColumnSpec] = [], keys: [String] = []) throws
  -> [Diagnostic]
{
  try failure(Array(text.utf8), columns, keys: keys)
}

func failure(_ bytes: [UInt8], _ columns: [ColumnSpec] = [], keys: [String] = []) throws
  -> [Diagnostic]
{
  let folder = try TestFolder()
  let path = try folder.write("t.csv", bytes)
  let spec = EntitySpec(name: "t", path: path, columns: columns, keys: keys)
  var results: [[Diagnostic]] = []
  for limits in allLimits {
    let error = #expect(throws: LoadFailure.self) {
      try CSVLoader(limits: limits).load([spec], into: .empty)
    }
    results.append(error?.diagnostics ?? [])
  }
  for other in results.dropFirst() { #expect(results[0] == other) }
  return results[0]
}

func same(_ left: World, _ right: World) -> Bool {
  guard left.tables.count == right.tables.count else { return false }
  for (left, right) in zip(left.tables, right.tables) {
    guard left.rowCount == right.rowCount, left.columns.count == right.columns.count else {
      return false
    }
    for (left, right) in zip(left.columns, right.columns) {
      for row in 0..<left.count where left[row] != right[row] { return false }
    }
  }
  return true
}

/// The same numbers in every run: splitmix64, S. Vigna.
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
