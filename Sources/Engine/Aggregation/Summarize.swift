import Columns
import Messages
import Model
import Plan

extension Execution {
  /// The rows of a summary: one per combination of keys, sorted by them.
  func summarize(
    _ input: LogicalPlan, _ summary: Summary, for stage: LogicalPlan, in owners: Frame?
  ) throws(Diagnostic) -> Frame {
    try carefully { (isCareful: Bool) throws(Diagnostic) -> Frame in
      var source = try source(of: input, for: stage, in: owners)
      if summary.hasWindow, !source.filters.isEmpty {
        // A window looks across the rows that the filters leave.
        source = RowSource(frame: try materialised(source))
      }
      var summarizer = try Summarizer(self, source, summary, isCareful: isCareful)
      let table = try summarizer.run()
      var result = table
      result.columns = Array(table.columns.prefix(summary.keys.count))
      for item in summary.items {
        result.columns.append(.stored(try column(item, over: table)))
      }
      return result
    }
  }
}

extension Summary {
  /// Whether a key or what is aggregated depends on more than the row at hand.
  fileprivate var hasWindow: Bool {
    var parts: [TypedExpression?] = []
    for case .value(let key) in keys { parts.append(key) }
    for aggregate in aggregates.map(\.aggregate) {
      parts += [aggregate.value, aggregate.condition, aggregate.per, aggregate.time?.date]
    }
    return parts.contains { part in part.map { Chains(of: $0).hasWindow } ?? false }
  }
}

/// Computes one summary.
struct Summarizer {
  let execution: Execution
  let source: RowSource
  let summary: Summary
  let isCareful: Bool
  let rows: KeyedRows
  let filter: Test
  /// The numbers of the plain keys among all keys; key `plain[k]` is key `k + ownerKeys` of `rows`.
  let plain: [Int]
  /// 1 where the rows of different owning rows must not mix: then the owner is the first key.
  let ownerKeys: Int
  var buckets: EachPeriods?
  /// The rows that meet the filter, once something needs their list.
  private var selected: [Int32]?

  init(
    _ execution: Execution, _ source: RowSource, _ summary: Summary, isCareful: Bool
  ) throws(Diagnostic) {
    self.execution = execution
    self.summary = summary
    self.isCareful = isCareful
    var values: [TypedExpression] = []
    var plain: [Int] = []
    for (number, key) in summary.keys.enumerated() {
      if case .value(let value) = key {
        plain.append(number)
        values.append(value)
      }
    }
    self.plain = plain
    ownerKeys = source.frame.outer == nil ? 0 : 1
    let periods = summary.keys.reduce(1) { most, key in
      guard case .each(_, let range) = key else { return most }
      return max(most, range?.count ?? Self.usualPeriods)
    }
    let owners = Array(0..<ownerKeys)
    let levels = summary.aggregates.map { group in
      owners
        + plain.indices.filter { group.keys.contains(plain[$0]) }.map { $0 + owners.count }
    }
    (self.source, rows) = try Self.keyed(
      execution, source, values, levels: levels, periods: periods, isCareful: isCareful)
    filter = try execution.test(of: self.source, isCareful: isCareful)
  }

  // MARK: - Keys

  /// How many periods a range without ends is taken to have.
  private static var usualPeriods: Int { 32 }

