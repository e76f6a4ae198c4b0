import Messages
import Model
import Syntax

/// Something with a name that `describe` and `explain` can be asked about.
enum Thing {
  case entity(EntityID)
  case field(Int, of: EntityID)
  case inverse(InverseLink, of: EntityID)
  case computed(FieldDeclaration, on: Owner)
  case measure(MeasureDeclaration, on: Owner)
  case `let`(LetDefinition)
  case function(FunctionDeclaration)
  case verb(VerbDeclaration)
  case param(Parameter)
  case builtIn(FunctionSpec)
  case aggregate(AggregateSpec)
  case option(OptionName)
  /// An option that a workspace has introduced, or that ships.
  case threshold(OptionDefinition)

  /// What it is, in a word or two.
  func kind(in catalog: Catalog) -> String {
    switch self {
    case .entity: "entity"
    case .field(let number, let entity):
      catalog[entity].fields[number].target == nil ? "field" : "link"
    case .inverse: "link back"
    case .computed: "computed field"
    case .measure: "measure"
    case .let: "let"
    case .function, .builtIn: "function"
    case .verb: "verb"
    case .param: "param"
    case .aggregate: "aggregate"
    case .option, .threshold: "option"
    }
  }
}

extension Checking {
  /// All that a name or a path can mean: a bare name of members stands for those of every entity.
  ///
  /// Reports a name that means nothing.
  mutating func things(at path: Path) -> [Thing] {
    let first = path.names[0]
    guard path.names.count > 1 else {
      let found = things(named: first)
      if found.isEmpty { report(nothingCalled(first)) }
      return found
    }
    guard var entity = catalog.entity(named: first.text) else {
      if first.key == Word.option.rawValue, path.names.count == 2 {
        let found = things(named: path.names[1])
        if !found.isEmpty { return found }
      }
      if environment.definitions.lets[first.key] != nil, path.names.count == 2 {
        let found = defined(path.names[1].key, on: .view(first.key))
        if !found.isEmpty { return found }
      }
      report(nothingCalled(first))
      return []
    }
    for name in path.names.dropFirst().dropLast() {
      if let field = catalog[entity].fieldIndex(name.text),
        let target = catalog[entity].fields[field].target
      {
        entity = target
      } else if let inverse = catalog[entity].inverse(name.text) {
        entity = inverse.source
      } else {
        report(
          unknown(name, what: catalog[entity].name, of: entity, among: linkNames(of: entity)))
        return []
      }
    }
    guard let last = path.names.last else { return [] }
    let found = members(of: entity, named: last)
    if found.isEmpty {
      var problem = unknown(
        last, what: catalog[entity].name, of: entity, among: names(of: entity))
      let elsewhere = things(named: last)
      if problem.code == .unknownField, problem.suggestions.isEmpty, !elsewhere.isEmpty {
        problem.suggestions = elsewhere.map { Suggestion("", name(of: $0)) }
        problem.notes = []
      }
      report(problem)
    }
    return found
  }

  /// What a bare name means by itself, else the members of that name.
  private func things(named name: Name) -> [Thing] {
    if let entity = catalog.entity(named: name.text) { return [.entity(entity)] }
    let definitions = environment.definitions
    if let definition = definitions.lets[name.key] { return [.let(definition)] }
    if let function = definitions.functions[name.key] { return [.function(function)] }
    if let verb = definitions.verbs[name.key] { return [.verb(verb)] }
    if let parameter = environment.parameters[name.key] { return [.param(parameter)] }
    let members =
      catalog.entities.indices.flatMap { self.members(of: EntityID(index: $0), named: name) }
      + definitions.lets.keys.sorted().flatMap { defined(name.key, on: .view($0)) }
    if !members.isEmpty { return members }
    if let definition = shipped.lets[name.key] { return [.let(definition)] }
    if let function = shipped.functions[name.key] { return [.function(function)] }
    if let verb = shipped.verbs[name.key] { return [.verb(verb)] }
    if let function = vocabulary.function(name.key) { return [.builtIn(function)] }
    if let aggregate = vocabulary.aggregate(name.key) { return [.aggregate(aggregate)] }
    if let option = OptionName(rawValue: name.key) { return [.option(option)] }
    return optionDefinition(name.key).map { [.threshold($0)] } ?? []
  }

