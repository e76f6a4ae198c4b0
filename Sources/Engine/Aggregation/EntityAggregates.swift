import Columns
import Messages
import Model
import Plan
import Synchronization

/// Aggregates over the rows reached from every row of an entity.
struct EntityAggregate: Sendable {
  var values: Column
  /// How many rows were left out because their value is missing.
  var skipped: Int
}

extension Aggregate {
  /// The same for every row of its owner's entity.
  func definition(owner: TypedExpression, hops: [Hop]) -> Aggregate {
    var definition = self
    definition.rows = .reached(
      owner: TypedExpression(.row(depth: 0), type: owner.type, span: owner.span), hops: hops)
    return definition
  }
}

extension Execution {
  /// An aggregate over the rows reached from every row of an entity, computed once.
  ///
  /// - Shape: `values: [entity row + 1]`, the last for no row.
  func entityAggregate(
    _ aggregate: Aggregate, owner: TypedExpression, hops: [Hop], entity: EntityID,
    purpose: OperatorProfile.ScanPurpose = .values
  ) throws(Diagnostic) -> EntityAggregate {
    let definition = aggregate.definition(owner: owner, hops: hops)
    if let known = work[definition] { return recall(known) }
    let fresh = try remembering { () throws(Diagnostic) in
      let found = try carefully { (isCareful: Bool) throws(Diagnostic) in
        try entityAggregates(
          [definition], hops: hops, entity: entity, isCareful: isCareful, purpose: purpose)
      }
      return found[0]
    }
    work[definition] = fresh
    return fresh.result
  }

  /// - Parameter definitions: aggregates whose owner is the entity's row at depth 0, and which agree
  ///   on whether they need an order.
  /// - Shape: `[definition]`.
  private func entityAggregates(
    _ definitions: [Aggregate], hops: [Hop], entity: EntityID, isCareful: Bool,
    purpose: OperatorProfile.ScanPurpose = .values
  ) throws(Diagnostic) -> [EntityAggregate] {
    let count = world.table(entity).rowCount
    let reached: ReachedRows
    if hops.count == 1, case .inverse(_, let field, let child) = hops[0] {
      reached = ReachedRows(
        frame: scan(child), part: .direct(links(of: child, field: field)),
        hasRepeats: false)
    } else {
      let rows = (0..<Int32(count)).map { $0 }
      reached = try reachedRows(
        Owners(entity: entity, owners: rows, groups: rows, rows: rows, groupCount: count),
        hops: hops, scope: nil, isOrdered: definitions.contains { $0.function.needsOrder })
    }
    let level = GroupLevel(parts: [reached.part], count: count + 1, maySkip: true)
    let aggregator = Aggregator(self, reached.frame, isCareful: isCareful)
    let results = try aggregator.run(
      definitions.map { AggregateRequest(aggregate: $0, level: level, levelNumber: 0) },
      where: .all, purpose: purpose
    ).results
    return results.map { EntityAggregate(values: $0.values, skipped: $0.skipped) }
  }

  /// How many rows an aggregate leaves out at the owners that occur.
  func skipped(
    of whole: EntityAggregate, _ aggregate: Aggregate, at owners: [Int32], owner: TypedExpression,
    hops: [Hop], entity: EntityID
  ) throws(Diagnostic) -> Int {
    var occurs = [Bool](repeating: false, count: world.table(entity).rowCount)
    for owner in owners where owner >= 0 { occurs[Int(owner)] = true }
    // Nearly always: then no scan has to tell the owners apart.
    if !occurs.contains(false) { return whole.skipped }
    guard let value = aggregate.value else { return 0 }
    var count = aggregate
    count.function = .count
    count.value = nil
    count.type = .number
    let isMissing = TypedExpression(
      .operation(.isMissing, [value]), type: .bool, span: value.span)
    count.condition =
      aggregate.condition.map {
        TypedExpression(.operation(.and, [$0, isMissing]), type: .bool, span: $0.span)
      } ?? isMissing
    let counts = try entityAggregate(
      count, owner: owner, hops: hops, entity: entity, purpose: .remarks)
    guard case .decimal(let units, _) = counts.values else { return 0 }
    return zip(units, occurs).reduce(0) { $0 + ($1.1 ? Int($1.0) : 0) }
  }

  // MARK: - Several at once

  /// Aggregates that go the same way from the same rows.
  private struct Companions {
    var entity: EntityID
    var hops: [Hop]
    var needsOrder: Bool
    var definitions: [Aggregate] = []
  }

  /// Computes the aggregates over linked rows that some expressions are about to ask for, those that
  /// look at the same rows in one scan. One that fails or has something to remark is left to be
  /// computed by itself where it stands.
  func gatherTogether(_ expressions: [TypedExpression], over frame: Frame) throws(Diagnostic) {
    guard shortcuts.contains(.sharedScans) else { return }
    var groups: [Companions] = []
    for expression in expressions {
      for aggregate in frame.normalised(expression).linkedAggregates {
        guard case .reached(let owner, let hops) = aggregate.rows.settled(in: world.catalog),
          !aggregate.looksOutwards, case .entity(let entity) = owner.type
        else { continue }
        let definition = aggregate.definition(owner: owner, hops: hops)
        if work[definition] != nil { continue }
        let own = Companions(
          entity: entity, hops: hops, needsOrder: definition.function.needsOrder)
        var place = groups.firstIndex {
          $0.entity == entity && $0.hops == hops && $0.needsOrder == own.needsOrder
        }
        if place == nil {
          place = groups.count
          groups.append(own)
        }
        if let place, !groups[place].definitions.contains(definition) {
          groups[place].definitions.append(definition)
        }
      }
    }
    for group in groups where group.definitions.count > 1 { try gather(group) }
  }

  private func gather(_ group: Companions) throws(Diagnostic) {
    let before = remarks.withLock { remarks in
      defer { remarks = Remarks() }
      return remarks
    }
    let mark = profiler?.mark
    var found: [EntityAggregate] = []
    var fault: Diagnostic?
    do throws(Diagnostic) {
      found = try entityAggregates(
        group.definitions, hops: group.hops, entity: group.entity, isCareful: false)
    } catch {
      fault = error
    }
    let isQuiet = remarks.withLock { remarks in
      defer { remarks = before }
      return remarks.isEmpty
    }
    if fault == nil, isQuiet {
      work.remember(Array(zip(group.definitions, found)))
      return
    }
    if let mark { profiler?.rewind(to: mark) }
    try checkCancelled()
  }
}

extension TypedExpression {
  /// The aggregates over linked rows in an expression, but for those within others.
  fileprivate var linkedAggregates: [Aggregate] {
    switch kind {
    case .constant, .variable, .row, .column, .window: return []
    case .field(_, let row): return row.linkedAggregates
    case .operation(_, let arguments): return arguments.flatMap(\.linkedAggregates)
    case .conditional(let condition, let then, let otherwise):
      return [condition, then, otherwise].flatMap(\.linkedAggregates)
    case .aggregate(let aggregate):
      if case .reached = aggregate.rows { return [aggregate] }
      return []
    }
  }
}
