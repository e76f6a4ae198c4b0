import Columns
import Messages
import Model
import Semantics

extension Session {
  private func outcome(_ table: ResultTable) -> [Outcome] {
    [
      .result(
        table,
        StatementReport(
          source: DiagnosticRenderer.promptName, line: 1, milliseconds: PhaseTimes(), rowsRead: 0,
          bytesRead: 0, rowsReturned: table.rowCount, peakMemoryBytes: Meter.peakMemoryBytes))
    ]
  }

  /// The entities, with how many rows and fields they have.
  func listTables() -> [Outcome] {
    let world = environment.world
    if world.catalog.entities.isEmpty {
      return [.words("There is no data yet: .open FOLDER opens a workspace.\n")]
    }
    var names = ResultTable(
      ["entity", "links"],
      world.catalog.entities.map { entity in
        [entity.name, links(of: entity).joined(separator: ", ")]
      }, calendar: world.options.calendar)
    names.columns.insert(
      contentsOf: [
        ResultColumn(name: "rows", numbers: world.tables.map(\.rowCount)),
        ResultColumn(name: "fields", numbers: world.catalog.entities.map(\.fields.count)),
      ], at: 1)
    return outcome(names)
  }

  /// `manager → managers`, and the links back: `deals`.
  private func links(of entity: Entity) -> [String] {
    entity.fields.compactMap { field in field.target == nil ? nil : field.name }
      + entity.inverses.map(\.name)
  }

  /// A page of help; of a name of the user's what `describe` says.
  mutating func help(about words: String) -> [Outcome] {
    if help.knownPage(about: words) == nil,
      checker.knows(words.trimmed, sources: sources, in: environment)
    {
      return listSchema(of: words)
    }
    return [.words(help.page(about: words))]
  }

  /// What `describe` says of a name, or in short of all members of all entities.
  mutating func listSchema(of words: String) -> [Outcome] {
    if !words.isEmpty {
      return run("describe \(words)", name: DiagnosticRenderer.promptName, kind: .typed)
    }
    if environment.world.catalog.entities.isEmpty { return listTables() }
    let description = checker.overview(sources: sources, in: environment)
    return outcome(
      Self.table(of: description, nil, calendar: environment.world.options.calendar))
  }
}
