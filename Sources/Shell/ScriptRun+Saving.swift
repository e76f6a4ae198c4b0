import Columns
import Engine
import Messages
import Model
import Output
import Semantics
import Syntax

extension ScriptRun {
  /// Writes all tables as a workspace, whose files take their names with the script's others.
  mutating func save(_ save: PlannedSave, report: (Outcome) -> Void) throws(Diagnostic) {
    let start = Meter.milliseconds
    let former = try formerFiles(save)
    var tables: [SavedTable] = []
    for table in save.tables {
      let path = SavedFile.path(table.file, in: save.folder)
      try begin(path, save)
      let rows = try contents(of: table, save.world)
      try files.write(
        rows, as: .csv, to: path, at: save.place, threads: engine.threads, cancellation,
        progress: engine.progress)
      try tables.append(SavedTable(file: table.file, stamp: stamp(path, save)))
    }
    let ecosystem = SavedFile.path(SavedFile.ecosystem, in: save.folder)
    try begin(ecosystem, save)
    try attempt(ecosystem, save) { () throws(OutputFailure) in
      try files.write(Array(save.ecosystem.utf8))
    }
    try writeColumns(save, tables)
    for file in former where !tables.contains(where: { $0.file == file }) {
      files.remove(SavedFile.path(file, in: save.folder))
    }
    let rowCount = save.world.tables.reduce(0) { $0 + $1.rowCount }
    noteExport(ExportReport(path: save.folder, rowCount: rowCount, footnotes: []), at: save.place)
    report(.done(cost(of: nil, at: save.span, rowCount, since: start)))
  }

  /// The tables' files of the workspace that is replaced.
  ///
  /// - Throws: P419 where the folder holds something else.
  private func formerFiles(_ save: PlannedSave) throws(Diagnostic) -> [String] {
    let site: SaveSite
    do throws(LoadFailure) {
      site = try loader.saveSite(save.folder)
    } catch {
      throw error.diagnostics.first ?? taken(save)
    }
    switch site {
    case .free: return []
    case .saved(let files): return files
    case .taken: throw taken(save)
    }
  }

  private func taken(_ save: PlannedSave) -> Diagnostic {
    let slashes = save.folder.reversed().prefix { $0 == "/" }.count
    let beside = TextLiteral.written(save.folder.dropLast(slashes) + "-saved")
    return Diagnostic(
      .folderTaken, "\(save.folder) holds something that save has not written", at: save.place,
      suggestions: [Suggestion("a folder of its own", "save \(beside)")],
      notes: ["it is left as it is"])
  }

  /// The rows of a table with keys in the place of links.
  private func contents(
    of table: PlannedSave.Table, _ world: World
  ) throws(Diagnostic) -> ResultTable {
    let run = engine.run(in: world, cancellation: cancellation)
    var columns: [ResultColumn] = []
    for (number, field) in world.catalog[table.entity].fields.enumerated() {
      if cancellation.isCancelled { throw Self.stopped }
      var (values, type) = (world.table(table.entity).columns[number], field.type)
      if case .row(let rows) = values, let target = field.target, let key = table.keys[number] {
        values = try run.values(of: world.table(target).columns[key], at: rows)
        type = world.catalog[target].fields[key].type
      }
      columns.append(ResultColumn(name: field.name, type: type, values: values))
    }
    try world.refuseDamage()
    if world.table(table.entity).statistics.allSatisfy({ $0.missingCount > 0 }) {
      try refuseEmptyRows(columns, of: world.catalog[table.entity].name)
    }
    return ResultTable(
      columns: columns, rowCount: world.table(table.entity).rowCount, footnotes: [],
      calendar: world.options.calendar)
  }

  /// A row without any value is an empty line, which nobody takes for a row.
  private func refuseEmptyRows(
    _ columns: [ResultColumn], of entity: String
  ) throws(Diagnostic) {
    guard let first = columns.first?.values,
      let row = (0..<first.count).first(where: { row in
        columns.allSatisfy { $0.values[row] == .missing }
      })
    else { return }
    throw Diagnostic(
      .notSavable, "row \(row + 1) of \(entity) has no value at all, which no CSV file can hold",
      at: nil, notes: ["leave it out of the file that it was read from"])
  }

  private func writeColumns(_ save: PlannedSave, _ tables: [SavedTable]) throws(Diagnostic) {
    let path = SavedFile.path(SavedFile.columns, in: save.folder)
    try begin(path, save)
    try attempt(path, save) { () throws(OutputFailure) in
      var failure: OutputFailure?
      loader.encodeColumns(of: save.world, tables: tables, ecosystem: save.ecosystem) { bytes in
        do throws(OutputFailure) {
          try write(bytes)
          return true
        } catch {
          failure = error
          return false
        }
      }
      if let failure { throw failure }
    }
  }

  /// Writes bytes in chunks, so that it can be stopped.
  private func write(_ bytes: UnsafeRawBufferPointer) throws(OutputFailure) {
    let chunk = 1 << 20
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      if cancellation.isCancelled { throw .interrupted }
      let part = Array(bytes[start..<min(start + chunk, bytes.count)])
      try files.write(part)
      engine.progress?.advance(by: part.count)
    }
  }

  // MARK: - Files

  private func begin(_ path: String, _ save: PlannedSave) throws(Diagnostic) {
    engine.progress?.begin(.writing(path: path))
    do throws(FileProblem) {
      try files.open(path)
    } catch {
      throw error.diagnostic(at: save.place)
    }
  }

  private func stamp(_ path: String, _ save: PlannedSave) throws(Diagnostic) -> FileStamp {
    try attempt(path, save) { () throws(OutputFailure) in try files.stamp() }
  }

  /// Does something with the file that was begun last.
  private func attempt<Result>(
    _ path: String, _ save: PlannedSave, _ work: () throws(OutputFailure) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(OutputFailure) {
      return try work()
    } catch {
      throw error.diagnostic(writing: path, at: save.place)
    }
  }
}
