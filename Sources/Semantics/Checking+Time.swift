import Columns
import Messages
import Model
import Plan
import Syntax

/// `during`, `prior` and `change`: when the aggregates of an expression are looked at.
extension Checking {
  /// Checks something that stands apart from the figures around it: neither grouped, nor in a
  /// measure, nor moved in time.
  mutating func apart<Result>(_ body: (inout Checking) -> Result) -> Result {
    let saved = (group, measure, frame)
    (group, measure, frame) = (nil, nil, TimeFrame())
    defer { (group, measure, frame) = saved }
    return body(&self)
  }

  /// Checks something in another time.
  mutating func at<Result>(_ time: TimeFrame, _ body: (inout Checking) -> Result) -> Result {
    let saved = frame
    frame = time
    defer { frame = saved }
    return body(&self)
  }

  /// Where a message about a modifier points: in a measure's definition to the use of the measure.
  private func place(of modifier: Modifier) -> Span { measure?.callSite ?? modifier.span }

  /// The time that modifiers say, within the time around them; nil after a message.
  mutating func time(_ modifiers: [Modifier], in outer: TimeFrame) -> TimeFrame? {
    var result = outer
    for modifier in modifiers {
      let place = place(of: modifier)
      switch modifier.kind {
      case .during(let range):
        guard let span = apart({ $0.checkDuring(range) }),
          let period = within(result.period, span, words: text(range.span), at: place)
        else { return nil }
        result.period = period
      case .prior(let count, let unit):
        guard (1...10_000).contains(count) else {
          let name = unitName(Self.periodUnit(unit))
          report(Diagnostic(.badPeriod, "go back from 1 to 10,000 \(name)s", at: modifier.span))
          return nil
        }
        let shift = PeriodShift(count: Int32(count), unit: Self.periodUnit(unit))
        result.steps.append(
          TimeFrame.Step(length: .shift(shift), words: text(modifier.span), place: place))
      case .priorPeriod:
        result.steps.append(
          TimeFrame.Step(length: .period, words: text(modifier.span), place: place))
      case .condition, .within, .withinAll, .per, .over: break
      }
    }
    return result
  }

  /// A period within the one around it: the days that both share; nil after a message.
  private mutating func within(
    _ outer: TimeFrame.Period?, _ span: PeriodSpan, words: String, at place: Span
  ) -> TimeFrame.Period? {
    guard let outer else { return TimeFrame.Period(span: span, words: words, place: place) }
    guard let shared = outer.span.shared(with: span) else {
      report(noCommonDay(outer, words, at: place))
      return nil
    }
    let both = "\(words) in \(outer.words)"
    tell("\(both): \(PeriodSpan.words(shared.days))", at: place)
    return TimeFrame.Period(span: shared, words: both, place: place)
  }

  // MARK: - change

  /// `change(x prior year)`: (x − x a year before) ÷ x a year before.
  mutating func checkChange(_ spec: AggregateSpec, _ call: CallArguments, span: Span) -> Shape {
    guard call.arguments.count == 1, let argument = call.arguments.first else {
      report(
        Diagnostic(
          .wrongArgumentCount, "change takes one figure", at: span,
          suggestions: [Suggestion("", spec.signature)]))
      return .poison
    }
    var during: [Modifier] = []
    var prior: [Modifier] = []
    for modifier in call.modifiers {
      switch modifier.kind {
      case .during: during.append(modifier)
      case .prior, .priorPeriod: prior.append(modifier)
      case .condition, .within, .withinAll, .per, .over:
        report(changeTakesOnlyTime(modifier, argument.value))
        return .poison
      }
    }
    guard !prior.isEmpty else {
      report(changeNeedsPrior(call, at: span))
      return .poison
    }
    guard let now = time(during, in: frame), var before = time(prior, in: now) else {
      return .poison
    }
    before.isCompared = true
    func figure(_ time: TimeFrame) -> TypedExpression {
      at(time) { $0.single($0.checkArgumentQuery(argument.value), at: argument.value.span) }
    }
    let current = figure(now)
    if current.type == .poison { return .poison }
    let known = datedCount
    let earlier = figure(before)
    if earlier.type == .poison { return .poison }
    guard datedCount > known else {
      report(nothingToMove(argument.value, prior[0]))
      return .poison
    }
    guard isNumeric(current.type) else {
      report(needsNumber(current, at: argument.value.span))
      return .poison
    }
    let difference = arithmetic(.subtract, current, earlier, span: span)
    var growth = arithmetic(.divide, difference, earlier, span: span)
    if growth.type == .poison { return .poison }
    growth.type = .percent
    return .gathered(growth)
  }

