import Columns
import Messages
import Model
import Plan

/// Finds, for a condition that asks for equality of something of an inner row with something of the
/// outer row, the inner rows that can meet it: only these have to be compared.
struct EqualityJoin {
  private let index: InverseIndex
  /// The group of inner rows that each outer row equals; `Missing.code` for none.
  private let groupOf: [Int32]

  /// Nil where the condition asks for no such equality.
  init?(
    _ condition: TypedExpression?, _ inner: Frame, _ outer: Frame, _ execution: Execution
  ) throws(Diagnostic) {
    let terms = condition.map(Self.terms) ?? []
    let equalities = terms.compactMap(Self.equality)
    var groups = [Int32](repeating: 0, count: inner.count)
    var wanted = [Int32](repeating: 0, count: outer.count)
    var groupCount = 1
    var hasSome = false
    for (left, right) in equalities {
      guard
        let (innerColumn, outerColumn) = try Self.columns(left, inner, right, outer, execution)
      else { continue }
      hasSome = true
      let isPresent = terms.contains { $0.asksForPresence(of: left) }
      try execution.checkCancelled()
      // The value's number and that of the values before it make one word.
      var values = WordNumbering(capacity: 1_024)
      var pairs = WordNumbering(capacity: groupCount)
      func word(_ group: Int32, _ value: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: group)) << 32 | UInt64(UInt32(bitPattern: value))
      }
      let absent = innerColumn.oneMissing.word(0)
      try execution.inOrder(inner.count) { (range: Range<Int>) in
        for row in range where groups[row] >= 0 {
          let key = innerColumn.word(row)
          groups[row] =
            isPresent && key == absent
            ? Missing.code
            : pairs.number(of: word(groups[row], values.number(of: key).number)).number
        }
      }
      try execution.inOrder(outer.count) { (range: Range<Int>) in
        for row in range where wanted[row] >= 0 {
          let value = values.known(outerColumn.word(row))
          wanted[row] = value.flatMap { pairs.known(word(wanted[row], $0)) } ?? Missing.code
        }
      }
      groupCount = pairs.count
    }
    if !hasSome { return nil }
    index = try InverseIndex(links: groups, targets: groupCount, on: execution)
    groupOf = wanted
  }

  /// Both sides in one storage; nil where some value cannot be computed, so that only rows that
  /// are really compared may stop the run.
  private static func columns(
    _ left: TypedExpression, _ inner: Frame, _ right: TypedExpression, _ outer: Frame,
    _ execution: Execution
  ) throws(Diagnostic) -> (Column, Column)? {
    let sink = RemarkSink()
    do throws(Diagnostic) {
      let compiler = Compiler(execution, inner, sink: sink)
      let (first, second) = compiler.unified(
        try compiler.compile(left),
        try Compiler(execution, outer, sink: sink).compile(right.outwards(by: 1)))
      return (
        try execution.column(first, over: inner, sink: sink),
        try execution.column(second, over: outer, sink: sink)
      )
    } catch {
      switch error.code {
      case .overflow, .badConversion: return nil
      default: throw error
      }
    }
  }

  func matches(of row: Int) -> ArraySlice<Int32> {
    groupOf[row] < 0 ? [] : index[Int(groupOf[row])]
  }

  /// How many pairs there are.
  var count: Int {
    groupOf.reduce(0) { count, group in count + (group < 0 ? 0 : index[Int(group)].count) }
  }

  /// What all has to hold.
  private static func terms(_ condition: TypedExpression) -> [TypedExpression] {
    guard case .operation(.and, let arguments) = condition.kind else { return [condition] }
    return arguments.flatMap(terms)
  }

  private static func equality(
    _ term: TypedExpression
  ) -> (inner: TypedExpression, outer: TypedExpression)? {
    guard case .operation(.equal, let arguments) = term.kind, arguments.count == 2 else {
      return nil
    }
    let depths = arguments.map { Chains(of: $0).depths }
    if depths[0] == [0], !depths[1].isEmpty, !depths[1].contains(0) {
      return (arguments[0], arguments[1])
    }
    if depths[1] == [0], !depths[0].isEmpty, !depths[0].contains(0) {
      return (arguments[1], arguments[0])
    }
    return nil
  }
}

extension TypedExpression {
  /// Whether it says that another expression is not missing.
  fileprivate func asksForPresence(of other: TypedExpression) -> Bool {
    guard case .operation(.not, let arguments) = kind, let inside = arguments.first,
      case .operation(.isMissing, let tested) = inside.kind
    else { return false }
    return tested.first == other
  }
}
