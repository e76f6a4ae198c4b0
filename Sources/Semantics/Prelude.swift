package import Messages
package import Model
import Syntax

/// Definitions that ship with the program, written in the language itself.
///
/// They are the weakest: a definition of the same name on the same rows takes the place of one, and
/// one that does not check against the model is absent.
package struct Prelude: Sendable {
  /// Numbered below zero, so that they never meet the texts of a session.
  package let sources: [Source]
  package let definitions: Definitions
  /// The entities of the built-in model, in the order of its text, as what tables of these names
  /// could hold.
  package let entities: [EntitySpec]
  /// The same as a model that has all of it.
  let catalog: Catalog

  package init(_ texts: [(name: String, text: String)] = []) {
    sources = texts.enumerated().map { index, text in
      Source(id: SourceID(index: -1 - index), name: text.name, text: text.text)
    }
    var definitions = Definitions()
    var entities: [EntityDeclaration] = []
    for source in sources {
      for statement in parse(source).script.statements {
        definitions.take(statement)
        if case .entity(let declaration) = statement.kind { entities.append(declaration) }
      }
    }
    self.definitions = definitions
    var checking = Checking(
      Checker(vocabulary: Vocabulary(functions: [], aggregates: []), loader: NoFiles()),
      sources: SourceMap(), environment: Environment(world: .nothing))
    self.entities = entities.map { checking.builtInSpec($0) }
    catalog = Catalog(builtIn: self.entities)
  }
}

extension Definitions {
  /// Keeps what a statement defines, unchecked; other statements mean nothing here.
  fileprivate mutating func take(_ statement: Statement) {
    switch statement.kind {
    case .measure(let declaration):
      measures[Owned(owner: declaration.entity.key, name: declaration.name.key)] = declaration
    case .field(let declaration):
      fields[Owned(owner: declaration.entity.key, name: declaration.name.key)] = declaration
    case .let(let name, let query):
      lets[name.key] = LetDefinition(name: name, query: query, span: statement.span)
    case .function(let name, let formals, let body):
      functions[name.key] = FunctionDeclaration(
        name: name, formals: formals, body: body, span: statement.span)
    case .verb(let name, let formals, let stages):
      verbs[name.key] = VerbDeclaration(
        name: name, formals: formals, stages: stages, span: statement.span)
    case .option(let name, let value):
      options[name.key] = OptionDefinition(name: name, value: value, span: statement.span)
    case .entity, .param, .load, .open, .save, .adopt, .include, .run, .snapshot, .scenario,
      .forEach, .test, .describe, .explain, .assert, .query, .invalid:
      break
    }
  }
}

extension World {
  fileprivate static let nothing = World(
    catalog: Catalog(), tables: [], options: Options(today: 0))
}

extension Catalog {
  /// All entities that are declared, with every column and link.
  fileprivate init(builtIn specs: [EntitySpec]) {
    self.init(
      entities: specs.map { spec in
        Entity(
          name: spec.name,
          fields: spec.columns.map { column in
            var type = column.kind.valueType(currency: .usd)
            if case .link(let target) = column.kind,
              let index = specs.firstIndex(where: { $0.name == target })
            {
              type = .entity(EntityID(index: index))
            }
            return Field(name: column.name, type: type)
          })
      })
    for (index, spec) in specs.enumerated() {
      for (number, column) in spec.columns.enumerated() {
        guard let target = self[EntityID(index: index)].fields[number].target else { continue }
        self[target].inverses.append(
          InverseLink(
            name: column.inverseName ?? spec.name, source: EntityID(index: index), field: number))
      }
    }
  }
}

extension Source {
  /// Whether it is one of the prelude's.
  var isShipped: Bool { id.index < 0 }
}
