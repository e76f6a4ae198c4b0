import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// `chart kind items by keys`: the rows go on as they are, and are drawn.
  mutating func checkChart(
    _ name: Name, _ items: [Item], _ keys: [GroupKey], _ stage: Stage, _ current: CheckedQuery
  ) -> CheckedQuery {
    guard let kind = ChartKind(rawValue: name.key) else {
      report(unknownChart(name, items, keys, in: current.scope))
      return current
    }
    var drawing = Drawing(kind: kind, rows: current)
    let known = diagnostics.count
    for item in items { add(item, to: \.items, of: &drawing) }
    if diagnostics.count > known, diagnostics[known].isAboutMany {
      diagnostics[known].suggestions = [putTogether(items, keys, kind)]
    }
    for key in keys {
      switch key {
      case .item(let item): add(item, to: \.keys, of: &drawing)
      case .each(_, _, _, let span): report(eachInChart(items, in: current.scope, at: span))
      }
    }
    guard diagnostics[known...].allSatisfy({ $0.severity == .warning }) else { return current }
    complete(&drawing, name, at: stage.verb)
    guard var spec = spec(of: drawing, name, at: stage.span) else { return current }
    spec.totals = totals(of: drawing)
    return tap(.chart(spec), stage, current) { drawing.drawn(from: $0) }
  }

  /// A chart while it is being checked.
  private struct Drawing {
    struct Part {
      var column: Int
      var span: Span
    }

    let kind: ChartKind
    /// The rows as they come.
    let rows: CheckedQuery
    /// What only the chart needs: columns behind those of the rows.
    var own: [(column: ScopeColumn, value: TypedExpression)] = []
    var items: [Part] = []
    var keys: [Part] = []
    /// Whether all numbers of a pivot are drawn, whichever it finds.
    var drawsWhatIsFound = false

    func column(_ part: Part) -> ScopeColumn {
      let columns = rows.scope.columns
      return part.column < columns.count
        ? columns[part.column] : own[part.column - columns.count].column
    }

    /// The rows with the chart's own columns.
    func drawn(from plan: LogicalPlan) -> LogicalPlan {
      var query = rows
      query.plan = plan
      for (column, value) in own {
        var longer = query.scope
        longer.columns.append(column)
        query = CheckedQuery(.extend(query.plan, value), longer, at: value.span)
      }
      return query.plan
    }
  }

  private mutating func add(
    _ item: Item, to parts: WritableKeyPath<Drawing, [Drawing.Part]>, of drawing: inout Drawing
  ) {
    let scope = drawing.rows.scope
    if item.name == nil, case .name(let name, nil) = item.value.kind,
      let index = scope.columnIndex(name.key)
    {
      drawing[keyPath: parts].append(Drawing.Part(column: index, span: item.span))
      return
    }
    if scope.isOpen {
      report(unknownBehindPivot(item, in: scope))
      return
    }
    let value = checkItem(item)
    if value.type == .poison { return }
    let (name, isNamed) = columnName(item.name, item.value)
    drawing[keyPath: parts].append(
      Drawing.Part(column: scope.columns.count + drawing.own.count, span: item.span))
    drawing.own.append((outputColumn(name, isNamed: isNamed, value, in: scope), value))
  }

  // MARK: - What is left out

  /// Fills in the items and keys that were not named.
  private func complete(_ drawing: inout Drawing, _ name: Name, at span: Span) {
    let columns = drawing.rows.scope.columns
    if drawing.items.isEmpty {
      drawing.drawsWhatIsFound = drawing.rows.scope.isOpen
      drawing.items = columns.indices.filter { index in
        columns[index].type.isDrawable && !drawing.keys.contains { $0.column == index }
      }.map { Drawing.Part(column: $0, span: name.span) }
    }
    if drawing.keys.isEmpty {
      drawing.keys = usualKeys(of: drawing).map { Drawing.Part(column: $0, span: name.span) }
    }
    // A line runs along the key that has an order, wherever that stands.
    if drawing.kind == .line,
      let place = drawing.keys.firstIndex(where: { drawing.column($0).type.runsAlongALine })
    {
      drawing.keys.insert(drawing.keys.remove(at: place), at: 0)
    }
  }

  /// What rows are called by: the name of an entity, else the columns in front of the numbers.
  private func usualKeys(of drawing: Drawing) -> [Int] {
    let scope = drawing.rows.scope
    let drawn = Set(drawing.items.map(\.column))
    let firstDrawn = drawn.min() ?? scope.columns.count
    let texts = scope.columns.indices.filter { !scope.columns[$0].type.isDrawable }
    if drawing.kind == .line, scope.anchor != nil {
      let along = texts.filter { scope.columns[$0].type.runsAlongALine }
      // Of several dates only the user knows which one is meant.
      return along.count == 1 ? along : []
    }
    if let anchor = scope.anchor,
      let field = catalog[anchor].displayField ?? catalog[anchor].idField,
      let column = texts.first(where: { scope.columns[$0].anchorField == field })
    {
      return [column]
    }
    let leading = Array(scope.columns.indices.prefix { texts.contains($0) })
    if !leading.isEmpty { return leading }
    // Numbers in front, such as years, if something else is drawn.
    let before = scope.columns.indices.prefix(min(firstDrawn, scope.columns.count))
    return before.isEmpty ? Array(texts.prefix(1)) : Array(before)
  }

  // MARK: - What can be drawn

  private mutating func spec(of drawing: Drawing, _ name: Name, at span: Span) -> ChartSpec? {
    for item in drawing.items where !drawing.column(item).type.isDrawable {
      report(notDrawable(drawing.column(item), drawing.kind, at: item.span))
      return nil
    }
    if drawing.items.isEmpty, !drawing.drawsWhatIsFound {
      report(nothingToDraw(drawing.rows.scope, at: name.span))
      return nil
    }
    switch drawing.kind {
    case .bar: break
    case .line:
      guard let key = drawing.keys.first, drawing.column(key).type.runsAlongALine else {
        report(noOrderForLine(drawing.rows.scope, items(of: drawing), keys(of: drawing), name))
        return nil
      }
    case .heat:
      let first = drawing.items.first.map { drawing.column($0) }
      if let first,
        let other = drawing.items.lazy.map({ drawing.column($0) }).first(where: {
          $0.type != first.type
        })
      {
        report(severalUnits(first, other, keys(of: drawing), at: name.span))
        return nil
      }
    }
    return ChartSpec(
      kind: drawing.kind, items: drawing.drawsWhatIsFound ? nil : drawing.items.map(\.column),
      keys: drawing.keys.map(\.column),
      ownColumns: drawing.own.count, totals: "", span: span)
  }

  /// What puts the rows together that a chart would draw at one place.
  private func totals(of drawing: Drawing) -> String {
    func words(_ part: Drawing.Part) -> String {
      let isOwn = part.column >= drawing.rows.scope.columns.count
      return isOwn ? text(part.span) : drawing.column(part).name
    }
    let names = drawing.items.map { part in
      drawing.column(part).isNamed ? drawing.column(part).name : "total"
    }
    let sums = zip(names, drawing.items).map { name, part in
      let value = words(part)
      let bare = value.hasPrefix("\(name):") ? value.dropFirst(name.count + 2) : value[...]
      return "\(name): sum(\(bare))"
    }
    let by = drawing.keys.map(words).joined(separator: ", ")
    return "summarize \(sums.joined(separator: ", ")) by \(by) | chart \(drawing.kind.rawValue) "
      + names.joined(separator: ", ")
  }

  private func items(of drawing: Drawing) -> [ScopeColumn] {
    drawing.items.map { drawing.column($0) }
  }

  private func keys(of drawing: Drawing) -> [ScopeColumn] {
    drawing.keys.map { drawing.column($0) }
  }
}

extension Diagnostic {
  /// Whether an aggregate stands where there is one value for each row.
  fileprivate var isAboutMany: Bool {
    switch code {
    case .notMany, .aggregateOutside: true
    default: false
    }
  }
}
