import Columns
import Engine
import Messages
import Model
import Semantics

/// Statements that ask what something is.
extension ScriptRun {
  /// How dates and periods are written behind the text.
  var calendar: Calendar {
    text.checked?.environment.world.options.calendar ?? Calendar(fiscalStart: 1)
  }

  mutating func describe(
    _ description: Description, _ facts: PlannedQuery?, at span: Span, report: (Outcome) -> Void
  ) throws(Diagnostic) {
    let start = Meter.milliseconds
    let found = try answer(facts)
    let table = Session.table(of: description, found, calendar: calendar)
    report(.result(table, cost(of: facts, at: span, table.rowCount, since: start)))
  }

  mutating func explain(
    _ explanations: [Explanation], _ figures: PlannedQuery?, at span: Span,
    report: (Outcome) -> Void
  ) throws(Diagnostic) {
    let start = Meter.milliseconds
    let found = try answer(figures)
    let table = Session.table(of: explanations, found, calendar: calendar)
    report(.result(table, cost(of: figures, at: span, table.rowCount, since: start)))
  }

  /// What the rows tell, where they are asked.
  private mutating func answer(_ asked: PlannedQuery?) throws(Diagnostic) -> ResultTable? {
    guard let asked else { return nil }
    return try engine.run(in: asked.world, cancellation: cancellation).table(of: asked.plan)
  }

  mutating func profile(
    _ explained: ExplainedQuery, report: (Outcome) -> Void
  ) throws(Diagnostic) {
    let start = Meter.milliseconds
    let query = explained.query
    let (result, operators) = try engine.profile(
      query.plan, in: query.world, cancellation: cancellation)
    let profiled = ProfiledQuery(
      explained: explained, operators: operators, milliseconds: Meter.milliseconds - start,
      sources: sources, catalog: query.world.catalog)
    var table = profiled.table(calendar: calendar)
    table.footnotes = query.footnotes + named(result.footnotes)
    report(.result(table, cost(of: query, at: query.span, result.rowCount, since: start)))
  }
}
