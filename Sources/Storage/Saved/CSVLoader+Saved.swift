import Glibc
import Messages
package import Model

extension CSVLoader {
  package func saveSite(_ folder: String) throws(LoadFailure) -> SaveSite {
    if files.keys.contains(where: { $0.hasPrefix(folder + "/") }) { return .taken }
    var status = stat()
    guard !folder.utf8.contains(0), stat(folder, &status) == 0 else { return .free }
    guard status.st_mode & S_IFMT == S_IFDIR else { return .taken }
    let columns = SavedFile.path(SavedFile.columns, in: folder)
    if stat(columns, &status) != 0 {
      return try names(in: folder).isEmpty ? .free : .taken
    }
    // Of a damaged one it is not known which files it had; whatever CSV files are there stay.
    guard let opened = try? OpenedColumns(path: columns) else { return .saved(files: []) }
    return .saved(files: opened.directory.tables.map(\.csv.file))
  }

  /// The world of a saved workspace, of which nothing has changed since it was saved.
  ///
  /// - Parameters:
  ///   - base: a world without entities, or there is nothing to open.
  ///   - notes: gets why columns that are there are not used.
  func savedWorld(
    of specs: [EntitySpec], in base: World, _ notes: inout [Diagnostic]
  ) -> World? {
    guard base.catalog.entities.isEmpty, readsDisk, let first = specs.first?.path,
      let slash = first.lastIndex(of: "/")
    else { return nil }
    let folder = String(first[..<slash])
    let path = SavedFile.path(SavedFile.columns, in: folder)
    var status = stat()
    guard permits(path), stat(path, &status) == 0 else { return nil }
    do throws(OpenedColumns.Fault) {
      let opened = try OpenedColumns(path: path)
      if let changed = opened.firstChange(in: folder, specs: specs) {
        notes.append(.columnsNotUsed(folder, "\(changed) has changed since it was saved"))
        return nil
      }
      return World(
        catalog: Catalog(entities: opened.entities(in: folder, specs: specs)),
        tables: try opened.tables(), options: base.options)
    } catch {
      let reason =
        switch error {
        case .damaged: "\(SavedFile.columns) is damaged"
        case .foreign: "another version of Parley wrote \(SavedFile.columns)"
        case .unreadable(let words): "\(SavedFile.columns) cannot be read: \(words)"
        }
      notes.append(.columnsNotUsed(folder, reason))
      return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func columnsNotUsed(_ folder: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .columnsNotUsed, "\(folder) does not open at once: \(reason)", at: nil, severity: .warning,
      suggestions: [Suggestion("quick again", "save \"\(folder)\"")],
      notes: ["its CSV files were read instead"])
  }
}

extension OpenedColumns {
  /// The name of a file of the workspace that is not what it was when it was saved; nil where all
  /// are, and are all that is asked for.
  fileprivate func firstChange(in folder: String, specs: [EntitySpec]) -> String? {
    let ecosystem = SavedFile.path(SavedFile.ecosystem, in: folder)
    guard let source = try? ByteSource(path: ecosystem),
      let text = try? source.bytes(0..<source.size), XXHash64.hash(text) == directory.ecosystem
    else { return SavedFile.ecosystem }
    var wanted: [String: String] = [:]
    for spec in specs { wanted[spec.name.lowercased()] = spec.path ?? "" }
    for table in directory.tables {
      let path = SavedFile.path(table.csv.file, in: folder)
      guard wanted.removeValue(forKey: table.entity.name.lowercased()) == path,
        FileStamp(of: path) == table.csv.stamp
      else { return table.csv.file }
    }
    return wanted.isEmpty ? nil : SavedFile.ecosystem
  }

  /// The descriptions of the entities, where they are declared now.
  fileprivate func entities(in folder: String, specs: [EntitySpec]) -> [Entity] {
    directory.tables.map { table in
      var entity = table.entity
      entity.path = SavedFile.path(table.csv.file, in: folder)
      guard let spec = specs.first(where: { $0.name.lowercased() == entity.name.lowercased() })
      else { return entity }
      entity.span = spec.span
      for column in spec.columns {
        if let field = entity.fieldIndex(column.name) { entity.fields[field].span = column.span }
      }
      return entity
    }
  }
}

extension FileStamp {
  /// Nil where there is no such file.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}
