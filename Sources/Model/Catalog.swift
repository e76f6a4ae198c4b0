package import Messages

/// Names one entity of a catalog.
package struct EntityID: Hashable, Sendable {
  package let index: Int

  package init(index: Int) {
    self.index = index
  }
}

/// One column of an entity; a to-one link where the type is an entity.
package struct Field: Sendable {
  package var name: String
  package var type: ValueType
  /// The words after the declaration, shown by `describe`.
  package var summary: String?
  /// Where it was declared; nil for an inferred column.
  package var span: Span?
  /// The header of the file's column that it was read from; nil where no file holds it.
  package var header: String?

  package init(
    name: String, type: ValueType, summary: String? = nil, span: Span? = nil,
    header: String? = nil
  ) {
    self.name = name
    self.type = type
    self.summary = summary
    self.span = span
    self.header = header
  }

  /// The entity that a to-one link leads to.
  package var target: EntityID? {
    if case .entity(let id) = type { id } else { nil }
  }
}

/// A to-many link: the rows of `source` whose to-one link number `field` leads here.
package struct InverseLink: Hashable, Sendable {
  package var name: String
  package var source: EntityID
  package var field: Int

  package init(name: String, source: EntityID, field: Int) {
    self.name = name
    self.source = source
    self.field = field
  }
}

/// What one kind of row consists of.
package struct Entity: Sendable {
  package var name: String
  package var fields: [Field]
  package var inverses: [InverseLink]
  /// The field of type id, or the one named `id`; nil where each row is its own identity.
  package var idField: Int?
  /// The field that a row is shown and compared by: `name`, else the id.
  package var displayField: Int?
  /// The declared `key` columns where no single field is the id.
  package var keyFields: [Int]
  package var summary: String?
  package var span: Span?
  /// The file that its rows were read from.
  package var path: String?

  package init(
    name: String, fields: [Field], inverses: [InverseLink] = [], idField: Int? = nil,
    displayField: Int? = nil, keyFields: [Int] = [], summary: String? = nil, span: Span? = nil,
    path: String? = nil
  ) {
    self.name = name
    self.fields = fields
    self.inverses = inverses
    self.idField = idField
    self.displayField = displayField
    self.keyFields = keyFields
    self.summary = summary
    self.span = span
    self.path = path
  }

  /// The number of a field, whatever the case of its letters.
  package func fieldIndex(_ name: String) -> Int? {
    let wanted = name.lowercased()
    return fields.firstIndex { $0.name.lowercased() == wanted }
  }

  package func inverse(_ name: String) -> InverseLink? {
    let wanted = name.lowercased()
    return inverses.first { $0.name.lowercased() == wanted }
  }

  /// The name of one row, for messages: `partner` for `partners`, `territory` for `territories`.
  package var singular: String { Self.singular(of: name) }

  package static func singular(of name: String) -> String {
    if name.hasSuffix("ies"), name.count > 4 { return String(name.dropLast(3)) + "y" }
    for ending in ["sses", "xes", "ches", "shes"] where name.hasSuffix(ending) {
      return String(name.dropLast(2))
    }
    if name.hasSuffix("s"), !name.hasSuffix("ss") { return String(name.dropLast()) }
    return name
  }
}

/// All entities that can be asked for.
package struct Catalog: Sendable {
  package private(set) var entities: [Entity]

  package init(entities: [Entity] = []) {
    self.entities = entities
  }

  package subscript(id: EntityID) -> Entity {
    get { entities[id.index] }
    set { entities[id.index] = newValue }
  }

  package func entity(named name: String) -> EntityID? {
    let wanted = name.lowercased()
    return entities.firstIndex { $0.name.lowercased() == wanted }.map(EntityID.init)
  }

  @discardableResult
  package mutating func add(_ entity: Entity) -> EntityID {
    entities.append(entity)
    return EntityID(index: entities.count - 1)
  }
}
