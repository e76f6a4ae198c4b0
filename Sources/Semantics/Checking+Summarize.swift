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
      checkKey(key, &context, &summaryKeys, &columns)
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
      var column = ScopeColumn(name: name, type: value.type, isNamed: isNamed, grain: 0)
      column.absentIsZero = isTotal(value)
      columns.append(column)
      values.append(value)
    }
    giveDates()
    let aggregates = group?.aggregates ?? []
    group = nil
    let summary = Summary(keys: summaryKeys, aggregates: aggregates, items: values)
    return CheckedQuery(
      .summarize(current.plan, summary), detached(columns, isOrdered: true), at: span)
  }

  /// Whether an item is a sum or a count as it stands.
  private func isTotal(_ value: TypedExpression) -> Bool {
    guard let group, case .column(let index, depth: 0) = value.kind,
      group.aggregates.indices.contains(index - group.keys.count)
    else { return false }
    switch group.aggregates[index - group.keys.count].aggregate.function {
    case .sum, .count, .countPresent, .countDistinct: return true
    default: return false
    }
  }

  private mutating func checkKey(
    _ key: GroupKey, _ context: inout GroupContext, _ keys: inout [Summary.Key],
    _ columns: inout [ScopeColumn]
  ) {
    let name: String
    let isNamed: Bool
    switch key {
    case .item(let item):
      let shape = checkKeyValue(item.value)
      let value: TypedExpression
      switch shape {
      case .many, .rows:
        report(manyKey(shape, item.value))
        value = Self.poison(item.span)
      default: value = single(shape, at: item.value.span)
      }
      (name, isNamed) = columnName(item.name, item.value)
      keys.append(.value(value))
      context.keys.append(
        GroupContext.Key(name: isNamed ? name : nil, value: value, type: value.type))
    case .each(let label, let unit, let range, let span):
      let period = Self.periodUnit(unit)
      if context.eachKey != nil {
        report(
          Diagnostic(.duplicateName, "one summarize can have only one each", at: span))
        return
      }
      name = label?.text ?? (unit.isFiscal ? "fiscal_" : "") + unit.length.rawValue
      isNamed = true
      context.eachKey = context.keys.count
      keys.append(.each(period, range: eachRange(range, period, &context)))
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

  private mutating func checkKeyValue(_ expression: Expression) -> Shape {
    guard case .name(let name, nil) = expression.kind, !name.isQuoted, !isKnown(name),
      ["day", "week", "month", "quarter", "year"].contains(name.key)
    else { return check(expression) }
    report(bareUnit(name, at: expression.span))
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

  /// The periods that an `each` key lists, and the days that they stand for.
  private mutating func eachRange(
    _ range: Expression?, _ unit: PeriodUnit, _ context: inout GroupContext
  ) -> ClosedRange<Int32>? {
    guard let range else { return nil }
    let before = diagnostics.count
    guard let stretch = stretch(range) else {
      if diagnostics.count == before {
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
    context.eachDays = stretch.days
    context.eachIsWhole =
      calendar.start(of: first, unit) == stretch.days.lowerBound
      && calendar.end(of: last, unit) == stretch.days.upperBound
    return first...last
  }
}
