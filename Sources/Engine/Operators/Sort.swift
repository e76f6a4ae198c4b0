import Columns
import Messages
import Model
import Plan

extension Execution {
  /// Rows by the terms, ties in the order they stand; missing last whichever the direction.
  func sort(_ frame: Frame, by terms: [SortTerm]) throws(Diagnostic) -> Frame {
    var keys = try ownerKeys(of: frame)
    for term in terms { keys.append(try sortKeys(of: term, over: frame)) }
    let rows = try sortedRows(count: frame.count, keys: keys)
    return try select(frame, rows: rows, areDistinct: true)
  }

  /// The first rows (of each partition), order kept.
  func take(
    _ frame: Frame, _ count: Int, per partition: [TypedExpression]
  ) throws(Diagnostic) -> Frame {
    guard let grouping = try partitions(partition, over: frame) else {
      if count >= frame.count { return frame }
      return try select(frame, rows: ascending(count), areDistinct: true)
    }
    return try select(
      frame, rows: firstRows(count, of: ascending(frame.count), in: grouping), areDistinct: true)
  }

  /// The first rows (of each partition) in the order of the terms; ties by anchor row, else as they
  /// stand. The partitions follow each other in the order of their values.
  func top(
    _ frame: Frame, _ count: Int, by terms: [SortTerm], per partition: [TypedExpression]
  ) throws(Diagnostic) -> Frame {
    if terms.isEmpty { return try take(frame, count, per: partition) }
    var keys = try ownerKeys(of: frame)
    for expression in partition {
      keys.append(try sortKeys(of: column(expression, over: frame), type: expression.type))
    }
    for term in terms { keys.append(try sortKeys(of: term, over: frame)) }
    if let anchor = frame.anchor {
      keys.append(try sortKeys(of: .row(list(of: anchor.rows)), type: .number))
    }
    let sorted = try sortedRows(count: frame.count, keys: keys)
    let best =
      if let grouping = try partitions(partition, over: frame) {
        try firstRows(count, of: sorted, in: grouping)
      } else {
        Array(sorted.prefix(count))
      }
    return try select(frame, rows: best, areDistinct: true)
  }

  /// The partition of each row; nil where all rows are one. Inside a correlated pipeline the rows
  /// of one owner are at most one partition.
  func partitions(
    _ expressions: [TypedExpression], over frame: Frame
  ) throws(Diagnostic) -> Grouping? {
    var keys: [Column] = []
    if let outer = frame.outer { keys.append(.row(try list(of: outer.rows))) }
    for expression in expressions { keys.append(try column(expression, over: frame)) }
    return keys.isEmpty ? nil : try groups(of: keys, count: frame.count)
  }

  /// The leading key that keeps owners apart and in order; empty outside of correlated pipelines.
  func ownerKeys(of frame: Frame) throws(Diagnostic) -> [SortKeys] {
    guard let outer = frame.outer else { return [] }
    return [try sortKeys(of: .row(list(of: outer.rows)), type: .number)]
  }

  func sortKeys(of term: SortTerm, over frame: Frame) throws(Diagnostic) -> SortKeys {
    try sortKeys(
      of: column(term.value, over: frame), type: term.value.type, isDescending: term.isDescending)
  }

  /// The first `count` of each group among rows in some order.
  private func firstRows(
    _ count: Int, of rows: [Int32], in grouping: Grouping
  ) throws(Diagnostic) -> [Int32] {
    var taken = [Int](repeating: 0, count: grouping.count)
    var first: [Int32] = []
    try inOrder(rows.count) { (range: Range<Int>) in
      for row in rows[range] {
        let group = Int(grouping.groupOf[Int(row)])
        taken[group] += 1
        if taken[group] <= count { first.append(row) }
      }
    }
    return first
  }
}
