import Columns
import Messages
import Model
import Syntax

/// The wording of mistakes in charts.
extension Checking {
  func unknownChart(
    _ name: Name, _ items: [Item], _ keys: [GroupKey], in scope: RowScope
  ) -> Diagnostic {
    let kinds = ChartKind.allCases.map(\.rawValue)
    let others = [
      "column": "bar", "columns": "bar", "histogram": "bar", "pie": "bar", "area": "line",
      "time": "line", "heatmap": "heat", "map": "heat",
    ]
    let by = keys.isEmpty ? "" : " by " + keys.map { text($0.span) }.joined(separator: ", ")
    if scope.columnIndex(name.key) != nil {
      let drawn = ([name.text] + items.map { text($0.span) }).joined(separator: ", ")
      return Diagnostic(
        .unknownChart, "say how to draw \(name.text)", at: name.span,
        suggestions: [
          Suggestion("", "chart bar \(drawn)\(by)"), Suggestion("", "chart line \(drawn)\(by)"),
        ])
    }
    let drawn = items.isEmpty ? "" : " " + items.map { text($0.span) }.joined(separator: ", ")
    var diagnostic = Diagnostic(
      .unknownChart, "there is no chart called \"\(name.text)\"", at: name.span,
      notes: ["there are: \(kinds.joined(separator: ", "))"])
    if let near = others[name.key] ?? nearestName(to: name.text, among: kinds) {
      diagnostic.label = "did you mean \(near)?"
      diagnostic.suggestions = [Suggestion("", "chart \(near)\(drawn)\(by)")]
    }
    if ["spark", "sparkline", "sparklines"].contains(name.key) {
      diagnostic.label = ""
      diagnostic.suggestions = []
      diagnostic.notes = ["a small trend in a cell is the aggregate sparkline(value)"]
    }
    return diagnostic
  }

  /// An aggregate in a chart: its rows are made in a `summarize` before.
  func putTogether(_ items: [Item], _ keys: [GroupKey], _ kind: ChartKind) -> Suggestion {
    let drawn = items.map { text($0.span) }.joined(separator: ", ")
    let by = keys.map { text($0.span) }.joined(separator: ", ")
    return Suggestion(
      "summarize first",
      "summarize \(drawn)\(by.isEmpty ? "" : " by \(by)") | chart \(kind.rawValue)")
  }

  func eachInChart(_ items: [Item], in scope: RowScope, at span: Span) -> Diagnostic {
    let date = scope.columns.first { $0.isNamed && $0.type == .date }?.name
    let over = date.map { " over \($0)" } ?? ""
    let totals = items.map { item in
      let words = text(item.span)
      return item.name == nil ? "\(words): sum(\(words)\(over))" : words
    }
    let drawn =
      totals.isEmpty ? "n: count(\(over.trimmingPrefix(" ")))" : totals.joined(separator: ", ")
    return Diagnostic(
      .misplacedStage, "a chart draws the rows that there are, and each makes rows", at: span,
      label: "belongs to a summarize before",
      suggestions: [Suggestion("", "summarize \(drawn) by \(text(span)) | chart line")])
  }

  /// Figures that a pivot neither spreads nor drops: rows with different ones stay apart.
  func figuresKept(
    _ figures: [String], _ items: [Item], _ across: Path, _ span: Span
  ) -> Diagnostic {
    let listed = figures.compactMap { Name.written($0) }.joined(separator: ", ")
    let behind = text(
      Span(source: span.source, start: across.span.start, end: max(across.span.end, span.end)))
    let spread = items.map { text($0.value.span) }.joined(separator: ", ")
    return Diagnostic(
      .figureKept, "rows with another \(figures[0]) stay apart, for pivot spreads \(spread) alone",
      at: span, severity: .warning,
      suggestions: [
        Suggestion("spread it too", "| pivot \(spread), \(listed) across \(behind)"),
        Suggestion("leave it out", "| hide \(listed) | pivot \(spread) across \(behind)"),
      ])
  }

