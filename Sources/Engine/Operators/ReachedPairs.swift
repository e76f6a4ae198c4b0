import Columns
import Messages
import Model
import Plan

/// Rows together with the rows that links lead to from them.
///
/// - Shape: pair `p` leads from row `parents[p]` to entity row `children[p]`; parents ascend.
struct ReachedPairs: Sendable {
  var parents: [Int32]
  var children: [Int32]
}

extension Execution {
  /// The rows that hops lead to from each starting row: a set per starting row, in stored order.
  ///
  /// - Parameter starts: `[row]` → entity row, `Missing.code` for none.
  /// - Throws: P506 where the pairs are too many to be numbered.
  func reachedPairs(from starts: [Int32], by hops: [Hop]) throws(Diagnostic) -> ReachedPairs {
    var pairs = ReachedPairs(parents: [], children: [])
    for row in starts.indices where starts[row] != Missing.code {
      pairs.parents.append(Int32(truncatingIfNeeded: row))
      pairs.children.append(starts[row])
    }
    var hasMany = false
    var mayRepeat = false
    var isOrdered = true
    for hop in hops {
      try checkCancelled()
      switch hop {
      case .forward(let from, let field, _):
        pairs = pairs.following(links(of: from, field: field))
        if hasMany {
          mayRepeat = true
          isOrdered = false
        }
      case .inverse(let from, let field, let to):
        if hasMany { isOrdered = false }
        hasMany = true
        pairs = try spread(pairs, over: inverseIndex(to, field, to: from))
      }
    }
    return isOrdered ? pairs : pairs.sortedWithinParents(isSet: !mayRepeat)
  }

  private func spread(
    _ pairs: ReachedPairs, over index: InverseIndex
  ) throws(Diagnostic) -> ReachedPairs {
    var total = 0
    for child in pairs.children {
      total += index.offsets[Int(child) + 1] - index.offsets[Int(child)]
    }
    try checkRowCount((total, false))
    var result = ReachedPairs(parents: [], children: [])
    result.parents.reserveCapacity(total)
    result.children.reserveCapacity(total)
    for (parent, child) in zip(pairs.parents, pairs.children) {
      let range = index.offsets[Int(child)]..<index.offsets[Int(child) + 1]
      result.parents.append(contentsOf: repeatElement(parent, count: range.count))
      result.children.append(contentsOf: index.rows[range])
    }
    return result
  }

  /// The rows reached from each owning row, owner by owner, one column per field; or those of the
  /// one row that the owner is whatever the row.
  func reached(
    owner: TypedExpression, hops: [Hop], in owners: Frame?
  ) throws(Diagnostic) -> Frame {
    guard let destination = hops.last?.destination else { return Frame(count: 0, columns: []) }
    guard let owners, owner.looksAtRows else {
      let one = Frame(count: 1, columns: [])
      let pairs = try reachedPairs(from: entityRows(owner, over: one), by: hops)
      return Frame(
        count: pairs.children.count,
        columns: world.catalog[destination].fields.indices.map { .field($0) },
        anchor: (destination, .list(pairs.children)), anchorIsUnique: true)
    }
    let pairs = try reachedPairs(from: entityRows(owner, over: owners), by: hops)
    let isInverse = hops.allSatisfy { if case .inverse = $0 { true } else { false } }
    let isAnchor = if case .row(depth: 0) = owner.kind { true } else { false }
    return Frame(
      count: pairs.children.count,
      columns: world.catalog[destination].fields.indices.map { .field($0) },
      anchor: (destination, .list(pairs.children)),
      // A child has one parent: distinct parents have distinct children.
      anchorIsUnique: isInverse && isAnchor && owners.anchorIsUnique,
      outer: Scope(frame: owners, rows: .list(pairs.parents)))
  }

  /// Each row with each row that it reaches, which becomes the last column.
  func expand(
    _ frame: Frame, owner: TypedExpression, hops: [Hop], keepsEmpty: Bool
  ) throws(Diagnostic) -> Frame {
    var pairs = try reachedPairs(from: entityRows(owner, over: frame), by: hops)
    if keepsEmpty { pairs = pairs.withEmptyParents(count: frame.count) }
    var result = select(frame, rows: pairs.parents)
    result.columns.append(.stored(.row(pairs.children)))
    return result
  }

  /// The entity row that an expression gives for each row.
  private func entityRows(
    _ expression: TypedExpression, over frame: Frame
  ) throws(Diagnostic) -> [Int32] {
    if case .row(depth: 0) = expression.kind, let anchor = frame.anchor { return anchor.rows.list }
    if case .row(let rows) = try column(expression, over: frame) { return rows.array }
    return Array(repeating: Missing.code, count: frame.count)
  }
}

extension ReachedPairs {
  /// One step along a to-one link; pairs whose link is missing end there.
  fileprivate func following(_ links: Buffer<Int32>) -> ReachedPairs {
    var result = ReachedPairs(parents: [], children: [])
    result.parents.reserveCapacity(parents.count)
    result.children.reserveCapacity(children.count)
    for (parent, child) in zip(parents, children) {
      let target = links[Int(child)]
      if target == Missing.code { continue }
      result.parents.append(parent)
      result.children.append(target)
    }
    return result
  }

  /// Each parent's children in stored order, each once.
  ///
  /// - Parameter isSet: whether no child occurs twice already.
  fileprivate func sortedWithinParents(isSet: Bool) -> ReachedPairs {
    var words = zip(parents, children).map { parent, child in
      UInt64(UInt32(bitPattern: parent)) << 32 | UInt64(UInt32(bitPattern: child))
    }
    var start = 0
    while start < words.count {
      let parent = words[start] >> 32
      var end = start
      while end < words.count, words[end] >> 32 == parent { end += 1 }
      words[start..<end].sort()
      start = end
    }
    var result = ReachedPairs(parents: [], children: [])
    for (index, word) in words.enumerated() where isSet || index == 0 || words[index - 1] != word {
      result.parents.append(Int32(truncatingIfNeeded: word >> 32))
      result.children.append(Int32(truncatingIfNeeded: word))
    }
    return result
  }

  /// A missing child for each of the first `count` rows that has none.
  fileprivate func withEmptyParents(count: Int) -> ReachedPairs {
    var result = ReachedPairs(parents: [], children: [])
    var next = 0
    for parent in 0..<Int32(count) {
      let start = next
      while next < parents.count, parents[next] == parent { next += 1 }
      if start == next {
        result.parents.append(parent)
        result.children.append(Missing.code)
      } else {
        result.parents.append(contentsOf: parents[start..<next])
        result.children.append(contentsOf: children[start..<next])
      }
    }
    return result
  }
}
