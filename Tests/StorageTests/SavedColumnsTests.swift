import Columns
import Glibc
import Messages
import Model
import Testing

@testable import Storage

/// The columns of a saved workspace, in their file and out of it.
@Suite struct SavedColumnsTests {
  /// A workspace of two tables with a column of every type.
  private struct Workspace {
    let folder: TestFolder
    let specs: [EntitySpec]
    let world: World

    /// - Parameter linksAhead: whether the table with the link comes first.
    init(rows: Int = 40, linksAhead: Bool = true) throws {
      folder = try TestFolder()
      var things = "id,name,cost,rate,kind,open,since,quarter,term,place\n"
      for row in 0..<rows {
        things += "K\(row),\"näme \(row % 7), \"\"x\"\"\",\(row * 3).\(row % 10)5,0.\(row % 9),"
        things += "\(row % 3 == 0 ? "" : "big"),\(row % 2 == 0),2026-0\(row % 9 + 1)-1\(row % 9),"
        things += "2026-Q\(row % 4 + 1),\(row),\(row % 5 == 0 ? "" : "\(row % 4 + 1)")\n"
      }
      let first = try folder.write("things.csv", things)
      let second = try folder.write("places.csv", "id,name\n1,A\n2,B\n3,\n4,D\n")
      _ = try folder.write(SavedFile.ecosystem, "# declares them\n")
      func column(_ name: String, _ kind: ColumnKind) -> ColumnSpec {
        ColumnSpec(name: name, kind: kind)
      }
      let both = [
        EntitySpec(
          name: "things", path: first,
          columns: [
            column("id", .id), column("name", .text), column("cost", .money(.eur, .plain)),
            column("rate", .percent(.plain)), column("kind", .choice(["small", "big"])),
            column("open", .bool), column("since", .date(nil)),
            column("quarter", .period(.quarter)), column("term", .duration(.days)),
            column("place", .link(entity: "places")),
          ]),
        EntitySpec(
          name: "places", path: second, columns: [column("id", .id), column("name", .text)]),
      ]
      specs = linksAhead ? both : both.reversed()
      world = try CSVLoader(threads: 1).load(specs, into: .empty).world
    }

    var columnsPath: String { folder.path + "/" + SavedFile.columns }

    /// The bytes of the file that goes with the workspace.
    func encoded() throws -> [UInt8] {
      let tables = try specs.map { spec in
        let file = spec.name + ".csv"
        return SavedTable(
          file: file, stamp: try #require(FileStamp(of: folder.path + "/" + file)))
      }
      var bytes: [UInt8] = []
      CSVLoader(threads: 1).encodeColumns(
        of: world, tables: tables, ecosystem: "# declares them\n"
      ) {
        bytes += Array($0)
        return true
      }
      return bytes
    }

    func open() throws -> Loaded { try CSVLoader(threads: 1).load(specs, into: .empty) }

    func remove() { unlink(columnsPath) }
  }

  private func values(of world: World) -> [[[Value]]] {
    world.tables.map { table in
      table.columns.map { column in (0..<table.rowCount).map { column[$0] } }
    }
  }

  /// Where the sections of a file are.
  private func sections(of bytes: [UInt8]) throws -> [ColumnsFile.Section] {
    let path = try TestFolder().write("columns", bytes)
    defer { unlink(path) }
    return try OpenedColumns(path: path).directory.tables.flatMap(\.columns).flatMap { column in
      if case .text(let bytes, let offsets) = column.storage {
        return [bytes, offsets, column.values]
      }
      return [column.values]
    }
  }

  @Test func whatWasWrittenComesBack() throws {
    let workspace = try Workspace()
    defer { workspace.remove() }
    _ = try workspace.folder.write(SavedFile.columns, workspace.encoded())
    let opened = try workspace.open()
    #expect(opened.warnings.isEmpty)
    #expect(opened.world.tables[0].columns.saved(0) != nil, "the file was not used")
    #expect(values(of: opened.world) == values(of: workspace.world))
    for (new, old) in zip(opened.world.catalog.entities, workspace.world.catalog.entities) {
      #expect(new.fields.map(\.type) == old.fields.map(\.type))
      #expect(new.fields.map(\.name) == old.fields.map(\.name))
      #expect(new.inverses == old.inverses && new.path == old.path)
      #expect(new.idField == old.idField && new.displayField == old.displayField)
    }
    for (new, old) in zip(opened.world.tables, workspace.world.tables) {
      #expect(new.statistics == old.statistics)
      #expect(new.zones.map { $0?.zones } == old.zones.map { $0?.zones })
    }
    try opened.world.refuseDamage()
  }

