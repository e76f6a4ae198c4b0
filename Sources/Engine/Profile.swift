package import Messages
package import Model
package import Plan
import Synchronization

/// What one operator of a run did.
///
/// - Units: `nanoseconds` of a clock on the wall, without those of the `inputs`.
package struct OperatorProfile: Sendable, Hashable {
  package enum Work: Sendable, Hashable {
    /// A stage of the plan. A part of a scan has no time of its own: it is done row by row in the
    /// scan that stands behind it.
    case stage(LogicalPlan, isPartOfScan: Bool)
    /// One scan over rows for any number of aggregates; `entity` where they are rows of one.
    case scan(entity: EntityID?, aggregates: [Aggregate], ScanPurpose)
    /// The rows of the scan around it that meet the condition of one aggregate.
    case taken(Aggregate)
  }

  package enum ScanPurpose: Sendable, Hashable {
    case values
    /// To say how many rows the aggregates have left out.
    case remarks
  }
  package var work: Work
  /// How many rows came in, for a scan; nil for a stage, whose inputs say it.
  package var rowsRead: Int?
  /// How many rows were passed on; for a scan those of all groups.
  package var rows: Int
  package var nanoseconds: Int64
  /// How many threads read the rows of a scan; 1 for a stage.
  package var threads: Int
  /// How often the very same was done in a row: large work is done in pieces.
  package var repetitions: Int
  /// In the order in which they ran.
  package var inputs: [OperatorProfile]
}

extension Engine {
  /// The rows of a plan, and what each operator did to get there.
  ///
  /// - Throws: as ``run(_:in:cancellation:)``.
  package func profile(
    _ plan: LogicalPlan, in world: World, cancellation: Cancellation
  ) throws(Diagnostic) -> (table: ResultTable, profile: [OperatorProfile]) {
    let profiler = Profiler()
    let execution = Execution(
      world: world, threads: threads, cancellation: cancellation, profiler: profiler,
      progress: progress)
    progress?.begin(.running)
    let frame = try execution.frame(of: plan, in: nil)
    return (try execution.result(frame, of: plan), profiler.operators)
  }
}

extension EngineSession {
  /// As ``Engine/profile(_:in:cancellation:)``, with nothing taken from earlier runs: what is told is
  /// what the plan costs by itself.
  package func profile(
    _ plan: LogicalPlan, in world: World, cancellation: Cancellation
  ) throws(Diagnostic) -> (table: ResultTable, profile: [OperatorProfile]) {
    try engine.profile(plan, in: world, cancellation: cancellation)
  }
}

/// Notes what operators do while a plan runs.
///
/// Operators begin and end on the thread that drives the run; the other threads only count, each for
/// itself.
final class Profiler: Sendable {
  /// An operator that has begun.
  private struct Open {
    var number: Int
    var start: ContinuousClock.Instant
    var nanosecondsOfInputs: Int64 = 0
    var inputs: [Noted] = []
  }

  /// An operator that has ended; the rows of a part of a scan are known only after the scan.
  private struct Noted {
    var number: Int
    var profile: OperatorProfile
    var inputs: [Noted]
  }

  private struct State {
    var open: [Open] = [Open(number: 0, start: .now)]
    var nextNumber = 1
    var rows: [Int: Int] = [:]
  }

  private let state = Mutex(State())

  /// Marks the beginning of an operator and gives it a number.
  @discardableResult
  func begin() -> Int {
    state.withLock { state in
      let number = state.nextNumber
      state.nextNumber += 1
      state.open.append(Open(number: number, start: .now))
      return number
    }
  }

  /// Marks the end of the operator begun last. Without `rows` it passes on what its tests are later
  /// found to let through, or all of its input.
  func end(_ work: OperatorProfile.Work, rowsRead: Int? = nil, rows: Int?, threads: Int = 1) {
    state.withLock { state in
      guard let open = state.open.popLast(), let outer = state.open.indices.last else { return }
      let all = (ContinuousClock.now - open.start).nanoseconds
      if let rows { state.rows[open.number] = rows }
      let profile = OperatorProfile(
        work: work, rowsRead: rowsRead, rows: 0, nanoseconds: all - open.nanosecondsOfInputs,
        threads: threads, repetitions: 1, inputs: [])
      state.open[outer].inputs.append(
        Noted(number: open.number, profile: profile, inputs: open.inputs))
      state.open[outer].nanosecondsOfInputs += all
    }
  }

  /// Forgets the operator begun last, which failed: whoever tries again begins anew.
  func abandon() {
    state.withLock { state in
      if state.open.count > 1 { state.open.removeLast() }
    }
  }

  /// What the operator begun last has done so far, to go back to when it has to start again.
  struct Mark {
    fileprivate var inputs: Int
    fileprivate var nanoseconds: Int64
  }

  var mark: Mark {
    state.withLock { state in
      Mark(
        inputs: state.open.last?.inputs.count ?? 0,
        nanoseconds: state.open.last?.nanosecondsOfInputs ?? 0)
    }
  }

  /// Forgets what was done since; the time it took remains the operator's own.
  func rewind(to mark: Mark) {
    state.withLock { state in
      guard let last = state.open.indices.last else { return }
      state.open[last].inputs.removeSubrange(mark.inputs...)
      state.open[last].nanosecondsOfInputs = mark.nanoseconds
    }
  }

  /// Adds something without a time of its own to what the operator begun last did.
  func note(_ work: OperatorProfile.Work, rows: Int) {
    _ = begin()
    end(work, rows: rows)
  }

  /// Says how many rows have passed each part of a scan, from the counts of all threads.
  func note(_ selectors: [Selector]) {
    var passed: [Int: Int] = [:]
    for selector in selectors { passed.merge(selector.passed, uniquingKeysWith: +) }
    state.withLock { $0.rows.merge(passed) { $1 } }
  }

  /// What has been noted, in the order in which it ended.
  var operators: [OperatorProfile] {
    state.withLock { state in
      state.open.first.map { Self.finished($0.inputs, rows: state.rows) } ?? []
    }
  }

  private static func finished(_ noted: [Noted], rows: [Int: Int]) -> [OperatorProfile] {
    var result: [OperatorProfile] = []
    for item in noted {
      var profile = item.profile
      profile.inputs = finished(item.inputs, rows: rows)
      profile.rows = rows[item.number] ?? profile.inputs.first?.rows ?? 0
      if let last = result.indices.last, result[last].isRepeated(by: profile) {
        result[last].add(profile)
      } else {
        result.append(profile)
      }
    }
    return result
  }
}

extension OperatorProfile {
  /// Whether another scan does the same for more rows.
  fileprivate func isRepeated(by other: OperatorProfile) -> Bool {
    if case .scan = work { work == other.work } else { false }
  }

  fileprivate mutating func add(_ other: OperatorProfile) {
    rowsRead = (rowsRead ?? 0) + (other.rowsRead ?? 0)
    rows += other.rows
    nanoseconds += other.nanoseconds
    threads = max(threads, other.threads)
    repetitions += other.repetitions
    for (place, input) in other.inputs.enumerated() where inputs.indices.contains(place) {
      inputs[place].rows += input.rows
    }
  }
}

extension Duration {
  fileprivate var nanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }
}
