import Columns
import Messages
import Model
import Plan

// Most of an expression depends on few different values: a partner's region on 20,000 partners, a
// test of a stage on five stages, a quarter on 2,000 days. Lifting evaluates such a part once per
// value and turns it into a look-up.

extension Compiler {
  /// Days are looked up where their range is at most this: a table of 270 years.
  private static var largestDayRange: Int { 100_000 }

  /// An expression that depends on fewer values than the frame has rows, as a look-up.
  func lifted(_ expression: TypedExpression) throws(Diagnostic) -> Node? {
    if let constant = try folded(expression) { return constant }
    if let outwards = try liftedOutwards(expression) { return outwards }
    let chains = Chains(of: expression)
    if chains.hasWindow || chains.chains.isEmpty || chains.depths != [0] { return nil }
    for prefix in chains.commonPrefixes where prefix != expression {
      if let node = try lifted(expression, over: prefix) { return node }
    }
    return nil
  }

  /// An expression that no row influences, as its value.
  private func folded(_ expression: TypedExpression) throws(Diagnostic) -> Node? {
    let chains = Chains(of: expression)
    let isOne = frame.count == 1 && frame.columns.isEmpty && frame.anchor == nil
    guard chains.chains.isEmpty, !chains.hasWindow, !isOne else { return nil }
    let one = Frame(count: 1, columns: [])
    guard let column = try quietly(expression, over: one) else { return nil }
    return constant(column, expression)
  }

  private func constant(_ column: Column, _ source: TypedExpression) -> Node {
    let statistics = ColumnStatistics(column)
    let scalar: Scalar
    switch column {
    case .decimal(let values, _): scalar = .wide(values[0])
    case .real(let values): scalar = .real(values[0])
    case .day(let values), .period(let values, _), .text(let values, _), .row(let values):
      scalar = .narrow(values[0])
    case .truth(let values): scalar = .truth(values[0])
    }
    return Node(
      .constant(scalar), Storage(column), bounds: statistics.range,
      mayBeMissing: statistics.missingCount > 0, source: source)
  }

  /// An expression that looks at enclosing rows only, evaluated on them.
  func liftedOutwards(_ expression: TypedExpression) throws(Diagnostic) -> Node? {
    let chains = Chains(of: expression)
    guard !chains.chains.isEmpty, !chains.hasWindow, !chains.depths.contains(0),
      let outer = frame.outer
    else { return nil }
    let outside = expression.outwards(by: 1)
    let column: Column
    if expression.chainRoot != nil {
      column = try execution.column(outside, over: outer.frame)
    } else {
      guard let quiet = try quietly(outside, over: outer.frame) else { return nil }
      column = quiet
    }
    switch outer.rows {
    case .identity: return try base(column, expression)
    case .list(let rows):
      let statistics = try execution.statistics(of: column)
      let index = TypedExpression(.row(depth: 0), type: .missing, span: expression.span)
      return Node(
        .gather(column, by: Node(.base(.row(rows)), .row, source: index)), Storage(column),
        bounds: statistics.range, mayBeMissing: true, source: expression)
    }
  }

  /// An expression that reaches rows through one chain, as a look-up by that chain's value.
  private func lifted(
    _ expression: TypedExpression, over prefix: TypedExpression
  ) throws(Diagnostic) -> Node? {
    if case .row = prefix.kind, isWhole { return nil }
    // A single row is looked at directly; the one for missing would otherwise call for a table of
    // its own where there are no values at all, and so on without an end.
    guard frame.count > 1 else { return nil }
    let index: Node
    let domain: Frame
    let replacement: TypedExpression
    var low: Int32?
    if case .entity(let entity) = prefix.type {
      let size = world.table(entity).rowCount
      guard size < frame.count else { return nil }
      index = try node(prefix)
      domain = execution.scan(entity)
      replacement = TypedExpression(.row(depth: 0), type: prefix.type, span: prefix.span)
    } else {
      // Only the last step of a chain is not an entity; reading it is no work yet.
      index = try node(prefix)
      guard let values = self.domain(of: index) else { return nil }
      domain = Frame(count: values.column.count, columns: [.stored(values.column)])
      low = values.low
      replacement = TypedExpression(
        .column(0, depth: 0), type: prefix.type, span: prefix.span)
    }
    let inside = expression.replacing(prefix, with: replacement)
    guard let table = try table(of: inside, over: domain) else { return nil }
    if case .constant = index.kind { return nil }
    let statistics = try execution.statistics(of: table)
    return Node(
      .lookup(table, by: index, low: low), Storage(table), bounds: statistics.range,
      mayBeMissing: statistics.missingCount > 0, source: expression)
  }

