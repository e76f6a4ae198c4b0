import Columns
import Messages
import Model
import Plan
import Synchronization

// Aggregates in row stages: one value for each row of a frame, over rows of their own.

extension Execution {
  /// An aggregate's value for each row of a frame.
  func aggregateColumn(
    _ aggregate: Aggregate, of expression: TypedExpression, over frame: Frame
  ) throws(Diagnostic) -> Column {
    switch aggregate.rows.settled(in: world.catalog) {
    case .current:
      let whole = Grouping(
        groupOf: Array(repeating: 0, count: frame.count), count: 1, firstRows: [0])
      return try gathered(self.aggregate(aggregate, over: frame, in: whole), whole.groupOf)
    case .every(let entity):
      if let known = knownExtreme(aggregate, of: entity) {
        return try gathered(known, Array(repeating: 0, count: frame.count))
      }
      let rows = scan(entity)
      return aggregate.looksOutwards
        ? try crossed(aggregate, rows, over: frame) : try repeated(aggregate, rows, over: frame)
    case .pipeline(let plan):
      if plan.looksOutwards {
        let rows = try self.frame(of: plan, in: frame)
        guard let outer = rows.outer else { return try repeated(aggregate, rows, over: frame) }
        let level = GroupLevel(
          parts: [.direct(try list(of: outer.rows))], count: frame.count, maySkip: true)
        return try values(aggregate, over: rows, level)
      }
      let rows = try self.frame(of: plan, in: nil)
      return aggregate.looksOutwards
        ? try crossed(aggregate, rows, over: frame) : try repeated(aggregate, rows, over: frame)
    case .reached(let owner, let hops):
      return try reached(aggregate, owner: owner, hops: hops, over: frame)
    }
  }

  /// One aggregate over all rows of a frame by a level, noted as footnotes want it.
  private func values(
    _ aggregate: Aggregate, over frame: Frame, _ level: GroupLevel
  ) throws(Diagnostic) -> Column {
    try carefully { (isCareful: Bool) throws(Diagnostic) -> Column in
      let result = try Aggregator(self, frame, isCareful: isCareful).run(
        [AggregateRequest(aggregate: aggregate, level: level, levelNumber: 0)], where: .all
      ).results[0]
      note(skipped: result.skipped, by: aggregate)
      return result.values
    }
  }

  /// The smallest or largest day of an entity's own column, which its statistics know.
  private func knownExtreme(_ aggregate: Aggregate, of entity: EntityID) -> Column? {
    guard aggregate.condition == nil, aggregate.per == nil,
      case .field(let field, let row)? = aggregate.value?.kind, case .row(depth: 0) = row.kind,
      case .day = world.table(entity).columns[field]
    else { return nil }
    let range = world.table(entity).statistics[field].range
    switch aggregate.function {
    case .minimum: return .day([range.map { Int32($0.lowerBound) } ?? Missing.day])
    case .maximum: return .day([range.map { Int32($0.upperBound) } ?? Missing.day])
    default: return nil
    }
  }

  /// A value that is the same for every row.
  private func repeated(
    _ aggregate: Aggregate, _ rows: Frame, over frame: Frame
  ) throws(Diagnostic) -> Column {
    try gathered(
      values(aggregate, over: rows, .whole), Array(repeating: 0, count: frame.count))
  }

  /// An aggregate over the current rows, one value per group.
  ///
  /// - Parameter grouping: the group of each row of the frame.
  /// - Shape: `[group]`.
  func aggregate(
    _ aggregate: Aggregate, over frame: Frame, in grouping: Grouping
  ) throws(Diagnostic) -> Column {
    let level = GroupLevel(
      parts: grouping.count == 1 ? [] : [.direct(grouping.groupOf)], count: grouping.count,
      maySkip: false)
    return try values(aggregate, over: frame, level)
  }

  // MARK: - Reached rows

  private func reached(
    _ aggregate: Aggregate, owner: TypedExpression, hops: [Hop], over frame: Frame
  ) throws(Diagnostic) -> Column {
    guard case .entity(let entity) = owner.type else { return .real([]) }
    let owners: [Int32]
    if case .row(let rows) = try column(owner, over: frame) {
      owners = rows.array
    } else {
      owners = []
    }
    if !aggregate.looksOutwards {
      let whole = try entityAggregate(aggregate, owner: owner, hops: hops, entity: entity)
      if whole.skipped > 0 {
        note(
          skipped: try skipped(
            of: whole, aggregate, at: owners, owner: owner, hops: hops, entity: entity),
          by: aggregate)
      }
      // The last group is that of no owner: nothing reached.
      let none = Int32(truncatingIfNeeded: whole.values.count - 1)
      let places = try produced(owners.count) { owners[$0] < 0 ? none : owners[$0] }
      return try gathered(whole.values, places)
    }
    let rows = try ascending(frame.count)
    let entries = Owners(
      entity: entity, owners: owners, groups: rows, rows: rows, groupCount: frame.count)
    let reached = try reachedRows(
      entries, hops: hops, scope: frame, isOrdered: aggregate.function.needsOrder)
    let level = GroupLevel(parts: [reached.part], count: frame.count, maySkip: true)
    return try values(aggregate, over: reached.frame, level)
  }