  // MARK: - Aggregates in time

  /// An aggregate with the condition that its time makes, and what has to hold for it to be known.
  ///
  /// - Parameters:
  ///   - each: the `each` key of the summary around it.
  ///   - keys: what the rows are grouped by besides.
  ///   - isSplit: whether they are grouped by the `each` key too.
  mutating func placed(
    _ dated: DatedAggregate, each: EachKey?, isSplit: Bool, keys: [TypedExpression], at span: Span
  ) -> (aggregate: Aggregate, isKnown: TypedExpression?)? {
    var aggregate = dated.aggregate
    aggregate.time = nil
    guard let date = dated.date else {
      guard dated.frame.isPlain || dated.frame.isUndecided else {
        report(noDateInTime(dated, at: span))
        return nil
      }
      return (aggregate, nil)
    }
    datedCount += 1
    if dated.frame.isUndecided { return (aggregate, nil) }
    // What is moved: what `during` says, and the days of the `each` key.
    var spans: [PeriodSpan] = []
    if let period = dated.frame.period { spans.append(period.span) }
    if let range = each?.span, !isSplit || each?.isWhole == false { spans.append(range) }
    if spans.isEmpty, !isSplit, !dated.frame.steps.isEmpty {
      if keepsOwnTime(dated, keys: keys) { return nil }
      report(priorOfWhichPeriod(dated, each, at: span))
      return nil
    }
    guard let shifts = shifts(dated.frame.steps, each: each, isSplit: isSplit) else { return nil }
    var moved: [PeriodSpan] = []
    for span in spans {
      guard let result = self.moved(span, by: dated.frame.steps, each: each) else { return nil }
      moved.append(result)
      aggregate.condition = both(
        aggregate.condition, operation(.isInDays(result.days), [date], .bool, date.span))
    }
    if each != nil, !isSplit, moved.isEmpty {
      aggregate.condition = both(
        aggregate.condition,
        operation(
          .not, [operation(.isMissing, [date], .bool, date.span)], .bool, date.span))
    }
    if isSplit {
      aggregate.time = AggregateTime(
        date: date, isBucketed: true, shifts: shifts,
        earliest: shifts.isEmpty ? nil : dated.earliest)
    }
    if dated.frame.steps.isEmpty { return (aggregate, nil) }
    guard looksBack(dated, at: moved, each: each, isSplit: isSplit, keys: keys) else {
      return nil
    }
    if let hasBegun = hasBegun(dated, spans, each: isSplit ? each : nil, at: span) {
      return (aggregate, hasBegun)
    }
    return (aggregate, isSplit ? nil : isKnown(dated, at: moved))
  }

  /// For `change`, what has to hold for a period to be compared with an earlier one: that it has
  /// begun. Nil where all have, and where there are dates to come, such as those that open deals are
  /// to close by. Tells of the first that has not.
  private mutating func hasBegun(
    _ dated: DatedAggregate, _ spans: [PeriodSpan], each: EachKey?, at span: Span
  ) -> TypedExpression? {
    let known = knownDays(of: dated)
    guard dated.frame.isCompared, (known?.upperBound ?? today) <= today else { return nil }
    if let period = dated.frame.period, period.span.days.lowerBound > today {
      tellOfComing(period.words, dated)
      return constant(.truth(false), .bool, span)
    }
    guard let each, let context = group else { return nil }
    let next = calendar.period(of: today, each.unit) + 1
    let start = calendar.start(of: next, each.unit)
    let last = (each.span?.days ?? known)?.upperBound ?? start
    guard last >= start else { return nil }
    let first = (each.span?.days.lowerBound).map { calendar.period(of: $0, each.unit) } ?? next
    tellOfComing(calendar.description(of: max(first, next), each.unit), dated)
    let key = TypedExpression(
      .column(each.number, depth: 0), type: context.keys[each.number].type, span: span)
    return operation(
      .lessOrEqual,
      [operation(.periodStart, [key], .date, span), constant(.day(today), .date, span)],
      .bool, span)
  }

