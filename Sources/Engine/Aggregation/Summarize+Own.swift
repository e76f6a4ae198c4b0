import Columns
import Messages
import Model
import Plan

// Aggregates of a summary over rows of their own.

extension Summarizer {
  /// Rows reached from the owners of each group.
  mutating func reached(
    _ jobs: [Job], owner: TypedExpression, hops: [Hop], looksOutwards: Bool
  ) throws(Diagnostic) -> Outcome {
    guard case .entity(let entity) = owner.type else { return ([], [], []) }
    let chosen = try selectedRows()
    let frame = try execution.select(source.frame, rows: chosen, areDistinct: true)
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
      let groups = try execution.groups(of: chosen, in: rows.level(keys))
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
  mutating func owned(_ jobs: [Job], _ plan: LogicalPlan) throws(Diagnostic) -> Outcome {
    let chosen = try selectedRows()
    let frame = try execution.frame(
      of: plan, in: execution.select(source.frame, rows: chosen, areDistinct: true))
    var outer: [Int32] = []
    if let rows = frame.outer?.rows { outer = try execution.list(of: rows) }
    for keys in Set(jobs.map(\.keys)) where !keys.isEmpty {
      let groups = try groups(by: keys, of: chosen, at: outer)
      try noteShared(jobs.filter { $0.keys == keys }, over: frame, groups: groups)
    }
    return try pass(
      jobs, over: frame, where: .all,
      parts: { (keys: [Int], stride: Int) throws(Diagnostic) in
        let groups = try groups(by: keys, of: chosen, at: outer)
        return ([GroupPart.direct(groups).multiplied(by: stride, of: keys)], true)
      }, presence: nil)
  }

  /// Given rows, each with every row of the group: those that meet the condition for any count once.
  mutating func paired(_ jobs: [Job], with frame: Frame) throws(Diagnostic) -> Outcome {
    let chosen = try selectedRows()
    var (inner, outer): ([Int32], [Int32]) = ([], [])
    let outerFrame = try execution.select(source.frame, rows: chosen, areDistinct: true)
    let join = try EqualityJoin(
      jobs.first?.aggregate.condition, frame, outerFrame, execution)
    var lookout = Lookout(execution)
    for row in chosen.indices {
      let matches = join.map { Array($0.matches(of: row)) } ?? (0..<Int32(frame.count)).map { $0 }
      inner += matches
      outer += repeatElement(Int32(truncatingIfNeeded: row), count: matches.count)
      try lookout.pass(matches.count)
    }
    var pairs = try execution.select(frame, rows: inner)
    pairs.outer = Scope(frame: outerFrame, rows: .list(outer))
    let kept =
      if let condition = jobs.first?.aggregate.condition {
        try execution.selection(condition, over: pairs)
      } else {
        try execution.ascending(pairs.count)
      }
    guard let keys = jobs.first?.keys else { return ([], [], []) }
    let groups = try groups(by: keys, of: chosen, at: outer)
    let firsts = try execution.groups(
      of: [
        .row(execution.gathered(groups, kept, missing: GroupLevel.skipped)),
        .row(execution.gathered(inner, kept, missing: Missing.code)),
      ], count: kept.count
    ).firstRows
    let rows = try execution.gathered(kept, firsts, missing: Missing.code)
    let groupsOfRows = try execution.gathered(groups, rows, missing: GroupLevel.skipped)
    let distinct = try execution.select(pairs, rows: rows)
    if !keys.isEmpty { try noteShared(jobs, over: distinct, groups: groupsOfRows) }
    let part = GroupPart.direct(groupsOfRows)
    return try pass(
      jobs, over: distinct, where: .all,
      parts: { keys, stride in ([part.multiplied(by: stride, of: keys)], true) }, presence: nil)
  }

  mutating func selectedRows() throws(Diagnostic) -> [Int32] {
    if let selected { return selected }
    let rows = try execution.selection(filter, over: source.frame)
    selected = rows
    return rows
  }

  /// The group by some keys of the rows that stand at some places of a list of rows.
  private func groups(
    by keys: [Int], of chosen: [Int32], at places: [Int32]
  ) throws(Diagnostic) -> [Int32] {
    try execution.gathered(
      execution.groups(of: chosen, in: rows.level(keys)), places, missing: GroupLevel.skipped)
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
