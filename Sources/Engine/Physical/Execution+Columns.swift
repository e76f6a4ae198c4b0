import Columns
import Messages
import Model
import Plan
import Synchronization

extension Execution {
  /// An expression's value for each row of a frame; depth 1 and beyond are the frame's `outer`.
  ///
  /// - Shape: `[frame row]`.
  func column(_ expression: TypedExpression, over frame: Frame) throws(Diagnostic) -> Column {
    try column(expression, over: frame, sink: nil)
  }

  /// - Parameter sink: where divisions by zero are counted; nil for the run's footnotes.
  func column(
    _ expression: TypedExpression, over frame: Frame, sink: RemarkSink?
  ) throws(Diagnostic) -> Column {
    try carefully { (isCareful: Bool) throws(Diagnostic) -> Column in
      let compiler = Compiler(self, frame, isCareful: isCareful, sink: sink)
      return try column(compiler.compile(expression), over: frame, sink: sink)
    }
  }

  /// Runs something, and once more with care for large products if it overflows.
  func carefully<Result>(
    _ body: (Bool) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let mark = profiler?.mark
    do throws(Diagnostic) {
      return try body(false)
    } catch {
      if error.code != .overflow { throw error }
      if let mark { profiler?.rewind(to: mark) }
      return try body(true)
    }
  }

  /// A node's value for each row of a frame.
  func column(_ node: Node, over frame: Frame, sink: RemarkSink?) throws(Diagnostic) -> Column {
    if case .base(let column) = node.kind { return column }
    switch node.storage {
    case .decimal(let scale):
      return .decimal(try values(node, frame, sink) { $0.wide }, scale: scale)
    case .real: return .real(try values(node, frame, sink) { $0.real })
    case .day: return .day(try values(node, frame, sink) { $0.narrow })
    case .truth: return .truth(try values(node, frame, sink) { $0.truth })
    case .text(let dictionary):
      return .text(try values(node, frame, sink) { $0.narrow }, dictionary)
    case .row: return .row(try values(node, frame, sink) { $0.narrow })
    case .period(let unit): return .period(try values(node, frame, sink) { $0.narrow }, unit)
    }
  }

  private func values<Element: BitwiseCopyable>(
    _ node: Node, _ frame: Frame, _ sink: RemarkSink?,
    _ form: (Vector) -> Buffer<Element>
  ) throws(Diagnostic) -> [Element] {
    let count = frame.count
    if count == 0 { return [] }
    if count <= morselRows {
      let evaluator = Evaluator(self, frame)
      let vector = try evaluator.evaluate(node, Batch(0..<count))
      note([evaluator], in: sink)
      return form(vector).array
    }
    let (values, evaluators) = try filled(count, state: { Evaluator(self, frame) }) {
      (evaluator, range, target: UnsafeMutablePointer<Element>) throws(Diagnostic) in
      let part = form(try evaluator.evaluate(node, Batch(range)))
      part.withUnsafeBufferPointer { part in
        guard let source = part.baseAddress else { return }
        (target + range.lowerBound).initialize(from: source, count: part.count)
      }
    }
    note(evaluators, in: sink)
    return values
  }

  /// Hands on what evaluators have noticed.
  func note(_ evaluators: [Evaluator], in sink: RemarkSink?) {
    // The threads' counts add up; the same division prepared twice counts the same rows twice.
    var byNode: [ObjectIdentifier: (division: TypedExpression, count: Int)] = [:]
    for evaluator in evaluators {
      for (node, noted) in evaluator.zeroDivisions {
        byNode[node] = (noted.division, (byNode[node]?.count ?? 0) + noted.count)
      }
    }
    for (division, count) in byNode.values {
      if let sink {
        sink.zeroDivisions.withLock { $0 += count }
      } else {
        note(zeroDivisions: count, in: division)
      }
    }
  }

  /// A node's values, and the rows on which it overflows.
  func guardedColumn(
    _ node: Node, over frame: Frame
  ) throws(Diagnostic) -> (column: Column, faults: [Int32]) {
    if case .guarded(let column, let faults) = node.kind { return (column, faults) }
    do throws(Diagnostic) {
      return (try column(node, over: frame, sink: RemarkSink()), [])
    } catch {
      if error.code != .overflow { throw error }
    }
    let evaluator = Evaluator(self, frame)
    var values: [Int64] = []
    var faults: [Int32] = []
    for row in 0..<frame.count {
      do throws(Diagnostic) {
        values.append(contentsOf: try evaluator.evaluate(node, Batch(row..<row + 1)).wide)
      } catch {
        if error.code != .overflow { throw error }
        values.append(0)
        faults.append(Int32(truncatingIfNeeded: row))
      }
    }
    return (.decimal(values, scale: node.scale), faults)
  }

  /// The rows of a frame for which a truth is true, ascending.
  func selection(
    _ predicate: TypedExpression, over frame: Frame
  ) throws(Diagnostic) -> [Int32] {
    try carefully { (isCareful: Bool) throws(Diagnostic) -> [Int32] in
      let node = try Compiler(self, frame, isCareful: isCareful).compile(predicate)
      return try selection(Test(node), over: frame)
    }
  }

  func selection(_ test: Test, over frame: Frame) throws(Diagnostic) -> [Int32] {
    let count = frame.count
    let morsels = (count + morselRows - 1) / morselRows
    let parts = UnsafeMutableBufferPointer<[Int32]>.allocate(capacity: morsels)
    parts.initialize(repeating: [])
    defer {
      parts.deinitialize()
      parts.deallocate()
    }
    let selectors = try parallel(count: count, state: { Selector(self, frame) }) {
      (selector: inout Selector, range: Range<Int>) throws(Diagnostic) in
      let batch = try selector.select(test, from: Batch(range))
      let start = range.lowerBound
      parts[start / morselRows] =
        batch.rows.map { Array(UnsafeBufferPointer(start: $0, count: batch.count)) }
        ?? (start..<start + batch.count).map { Int32(truncatingIfNeeded: $0) }
    }
    note(selectors.map(\.evaluator), in: nil)
    profiler?.note(selectors)
    return try joined(Array(parts))
  }
}
