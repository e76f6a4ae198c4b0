import Columns
import Messages
import Model
import Plan

/// One aggregate to be computed for the groups of a level.
struct AggregateRequest {
  var aggregate: Aggregate
  var level: GroupLevel
  /// Requests of one number have one level, and so share their rows and group numbers where their
  /// conditions are equal too.
  var levelNumber: Int
}

/// What a request gave.
///
/// - Shape: `values: [group]`.
struct AggregateResult {
  var values: Column
  /// How many rows were left out because their value is missing.
  var skipped: Int
}

/// One scan over the rows of a frame for any number of aggregates.
struct Pass {
  /// What is asked for.
  struct Member {
    /// Nil where only the groups that have rows are marked.
    var aggregate: Aggregate?
    var level: GroupLevel
    var levelNumber: Int
    var recipe: AccumulatorRecipe

    var condition: TypedExpression? { aggregate?.condition }
  }

  let execution: Execution
  let frame: Frame
  let compiler: Compiler
  let purpose: OperatorProfile.ScanPurpose
  private var members: [Member] = []

  init(
    _ execution: Execution, _ frame: Frame, compiler: Compiler,
    purpose: OperatorProfile.ScanPurpose = .values
  ) {
    self.purpose = purpose
    self.execution = execution
    self.frame = frame
    self.compiler = compiler
  }

  /// Adds an accumulator over the rows that meet an aggregate's condition; the number finds it after
  /// the run.
  mutating func add(
    _ aggregate: Aggregate?, level: GroupLevel, levelNumber: Int, _ recipe: AccumulatorRecipe
  ) -> Int {
    members.append(
      Member(aggregate: aggregate, level: level, levelNumber: levelNumber, recipe: recipe))
    return members.count - 1
  }

  /// Scans the rows that meet a test and hands them to all accumulators.
  ///
  /// - Shape: `[member]`.
  func run(where filter: Test) throws(Diagnostic) -> [Accumulator] {
    if members.isEmpty { return [] }
    let plan = try PassPlan(members, rows: frame.count, compiler)
    guard let profiler = execution.profiler else {
      return try plan.results(of: merged(scan(plan, where: filter)))
    }
    profiler.begin()
    do throws(Diagnostic) {
      let states = try scan(plan, where: filter)
      let gathered = try merged(states)
      note(states, gathered, plan, for: profiler)
      return plan.results(of: gathered)
    } catch {
      profiler.abandon()
      throw error
    }
  }

  /// Notes a scan that has ended: what it read, what met the test and each aggregate's condition.
  private func note(
    _ states: [PassState], _ gathered: [Accumulator], _ plan: PassPlan, for profiler: Profiler
  ) {
    profiler.note(states.map(\.base))
    for (place, group) in plan.classes.enumerated() {
      let rows = states.reduce(0) { $0 + $1.taken[place] }
      for aggregate in group.aggregates { profiler.note(.taken(aggregate), rows: rows) }
    }
    for level in plan.splitLevels {
      for (aggregate, rows) in level.rowsTaken(gathered) {
        profiler.note(.taken(aggregate), rows: rows)
      }
    }
    profiler.end(
      .scan(entity: frame.anchor?.entity, aggregates: members.compactMap(\.aggregate), purpose),
      rowsRead: frame.count, rows: states.reduce(0) { $0 + $1.selected }, threads: states.count)
  }

  private func scan(_ plan: PassPlan, where filter: Test) throws(Diagnostic) -> [PassState] {
    let states = try execution.parallel(
      count: frame.count, state: { PassState(execution, frame, plan) }
    ) { (state: inout PassState, range: Range<Int>) throws(Diagnostic) in
      let rows = try state.base.select(filter, from: Batch(range))
      if rows.count == 0 { return }
      state.selected += rows.count
      for level in plan.splitLevels { try state.add(rows, to: level) }
      let start = range.lowerBound
      for (place, level) in plan.sharedLevels.enumerated() {
        state.numberer.number(
          rows, by: level.level, at: start, into: state.byRow[place].pointer)
      }
      for (number, group) in plan.classes.enumerated() {
        let some = try state.selector.select(group.test, from: rows)
        if some.count == 0 { continue }
        let place = plan.sharedLevels.firstIndex { $0.number == group.levelNumber }
        let (batch, groups) = state.numberer.number(
          some, by: group.level, byRow: place.map { UnsafePointer(state.byRow[$0].pointer) },
          start: start, padding: group.padding)
        if batch.count == 0 { continue }
        state.taken[number] += batch.count
        for accumulator in group.accumulators {
          try state.accumulators[accumulator].add(batch, groups, state.selector.evaluator)
        }
      }
    }
    execution.note(states.flatMap { [$0.base.evaluator, $0.selector.evaluator] }, in: nil)
    return states
  }

  /// What all threads have gathered, in the first one's accumulators.
  private func merged(_ states: [PassState]) throws(Diagnostic) -> [Accumulator] {
    guard let first = states.first else { return [] }
    try execution.parallelPieces(first.accumulators.count) { (number: Int) throws(Diagnostic) in
      for other in states.dropFirst() {
        first.accumulators[number].merge(other.accumulators[number])
      }
    }
    return first.accumulators
  }
}

/// What one thread needs for a pass.
private final class PassState {
  let base: Selector
  let selector: Selector
  let numberer: GroupNumberer
  let accumulators: [Accumulator]
  /// For each shared level the groups of the morsel's rows.
  let byRow: [Cells<Int32>]
  /// How many rows met the test of the scan, and how many went into each class of aggregates.
  var selected = 0
  var taken: [Int]

  init(_ execution: Execution, _ frame: Frame, _ plan: PassPlan) {
    taken = Array(repeating: 0, count: plan.classes.count)
    byRow = plan.sharedLevels.map { _ in
      Cells<Int32>(repeating: 0, count: execution.morselRows)
    }
    base = Selector(execution, frame)
    numberer = GroupNumberer(capacity: execution.morselRows)
    selector = Selector(execution, frame)
    accumulators = plan.accumulators.map { $0.make() }
  }

  /// Rows that need not be picked: first by their groups, then by these and the conditions they meet.
  func add(_ rows: Batch, to level: PassPlan.SplitLevel) throws(Diagnostic) {
    let groups = numberer.number(rows, by: level.level, padding: level.padding)
    for number in level.plain {
      try accumulators[number].add(rows, UnsafePointer(groups), selector.evaluator)
    }
    GroupLevel.add(level.key.parts, of: rows, to: groups)
    for number in level.split {
      try accumulators[number].add(rows, UnsafePointer(groups), selector.evaluator)
    }
  }
}
