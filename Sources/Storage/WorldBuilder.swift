import Columns
import Messages
import Model

/// Joins raw tables with a world: resolves links, checks identities, names the links back.
struct WorldBuilder {
  let base: World
  let raws: [RawTable]
  let limits: ReadLimits

  /// An entity on its way into the catalog.
  struct Draft {
    var raw: RawTable
    var id: EntityID
    var fields: [Field]
    /// Nil for links that are not resolved yet.
    var columns: [Column?]
    var idField: Int?
    var keyFields: [Int] = []
  }

  func build() throws(LoadFailure) -> Loaded {
    limits.progress?.begin(.linking)
    var drafts = drafts()
    var errors: [Diagnostic] = []
    for index in drafts.indices {
      do throws(LoadFailure) { try identify(&drafts[index]) } catch {
        errors += error.diagnostics
      }
    }
    try stop(errors)
    var warnings = raws.flatMap(\.warnings)
    var resolver = LinkResolver(base: base, drafts: drafts, limits: limits)
    for index in drafts.indices {
      do throws(LoadFailure) { try resolver.resolve(index, &warnings) } catch {
        errors += error.diagnostics
      }
    }
    try stop(errors)
    drafts = resolver.drafts
    for draft in drafts where !draft.keyFields.isEmpty {
      do throws(LoadFailure) { try checkCombination(draft) } catch { errors += error.diagnostics }
    }
    try stop(errors)
    var world = try joined(drafts, &warnings)
    try relink(&world, replaced: drafts)
    return Loaded(world: world, warnings: warnings)
  }

  private func stop(_ errors: [Diagnostic]) throws(LoadFailure) {
    guard errors.isEmpty else { throw LoadFailure(diagnostics: errors) }
  }

  /// Gives every raw table its place in the catalog: the old one where it replaces an entity.
  private func drafts() -> [Draft] {
    var next = base.catalog.entities.count
    var drafts: [Draft] = []
    var places: [String: EntityID] = [:]
    for raw in raws {
      let id = base.catalog.entity(named: raw.spec.name) ?? EntityID(index: next)
      if id.index == next { next += 1 }
      places[raw.spec.name.lowercased()] = id
      drafts.append(Draft(raw: raw, id: id, fields: [], columns: []))
    }
    for index in drafts.indices {
      for field in drafts[index].raw.fields {
        var type = ValueType.text
        var column: Column?
        switch field.content {
        case .values(let values, let found): (column, type) = (values, found)
        case .keys:
          if let spec = field.spec, case .link(let target) = spec.kind,
            let id = places[target.lowercased()] ?? base.catalog.entity(named: target)
          {
            type = .entity(id)
          }
        }
        let header = field.column.flatMap { drafts[index].raw.document?.dialect.headers[$0] }
        drafts[index].fields.append(
          Field(
            name: field.name, type: type, summary: field.spec?.summary, span: field.spec?.span,
            header: header))
        drafts[index].columns.append(column)
      }
    }
    return drafts
  }

  // MARK: The catalog

  private func joined(
    _ drafts: [Draft], _ warnings: inout [Diagnostic]
  ) throws(LoadFailure) -> World {
    var catalog = base.catalog
    var tables = base.tables
    let replaced = Set(drafts.map(\.id))
    for (draft, table) in zip(drafts, filled(drafts)) {
      let old = draft.id.index < tables.count ? catalog[draft.id] : nil
      let name = draft.fields.firstIndex { $0.name.lowercased() == "name" }
      let entity = Entity(
        name: draft.raw.spec.name, fields: draft.fields,
        // Links that other entities have to this one stay, whatever becomes of its own.
        inverses: old?.inverses ?? [], idField: draft.idField,
        displayField: name ?? draft.idField, keyFields: draft.keyFields,
        summary: draft.raw.spec.summary, span: draft.raw.spec.span, path: draft.raw.spec.path)
      if old == nil {
        catalog.add(entity)
        tables.append(table)
      } else {
        catalog[draft.id] = entity
        tables[draft.id.index] = table
      }
    }
    var inverses = InverseBuilder(catalog: catalog)
    inverses.removeLinks(from: replaced)
    // What is declared has its names first.
    for draft in drafts where !draft.raw.spec.takesWhatFits { inverses.addLinks(of: draft) }
    for draft in drafts where draft.raw.spec.takesWhatFits { inverses.addLinks(of: draft) }
    try stop(inverses.errors)
    warnings += inverses.warnings
    return World(catalog: inverses.catalog, tables: tables, options: base.options)
  }
}

extension WorldBuilder {
  /// The tables of all drafts; what a query can assume of a column is found out of several at once.
  private func filled(_ drafts: [Draft]) -> [Table] {
    let tables = drafts.map { $0.columns.compactMap { $0 } }
    let columns = tables.flatMap { $0 }
    let found = Results<(ColumnStatistics, Zones?)>(columns.count)
    Parallel.run(columns.count, threads: limits.threads) { index in
      found[index] = (
        ColumnStatistics(columns[index]), Zones(columns[index], size: Zones.usualRows)
      )
    }
    var next = 0
    return zip(drafts, tables).map { draft, columns in
      let known = (next..<next + columns.count).compactMap { found[$0] }
      next += columns.count
      return Table(
        rowCount: draft.raw.rowCount, columns: columns, statistics: known.map(\.0),
        zones: known.map(\.1))
    }
  }
}

/// Names the links back.
struct InverseBuilder {
  private(set) var catalog: Catalog
  private(set) var errors: [Diagnostic] = []
  private(set) var warnings: [Diagnostic] = []

  init(catalog: Catalog) {
    self.catalog = catalog
  }

  mutating func removeLinks(from sources: Set<EntityID>) {
    for index in catalog.entities.indices {
      catalog[EntityID(index: index)].inverses.removeAll { sources.contains($0.source) }
    }
  }

  mutating func addLinks(of draft: WorldBuilder.Draft) {
    let source = draft.raw.spec.name
    for (index, field) in draft.fields.enumerated() {
      guard let target = field.target else { continue }
      let spec = draft.raw.fields.first { $0.name == field.name }?.spec
      var name = spec?.inverseName ?? source
      let entity = catalog[target]
      let isTaken = entity.fieldIndex(name) != nil || entity.inverse(name) != nil
      if draft.raw.spec.takesWhatFits, isTaken {
        let usual = name
        name = "\(field.name)_\(source)"
        warnings.append(
          draft.raw.messages.linkBackRenamed(field.name, entity.name, from: usual, to: name))
      }
      if let field = entity.fields.first(where: { $0.name.lowercased() == name.lowercased() }) {
        errors.append(
          clash(field: spec, of: source, "\(entity.name) has a column \(field.name)", name))
      } else if let other = entity.inverse(name) {
        let link = "\(catalog[other.source].name).\(catalog[other.source].fields[other.field].name)"
        errors.append(clash(field: spec, of: source, "\(link) is called so from there too", name))
      } else {
        catalog[target].inverses.append(
          InverseLink(name: name, source: draft.id, field: index))
      }
    }
  }

  private func clash(
    field: ColumnSpec?, of source: String, _ reason: String, _ name: String
  ) -> Diagnostic {
    let column = field?.name ?? source
    var target = ""
    if let field, case .link(let entity) = field.kind { target = entity }
    return Diagnostic(
      .needsInverse,
      "the link back from \(target) to \(source) by \(column) needs a name of its own: "
        + "\(reason)", at: field?.span, label: "its name would be \(name)",
      suggestions: [
        Suggestion("name it", "\(column): \(target) inverse \(column)_\(source)")
      ])
  }
}
