import Columns
import Messages
import Model
import Plan

/// The rows of a chain of filters, extends and projections, not computed yet: `summarize` reads them
/// in one scan with what they are needed for.
struct RowSource {
  struct Filter {
    /// Over the frame.
    var condition: TypedExpression
    /// The operator of the profile that it is; nil where there is no profile.
    var profiled: Int?
  }

  /// What may be left for later.
  enum Waiting {
    case everything
    /// Only filters that read what is there: what is added to rows, and what is aggregated for them,
    /// is computed for the rows that the filters before it leave.
    case plainFilters
  }

  var frame: Frame
  /// What each column of the chain's result is, over the frame; nil where it is the frame's own.
  var columns: [TypedExpression]?
  var filters: [Filter] = []

  /// Whether something is still to be computed.
  var isWaiting: Bool { columns != nil || !filters.isEmpty }

  /// Larger expressions are computed once instead of being repeated where they are used.
  private static var largestExpression: Int { 400 }

  /// An expression of the chain's result, over the frame.
  func resolved(_ expression: TypedExpression) -> TypedExpression {
    guard let columns else { return frame.normalised(expression) }
    return expression.replacingReferences { reference in
      replacement(reference, columns)
    }
  }

  /// An aggregate of the chain's result, over the frame.
  func resolved(_ aggregate: Aggregate) -> Aggregate {
    aggregate.replacingReferences(opened: 0) { reference in
      if let columns { return replacement(reference, columns) }
      return frame.normalised(reference.expression.lifted(by: reference.opened))
        .shifted(by: reference.opened)
    }
  }

  private func replacement(
    _ reference: OuterReference, _ columns: [TypedExpression]
  ) -> TypedExpression {
    if case .column(let number, _) = reference.expression.kind, reference.depth == 0 {
      return columns[number].shifted(by: reference.opened)
    }
    return reference.expression
  }

  /// Whether an expression can be computed while rows are being read: it must not depend on which
  /// rows there are, nor make texts for rows that a filter drops.
  func canDefer(_ expression: TypedExpression) -> Bool {
    let features = Features(of: expression)
    if features.hasWindow || features.size > Self.largestExpression { return false }
    return filters.isEmpty || !features.makesText
  }

  /// Whether an expression can be computed for the rows that a scan meets, without anything being
  /// computed ahead of it for rows that a filter drops.
  func canScan(_ expression: TypedExpression) -> Bool {
    canDefer(expression) && !Features(of: expression).hasAggregate
  }
}

/// What matters for where an expression may be computed.
private struct Features {
  var size = 0
  var hasWindow = false
  var makesText = false
  var hasAggregate = false

  init(of expression: TypedExpression) {
    visit(expression)
  }

  private mutating func visit(_ expression: TypedExpression) {
    size += 1
    switch expression.kind {
    case .constant, .variable, .row, .column: break
    case .aggregate: hasAggregate = true
    case .field(_, let row): visit(row)
    case .operation(let operation, let arguments):
      if operation.makesText { makesText = true }
      for argument in arguments { visit(argument) }
    case .conditional(let condition, let then, let otherwise):
      for part in [condition, then, otherwise] { visit(part) }
    case .window: hasWindow = true
    }
  }
}

extension Execution {
  /// The rows of a plan, with what can wait left for later.
  ///
  /// - Parameter waiting: what may wait.
  func source(
    of plan: LogicalPlan, in owners: Frame?, waiting: RowSource.Waiting = .everything
  ) throws(Diagnostic) -> RowSource {
    switch (plan.node, waiting) {
    case (.filter, _), (.extend, .everything), (.project, .everything): break
    default: return RowSource(frame: try frame(of: plan, in: owners))
    }
    if let profiler { return try profiled(plan, in: owners, profiler, waiting) }
    return try chained(plan, in: owners, waiting)
  }

