import Columns
import Messages
import Model
import Plan
import Syntax

/// What the items of a `summarize` gather.
struct GroupContext {
  struct Key {
    var name: String?
    /// Nil for the `each` key.
    var value: TypedExpression?
    var type: ValueType
  }
  var keys: [Key]
  var aggregates: [GroupAggregate] = []
  /// The key numbers that the aggregates being gathered are grouped by.
  var level: [Int]
  var each: EachKey?
  /// Aggregates without a date beside an `each` key, to be given the one that the others share.
  var undated: [(number: Int, aggregate: DatedAggregate, entity: EntityID?)] = []
  /// The dates of measures, by the entity that they belong to.
  var dates: [(entity: EntityID?, date: TypedExpression, earliest: TypedExpression?)] = []
  /// By the number of an aggregate what has to hold for it not to be missing.
  var conditions: [Int: TypedExpression] = [:]
}

extension Checking {
  /// Puts an aggregate where it belongs: into the summary's list, over a partition of the current
  /// rows, or to the current row whose path it follows.
  mutating func finish(
    _ dated: DatedAggregate, within: Modifier?, name: Name, call: CallArguments, span: Span
  ) -> Shape {
    if let outer = group {
      var level = outer.level
      if let within {
        guard let narrowed = groupLevel(within, outer) else { return .poison }
        level = narrowed
      }
      return .gathered(collect(dated, level: level, span: span))
    }
    var partition = measure?.partition
    if let within {
      guard let keys = self.partition(within) else { return .poison }
      partition = keys
    }
    if case .current = dated.aggregate.rows, partition == nil {
      report(
        measure.map { measureNeedsRows($0.used, at: $0.callSite ?? span) }
          ?? notMany(name, dated.aggregate, call, at: span))
      return .poison
    }
    guard
      let (aggregate, isKnown) = placed(
        dated, each: nil, isSplit: false, keys: partition ?? [], at: span)
    else { return .poison }
    var value = TypedExpression(.aggregate(aggregate), type: aggregate.type, span: span)
    if let partition {
      guard let windowed = overCurrentRows(aggregate, name: name, span: span) else {
        return .poison
      }
      value.kind = .window(Window(function: .aggregate(windowed), partition: partition))
    }
    return .gathered(limited(value, to: isKnown))
  }

  /// An aggregate for a partition of the current rows. One over rows of its own becomes the total
  /// of each row's result, where totals of results are the result of the whole.
  private mutating func overCurrentRows(
    _ aggregate: Aggregate, name: Name, span: Span
  ) -> Aggregate? {
    guard scopes.last?.isStage == true else {
      report(
        Diagnostic(
          .aggregateOutside, "within looks across the rows of a stage, and this is not one",
          at: span))
      return nil
    }
    if case .current = aggregate.rows { return aggregate }
    let perRow = TypedExpression(.aggregate(aggregate), type: aggregate.type, span: span)
    let function: AggregateFunction
    switch aggregate.function {
    case .sum, .count, .countPresent: function = .sum
    case .minimum: function = .minimum
    case .maximum: function = .maximum
    default:
      report(
        Diagnostic(
          .modifierNotAllowed, "\(name.text) of a path cannot be put together over several rows",
          at: span, suggestions: [Suggestion("per group", "summarize \(text(span)) by …")]))
      return nil
    }
    return Aggregate(
      function: function, rows: .current, value: perRow, type: aggregate.type, span: span)
  }

  /// Adds an aggregate to the summary, once, and gives the column that will hold it.
  private mutating func collect(
    _ dated: DatedAggregate, level: [Int], span: Span
  ) -> TypedExpression {
    guard let context = group, let aggregate = eachRowOnce(dated.aggregate, at: span) else {
      return Self.poison(span)
    }
    var dated = dated
    dated.aggregate = aggregate
    var entry = GroupAggregate(aggregate: aggregate, keys: level)
    var isKnown: TypedExpression?
    let isUndated = context.each != nil && dated.date == nil
    // What has no date by its definition, such as what stands open, borrows none from its neighbours.
    if isUndated, let measure, let use = measure.callSite {
      report(measureWithoutDate(measure, used: use))
      return Self.poison(span)
    }
    if !isUndated {
      guard let placed = placed(dated, level: level, context, at: span) else {
        return Self.poison(span)
      }
      (entry.aggregate, isKnown) = placed
    }
    let index: Int
    let known = context.aggregates.indices.first {
      context.aggregates[$0] == entry && context.conditions[$0] == isKnown
    }
    if !isUndated, let known {
      index = known
    } else {
      index = context.aggregates.count
      group?.aggregates.append(entry)
      if isUndated {
        datedCount += 1
        let owner = entity(of: aggregate)
        group?.undated.append((index, dated, owner))
      }
    }
    group?.conditions[index] = isKnown
    if let measure, let date = measure.date, context.each != nil {
      group?.dates.append((measure.entity, date, dated.earliest))
    }
    return TypedExpression(
      .column(context.keys.count + index, depth: 0), type: aggregate.type, span: span)
  }

  /// An aggregate of a summary in its time: in the periods of the `each` key where it is grouped by
  /// it, else within all of its days.
  private mutating func placed(
    _ dated: DatedAggregate, level: [Int], _ context: GroupContext, at span: Span
  ) -> (aggregate: Aggregate, isKnown: TypedExpression?)? {
    placed(
      dated, each: context.each, isSplit: context.each.map { level.contains($0.number) } ?? false,
      keys: level.compactMap { context.keys[$0].value }, at: span)
  }

