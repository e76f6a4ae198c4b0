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
      let table = try groups(of: source, summary, isCareful: isCareful)
      var result = table
      result.columns = Array(table.columns.prefix(summary.keys.count))
      for item in summary.items {
        result.columns.append(.stored(try column(item, over: table)))
      }
      return result
    }
  }
}

extension Execution {
  /// The groups of a summary: the keys, then the aggregates.
  private func groups(
    of source: RowSource, _ summary: Summary, isCareful: Bool
  ) throws(Diagnostic) -> Frame {
    let limit = Summarizer.limit(summary, rows: source.frame.count, on: self)
    let small = try Summarizer.smallKeys(
      self, source, summary.values, limit: limit, isCareful: isCareful)
    if let divided = DividedSummary(self, source, summary, small, isCareful: isCareful) {
      let mark = profiler?.mark
      do throws(Diagnostic) {
        if let frame = try divided.run() { return frame }
      } catch {
        // Of several faults the one of the first row is to be told.
        if error.code == .interrupted { throw error }
      }
      if let mark { profiler?.rewind(to: mark) }
    }
    var summarizer = try Summarizer(
      self, source, summary, small, limit: limit, isCareful: isCareful)
    return try summarizer.run()
  }
}

extension Summary {
  /// The plain keys.
  fileprivate var values: [TypedExpression] {
    keys.compactMap { key in
      if case .value(let value) = key { value } else { nil }
    }
  }

  /// Whether a key or what is aggregated depends on more than the row at hand.
  fileprivate var hasWindow: Bool {
    var parts: [TypedExpression?] = values
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
  var selected: [Int32]?

  init(
    _ execution: Execution, _ source: RowSource, _ summary: Summary, _ small: [SmallKey],
    limit: Int, isCareful: Bool
  ) throws(Diagnostic) {
    self.execution = execution
    self.summary = summary
    self.isCareful = isCareful
    var plain: [Int] = []
    for (number, key) in summary.keys.enumerated() {
      if case .value = key { plain.append(number) }
    }
    self.plain = plain
    ownerKeys = source.frame.outer == nil ? 0 : 1
    let owners = Array(0..<ownerKeys)
    let levels = summary.aggregates.map { group in
      owners
        + plain.indices.filter { group.keys.contains(plain[$0]) }.map { $0 + owners.count }
    }
    (self.source, rows) = try Self.keyed(
      execution, source, summary.values, small: small, levels: levels, limit: limit)
    filter = try execution.test(of: self.source, isCareful: isCareful)
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
    return try assemble(
      results.map { $0 ?? .real([]) }, of: jobs, present: present,
      bucketPresence: bucketPresence)
  }

  typealias Outcome = (results: [AggregateResult], present: [Bool], buckets: [Bool])

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
  func pass(
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
}
