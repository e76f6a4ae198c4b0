import Columns
import Messages
import Model

/// Turns the keys of links into row numbers.
struct LinkResolver {
  let base: World
  private(set) var drafts: [WorldBuilder.Draft]
  let limits: ReadLimits
  private var indexes: [IndexName: KeyIndex] = [:]

  private struct IndexName: Hashable {
    var entity: EntityID
    var field: Int
  }

  init(base: World, drafts: [WorldBuilder.Draft], limits: ReadLimits) {
    self.base = base
    self.drafts = drafts
    self.limits = limits
  }

  /// Resolves all links of one draft, or reports all keys that lead nowhere.
  mutating func resolve(
    _ draftIndex: Int, _ warnings: inout [Diagnostic]
  ) throws(LoadFailure) {
    var errors: [Diagnostic] = []
    for (index, field) in drafts[draftIndex].raw.fields.enumerated() {
      guard case .keys(let keys) = field.content, let spec = field.spec else { continue }
      try limits.checkStopped()
      do throws(LoadFailure) {
        try resolve(keys, spec, of: draftIndex, field: index, &warnings)
      } catch {
        guard drafts[draftIndex].raw.spec.takesWhatFits else {
          errors += error.diagnostics
          continue
        }
        var byName = spec
        byName.matchedBy = "name"
        do throws(LoadFailure) {
          try resolve(keys, byName, of: draftIndex, field: index, &warnings)
          if case .link(let target) = spec.kind {
            warnings.append(drafts[draftIndex].raw.messages.matchedByName(spec.name, target))
          }
        } catch _ {
          keep(keys, of: draftIndex, field: index)
          warnings += error.diagnostics.map { Self.loadedPlain($0, spec, drafts[draftIndex].raw) }
        }
      }
    }
    guard errors.isEmpty else { throw LoadFailure(diagnostics: errors) }
  }

  private mutating func resolve(
    _ keys: StagedKeys, _ spec: ColumnSpec, of draft: Int, field: Int,
    _ warnings: inout [Diagnostic]
  ) throws(LoadFailure) {
    let target = try target(of: spec, drafts[draft])
    let link = Link(
      keys: keys, spec: spec, target: target.index, raw: drafts[draft].raw,
      targetField: target.name)
    let (column, unknown) = try link.rows(threads: limits.threads)
    drafts[draft].columns[field] = column
    // The keys are no longer needed: their memory goes back at once.
    drafts[draft].raw.fields[field].content = .values(column, .missing)
    if spec.keepsOrphans { try addRaw(unknown, spec, draft, &warnings, link) }
  }

  /// Loads the keys of a link that leads nowhere as the values that they are.
  private mutating func keep(_ keys: StagedKeys, of draft: Int, field: Int) {
    let column = keys.column
    let type = if case .text = column { ValueType.text } else { ValueType.number }
    drafts[draft].columns[field] = column
    drafts[draft].fields[field].type = type
    drafts[draft].raw.fields[field].content = .values(column, type)
  }

  /// Why a link of the built-in model is none here.
  private static func loadedPlain(
    _ problem: Diagnostic, _ spec: ColumnSpec, _ raw: RawTable
  ) -> Diagnostic {
    var warning = problem
    warning.severity = .warning
    warning.span = raw.messages.span
    warning.message += "; \(spec.name) is loaded as plain values"
    let examples = warning.notes.filter { $0 != "nothing of \(raw.messages.file) was loaded" }
    warning.notes = Array(examples.prefix(3))
    return warning
  }

