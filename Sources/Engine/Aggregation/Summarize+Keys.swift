import Columns
import Messages
import Model
import Plan

extension Summarizer {
  /// How many periods a range without ends is taken to have.
  static var usualPeriods: Int { 32 }

  /// Up to how many combinations of keys are numbered by arithmetic: cells for more groups than rows
  /// would mostly stay empty.
  ///
  /// - Parameter summary: what is computed over a frame of so many rows.
  static func limit(_ summary: Summary, rows: Int, on execution: Execution) -> Int {
    let periods = summary.keys.reduce(1) { most, key in
      guard case .each(_, let range) = key else { return most }
      return max(most, range?.count ?? usualPeriods)
    }
    let few = execution.fewGroups
    return max(few >> 6, min(max(rows, few), 1 << 23) / periods)
  }

  /// A summary's plain keys that have few possible values, in their order.
  static func smallKeys(
    _ execution: Execution, _ source: RowSource, _ values: [TypedExpression], limit: Int,
    isCareful: Bool
  ) throws(Diagnostic) -> [SmallKey] {
    let frame = source.frame
    var keys: [SmallKey] = []
    let compiler = Compiler(execution, frame, isCareful: isCareful)
    for value in values {
      let node = try compiler.compile(source.resolved(value))
      if let key = try SmallKey(node, limit: limit, on: execution) {
        keys.append(key)
      } else if !node.isDelicate, SmallKey.hasFewValues(node, limit: limit) {
        // Computing it for rows that a filter drops does no harm and saves writing the others out.
        let column = try execution.column(node, over: frame, sink: nil)
        let base = Node(
          .base(column), node.storage, bounds: node.bounds, mayBeMissing: node.mayBeMissing,
          source: node.source)
        if let key = try SmallKey(base, limit: limit, on: execution) { keys.append(key) }
      }
    }
    return keys
  }

  /// The keys' groups by arithmetic where their values are few; by the ranks of the combinations that
  /// occur where these are not too sparse; else by sorting rows written out.
  ///
  /// - Parameters:
  ///   - small: those of the keys that have few possible values.
  ///   - levels: the sets of keys by which something is aggregated.
  static func keyed(
    _ execution: Execution, _ source: RowSource, _ values: [TypedExpression], small: [SmallKey],
    levels: [[Int]], limit: Int
  ) throws(Diagnostic) -> (RowSource, KeyedRows) {
    let frame = source.frame
    let owner = try ownerKey(of: frame, on: execution)
    var keys = owner + small
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
    keys = try ownerKey(of: written.frame, on: execution)
    for value in values {
      let column = try execution.column(value, over: written.frame)
      let grouping = try execution.groups(of: [column], count: written.frame.count)
      let values =
        grouping.count == 0
        ? column.oneMissing : try execution.gathered(column, grouping.firstRows)
      keys.append(
        SmallKey(
          part: .direct(grouping.groupOf), count: max(1, grouping.count), values: values))
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
    for column in numbers {
      found.numbers.append(
        try execution.gathered(column.narrow ?? [], firsts, missing: Missing.code))
    }
    return (written, KeyedRows(keys, found: found))
  }

  static func ownerKey(
    of frame: Frame, on execution: Execution
  ) throws(Diagnostic) -> [SmallKey] {
    guard let outer = frame.outer else { return [] }
    let count = outer.frame.count
    return [
      SmallKey(
        part: .direct(try execution.list(of: outer.rows)), count: max(1, count),
        values: .row(try execution.ascending(max(1, count))))
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
}
