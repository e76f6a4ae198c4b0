package import Model

/// What names mean at some point of a session: the data, and the definitions made so far.
package struct Environment: Sendable {
  package var world: World
  package var definitions: Definitions
  /// Options that the session or the script has said anew, by lower-cased name.
  package var restated: [String: OptionDefinition] = [:]
  /// The folder that `open` opened: what an entity's file is relative to.
  package var workspace: String?
  /// Entities as declared, by lower-cased name: `load … into` reads their files anew.
  var declaredSpecs: [String: EntitySpec] = [:]

  package init(world: World, definitions: Definitions = Definitions(), workspace: String? = nil) {
    self.world = world
    self.definitions = definitions
    self.workspace = workspace
  }
}