  private func members(of entity: EntityID, named name: Name) -> [Thing] {
    var found: [Thing] = []
    if let field = catalog[entity].fieldIndex(name.text) { found.append(.field(field, of: entity)) }
    if let inverse = catalog[entity].inverse(name.text) {
      found.append(.inverse(inverse, of: entity))
    }
    return found + defined(name.key, on: .entity(entity))
  }

  private func defined(_ key: String, on owner: Owner) -> [Thing] {
    var found: [Thing] = []
    if let field = fieldDeclaration(key, on: owner) { found.append(.computed(field, on: owner)) }
    if let measure = measureDeclaration(key, on: owner) {
      found.append(.measure(measure, on: owner))
    }
    if found.isEmpty, case .entity(let entity) = owner {
      found = shippedMembers(of: entity).filter { $0.definition?.name.key == key }
    }
    return found
  }

  /// Everything that belongs to an entity: as it is declared, then what is defined on it by name.
  func members(of entity: EntityID) -> [Thing] {
    catalog[entity].fields.indices.map { .field($0, of: entity) }
      + catalog[entity].inverses.map { .inverse($0, of: entity) } + defined(on: .entity(entity))
  }

  /// What ships for an entity, fields first, each kind by name.
  func shippedMembers(of entity: EntityID) -> [Thing] {
    let (fields, measures) = shippedDefinitions(on: entity)
    return fields.map { .computed($0, on: .entity(entity)) }
      + measures.map { .measure($0, on: .entity(entity)) }
  }

  /// What is defined on an owner, fields first, each kind by name.
  func defined(on owner: Owner) -> [Thing] {
    let key = key(of: owner)
    let definitions = environment.definitions
    let fields = definitions.fields.filter { $0.key.owner == key }.sorted { $0.key < $1.key }
    let measures = definitions.measures.filter { $0.key.owner == key }.sorted { $0.key < $1.key }
    return fields.map { .computed($0.value, on: owner) }
      + measures.map { .measure($0.value, on: owner) }
  }

  private func linkNames(of entity: EntityID) -> [String] {
    catalog[entity].fields.filter { $0.target != nil }.map(\.name)
      + catalog[entity].inverses.map(\.name)
  }

  private func nothingCalled(_ name: Name) -> Diagnostic {
    if let problem = whyAbsent(name) { return problem }
    let definitions = environment.definitions
    let names =
      catalog.entities.map(\.name) + definitions.lets.values.map(\.name.text).sorted()
      + definitions.functions.values.map(\.name.text).sorted()
      + definitions.verbs.values.map(\.name.text).sorted()
      + environment.parameters.values.map(\.name.text).sorted()
      + catalog.entities.indices.flatMap { self.names(of: EntityID(index: $0)) }
      + vocabulary.names + optionNames
    let near = nearestName(to: name.text, among: names)
    if let absent = absentEntity(name, near: near) { return absent }
    for index in catalog.entities.indices {
      let absent = absentMember(name, of: EntityID(index: index), near: near)
      if let absent { return absent }
    }
    var problem = Diagnostic(
      .unknownName, "nothing is called \"\(name.text)\"", at: name.span)
    if let page = CodePage.named(name.text) {
      problem.suggestions = [Suggestion("the page of that message", ".help \(page.code.rawValue)")]
    } else if let near {
      problem.label = "did you mean \(near)?"
      problem.suggestions = [Suggestion("", near)]
    }
    return problem
  }

  /// Why a measure or field that ships is not there; nil where none of that name ships.
  private func whyAbsent(_ name: Name) -> Diagnostic? {
    var trial = self
    let measures = shipped.measures.keys.filter { $0.name == name.key }.sorted()
    let fields = shipped.fields.keys.filter { $0.name == name.key }.sorted()
    for id in measures.map({ DefinitionID(.measure, $0) })
      + fields.map({ DefinitionID(.field, $0) })
    {
      if let problem = trial.whatLacks(id) { return absent(id, name, because: problem) }
    }
    // Those of entities that are not here themselves.
    let owner = (measures + fields).map(\.owner).first { catalog.entity(named: $0) == nil }
    return owner.flatMap { absentEntity($0, holding: name) }
  }
}
