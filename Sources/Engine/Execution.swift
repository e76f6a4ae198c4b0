import Columns
package import Messages
package import Model
package import Plan
import Synchronization

/// A request to stop, made on one thread and seen on all others.
package final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)
  private let looked: (@Sendable () -> Void)?

  /// - Parameter looked: called at every look, on the thread that looks: it tells how much is done
  ///   between two.
  package init(looked: (@Sendable () -> Void)? = nil) {
    self.looked = looked
  }

  package func cancel() {
    flag.store(true, ordering: .relaxed)
  }

  package var isCancelled: Bool {
    looked?()
    return flag.load(ordering: .relaxed)
  }
}

/// Computes plans over worlds.
package struct Engine: Sendable {
  /// How many threads work at once; at least 1.
  package let threads: Int
  /// Told of the rows that operators have gone over; nil where nobody asks.
  let progress: Progress?

  package init(threads: Int, progress: Progress? = nil) {
    self.threads = max(1, threads)
    self.progress = progress
  }

  /// The rows of a plan.
  ///
  /// - Throws: what data can cause: an overflow, a failed conversion or assertion, a second match,
  ///   an interruption.
  package func run(
    _ plan: LogicalPlan, in world: World, cancellation: Cancellation
  ) throws(Diagnostic) -> ResultTable {
    try EngineSession(self).run(in: world, cancellation: cancellation).table(of: plan)
  }
}

/// One run of a statement: the world it reads, and what its parts share.
final class Execution: Sendable {
  let world: World
  let threads: Int
  let cancellation: Cancellation
  /// How many rows a thread takes at a time; tests take few, so that they have many morsels.
  let morselRows: Int
  /// So many groups are always numbered by arithmetic, even for few rows; tests want few here too.
  let fewGroups: Int
  /// Up to so many combinations of keys per row are told apart by a table with a bit for each; tests
  /// want none.
  let placesPerRow: Int
  /// Of up to so many rows a percentile's values are collected at once: looking first where it lies
  /// costs more than it saves. Tests look first for any.
  let fewValues: Int
  let shortcuts: Shortcuts
  /// What earlier runs over this world have left, and this one leaves.
  let work: WorldWork
  let remarks = Mutex<Remarks>(Remarks())
  /// Where operators note what they do; nil where nobody asked.
  let profiler: Profiler?
  let progress: Progress?

  init(
    world: World, threads: Int, cancellation: Cancellation, work: WorldWork = WorldWork(),
    morselRows: Int = usualMorselRows, fewGroups: Int = 1 << 16, placesPerRow: Int = 16,
    fewValues: Int = 1 << 14, shortcuts: Shortcuts = .all, profiler: Profiler? = nil,
    progress: Progress? = nil
  ) {
    self.shortcuts = shortcuts
    self.fewValues = fewValues
    self.placesPerRow = placesPerRow
    self.progress = progress
    self.work = work
    self.profiler = profiler
    self.fewGroups = fewGroups
    self.morselRows = morselRows
    self.world = world
    self.threads = threads
    self.cancellation = cancellation
  }

  /// Throws P505 once the run has been cancelled; called for every morsel of rows.
  func checkCancelled() throws(Diagnostic) {
    if cancellation.isCancelled { throw Fault.interrupted() }
  }

  /// The rows of a plan.
  ///
  /// - Parameter owners: for a correlated pipeline the owning rows; the result then has them as its
  ///   ``Frame/outer``, its rows stand owner by owner in ascending order, and every stage works
  ///   within one owner. A plan that does not look at the owners is evaluated without them.
  func frame(of plan: LogicalPlan, in owners: Frame?) throws(Diagnostic) -> Frame {
    try checkCancelled()
    if let profiler { return try profiled(plan, in: owners, profiler) }
    return try stage(plan, in: owners)
  }

  private func profiled(
    _ plan: LogicalPlan, in owners: Frame?, _ profiler: Profiler
  ) throws(Diagnostic) -> Frame {
    profiler.begin()
    do throws(Diagnostic) {
      let frame = try stage(plan, in: owners)
      profiler.end(.stage(plan, isPartOfScan: false), rows: frame.count)
      return frame
    } catch {
      profiler.abandon()
      throw error
    }
  }

  private func stage(_ plan: LogicalPlan, in owners: Frame?) throws(Diagnostic) -> Frame {
    switch plan.node {
    case .scan(let entity):
      return scan(entity)
    case .one:
      return Frame(count: 1, columns: [])
    case .reached(let owner, let hops):
      return try reached(owner: owner, hops: hops, in: owners)
    case .shared(_, let definition):
      return try shared(definition)
    case .filter(let input, let predicate):
      return try filter(rows(of: input, for: plan, in: owners), predicate)
    case .extend(let input, let value):
      return try extend(rows(of: input, for: plan, in: owners), value)
    case .project(let input, let values):
      return try project(rows(of: input, for: plan, in: owners), values)
    case .sort(let input, let terms):
      return try sort(rows(of: input, for: plan, in: owners), by: terms)
    case .take(let input, let count, let partition):
      return try take(
        rowsToTake(from: input, count, per: partition, for: plan, in: owners), count,
        per: partition)
    case .top(let input, let count, let terms, let partition):
      return try top(
        shortlist(of: input, count, by: terms, per: partition, for: plan, in: owners), count,
        by: terms, per: partition)
    case .distinct(let input, let values):
      return try distinct(rows(of: input, for: plan, in: owners), values)
    case .summarize(let input, let summary):
      return try summarize(input, summary, for: plan, in: owners)
    case .expand(let input, let owner, let hops, let keepsEmpty):
      return try expand(
        rows(of: input, for: plan, in: owners), owner: owner, hops: hops, keepsEmpty: keepsEmpty)
    case .link(let input, let source, let pairs, let withAnchor):
      return try link(
        rows(of: input, for: plan, in: owners), source: frame(of: source, in: nil), on: pairs,
        withAnchor: withAnchor, span: plan.span)
    case .append(let first, let second):
      return try append(
        frame(of: first, in: owners), frame(of: second, in: owners), span: plan.span)
    case .pivot(let input, let pivot):
      return try self.pivot(
        rows(of: input, for: plan, in: owners), pivot, of: input, span: plan.span)
    case .unpivot(let input, let keep, let values):
      return try unpivot(
        rows(of: input, for: plan, in: owners), keep: keep, values: values, of: input,
        span: plan.span)
    case .assert(let input, let predicate, let message):
      return try assert(
        rows(of: input, for: plan, in: owners), predicate, message: message, of: input)
    }
  }
}
