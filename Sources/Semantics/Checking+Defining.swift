import Messages
import Model
import Plan
import Syntax

/// Statements that define something: what can be said wrong about it before it is used.
extension Checking {
  mutating func define(_ definition: LetDefinition) {
    let name = definition.name
    guard isFree(name, for: .let) else { return }
    environment.definitions.lets[name.key] = definition
    _ = using(
      DefinitionID(.let, name), name, definition.span, at: name.span, seesRows: false,
      otherwise: CheckedQuery?.none
    ) { $0.checkQuery(definition.query) }
  }

  mutating func define(_ declaration: MeasureDeclaration) {
    guard let (owner, rows) = owner(declaration.entity) else { return }
    let owned = Definitions.Owned(owner: key(of: owner), name: declaration.name.key)
    if isTaken(declaration.name, in: rows, besides: environment.definitions.measures[owned]?.span) {
      return
    }
    environment.definitions.measures[owned] = declaration
    define(DefinitionID(.measure, declaration.name, of: owned.owner)) {
      $0.check(declaration, on: owner, rows: rows)
    }
  }

  /// Checks a measure for itself, as in a `summarize` of all its owner's rows.
  mutating func check(_ declaration: MeasureDeclaration, on owner: Owner, rows: RowScope) {
    let saved = (scopes, group)
    defer { (scopes, group) = saved }
    (scopes, group) = ([rows], GroupContext(keys: [], level: []))
    _ = at(TimeFrame(isUndecided: true)) {
      $0.apply(declaration, on: owner, rows: nil, arguments: nil, at: declaration.name.span)
    }
  }

  mutating func define(_ declaration: FieldDeclaration) {
    guard let (owner, rows) = owner(declaration.entity) else { return }
    let owned = Definitions.Owned(owner: key(of: owner), name: declaration.name.key)
    if isTaken(declaration.name, in: rows, besides: environment.definitions.fields[owned]?.span) {
      return
    }
    environment.definitions.fields[owned] = declaration
    define(DefinitionID(.field, declaration.name, of: owned.owner)) {
      $0.check(declaration, on: owner, rows: rows)
    }
  }

  /// Checks a field for itself, on one row of its owner.
  mutating func check(_ declaration: FieldDeclaration, on owner: Owner, rows: RowScope) {
    var row = scope(of: owner, in: rows)
    row.isStage = false
    _ = inText(of: declaration, on: owner, rows: row, at: declaration.name.span)
  }

  mutating func define(_ declaration: FunctionDeclaration) {
    let name = declaration.name
    if vocabulary.function(name.key) != nil || vocabulary.aggregate(name.key) != nil {
      report(
        Diagnostic(
          .alreadyDefined, "\(name.text) is a function of the language", at: name.span,
          suggestions: [Suggestion("another name", "function my_\(name.text)(…) = …")]))
      return
    }
    environment.definitions.functions[name.key] = declaration
    define(DefinitionID(.function, name)) { checking in
      checking.checkFormals(declaration.formals, of: name, in: Wording(declaration.body))
      checking.reportCircle(from: DefinitionID(.function, name), name)
    }
  }

  mutating func define(_ declaration: VerbDeclaration) {
    let name = declaration.name
    if Keywords.words(.verb).contains(where: { $0.rawValue == name.key }) {
      report(
        Diagnostic(
          .alreadyDefined, "\(name.text) is a verb of the language", at: name.span,
          suggestions: [Suggestion("another name", "verb my_\(name.text)(…) = | …")]))
      return
    }
    environment.definitions.verbs[name.key] = declaration
    define(DefinitionID(.verb, name)) { checking in
      checking.checkFormals(declaration.formals, of: name, in: Wording(declaration.stages))
      checking.reportCircle(from: DefinitionID(.verb, name), name)
    }
  }

  /// Checks a definition that has just been made; one that is wrong brings up nothing more where it
  /// is used.
  private mutating func define(_ id: DefinitionID, _ check: (inout Checking) -> Void) {
    broken.remove(id)
    let before = diagnostics.count { $0.severity == .error }
    check(&self)
    if diagnostics.count(where: { $0.severity == .error }) > before { broken.insert(id) }
  }

  // MARK: Owners