  /// The keys' groups by arithmetic where their values are few; by the ranks of the combinations that
  /// occur where these are not too sparse; else by sorting rows written out.
  ///
  /// - Parameter levels: the sets of keys by which something is aggregated.
  private static func keyed(
    _ execution: Execution, _ source: RowSource, _ values: [TypedExpression], levels: [[Int]],
    periods: Int, isCareful: Bool
  ) throws(Diagnostic) -> (RowSource, KeyedRows) {
    let frame = source.frame
    // Cells for more groups than rows would mostly stay empty.
    let few = execution.fewGroups
    let limit = max(few >> 6, min(max(frame.count, few), 1 << 23) / periods)
    let owner = ownerKey(of: frame)
    var keys = owner
    let compiler = Compiler(execution, frame, isCareful: isCareful)
    for value in values {
      let node = try compiler.compile(source.resolved(value))
      if let key = SmallKey(node, limit: limit) {
        keys.append(key)
      } else if !node.isDelicate, SmallKey.hasFewValues(node, limit: limit) {
        // Computing it for rows that a filter drops does no harm and saves writing the others out.
        let column = try execution.column(node, over: frame, sink: nil)
        let base = Node(
          .base(column), node.storage, bounds: node.bounds, mayBeMissing: node.mayBeMissing,
          source: node.source)
        if let key = SmallKey(base, limit: limit) { keys.append(key) }
      }
    }
    let asked = Set(levels)
    if keys.count == owner.count + values.count {
      if product(keys, within: limit) != nil { return (source, KeyedRows(keys)) }
      if source.filters.isEmpty,
        let found = try KeyedRows.Found(
          ranking: keys, levels: asked, count: frame.count, on: execution)
      {
        return (source, KeyedRows(keys, found: found))
      }
    }
    let written = RowSource(frame: try execution.materialised(source))
    keys = ownerKey(of: written.frame)
    for value in values {
      let column = try execution.column(value, over: written.frame)
      let grouping = try execution.groups(of: [column], count: written.frame.count)
      keys.append(
        SmallKey(
          part: .direct(grouping.groupOf), count: max(1, grouping.count),
          values: grouping.count == 0 ? column.oneMissing : column.gathered(grouping.firstRows)))
    }
    if product(keys, within: limit) != nil { return (written, KeyedRows(keys)) }
    let ranked = try KeyedRows.Found(
      ranking: keys, levels: asked, count: written.frame.count, on: execution)
    if let ranked { return (written, KeyedRows(keys, found: ranked)) }
    let numbers: [Column] = keys.map { key in
      if case .direct(let groups) = key.part { .row(groups) } else { .row([]) }
    }
    let all = Array(keys.indices)
    var found = KeyedRows.Found(groupings: [:], numbers: [])
    for level in asked.union([all]) where !level.isEmpty {
      found.groupings[level] = try execution.groups(
        of: level.map { numbers[$0] }, count: written.frame.count)
    }
    let firsts = found.groupings[all]?.firstRows ?? []
    found.numbers = numbers.map { column in
      column.narrow.map { gather($0, firsts, missing: 0) } ?? []
    }
    return (written, KeyedRows(keys, found: found))
  }

  private static func ownerKey(of frame: Frame) -> [SmallKey] {
    guard let outer = frame.outer else { return [] }
    let count = outer.frame.count
    return [
      SmallKey(
        part: .direct(outer.rows.list), count: max(1, count),
        values: .row((0..<Int32(max(1, count))).map { $0 }))
    ]
  }

  /// How many combinations some keys have; nil where they are more than the limit.
  static func product(_ keys: [SmallKey], within limit: Int) -> Int? {
    var product = 1
    for key in keys {
      let (next, overflow) = product.multipliedReportingOverflow(by: key.count)
      if overflow || next > limit { return nil }
      product = next
    }
    return product
  }

  // MARK: - Running

  mutating func run() throws(Diagnostic) -> Frame {
    try findBuckets()
    let jobs = try jobs()
    var results: [Column?] = Array(repeating: nil, count: jobs.count)
    var batches: [(members: [Int], rows: AggregateRows, looksOutwards: Bool)] = []
    for (number, aggregate) in jobs.map(\.aggregate).enumerated() {
      let looks = aggregate.rows != .current && aggregate.looksOutwards
      let known = batches.firstIndex { $0.rows == aggregate.rows && !looks && !$0.looksOutwards }
      if let known {
        batches[known].members.append(number)
      } else {
        batches.append(([number], aggregate.rows, looks))
      }
    }
    if !batches.contains(where: { $0.rows == .current }) {
      batches.append(([], .current, false))
    }
    var present: [Bool] = []
    var bucketPresence = [Bool](repeating: false, count: buckets?.count ?? 0)
    for batch in batches {
      let members = batch.members.map { jobs[$0] }
      let outcome = try run(members, rows: batch.rows, looksOutwards: batch.looksOutwards)
      for (number, result) in zip(batch.members, outcome.results) {
        results[number] = result.values
        execution.note(skipped: result.skipped, by: summary.aggregates[number].aggregate)
      }
      if batch.rows == .current { present = outcome.present }
      for (bucket, isPresent) in outcome.buckets.enumerated() where isPresent {
        bucketPresence[bucket] = true
      }
    }
    return assemble(
      results.map { $0 ?? .real([]) }, of: jobs, present: present,
      bucketPresence: bucketPresence)
  }

