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
  }

  let execution: Execution
  let frame: Frame
  let compiler: Compiler
  private var classes: [Class] = []
  private var makers: [() -> Accumulator] = []

  init(_ execution: Execution, _ frame: Frame, compiler: Compiler) {
    self.execution = execution
    self.frame = frame
    self.compiler = compiler
  }

  /// Adds an accumulator over the rows that meet a condition; the number finds it after the run.
  mutating func add(
    condition: TypedExpression?, level: GroupLevel, levelNumber: Int,
    _ make: @escaping () -> Accumulator
  ) throws(Diagnostic) -> Int {
    let number = makers.count
    makers.append(make)
    let known = classes.firstIndex {
      $0.condition == condition && $0.levelNumber == levelNumber
    }
    if let known {
      classes[known].members.append(number)
      return number
    }
    var test = Test.all
    if let condition { test = Test(try compiler.compile(condition)) }
    classes.append(
      Class(
        condition: condition, test: test, level: level, levelNumber: levelNumber,
        members: [number]))
    return number
  }

  /// Scans the rows that meet a test and hands them to all accumulators.
  func run(where filter: Test) throws(Diagnostic) -> [Accumulator] {
    if classes.isEmpty { return [] }
    let shared = sharedLevels
    let states = try execution.parallel(
      count: frame.count, state: { PassState(execution, frame, makers, shared.count) }
    ) { (state: inout PassState, range: Range<Int>) throws(Diagnostic) in
      let rows = try state.base.select(filter, from: Batch(range))
      if rows.count == 0 { return }
      let start = range.lowerBound
      for (place, level) in shared.enumerated() {
        state.numberer.number(
          rows, by: level.level, at: start, into: state.byRow[place].pointer)
      }
      for group in classes {
        let some = try state.selector.select(group.test, from: rows)
        if some.count == 0 { continue }
        let place = shared.firstIndex { $0.number == group.levelNumber }
        let (batch, groups) = state.numberer.number(
          some, by: group.level, byRow: place.map { UnsafePointer(state.byRow[$0].pointer) },
          start: start)
        if batch.count == 0 { continue }
        for member in group.members {
          try state.accumulators[member].add(batch, groups, state.selector.evaluator)
        }
      }
    }
    execution.note(states.flatMap { [$0.base.evaluator, $0.selector.evaluator] }, in: nil)
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

  init(
    _ execution: Execution, _ frame: Frame, _ makers: [() -> Accumulator], _ sharedLevels: Int
  ) {
    byRow = (0..<sharedLevels).map { _ in
      Cells<Int32>(repeating: 0, count: execution.morselRows)
    }
    base = Selector(execution, frame)
    numberer = GroupNumberer(capacity: execution.morselRows)
    selector = Selector(execution, frame)
    accumulators = makers.map { $0() }
  }
}
