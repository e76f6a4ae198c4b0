package import Model
import Plan
import Syntax

/// What names mean at some point of a session: the data, and the definitions made so far.
package struct Environment: Sendable {
  package var world: World
  package var definitions: Definitions
  /// Options that the session or the script has said anew, by lower-cased name.
  package var restated: [String: OptionDefinition] = [:]
  /// The folder that `open` opened: what an entity's file is relative to.
  package var workspace: String?
  /// What was set outside of any workspace: each one that is opened starts from it.
  package var ownOptions: Options
  /// What holds again once the script that is running has ended.
  package var settledOptions: Options
  /// Whether the day was given once and for all, so that no workspace sets it.
  package var hasFixedToday = false
  /// By lower-cased name.
  var parameters: [String: Parameter] = [:]
  /// The rows of the loops around a statement, innermost last.
  var loops: [LoopRow] = []
  /// Lower-cased names of lets, params and loops of the scripts that run this one.
  var callersNames: Set<String> = []
  /// Lower-cased names of params and loops whose rows went when their table was loaded anew.
  var lost: Set<String> = []
  /// Entities as declared, by lower-cased name: `load … into` reads their files anew.
  var declaredSpecs: [String: EntitySpec] = [:]
  /// What the tables were read from, by lower-cased name of the entity.
  var loadedFiles: [String: LoadedFile] = [:]

  package init(world: World, definitions: Definitions = Definitions(), workspace: String? = nil) {
    self.world = world
    ownOptions = world.options
    settledOptions = world.options
    self.definitions = definitions
    self.workspace = workspace
  }

  /// What a script that is run from here sees.
  var forCallee: Environment {
    var result = self
    result.callersNames.formUnion(definitions.lets.keys)
    result.callersNames.formUnion(parameters.keys)
    result.callersNames.formUnion(loops.map(\.name.key))
    return result
  }

  /// Forgets the rows of tables that are no longer there.
  mutating func loseRows(of isGone: (EntityID) -> Bool) {
    func isLost(_ type: ValueType) -> Bool {
      if case .entity(let entity) = type { isGone(entity) } else { false }
    }
    for (key, parameter) in parameters where isLost(parameter.type) {
      parameters[key] = nil
      lost.insert(key)
    }
    for loop in loops {
      let values = loop.columns.map(\.value) + [loop.row].compactMap(\.self)
      if values.contains(where: { isLost($0.type) }) { lost.insert(loop.name.key) }
    }
    loops.removeAll { lost.contains($0.name.key) }
  }
}
