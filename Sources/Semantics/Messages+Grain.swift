import Columns
import Messages
import Model
import Plan
import Syntax

/// The wording of mistakes about one and many.
extension Checking {
  func manyValues(_ set: RowSet, _ origin: ManyOrigin) -> Diagnostic {
    let words = text(origin.span)
    let parts = words.split(separator: ".", maxSplits: 1).map(String.init)
    let (path, field) = parts.count == 2 ? (parts[0], parts[1]) : (words, words)
    let owner = ownerName(set)
    var suggestions: [Suggestion] = []
    let end = origin.relation.isEmpty ? "" : " \(origin.relation)"
    switch origin.type {
    case .number, .money, .percent, .duration:
      suggestions.append(Suggestion("the total", "sum(\(words))\(end)"))
    case .date, .period: suggestions.append(Suggestion("the latest", "max(\(words))\(end)"))
    case .entity, .text, .choice, .id, .bool, .mixedMoney, .missing, .poison:
      suggestions.append(Suggestion("how many", "count_distinct(\(words))"))
    }
    if !origin.relation.isEmpty {
      suggestions.append(Suggestion("at least one", "any(\(path) where \(field)\(end))"))
    }
    return Diagnostic(
      .manyValues, "\(owner) has many \(path), so \(words) is many values, not one",
      at: origin.span,
      suggestions: suggestions)
  }

  func manyRows(_ set: RowSet, at span: Span) -> Diagnostic {
    let words = text(span)
    return Diagnostic(
      .manyValues, "\(words) is many rows, not one value", at: span,
      suggestions: [
        Suggestion("how many", "count(\(words))"),
        Suggestion("at least one", "any(\(words) where …)"),
      ])
  }

  private func ownerName(_ set: RowSet) -> String {
    if case .reached(let owner, _) = set.rows, case .entity(let id) = owner.type {
      return "a \(catalog[id].singular)"
    }
    if case .pipeline = set.rows, let anchor = scopes.last?.anchor {
      return "a \(catalog[anchor].singular)"
    }
    return "the whole"
  }

  func manyKey(_ shape: Shape, _ expression: Expression) -> Diagnostic {
    let words = text(expression.span)
    var other = "the other entity"
    switch shape {
    case .rows(let set, _), .many(let set, _):
      if let anchor = set.scope.anchor { other = catalog[anchor].name }
    default: break
    }
    return Diagnostic(
      .manyKey, "\(words) is many values, so a row would belong to several groups",
      at: expression.span,
      suggestions: [
        Suggestion(
          "start from the other side", "\(other) | summarize n: count() by \(lastName(words))")
      ])
  }

  /// - Parameter scope: that of the rows over which the value would be added up.
  func countOncePer(
    _ name: Name, _ value: TypedExpression, _ call: CallArguments, in scope: RowScope?,
    at span: Span
  ) -> Diagnostic {
    let words = text(call.arguments.first?.value.span ?? value.span)
    let isPath = words.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    let field = isPath ? lastName(words) : words
    var rows = scope?.anchor
    var owner: String?
    var holder = "thing"
    if let scope, let link = sharedLink(in: value, scope) {
      owner = text(link.span)
      holder = lastName(text(link.span))
    } else if let scope, let anchor = scope.anchor, scope.anchorGrain != scope.grain {
      rows = expandedEntity(scope)
      owner = "this"
      holder = catalog[anchor].singular
    }
    let many = rows.map { catalog[$0].name } ?? "rows"
    let single = rows.map { "\(catalog[$0].singular) row" } ?? "row"
    var suggestions = [Suggestion("every \(single)", "\(name.text)(\(words) per row)")]
    var notes: [String] = []
    if let owner {
      suggestions.insert(
        Suggestion("each \(holder) once", "\(name.text)(\(words) per \(owner))"), at: 0)
    } else {
      let link = scope?.anchor.flatMap { anchor in
        catalog[anchor].fields.first { if case .entity = $0.type { true } else { false } }?.name
      }
      notes = ["or name what it belongs to: \(name.text)(\(words) per \(link ?? "name"))"]
    }
    return Diagnostic(
      .countOncePer,
      owner == nil
        ? "\(field) belongs to something that several \(many) share; count it once per what?"
        : "several \(many) share a \(holder); count \(field) once per what?", at: span,
      suggestions: suggestions, notes: notes)
  }

  private func lastName(_ path: String) -> String {
    path.split(separator: ".").last.map(String.init) ?? path
  }

  /// The first to-one step in a value that leads away from the rows themselves.
  private func sharedLink(in value: TypedExpression, _ scope: RowScope) -> TypedExpression? {
    switch value.kind {
    case .field(_, let base): return sharedLink(at: base, scope)
    case .operation(_, let arguments):
      return arguments.lazy.compactMap { sharedLink(in: $0, scope) }.first
    case .conditional(let condition, let then, let otherwise):
      return [condition, then, otherwise].lazy.compactMap { sharedLink(in: $0, scope) }.first
    case .aggregate(let aggregate):
      return owner(of: aggregate.rows).flatMap { sharedLink(at: $0, scope) }
    case .constant, .variable, .row, .column, .window: return nil
    }
  }