  /// The index that a link's keys are looked up in, and what its column is called.
  private mutating func target(
    of spec: ColumnSpec, _ draft: WorldBuilder.Draft
  ) throws(LoadFailure) -> (index: KeyIndex, name: String) {
    guard case .link(let name) = spec.kind else { return (KeyIndex(.row([])), "") }
    let draftTarget = drafts.first { $0.raw.spec.name.lowercased() == name.lowercased() }
    let id = draftTarget?.id ?? base.catalog.entity(named: name)
    guard let id else {
      throw fault(
        .badDeclaration,
        "\(spec.name) of \(draft.raw.spec.name) leads to \(name), which is "
          + "neither declared nor loaded", spec, [])
    }
    let fields = draftTarget?.fields ?? base.catalog[id].fields
    let idField = draftTarget.map(\.idField) ?? base.catalog[id].idField
    var field = idField
    if let wanted = spec.matchedBy?.lowercased() {
      field = fields.firstIndex { $0.name.lowercased() == wanted }
      guard field != nil else {
        throw fault(
          .badDeclaration,
          "\(name) has no column \(spec.matchedBy ?? "") to match "
            + "\(spec.name) by", spec, [])
      }
    }
    guard let field else {
      throw fault(
        .badDeclaration, "\(name) has no id for \(spec.name) to match", spec,
        [Suggestion("match another column", "\(spec.name): \(name) by name")])
    }
    let indexName = IndexName(entity: id, field: field)
    if let index = indexes[indexName] { return (index, fields[field].name) }
    let column = draftTarget.map { $0.columns[field] } ?? base.table(id).columns[field]
    guard let column, fields[field].target == nil else {
      throw fault(
        .badDeclaration,
        "\(spec.name) cannot be matched by \(fields[field].name), which is "
          + "a link itself", spec, [])
    }
    let index = KeyIndex(column)
    indexes[indexName] = index
    return (index, fields[field].name)
  }

  private func fault(
    _ code: Code, _ message: String, _ spec: ColumnSpec, _ suggestions: [Suggestion]
  ) -> LoadFailure {
    LoadFailure(diagnostics: [
      Diagnostic(code, message, at: spec.span, suggestions: suggestions)
    ])
  }

  /// Adds the column with the texts of unknown keys, `raw_partner` for `partner`.
  private mutating func addRaw(
    _ unknown: UnknownKeys, _ spec: ColumnSpec, _ draftIndex: Int,
    _ warnings: inout [Diagnostic], _ link: Link
  ) throws(LoadFailure) {
    let name = "raw_\(spec.name)"
    guard !drafts[draftIndex].fields.contains(where: { $0.name.lowercased() == name.lowercased() })
    else {
      throw fault(
        .duplicateHeader,
        "\(name) would hold the unknown keys of \(spec.name), but there is "
          + "such a column already", spec, [])
    }
    let rowCount = drafts[draftIndex].raw.rowCount
    var codes = Array(repeating: Missing.code, count: rowCount)
    var interner = TextInterner()
    for key in unknown.rows { codes[key.row] = interner.intern(key.text) }
    drafts[draftIndex].fields.append(
      Field(
        name: name, type: .text, summary: "keys of \(spec.name) that lead nowhere",
        span: spec.span))
    drafts[draftIndex].columns.append(.text(codes, interner.dictionary))
    if !unknown.rows.isEmpty { warnings.append(link.orphansKept(unknown)) }
  }
}

/// The keys of one link that no row of the target has, in the order of the file.
struct UnknownKeys {
  var rows: [(row: Int, text: String)] = []

  /// Each key with its count and first row, the most frequent first.
  var counts: [(text: String, count: Int, firstRow: Int)] {
    var places: [String: Int] = [:]
    var counts: [(text: String, count: Int, firstRow: Int)] = []
    for (row, text) in rows {
      if let place = places[text] {
        counts[place].count += 1
      } else {
        places[text] = counts.count
        counts.append((text, 1, row))
      }
    }
    return counts.sorted { ($1.count, $0.firstRow) < ($0.count, $1.firstRow) }
  }
}

/// One link that is being resolved.
struct Link {
  let keys: StagedKeys
  let spec: ColumnSpec
  let target: KeyIndex
  let raw: RawTable
  let targetField: String

  private var targetName: String {
    if case .link(let entity) = spec.kind { entity } else { "" }
  }

