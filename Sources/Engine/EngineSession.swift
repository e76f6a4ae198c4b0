package import Columns
package import Messages
package import Model
package import Plan
import Synchronization

/// Runs over the same data, one after the other: what one has computed serves the next.
package final class EngineSession: Sendable {
  /// A script seldom goes to and fro between more worlds than these.
  private static let mostWorlds = 4

  let engine: Engine
  /// The most recently used one last.
  private let works = Mutex<[(version: Version, work: WorldWork)]>([])

  package init(_ engine: Engine) {
    self.engine = engine
  }

  /// Told of work that a run does beside the engine; nil where nobody asks.
  package var progress: Progress? { engine.progress }

  /// How many threads work at once; at least 1.
  package var threads: Int { engine.threads }

  /// Begins to run a statement.
  package func run(in world: World, cancellation: Cancellation) -> EngineRun {
    let work = works.withLock { works in
      let known = works.firstIndex { $0.version == world.version }.map { works.remove(at: $0) }
      let entry = known ?? (world.version, WorldWork())
      if works.count == Self.mostWorlds { works.removeFirst() }
      works.append(entry)
      return entry.work
    }
    engine.progress?.begin(.running)
    return EngineRun(
      execution: Execution(
        world: world, threads: engine.threads, cancellation: cancellation, work: work,
        progress: engine.progress))
  }

  /// Lets go of the rows of `let`s that nothing to come uses.
  package func forget(_ plans: Set<LogicalPlan>, of version: Version) {
    works.withLock { works in
      for entry in works where entry.version == version { entry.work.forget(plans) }
    }
  }
}

/// One statement's run, for one or more plans that share stages.
package struct EngineRun: Sendable {
  let execution: Execution

  /// The rows of a plan, ready to be shown, with what there was to remark so far.
  ///
  /// - Throws: what data can cause: an overflow, a failed conversion or assertion, a second match,
  ///   an interruption.
  package func table(of plan: LogicalPlan) throws(Diagnostic) -> ResultTable {
    try execution.lookThrough(plan)
    let table = try execution.result(execution.frame(of: plan, in: nil), of: plan)
    try execution.world.refuseDamage()
    return table
  }

  /// A column's values at some rows, missing where there is none.
  ///
  /// - Throws: an interruption.
  package func values(of column: Column, at rows: Buffer<Int32>) throws(Diagnostic) -> Column {
    try execution.gathered(column, rows)
  }

  /// The rows of a plan as they are.
  ///
  /// - Throws: as ``table(of:)``.
  package func rows(of plan: LogicalPlan) throws(Diagnostic) -> PlanRows {
    try execution.lookThrough(plan)
    let frame = try execution.frame(of: plan, in: nil)
    var columns: [Column] = []
    for number in plan.columns.indices { columns.append(try execution.column(number, of: frame)) }
    try execution.world.refuseDamage()
    var anchor: [Int32]?
    if let rows = frame.anchor?.rows { anchor = try execution.list(of: rows) }
    return PlanRows(count: frame.count, columns: columns, anchor: anchor)
  }
}

/// What has been computed of one world and holds for every later run over it.
final class WorldWork: Sendable {
  /// An aggregate takes a value per row of an entity; loops can ask for as many as they have rounds.
  private static let mostAggregates = 64

  private let frames = Mutex<[LogicalPlan: Remembered<Frame>]>([:])
  private let aggregates = Mutex<[Aggregate: Remembered<EntityAggregate>]>([:])
  private let indexes = Mutex<[InverseKey: InverseIndex]>([:])

  /// Something computed, and what there was to remark on the way.
  struct Remembered<Result: Sendable>: Sendable {
    var result: Result
    var remarks: Remarks
  }

  /// The frame of a `let`, by its plan.
  subscript(plan: LogicalPlan) -> Remembered<Frame>? {
    get { frames.withLock { $0[plan] } }
    set { frames.withLock { $0[plan] = newValue } }
  }

  /// An aggregate over the rows reached from every row of an entity, by what it computes.
  subscript(aggregate: Aggregate) -> Remembered<EntityAggregate>? {
    get { aggregates.withLock { $0[aggregate] } }
    set {
      aggregates.withLock { aggregates in
        if aggregates.count >= Self.mostAggregates { aggregates.removeAll() }
        aggregates[aggregate] = newValue
      }
    }
  }

  /// Takes in aggregates that there was nothing to remark on, all or none.
  func remember(_ found: [(aggregate: Aggregate, values: EntityAggregate)]) {
    aggregates.withLock { aggregates in
      if aggregates.count + found.count > Self.mostAggregates { aggregates.removeAll() }
      for (aggregate, values) in found {
        aggregates[aggregate] = Remembered(result: values, remarks: Remarks())
      }
    }
  }

  /// Where the rows that lead to each target stand, by the link.
  subscript(link: InverseKey) -> InverseIndex? {
    get { indexes.withLock { $0[link] } }
    set { indexes.withLock { $0[link] = newValue } }
  }

  func forget(_ plans: Set<LogicalPlan>) {
    frames.withLock { frames in
      for plan in plans { frames[plan] = nil }
    }
  }
}
