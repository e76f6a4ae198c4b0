import Columns
package import Messages
package import Model
import Syntax

/// `save "folder"`: all tables as they stand, and a text that declares them.
package struct PlannedSave: Sendable {
  /// How a table becomes a CSV file.
  package struct Table: Sendable {
    package var entity: EntityID
    /// Within the folder.
    package var file: String
    /// For each field the one of its target that stands for a row there; nil for plain values.
    package var keys: [Int?]
  }

  /// Relative to the current folder.
  package var folder: String
  package var world: World
  /// In the catalog's order.
  package var tables: [Table]
  /// The text of the workspace's `ecosystem.parley`.
  package var ecosystem: String
  /// Where the folder is written.
  package var place: Span
  package var span: Span
}

extension Checking {
  mutating func save(_ folder: TextNode, at span: Span) {
    guard let path = plainFolder(folder) else { return }
    guard allowsExports else {
      report(.refused(.writing, path, at: folder.span))
      return
    }
    let world = environment.world.removing(demanded)
    guard !world.catalog.entities.isEmpty else {
      report(
        Diagnostic(
          .badDeclaration, "there are no tables to save", at: span,
          suggestions: [
            Suggestion("", "open \"folder\""), Suggestion("", "load \"deals.csv\" as deals"),
          ]))
      return
    }
    let target = Self.tidied(path)
    if let first = exports[target] {
      report(exportedTwice(folder, first))
      return
    }
    exports[target] = folder.span
    var text = WorkspaceText(options: settingsText(world.options))
    var tables: [PlannedSave.Table] = []
    for (index, entity) in world.catalog.entities.enumerated() {
      let file = "\(entity.name.replacing("/", with: "_")).csv"
      let spec = specs(of: entity.name)
      tables.append(
        PlannedSave.Table(
          entity: EntityID(index: index), file: file,
          keys: linkKeys(of: entity, spec, in: world.catalog)))
      guard text.add(entity, id: EntityID(index: index), file: file, spec, world.catalog) else {
        report(unwritable(entity, spec, at: span))
        return
      }
    }
    guard let definitions = definitionsText(at: span) else { return }
    text.add(definitions)
    steps.append(
      .save(
        PlannedSave(
          folder: path, world: world, tables: tables, ecosystem: text.text,
          place: folder.span, span: span)))
  }

  /// The folder as written, which must be known before anything runs.
  private mutating func plainFolder(_ node: TextNode) -> String? {
    guard let plain = node.literal.plain, !plain.isEmpty, !plain.utf8.contains(0) else {
      report(
        Diagnostic(
          .badDeclaration, "the name of a folder to save to is a plain text", at: node.span,
          suggestions: [Suggestion("", "save \"workspace\"")]))
      return nil
    }
    return plain
  }

  /// What an entity was read by; nil for one that was not read from a file.
  private func specs(of entity: String) -> EntitySpec? {
    environment.loadedFiles[entity.lowercased()]?.spec ?? declaredSpecs[entity.lowercased()]
  }

  private func linkKeys(
    of entity: Entity, _ spec: EntitySpec?, in catalog: Catalog
  ) -> [Int?] {
    entity.fields.map { field in
      guard let target = field.target else { return nil }
      let column = spec?.columns.first { $0.name.lowercased() == field.name.lowercased() }
      return column?.matchedBy.flatMap { catalog[target].fieldIndex($0) } ?? catalog[target].idField
    }
  }

  // MARK: - Options and definitions

  /// The options of the program as they stand.
  private func settingsText(_ options: Options) -> String {
    var text = ""
    // A day that a workspace or the session has set; the clock's is not saved.
    if options.today != environment.ownOptions.today, !environment.hasFixedToday {
      text += "option today = \(CivilDate(dayNumber: Int(options.today)).description)\n"
    }
    text += "option fiscal_start = \(options.calendar.fiscalStart)\n"
    text += "option currency = \"\(options.currency.code)\"\n"
    return text
  }

  /// The definitions of the session, each as it was written; nil after a message.
  private mutating func definitionsText(at span: Span) -> String? {
    let definitions = environment.definitions
    var options = definitions.options
    // What was said anew holds from the start in the saved workspace.
    options.merge(environment.restated) { $1 }
    var spans = options.values.map(\.span) + definitions.lets.values.map(\.span)
    spans += definitions.functions.values.map(\.span) + definitions.verbs.values.map(\.span)
    spans += definitions.fields.values.map(\.span) + definitions.measures.values.map(\.span)
    spans.sort { ($0.source.index, $0.start) < ($1.source.index, $1.start) }
    let texts = spans.compactMap { span in sources[span.source]?.text(span) }
    let text = texts.map { $0 + "\n" }.joined(separator: "\n")
    // Each must mean something without what the session has besides.
    var fresh = Checking(self)
    let source = fresh.sources.add(name: SavedFile.ecosystem, text: text)
    let parsed = parse(source)
    fresh.diagnostics += parsed.diagnostics
    fresh.check(parsed.script.statements)
    guard let problem = fresh.diagnostics.first(where: { $0.severity == .error }) else {
      return text
    }
    let line = problem.span.map { source.lineText(source.line(at: $0.start)) }
    report(
      Diagnostic(
        .notSavable,
        "a definition cannot be saved: \(problem.message)", at: span,
        notes: (line.map { ["the definition: \($0)"] } ?? []) + problem.notes))
    return nil
  }

  /// A check of a workspace's file over the data at hand, without what the session knows besides.
  private init(_ other: Checking) {
    self = other
    environment.definitions = Definitions()
    environment.restated = [:]
    environment.parameters = [:]
    environment.loops = []
    environment.world = other.environment.world.removing(other.demanded)
    (diagnostics, steps, demanded, tablesOnDemand) = ([], [], [], [:])
    (isOpening, definesOptions) = (true, true)
  }

  private func unwritable(_ entity: Entity, _ spec: EntitySpec?, at span: Span) -> Diagnostic {
    for case (let field, .mixedMoney(let currencies)) in entity.fields.map({ ($0, $0.type) }) {
      let column = spec?.columns.first { $0.name.lowercased() == field.name.lowercased() }
      if column?.currencyHeader != nil { continue }
      let codes = currencies.map(\.code).joined(separator: " and ")
      return Diagnostic(
        .notSavable, "nothing says which amounts of \(entity.name).\(field.name) are in \(codes)",
        at: span,
        notes: [
          "declare the column that says it: \(field.name): money currency \"Header\""
        ])
    }
    return Diagnostic(
      .notSavable, "\(entity.name) has a name, or a column with one, that cannot be written",
      at: span, notes: ["declare it under another name"])
  }
}
