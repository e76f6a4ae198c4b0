import Columns
package import Messages
package import Model
import Plan
import Synchronization
package import Syntax

/// What can be named at a place of a text: what completion has to know of names and types.
package struct Sight: Sendable {
  /// Something that a word at the place could name.
  package struct Thing: Sendable, Hashable {
    package enum Role: Sendable, Hashable {
      case column, field, definedField, link, manyLink, measure, row, parameter, definition, entity
    }
    package var name: String
    package var role: Role
    /// Of a value; nil where finding out means checking a definition.
    package var type: ValueType?
    package var summary: String?
    /// Whether the rows at the place have it as a column, and do not only lead to it.
    package var isColumn = false
  }

  /// The nearest first: the rows' own, those around them, what is the same for all rows.
  package var things: [Thing] = []
  /// The type of what a value at the place is compared with.
  package var opposite: ValueType?
  /// Texts that the opposite holds, where a text at the place would be compared with one.
  package var texts: [String] = []
}

/// What has been found out for one place after another, as long as nothing is defined or loaded.
package final class SightMemory: Sendable {
  /// What ships with the program and can be used on an entity's rows; finding that out takes longer than
  /// all else.
  private let shipped = Mutex<[EntityID: [Sight.Thing]]>([:])

  package init() {}

  func shipped(on entity: EntityID, find: () -> [Sight.Thing]) -> [Sight.Thing] {
    if let known = shipped.withLock({ $0[entity] }) { return known }
    let found = find()
    shipped.withLock { $0[entity] = found }
    return found
  }
}

extension Checker {
  /// What can be named at a place, at which a name stands for what is yet to be typed.
  ///
  /// Reads no file: what a statement before the place would load is not seen.
  ///
  /// - Parameters:
  ///   - prefix: what wanted texts begin with, whatever the case of its letters.
  ///   - memory: of this environment.
  package func sight(
    at place: Span, of script: Script, textsFrom prefix: String, sources: SourceMap,
    in environment: Environment, memory: SightMemory
  ) -> Sight? {
    var checker = Checker(vocabulary: vocabulary, prelude: prelude, loader: NoFiles())
    checker.tablesOnDemand = tablesOnDemand
    var checking = Checking(checker, sources: sources, environment: environment)
    let statements = script.statements.filter { $0.span.start <= place.start }
    // What the text defines itself is not remembered.
    let isOneQuery = statements.count == 1
    checking.lookout = Lookout(
      place: place, prefix: prefix, memory: isOneQuery ? memory : SightMemory())
    checking.check(statements)
    guard let lookout = checking.lookout else { return nil }
    return lookout.sight ?? lookout.stage.map { checking.sight(from: [$0]) }
  }
}

/// Reads nothing.
struct NoFiles: DataLoader {
  private static let failure = LoadFailure(diagnostics: [])

  func load(_ specs: [EntitySpec], into world: World) throws(LoadFailure) -> Loaded {
    throw Self.failure
  }
  func readScript(_ path: String) throws(LoadFailure) -> String { throw Self.failure }
  func folder(_ path: String) throws(LoadFailure) -> Folder { throw Self.failure }
  func confined(to folder: String?) -> NoFiles { self }
  func permits(_ path: String) -> Bool { false }
}

/// The place that a check keeps an eye on, and what it has seen from there.
struct Lookout {
  let place: Span
  let prefix: String
  let memory: SightMemory
  var sight: Sight?
  /// The rows that the stage around the place gets.
  var stage: RowScope?

  /// How many texts of one column are worth looking through, and how many of them putting in order.
  static let listedTexts = 100_000
  static let orderedTexts = 1_000
}

extension Checking {
  /// Notes what can be named where an expression stands, if it stands at the watched place.
  mutating func notice(at place: Span) -> Bool {
    guard let lookout, lookout.place == place else { return false }
    let sight = lookout.sight ?? sight(from: scopes)
    self.lookout?.sight = sight
    return true
  }