  private func sharedLink(at row: TypedExpression, _ scope: RowScope) -> TypedExpression? {
    if case .row = row.kind { return nil }
    return isOwn(row, in: scope) == false ? row : nil
  }

  /// The entity whose rows an `expand` went on to.
  private func expandedEntity(_ scope: RowScope) -> EntityID? {
    guard let column = scope.columns.first(where: { $0.carriesGrain == scope.grain }),
      case .entity(let entity) = column.type
    else { return nil }
    return entity
  }

  func countOfScalar(
    _ value: TypedExpression, _ call: CallArguments, at span: Span
  ) -> Diagnostic {
    let words = call.arguments.first.map { text($0.value.span) } ?? text(span)
    if value.type == .bool {
      return Diagnostic(
        .countOfScalar, "count counts rows; put the condition behind where", at: span,
        suggestions: [Suggestion("", "count(where \(words))")])
    }
    return Diagnostic(
      .countOfScalar, "count counts rows, and \(words) is a value", at: span,
      suggestions: [
        Suggestion("rows that have one", "count_present(\(words))"),
        Suggestion("different values", "count_distinct(\(words))"),
      ])
  }

  func rowsNeedAValue(_ name: Name, _ call: CallArguments, at span: Span) -> Diagnostic {
    let words = call.arguments.first.map { text($0.value.span) } ?? ""
    return Diagnostic(
      .wrongArgument, "\(name.text) needs a value of each row, and this is whole rows", at: span,
      suggestions: [
        Suggestion("", "\(name.text)(\(words.isEmpty ? "deals" : words).amount)"),
        Suggestion("how many rows", "count(\(words))"),
      ])
  }

  func notSummable(_ name: Name, _ value: TypedExpression, at span: Span) -> Diagnostic {
    let words = text(span)
    var suggestions: [Suggestion] = []
    switch value.type {
    case .bool: suggestions = [Suggestion("how many", "count(where \(words))")]
    case .date, .period:
      suggestions = [
        Suggestion("the latest", "max(\(words))"), Suggestion("the first", "min(\(words))"),
      ]
    case .text: suggestions = [Suggestion("if it holds numbers", "\(name.text)(number(\(words)))")]
    default: suggestions = [Suggestion("how many different", "count_distinct(\(words))")]
    }
    return Diagnostic(
      .needsNumber, "\(name.text) needs numbers, and \(words) is \(describe(value.type))",
      at: span, suggestions: suggestions)
  }

  func notMany(
    _ name: Name, _ aggregate: Aggregate, _ call: CallArguments, at span: Span
  ) -> Diagnostic {
    let words = call.arguments.first.map { text($0.value.span) } ?? ""
    let row = scopes.last?.anchor.map { "each \(catalog[$0].singular)" } ?? "each row"
    let call = text(span)
    let inside = call.dropLast()
    if words.isEmpty {
      return Diagnostic(
        .notMany, "\(name.text) needs to know which rows", at: span,
        suggestions: [
          Suggestion("all these rows", "\(name.text)(within all)"),
          Suggestion("one result", "summarize \(call)"),
        ])
    }
    return Diagnostic(
      .notMany, "\(words) is one value for \(row), so there is nothing to put together", at: span,
      suggestions: [
        Suggestion("over all these rows", "\(inside) within all)"),
        Suggestion("one result", "summarize \(call)"),
      ])
  }

  func notAggregated(_ value: TypedExpression, at span: Span) -> Diagnostic {
    let words = text(span)
    if let measure {
      let rows = measure.owners.first.map { key(of: $0) } ?? "rows"
      return Diagnostic(
        .notAggregated,
        "a measure is one figure for many \(rows), and "
          + "\(words) differs from one to the next", at: span,
        suggestions: isNumeric(value.type) ? [Suggestion("", "sum(\(words))")] : [])
    }
    var suggestions = [Suggestion("one row per value", "summarize n: count() by \(words)")]
    if isNumeric(value.type) {
      suggestions.append(Suggestion("the total", "sum(\(words))"))
    } else {
      suggestions.append(Suggestion("how many different", "count_distinct(\(words))"))
    }
    return Diagnostic(
      .notAggregated, "\(words) differs from row to row within a group", at: span,
      suggestions: suggestions)
  }

  func needsOrder(_ name: Name, at span: Span) -> Diagnostic {
    let key = columnToSort { $0 == .date }
    return Diagnostic(
      .needsOrder, "\(name.text) follows the order of the rows, and these have none yet",
      at: span,
      suggestions: key.map { [Suggestion("sort before this stage", "| sort \($0)")] } ?? [])
  }

