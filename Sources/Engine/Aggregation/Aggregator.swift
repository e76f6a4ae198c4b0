import Columns
import Messages
import Model
import Plan

/// Computes aggregates over the rows of one frame: chooses an accumulator for each, runs them in one
/// pass, and makes columns of what they hold.
struct Aggregator {
  let execution: Execution
  let frame: Frame
  let compiler: Compiler
  /// Where the rows come piece by piece: how many one piece has at most.
  let piece: Int?

  init(_ execution: Execution, _ frame: Frame, isCareful: Bool, piece: Int? = nil) {
    self.execution = execution
    self.frame = frame
    self.piece = piece
    compiler = Compiler(execution, frame, isCareful: isCareful)
  }

  /// How an aggregate's value is gathered.
  struct Plan {
    var request: AggregateRequest
    var node: Node?
    var accumulator = 0
    /// For an average: what counts the values, where another accumulator does.
    var counter: Int?
    /// For the smallest and largest text or entity: which code stands at each rank.
    var codesByRank: [Int32] = []
  }

  /// - Parameters:
  ///   - filter: which of the frame's rows count at all.
  ///   - presence: a level whose groups are to be marked where they have a row.
  ///   - purpose: what a profile says it was for.
  func run(
    _ requests: [AggregateRequest], where filter: Test,
    presence: (level: GroupLevel, number: Int)? = nil,
    purpose: OperatorProfile.ScanPurpose = .values
  ) throws(Diagnostic) -> (results: [AggregateResult], present: [Bool]) {
    var pass = Pass(execution, frame, compiler: compiler, purpose: purpose)
    var present: Int?
    if let presence {
      present = pass.add(
        nil, level: presence.level, levelNumber: presence.number, .presence)
    }
    let (plans, twins) = try plans(requests, in: &pass)
    let accumulators = try pass.run(where: filter)
    let percentiles = try percentiles(plans, accumulators, where: filter)
    var results: [AggregateResult] = []
    for (number, (request, plan)) in zip(requests, plans).enumerated() {
      try execution.checkCancelled()
      if twins[number] < number {
        results.append(results[twins[number]])
      } else if let plan {
        results.append(try finish(plan, accumulators, percentile: percentiles[number]))
      } else {
        results.append(try oncePer(request, where: filter))
      }
    }
    var marks: [Bool] = []
    switch present.map({ accumulators[$0] }) {
    case let presence as PresenceAccumulator: marks = presence.present.array
    case let counts as CountAccumulator: marks = counts.counts.array.map { $0 > 0 }
    default: break
    }
    return (results, marks)
  }

  // MARK: - Choosing

  /// What each request adds to a pass, nil where it adds nothing, and the first request for the
  /// same: an aggregate asked for twice, as in a count and a ratio of it, is computed once.
  func plans(
    _ requests: [AggregateRequest], in pass: inout Pass
  ) throws(Diagnostic) -> (plans: [Plan?], twins: [Int]) {
    let twins = requests.map { request in
      requests.firstIndex {
        $0.levelNumber == request.levelNumber && $0.aggregate == request.aggregate
      } ?? 0
    }
    var plans: [Plan?] = []
    for (number, request) in requests.enumerated() {
      let isNeeded = twins[number] == number && request.aggregate.per == nil
      plans.append(isNeeded ? try plan(request, in: &pass) : nil)
    }
    return (plans, twins)
  }

