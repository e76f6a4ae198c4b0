package import Columns
import Model
package import Plan

extension Oracle {
  /// A plan's rows as they would be shown, in order.
  package func table(_ plan: LogicalPlan) throws(OracleFault) -> [[Value]] {
    try rows(of: plan, owner: nil).map(\.values)
  }

  /// - Parameter owner: for a correlated pipeline the owning row.
  func rows(of plan: LogicalPlan, owner: OracleRow?) throws(OracleFault) -> [OracleRow] {
    switch plan.node {
    case .scan(let entity): return everyRow(of: entity, outer: owner)
    case .one: return [OracleRow([], outer: owner)]
    case .reached(let expression, let hops):
      return try reached(owner: expression, hops: hops, from: owner ?? OracleRow([])).map {
        entityRow($0.entity, $0.row, outer: owner)
      }
    case .shared(_, let definition): return try rows(of: definition, owner: owner)
    case .filter(let input, let predicate):
      var kept: [OracleRow] = []
      for row in try rows(of: input, owner: owner) where try isTrue(predicate, row) {
        kept.append(row)
      }
      return kept
    case .extend(let input, let expression):
      var extended: [OracleRow] = []
      for row in try rows(of: input, owner: owner) {
        extended.append(
          OracleRow(
            row.values + [try value(expression, row)], anchor: row.anchor, outer: row.outer))
      }
      return extended
    case .project(let input, let expressions):
      var projected: [OracleRow] = []
      for row in try rows(of: input, owner: owner) {
        var values: [Value] = []
        for expression in expressions { values.append(try value(expression, row)) }
        projected.append(OracleRow(values, anchor: row.anchor, outer: row.outer))
      }
      return projected
    case .summarize(let input, let summary):
      return try summarize(rows(of: input, owner: owner), summary, outer: owner)
    case .sort, .take, .top, .distinct, .expand, .link, .append, .pivot, .unpivot, .assert:
      throw .unsupported
    }
  }

  // MARK: - Summaries

  private func summarize(
    _ input: [OracleRow], _ summary: Summary, outer: OracleRow?
  ) throws(OracleFault) -> [OracleRow] {
    // Every input row's plain keys; an `each` key has no value there.
    var keyed: [(row: OracleRow, keys: [Value?])] = []
    for row in input {
      var keys: [Value?] = []
      for key in summary.keys {
        switch key {
        case .value(let expression): keys.append(try value(expression, row))
        case .each: keys.append(nil)
        }
      }
      keyed.append((row, keys))
    }
    var combinations: [[Value?]] = []
    var known: Set<[Value?]> = []
    for (_, keys) in keyed where known.insert(keys).inserted { combinations.append(keys) }
    let hasPlain = summary.keys.contains { if case .value = $0 { true } else { false } }
    if !hasPlain { combinations = [summary.keys.map { _ in nil }] }
    let periods = try self.periods(of: summary, keyed, outer)
    var results: [[Value]] = []
    for combination in combinations {
      for period in periods ?? [.missing] {
        let keys = combination.map { $0 ?? period }
        var values = keys
        for group in summary.aggregates {
          values.append(
            try aggregate(
              group, keyed, combination, period: periods == nil ? nil : period, periods, summary,
              outer))
        }
        results.append(values)
      }
    }
    let types = summary.keys.map { key in
      if case .value(let expression) = key { expression.type } else { ValueType.date }
    }
    results.sort { left, right in
      for (index, type) in types.enumerated() where left[index] != right[index] {
        return precedes(left[index], right[index], type)
      }
      return false
    }
    var rows: [OracleRow] = []
    for result in results {
      let row = OracleRow(result, outer: outer)
      var values = Array(result.prefix(summary.keys.count))
      for item in summary.items { values.append(try value(item, row)) }
      rows.append(OracleRow(values, outer: outer))
    }
    return rows
  }

  private func aggregate(
    _ group: GroupAggregate, _ keyed: [(row: OracleRow, keys: [Value?])],
    _ combination: [Value?], period: Value?, _ periods: [Value]?, _ summary: Summary,
    _ outer: OracleRow?
  ) throws(OracleFault) -> Value {
    let members = keyed.filter { member in
      group.keys.allSatisfy { combination[$0] == member.keys[$0] }
    }.map(\.row)
    var rows = try reachedRows(group.aggregate, members, outer)
    if let periods, let time = group.aggregate.time, time.isBucketed {
      let isSplit = group.keys.contains { summary.keys[$0].isEach }
      let shown = isSplit ? period.map { target(of: $0, time) } : nil
      if isSplit, let shown, try !isKnown(shown, time) { return .missing }
      var kept: [OracleRow] = []
      for row in rows {
        guard let bucket = try self.period(of: row, group.aggregate, summary) else { continue }
        if isSplit ? bucket == shown : periods.contains(bucket) { kept.append(row) }
      }
      rows = kept
    }
    return try aggregate(group.aggregate, over: rows)
  }

