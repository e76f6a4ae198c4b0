import Columns
import Messages
import Model
import Plan
import Synchronization

/// Names a to-one link from the side of its source.
struct InverseKey: Hashable, Sendable {
  var source: EntityID
  var field: Int
}

/// Where the rows that lead to each row of an entity stand.
///
/// - Shape: rows `rows[offsets[t]..<offsets[t + 1]]` of the source lead to row `t` of the target, in
///   ascending order.
struct InverseIndex: Sendable {
  var offsets: [Int]
  var rows: [Int32]

  /// A counting sort of a link's sources by their targets.
  init(
    links: some Contiguous<Int32>, targets: Int, on execution: Execution
  ) throws(Diagnostic) {
    var offsets = [Int](repeating: 0, count: targets + 1)
    rows = try links.withUnsafeBufferPointer { links throws(Diagnostic) in
      try execution.inOrder(links.count) { (range: Range<Int>) in
        for row in range where links[row] >= 0 { offsets[Int(links[row]) + 1] += 1 }
      }
      for target in 0..<targets { offsets[target + 1] += offsets[target] }
      var next = offsets
      var rows = [Int32](repeating: 0, count: offsets[targets])
      try execution.inOrder(links.count) { (range: Range<Int>) in
        for row in range where links[row] >= 0 {
          let target = Int(links[row])
          rows[next[target]] = Int32(truncatingIfNeeded: row)
          next[target] += 1
        }
      }
      return rows
    }
    self.offsets = offsets
  }

  subscript(target: Int) -> ArraySlice<Int32> {
    rows[offsets[target]..<offsets[target + 1]]
  }
}

extension Execution {
  /// The row numbers that a to-one link holds.
  func links(of entity: EntityID, field: Int) -> Buffer<Int32> {
    if case .row(let links) = world.table(entity).columns[field] { links } else { [] }
  }

  /// The index of an inverse link, built at its first use.
  func inverseIndex(
    _ source: EntityID, _ field: Int, to target: EntityID
  ) throws(Diagnostic) -> InverseIndex {
    let key = InverseKey(source: source, field: field)
    if let known = work[key] { return known }
    let index = try InverseIndex(
      links: links(of: source, field: field), targets: world.table(target).rowCount, on: self)
    work[key] = index
    return index
  }
}