  // MARK: - Rows compared with every row

  /// How many pairs of rows are written out at once.
  private static var largestCross: Int { 1 << 21 }

  /// An aggregate over given rows whose condition or value looks at the row at hand.
  private func crossed(
    _ aggregate: Aggregate, _ rows: Frame, over frame: Frame
  ) throws(Diagnostic) -> Column {
    let join = try EqualityJoin(aggregate.condition, rows, frame, self)
    var parts: [Column] = []
    var start = 0
    var lookout = Lookout(self)
    while start < frame.count || parts.isEmpty {
      var inner: [Int32] = []
      var outer: [Int32] = []
      var end = start
      while end < frame.count, inner.isEmpty || inner.count < Self.largestCross {
        let matches = join.map { Array($0.matches(of: end)) } ?? (0..<Int32(rows.count)).map { $0 }
        inner += matches
        outer += repeatElement(Int32(truncatingIfNeeded: end), count: matches.count)
        end += 1
        try lookout.pass(matches.count)
      }
      var pairs = try select(rows, rows: inner)
      pairs.outer = Scope(frame: frame, rows: .list(outer))
      let base = Int32(truncatingIfNeeded: start)
      let level = GroupLevel(
        parts: [.direct(try produced(outer.count) { outer[$0] - base })], count: end - start,
        maySkip: false)
      parts.append(try values(aggregate, over: pairs, level))
      start = max(end, start + 1)
    }
    return Column(joining: parts)
  }
}

extension AggregateRows {
  /// Rows that are reached from one row, whatever the row at hand, are those of a plan.
  func settled(in catalog: Catalog) -> AggregateRows {
    guard case .reached(let owner, let hops) = self, !owner.looksAtRows,
      let entity = hops.last?.destination
    else { return self }
    let columns = catalog[entity].fields.enumerated().map { index, field in
      PlanColumn(name: field.name, type: field.type, anchorField: index)
    }
    return .pipeline(
      LogicalPlan(
        .reached(owner: owner, hops: hops), columns: columns, anchor: entity, span: owner.span))
  }
}

extension AggregateFunction {
  /// The rank that a percentile is at, from 0 to 1.
  var fraction: Double {
    if case .percentile(let fraction) = self { fraction } else { 0.5 }
  }

  /// Whether the order of the rows decides the value.
  var needsOrder: Bool { self == .first || self == .last || self == .sparkline }
}

extension LogicalPlan {
  /// Whether it looks at rows around its own.
  var looksOutwards: Bool {
    var found = false
    _ = replacingReferences(opened: 1) { reference in
      found = true
      return reference.expression
    }
    return found
  }
}

extension Column {
  /// Columns of one storage end to end; texts may have different dictionaries.
  init(joining parts: [Column]) {
    guard var result = parts.first else {
      self = .real([])
      return
    }
    for part in parts.dropFirst() {
      if case .text(let codes, let dictionary) = result, case .text(let more, let other) = part {
        let merged = MergedDictionary(dictionary, other)
        let mapped = more.map { $0 < 0 ? $0 : merged.secondCodes[Int($0)] }
        result = .text(codes.array + mapped, merged.dictionary)
      } else if case .decimal(_, let left) = result, case .decimal(let units, let right) = part,
        left != right
      {
        // Sums of products may have found different scales; the larger one holds both or neither.
        let scale = max(left, right)
        result = result.rescaled(to: scale)
          .followed(by: Column.decimal(units, scale: right).rescaled(to: scale))
      } else {
        result = result.followed(by: part)
      }
    }
    self = result
  }

  private func followed(by next: Column) -> Column { next.preceded(by: self) }

  private func rescaled(to scale: Int) -> Column {
    guard case .decimal(let units, let own) = self else { return self }
    return .decimal(
      units.map {
        $0 == Missing.decimal
          ? $0 : Decimal(units: $0, scale: own).rescaled(to: scale) ?? Missing.decimal
      }, scale: scale)
  }
}
