import Columns
import Messages
import Model
import Semantics

extension Session {
  /// A result made of texts.
  private func listing(_ headers: [String], _ rows: [[String?]]) -> ResultTable {
    let columns = headers.enumerated().map { column, header in
      ResultColumn(name: header, type: .text, values: .texts(rows.map { $0[column] }))
    }
    return table(columns, rowCount: rows.count)
  }

  private func table(_ columns: [ResultColumn], rowCount: Int) -> ResultTable {
    ResultTable(
      columns: columns, rowCount: rowCount, footnotes: [],
      calendar: environment.world.options.calendar)
  }

  private func outcome(_ table: ResultTable) -> [Outcome] {
    [
      .result(
        table,
        StatementReport(
          source: DiagnosticRenderer.promptName, line: 1, milliseconds: PhaseTimes(), rowsRead: 0,
          rowsReturned: table.rowCount, peakMemoryBytes: Meter.peakMemoryBytes))
    ]
  }

  /// The entities, with how many rows and fields they have.
  func listTables() -> [Outcome] {
    let world = environment.world
    if world.catalog.entities.isEmpty {
      return [.words("There is no data yet: .open FOLDER opens a workspace.\n")]
    }
    var names = listing(
      ["entity", "links"],
      world.catalog.entities.map { entity in
        [entity.name, links(of: entity).joined(separator: ", ")]
      })
    let counts = zip(world.catalog.entities, world.tables).map { entity, table in
      (rows: Int64(table.rowCount), fields: Int64(entity.fields.count))
    }
    names.columns.insert(
      contentsOf: [
        ResultColumn(
          name: "rows", type: .number, values: .decimal(counts.map(\.rows), scale: 0)),
        ResultColumn(
          name: "fields", type: .number, values: .decimal(counts.map(\.fields), scale: 0)),
      ], at: 1)
    return outcome(names)
  }

  /// `manager → managers`, and the links back: `deals`.
  private func links(of entity: Entity) -> [String] {
    entity.fields.compactMap { field in field.target == nil ? nil : field.name }
      + entity.inverses.map(\.name)
  }

  /// The fields and links of one entity or of all.
  func listSchema(of words: String) -> [Outcome] {
    let catalog = environment.world.catalog
    var entities = catalog.entities
    if !words.isEmpty {
      guard let id = catalog.entity(named: words) else {
        let nearest = nearestName(to: words, among: entities.map(\.name))
        return [
          .messages(
            [
              Diagnostic(
                .unknownEntity,
                "there is no entity \"\(words)\"" + (nearest.map { "; did you mean \($0)?" } ?? ""),
                at: nil, notes: [".tables lists the entities"])
            ], sources)
        ]
      }
      entities = [catalog[id]]
    }
    if entities.isEmpty { return listTables() }
    var rows: [[String?]] = []
    for entity in entities {
      for field in entity.fields {
        let kind = field.target == nil ? field.type.words(in: catalog) : link(field, in: catalog)
        rows.append([entity.name, field.name, kind, field.summary ?? ""])
      }
      for inverse in entity.inverses {
        let kind = "many " + catalog[inverse.source].name
        rows.append([entity.name, inverse.name, kind, ""])
      }
    }
    let isOne = entities.count == 1
    return outcome(
      listing(
        isOne ? ["field", "type", "about"] : ["entity", "field", "type", "about"],
        isOne ? rows.map { Array($0.dropFirst()) } : rows))
  }

  private func link(_ field: Field, in catalog: Catalog) -> String {
    "link to " + field.type.words(in: catalog)
  }
}
