import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// A query with one more stage; nil where nothing is known of its columns. After a mistake the result has the columns that the stage would
  /// have had, as far as they are known, so that one mistake is said once.
  mutating func check(_ stage: Stage, on current: CheckedQuery) -> CheckedQuery? {
    let span = stage.span
    switch stage.kind {
    case .where(let condition):
      let checked = checkCondition(condition)
      return CheckedQuery(.filter(current.plan, checked), current.scope, at: span)
    case .add(let items): return checkAdd(items, current, span)
    case .replace(let items): return checkReplace(items, current, span)
    case .show(let items): return checkShow(items, current, span)
    case .hide(let names): return checkHide(names, current, span)
    case .rename(let renamings): return checkRename(renamings, current, span)
    case .sort(let keys): return checkSort(keys, current, span)
    case .take(let count, let per): return checkTake(count, per, current, span)
    case .top(let count, let isBottom, let by, let then, let per):
      return checkTop(count, isBottom, by, then, per, current, span)
    case .distinct(let items): return checkDistinct(items, current, span)
    case .summarize(let items, let keys): return checkSummarize(items, keys, current, span)
    case .expand(let path, let name, let keepsEmpty):
      return checkExpand(path, name, keepsEmpty, current, span)
    case .link(let isMany, let source, let name, let condition):
      return checkLink(isMany, source, name, condition, current, span)
    case .append(let source): return checkAppend(source, current, span)
    case .pivot(let items, let across, let list):
      return checkPivot(items, across, list, current, span)
    case .unpivot(let paths, let name, let value):
      return checkUnpivot(paths, name, value, current, span)
    case .assert(let condition, let message):
      let checked = checkCondition(condition)
      let words = words(message, or: condition)
      return CheckedQuery(.assert(current.plan, checked, message: words), current.scope, at: span)
    case .chart(let kind, let items, let keys):
      return checkChart(kind, items, keys, stage, current)
    case .apply(let name, let arguments): return checkApply(name, arguments, current, span)
    case .export(let name): return checkExport(name, stage, current)
    case .print(let title): return checkPrint(title, stage, current)
    case .describe, .explain:
      report(
        Diagnostic(
          .misplacedStage, "\(text(stage.verb)) ends a query that is shown", at: stage.verb,
          label: "not here"))
      return current
    case .invalid: return current
    }
  }

  private mutating func later(
    _ verb: String, _ stage: Stage, _ current: CheckedQuery
  ) -> CheckedQuery {
    report(notYet(verb, at: stage.verb))
    return current
  }

  /// A column of the incoming rows as a stage's output column.
  func outputColumn(
    _ name: String, isNamed: Bool, _ value: TypedExpression, in scope: RowScope
  ) -> ScopeColumn {
    var column = ScopeColumn(name: name, type: value.type, isNamed: isNamed, grain: scope.grain)
    switch value.kind {
    case .field(let field, let base):
      guard case .row(depth: 0) = base.kind else { break }
      column.anchorField = field
      column.viewNames = scope.columns.first { $0.anchorField == field }?.viewNames ?? [:]
    case .column(let index, depth: 0) where scope.columns.indices.contains(index):
      column.grain = scope.columns[index].grain
      column.carriesGrain = scope.columns[index].carriesGrain
      column.absentIsZero = scope.columns[index].absentIsZero
      column.viewNames = scope.columns[index].viewNames
      column.parameters = scope.columns[index].parameters
      return column
    default: break
    }
    if isBeyondToOne(value, in: scope) { column.grain = -1 }
    return column
  }

  private mutating func checkAdd(
    _ items: [Item], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    var query = current
    for item in items where query.plan.height <= Self.maximumHeight {
      scopes[scopes.count - 1] = query.scope
      inputs[inputs.count - 1] = query.plan
      let value = checkItem(item)
      let (name, isNamed) = columnName(item.name, item.value)
      let key = name.lowercased()
      if isNamed, query.scope.columnIndex(key) != nil || query.scope.links[key] != nil {
        report(duplicateColumn(name, item, verb: "add"))
      }
      var scope = query.scope
      scope.columns.append(outputColumn(name, isNamed: isNamed, value, in: query.scope))
      if value.type == .poison { scope.columns[scope.columns.count - 1].anchorField = nil }
      query = CheckedQuery(.extend(query.plan, value), scope, at: span)
    }
    return query
  }

  /// The value of an item; `name = value` with a new name is a column named the wrong way.
  mutating func checkItem(_ item: Item) -> TypedExpression {
    if item.name == nil, case .binary(.equal, _, let left, let right) = item.value.kind,
      case .name(let name, nil) = left.kind,
      !isKnown(name)
    {
      report(
        Diagnostic(
          .foreignHabit, "a new column is named with a colon; = compares", at: item.span,
          suggestions: [Suggestion("", "\(name.text): \(text(right.span))")]))
      return Self.poison(item.span)
    }
    return checkValue(item.value)
  }

  private mutating func checkShow(
    _ items: [Item], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    var scope = current.scope
    scope.columns = []
    scope.links = [:]
    var values: [TypedExpression] = []
    siblings = items.compactMap { $0.name?.key }
    defer { siblings = [] }
    for item in items {
      let value = checkItem(item)
      let (name, isNamed) = columnName(item.name, item.value)
      if isNamed, scope.columnIndex(name.lowercased()) != nil {
        report(duplicateColumn(name, item, verb: "show"))
      }
      scope.columns.append(outputColumn(name, isNamed: isNamed, value, in: current.scope))
      values.append(value)
    }
    return CheckedQuery(.project(current.plan, values), scope, at: span)
  }

  private mutating func checkReplace(
    _ items: [Item], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    var scope = current.scope
    var values = current.scope.columns.indices.map {
      column($0, of: current.scope, depth: 0, at: span)
    }
    for item in items {
      let index: Int
      if let name = item.name, binding(Expression(.name(name, nil), span: name.span)) != nil {
        guard let named = columnIndex(name, verb: "replace", in: current.scope) else { continue }
        index = named
      } else if let name = item.name, let named = current.scope.columnIndex(name.key) {
        index = named
      } else {
        report(replaceNeedsColumn(item, in: current.scope))
        continue
      }
      let value = checkValue(item.value)
      scope.columns[index] = outputColumn(
        scope.columns[index].name, isNamed: true, value, in: current.scope)
      values[index] = value
    }
    return CheckedQuery(.project(current.plan, values), scope, at: span)
  }

  private mutating func checkHide(
    _ names: [Name], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    var hidden: Set<Int> = []
    for name in names {
      if let index = columnIndex(name, verb: "hide", in: current.scope) { hidden.insert(index) }
    }
    return keep(current.scope.columns.indices.filter { !hidden.contains($0) }, of: current, span)
  }

  /// The query with only some of its columns.
  private func keep(_ kept: [Int], of current: CheckedQuery, _ span: Span) -> CheckedQuery {
    var scope = current.scope
    scope.columns = kept.map { current.scope.columns[$0] }
    scope.links = scope.links.compactMapValues { link in
      var link = link
      if let many = link.many {
        guard let renumbered = many.renumbered(kept) else { return nil }
        link.many = renumbered
      }
      link.columns = link.columns.compactMapValues { kept.firstIndex(of: $0) }
      link.anchorColumn = link.anchorColumn.flatMap { kept.firstIndex(of: $0) }
      link.matchColumn = link.matchColumn.flatMap { kept.firstIndex(of: $0) }
      return link
    }
    let values = kept.map { column($0, of: current.scope, depth: 0, at: span) }
    return CheckedQuery(.project(current.plan, values), scope, at: span)
  }

  private mutating func checkRename(
    _ renamings: [Renaming], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    var scope = current.scope
    for renaming in renamings {
      guard let index = columnIndex(renaming.old, verb: "rename", in: current.scope) else {
        continue
      }
      scope.columns[index].name = renaming.new.text
    }
    var seen: Set<String> = []
    for column in scope.columns where column.isNamed {
      if !seen.insert(column.name.lowercased()).inserted,
        let renaming = renamings.first(where: { $0.new.key == column.name.lowercased() })
      {
        report(
          Diagnostic(
            .duplicateName, "there would be two columns called \"\(column.name)\"",
            at: renaming.new.span,
            suggestions: [Suggestion("first drop one", "hide \(column.name)")]))
      }
    }
    let values = scope.columns.indices.map {
      column($0, of: current.scope, depth: 0, at: span)
    }
    return CheckedQuery(.project(current.plan, values), scope, at: span)
  }

  private mutating func checkSort(
    _ keys: [SortKey], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    var scope = current.scope
    scope.isOrdered = true
    return CheckedQuery(.sort(current.plan, sortTerms(keys)), scope, at: span)
  }

  private mutating func sortTerms(_ keys: [SortKey]) -> [SortTerm] {
    var terms: [SortTerm] = []
    for key in keys {
      let value = comparedAmount(checkValue(key.value))
      terms.append(SortTerm(value: value, isDescending: key.isDescending))
    }
    return terms
  }

  /// What rows are put in order or told apart by: amounts of several currencies do not compare.
  mutating func comparedAmount(_ value: TypedExpression) -> TypedExpression {
    guard case .mixedMoney(let currencies) = value.type else { return value }
    report(mixedCurrencies(currencies, not: "compare", at: value.span))
    return Self.poison(value.span)
  }

  private mutating func paths(_ paths: [Path]) -> [TypedExpression] {
    var values: [TypedExpression] = []
    for path in paths { values.append(checkValue(Self.expression(path))) }
    return values
  }

  private mutating func checkTake(
    _ count: Count, _ per: [Path], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    if !per.isEmpty, !current.scope.isOrdered {
      report(takeNeedsOrder(count, per, at: span))
    }
    return CheckedQuery(
      .take(current.plan, checkCount(count, verb: "take"), per: paths(per)), current.scope, at: span
    )
  }

  /// A number of rows, 1 where it is wrong: written out, or a parameter or param that stands for one.
  private mutating func checkCount(_ count: Count, verb: String) -> Int {
    switch count {
    case .number(let number, _): return number
    case .word(let name):
      let word = Expression(.name(name, nil), span: name.span)
      let value: TypedExpression
      if binding(word) != nil {
        value = checkValue(word)
      } else if let parameter = environment.parameters[name.key] {
        value = parameter.value
      } else {
        report(countNeedsNumber(name, verb: verb))
        return 1
      }
      if case .constant(.decimal(let number)) = value.kind, value.type == .number,
        let whole = number.rescaled(to: 0), (1...Int64(Int32.max)).contains(whole)
      {
        return Int(whole)
      }
      if value.type != .poison { report(wrongCount(written(word), verb: verb)) }
      return 1
    }
  }

  private mutating func checkTop(
    _ count: Count, _ isBottom: Bool, _ by: Expression, _ then: [SortKey], _ per: [Path],
    _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    let first = SortTerm(value: comparedAmount(checkValue(by)), isDescending: !isBottom)
    var scope = current.scope
    scope.isOrdered = true
    return CheckedQuery(
      .top(
        current.plan, checkCount(count, verb: isBottom ? "bottom" : "top"),
        by: [first] + sortTerms(then),
        per: paths(per)), scope, at: span)
  }

  private mutating func checkDistinct(
    _ items: [Item], _ current: CheckedQuery, _ span: Span
  ) -> CheckedQuery {
    let shown: CheckedQuery
    if items.isEmpty {
      shown = current
    } else {
      shown = checkShow(items, current, span)
    }
    var values: [TypedExpression] = []
    if case .project(_, let projected) = shown.plan.node, !items.isEmpty {
      for value in projected { values.append(comparedAmount(value)) }
    } else {
      values = current.scope.columns.indices.map {
        column($0, of: current.scope, depth: 0, at: span)
      }
    }
    return CheckedQuery(
      .distinct(current.plan, values), detached(shown.scope.columns), at: span)
  }

  /// The scope of rows that no longer belong to an entity.
  mutating func detached(_ columns: [ScopeColumn], isOrdered: Bool = false) -> RowScope {
    var scope = RowScope(isStage: true)
    scope.grain = freshGrain()
    scope.anchorGrain = scope.grain
    scope.isOrdered = isOrdered
    scope.columns = columns.map { column in
      var column = column
      column.anchorField = nil
      column.grain = scope.grain
      column.carriesGrain = nil
      return column
    }
    if scope.columns.count == 1, case .entity = scope.columns[0].type {
      scope.columns[0].carriesGrain = scope.grain
    }
    return scope
  }
}