  /// A stage behind a pivot whose columns the data decides.
  ///
  /// - Parameter pivot: the stage before with the rows that it turns; nil where the pivot is a let's.
  func stageBehindPivot(at span: Span, pivot: (stage: Stage, scope: RowScope)?) -> Diagnostic {
    var diagnostic = Diagnostic(
      .pivotNotLast, "the columns of a pivot are known only when it runs", at: span,
      label: "so no stage can follow")
    if case .pivot(_, let across, _)? = pivot?.stage.kind, let last = across.names.last,
      let scope = pivot?.scope, let column = scope.columnIndex(last.key),
      let written = pivot?.stage.span
    {
      let type = scope.columns[column].type
      let values = valuesToPivot(by: type)
      if !values.isEmpty {
        let listed = "\(text(written)) in [\(values.joined(separator: ", "))]"
        diagnostic.suggestions = [Suggestion("list the values to go on", listed)]
      }
    }
    if diagnostic.suggestions.isEmpty {
      diagnostic.notes = ["list the values behind it to go on: … in [a, b]"]
    }
    return diagnostic
  }

  /// Some values of a type, as they are written in a list.
  private func valuesToPivot(by type: ValueType) -> [String] {
    switch type {
    case .choice(let list):
      list.declared.map { Name.written($0) == $0 ? $0 : TextLiteral.written($0) }
    case .bool: ["true", "false"]
    case .period(let unit):
      [1, 0].map { back in
        calendar.description(of: calendar.period(of: today, unit) - back, unit)
      }
    case .number, .money, .mixedMoney, .percent, .text, .id, .date, .duration, .entity, .missing,
      .poison:
      []
    }
  }

  func unknownBehindPivot(_ item: Item, in scope: RowScope) -> Diagnostic {
    Diagnostic(
      .pivotNotLast, "the columns of a pivot are known only when it runs", at: item.span,
      label: "so this cannot be one of them",
      notes: [
        "leave the items out to draw all of them, or list the values: "
          + "pivot revenue across quarter in [2026-Q1, 2026-Q2]"
      ])
  }

  func notDrawable(_ column: ScopeColumn, _ kind: ChartKind, at span: Span) -> Diagnostic {
    if case .mixedMoney(let currencies) = column.type {
      return mixedCurrencies(currencies, at: span)
    }
    let name = column.name
    return Diagnostic(
      .needsNumber, "a chart draws numbers, and \(name) is \(describe(column.type))", at: span,
      suggestions: column.isNamed ? [howMany(of: name)] : [])
  }

  private func howMany(of name: String) -> Suggestion {
    Suggestion("how many of each", "summarize n: count() by \(name) | chart bar n by \(name)")
  }

  func nothingToDraw(_ scope: RowScope, at span: Span) -> Diagnostic {
    let names = scope.columns.map { "\($0.name) (\(describe($0.type)))" }
    let countable = scope.columns.first {
      guard $0.isNamed else { return false }
      if case .choice = $0.type { return true }
      return false
    }
    return Diagnostic(
      .needsNumber, "a chart draws numbers, and these rows have none", at: span,
      suggestions: countable.map { [howMany(of: $0.name)] } ?? [],
      notes: names.isEmpty ? [] : ["there are: \(names.joined(separator: ", "))"])
  }

  func noOrderForLine(
    _ scope: RowScope, _ items: [ScopeColumn], _ keys: [ScopeColumn], _ name: Name
  ) -> Diagnostic {
    let drawn = items.map(\.name).joined(separator: ", ")
    let along = scope.columns.filter { $0.isNamed && !$0.type.isDrawable && $0.type.runsAlongALine }
    let message =
      keys.first.map {
        "a line runs along dates, periods or numbers, and \($0.name) is \(describe($0.type))"
      } ?? "say along what the line runs"
    var suggestions = along.map { Suggestion("", "chart line \(drawn) by \($0.name)") }
    if along.isEmpty {
      let by = keys.first.map { $0.isNamed ? " by \($0.name)" : "" } ?? ""
      suggestions.append(Suggestion("", "chart bar \(drawn)\(by)"))
    }
    return Diagnostic(.cannotDraw, message, at: name.span, suggestions: suggestions)
  }

  func severalUnits(
    _ one: ScopeColumn, _ other: ScopeColumn, _ keys: [ScopeColumn], at span: Span
  ) -> Diagnostic {
    let by = keys.isEmpty ? "" : " by " + keys.map(\.name).joined(separator: ", ")
    return Diagnostic(
      .cannotDraw,
      "one map shades numbers of one kind, and \(one.name) is \(describe(one.type)), "
        + "\(other.name) \(describe(other.type))", at: span,
      suggestions: [
        Suggestion("", "chart heat \(one.name)\(by)"),
        Suggestion("", "chart heat \(other.name)\(by)"),
      ])
  }
}
