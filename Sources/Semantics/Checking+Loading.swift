import Columns
import Messages
import Model
import Plan
import Syntax

/// Declarations and files: what brings data in.
extension Checking {
  /// Loads all entities that some statements declare, at once: they may lead to each other.
  mutating func loadEntities(of statements: [Statement], folder: String?) {
    var specs: [EntitySpec] = []
    for statement in statements {
      guard case .entity(let declaration) = statement.kind else { continue }
      if let first = specs.first(where: { $0.name.lowercased() == declaration.name.key }) {
        report(
          Diagnostic(
            .alreadyDefined, "\(declaration.name.text) is declared twice",
            at: declaration.name.span,
            related: first.span.map { [RelatedPlace(span: $0, label: "the first time")] } ?? []))
        continue
      }
      if let spec = entitySpec(declaration, folder: folder) { specs.append(spec) }
    }
    specs += spareTables.compactMap { builtInSpec(ofTable: $0) }
    spareTables = []
    load(specs)
  }

  mutating func load(_ specs: [EntitySpec]) {
    if specs.isEmpty { return }
    let specs = specs + thoseThatLead(to: specs)
    for spec in specs { declaredSpecs[spec.name.lowercased()] = spec }
    let replaced = Set(specs.compactMap { catalog.entity(named: $0.name) })
    // Before they are read: what changes meanwhile has changed since.
    let files = specs.map { LoadedFile(spec: $0, state: $0.path.map(loader.state) ?? "") }
    do throws(LoadFailure) {
      let loaded = try loader.load(specs, into: environment.world)
      environment.world = loaded.world
      environment.loseRows(of: replaced.contains)
      for file in files { environment.loadedFiles[file.spec.name.lowercased()] = file }
      for warning in loaded.warnings { report(warning) }
    } catch {
      for diagnostic in error.diagnostics { report(diagnostic) }
      failedEntities.formUnion(specs.map { $0.name.lowercased() })
    }
  }

  /// `load "file" as name`, or `into` a declared entity.
  mutating func load(_ file: TextNode, isInto: Bool, _ target: Name, _ items: [Item]) {
    guard let written = plainPath(file) else { return }
    let path = resolved(written, beside: file.span.source)
    if !isInto {
      if let item = items.first {
        report(
          Diagnostic(
            .badDeclaration, "with names columns of a declared entity; here all are inferred",
            at: item.span))
      }
      var spec =
        builtInSpec(target.key) ?? EntitySpec(name: target.text, path: path, span: target.span)
      (spec.name, spec.path, spec.pathSpan) = (target.text, path, file.span)
      load([spec])
      return
    }
    guard var spec = declaredSpecs[target.key] ?? builtInSpec(target.key) else {
      report(
        Diagnostic(
          .unknownEntity, "there is no declared entity called \"\(target.text)\"",
          at: target.span,
          suggestions: [Suggestion("infer its columns", "load \"\(written)\" as \(target.text)")]))
      return
    }
    spec.path = path
    spec.pathSpan = file.span
    for item in items {
      guard let name = item.name, case .text(let literal) = item.value.kind,
        let header = literal.plain,
        let index = spec.columns.firstIndex(where: { $0.name.lowercased() == name.key })
      else {
        report(
          Diagnostic(
            .badDeclaration, "with gives the header of a declared column", at: item.span,
            suggestions: [Suggestion("", "with amount: \"Amount (USD)\"")]))
        return
      }
      spec.columns[index].header = header
    }
    load([spec])
  }

  /// Opens a workspace: its `ecosystem.parley`, and every CSV named after an entity.
  mutating func open(_ path: String, at span: Span?) {
    let location = span.map { resolved(path, beside: $0.source) } ?? path
    let folder: Folder
    do throws(LoadFailure) {
      folder = try loader.folder(location)
    } catch {
      for var diagnostic in error.diagnostics {
        if diagnostic.span == nil { diagnostic.span = span }
        report(diagnostic)
      }
      return
    }
    environment.loseRows { _ in true }
    environment.world = World(catalog: Catalog(), tables: [], options: environment.ownOptions)
    environment.definitions = Definitions()
    environment.workspace = folder.path
    declaredSpecs = [:]
    environment.loadedFiles = [:]
    demanded = []
    guard let ecosystem = folder.ecosystem else {
      load(
        folder.tables.map { table in
          builtInSpec(ofTable: table) ?? EntitySpec(name: Self.entityName(table), path: table)
        })
      return
    }
    let text: String
    do throws(LoadFailure) {
      text = try loader.readScript(ecosystem)
    } catch {
      for diagnostic in error.diagnostics { report(diagnostic) }
      return
    }
    let source = sources.add(name: ecosystem, text: text)
    let parsed = parse(source)
    for diagnostic in parsed.diagnostics { report(diagnostic) }
    if parsed.diagnostics.contains(where: { $0.severity == .error }) { return }
    let wasLoaded = didLoadEntities
    didLoadEntities = false
    let wasOpening = isOpening
    isOpening = true
    folderTables = folder.tables
    spareTables = Self.tables(folder.tables, notNamedIn: parsed.script.statements)
    var statements = parsed.script.statements[...]
    if !statements.contains(where: \.isEntity) {
      // Options decide what amounts and dates mean; everything else may be about the entities.
      let options = statements.prefix { if case .option = $0.kind { true } else { false } }
      checkDefinitions(Array(options))
      loadEntities(of: [], folder: folder.path)
      statements = statements.dropFirst(options.count)
    }
    checkDefinitions(Array(statements))
    folderTables = []
    isOpening = wasOpening
    environment.settledOptions = environment.world.options
    didLoadEntities = wasLoaded
  }