  private func plan(
    _ request: AggregateRequest, in pass: inout Pass
  ) throws(Diagnostic) -> Plan {
    let aggregate = request.aggregate
    var plan = Plan(request: request)
    if let value = aggregate.value { plan.node = try compiler.compile(value) }
    let recipe: AccumulatorRecipe
    switch (aggregate.function, plan.node) {
    case (.count, _), (.any, _), (.none, _), (.every, nil): recipe = .rows
    case (.countPresent, let node?):
      recipe = present(node)
    case (.every, let node?):
      recipe = AccumulatorRecipe { CountAccumulator(.untrue(node), $0) }
    case (.sum, let node?): recipe = sum(of: node)
    case (.average, let node?):
      recipe = sum(of: node)
      if isNarrowSum(node) {
        plan.counter = pass.add(
          aggregate, level: request.level, levelNumber: request.levelNumber,
          node.mayBeMissing ? present(node) : .rows)
      }
    case (.minimum, let node?), (.maximum, let node?):
      let takesLeast = aggregate.function == .minimum
      if node.isReal {
        recipe = .own { RealExtremeAccumulator(node, groups: $0, takesLeast: takesLeast) }
      } else {
        let (ordered, codes) = try execution.ordered(node, type: aggregate.type)
        plan.codesByRank = codes
        recipe = .values(
          of: ordered, takesLeast ? .least(node.source) : .greatest(node.source)
        ) { ExtremeAccumulator(ordered, $0, takesLeast: takesLeast) }
      }
    case (.standardDeviation, let node?): recipe = deviation(of: node)
    case (.median, let node?), (.percentile, let node?):
      recipe = percentile(of: node, groups: request.level.count)
    case (.countDistinct, let node?): recipe = distinct(node, groups: request.level.count)
    case (.first, let node?), (.last, let node?):
      let takesFirst = aggregate.function == .first
      recipe = .own { EdgeAccumulator(node, groups: $0, takesFirst: takesFirst) }
    case (.sparkline, let node?): recipe = .own { _ in SeriesAccumulator(node) }
    case (.sum, nil), (.average, nil), (.minimum, nil), (.maximum, nil), (.median, nil),
      (.standardDeviation, nil), (.percentile, nil), (.countPresent, nil), (.countDistinct, nil),
      (.first, nil), (.last, nil), (.sparkline, nil):
      recipe = .rows
    }
    plan.accumulator = pass.add(
      aggregate, level: request.level, levelNumber: request.levelNumber, recipe)
    return plan
  }

  private func present(_ node: Node) -> AccumulatorRecipe {
    .values(of: node, .present(node.source)) { CountAccumulator(.present(node), $0) }
  }

  private func sum(of node: Node) -> AccumulatorRecipe {
    if node.isReal { return .own { _ in CollectAccumulator(node) } }
    if isNarrowSum(node) {
      return .values(of: node, .sum(node.source)) { NarrowSumAccumulator(node, $0) }
    }
    return .own { WideSumAccumulator(node, groups: $0) }
  }

  /// Whether the sum of any of the rows' values fits 64 bits.
  private func isNarrowSum(_ node: Node) -> Bool {
    guard case .decimal = node.storage, let bounds = node.bounds else { return false }
    let largest = max(bounds.lowerBound.magnitude, bounds.upperBound.magnitude)
    let (total, overflow) = largest.multipliedReportingOverflow(by: UInt64(frame.count))
    return !overflow && total <= UInt64(Int64.max)
  }

  private func deviation(of node: Node) -> AccumulatorRecipe {
    let collecting = AccumulatorRecipe.own { _ in CollectAccumulator(node) }
    guard !node.isReal, let bounds = node.bounds else { return collecting }
    let (width, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
    // rows × Σ distance² ≤ rows² × width² must stay below 2^126.
    let rowBits = Int.bitWidth - frame.count.leadingZeroBitCount
    let widthBits = Int64.bitWidth - width.leadingZeroBitCount
    if overflow || 2 * (rowBits + widthBits) > 126 { return collecting }
    return .own {
      WideSumAccumulator(node, groups: $0, shift: bounds.lowerBound, hasSquares: true)
    }
  }

  private func percentile(of node: Node, groups: Int) -> AccumulatorRecipe {
    guard !node.isReal, let bounds = node.bounds, frame.count > execution.fewValues, piece == nil,
      let buckets = Buckets(bounds, groups: groups)
    else { return .own { _ in CollectAccumulator(node) } }
    return .values(of: node, .histogram(node.source)) {
      HistogramAccumulator(node, buckets, groups: $0.groups)
    }
  }

  private func distinct(_ node: Node, groups: Int) -> AccumulatorRecipe {
    guard let bounds = node.bounds, !node.isReal else {
      return .own { HashedDistinctAccumulator(node, groups: $0) }
    }
    let rows = piece ?? frame.count
    let (width, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
    if !overflow, width < Int64(DistinctBitsAccumulator.largestCount) {
      let size = (Int(width) / 64 + 1) * 64
      if size.multipliedReportingOverflow(by: groups).overflow == false,
        size * groups <= DistinctBitsAccumulator.largestCount,
        size * groups / 8 <= max(1 << 16, rows * 8)
      {
        return .own { DistinctBitsAccumulator(node, bounds: bounds, groups: $0) }
      }
      if Int(width) <= max(1 << 16, rows * 4) {
        return .own { DistinctAccumulator(node, bounds: bounds, groups: $0) }
      }
    }
    return .own { HashedDistinctAccumulator(node, groups: $0) }
  }
}
