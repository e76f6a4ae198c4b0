import Columns
import Messages
import Model
import Plan

/// Owners and what they are reached from: entry `i` says that the rows reached from row `owners[i]`
/// belong to group `groups[i]`, and that frame row `rows[i]` is the enclosing row.
///
/// - Missing: an owner of `Missing.code` reaches nothing.
struct Owners {
  var entity: EntityID
  var owners: [Int32]
  var groups: [Int32]
  var rows: [Int32]
  var groupCount: Int
}

/// Reached rows with their groups.
struct ReachedRows {
  var frame: Frame
  var part: GroupPart
  /// Whether a reached row can occur twice in a group, so that only rows that meet the condition may
  /// be made distinct.
  var hasRepeats: Bool
}

extension Execution {
  /// The rows reached from owners by some hops, each once per group.
  ///
  /// - Parameters:
  ///   - scope: the frame whose rows are depth 1, where the aggregate looks at them.
  ///   - isOrdered: whether the rows have to be in their stored order.
  func reachedRows(
    _ owners: Owners, hops: [Hop], scope: Frame?, isOrdered: Bool
  ) throws(Diagnostic) -> ReachedRows {
    if let scanned = try scannedRows(owners, hops: hops, scope: scope) { return scanned }
    return try pairedRows(owners, hops: hops, scope: scope, isOrdered: isOrdered)
  }

  /// Where every owner belongs to one group and each child to one owner, the whole child table can
  /// be scanned: a child's group is looked up through its link.
  func scannedRows(
    _ owners: Owners, hops: [Hop], scope: Frame?
  ) throws(Diagnostic) -> ReachedRows? {
    let ownerCount = world.table(owners.entity).rowCount
    var groupOf = [Int32](repeating: GroupLevel.skipped, count: ownerCount)
    var rowOf = [Int32](repeating: Missing.code, count: scope == nil ? 0 : ownerCount)
    var isScannable = true
    try inOrder(owners.owners.count) { (range: Range<Int>) in
      for index in range where owners.owners[index] >= 0 && isScannable {
        let (owner, group) = (Int(owners.owners[index]), owners.groups[index])
        if groupOf[owner] == GroupLevel.skipped {
          groupOf[owner] = group
          if scope != nil { rowOf[owner] = owners.rows[index] }
        } else if groupOf[owner] != group || scope != nil {
          isScannable = false
        }
      }
    }
    guard isScannable else { return nil }
    var entity = owners.entity
    var links: Buffer<Int32> = []
    for (index, hop) in hops.enumerated() {
      guard case .inverse(_, let field, let child) = hop else { return nil }
      links = self.links(of: child, field: field)
      entity = child
      if index == hops.count - 1 { break }
      groupOf = try gathered(groupOf, links, missing: GroupLevel.skipped)
      if scope != nil { rowOf = try gathered(rowOf, links, missing: Missing.code) }
    }
    var frame = scan(entity)
    if let scope {
      frame.outer = Scope(
        frame: scope, rows: .list(try gathered(rowOf, links, missing: Missing.code)))
    }
    return ReachedRows(
      frame: frame, part: .lookup(links, low: nil, table: [GroupLevel.skipped] + groupOf),
      hasRepeats: false)
  }

  /// The general way: every pair of a group (or a frame row) and a child, written out.
  private func pairedRows(
    _ owners: Owners, hops: [Hop], scope: Frame?, isOrdered: Bool
  ) throws(Diagnostic) -> ReachedRows {
    var current = owners.owners
    var groups = owners.groups
    var rows = owners.rows
    var entity = owners.entity
    func keep(_ entries: [Int32]) throws(Diagnostic) {
      current = try gathered(current, entries, missing: Missing.code)
      groups = try gathered(groups, entries, missing: Missing.code)
      rows = try gathered(rows, entries, missing: Missing.code)
    }
    /// One entry per reached row and group; per frame row where that one matters.
    func makeDistinct() throws(Diagnostic) {
      var present: [Int32] = []
      try inOrder(current.count) { (range: Range<Int>) in
        for entry in range where current[entry] >= 0 {
          present.append(Int32(truncatingIfNeeded: entry))
        }
      }
      try keep(present)
      let keys: [Column] = [.row(scope == nil ? groups : rows), .row(current)]
      try keep(self.groups(of: keys, count: current.count).firstRows)
    }
    try makeDistinct()
    for hop in hops {
      try checkCancelled()
      switch hop {
      case .forward(let from, let field, let to):
        current = try gathered(links(of: from, field: field), current, missing: Missing.code)
        entity = to
        try makeDistinct()
      case .inverse(let from, let field, let to):
        let index = try inverseIndex(to, field, to: from)
        var entries: [Int32] = []
        var children: [Int32] = []
        var lookout = Lookout(self)
        for (entry, owner) in current.enumerated() {
          let reached = index[Int(owner)]
          children.append(contentsOf: reached)
          entries.append(
            contentsOf: repeatElement(Int32(truncatingIfNeeded: entry), count: reached.count))
          try lookout.pass(reached.count)
        }
        try keep(entries)
        current = children
        entity = to
      }
    }
    if isOrdered {
      try keep(
        sortedRows(
          count: current.count, keys: [sortKeys(of: .row(current), type: .number)]))
    }
    var frame = scan(entity)
    frame = try select(frame, rows: current)
    if let scope { frame.outer = Scope(frame: scope, rows: .list(rows)) }
    return ReachedRows(frame: frame, part: .direct(groups), hasRepeats: scope != nil)
  }

  /// Of rows that occur more than once in a group, the first that meets the condition.
  func withoutRepeats(
    _ reached: ReachedRows, condition: TypedExpression?
  ) throws(Diagnostic) -> ReachedRows {
    guard reached.hasRepeats, case .direct(let groups) = reached.part,
      case .list(let children)? = reached.frame.anchor?.rows
    else { return reached }
    let rows =
      if let condition {
        try selection(condition, over: reached.frame)
      } else {
        try ascending(reached.frame.count)
      }
    let keys: [Column] = [
      .row(try gathered(groups, rows, missing: Missing.code)),
      .row(try gathered(children, rows, missing: Missing.code)),
    ]
    let firsts = try self.groups(of: keys, count: rows.count).firstRows
    let kept = try gathered(rows, firsts, missing: Missing.code)
    return ReachedRows(
      frame: try select(reached.frame, rows: kept, areDistinct: true),
      part: .direct(try gathered(groups, kept, missing: Missing.code)), hasRepeats: false)
  }
}

extension Aggregate {
  /// Whether condition, value, per or date look at rows around the aggregate's own.
  var looksOutwards: Bool {
    var inside = self
    if case .reached = rows { inside.rows = .every(EntityID(index: 0)) }
    let whole = TypedExpression(.aggregate(inside), type: type, span: span)
    return !Chains(of: whole).chains.isEmpty || Chains(of: whole).hasWindow
  }
}