  /// `sales_orders` for `folder/Sales Orders.csv`.
  static func entityName(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.lowercased().hasSuffix(".csv") ? String(file.dropLast(4)) : file
    var name = ""
    for character in stem.lowercased() {
      if character.isLetter || character.isNumber {
        name.append(character)
      } else if !name.hasSuffix("_"), !name.isEmpty {
        name.append("_")
      }
    }
    while name.hasSuffix("_") { name.removeLast() }
    if name.first?.isNumber != false { name = "table_" + name }
    return name
  }

  /// Nobody writes more; a circle by way of symbolic links has another spelling at each turn.
  private static let deepestIncludes = 32

  /// `include "file"`: its definitions, as if they stood here.
  mutating func include(_ file: TextNode) {
    guard let (opened, script) = readScript(file, verb: "include") else { return }
    openFiles.append(opened)
    defer { openFiles.removeLast() }
    for statement in script.statements where !isDefinition(statement) {
      report(
        Diagnostic(
          .misplacedStatement, "an included file holds only definitions", at: statement.span,
          notes: ["put queries into the script that includes it, or use run"]))
      return
    }
    let wasLoaded = didLoadEntities
    didLoadEntities = false
    checkDefinitions(script.statements)
    didLoadEntities = wasLoaded
  }

  /// The statements of another file, unless it is open already, cannot be read or is no script.
  mutating func readScript(_ file: TextNode, verb: String) -> (file: OpenFile, script: Script)? {
    guard let written = plainPath(file) else { return nil }
    let location = resolved(written, beside: file.span.source)
    let next = OpenFile(name: location, identity: loader.identity(of: location))
    if let first = openFiles.firstIndex(where: { $0.identity == next.identity }) {
      let circle = (openFiles[first...] + [next]).map(\.name)
      report(
        Diagnostic(
          .circularDefinition, "this \(verb) leads back to a file that is being read",
          at: file.span, notes: ["the circle: \(circle.joined(separator: " → "))"]))
      return nil
    }
    guard openFiles.count < Self.deepestIncludes else {
      report(
        Diagnostic(
          .nestedTooDeep, "files bring in files more than \(Self.deepestIncludes) deep",
          at: file.span))
      return nil
    }
    let text: String
    do throws(LoadFailure) {
      text = try loader.readScript(location)
    } catch {
      for var diagnostic in error.diagnostics {
        if diagnostic.span == nil { diagnostic.span = file.span }
        report(diagnostic)
      }
      return nil
    }
    let parsed = parse(sources.add(name: location, text: text))
    for diagnostic in parsed.diagnostics { report(diagnostic) }
    return parsed.hasErrors ? nil : (next, parsed.script)
  }

  /// Checks the statements of a file that keeps definitions.
  private mutating func checkDefinitions(_ statements: [Statement]) {
    let saved = definesOptions
    definesOptions = true
    check(statements)
    definesOptions = saved
  }

  private func isDefinition(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .entity, .let, .measure, .field, .function, .verb, .param, .option, .include, .load,
      .open, .invalid:
      true
    case .save, .adopt, .run, .snapshot, .scenario, .forEach, .test, .describe, .explain,
      .assert, .query:
      false
    }
  }

  /// The text of a file name, which cannot depend on rows.
  mutating func plainPath(_ node: TextNode) -> String? {
    if let plain = node.literal.plain { return plain }
    report(
      Diagnostic(
        .badDeclaration, "the name of a file to read is a plain text", at: node.span))
    return nil
  }

  /// A path relative to the file that it is written in.
  func resolved(_ path: String, beside source: SourceID) -> String {
    if path.hasPrefix("/") { return path }
    guard let name = sources[source]?.name, let slash = name.lastIndex(of: "/") else {
      return path
    }
    return join(String(name[..<slash]), Self.tidied(path))
  }

  /// The path without steps that lead nowhere, so that a file has one spelling: `a/./b/../c`. Not
  /// for opening it, because behind a symbolic link `..` is another folder.
  static func tidied(_ path: String) -> String {
    var steps: [Substring] = []
    for step in path.split(separator: "/", omittingEmptySubsequences: true) where step != "." {
      if step == "..", let last = steps.last, last != ".." {
        steps.removeLast()
      } else {
        steps.append(step)
      }
    }
    let tidy = steps.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + tidy : tidy.isEmpty ? "." : tidy
  }

  func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }
}

/// A file whose statements are being checked.
struct OpenFile {
  /// As messages name it.
  var name: String
  /// The same for every way to write its path.
  var identity: String
}
