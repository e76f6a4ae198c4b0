package import Model
package import Syntax

/// A `let`, `measure`, `field` or `function` as it was written: names inside it are looked up when
/// it is used, so it follows the data that is there then.
package struct Definitions: Sendable {
  /// A name that belongs to one entity.
  package struct Owned: Hashable, Sendable, Comparable {
    package var entity: String
    package var name: String

    package static func < (left: Self, right: Self) -> Bool {
      (left.entity, left.name) < (right.entity, right.name)
    }
  }

  package var lets: [String: LetDefinition] = [:]
  package var measures: [Owned: MeasureDeclaration] = [:]
  package var fields: [Owned: FieldDeclaration] = [:]
  package var functions: [String: FunctionDeclaration] = [:]

  package init() {}
}

/// `let name = query`.
package struct LetDefinition: Sendable, Hashable {
  package var name: Name
  package var query: Query
}

/// `function name(formals) = body`.
package struct FunctionDeclaration: Sendable, Hashable {
  package var name: Name
  package var formals: [Formal]
  package var body: Expression
}

/// What names mean at some point of a session: the data, and the definitions made so far.
package struct Environment: Sendable {
  package var world: World
  package var definitions: Definitions
  /// The folder that `open` opened: what an entity's file is relative to.
  package var workspace: String?
  /// What was set outside of any workspace: each one that is opened starts from it.
  package var ownOptions: Options
  /// What holds again once the script that is running has ended.
  package var settledOptions: Options
  /// Whether the day was given once and for all, so that no workspace sets it.
  package var hasFixedToday = false
  /// Entities as declared, by lower-cased name: `load … into` reads their files anew.
  var declaredSpecs: [String: EntitySpec] = [:]

  package init(world: World, definitions: Definitions = Definitions(), workspace: String? = nil) {
    self.world = world
    ownOptions = world.options
    settledOptions = world.options
    self.definitions = definitions
    self.workspace = workspace
  }
}