  private typealias Outcome = (results: [AggregateResult], present: [Bool], buckets: [Bool])

  /// All aggregates over the same rows in one pass.
  private mutating func run(
    _ jobs: [Job], rows kind: AggregateRows, looksOutwards: Bool
  ) throws(Diagnostic) -> Outcome {
    switch kind.settled(in: execution.world.catalog) {
    case .current:
      let all = Array(0..<rows.keyCount)
      return try pass(
        jobs, over: source.frame, where: filter,
        parts: { keys, stride in
          let level = rows.level(keys, stride: stride)
          return (level.parts, level.maySkip)
        }, presence: rows.level(all))
    case .every(let entity):
      let frame = execution.scan(entity)
      if looksOutwards { return try paired(jobs, with: frame) }
      return try pass(
        jobs.map(\.everywhere), over: frame, where: .all, parts: { _, _ in ([], false) },
        presence: nil)
    case .pipeline(let plan):
      if plan.looksOutwards { return try owned(jobs, plan) }
      let frame = try execution.frame(of: plan, in: nil)
      if looksOutwards { return try paired(jobs, with: frame) }
      return try pass(
        jobs.map(\.everywhere), over: frame, where: .all, parts: { _, _ in ([], false) },
        presence: nil)
    case .reached(let owner, let hops):
      return try reached(jobs, owner: owner, hops: hops, looksOutwards: looksOutwards)
    }
  }

  /// - Parameter parts: for some keys and a stride the parts of a level over the frame's rows.
  private func pass(
    _ jobs: [Job], over frame: Frame, where filter: Test,
    parts: ([Int], Int) throws(Diagnostic) -> (parts: [GroupPart], maySkip: Bool),
    presence: GroupLevel?
  ) throws(Diagnostic) -> Outcome {
    let compiler = Compiler(execution, frame, isCareful: isCareful)
    var levels: [(keys: [Int], periods: JobPeriods?, date: TypedExpression?, level: GroupLevel)] =
      []
    var requests: [AggregateRequest] = []
    var probes: [(request: AggregateRequest, periods: JobPeriods)] = []
    func number(_ keys: [Int], _ periods: JobPeriods?, _ date: TypedExpression?)
      throws(Diagnostic) -> Int
    {
      let known = levels.firstIndex {
        $0.keys == keys && $0.periods?.range == periods?.range && $0.date == date
      }
      if let known { return known }
      let stride = periods?.range.count ?? 1
      let plain = try parts(keys, stride)
      var level = GroupLevel(
        parts: plain.parts, count: rows.count(keys) * stride,
        maySkip: plain.maySkip)
      if let date, let buckets {
        level.parts.append(
          try bucketPart(
            date, compiler, buckets.unit, periods?.range ?? buckets.range, isSplit: periods != nil))
        level.maySkip = true
      }
      levels.append((keys, periods, date, level))
      return levels.count - 1
    }
    for job in jobs {
      // A bucketed aggregate counts rows of the range even where it isn't split by it.
      let time = job.aggregate.time
      let date = buckets != nil && time?.isBucketed == true ? time?.date : nil
      let level = try number(job.keys, job.periods, date)
      requests.append(
        AggregateRequest(
          aggregate: job.aggregate, level: levels[level].level, levelNumber: level))
      if let buckets, buckets.isOpen, let date, !job.isShifted || buckets.countsShifted {
        var probe = job.aggregate
        probe.function = .count
        probe.value = nil
        probe.per = nil
        let periods = job.periods ?? JobPeriods(buckets)
        let split = try number([], periods, date)
        probes.append(
          (
            AggregateRequest(
              aggregate: probe, level: levels[split].level, levelNumber: split), periods
          ))
      }
    }
    var presenceLevel: (level: GroupLevel, number: Int)?
    if let presence {
      let all = Array(0..<rows.keyCount)
      presenceLevel = (
        presence,
        levels.firstIndex { $0.keys == all && $0.date == nil } ?? -1
      )
    }
    let aggregator = Aggregator(execution, frame, isCareful: isCareful)
    let outcome = try aggregator.run(
      requests + probes.map(\.request), where: filter, presence: presenceLevel)
    var found = [Bool](repeating: false, count: buckets?.count ?? 0)
    for (probe, result) in zip(probes, outcome.results.dropFirst(requests.count)) {
      guard case .decimal(let counts, _) = result.values else { continue }
      for (bucket, place) in probe.periods.places.enumerated()
      where place >= 0 && counts[Int(place)] > 0 {
        found[bucket] = true
      }
    }
    return (Array(outcome.results.prefix(requests.count)), outcome.present, found)
  }