  /// As `notice(at:)`, where the value is compared with another.
  mutating func notice(at place: Span, opposite other: Shape) -> Bool {
    guard notice(at: place) else { return false }
    guard let opposite = subject(of: other), lookout?.sight?.opposite == nil else { return true }
    let texts = texts(of: opposite)
    lookout?.sight?.opposite = opposite.type
    lookout?.sight?.texts = texts
    return true
  }

  /// As `notice(at:)`, for the name behind a point.
  mutating func notice(at place: Span, behind base: Shape) -> Bool {
    guard let lookout, lookout.place == place else { return false }
    let sight = lookout.sight ?? Sight(things: things(behind: base))
    self.lookout?.sight = sight
    return true
  }

  /// Notes what rows the stage around the watched place gets, for the names in it that aren't values.
  mutating func notice(stage: Span, of scope: RowScope) {
    guard let place = lookout?.place, place.source == stage.source, stage.start <= place.start,
      place.end <= stage.end
    else { return }
    lookout?.stage = scope
  }

  fileprivate func sight(from scopes: [RowScope]) -> Sight {
    var sight = Sight()
    var seen: Set<String> = []
    func add(_ things: [Sight.Thing]) {
      sight.things += things.filter { seen.insert($0.name.lowercased()).inserted }
    }
    for scope in scopes.reversed() { add(things(in: scope)) }
    for loop in environment.loops.reversed() {
      add([Sight.Thing(name: loop.name.text, role: .row, type: loop.row?.type)])
    }
    let parameters = environment.parameters.values.sorted { $0.name.text < $1.name.text }
    add(parameters.map { Sight.Thing(name: $0.name.text, role: .parameter, type: $0.type) })
    let lets = environment.definitions.lets.values.map(\.name.text).sorted()
    add(lets.map { Sight.Thing(name: $0, role: .definition) })
    if scopes.isEmpty {
      add(
        catalog.entities.map { Sight.Thing(name: $0.name, role: .entity, summary: $0.summary) })
      add(tablesOnDemand.keys.sorted().map { Sight.Thing(name: $0, role: .entity) })
    }
    return sight
  }

  private func things(in scope: RowScope) -> [Sight.Thing] {
    var things = scope.columns.filter(\.isNamed).map { column in
      Sight.Thing(
        name: column.name, role: role(of: column.type, otherwise: .column), type: column.type,
        isColumn: true)
    }
    for (name, link) in scope.links.sorted(by: { $0.key < $1.key }) {
      things.append(Sight.Thing(name: name, role: link.many == nil ? .link : .manyLink))
    }
    for view in scope.views.reversed() { things += defined(on: view.name, hasRows: true) }
    if let anchor = scope.anchor { things += self.things(of: anchor, hasRows: true) }
    return things
  }

  private func role(of type: ValueType, otherwise role: Sight.Thing.Role) -> Sight.Thing.Role {
    if case .entity = type { .link } else { role }
  }

  /// - Parameter hasRows: whether there are rows for measures to go over.
  private func things(of id: EntityID, hasRows: Bool) -> [Sight.Thing] {
    let entity = catalog[id]
    let fields = entity.fields.map { field in
      Sight.Thing(
        name: field.name, role: role(of: field.type, otherwise: .field), type: field.type,
        summary: field.summary)
    }
    let links = entity.inverses.map { link in
      Sight.Thing(name: link.name, role: .manyLink, type: .entity(link.source))
    }
    return fields + links + defined(on: entity.name.lowercased(), hasRows: hasRows)
      + shipped(on: id, hasRows: hasRows)
  }

  /// What ships with the program and can be used here.
  private func shipped(on id: EntityID, hasRows: Bool) -> [Sight.Thing] {
    let things = lookout?.memory.shipped(on: id) {
      let (fields, measures) = shippedDefinitions(on: id)
      return fields.map {
        Sight.Thing(name: $0.name.text, role: .definedField, summary: Self.plain($0.summary))
      }
        + measures.map {
          Sight.Thing(name: $0.name.text, role: .measure, summary: Self.plain($0.summary))
        }
    }
    return (things ?? []).filter { hasRows || $0.role != .measure }
  }