  /// Whether the frame is a whole table, so that looking up by its row would gain nothing.
  private var isWhole: Bool {
    if case .identity? = frame.anchor?.rows { true } else { false }
  }

  /// All values that a text, day or period node can have, where they are few.
  private func domain(of node: Node) -> (column: Column, low: Int32?)? {
    switch node.storage {
    case .text(let dictionary):
      // Without any text only missing is left, which is looked up in a row of its own.
      guard dictionary.count > 0, dictionary.count * 2 <= frame.count else { return nil }
      return (.text((0..<Int32(dictionary.count)).map { $0 }, dictionary), nil)
    case .day:
      guard let days = range(of: node) else { return nil }
      return (.day(days.map { $0 }), days.lowerBound)
    case .period(let unit):
      guard let periods = range(of: node) else { return nil }
      return (.period(periods.map { $0 }, unit), periods.lowerBound)
    case .decimal, .real, .truth, .row: return nil
    }
  }

  private func range(of node: Node) -> ClosedRange<Int32>? {
    guard let bounds = node.bounds, let low = Int32(exactly: bounds.lowerBound),
      let high = Int32(exactly: bounds.upperBound)
    else { return nil }
    let size = Int(high) - Int(low) + 1
    return size <= Self.largestDayRange && size * 4 <= frame.count ? low...high : nil
  }

  /// The values of an expression over a domain, behind its value for missing; nil where some value
  /// cannot be computed or calls for a footnote, so that only rows that have it may.
  private func table(
    of expression: TypedExpression, over domain: Frame
  ) throws(Diagnostic) -> Column? {
    guard let values = try quietly(expression, over: domain) else { return nil }
    let absent = try execution.select(domain, rows: [Missing.code])
    guard let first = try quietly(expression, over: absent) else { return nil }
    if case .text(_, let dictionary) = values, case .text(let codes, let other) = first,
      codes[0] >= 0
    {
      // Two evaluations can make two dictionaries; the missing row's text joins the larger one.
      let merged = MergedDictionary(dictionary, other)
      guard case .text(let all, _) = values else { return nil }
      return .text([merged.secondCodes[Int(codes[0])]] + all, merged.dictionary)
    }
    if case .decimal(let units, let scale) = values, case .decimal(let head, let other) = first,
      scale != other
    {
      // A product found a smaller scale for the one row than for the others.
      if head[0] == Missing.decimal { return .decimal([Missing.decimal] + units, scale: scale) }
      guard let rescaled = Decimal(units: head[0], scale: other).rescaled(to: scale) else {
        return nil
      }
      return .decimal([rescaled] + units, scale: scale)
    }
    return values.preceded(by: first)
  }

  /// The values of an expression over a frame, unless they fault or call for a footnote.
  private func quietly(
    _ expression: TypedExpression, over frame: Frame
  ) throws(Diagnostic) -> Column? {
    let sink = RemarkSink()
    do throws(Diagnostic) {
      let column = try execution.column(expression, over: frame, sink: sink)
      return sink.isEmpty ? column : nil
    } catch {
      switch error.code {
      case .overflow, .badConversion: return nil
      default: throw error
      }
    }
  }
}

/// Two dictionaries made one; codes of the first stay.
struct MergedDictionary {
  let dictionary: TextDictionary
  /// The new code of each entry of the second.
  let secondCodes: [Int32]

  init(_ first: TextDictionary, _ second: TextDictionary) {
    if first.isSame(as: second) {
      dictionary = first
      secondCodes = (0..<Int32(second.count)).map { $0 }
      return
    }
    if second.count == 1, let code = first.code(of: second[0]) {
      dictionary = first
      secondCodes = [code]
      return
    }
    var interner = TextInterner()
    _ = first.map { interner.intern($0) }
    secondCodes = second.map { interner.intern($0) }
    dictionary = interner.dictionary
  }
}

extension TextDictionary {
  /// Whether the two are one buffer, so that their codes mean the same.
  func isSame(as other: TextDictionary) -> Bool {
    offsets.count == other.offsets.count && bytes.count == other.bytes.count
      && offsets.withUnsafeBufferPointer { mine in
        other.offsets.withUnsafeBufferPointer { $0.baseAddress == mine.baseAddress }
      }
  }
}