  /// What is drawn in order, over rows that have none: those of the stage, or of a path.
  func seriesNeedsOrder(
    _ name: Name, _ target: AggregateTarget, _ call: CallArguments, at span: Span
  ) -> Diagnostic {
    guard let entity = target.opened.last?.anchor, let argument = call.arguments.first else {
      return needsOrder(name, at: span)
    }
    let words = text(argument.value.span)
    let path = words.split(separator: ".").dropLast().joined(separator: ".")
    let date = catalog[entity].fields.first { $0.type == .date }?.name
    return Diagnostic(
      .needsOrder, "\(name.text) follows the order of the rows, and \(words) has none", at: span,
      suggestions: date.map {
        [
          Suggestion(
            "sort them", "\(name.text)((\(path) | sort \($0)).\(lastName(words)))")
        ]
      } ?? [])
  }

  func takeNeedsOrder(_ count: Count, _ per: [Path], at span: Span) -> Diagnostic {
    let key = columnToSort { if case .money = $0 { true } else { $0 == .number } } ?? "name"
    let groups = per.map { text($0.span) }.joined(separator: ", ")
    let number = text(count.span)
    return Diagnostic(
      .needsOrder, "take … per needs an order, or the rows would be chosen by chance", at: span,
      suggestions: [
        Suggestion("sort first", "| sort \(key) desc | take \(number) per \(groups)"),
        Suggestion("or", "| top \(number) by \(key) per \(groups)"),
      ])
  }

  /// The first column of the rows in sight that has a fitting type, else the first of all.
  private func columnToSort(_ fits: (ValueType) -> Bool) -> String? {
    let columns = scopes.last?.columns.filter(\.isNamed) ?? []
    return (columns.first { fits($0.type) } ?? columns.first)?.name
  }

  func measureNeedsRows(_ measure: MeasureDeclaration, at span: Span) -> Diagnostic {
    let name = measure.name.text
    return Diagnostic(
      .aggregateOutside, "\(name) is one figure for many \(measure.entity.text)", at: span,
      suggestions: [
        Suggestion("one result", "summarize \(name)"),
        Suggestion("over all these rows", "\(name)(within all)"),
      ])
  }

  /// A value where a measure takes only clauses; a period most likely belongs behind `during`.
  func measureTakesNoValues(_ measure: MeasureDeclaration, _ argument: Query) -> Diagnostic {
    let name = measure.name.text
    var suggestions = [
      Suggestion("with a condition", "\(name)(where …)"),
      Suggestion("in a period", "\(name)(during last 4 quarters)"),
    ]
    switch argument.expression?.kind {
    case .relativePeriod, .period, .range:
      suggestions = [Suggestion("in a period", "\(name)(during \(text(argument.span)))")]
    default: break
    }
    return Diagnostic(
      .wrongArgumentCount, "\(name) is a measure and takes no values", at: argument.span,
      suggestions: suggestions)
  }

  func measureOfOneRow(
    _ measure: MeasureDeclaration, _ entity: EntityID, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .aggregateOutside,
      "\(measure.name.text) is one figure for many \(catalog[entity].name), and this is one",
      at: span)
  }

  /// A condition on the rows of a group, over rows that no row of the group leads to: it would hold
  /// where it does for any row of the group.
  func conditionOnGroup(_ condition: TypedExpression, _ entity: EntityID?) -> Diagnostic {
    let words = text(condition.span)
    let group = scopes.last?.anchor
    let row = group.map { "each " + catalog[$0].singular } ?? "each row of the group"
    var suggestions: [Suggestion] = []
    let link = entity.flatMap { entity in catalog[entity].fields.first { $0.target == group } }
    if let link, group != nil, words.first?.isLetter == true {
      suggestions.append(Suggestion("that of their own", "\(link.name).\(words)"))
    }
    suggestions.append(Suggestion("in a step before", "| where \(words)"))
    return Diagnostic(
      .mixedPaths,
      "this is about \(row), and the rows that are counted are the same for all of them",
      at: condition.span, suggestions: suggestions)
  }

  func noDate(_ entity: EntityID?, at span: Span) -> Diagnostic {
    let dates =
      entity.map { catalog[$0].fields.filter { $0.type == .date }.map(\.name) } ?? []
    let inside = text(span).dropLast()
    return Diagnostic(
      .noDate, "each needs to know which date of this figure to go by", at: span,
      suggestions: dates.prefix(3).map {
        Suggestion("", "\(inside)\(inside.hasSuffix("(") ? "" : " ")over \($0))")
      })
  }

  func severalDates(_ dates: [TypedExpression], at span: Span) -> Diagnostic {
    let inside = text(span).dropLast()
    return Diagnostic(
      .severalDates, "the measures beside this figure go by different dates; say which", at: span,
      suggestions: dates.map {
        Suggestion("", "\(inside)\(inside.hasSuffix("(") ? "" : " ")over \(text($0.span)))")
      })
  }
}
