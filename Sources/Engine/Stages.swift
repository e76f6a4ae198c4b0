import Columns
import Messages
import Model
import Plan
import Synchronization

extension Execution {
  func filter(_ frame: Frame, _ predicate: TypedExpression) throws(Diagnostic) -> Frame {
    try select(frame, rows: selection(predicate, over: frame), areDistinct: true)
  }

  func extend(_ frame: Frame, _ value: TypedExpression) throws(Diagnostic) -> Frame {
    var result = frame
    if let unchanged = unchangedColumn(value, of: frame) {
      result.columns.append(unchanged)
    } else {
      try gatherTogether([value], over: frame)
      result.columns.append(.stored(try column(value, over: frame)))
    }
    return result
  }

  func project(_ frame: Frame, _ values: [TypedExpression]) throws(Diagnostic) -> Frame {
    try gatherTogether(values, over: frame)
    var columns: [FrameColumn] = []
    for value in values {
      if let unchanged = unchangedColumn(value, of: frame) {
        columns.append(unchanged)
      } else {
        columns.append(.stored(try column(value, over: frame)))
      }
    }
    var result = frame
    result.columns = columns
    return result
  }

  /// The column of a frame that an expression merely repeats.
  private func unchangedColumn(_ value: TypedExpression, of frame: Frame) -> FrameColumn? {
    switch value.kind {
    case .column(let number, depth: 0): return frame.columns[number]
    case .field(let field, let row):
      if case .row(depth: 0) = row.kind { return .field(field) }
      return nil
    default: return nil
    }
  }

  func scan(_ entity: EntityID) -> Frame {
    let table = world.table(entity)
    return Frame(
      count: table.rowCount, columns: table.columns.indices.map { .field($0) },
      anchor: (entity, .identity(count: table.rowCount)), anchorIsUnique: true)
  }

  func shared(_ plan: LogicalPlan) throws(Diagnostic) -> Frame {
    if let known = work[plan] { return recall(known) }
    let fresh = try remembering { () throws(Diagnostic) in try frame(of: plan, in: nil) }
    work[plan] = fresh
    return fresh.result
  }

  // MARK: - Correlated pipelines

  /// More pairs of rows than this (a GB of row numbers) are refused.
  private static var largestCross: Int { 1 << 27 }

  /// The rows that a stage works on. Rows that don't depend on the owners stay one set for all of
  /// them until a stage looks at the owning row: from there on every owner has rows of its own.
  func rows(
    of input: LogicalPlan, for stage: LogicalPlan, in owners: Frame?
  ) throws(Diagnostic) -> Frame {
    try correlated(frame(of: input, in: owners), for: stage, in: owners)
  }

  func correlated(
    _ frame: Frame, for stage: LogicalPlan, in owners: Frame?
  ) throws(Diagnostic) -> Frame {
    guard let owners, frame.outer == nil, stage.stageLooksOutwards else { return frame }
    // A filter that asks for equality, as a `link many` does, needs only the rows that are equal.
    var join: EqualityJoin?
    if case .filter(_, let condition) = stage.node {
      join = try EqualityJoin(condition, frame, owners, self)
    }
    let (all, overflow) = frame.count.multipliedReportingOverflow(by: owners.count)
    let count = join?.count ?? all
    if count > Self.largestCross || (overflow && join == nil) {
      throw Fault.tooManyPairs(frame.count, owners.count, at: stage.span)
    }
    var inner: [Int32] = []
    var outer: [Int32] = []
    inner.reserveCapacity(count)
    outer.reserveCapacity(count)
    for owner in 0..<owners.count {
      if owner % 64 == 0 { try checkCancelled() }
      let place = Int32(truncatingIfNeeded: owner)
      if let matches = join?.matches(of: owner) {
        inner.append(contentsOf: matches)
        outer.append(contentsOf: repeatElement(place, count: matches.count))
      } else {
        inner.append(contentsOf: 0..<Int32(frame.count))
        outer.append(contentsOf: repeatElement(place, count: frame.count))
      }
    }
    var result = select(frame, rows: inner)
    result.outer = Scope(frame: owners, rows: .list(outer))
    return result
  }
}

extension LogicalPlan {
  /// Whether the stage itself, not its input, looks at rows around its own.
  var stageLooksOutwards: Bool {
    var stage = self
    let nothing = LogicalPlan(.one, columns: [], anchor: nil, span: span)
    switch node {
    case .scan, .one, .reached, .shared, .append, .pivot, .unpivot: return false
    case .filter(_, let value): stage.node = .filter(nothing, value)
    case .extend(_, let value): stage.node = .extend(nothing, value)
    case .project(_, let values): stage.node = .project(nothing, values)
    case .sort(_, let terms): stage.node = .sort(nothing, terms)
    case .take(_, let count, let per): stage.node = .take(nothing, count, per: per)
    case .top(_, let count, let terms, let per):
      stage.node = .top(nothing, count, by: terms, per: per)
    case .distinct(_, let values): stage.node = .distinct(nothing, values)
    case .summarize(_, let summary):
      if summary.items.contains(where: { !Chains(of: $0).depths.isSubset(of: [0]) }) {
        return true
      }
      stage.node = .summarize(nothing, summary)
    case .expand(_, let owner, let hops, let keepsEmpty):
      stage.node = .expand(nothing, owner: owner, hops: hops, keepsEmpty: keepsEmpty)
    case .link(_, let source, let pairs, let withAnchor):
      stage.node = .link(
        nothing, source: source, on: pairs, withAnchor: withAnchor)
    case .assert(_, let value, let message):
      stage.node = .assert(nothing, value, message: message)
    }
    return stage.looksOutwards
  }
}