  /// The fields and measures that an entity or a let has been given.
  private func defined(on owner: String, hasRows: Bool) -> [Sight.Thing] {
    let definitions = environment.definitions
    let fields = definitions.fields.filter { $0.key.owner == owner }.values
      .map { Sight.Thing(name: $0.name.text, role: .definedField, summary: Self.plain($0.summary)) }
    let measures = definitions.measures.filter { hasRows && $0.key.owner == owner }.values
      .map { Sight.Thing(name: $0.name.text, role: .measure, summary: Self.plain($0.summary)) }
    return fields.sorted { $0.name < $1.name } + measures.sorted { $0.name < $1.name }
  }

  private static func plain(_ summary: TextNode?) -> String? { summary?.literal.plain }

  private func things(behind base: Shape) -> [Sight.Thing] {
    switch base {
    case .value(let value), .gathered(let value), .many(_, let value):
      guard case .entity(let entity) = value.type else { return [] }
      return things(of: entity, hasRows: false)
    case .rows(let set, _): return things(in: set.scope)
    case .scopeRow(let depth, _): return things(in: scopes[scopes.count - 1 - depth])
    case .linkRow(let link, _, let depth, _):
      let columns = scopes[scopes.count - 1 - depth].columns
      var things = link.names.map { name in
        let type = link.columns[name.lowercased()].map { columns[$0].type }
        return Sight.Thing(name: name, role: .column, type: type)
      }
      if let anchor = link.anchorColumn, case .entity(let entity) = columns[anchor].type {
        let own = Set(things.map { $0.name.lowercased() })
        things += self.things(of: entity, hasRows: false)
          .filter { !own.contains($0.name.lowercased()) }
      }
      return things
    case .loopRow(let loop, _):
      let columns = loop.columns.map { column in
        Sight.Thing(name: column.name, role: .column, type: column.value.type)
      }
      guard case .entity(let entity)? = loop.row?.type else { return columns }
      let own = Set(columns.map { $0.name.lowercased() })
      return columns
        + things(of: entity, hasRows: false).filter { !own.contains($0.name.lowercased()) }
    case .periods, .list, .poison: return []
    }
  }

  /// The texts that can equal a value: those of a choice, or of a column that holds texts or leads
  /// to rows with a name.
  private func texts(of value: TypedExpression) -> [String] {
    let prefix = lookout?.prefix ?? ""
    if case .choice = value.type {
      let wanted = prefix.lowercased()
      return choiceValues(of: value).filter { $0.lowercased().hasPrefix(wanted) }
    }
    guard let dictionary = dictionary(behind: displayed(value) ?? value),
      dictionary.count <= Lookout.listedTexts
    else { return [] }
    let texts = dictionary.texts(from: prefix)
    return texts.count <= Lookout.orderedTexts ? texts.sorted() : texts
  }
}

extension TextDictionary {
  /// The entries that begin with a text, whatever the case of its letters.
  fileprivate func texts(from prefix: String) -> [String] {
    let wanted = Array(prefix.lowercased().utf8)
    // Beyond ASCII a letter and its capital may differ in length.
    guard wanted.allSatisfy({ $0 < 0x80 }) else {
      return (0..<count).map { self[$0] }.filter { $0.lowercased().hasPrefix(prefix.lowercased()) }
    }
    return bytes.withUnsafeBufferPointer { bytes in
      var found: [String] = []
      for code in 0..<count {
        let entry = bytes[offsets[code]..<offsets[code + 1]]
        let begins =
          entry.count >= wanted.count
          && zip(entry, wanted).allSatisfy { byte, letter in
            byte == letter || byte | 0x20 == letter && (0x61...0x7A).contains(letter)
          }
        if begins { found.append(String(decoding: entry, as: UTF8.self)) }
      }
      return found
    }
  }
}