  private func profiled(
    _ plan: LogicalPlan, in owners: Frame?, _ profiler: Profiler, _ waiting: RowSource.Waiting
  ) throws(Diagnostic) -> RowSource {
    let number = profiler.begin()
    do throws(Diagnostic) {
      var source = try chained(plan, in: owners, waiting)
      let isWaiting = source.isWaiting
      if isWaiting, case .filter = plan.node {
        source.filters[source.filters.count - 1].profiled = number
      }
      profiler.end(
        .stage(plan, isPartOfScan: isWaiting), rows: isWaiting ? nil : source.frame.count)
      return source
    } catch {
      profiler.abandon()
      throw error
    }
  }

  /// A filter, an extend or a projection with what can wait left for later.
  private func chained(
    _ plan: LogicalPlan, in owners: Frame?, _ waiting: RowSource.Waiting
  ) throws(Diagnostic) -> RowSource {
    switch plan.node {
    case .filter(let input, let predicate):
      var source = try source(of: input, for: plan, in: owners, waiting: waiting)
      let resolved = source.resolved(predicate)
      if waiting == .everything ? source.canDefer(resolved) : source.canScan(resolved) {
        source.filters.append(RowSource.Filter(condition: resolved))
        return source
      }
      return RowSource(frame: try filter(materialised(source), predicate))
    case .extend(let input, let value):
      var source = try source(of: input, for: plan, in: owners)
      let resolved = source.resolved(value)
      if source.canDefer(resolved) {
        source.columns = (source.columns ?? Self.ownColumns(input, source.frame)) + [resolved]
        return source
      }
      return RowSource(frame: try extend(materialised(source), value))
    case .project(let input, let values):
      var source = try source(of: input, for: plan, in: owners)
      let resolved = values.map { source.resolved($0) }
      if resolved.allSatisfy({ source.canDefer($0) }) {
        source.columns = resolved
        return source
      }
      return RowSource(frame: try project(materialised(source), values))
    default:
      return RowSource(frame: try frame(of: plan, in: owners))
    }
  }

  /// The rows that a stage works on; see ``rows(of:for:in:)``.
  func source(
    of input: LogicalPlan, for stage: LogicalPlan, in owners: Frame?,
    waiting: RowSource.Waiting = .everything
  ) throws(Diagnostic) -> RowSource {
    let source = try source(of: input, in: owners, waiting: waiting)
    guard owners != nil, source.frame.outer == nil, stage.stageLooksOutwards else {
      return source
    }
    return RowSource(frame: try correlated(materialised(source), for: stage, in: owners))
  }

  private static func ownColumns(_ plan: LogicalPlan, _ frame: Frame) -> [TypedExpression] {
    plan.columns.enumerated().map { number, column in
      frame.normalised(
        TypedExpression(.column(number, depth: 0), type: column.type, span: plan.span))
    }
  }

  /// The rows of a source, computed.
  func materialised(_ source: RowSource) throws(Diagnostic) -> Frame {
    var frame = source.frame
    if !source.filters.isEmpty {
      let rows = try carefully { (isCareful: Bool) throws(Diagnostic) -> [Int32] in
        try selection(test(of: source, isCareful: isCareful), over: frame)
      }
      frame = try select(frame, rows: rows, areDistinct: true)
    }
    return try source.columns.map { (columns) throws(Diagnostic) in
      try project(frame, columns)
    } ?? frame
  }

  /// Which rows of a source's frame are its rows.
  func test(of source: RowSource, isCareful: Bool) throws(Diagnostic) -> Test {
    try gatherTogether(source.filters.map(\.condition), over: source.frame)
    let compiler = Compiler(self, source.frame, isCareful: isCareful)
    var tests: [Test] = []
    for filter in source.filters {
      let test = Test(try compiler.compile(filter.condition))
      tests.append(filter.profiled.map { .counted(test, profiled: $0) } ?? test)
    }
    return Test(all: tests)
  }
}
