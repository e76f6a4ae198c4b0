import Columns
import Messages
import Model
import Plan
import Syntax

/// The wording of mistakes and remarks about periods compared with earlier ones.
extension Checking {
  // MARK: - change

  /// A period in `during` that differs from row to row, or from one round of a loop to the next.
  func periodKnownTooLate(_ period: Expression) -> Diagnostic {
    let words = text(period.span)
    return Diagnostic(
      .badPeriod, "during needs a period that is known before anything runs, and \(words) is not",
      at: period.span, suggestions: [Suggestion("", "where closed_on in \(words)")],
      notes: ["a condition on the date itself can take any period"])
  }

  func changeNeedsPrior(_ call: CallArguments, at span: Span) -> Diagnostic {
    let inside = text(call.span).dropFirst().dropLast()
    return Diagnostic(
      .wrongArgumentCount, "change needs to know against what to compare", at: span,
      suggestions: [
        Suggestion("the year before", "change(\(inside) prior year)"),
        Suggestion("the period before", "change(\(inside) prior period)"),
      ])
  }

  func changeTakesOnlyTime(_ modifier: Modifier, _ figure: Query) -> Diagnostic {
    let words = text(figure.span)
    let clause = text(modifier.span)
    let inner = words.hasSuffix(")") ? "\(words.dropLast()) \(clause))" : "\(words)(\(clause))"
    return Diagnostic(
      .modifierNotAllowed,
      "change takes only during and prior; the rest belongs to the figure that it compares",
      at: modifier.span, suggestions: [Suggestion("", "change(\(inner) prior year)")])
  }

  /// What `change` compares has no aggregate that goes by a date.
  func nothingToMove(_ figure: Query, _ prior: Modifier) -> Diagnostic {
    let clause = text(prior.span)
    var suggestions: [Suggestion] = []
    func dateName(_ entity: EntityID) -> String? {
      catalog[entity].fields.first { $0.type == .date }?.name
    }
    if let anchor = scopes.last?.anchor {
      if group != nil, let date = dateName(anchor) {
        suggestions = [Suggestion("", "change(count(over \(date)) \(clause))")]
      }
      for inverse in catalog[anchor].inverses where group == nil && suggestions.isEmpty {
        guard let date = dateName(inverse.source) else { continue }
        let count = "count(\(inverse.name) over \(date) during this year to date)"
        suggestions = [Suggestion("", "change(\(count) \(clause))")]
      }
    }
    return Diagnostic(
      .noPeriod, "\(text(figure.span)) goes by no date, so \(clause) cannot move it",
      at: figure.span, suggestions: suggestions)
  }

  /// A column that holds a figure does not follow when the time is moved.
  func finishedFigure(
    _ definition: TypedExpression?, _ step: TimeFrame.Step, at span: Span
  ) -> Diagnostic {
    let words = text(span)
    var suggestions: [Suggestion] = []
    if let definition {
      let lead = scopes.last?.anchor == nil ? "in the summarize" : ""
      suggestions.append(Suggestion(lead, "change(\(text(definition.span)) \(step.words))"))
    }
    if scopes.last?.isOrdered == true {
      suggestions.append(
        Suggestion("against the row before", "\(words) / previous(\(words)) - 1"))
    }
    return Diagnostic(
      .noPeriod, "an earlier stage has computed \(words), and \(step.words) cannot change that",
      at: span, label: "compare what it was made of", suggestions: suggestions)
  }

  // MARK: - during and prior

  /// Two periods that exclude each other, the inner one perhaps in a measure's definition.
  func noCommonDay(_ outer: TimeFrame.Period, _ words: String, at place: Span) -> Diagnostic {
    let isTyped = measure?.callSite == nil
    return Diagnostic(
      .badPeriod, "\(outer.words) and \(words) have no day in common", at: place,
      suggestions: isTyped ? [Suggestion("", "during \(words)")] : [],
      notes: isTyped ? [] : ["the measure itself looks only at \(words)"])
  }

  func noDateInTime(_ dated: DatedAggregate, at span: Span) -> Diagnostic {
    let words = dated.frame.period?.words ?? dated.frame.words
    let clause = dated.frame.period == nil ? "\(dated.frame.words)" : "during \(words)"
    if let measure, measure.callSite != nil {
      let declaration = measure.declaration
      return Diagnostic(
        .noDate, "\(declaration.name.text) has no date, so \(clause) cannot restrict it",
        at: measure.callSite,
        suggestions: [
          Suggestion(
            "name its date where it is defined",
            "measure \(declaration.name.text) on \(declaration.entity.text) = "
              + "\(text(declaration.body.span)) over \(dateName(dated.aggregate))")
        ])
    }
    return Diagnostic(
      .noDate, "say which date \(clause) looks at", at: span,
      suggestions: [Suggestion("", with("over \(dateName(dated.aggregate))", in: span))])
  }