  /// A row that several rows of a group are linked to counts once, as on any path to many.
  private mutating func eachRowOnce(_ aggregate: Aggregate, at span: Span) -> Aggregate? {
    if owner(of: aggregate.rows) == nil, aggregate.rows != .current,
      let condition = aggregate.condition?.conjuncts.first(where: { condition in
        let depths = condition.depths
        return !depths.isEmpty && !depths.contains(0)
      })
    {
      report(conditionOnGroup(condition, entity(of: aggregate)))
      return nil
    }
    guard case .pipeline(let plan) = aggregate.rows, owner(of: plan) == nil, reachesOut(plan),
      aggregate.per == nil
    else { return aggregate }
    guard let anchor = plan.anchor else {
      report(
        Diagnostic(
          .mixedPaths, "one linked row may belong to several rows of a group", at: span,
          suggestions: [
            Suggestion("per row first", "add part: \(text(span)) | summarize sum(part)")
          ]))
      return nil
    }
    var result = aggregate
    result.per = row(of: anchor, depth: 0, at: span)
    return result
  }

  /// The entity whose rows an aggregate runs over.
  func entity(of aggregate: Aggregate) -> EntityID? {
    switch aggregate.rows {
    case .current: measure?.entity ?? scopes.last?.anchor
    case .reached(_, let hops): hops.last?.destination
    case .every(let entity): entity
    case .pipeline(let plan): plan.anchor
    }
  }

  /// Gives aggregates without a date the one that the stage's measures on their entity share.
  mutating func giveDates() {
    guard let context = group, context.each != nil else { return }
    for item in context.undated {
      let span = item.aggregate.aggregate.span
      var dates: [(date: TypedExpression, earliest: TypedExpression?)] = []
      for known in context.dates where known.entity == item.entity {
        if !dates.contains(where: { $0.date == known.date }) {
          dates.append((known.date, known.earliest))
        }
      }
      guard let shared = dates.first, dates.count == 1 else {
        report(
          dates.isEmpty
            ? noDate(item.entity, at: span) : severalDates(dates.map(\.date), at: span))
        continue
      }
      var dated = item.aggregate
      (dated.date, dated.earliest) = (shared.date, shared.earliest)
      let level = context.aggregates[item.number].keys
      guard let placed = placed(dated, level: level, context, at: span) else { continue }
      group?.aggregates[item.number].aggregate = placed.aggregate
      group?.conditions[item.number] = placed.isKnown
    }
  }

  /// A row's value among the items of a summary: right only where it is a key.
  mutating func gather(_ value: TypedExpression, at span: Span) -> Shape {
    if !value.looksAtRows || value.type == .poison { return .value(value) }
    if measure == nil, let group,
      let index = group.keys.firstIndex(where: { $0.value == value })
    {
      return .value(TypedExpression(.column(index, depth: 0), type: value.type, span: span))
    }
    report(notAggregated(value, at: span))
    return .poison
  }

  /// A bare word among the items of a summary or in a measure's body.
  mutating func resolveGathering(_ name: Name) -> Shape {
    if let context = measure {
      if let (declaration, owner) = measure(name.key, in: context.owners) {
        return apply(declaration, on: owner, rows: nil, arguments: nil, at: name.span)
      }
      let known = inRows(context.rows) { checking in
        checking.known(name, arguments: nil).map { checking.gathered($0, at: name.span) }
      }
      if let known { return known }
      if let shape = shippedMeasure(name, arguments: nil, in: context.owners, at: name.span) {
        return shape
      }
      return inRows(context.rows) { checking in
        checking.gathered(checking.resolve(name, arguments: nil), at: name.span)
      }
    }
    if let group, let index = group.keys.firstIndex(where: { $0.name?.lowercased() == name.key }),
      !scopes.dropFirst(reading.floor).contains(where: { knows(name.key, in: $0) })
    {
      return .gathered(
        TypedExpression(
          .column(index, depth: 0), type: group.keys[index].type, span: name.span))
    }
    return resolve(name, arguments: nil)
  }

  /// A row's shape in a measure's text, which is no figure for many.
  private mutating func gathered(_ shape: Shape, at span: Span) -> Shape {
    switch shape {
    case .scopeRow, .linkRow: gather(single(shape, at: span), at: span)
    case .value, .gathered, .rows, .many, .periods, .list, .loopRow, .poison: shape
    }
  }

  /// The key numbers that a `within` names.
  mutating func groupLevel(_ modifier: Modifier, _ context: GroupContext) -> [Int]? {
    guard case .within(let paths) = modifier.kind else { return [] }
    var level: [Int] = []
    for path in paths {
      var found: Int?
      let isParameter = reading.parameters[path.names[0].key] != nil
      if path.names.count == 1, !isParameter {
        found = context.keys.firstIndex { $0.name?.lowercased() == path.names[0].key }
      }
      if found == nil {
        let saved = diagnostics
        let value = apart { $0.checkValue(Self.expression(path)) }
        diagnostics = saved
        // What is the same for all rows, such as a parameter that was left out, splits nothing.
        if isParameter, Self.isConstant(value), value.type != .poison { continue }
        found = context.keys.firstIndex { $0.value == value }
      }
      guard let found else {
        report(
          Diagnostic(
            .modifierNotAllowed, "within names keys of this summarize, and this is not one",
            at: path.span,
            suggestions: context.keys.compactMap { key in
              key.name.map { Suggestion("", "within \($0)") }
            } + [Suggestion("", "within all")]))
        return nil
      }
      level.append(found)
    }
    return level.sorted()
  }

  /// The partition that a `within` names in a row stage.
  mutating func partition(_ modifier: Modifier) -> [TypedExpression]? {
    guard case .within(let paths) = modifier.kind else { return [] }
    let values = apart { checking in paths.map { checking.checkValue(Self.expression($0)) } }
    // What is the same for all rows, such as a parameter that was left out, splits nothing.
    return values.contains { $0.type == .poison } ? nil : values.filter { !Self.isConstant($0) }
  }
}
