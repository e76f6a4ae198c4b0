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
  /// Requests with one condition and one level: their rows are picked and numbered once.
  private struct Class {
    var condition: TypedExpression?
    var test: Test
    var level: GroupLevel
    var levelNumber: Int
    var members: [Int] = []
    /// What is computed, for a profile.
    var aggregates: [Aggregate] = []
  }

  let execution: Execution
  let frame: Frame
  let compiler: Compiler
  let purpose: OperatorProfile.ScanPurpose
  private var classes: [Class] = []
  private var makers: [() -> Accumulator] = []

  init(
    _ execution: Execution, _ frame: Frame, compiler: Compiler,
    purpose: OperatorProfile.ScanPurpose = .values
  ) {
    self.purpose = purpose
    self.execution = execution
    self.frame = frame
    self.compiler = compiler
  }

  /// Adds an accumulator over the rows that meet a condition; the number finds it after the run.
  ///
  /// - Parameter aggregate: what it is for; nil where only the groups that have rows are marked.
  mutating func add(
    _ aggregate: Aggregate?, level: GroupLevel, levelNumber: Int,
    _ make: @escaping () -> Accumulator
  ) throws(Diagnostic) -> Int {
    let number = makers.count
    makers.append(make)
    let condition = aggregate?.condition
    var place = classes.firstIndex {
      $0.condition == condition && $0.levelNumber == levelNumber
    }
    if place == nil {
      var test = Test.all
      if let condition { test = Test(try compiler.compile(condition)) }
      place = classes.count
      classes.append(
        Class(condition: condition, test: test, level: level, levelNumber: levelNumber))
    }
    if let place {
      classes[place].members.append(number)
      if let aggregate { classes[place].aggregates.append(aggregate) }
    }
    return number
  }

  /// Scans the rows that meet a test and hands them to all accumulators.
  func run(where filter: Test) throws(Diagnostic) -> [Accumulator] {
    if classes.isEmpty { return [] }
    guard let profiler = execution.profiler else { return try merged(scan(where: filter)) }
    profiler.begin()
    do throws(Diagnostic) {
      let states = try scan(where: filter)
      let result = try merged(states)
      note(states, for: profiler)
      return result
    } catch {
      profiler.abandon()
      throw error
    }
  }

  /// Notes a scan that has ended: what it read, what met the test and each aggregate's condition.
  private func note(_ states: [PassState], for profiler: Profiler) {
    profiler.note(states.map(\.base))
    for (place, group) in classes.enumerated() {
      let rows = states.reduce(0) { $0 + $1.taken[place] }
      for aggregate in group.aggregates { profiler.note(.taken(aggregate), rows: rows) }
    }
    profiler.end(
      .scan(entity: frame.anchor?.entity, aggregates: classes.flatMap(\.aggregates), purpose),
      rowsRead: frame.count, rows: states.reduce(0) { $0 + $1.selected }, threads: states.count)
  }

  private func scan(where filter: Test) throws(Diagnostic) -> [PassState] {
    let shared = sharedLevels
    let states = try execution.parallel(
      count: frame.count,
      state: { () throws(Diagnostic) in
        try PassState(execution, frame, makers, shared.count, classes: classes.count)
      }
    ) { (state: inout PassState, range: Range<Int>) throws(Diagnostic) in
      let rows = try state.base.select(filter, from: Batch(range))
      if rows.count == 0 { return }
      state.selected += rows.count
      let start = range.lowerBound
      for (place, level) in shared.enumerated() {
        state.numberer.number(
          rows, by: level.level, at: start, into: state.byRow[place].pointer)
      }
      for (number, group) in classes.enumerated() {
        let some = try state.selector.select(group.test, from: rows)
        if some.count == 0 { continue }
        let place = shared.firstIndex { $0.number == group.levelNumber }
        let (batch, groups) = state.numberer.number(
          some, by: group.level, byRow: place.map { UnsafePointer(state.byRow[$0].pointer) },
          start: start)
        if batch.count == 0 { continue }
        state.taken[number] += batch.count
        for member in group.members {
          try state.accumulators[member].add(batch, groups, state.selector.evaluator)
        }
      }
    }
    execution.note(states.flatMap { [$0.base.evaluator, $0.selector.evaluator] }, in: nil)
    return states
  }

  /// What all threads have gathered, in the first one's accumulators.
  private func merged(_ states: [PassState]) throws(Diagnostic) -> [Accumulator] {
    guard let first = states.first else { return [] }
    try execution.parallelPieces(makers.count) { (number: Int) throws(Diagnostic) in
      for other in states.dropFirst() {
        first.accumulators[number].merge(other.accumulators[number])
      }
    }
    return first.accumulators
  }

  /// The levels by which all rows are numbered anyway and some of them once more: once is enough
  /// where it takes some work.
  private var sharedLevels: [(number: Int, level: GroupLevel)] {
    var found: [(number: Int, level: GroupLevel)] = []
    for group in classes where group.condition == nil && group.level.isCostly {
      let users = classes.filter { $0.levelNumber == group.levelNumber }
      if users.count > 1 { found.append((group.levelNumber, group.level)) }
    }
    return found
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

  init(
    _ execution: Execution, _ frame: Frame, _ makers: [() -> Accumulator], _ sharedLevels: Int,
    classes: Int
  ) throws(Diagnostic) {
    taken = Array(repeating: 0, count: classes)
    byRow = (0..<sharedLevels).map { _ in
      Cells<Int32>(repeating: 0, count: execution.morselRows)
    }
    base = Selector(execution, frame)
    numberer = GroupNumberer(capacity: execution.morselRows)
    selector = Selector(execution, frame)
    var accumulators: [Accumulator] = []
    for make in makers {
      // Clearing the cells of millions of groups takes its time.
      try execution.checkCancelled()
      accumulators.append(make())
    }
    self.accumulators = accumulators
  }
}
