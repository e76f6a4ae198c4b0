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
  /// The number of the `each` key, and the days that it covers where they are given.
  var eachKey: Int?
  var eachDays: ClosedRange<Int32>?
  /// Whether the days begin and end with the unit's periods.
  var eachIsWhole = true
  /// Aggregates without a date beside an `each` key, to be given the one that the others share.
  var undated: [(aggregate: Int, entity: EntityID?, span: Span)] = []
  /// The dates of measures, by the entity that they belong to.
  var dates: [(entity: EntityID?, date: TypedExpression)] = []
}

extension Checking {
  /// Puts an aggregate where it belongs: into the summary's list, over a partition of the current
  /// rows, or to the current row whose path it follows.
  mutating func finish(
    _ aggregate: Aggregate, within: Modifier?, name: Name, call: CallArguments, span: Span
  ) -> Shape {
    if let outer = group {
      var level = outer.level
      if let within {
        guard let narrowed = groupLevel(within, outer) else { return .poison }
        level = narrowed
      }
      return .gathered(collect(aggregate, level: level, span: span))
    }
    var partition = measure?.partition
    if let within {
      guard let keys = self.partition(within) else { return .poison }
      partition = keys
    }
    if let partition {
      guard let windowed = overCurrentRows(aggregate, name: name, span: span) else {
        return .poison
      }
      return .gathered(
        TypedExpression(
          .window(Window(function: .aggregate(windowed), partition: partition)),
          type: aggregate.type, span: span))
    }
    if case .current = aggregate.rows {
      report(notMany(name, aggregate, call, at: span))
      return .poison
    }
    return .gathered(
      TypedExpression(.aggregate(aggregate), type: aggregate.type, span: span))
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
    _ aggregate: Aggregate, level: [Int], span: Span
  ) -> TypedExpression {
    guard let context = group, var aggregate = eachRowOnce(aggregate, at: span) else {
      return Self.poison(span)
    }
    var needsDate = false
    if let eachKey = context.eachKey {
      let isBucketed = level.contains(eachKey)
      if let time = aggregate.time {
        aggregate = dated(aggregate, time.date, context, isBucketed: isBucketed)
      } else {
        needsDate = true
      }
    } else {
      aggregate.time = nil
    }
    let entry = GroupAggregate(aggregate: aggregate, keys: level)
    let index: Int
    if !needsDate, let known = context.aggregates.firstIndex(of: entry) {
      index = known
    } else {
      index = context.aggregates.count
      group?.aggregates.append(entry)
      if needsDate {
        let owner = entity(of: aggregate)
        group?.undated.append((index, owner, span))
      }
    }
    if let date = measure?.date, context.eachKey != nil {
      let owner = measure?.entity
      group?.dates.append((owner, date))
    }
    return TypedExpression(
      .column(context.keys.count + index, depth: 0), type: aggregate.type, span: span)
  }

  /// A row that several rows of a group are linked to counts once, as on any path to many.
  private mutating func eachRowOnce(_ aggregate: Aggregate, at span: Span) -> Aggregate? {
    guard case .pipeline(let plan) = aggregate.rows, !isCorrelated(plan), reachesOut(plan),
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

  /// An aggregate that counts by its date: into the periods of the `each` key where it is grouped
  /// by it, else within all of its days.
  func dated(
    _ aggregate: Aggregate, _ date: TypedExpression, _ context: GroupContext, isBucketed: Bool
  ) -> Aggregate {
    var result = aggregate
    result.time = isBucketed ? AggregateTime(date: date, isBucketed: true) : nil
    if let days = context.eachDays, !isBucketed || !context.eachIsWhole {
      result.condition = both(
        aggregate.condition, operation(.isInDays(days), [date], .bool, date.span))
    } else if !isBucketed {
      result.condition = both(
        aggregate.condition,
        operation(
          .not, [operation(.isMissing, [date], .bool, date.span)], .bool, date.span))
    }
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
    guard let context = group, let eachKey = context.eachKey else { return }
    for item in context.undated {
      var dates: [TypedExpression] = []
      for known in context.dates where known.entity == item.entity {
        if !dates.contains(known.date) { dates.append(known.date) }
      }
      guard let date = dates.first, dates.count == 1 else {
        report(
          dates.isEmpty
            ? noDate(item.entity, at: item.span) : severalDates(dates, at: item.span))
        continue
      }
      let entry = context.aggregates[item.aggregate]
      let isBucketed = entry.keys.contains(eachKey)
      let aggregate = dated(entry.aggregate, date, context, isBucketed: isBucketed)
      group?.aggregates[item.aggregate].aggregate = aggregate
    }
  }

  /// A row's value among the items of a summary: right only where it is a key.
  mutating func gather(_ value: TypedExpression, at span: Span) -> Shape {
    if Self.isConstant(value) || value.type == .poison { return .value(value) }
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
      if let shape = inRows(context.rows, { $0.known(name, arguments: nil) }) { return shape }
      if let shape = shippedMeasure(name, arguments: nil, in: context.owners, at: name.span) {
        return shape
      }
      return inRows(context.rows) { $0.resolve(name, arguments: nil) }
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
        let saved = (group, measure, diagnostics)
        (group, measure) = (nil, nil)
        let value = checkValue(Self.expression(path))
        (group, measure, diagnostics) = saved
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
    let saved = (group, measure)
    (group, measure) = (nil, nil)
    defer { (group, measure) = saved }
    let values = paths.map { checkValue(Self.expression($0)) }
    // What is the same for all rows, such as a parameter that was left out, splits nothing.
    return values.contains { $0.type == .poison } ? nil : values.filter { !Self.isConstant($0) }
  }
}
