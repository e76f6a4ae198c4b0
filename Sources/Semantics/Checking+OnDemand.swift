package import Model
import Syntax

/// Tables that are there once somebody names them, such as the statements typed so far: an entity
/// and its rows in a world, by lower-cased name. Entities and lets of the same name come first.
package typealias TablesOnDemand = [String: @Sendable (World) -> (entity: Entity, table: Table)]

extension Checking {
  /// Makes the table of a name, for the rest of this check; nil where there is none of that name.
  mutating func demand(_ name: Name) -> EntityID? {
    guard let (entity, table) = tablesOnDemand[name.key]?(environment.world) else { return nil }
    environment.world.tables.append(table)
    let id = environment.world.catalog.add(entity)
    demanded.insert(id)
    return id
  }

  /// What later input sees: without the tables that were made on demand.
  var lastingEnvironment: Environment {
    var lasting = environment
    lasting.world = environment.world.removing(demanded)
    // What came behind them has moved up.
    lasting.loseRows { entity in demanded.contains { $0.index <= entity.index } }
    return lasting
  }
}
