package import Model

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