  // MARK: - Rows of their own

  /// Rows reached from the owners of each group.
  private mutating func reached(
    _ jobs: [Job], owner: TypedExpression, hops: [Hop], looksOutwards: Bool
  ) throws(Diagnostic) -> Outcome {
    guard case .entity(let entity) = owner.type else { return ([], [], []) }
    let chosen = try selectedRows()
    let frame = execution.select(source.frame, rows: chosen, areDistinct: true)
    guard case .row(let ownerRows) = try execution.column(owner, over: frame) else {
      return ([], [], [])
    }
    var outcome: Outcome = ([], [], [Bool](repeating: false, count: buckets?.count ?? 0))
    let isOrdered = jobs.contains { $0.aggregate.function.needsOrder }
    // Jobs of one set of keys share the reached rows; a child can be in other groups by other keys.
    var byKeys: [(keys: [Int], members: [Int])] = []
    for (index, job) in jobs.enumerated() {
      if let known = byKeys.firstIndex(where: { $0.keys == job.keys }) {
        byKeys[known].members.append(index)
      } else {
        byKeys.append((job.keys, [index]))
      }
    }
    var results: [AggregateResult?] = Array(repeating: nil, count: jobs.count)
    for (keys, members) in byKeys {
      let groups = numbers(of: keys, rows: chosen)
      let owners = Owners(
        entity: entity, owners: ownerRows.array, groups: groups, rows: chosen,
        groupCount: rows.count(keys))
      var children = try execution.reachedRows(
        owners, hops: hops, scope: looksOutwards ? source.frame : nil, isOrdered: isOrdered)
      if looksOutwards, let job = jobs.first {
        children = try execution.withoutRepeats(children, condition: job.aggregate.condition)
      }
      let reached = children
      if case .direct(let groups) = reached.part, rows.count(keys) > 1 {
        try noteShared(members.map { jobs[$0] }, over: reached.frame, groups: groups.array)
      }
      let part = try pass(
        members.map { jobs[$0] }, over: reached.frame, where: .all,
        parts: { keys, stride in ([reached.part.multiplied(by: stride, of: keys)], true) },
        presence: nil)
      for (member, result) in zip(members, part.results) { results[member] = result }
      for (bucket, isPresent) in part.buckets.enumerated() where isPresent {
        outcome.buckets[bucket] = true
      }
    }
    outcome.results = results.compactMap { $0 }
    return outcome
  }

  /// A correlated pipeline's rows, in the group of their owning row.
  private mutating func owned(_ jobs: [Job], _ plan: LogicalPlan) throws(Diagnostic) -> Outcome {
    let chosen = try selectedRows()
    let frame = try execution.frame(
      of: plan, in: execution.select(source.frame, rows: chosen, areDistinct: true))
    let outer = frame.outer?.rows.list ?? []
    for keys in Set(jobs.map(\.keys)) where !keys.isEmpty {
      let groups = gather(numbers(of: keys, rows: chosen), outer, missing: GroupLevel.skipped)
      try noteShared(jobs.filter { $0.keys == keys }, over: frame, groups: groups)
    }
    return try pass(
      jobs, over: frame, where: .all,
      parts: { (keys: [Int], stride: Int) throws(Diagnostic) in
        let groups = gather(
          numbers(of: keys, rows: chosen), outer, missing: GroupLevel.skipped)
        return ([GroupPart.direct(groups).multiplied(by: stride, of: keys)], true)
      }, presence: nil)
  }

