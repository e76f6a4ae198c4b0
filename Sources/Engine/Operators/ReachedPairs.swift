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

  mutating func reserveCapacity(_ count: Int) {
    parents.reserveCapacity(count)
    children.reserveCapacity(count)
  }

  mutating func append(_ parent: Int32, _ child: Int32) {
    parents.append(parent)
    children.append(child)
  }
}

extension Execution {
  /// The rows that hops lead to from each starting row: a set per starting row, in stored order.
  ///
  /// - Parameter starts: `[row]` → entity row, `Missing.code` for none.
  /// - Throws: P506 where the pairs are too many to be numbered.
  func reachedPairs(from starts: [Int32], by hops: [Hop]) throws(Diagnostic) -> ReachedPairs {
    var pairs = ReachedPairs(parents: [], children: [])
    try inOrder(starts.count) { (range: Range<Int>) in
      for row in range where starts[row] != Missing.code {
        pairs.append(Int32(truncatingIfNeeded: row), starts[row])
      }
    }
    var hasMany = false
    var mayRepeat = false
    var isOrdered = true
    for hop in hops {
      try checkCancelled()
      switch hop {
      case .forward(let from, let field, _):
        pairs = try following(links(of: from, field: field), from: pairs)
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
    return isOrdered ? pairs : try sortedWithinParents(pairs, isSet: !mayRepeat)
  }

  private func spread(
    _ pairs: ReachedPairs, over index: InverseIndex
  ) throws(Diagnostic) -> ReachedPairs {
    var total = 0
    try inOrder(pairs.children.count) { (range: Range<Int>) in
      for child in pairs.children[range] {
        total += index.offsets[Int(child) + 1] - index.offsets[Int(child)]
      }
    }
    try checkRowCount((total, false))
    var result = ReachedPairs(parents: [], children: [])
    result.reserveCapacity(total)
    var lookout = Lookout(self)
    for (parent, child) in zip(pairs.parents, pairs.children) {
      let range = index.offsets[Int(child)]..<index.offsets[Int(child) + 1]
      result.parents.append(contentsOf: repeatElement(parent, count: range.count))
      result.children.append(contentsOf: index.rows[range])
      try lookout.pass(range.count)
    }
    return result
  }

  /// One step along a to-one link; pairs whose link is missing end there.
  private func following(
    _ links: Buffer<Int32>, from pairs: ReachedPairs
  ) throws(Diagnostic) -> ReachedPairs {
    var result = ReachedPairs(parents: [], children: [])
    result.reserveCapacity(pairs.parents.count)
    try links.withUnsafeBufferPointer { links throws(Diagnostic) in
      try inOrder(pairs.parents.count) { (range: Range<Int>) in
        for place in range {
          let target = links[Int(pairs.children[place])]
          if target != Missing.code { result.append(pairs.parents[place], target) }
        }
      }
    }
    return result
  }

  /// Each parent's children in stored order, each once.
  ///
  /// - Parameter isSet: whether no child occurs twice already.
  private func sortedWithinParents(
    _ pairs: ReachedPairs, isSet: Bool
  ) throws(Diagnostic) -> ReachedPairs {
    let order = try sortedRows(
      count: pairs.parents.count,
      keys: [
        sortKeys(of: .row(pairs.parents), type: .number),
        sortKeys(of: .row(pairs.children), type: .number),
      ])
    var result = ReachedPairs(parents: [], children: [])
    result.reserveCapacity(order.count)
    try inOrder(order.count) { (range: Range<Int>) in
      for row in order[range] {
        let (parent, child) = (pairs.parents[Int(row)], pairs.children[Int(row)])
        if isSet || result.parents.last != parent || result.children.last != child {
          result.append(parent, child)
        }
      }
    }
    return result
  }

  /// A missing child for each of the first `count` rows that has none.
  private func withEmptyParents(
    _ pairs: ReachedPairs, count: Int
  ) throws(Diagnostic) -> ReachedPairs {
    var result = ReachedPairs(parents: [], children: [])
    result.reserveCapacity(pairs.parents.count + count)
    var next = 0
    try inOrder(count) { (range: Range<Int>) in
      for row in range {
        let parent = Int32(truncatingIfNeeded: row)
        if next == pairs.parents.count || pairs.parents[next] != parent {
          result.append(parent, Missing.code)
        }
        while next < pairs.parents.count, pairs.parents[next] == parent {
          result.append(parent, pairs.children[next])
          next += 1
        }
      }
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
    if keepsEmpty { pairs = try withEmptyParents(pairs, count: frame.count) }
    var result = try select(frame, rows: pairs.parents)
    result.columns.append(.stored(.row(pairs.children)))
    return result
  }

  /// The entity row that an expression gives for each row.
  func entityRows(
    _ expression: TypedExpression, over frame: Frame
  ) throws(Diagnostic) -> [Int32] {
    if case .row(depth: 0) = expression.kind, let anchor = frame.anchor {
      return try list(of: anchor.rows)
    }
    if case .row(let rows) = try column(expression, over: frame) { return rows.array }
    return Array(repeating: Missing.code, count: frame.count)
  }
}
