import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  mutating func checkSummarize(
    _ items: [Item], _ keys: [GroupKey], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    var context = GroupContext(keys: [], level: [])
    var summaryKeys: [Summary.Key] = []
    var columns: [ScopeColumn] = []
    for key in keys {
      checkKey(key, of: items, &context, &summaryKeys, &columns)
    }
    context.level = Array(context.keys.indices)
    group = context
    siblings = items.compactMap { $0.name?.key }
    defer { siblings = [] }
    var values: [TypedExpression] = []
    for item in items {
      let value = checkItem(item)
      let (name, isNamed) = columnName(item.name, item.value)
      if isNamed,
        columns.contains(where: { $0.isNamed && $0.name.lowercased() == name.lowercased() })
      {
        report(duplicateColumn(name, item, verb: "summarize"))
      }
      columns.append(ScopeColumn(name: name, type: value.type, isNamed: isNamed, grain: 0))
      values.append(value)
    }
    giveDates()
    for (index, value) in values.enumerated() {
      columns[context.keys.count + index].absentIsZero = isTotal(value)
      values[index] = limited(value)
    }
    let aggregates = group?.aggregates ?? []
    group = nil
    let summary = Summary(keys: summaryKeys, aggregates: aggregates, items: values)
    var scope = detached(columns, isOrdered: true)
    if summaryKeys.count == 1, case .entity = columns[0].type {
      scope.columns[0].carriesGrain = scope.grain
    }
    return CheckedQuery(.summarize(current.plan, summary), scope, at: span)
  }

  /// An item with the aggregates in it missing where they are not known.
  private func limited(_ value: TypedExpression) -> TypedExpression {
    guard let group, !group.conditions.isEmpty else { return value }
    return value.replacingReferences { reference in
      guard case .column(let index, depth: _) = reference.expression.kind, reference.depth == 0
      else { return reference.expression }
      return limited(reference.expression, to: group.conditions[index - group.keys.count])
    }
  }

  /// Whether an item is a sum or a count as it stands: of nothing it is 0, unless it looks back to
  /// where nothing may be known.
  private func isTotal(_ value: TypedExpression) -> Bool {
    guard let group, case .column(let index, depth: 0) = value.kind,
      group.aggregates.indices.contains(index - group.keys.count),
      group.conditions[index - group.keys.count] == nil
    else { return false }
    let aggregate = group.aggregates[index - group.keys.count].aggregate
    if aggregate.time?.shifts.isEmpty == false { return false }
    switch aggregate.function {
    case .sum, .count, .countPresent, .countDistinct: return true
    default: return false
    }
  }

  private mutating func checkKey(
    _ key: GroupKey, of items: [Item], _ context: inout GroupContext, _ keys: inout [Summary.Key],
    _ columns: inout [ScopeColumn]
  ) {
    let name: String
    let isNamed: Bool
    switch key {
    case .item(let item):
      let shape = checkKeyValue(item.value, of: items)
      let value: TypedExpression
      switch shape {
      case .many, .rows:
        report(manyKey(shape, item.value))
        value = Self.poison(item.span)
      default: value = comparedAmount(single(shape, at: item.value.span))
      }
      if isLeftOut(item.value, value) { return }
      (name, isNamed) = columnName(item.name, item.value)
      keys.append(.value(value))
      context.keys.append(
        GroupContext.Key(name: isNamed ? name : nil, value: value, type: value.type))
    case .each(let label, let unit, let range, let span):
      let period = Self.periodUnit(unit)
      if context.each != nil {
        report(
          Diagnostic(.duplicateName, "one summarize can have only one each", at: span))
        return
      }
      name = label?.text ?? (unit.isFiscal ? "fiscal_" : "") + unit.length.rawValue
      isNamed = true
      var each = EachKey(
        number: context.keys.count, unit: period, words: "each \(unitName(period))",
        typed: text(span))
      let periods = range.flatMap { eachRange($0, &each) }
      context.each = each
      keys.append(.each(period, range: periods))
      context.keys.append(
        GroupContext.Key(name: name, value: nil, type: .period(period)))
    }
    if isNamed, columns.contains(where: { $0.name.lowercased() == name.lowercased() }) {
      report(
        Diagnostic(
          .duplicateName, "two keys are called \"\(name)\"", at: key.span,
          suggestions: [Suggestion("name one of them", "\(name)_2: \(text(key.span))")]))
    }
    columns.append(
      ScopeColumn(
        name: name, type: context.keys[context.keys.count - 1].type, isNamed: isNamed, grain: 0))
  }

  /// Whether a key is a parameter that was left out as `missing`: it splits nothing, as in `within`.
  private func isLeftOut(_ key: Expression, _ value: TypedExpression) -> Bool {
    guard case .name(let word, nil) = key.kind else { return false }
    return reading.parameters[word.key] != nil && value.type == .missing
  }

  private mutating func checkKeyValue(_ expression: Expression, of items: [Item]) -> Shape {
    guard case .name(let name, nil) = expression.kind, !name.isQuoted, !isKnown(name),
      ["day", "week", "month", "quarter", "year"].contains(name.key)
    else { return check(expression) }
    report(bareUnit(name, of: items, at: expression.span))
    return .poison
  }

  /// Says where the first or last period is counted only in part; one that today cuts off needs no
  /// words.
  private mutating func warnOfCutPeriods(
    _ days: ClosedRange<Int32>, _ first: Int32, _ last: Int32, _ unit: PeriodUnit, at span: Span
  ) {
    var parts: [String] = []
    if calendar.start(of: first, unit) < days.lowerBound {
      let start = CivilDate(dayNumber: Int(days.lowerBound)).description
      parts.append("\(calendar.description(of: first, unit)) counts from \(start)")
    }
    if calendar.end(of: last, unit) > days.upperBound, days.upperBound != today {
      let end = CivilDate(dayNumber: Int(days.upperBound)).description
      parts.append("\(calendar.description(of: last, unit)) counts up to \(end)")
    }
    if parts.isEmpty { return }
    report(
      Diagnostic(
        .badPeriod, "\(parts.joined(separator: ", "))", at: span,
        label: "does not begin and end with \(unitName(unit))s", severity: .warning))
  }

  /// The periods that an `each` key lists; notes the days that they stand for.
  private mutating func eachRange(
    _ range: Expression, _ each: inout EachKey
  ) -> ClosedRange<Int32>? {
    let unit = each.unit
    let before = diagnostics.count
    guard var stretch = stretch(range) else {
      if diagnostics.count == before, !check(range).isPoison {
        report(
          Diagnostic(
            .badPeriod, "each … in needs a period", at: range.span,
            suggestions: [
              Suggestion("", "each \(unit.rawValue) in 2026"),
              Suggestion("", "each \(unit.rawValue) in last 4 quarters"),
            ]))
      }
      return nil
    }
    let first = calendar.period(of: stretch.days.lowerBound, unit)
    let last = calendar.period(of: stretch.days.upperBound, unit)
    guard last - first < 100_000 else {
      report(
        Diagnostic(
          .badPeriod, "that makes \(last - first + 1) rows per group; choose a longer unit",
          at: range.span))
      return nil
    }
    warnOfCutPeriods(stretch.days, first, last, unit, at: range.span)
    each.isWhole = stretch.whole(unit, in: calendar) != nil
    // What is cut is compared by the same part of its own unit: of weeks by the weekday.
    if unit == .week {
      (stretch.unit, stretch.course) = (.week, .fixed)
    } else if stretch.unit == .week {
      stretch.unit = nil
    }
    if each.isWhole { stretch.course = .fixed }
    each.span = stretch
    return first...last
  }
}
