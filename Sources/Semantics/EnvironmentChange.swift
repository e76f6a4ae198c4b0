import Columns
package import Messages
import Model
import Syntax

/// Something that is other at one moment of a session than at another.
package enum EnvironmentChange: Sendable, Hashable {
  /// Another workspace is open, or none; all else follows from that.
  case workspace(String?)
  /// An entity that was not there; the file of its rows, where it has one.
  case entity(String)
  case noEntity(String)
  /// Entities that have other rows.
  case rows([String])
  /// An option, and its value as written.
  case option(String, value: String)
  /// An option that has the value again with which it was introduced.
  case usualOption(String)
  /// A definition or a param that was not there: `measure deals.won`.
  case definition(String)
  case noDefinition(String)
  /// A definition that is written otherwise, and how.
  case redefinition(String, Span)

  /// Whether rows are held for it that the other moment does without.
  package var isOfData: Bool {
    switch self {
    case .workspace, .entity, .noEntity, .rows: true
    case .option, .usualOption, .definition, .noDefinition, .redefinition: false
    }
  }
}

extension Environment {
  /// What is other here than at another moment of the same session; nothing where queries would
  /// answer the same.
  package func changes(
    since other: Environment, sources: SourceMap
  ) -> [EnvironmentChange] {
    if workspace != other.workspace { return [.workspace(workspace)] }
    return entityChanges(since: other) + optionChanges(since: other, sources: sources)
      + definitionChanges(since: other, sources: sources) + parameterChanges(since: other)
  }

  private func entityChanges(since other: Environment) -> [EnvironmentChange] {
    var changes: [EnvironmentChange] = []
    var reread: [String] = []
    for (entity, table) in zip(world.catalog.entities, world.tables) {
      guard let earlier = other.world.catalog.entity(named: entity.name) else {
        changes.append(.entity(entity.name))
        continue
      }
      if !table.hasRows(of: other.world.table(earlier)) { reread.append(entity.name) }
    }
    if !reread.isEmpty { changes.append(.rows(reread)) }
    let gone = other.world.catalog.entities.map(\.name).filter {
      world.catalog.entity(named: $0) == nil
    }
    return changes + gone.map { .noEntity($0) }
  }

  private func optionChanges(
    since other: Environment, sources: SourceMap
  ) -> [EnvironmentChange] {
    let own: [EnvironmentChange] = OptionName.allCases.compactMap { option in
      let value = option.value(in: world.options)
      return value == option.value(in: other.world.options)
        ? nil : .option(option.rawValue, value: value)
    }
    func value(_ key: String, in environment: Environment) -> String? {
      environment.restated[key].map { sources.line($0.value.span) }
    }
    let keys = Set(restated.keys).union(other.restated.keys).sorted()
    let changed = keys.filter { value($0, in: self) != value($0, in: other) }
    return own
      + changed.map { key in
        value(key, in: self).map { .option(key, value: $0) } ?? .usualOption(key)
      }
  }

  private func definitionChanges(
    since other: Environment, sources: SourceMap
  ) -> [EnvironmentChange] {
    let now = definitionPlaces
    let then = other.definitionPlaces
    var changes: [EnvironmentChange] = []
    for (name, span) in now.sorted(by: { $0.key < $1.key }) {
      guard let earlier = then[name] else {
        changes.append(.definition(name))
        continue
      }
      if span != earlier, sources.line(span) != sources.line(earlier) {
        changes.append(.redefinition(name, span))
      }
    }
    return changes + then.keys.filter { now[$0] == nil }.sorted().map { .noDefinition($0) }
  }

  private func parameterChanges(since other: Environment) -> [EnvironmentChange] {
    let new = parameters.filter { $0.value.value != other.parameters[$0.key]?.value }.keys
    let gone = other.parameters.keys.filter { parameters[$0] == nil }
    return new.sorted().map { .definition("param \($0)") }
      + gone.sorted().map { .noDefinition("param \($0)") }
  }

  /// Where each definition is written, by its words: `measure deals.won`.
  private var definitionPlaces: [String: Span] {
    var places: [DefinitionID: Span] = [:]
    for (key, definition) in definitions.lets { places[.init(.let, key)] = definition.span }
    for (owned, measure) in definitions.measures { places[.init(.measure, owned)] = measure.span }
    for (owned, field) in definitions.fields { places[.init(.field, owned)] = field.span }
    for (key, function) in definitions.functions {
      places[.init(.function, key)] = function.span
    }
    for (key, verb) in definitions.verbs { places[.init(.verb, key)] = verb.span }
    for (key, option) in definitions.options { places[.init(.option, key)] = option.span }
    return Dictionary(uniqueKeysWithValues: places.map { ($0.key.description, $0.value) })
  }
}

extension Table {
  /// Whether these are rows of one reading of a file. Columns that lead to the rows of another table
  /// may differ: they follow that one.
  fileprivate func hasRows(of other: Table) -> Bool {
    guard rowCount == other.rowCount else { return false }
    return rowCount == 0 || columns.isEmpty
      || zip(columns, other.columns).contains { $0.sharesBuffer(with: $1) }
  }
}