  /// A measure beside `each` that says no date, neither in its definition nor in its use.
  func measureWithoutDate(_ measure: MeasureContext, used use: Span) -> Diagnostic {
    let dates = measure.entity.map { catalog[$0].fields.filter { $0.type == .date } } ?? []
    return Diagnostic(
      .noDate, "\(measure.declaration.name.text) has no date by which each could place it", at: use,
      suggestions: dates.prefix(3).map { Suggestion("", with("over \($0.name)", in: use)) })
  }

  /// A date of the rows that an aggregate runs over, for suggestions.
  private func dateName(_ aggregate: Aggregate) -> String {
    entity(of: aggregate).flatMap { entity in
      catalog[entity].fields.first { $0.type == .date }?.name
    } ?? "closed_on"
  }

  /// A call with one more clause behind its arguments.
  private func with(_ clause: String, in span: Span) -> String {
    let call = text(span)
    guard call.hasSuffix(")") else { return "\(call)(\(clause))" }
    let inside = call.dropLast()
    return "\(inside)\(inside.hasSuffix("(") ? "" : " ")\(clause))"
  }

  /// A `prior` that neither a `during` nor an `each` gives a period to.
  func priorOfWhichPeriod(_ dated: DatedAggregate, _ each: EachKey?, at span: Span) -> Diagnostic {
    let step = dated.frame.steps[0]
    var suggestions: [Suggestion] = []
    if let each {
      suggestions.append(Suggestion("", "\(each.words) in last 4 \(unitName(each.unit))s"))
    } else {
      suggestions.append(
        Suggestion(
          "a period",
          with("during last 4 quarters", before: step, in: measure?.callSite ?? span)))
      if group != nil {
        let unit = eachUnit(for: step)
        suggestions.append(Suggestion("every period", "by each \(unit)"))
      }
    }
    return Diagnostic(
      .noPeriod, "\(step.words) of which period?", at: step.place, suggestions: suggestions)
  }

  /// A call with a clause before its `prior`, which may stand around it, as in `change`.
  private func with(_ clause: String, before step: TimeFrame.Step, in call: Span) -> String {
    let words = text(step.place)
    if words.hasPrefix("prior") { return "\(clause) \(words)" }
    return with(clause, in: step.place)
  }

  private func eachUnit(for step: TimeFrame.Step) -> String {
    guard case .shift(let shift) = step.length else { return "quarter" }
    switch shift.unit {
    case .day, .week, .month: return unitName(shift.unit)
    case .quarter, .half, .year: return "quarter"
    case .fiscalQuarter, .fiscalHalf, .fiscalYear: return "fiscal quarter"
    }
  }

  /// A step that leads from a whole period to a part of one.
  func doesNotLead(_ step: TimeFrame.Step, from unit: PeriodUnit) -> Diagnostic {
    let fitting: [String]
    switch unit {
    case .day: fitting = ["day", "week", "month", "year"]
    case .week: fitting = ["week", "year"]
    case .month: fitting = ["month", "quarter", "year"]
    case .quarter, .fiscalQuarter: fitting = ["quarter", "year"]
    case .half, .fiscalHalf: fitting = ["period", "year"]
    case .year, .fiscalYear: fitting = ["year"]
    }
    let name = unitName(unit)
    return Diagnostic(
      .unevenStep, "\(step.words) does not lead from a \(name) to a whole \(name)",
      at: step.place, suggestions: fitting.map { Suggestion("", "prior \($0)") })
  }

  // MARK: - A past that is not there

  /// P330: `"prior year" needs 2024, which line 2 removes`.
  func pastRemoved(
    _ removed: PeriodSpan, by condition: TypedExpression, _ kept: DayBounds,
    _ dated: DatedAggregate, _ each: EachKey?
  ) -> Diagnostic {
    let step = dated.frame.steps[0]
    let place = condition.span
    // By its line where that isn't the one that the message is about.
    var culprit = "\"\(text(place))\""
    var drop = "drop \(text(place))"
    if let source = sources[place.source], place.source == step.place.source {
      let line = source.line(at: place.start)
      if line != source.line(at: step.place.start) {
        culprit = "line \(line)"
        let words = source.lineText(line).split(whereSeparator: \.isWhitespace)
        if words.joined(separator: " ") == "| where \(text(place))" { drop = "drop line \(line)" }
      }
    }
    var suggestions: [Suggestion] = []
    if let each, each.span == nil {
      let by = group?.keys.count == 1 ? "by " : ""
      suggestions.append(
        Suggestion(
          "\(drop) and write", "\(by)\(each.typed) in \(range(kept, of: condition))"))
    } else if let each {
      suggestions.append(Suggestion("\(drop) and keep", each.typed))
    } else if let period = dated.frame.period {
      suggestions.append(Suggestion("\(drop) and keep", "during \(period.words)"))
    }
    return Diagnostic(
      .pastRemoved,
      "\"\(step.words)\" needs \(removed.typed(in: calendar)), which \(culprit) removes",
      at: step.place,
      related: [RelatedPlace(span: place, label: "keeps only these dates")],
      suggestions: suggestions)
  }

  /// Only the latest or the earliest rows were taken, and how far those go the data decides.
  func pastCutOff(_ value: TypedExpression, _ dated: DatedAggregate) -> Diagnostic {
    let step = dated.frame.steps[0]
    return Diagnostic(
      .pastRemoved,
      "\"\(step.words)\" compares two times, and a step before took only some rows by their date",
      at: step.place,
      related: [RelatedPlace(span: value.span, label: "the first by this date")],
      notes: ["take rows behind the comparison, or limit it by during or each … in"])
  }

  /// What a condition keeps, as it was typed where it was `… in RANGE`.
  private func range(_ kept: DayBounds, of condition: TypedExpression) -> String {
    let words = text(condition.span)
    if case .operation(.isInDays, _) = condition.kind, let joint = words.firstRange(of: " in ") {
      return String(words[joint.upperBound...])
    }
    return kept.typed(in: calendar)
  }

  /// Groups that hold only rows of their own time.
  func keyFixesTime(_ key: TypedExpression, _ dated: DatedAggregate) -> Diagnostic {
    let step = dated.frame.steps[0]
    var unit = eachUnit(for: step)
    if case .period(let own) = key.type, own != .half, own != .fiscalHalf { unit = unitName(own) }
    return Diagnostic(
      .noPeriod,
      "\"\(step.words)\" looks at another time, and \(text(key.span)) keeps every row in a group "
        + "of its own time", at: step.place,
      related: [RelatedPlace(span: key.span, label: "only periods in which there are rows")],
      suggestions: [Suggestion("instead of \(text(key.span))", "each \(unit)")])
  }

  // MARK: - Footnotes

  /// Tells the days that a `prior` leads to; where they are fewer weeks or more, how many.
  mutating func tellOfDays(
    _ moved: PeriodSpan, from span: PeriodSpan, _ words: String, at place: Span
  ) {
    var text = "\(words): \(PeriodSpan.words(moved.days))"
    if span.unit == .week, moved.days.count != span.days.count {
      text += ", \(moved.days.count / 7) weeks instead of \(span.days.count / 7)"
    }
    tell(text, at: place)
  }

  /// Tells that there is nothing yet that could be compared.
  mutating func tellOfComing(_ words: String, _ dated: DatedAggregate) {
    tell(
      "\(words) has not begun, so \(dated.frame.words) has nothing to compare",
      at: dated.frame.steps[0].place)
  }

  /// Tells where a period that is not over yet is compared with a whole one, and how not to.
  mutating func tellOfUnfinished(_ dated: DatedAggregate, each: EachKey?, isSplit: Bool) {
    let steps = dated.frame.words
    let place = dated.frame.steps[0].place
    func likeForLike(_ first: String, _ words: String, _ lead: String) {
      tell(
        "\(words) is not over, and \(steps) compares it with a whole one; like for like: "
          + "\(lead) \(first)..today", at: place)
    }
    if isSplit, let each {
      guard let days = each.span?.days ?? knownDays(of: dated) else { return }
      let current = calendar.period(of: today, each.unit)
      var last = calendar.end(of: current, each.unit)
      if each.span != nil { last = min(last, days.upperBound) }
      guard last > today, calendar.start(of: current, each.unit) <= days.upperBound,
        days.lowerBound <= today
      else { return }
      let first = calendar.period(of: days.lowerBound, each.unit)
      let isCut = each.span != nil && calendar.start(of: first, each.unit) < days.lowerBound
      likeForLike(
        isCut
          ? PeriodSpan.words(days.lowerBound...days.lowerBound)
          : calendar.description(of: first, each.unit),
        calendar.description(of: current, each.unit), "\(each.words) in")
    } else if let period = dated.frame.period, period.span.course == .fixed,
      period.span.days.contains(today), period.span.days.upperBound > today
    {
      let span = period.span
      likeForLike(
        PeriodSpan.words(span.days.lowerBound...span.days.lowerBound), period.words, "during")
    }
  }
}