  @Test func aDamagedByteIsFoundBeforeItCounts() throws {
    let workspace = try Workspace()
    defer { workspace.remove() }
    let bytes = try workspace.encoded()
    for section in try sections(of: bytes) where section.length > 0 {
      for place in [section.offset, section.offset + section.length - 1] {
        var damaged = bytes
        damaged[place] ^= 0x10
        _ = try workspace.folder.write(SavedFile.columns, damaged)
        let world = try workspace.open().world
        _ = values(of: world)
        #expect(throws: Diagnostic.self, "byte \(place)") { try world.refuseDamage() }
      }
    }
  }

  @Test func damageOutsideOfTheValuesLeavesTheFileUnused() throws {
    let workspace = try Workspace(rows: 3)
    defer { workspace.remove() }
    let bytes = try workspace.encoded()
    let sections = try sections(of: bytes)
    let end = sections.map { $0.offset + $0.length }.max() ?? 0
    for place in Array(0..<ColumnsFile.headSize) + Array(end..<bytes.count) {
      var damaged = bytes
      damaged[place] ^= 0x01
      _ = try workspace.folder.write(SavedFile.columns, damaged)
      let opened = try workspace.open()
      // Between the last section and the directory nothing stands that counts.
      let isUnused = opened.warnings.map(\.code) == [.columnsNotUsed]
      #expect(isUnused || opened.warnings.isEmpty)
      #expect(values(of: opened.world) == values(of: workspace.world))
      if place < ColumnsFile.headSize || place > end + ColumnsFile.alignment {
        #expect(isUnused, "byte \(place)")
      }
    }
  }

  @Test func aShorterFileIsNotUsed() throws {
    let workspace = try Workspace(rows: 3)
    defer { workspace.remove() }
    let bytes = try workspace.encoded()
    for count in [0, 1, 63, 64, 127, 128, bytes.count / 2, bytes.count - 64, bytes.count - 1] {
      _ = try workspace.folder.write(SavedFile.columns, Array(bytes.prefix(count)))
      #expect(try workspace.open().warnings.map(\.code) == [.columnsNotUsed], "\(count)")
    }
  }

  /// Somebody may have made checksums to go with what they changed.
  @Test(arguments: [true, false])
  func aForgedDirectoryLeadsNowhere(linksAhead: Bool) throws {
    let workspace = try Workspace(rows: 3, linksAhead: linksAhead)
    defer { workspace.remove() }
    let bytes = try workspace.encoded()
    let end = bytes.count - ColumnsFile.trailerSize
    let place = bytes[end...].withUnsafeBytes { Int($0.loadUnaligned(as: Int64.self)) }
    for offset in place..<end {
      for change: UInt8 in [0x01, 0x7f, 0x80, 0xff] {
        var forged = bytes
        forged[offset] ^= change
        func sign(_ range: Range<Int>, at target: Int) {
          let sum = XXHash64.hash(Array(forged[range]))
          withUnsafeBytes(of: sum.littleEndian) {
            forged.replaceSubrange(target..<target + 8, with: $0)
          }
        }
        sign(place..<end, at: end + 16)
        sign(end..<end + 56, at: end + 56)
        _ = try workspace.folder.write(SavedFile.columns, forged)
        _ = values(of: try workspace.open().world)
      }
    }
  }

  @Test func whatChangedSinceIsReadFromItsFile() throws {
    let workspace = try Workspace()
    defer { workspace.remove() }
    _ = try workspace.folder.write(SavedFile.columns, workspace.encoded())
    _ = try workspace.folder.write("places.csv", "id,name\n1,A\n2,Other\n3,\n4,D\n")
    let opened = try workspace.open()
    #expect(opened.warnings.map(\.code) == [.columnsNotUsed])
    #expect(try opened.world.shown("places", "name")[1] == "Other")
  }

  /// Source: the values in the specification and in the libraries' own tests.
  @Test func checksums() {
    #expect(XXHash64.hash([]) == 0xef46_db37_51d8_e999)
    #expect(XXHash64.hash(Array("a".utf8)) == 0xd24e_c4f1_a98c_6e5b)
    #expect(XXHash64.hash(Array("abc".utf8)) == 0x44bc_2cf5_ad77_0999)
    #expect(
      XXHash64.hash(Array("Nobody inspects the spammish repetition".utf8))
        == 0xfbce_a83c_8a37_8bf1)
  }
}