  /// The steps as the engine takes them; nil after a message.
  private mutating func shifts(
    _ steps: [TimeFrame.Step], each: EachKey?, isSplit: Bool
  ) -> [PeriodShift]? {
    guard isSplit, let each else { return [] }
    var shifts: [PeriodShift] = []
    for step in steps {
      let shift = shift(step, each: each)
      guard Calendar.leads(shift, from: each.unit) else {
        report(doesNotLead(step, from: each.unit))
        return nil
      }
      shifts.append(shift)
    }
    return shifts
  }

  private func shift(_ step: TimeFrame.Step, each: EachKey) -> PeriodShift {
    switch step.length {
    case .shift(let shift): shift
    case .period: PeriodShift(count: 1, unit: each.unit)
    }
  }

  /// A stretch moved by all steps; nil after a message.
  private mutating func moved(
    _ span: PeriodSpan, by steps: [TimeFrame.Step], each: EachKey?
  ) -> PeriodSpan? {
    var result = span
    for step in steps {
      let next: PeriodSpan?
      switch (step.length, each) {
      case (.shift(let shift), _): next = result.moved(by: shift, in: calendar)
      case (.period, let each?): next = result.moved(by: shift(step, each: each), in: calendar)
      case (.period, nil): next = result.before(in: calendar)
      }
      guard let next else {
        report(doesNotLead(step, from: .week))
        return nil
      }
      result = next
    }
    return result
  }

  /// Whether an aggregate can look at the time that its steps lead to: nothing may have removed it.
  /// Tells the days in a footnote.
  private mutating func looksBack(
    _ dated: DatedAggregate, at moved: [PeriodSpan], each: EachKey?, isSplit: Bool,
    keys: [TypedExpression]
  ) -> Bool {
    let (words, place) = (dated.frame.words, dated.frame.steps[0].place)
    var needed = moved
    if isSplit, let each, let range = each.span {
      guard let result = self.moved(range, by: dated.frame.steps, each: each) else { return false }
      if each.isWhole { needed.append(result) }
      tellOfDays(result, from: range, words, at: place)
    }
    if let period = dated.frame.period, let first = moved.first {
      tellOfDays(first, from: period.span, "\(period.words), \(words)", at: place)
    } else if !isSplit, let range = each?.span, let first = moved.first {
      tellOfDays(first, from: range, words, at: place)
    }
    tellOfUnfinished(dated, each: each, isSplit: isSplit)
    if keepsOwnTime(dated, keys: keys) { return false }
    return isPastThere(dated, needed, each: isSplit ? each : nil)
  }

  /// Whether the time that an aggregate looks at reaches the first date that there is.
  private func isKnown(_ dated: DatedAggregate, at moved: [PeriodSpan]) -> TypedExpression? {
    guard let earliest = dated.earliest, let last = moved.map(\.days.upperBound).min() else {
      return nil
    }
    let span = dated.aggregate.span
    return operation(
      .lessOrEqual, [earliest, constant(.day(last), .date, span)], .bool, span)
  }

  /// A value where it is known, else missing.
  func limited(_ value: TypedExpression, to isKnown: TypedExpression?) -> TypedExpression {
    guard let isKnown else { return value }
    return TypedExpression(
      .conditional(
        isKnown, then: value, otherwise: constant(.missing, value.type, value.span)),
      type: value.type, span: value.span)
  }
}
