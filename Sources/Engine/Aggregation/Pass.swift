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

  /// What is gathered, for a profile.
  var aggregates: [Aggregate] { members.compactMap(\.aggregate) }

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
      .scan(entity: frame.anchor?.entity, aggregates: aggregates, purpose),
      rowsRead: frame.count, rows: states.reduce(0) { $0 + $1.selected }, threads: states.count)
  }

  private func scan(_ plan: PassPlan, where filter: Test) throws(Diagnostic) -> [PassState] {
    let states = try execution.parallel(
      count: frame.count,
      state: { () throws(Diagnostic) in try PassState(execution, frame, plan) }
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
          start: start, padding: group.layout.padding)
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

  /// How the rows of pieces are gathered.
  func dividedPlan() throws(Diagnostic) -> PassPlan {
    try PassPlan(members, rows: frame.count, compiler, isDivided: true)
  }

  /// Hands the rows of each piece to accumulators of its own.
  ///
  /// - Parameters:
  ///   - plan: of ``dividedPlan()``.
  ///   - finish: takes a piece's number and what has been gathered for its groups, on the thread that
  ///     gathered it.
  /// - Shape: what `finish` takes `[member]`.
  func run(
    _ plan: PassPlan, over divided: DividedRows,
    _ finish: (Int, [Accumulator]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let states = try execution.parallel(
      count: divided.pieceCount, morsel: 1, state: { PieceState(execution, frame, plan) }
    ) { (state: inout PieceState, range: Range<Int>) throws(Diagnostic) in
      let piece = range.lowerBound
      try finish(piece, plan.results(of: state.gather(plan, piece, of: divided)))
    }
    execution.note(states.map(\.selector.evaluator), in: nil)
    for (place, group) in plan.classes.enumerated() {
      let rows = states.reduce(0) { $0 + $1.taken[place] }
      for aggregate in group.aggregates { execution.profiler?.note(.taken(aggregate), rows: rows) }
    }
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

/// What one thread needs for a pass over divided rows.
private final class PieceState {
  let selector: Selector
  /// How many rows went into each class of aggregates.
  private(set) var taken: [Int]
  private let rows: Cells<Int32>
  private let groups: Cells<Int32>
  private let picked: Cells<Int32>

  init(_ execution: Execution, _ frame: Frame, _ plan: PassPlan) {
    selector = Selector(execution, frame)
    taken = Array(repeating: 0, count: plan.classes.count)
    rows = Cells(count: execution.morselRows)
    groups = Cells(count: execution.morselRows)
    picked = Cells(count: execution.morselRows)
  }

  /// What the plan's accumulators gather of one piece.
  func gather(
    _ plan: PassPlan, _ piece: Int, of divided: DividedRows
  ) throws(Diagnostic) -> [Accumulator] {
    let accumulators = plan.accumulators(groups: divided.groupCount(of: piece))
    try divided.eachBatch(of: piece, most: rows.count, rows.pointer, groups.pointer) {
      (batch: Batch) throws(Diagnostic) in
      for (number, group) in plan.classes.enumerated() {
        let some = try selector.select(group.test, from: batch)
        if some.count == 0 { continue }
        taken[number] += some.count
        let groups = groups(of: some, among: batch)
        for accumulator in group.accumulators {
          try accumulators[accumulator].add(some, groups, selector.evaluator)
        }
      }
    }
    return accumulators
  }

  /// The groups of some of a batch's rows, which stand in its order.
  private func groups(of some: Batch, among batch: Batch) -> UnsafePointer<Int32> {
    guard some.count < batch.count, let wanted = some.rows else {
      return UnsafePointer(groups.pointer)
    }
    var next = 0
    for index in 0..<batch.count {
      picked.pointer[next] = groups.pointer[index]
      next &+= rows.pointer[index] == wanted[next] ? 1 : 0
      if next == some.count { break }
    }
    return UnsafePointer(picked.pointer)
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

  init(_ execution: Execution, _ frame: Frame, _ plan: PassPlan) throws(Diagnostic) {
    taken = Array(repeating: 0, count: plan.classes.count)
    byRow = plan.sharedLevels.map { _ in
      Cells<Int32>(repeating: 0, count: execution.morselRows)
    }
    base = Selector(execution, frame)
    numberer = GroupNumberer(capacity: execution.morselRows)
    selector = Selector(execution, frame)
    var accumulators: [Accumulator] = []
    for accumulator in plan.accumulators {
      // Clearing the cells of millions of groups takes its time.
      try execution.checkCancelled()
      accumulators.append(accumulator.make(accumulator.layout))
    }
    self.accumulators = accumulators
  }

  /// Rows that need not be picked: first by their groups, then by these and the conditions they meet.
  func add(_ rows: Batch, to level: PassPlan.SplitLevel) throws(Diagnostic) {
    let groups = numberer.number(rows, by: level.level, padding: level.layout.padding)
    for number in level.plain {
      try accumulators[number].add(rows, UnsafePointer(groups), selector.evaluator)
    }
    GroupLevel.add(level.key.parts, of: rows, to: groups)
    for number in level.split {
      try accumulators[number].add(rows, UnsafePointer(groups), selector.evaluator)
    }
  }
}
