import Columns
import Messages
import Model
import Plan

// The first rows of each group in some order, without sorting the others: one scan keeps the smallest
// keys of each group and remembers the rows that might be among them. What is left is so little that
// it is put in order as it stands.

extension Execution {
  /// Rows of a plan in their order, at least those that are among the first `count` (of each
  /// partition) by some terms, and then all that tie with them by the first term.
  ///
  /// - Parameter stage: the one that wants them.
  func shortlist(
    of input: LogicalPlan, _ count: Int, by terms: [SortTerm], per partition: [TypedExpression],
    for stage: LogicalPlan, in owners: Frame?
  ) throws(Diagnostic) -> Frame {
    guard shortcuts.contains(.bestRows), count > 0, let first = terms.first else {
      return try rows(of: input, for: stage, in: owners)
    }
    let expressions = terms.map(\.value) + partition
    if let owners, expressions.allSatisfy({ !$0.looksOutside }),
      let owned = try owned(input, in: owners),
      expressions.allSatisfy({ owned.source.canScan(owned.source.resolved($0)) }),
      let frame = try best(count, by: first, per: partition, in: owned, of: owners)
    {
      return frame
    }
    var source = try source(of: input, for: stage, in: owners, waiting: .plainFilters)
    if !expressions.allSatisfy({ source.canScan(source.resolved($0)) }) {
      source = RowSource(frame: try materialised(source))
    }
    if !expressions.allSatisfy({ source.canDefer(source.resolved($0)) }) { return source.frame }
    let owner = try Summarizer.ownerKey(of: source.frame, on: self).first
    let rows = try carefully { (isCareful: Bool) throws(Diagnostic) -> [Int32]? in
      try bestRows(count, by: first, per: partition, in: source, owner, isCareful: isCareful)
    }
    guard let rows else { return try materialised(source) }
    return try select(source.frame, rows: rows, areDistinct: true)
  }

  /// What a `take` takes from: of rows that are put in order only those that it may take.
  func rowsToTake(
    from input: LogicalPlan, _ count: Int, per partition: [TypedExpression],
    for stage: LogicalPlan, in owners: Frame?
  ) throws(Diagnostic) -> Frame {
    guard case .sort(let unsorted, let terms) = input.node,
      partition.allSatisfy({ !$0.looksOutside })
    else { return try rows(of: input, for: stage, in: owners) }
    profiler?.begin()
    do throws(Diagnostic) {
      let frame = try sort(
        shortlist(of: unsorted, count, by: terms, per: partition, for: input, in: owners),
        by: terms)
      profiler?.end(.stage(input, isPartOfScan: false), rows: frame.count)
      return try correlated(frame, for: stage, in: owners)
    } catch {
      profiler?.abandon()
      throw error
    }
  }

  // MARK: - Rows of owners

  /// The rows that are reached from owners, each from one of them: a scan of the whole table with a
  /// look-up of each row's owner.
  private struct OwnedRows {
    var source: RowSource
    /// The owner of each row, by its number; below 0 where it has none.
    var owner: SmallKey
  }

  /// Filtered rows that links lead to from owners; nil for anything else, or where something has to
  /// be known of the owner.
  private func owned(_ plan: LogicalPlan, in owners: Frame) throws(Diagnostic) -> OwnedRows? {
    guard let profiler else { return try ownedStage(plan, in: owners, profiled: nil) }
    let number = profiler.begin()
    do throws(Diagnostic) {
      guard let found = try ownedStage(plan, in: owners, profiled: number) else {
        profiler.abandon()
        return nil
      }
      profiler.end(.stage(plan, isPartOfScan: true), rows: nil)
      return found
    } catch {
      profiler.abandon()
      throw error
    }
  }

  private func ownedStage(
    _ plan: LogicalPlan, in owners: Frame, profiled: Int?
  ) throws(Diagnostic) -> OwnedRows? {
    switch plan.node {
    case .filter(let input, let condition):
      guard !condition.looksOutside, var rows = try owned(input, in: owners) else { return nil }
      let resolved = rows.source.resolved(condition)
      guard rows.source.canScan(resolved) else { return nil }
      rows.source.filters.append(RowSource.Filter(condition: resolved, profiled: profiled))
      return rows
    case .reached(let owner, let hops):
      guard owner.looksAtRows, case .entity(let entity) = owner.type else { return nil }
      let numbers = try ascending(owners.count)
      let entries = Owners(
        entity: entity, owners: try entityRows(owner, over: owners), groups: numbers,
        rows: numbers, groupCount: owners.count)
      guard let scanned = try scannedRows(entries, hops: hops, scope: nil) else { return nil }
      return OwnedRows(
        source: RowSource(frame: scanned.frame),
        owner: SmallKey(part: scanned.part, count: max(1, owners.count), values: .row(numbers)))
    default: return nil
    }
  }

  /// The rows among which the best of each owner are, owner by owner.
  private func best(
    _ count: Int, by term: SortTerm, per partition: [TypedExpression], in rows: OwnedRows,
    of owners: Frame
  ) throws(Diagnostic) -> Frame? {
    let best = try carefully { (isCareful: Bool) throws(Diagnostic) -> [Int32]? in
      try bestRows(
        count, by: term, per: partition, in: rows.source, rows.owner, isCareful: isCareful)
    }
    guard let best else { return nil }
    var frame = try select(rows.source.frame, rows: best, areDistinct: true)
    let level = GroupLevel(parts: [rows.owner.part], count: rows.owner.count, maySkip: true)
    frame.outer = Scope(frame: owners, rows: .list(try groups(of: best, in: level)))
    let order = try sortedRows(count: frame.count, keys: ownerKeys(of: frame))
    return try select(frame, rows: order, areDistinct: true)
  }