  /// Given rows, each with every row of the group: those that meet the condition for any count once.
  private mutating func paired(_ jobs: [Job], with frame: Frame) throws(Diagnostic) -> Outcome {
    let chosen = try selectedRows()
    var (inner, outer): ([Int32], [Int32]) = ([], [])
    let outerFrame = execution.select(source.frame, rows: chosen, areDistinct: true)
    let join = try EqualityJoin(
      jobs.first?.aggregate.condition, frame, outerFrame, execution)
    for row in chosen.indices {
      if row % 64 == 0 { try execution.checkCancelled() }
      let matches = join.map { Array($0.matches(of: row)) } ?? (0..<Int32(frame.count)).map { $0 }
      inner += matches
      outer += repeatElement(Int32(truncatingIfNeeded: row), count: matches.count)
    }
    var pairs = execution.select(frame, rows: inner)
    pairs.outer = Scope(frame: outerFrame, rows: .list(outer))
    var kept = (0..<Int32(pairs.count)).map { $0 }
    if let condition = jobs.first?.aggregate.condition {
      kept = try execution.selection(condition, over: pairs)
    }
    guard let keys = jobs.first?.keys else { return ([], [], []) }
    let groups = gather(numbers(of: keys, rows: chosen), outer, missing: GroupLevel.skipped)
    let firsts = try execution.groups(
      of: [
        .row(gather(groups, kept, missing: GroupLevel.skipped)),
        .row(gather(inner, kept, missing: Missing.code)),
      ], count: kept.count
    ).firstRows
    let rows = gather(kept, firsts, missing: Missing.code)
    let groupsOfRows = gather(groups, rows, missing: GroupLevel.skipped)
    let distinct = execution.select(pairs, rows: rows)
    if !keys.isEmpty { try noteShared(jobs, over: distinct, groups: groupsOfRows) }
    let part = GroupPart.direct(groupsOfRows)
    return try pass(
      jobs, over: distinct, where: .all,
      parts: { keys, stride in ([part.multiplied(by: stride, of: keys)], true) }, presence: nil)
  }

  private mutating func selectedRows() throws(Diagnostic) -> [Int32] {
    if let selected { return selected }
    let rows = try execution.selection(filter, over: source.frame)
    selected = rows
    return rows
  }

  /// The group by some keys of each listed row of the source's frame.
  private func numbers(of keys: [Int], rows chosen: [Int32]) -> [Int32] {
    var groups = [Int32](repeating: 0, count: chosen.count)
    let level = rows.level(keys)
    if level.parts.isEmpty { return groups }
    chosen.withUnsafeBufferPointer { chosen in
      groups.withUnsafeMutableBufferPointer { groups in
        guard let source = chosen.baseAddress, let target = groups.baseAddress else { return }
        level.number(Batch(rows: source, count: chosen.count), into: target)
      }
    }
    return groups
  }
}

extension GroupPart {
  /// The part with its numbers multiplied; numbers of no group stay below 0, and without keys all
  /// others are 0.
  func multiplied(by stride: Int, of keys: [Int]) -> GroupPart {
    if stride == 1, !keys.isEmpty { return self }
    let factor = keys.isEmpty ? 0 : Int32(truncatingIfNeeded: stride)
    func scaled(_ number: Int32) -> Int32 { number < 0 ? GroupLevel.skipped : number &* factor }
    switch self {
    case .direct(let groups): return .direct(groups.map(scaled))
    case .lookup(let values, let low, let table):
      return .lookup(values, low: low, table: table.map(scaled))
    case .narrow, .wide, .truth: return self
    }
  }
}
