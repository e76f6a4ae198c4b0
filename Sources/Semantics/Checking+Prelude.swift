import Messages
import Model
import Plan
import Syntax

/// Definitions that ship with the program. They are asked for only where nothing else knows a name,
/// so a script that needs none never reads them.
extension Checking {
  var shipped: Definitions { prelude().definitions }

  // MARK: Names

  /// A word that only what ships knows; nil where it means nothing.
  mutating func shippedWord(_ name: Name) -> Shape? {
    for depth in 0..<max(0, scopes.count - reading.floor) {
      if let shape = shippedWord(name, depth: depth) { return shape }
    }
    return nil
  }

  /// A word that only what ships for the rows of one scope knows; nil where it means nothing.
  mutating func shippedWord(_ name: Name, depth: Int) -> Shape? {
    let scope = scopes[scopes.count - 1 - depth]
    if depth == 0,
      let shape = shippedMeasure(name, arguments: nil, in: scope.owners, at: name.span)
    {
      return shape
    }
    guard let anchor = scope.anchor else { return nil }
    let base = row(of: anchor, depth: depth, at: name.span)
    return shippedMember(base, anchor, name, span: name.span)
  }

  /// A let that ships; nil where none of that name does.
  mutating func shippedLet(_ name: Name) -> Shape? {
    guard let definition = shipped.lets[name.key] else { return nil }
    guard isThere(DefinitionID(.let, definition.name), for: name) else { return .poison }
    return use(definition, at: name.span)
  }

  /// A field that ships, of one entity row; nil where none of that name does.
  mutating func shippedMember(
    _ base: TypedExpression, _ entity: EntityID, _ name: Name, span: Span
  ) -> Shape? {
    let owned = Definitions.Owned(owner: key(of: .entity(entity)), name: name.key)
    guard let declaration = shipped.fields[owned] else { return nil }
    guard isThere(DefinitionID(.field, owned), for: name) else { return .poison }
    return defined(declaration, of: base, entity, at: span)
  }

  /// A measure that ships, over rows; nil where none of that name does.
  mutating func shippedMeasure(
    _ name: Name, arguments: CallArguments?, rows: RowSet? = nil, in owners: [Owner], at span: Span
  ) -> Shape? {
    for case .entity(let entity) in owners {
      let owned = Definitions.Owned(owner: key(of: .entity(entity)), name: name.key)
      guard let declaration = shipped.measures[owned] else { continue }
      guard isThere(DefinitionID(.measure, owned), for: name) else { return .poison }
      return apply(declaration, on: .entity(entity), rows: rows, arguments: arguments, at: span)
    }
    return nil
  }

  /// A call that only what ships knows; nil where it means nothing.
  mutating func shippedCall(_ name: Name, _ call: CallArguments, _ span: Span) -> Shape? {
    let owners = measure?.owners ?? scopes.last?.owners ?? []
    if let shape = shippedMeasure(name, arguments: call, in: owners, at: span) { return shape }
    return shipped.functions[name.key].map { checkUserFunction($0, call, span) }
  }

  /// Whether something that ships has this name among the rows in sight.
  func ships(_ key: String) -> Bool {
    scopes.dropFirst(reading.floor).contains { scope in
      guard let anchor = scope.anchor else { return false }
      let owned = Definitions.Owned(owner: self.key(of: .entity(anchor)), name: key)
      return shipped.fields[owned] != nil || shipped.measures[owned] != nil
    }
  }

  // MARK: What a model lacks

  /// Whether a definition that ships can be used here; says what it lacks where it cannot.
  private mutating func isThere(_ id: DefinitionID, for name: Name) -> Bool {
    guard var problem = whatLacks(id) else { return true }
    guard problem.code == .circularDefinition else {
      report(absent(id, name, because: problem))
      return false
    }
    // A circle runs through definitions of the user's, and is told at the step that they take.
    problem.related = problem.span.map { [RelatedPlace(span: $0, label: "leads back")] } ?? []
    problem.span = name.span
    report(problem)
    return false
  }

  /// The first thing that is wrong with a definition that ships, in this model; nil for none.
  mutating func whatLacks(_ id: DefinitionID) -> Diagnostic? {
    if let known = shippedProblems[id] { return known }
    var trial = self
    trial.diagnostics = []
    trial.unknownNames = []
    trial.uses = nil
    trial.isTryingOut = true
    trial.reading = Reading(chain: reading.chain)
    trial.apart { $0.tryOut(id) }
    let problem = trial.diagnostics.first
    if problem?.code != .circularDefinition {
      shippedProblems = trial.shippedProblems
      shippedProblems[id] = .some(problem)
    }
    return problem
  }

  /// Checks a let, measure or field that ships as it would be where a workspace defined it.
  private mutating func tryOut(_ id: DefinitionID) {
    if id.kind == .let, let definition = shipped.lets[id.name] {
      _ = use(definition, at: definition.name.span)
    }
    guard let owner = id.owner, let entity = catalog.entity(named: owner) else { return }
    let owned = Definitions.Owned(owner: owner, name: id.name)
    switch id.kind {
    case .measure:
      guard let declaration = shipped.measures[owned] else { return }
      check(declaration, on: .entity(entity), rows: scanScope(entity))
    case .field:
      guard let declaration = shipped.fields[owned] else { return }
      check(declaration, on: .entity(entity), rows: scanScope(entity))
    case .let, .function, .verb, .option: break
    }
  }

  // MARK: Lists

  /// What ships for an entity, can be used and has not been replaced: fields, then measures.
  func shippedDefinitions(on entity: EntityID) -> (
    fields: [FieldDeclaration], measures: [MeasureDeclaration]
  ) {
    if isTryingOut { return ([], []) }
    let owner = key(of: .entity(entity))
    var trial = self
    func isUsable(_ kind: DefinitionID.Kind, _ owned: Definitions.Owned) -> Bool {
      guard owned.owner == owner, !knows(owned.name, in: RowScope(anchor: entity)) else {
        return false
      }
      return trial.whatLacks(DefinitionID(kind, owned)) == nil
    }
    let fields = shipped.fields.filter { isUsable(.field, $0.key) }
    let measures = shipped.measures.filter { isUsable(.measure, $0.key) }
    return (
      fields.sorted { $0.key < $1.key }.map(\.value),
      measures.sorted { $0.key < $1.key }.map(\.value)
    )
  }
}