  // MARK: - Scanning

  /// The rows of a source's frame, ascending, that may be among the first `count` of their group by
  /// a term: those whose key isn't behind the group's `count`-th smallest. Nil where most rows would
  /// be, or where their groups are not easily told.
  ///
  /// - Parameter owner: the key in front of the partition's, if the rows have owners.
  private func bestRows(
    _ count: Int, by term: SortTerm, per partition: [TypedExpression], in source: RowSource,
    _ owner: SmallKey?, isCareful: Bool
  ) throws(Diagnostic) -> [Int32]? {
    let frame = source.frame
    let most = frame.count / 4
    let compiler = Compiler(self, frame, isCareful: isCareful)
    var keys: [SmallKey] = []
    for expression in partition {
      let node = try compiler.compile(source.resolved(expression))
      guard let key = try SmallKey(node, limit: most, on: self) else { return nil }
      keys.append(key)
    }
    let all = keys + [owner].compactMap { $0 }
    guard let groups = Summarizer.product(all, within: most), groups <= most / count else {
      return nil
    }
    var level = KeyedRows(keys).level(Array(keys.indices))
    if let owner {
      level.parts.insert(owner.part.multiplied(by: level.count, of: [0]), at: 0)
      level.count = groups
      level.maySkip = true
    }
    let node = try ordered(
      compiler.compile(source.resolved(term.value)), type: term.value.type
    ).node
    let test = try test(of: source, isCareful: isCareful)
    let states = try parallel(
      count: frame.count,
      state: { BestRows(self, frame, SmallestKeys(groups: groups, room: count)) }
    ) { (best: inout BestRows, range: Range<Int>) throws(Diagnostic) in
      try best.scan(range, test, level, node, isDescending: term.isDescending)
    }
    note(states.map(\.selector.evaluator), in: nil)
    profiler?.note(states.map(\.selector))
    guard let first = states.first else { return [] }
    for other in states.dropFirst() { first.smallest.offerAll(of: other.smallest) }
    var rows: [Int32] = []
    for state in states {
      try checkCancelled()
      state.drop(beyond: first.smallest.limits)
      rows += state.found.map(\.row)
    }
    let order = try sortedRows(
      count: rows.count, keys: [sortKeys(of: .row(rows), type: .number)])
    return try gathered(rows, order, missing: Missing.code)
  }
}

/// What one thread has found.
private final class BestRows {
  struct Found {
    let key: UInt64
    let row: Int32
    let group: Int32
  }

  let selector: Selector
  let numberer: GroupNumberer
  let smallest: SmallestKeys
  /// Rows that were among the best when they were met.
  private(set) var found: [Found] = []
  /// From so many rows on it is worth dropping those that no longer are.
  private var most = 1 << 14

  init(_ execution: Execution, _ frame: Frame, _ smallest: SmallestKeys) {
    selector = Selector(execution, frame)
    numberer = GroupNumberer(capacity: execution.morselRows)
    self.smallest = smallest
  }

  func scan(
    _ range: Range<Int>, _ test: Test, _ level: GroupLevel, _ node: Node, isDescending: Bool
  ) throws(Diagnostic) {
    var batch = Batch(range)
    // A row without an owner is none of the rows: nothing may be computed on it.
    if level.maySkip { batch = numberer.number(batch, by: level).batch }
    batch = try selector.select(test, from: batch)
    if batch.count == 0 { return }
    let (some, groups) = numberer.number(batch, by: level)
    switch try selector.evaluator.evaluate(node, some) {
    case .wide(let values):
      offer(values, some, groups, isDescending) { SortKeys.decimal($0) }
    case .real(let values):
      offer(values, some, groups, isDescending) { SortKeys.real($0) }
    case .narrow(let values):
      let missing = node.storage.missingNarrow
      offer(values, some, groups, isDescending) { SortKeys.whole($0, missing: missing) }
    case .truth(let values):
      offer(values, some, groups, isDescending) {
        $0 == Missing.truth ? SortKeys.absent : UInt64($0)
      }
    }
    if found.count > most {
      drop(beyond: smallest.limits)
      most = max(most, 2 * found.count)
    }
  }

  @inline(__always)
  private func offer<Number>(
    _ values: Buffer<Number>, _ batch: Batch, _ groupOf: UnsafePointer<Int32>?,
    _ isDescending: Bool, key: (Number) -> UInt64
  ) {
    let smallest = smallest
    let limits = smallest.limits.pointer
    // In a variable of its own, which is asked for nothing when it grows.
    var found = self.found
    self.found = []
    values.withUnsafeBufferPointer { values in
      for index in 0..<batch.count {
        let key = SortKeys.directed(key(values[index]), isDescending: isDescending)
        let group = groupOf.map { $0[index] } ?? 0
        if key <= limits[Int(group)] {
          smallest.offer(key, to: Int(group))
          found.append(
            Found(key: key, row: Int32(truncatingIfNeeded: batch[index]), group: group))
        }
      }
    }
    self.found = found
  }

  /// Forgets the rows whose keys are beyond the limits of their groups.
  func drop(beyond limits: Cells<UInt64>) {
    let limits = limits.pointer
    found.removeAll { $0.key > limits[Int($0.group)] }
  }
}

extension TypedExpression {
  /// Whether it looks at rows around its own.
  fileprivate var looksOutside: Bool { !Chains(of: self).depths.isSubset(of: [0]) }
}
