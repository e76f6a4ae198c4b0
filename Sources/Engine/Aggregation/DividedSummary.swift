import Columns
import Messages
import Model
import Plan

/// A summary of very many groups, computed piece by piece; see ``DividedRows``.
struct DividedSummary {
  private let execution: Execution
  private let source: RowSource
  private let summary: Summary
  private let aggregates: [Aggregate]
  private let keys: [SmallKey]
  private let isCareful: Bool

  /// - Parameter keys: those keys that have few possible values.
  /// - Returns: nil where the groups are few or not easily told, or where an aggregate is of other
  ///   rows than those of a group of all keys.
  init?(
    _ execution: Execution, _ source: RowSource, _ summary: Summary, _ keys: [SmallKey],
    isCareful: Bool
  ) {
    let all = Array(summary.keys.indices)
    // Where groups have more than two rows on average, waiting for their cells costs less than
    // reading the values of divided rows, which no longer stand side by side.
    let few = max(execution.fewGroups, source.frame.count / 2)
    guard execution.shortcuts.contains(.dividedRows), source.frame.outer == nil,
      source.frame.count >= execution.fewGroups, keys.count == all.count,
      Summarizer.product(keys, within: few) == nil,
      Summarizer.product(keys, within: -Int(GroupLevel.skipped)) != nil,
      summary.aggregates.allSatisfy({ $0.keys == all && $0.aggregate.canBeDivided })
    else { return nil }
    self.execution = execution
    self.source = source
    self.summary = summary
    self.keys = keys
    self.isCareful = isCareful
    aggregates = summary.aggregates.map { source.resolved($0.aggregate) }
  }

  /// The keys, then the aggregates, in the order of the keys; nil where dividing the rows does not
  /// help.
  func run() throws(Diagnostic) -> Frame? {
    var ordered: [SmallKey] = []
    for (key, place) in zip(keys, summary.keys) {
      guard case .value(let value) = place,
        let key = try key.inOrder(of: value.type, on: execution)
      else { return nil }
      ordered.append(key)
    }
    if try hasRealSum() { return nil }
    let test = try execution.test(of: source, isCareful: isCareful)
    guard let (divided, results) = try scanned(by: ordered, where: test) else { return nil }
    var frame = Frame(count: divided.groupCount, columns: [])
    var stride = 1
    for key in ordered.reversed() {
      let column = GroupKey(places: divided.places, stride: stride, values: key.values)
      frame.columns.insert(.pending(PendingColumn(.key(column))), at: 0)
      stride *= key.count
    }
    for (result, group) in zip(results, summary.aggregates) {
      frame.columns.append(.stored(result.values))
      execution.note(skipped: result.skipped, by: group.aggregate)
    }
    return frame
  }

  /// The rows divided by the keys, and the aggregates of their groups; nil where they are better left
  /// together. A profile sees one scan.
  private func scanned(
    by keys: [SmallKey], where test: Test
  ) throws(Diagnostic) -> (DividedRows, [AggregateResult])? {
    let profiler = execution.profiler
    profiler?.begin()
    do throws(Diagnostic) {
      let level = KeyedRows(keys).level(Array(keys.indices))
      guard
        let divided = try DividedRows(source.frame, by: level, where: test, on: execution),
        divided.groupCount <= Summarizer.largestResult
      else {
        profiler?.abandon()
        return nil
      }
      let aggregator = Aggregator(
        execution, source.frame, isCareful: isCareful, piece: divided.largestPiece)
      let (results, gathered) = try aggregator.run(aggregates, over: divided)
      profiler?.end(
        .scan(entity: source.frame.anchor?.entity, aggregates: gathered, .values),
        rowsRead: source.frame.count, rows: divided.rowCount,
        threads: min(execution.threads, divided.pieceCount))
      return (divided, results)
    } catch {
      profiler?.abandon()
      throw error
    }
  }

  /// Whether doubles are added up: to the same last bit whatever the rows' order, they have to be
  /// looked at all together.
  private func hasRealSum() throws(Diagnostic) -> Bool {
    let compiler = Compiler(execution, source.frame, isCareful: isCareful)
    for aggregate in aggregates {
      guard aggregate.function == .sum || aggregate.function == .average,
        let value = aggregate.value
      else { continue }
      if try compiler.compile(value).isReal { return true }
    }
    return false
  }
}

extension Aggregate {
  /// Whether it is computed from the rows of a group one by one.
  fileprivate var canBeDivided: Bool {
    if rows != .current || per != nil { return false }
    switch function {
    case .count, .countPresent, .countDistinct, .sum, .average, .minimum, .maximum, .median,
      .percentile, .standardDeviation, .first, .last, .any, .none, .every:
      return true
    // Each is a text, and pieces would have to agree on these.
    case .sparkline: return false
    }
  }
}

extension Aggregator {
  /// Aggregates of divided rows, and what has been gathered for them.
  ///
  /// - Shape: `results: [aggregate]`, each of all pieces' groups.
  fileprivate func run(
    _ aggregates: [Aggregate], over divided: DividedRows
  ) throws(Diagnostic) -> (results: [AggregateResult], gathered: [Aggregate]) {
    let level = GroupLevel(parts: [], count: divided.largestPiece, maySkip: false)
    let requests = aggregates.map { AggregateRequest(aggregate: $0, level: level, levelNumber: 0) }
    var pass = Pass(execution, frame, compiler: compiler)
    let (plans, twins) = try plans(requests, in: &pass)
    let plan = try pass.dividedPlan()
    let own = plans.compactMap { $0 }
    func results(
      _ accumulators: [Accumulator], groups: Int
    ) throws(Diagnostic) -> [AggregateResult] {
      var results: [AggregateResult] = []
      for var plan in own {
        plan.request.level.count = groups
        results.append(try finish(plan, accumulators, percentile: nil))
      }
      return results
    }
    // What no rows give tells how the values are stored.
    let shapes = try results(plan.results(of: plan.accumulators(groups: 0)), groups: 0)
    let skipped = Cells(repeating: 0, count: divided.pieceCount * own.count)
    let columns = try execution.columns(like: shapes.map(\.values), count: divided.groupCount) {
      (targets: [ColumnTarget]) throws(Diagnostic) in
      try pass.run(plan, over: divided) {
        (piece: Int, gathered: [Accumulator]) throws(Diagnostic) in
        let first = divided.firstGroups[piece]
        let results = try results(gathered, groups: divided.groupCount(of: piece))
        for (number, result) in results.enumerated() {
          targets[number].write(result.values, at: first)
          skipped.pointer[piece * own.count + number] = result.skipped
        }
      }
    }
    var place = 0
    var all: [AggregateResult] = []
    for (number, aggregate) in aggregates.enumerated() {
      if twins[number] < number {
        all.append(all[twins[number]])
        continue
      }
      var values = columns[place]
      if aggregate.function.takesRow, case .row(let rows) = values {
        values = try self.values(of: aggregate, at: rows.array)
      }
      let left = (0..<divided.pieceCount).reduce(0) {
        $0 + skipped.pointer[$1 * own.count + place]
      }
      all.append(AggregateResult(values: values, skipped: left))
      place += 1
    }
    return (all, pass.aggregates)
  }
}

extension AggregateFunction {
  /// Whether its value is that of one row.
  fileprivate var takesRow: Bool { self == .first || self == .last }
}