  /// What a measure or field is to belong to, and its rows; nil after a message.
  private mutating func owner(_ name: Name) -> (Owner, RowScope)? {
    if let entity = catalog.entity(named: name.text) { return (.entity(entity), scanScope(entity)) }
    if failedEntities.contains(name.key) { return nil }
    guard let definition = environment.definitions.lets[name.key] else {
      let names =
        catalog.entities.map(\.name)
        + environment.definitions.lets.values.map(\.name.text).sorted()
      let near = nearestName(to: name.text, among: names)
      if let absent = absentEntity(name, near: near) {
        report(absent)
        return nil
      }
      report(
        Diagnostic(
          .unknownEntity, "there is no entity or let called \"\(name.text)\"", at: name.span,
          label: near.map { "did you mean \($0)?" } ?? "",
          suggestions: near.map { [Suggestion("", $0)] } ?? []))
      return nil
    }
    switch use(definition, at: name.span) {
    case .rows(let set, _):
      guard let view = set.scope.views.last else { return nil }
      var rows = set.scope
      rows.isStage = true
      return (.view(view.name), rows)
    case .value(let value), .gathered(let value), .many(_, let value):
      report(valueOwnsNothing(name, value))
      return nil
    case .periods, .list, .scopeRow, .linkRow, .loopRow, .poison: return nil
    }
  }

  /// Whether the rows have something else of that name; a message where they have.
  ///
  /// - Parameter earlier: the definition that this one replaces.
  private mutating func isTaken(
    _ name: Name, in rows: RowScope, besides earlier: Span?
  ) -> Bool {
    guard earlier == nil, knows(name.key, in: rows) else { return false }
    let owner = rows.views.last?.name ?? rows.anchor.map { catalog[$0].name } ?? ""
    report(
      Diagnostic(.alreadyDefined, "\(owner) already has a \(name.text)", at: name.span))
    return true
  }

  // MARK: Parameters

  /// Says where the parameters of a definition cannot be told apart from all else in its text.
  private mutating func checkFormals(_ formals: [Formal], of name: Name, in wording: Wording) {
    for (index, formal) in formals.enumerated() {
      let key = formal.name.key
      if formals[..<index].contains(where: { $0.name.key == key }) {
        report(parameterTwice(formal.name, of: name))
        continue
      }
      if let type = formal.type { _ = formalType(type) }
      let needed = formal.defaultValue.map { Wording($0).words } ?? []
      if let later = needed.first(where: { word in
        formals[index...].contains { $0.name.key == word.key }
      }) {
        report(defaultNeedsLater(later, formal))
      }
      let isInDefault = formals.contains { other in
        other.defaultValue.map { Wording($0).words.contains { $0.key == key } } ?? false
      }
      if let label = wording.labels.first(where: { $0.key == key }) {
        report(parameterAsLabel(label, formal, of: name))
      } else if !isInDefault, !(wording.words + wording.calls).contains(where: { $0.key == key }) {
        report(unusedParameter(formal.name, of: name))
      }
    }
  }

  // MARK: Circles

  /// Says where a function or verb leads back to itself, at its first step on the way.
  private mutating func reportCircle(from id: DefinitionID, _ name: Name) {
    // Only what another text names, or its own, can be led back to: looking through all that a
    // definition builds on takes long where each builds on the one before.
    let own = named(by: id).map(\.0)
    let named = namedInDefinitions ?? namesInDefinitions()
    namedInDefinitions = named.union(own)
    guard named.contains(id) || own.contains(id) else { return }
    var seen: Set<DefinitionID> = []
    func chain(from current: DefinitionID) -> [DefinitionID]? {
      if current == id { return [id] }
      guard seen.insert(current).inserted else { return nil }
      for (next, _) in leadsTo(current) {
        if let way = chain(from: next) { return [current] + way }
      }
      return nil
    }
    for (next, word) in leadsTo(id) {
      guard let way = chain(from: next) else { continue }
      report(circle([id] + way, name.text, at: word.span))
      return
    }
  }

  /// The functions and verbs that the texts of all those made so far name.
  private func namesInDefinitions() -> Set<DefinitionID> {
    let definitions = environment.definitions
    let all =
      definitions.functions.values.map { DefinitionID(.function, $0.name) }
      + definitions.verbs.values.map { DefinitionID(.verb, $0.name) }
    return Set(all.flatMap { named(by: $0).map(\.0) })
  }

  /// The functions and verbs that the text of one names, as far as they are defined.
  private func leadsTo(_ id: DefinitionID) -> [(DefinitionID, Name)] {
    let definitions = environment.definitions
    return named(by: id).filter { id, _ in
      switch id.kind {
      case .function: definitions.functions[id.name] != nil
      case .verb: definitions.verbs[id.name] != nil
      case .let, .measure, .field, .option: false
      }
    }
  }

  /// What the text of a function or verb calls and applies, defined or not.
  private func named(by id: DefinitionID) -> [(DefinitionID, Name)] {
    let definitions = environment.definitions
    let wording: Wording
    switch id.kind {
    case .function:
      guard let function = definitions.functions[id.name] else { return [] }
      wording = Wording(function.body)
    case .verb:
      guard let verb = definitions.verbs[id.name] else { return [] }
      wording = Wording(verb.stages)
    case .let, .measure, .field, .option: return []
    }
    return wording.calls.map { (DefinitionID(.function, $0), $0) }
      + wording.applied.map { (DefinitionID(.verb, $0), $0) }
  }
}