  /// The period that an aggregate shows in a period.
  private func target(of period: Value, _ time: AggregateTime) -> Value {
    guard case .period(let number, let unit) = period else { return period }
    return .period(
      time.shifts.reduce(number) { calendar.period(before: $0, unit, by: $1) }, unit)
  }

  /// The periods in which an aggregate shows a given one.
  private func places(showing shown: Int32, _ unit: PeriodUnit, _ time: AggregateTime) -> [Int32] {
    var places: [Int32] = []
    var candidate = shown
    while case .period(let target, _) = target(of: .period(candidate, unit), time), target <= shown
    {
      if target == shown { places.append(candidate) }
      candidate += 1
    }
    return places
  }

  /// Whether a shifted period reaches the first day on which anything is known.
  private func isKnown(_ period: Value, _ time: AggregateTime) throws(OracleFault) -> Bool {
    guard !time.shifts.isEmpty, let earliest = time.earliest,
      case .period(let number, let unit) = period
    else { return true }
    guard case .day(let day) = try value(earliest, OracleRow([])) else { return false }
    return calendar.end(of: number, unit) >= day
  }

  /// The rows of an aggregate for the rows of a group, each once.
  private func reachedRows(
    _ aggregate: Aggregate, _ members: [OracleRow], _ outer: OracleRow?
  ) throws(OracleFault) -> [OracleRow] {
    switch aggregate.rows {
    case .current: return members
    case .pipeline(let plan) where !plan.looksOut:
      var rows: [OracleRow] = []
      for row in try self.rows(of: plan, owner: nil) {
        let seen = members.map { OracleRow(row.values, anchor: row.anchor, outer: $0) }
        guard let condition = aggregate.condition, !seen.isEmpty else {
          rows.append(seen.first ?? OracleRow(row.values, anchor: row.anchor, outer: nil))
          continue
        }
        // Counts once if the condition holds beside any row of the group.
        for row in seen where try isTrue(condition, row) {
          rows.append(row)
          break
        }
      }
      return rows
    case .every, .reached, .pipeline: break
    }
    var rows: [OracleRow] = []
    var seen: Set<Int32> = []
    // Rows that the group's rows have no part in are there for a group without rows too.
    let whole = TypedExpression(
      .aggregate(aggregate), type: aggregate.type, span: aggregate.span)
    let owners = members.isEmpty && !whole.looksAtRows ? [outer ?? OracleRow([])] : members
    for member in owners {
      for row in try self.rows(of: aggregate, for: member) {
        guard case .pipeline = aggregate.rows else {
          // Counts once if the condition holds for any of the rows that reach it.
          if let condition = aggregate.condition, try !isTrue(condition, row) { continue }
          if let anchor = row.anchor, !seen.insert(anchor.row).inserted { continue }
          rows.append(row)
          continue
        }
        rows.append(row)
      }
    }
    if case .reached = aggregate.rows {
      rows.sort { ($0.anchor?.row ?? 0) < ($1.anchor?.row ?? 0) }
    }
    return rows
  }

  private func period(
    of row: OracleRow, _ aggregate: Aggregate, _ summary: Summary
  ) throws(OracleFault) -> Value? {
    guard let date = aggregate.time?.date, case .day(let day) = try value(date, row) else {
      return nil
    }
    for case .each(let unit, _) in summary.keys {
      return .period(calendar.period(of: day, unit), unit)
    }
    return nil
  }

  /// The periods of an `each` key, or nil where there is none.
  private func periods(
    of summary: Summary, _ keyed: [(row: OracleRow, keys: [Value?])], _ outer: OracleRow?
  ) throws(OracleFault) -> [Value]? {
    for case .each(let unit, let range) in summary.keys {
      if let range { return range.map { .period($0, unit) } }
      var found: Set<Int32> = []
      let bucketed = summary.aggregates.map(\.aggregate).filter { $0.time?.isBucketed == true }
      let areAllShifted = bucketed.allSatisfy { $0.time?.shifts.isEmpty == false }
      for aggregate in bucketed {
        guard let time = aggregate.time, areAllShifted || time.shifts.isEmpty else { continue }
        var present: Set<Int32> = []
        // Group by group: which of the rows around a reached row counts is decided there.
        for combination in Set(keyed.map(\.keys)).union(keyed.isEmpty ? [[]] : []) {
          let members = keyed.filter { $0.keys == combination }.map(\.row)
          for row in try reachedRows(aggregate, members, outer) {
            if let condition = aggregate.condition, try !isTrue(condition, row) { continue }
            if case .period(let period, _)? = try period(of: row, aggregate, summary) {
              present.insert(period)
            }
          }
        }
        for period in present where try isKnown(.period(period, unit), time) {
          found.formUnion(places(showing: period, unit, time))
        }
      }
      guard let low = found.min(), let high = found.max() else { return [] }
      return (low...high).map { .period($0, unit) }
    }
    return nil
  }
}

extension Summary.Key {
  fileprivate var isEach: Bool { if case .each = self { true } else { false } }
}

extension LogicalPlan {
  fileprivate var looksOut: Bool {
    var found = false
    _ = replacingReferences(opened: 1) { reference in
      found = true
      return reference.expression
    }
    return found
  }
}