  /// The row numbers, and the keys that lead nowhere where those are kept.
  ///
  /// - Throws: P408 for unknown keys, P407 for a used key that two rows of the target have.
  func rows(threads: Int) throws(LoadFailure) -> (Column, UnknownKeys) {
    let unknownRegions = Results<Bool>(keys.stretches.count)
    let starts = keys.stretches.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    let shared = Handover(value: keys)
    let target = target
    let rows = [Int32](unsafeUninitializedCapacity: keys.count) { buffer, count in
      count = keys.count
      guard let base = buffer.baseAddress else { return }
      LargePages.request(base, byteCount: count * MemoryLayout<Int32>.stride)
      let output = Handover(value: base)
      Parallel.run(keys.stretches.count, threads: threads) { region in
        unknownRegions[region] = target.resolve(
          shared.value.keys(region), shared.value.dictionaries[region],
          into: output.value + starts[region])
      }
    }
    if !target.seconds.isEmpty { try refuseAmbiguous(rows) }
    guard keys.stretches.indices.contains(where: { unknownRegions[$0] == true }) else {
      return (.row(rows), UnknownKeys())
    }
    let unknown = unknownKeys(rows)
    guard spec.keepsOrphans else { throw LoadFailure(diagnostics: [try orphans(unknown)]) }
    return (.row(rows), unknown)
  }

  private func unknownKeys(_ rows: [Int32]) -> UnknownKeys {
    var unknown = UnknownKeys()
    var row = 0
    for region in keys.stretches.indices {
      for key in keys.keys(region) {
        if key != Missing.decimal, rows[row] == KeyIndex.none {
          unknown.rows.append((row, keys.text(key, region)))
        }
        row += 1
      }
    }
    return unknown
  }

  private func refuseAmbiguous(_ rows: [Int32]) throws(LoadFailure) {
    guard let row = rows.firstIndex(where: { target.seconds[$0] != nil }) else { return }
    let line = try lines([row])[row] ?? 0
    throw LoadFailure(diagnostics: [
      Diagnostic(
        .duplicateKey,
        "\(raw.messages.file): \(spec.name) on line \(line) fits more than one of "
          + "\(targetName) by \(targetField)", at: spec.span ?? raw.messages.span,
        notes: ["match it by a column whose values differ, such as the id"])
    ])
  }

  private static let shownKeys = 20

  private func listed(_ unknown: UnknownKeys) throws(LoadFailure) -> [String] {
    let counts = unknown.counts
    let shown = counts.prefix(Self.shownKeys)
    let lines = try lines(shown.map(\.firstRow))
    var notes = shown.map { key in
      let times = LoadMessages.counted(key.count, "row", "rows")
      let place = "\(raw.messages.file):\(lines[key.firstRow] ?? 0)"
      return "\(LoadMessages.quoted(key.text)) in \(times), first \(place)"
    }
    if counts.count > shown.count {
      notes.append("and \(LoadMessages.grouped(counts.count - shown.count)) more keys")
    }
    return notes
  }

  private func orphans(_ unknown: UnknownKeys) throws(LoadFailure) -> Diagnostic {
    let rows = LoadMessages.counted(unknown.rows.count, "row has", "rows have")
    return Diagnostic(
      .orphanKey,
      "\(raw.messages.file): \(rows) a \(spec.name) that no \(targetField) of \(targetName) is",
      at: spec.span ?? raw.messages.span,
      suggestions: [
        Suggestion(
          "load them as missing", "\(spec.name): \(targetName) orphans keep")
      ],
      notes: try listed(unknown) + ["nothing of \(raw.messages.file) was loaded"])
  }

  func orphansKept(_ unknown: UnknownKeys) -> Diagnostic {
    let rows = LoadMessages.counted(unknown.rows.count, "row has", "rows have")
    return Diagnostic(
      .orphanKey,
      "\(raw.messages.file): \(rows) an unknown \(spec.name), loaded as missing; raw_\(spec.name) "
        + "has the text", at: spec.span ?? raw.messages.span, severity: .warning,
      notes: (try? listed(unknown)) ?? [])
  }

  private func lines(_ rows: [Int]) throws(LoadFailure) -> [Int: Int] {
    guard let document = raw.document else { return [:] }
    do throws(ReadFault) {
      return try document.locate(Set(rows)).mapValues(\.line)
    } catch {
      throw LoadFailure(diagnostics: [raw.messages.unreadable(error)])
    }
  }
}
