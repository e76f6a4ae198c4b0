extension World {
  /// The world without some entities, to which no other may link.
  package func removing(_ gone: Set<EntityID>) -> World {
    if gone.isEmpty { return self }
    func moved(_ id: EntityID) -> EntityID {
      EntityID(index: id.index - gone.count { $0.index < id.index })
    }
    let kept = catalog.entities.indices.filter { !gone.contains(EntityID(index: $0)) }
    var entities = kept.map { catalog.entities[$0] }
    for index in entities.indices {
      for field in entities[index].fields.indices {
        if let target = entities[index].fields[field].target {
          entities[index].fields[field].type = .entity(moved(target))
        }
      }
      for link in entities[index].inverses.indices {
        entities[index].inverses[link].source = moved(entities[index].inverses[link].source)
      }
    }
    return World(
      catalog: Catalog(entities: entities), tables: kept.map { tables[$0] }, options: options)
  }
}
