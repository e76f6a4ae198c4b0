import Columns
import Engine
import Messages
import Model
import Output
import Plan
import Semantics

/// One run of a text's steps. Its files take their names when all of it has succeeded.
struct ScriptRun {
  /// More rounds of a loop are most likely a mistake, such as all deals in the place of a few.
  private static let mostRounds = 10_000

  let engine: EngineSession
  let loader: any DataLoader
  let files: any FileBatch
  let sources: SourceMap
  let text: PreparedText
  let cancellation: Cancellation
  /// How much of the text has been charged for being parsed and checked.
  private var charged = 0
  private var exports: [(report: ExportReport, place: Span)] = []

  init(
    engine: EngineSession, loader: any DataLoader, files: any FileBatch, sources: SourceMap,
    text: PreparedText, cancellation: Cancellation
  ) {
    self.engine = engine
    self.loader = loader
    self.files = files
    self.sources = sources
    self.text = text
    self.cancellation = cancellation
  }

  /// Does steps in order.
  ///
  /// - Parameter kept: rows of `let`s that steps behind these still use.
  mutating func run(
    _ steps: [Step], keeping kept: Set<SharedRows> = [], report: (Outcome) -> Void
  ) throws(Diagnostic) {
    let used = steps.map(\.lets)
    var lastUse: [SharedRows: Int] = [:]
    for (number, rows) in used.enumerated() {
      for shared in rows { lastUse[shared] = number }
    }
    for (number, step) in steps.enumerated() {
      let needed = kept.union(used[number])
      switch step {
      case .query(let query): try run(query, report: report)
      case .assertion(let query): try check(query, report: report)
      case .forEach(let loop): try run(loop, keeping: needed, report: report)
      case .run(let run): try self.run(run, keeping: needed, report: report)
      case .describe(let description, let facts, let span):
        try describe(description, facts, at: span, report: report)
      case .explain(let explanations, let figures, let span):
        try explain(explanations, figures, at: span, report: report)
      case .profile(let explained): try profile(explained, report: report)
      case .save(let save): try self.save(save, report: report)
      }
      let over = used[number].filter { lastUse[$0] == number && !kept.contains($0) }
      for shared in over { engine.forget([shared.plan], of: shared.version) }
    }
  }

  /// Gives the files their names, and says so.
  func finish(report: (Outcome) -> Void) throws(Diagnostic) {
    if cancellation.isCancelled { throw Self.stopped }
    do throws(FileProblem) {
      try files.commit()
    } catch {
      throw error.diagnostic(at: exports.first { $0.report.path == error.path }?.place)
    }
    for export in exports { report(.exported(export.report)) }
  }

  func discard() { files.discard() }

  /// Says of a file that it was written, once it has its name.
  mutating func noteExport(_ report: ExportReport, at place: Span) {
    exports.append((report, place))
  }

  static let stopped = Diagnostic(.interrupted, "stopped before the script's end", at: nil)

  // MARK: - Statements

  private mutating func run(
    _ query: PlannedQuery, report: (Outcome) -> Void
  ) throws(Diagnostic) {
    let start = Meter.milliseconds
    let run = engine.run(in: query.world, cancellation: cancellation)
    var last: ResultTable?
    var rowCount = 0
    for tap in query.taps {
      if let printed = last { report(.printed(printed)) }
      last = nil
      var table = try run.table(of: tap.plan)
      table.footnotes = query.footnotes + named(table.footnotes)
      rowCount = table.rowCount
      switch tap.target {
      case .file(let name, let format): try write(table, to: name, as: format, run)
      case .screen(let title):
        table.title = try title.map { (title) throws(Diagnostic) in
          try values(in: title, run).map(\.text).joined()
        }
        last = table
      case .chart(let chart):
        try table.draw(chart)
        last = table
      }
    }
    if query.isShown {
      if let printed = last { report(.printed(printed)) }
      var table = try run.table(of: query.plan)
      table.footnotes = query.footnotes + named(table.footnotes)
      rowCount = table.rowCount
      last = table
    }
    let cost = cost(of: query, rowCount, since: start)
    report(last.map { .result($0, cost) } ?? .done(cost))
  }

  private mutating func check(
    _ assertion: PlannedQuery, report: (Outcome) -> Void
  ) throws(Diagnostic) {
    let start = Meter.milliseconds
    _ = try engine.run(in: assertion.world, cancellation: cancellation).rows(of: assertion.plan)
    report(.done(cost(of: assertion, 1, since: start)))
  }

  private mutating func run(
    _ loop: PlannedLoop, keeping kept: Set<SharedRows>, report: (Outcome) -> Void
  ) throws(Diagnostic) {
    let start = Meter.milliseconds
    let rows = try engine.run(in: loop.rows.world, cancellation: cancellation)
      .rows(of: loop.rows.plan)
    report(.done(cost(of: loop.rows, rows.count, since: start)))
    guard rows.count <= Self.mostRounds else {
      throw tooManyRounds(rows.count, at: loop.rows.span)
    }
    for row in 0..<rows.count {
      if cancellation.isCancelled { throw Self.stopped }
      var values: [VariableID: Value] = [:]
      if let anchor = loop.anchor, let number = rows.anchor?[row] {
        values[anchor] = number == Missing.code ? .missing : .row(number)
      }
      for (variable, column) in zip(loop.columns, rows.columns) { values[variable] = column[row] }
      try run(loop.body.map { $0.binding(values) }, keeping: kept, report: report)
    }
  }

  /// Text as it was written, on one line.
  private func words(at span: Span) -> String {
    let words = sources[span.source]?.text(span).split(whereSeparator: \.isWhitespace) ?? []
    return words.joined(separator: " ")
  }

  /// Remarks with the figures that they are about: which of several leaves rows out is no guess.
  func named(_ footnotes: [Footnote]) -> [Footnote] {
    footnotes.map { footnote in
      guard let subject = footnote.subject else { return footnote }
      var named = footnote
      let figure = words(at: subject)
      let longest = 60
      named.text =
        (figure.count > longest ? figure.prefix(longest - 1) + "…" : figure) + ": " + footnote.text
      return named
    }
  }

  private func tooManyRounds(_ count: Int, at span: Span) -> Diagnostic {
    return Diagnostic(
      .tooManyRounds,
      "\(ResultWriter.count(count, "row", "rows")) are too many for a loop", at: span,
      label: "at most \(ResultWriter.count(Self.mostRounds, "row", "rows"))",
      suggestions: [Suggestion("the first ones", words(at: span) + " | take 100")],
      notes: [
        "top takes the largest ones, and a query with summarize … by does its work for all at once"
      ])
  }

  private mutating func run(
    _ script: PlannedRun, keeping kept: Set<SharedRows>, report: (Outcome) -> Void
  ) throws(Diagnostic) {
    var values: [VariableID: Value] = [:]
    for argument in script.arguments {
      let rows = try engine.run(in: argument.value.world, cancellation: cancellation)
        .rows(of: argument.value.plan)
      let value = rows.columns[0][0]
      if let problem = argument.problem(with: value) { throw problem }
      values[argument.variable] = value
    }
    try run(script.steps.map { $0.binding(values) }, keeping: kept, report: report)
  }

  private mutating func cost(
    of query: PlannedQuery, _ rowsReturned: Int, since start: Double
  ) -> StatementReport {
    cost(of: query, at: query.span, rowsReturned, since: start)
  }

  /// What a statement has cost, with its part of the time that the whole text took to be read.
  mutating func cost(
    of query: PlannedQuery?, at span: Span, _ rowsReturned: Int, since start: Double
  ) -> StatementReport {
    var times = PhaseTimes()
    times.run = Meter.milliseconds - start
    if span.source == text.source.id, span.end > charged {
      let share = Double(span.end - charged) / Double(max(1, text.source.bytes.count))
      times.parse = text.times.parse * share
      times.check = text.times.check * share
      charged = span.end
    }
    let source = sources[span.source]
    return StatementReport(
      source: source?.name ?? "", line: source?.line(at: span.start) ?? 1, milliseconds: times,
      rowsRead: query.map { $0.plan.rowsRead(in: $0.world) } ?? 0,
      bytesRead: query.map { $0.plan.bytesRead(in: $0.world) } ?? 0, rowsReturned: rowsReturned,
      peakMemoryBytes: Meter.peakMemoryBytes)
  }

  // MARK: - Files

  private mutating func write(
    _ table: ResultTable, to name: PlannedText, as format: OutputFormat, _ run: EngineRun
  ) throws(Diagnostic) {
    var footnotes = table.footnotes
    let path = try fileName(name, run, &footnotes)
    do throws(FileProblem) {
      try files.open(path)
    } catch {
      throw error.diagnostic(at: name.span)
    }
    try files.write(
      table, as: format, to: path, at: name.span, threads: engine.threads, cancellation)
    noteExport(
      ExportReport(path: path, rowCount: table.rowCount, footnotes: footnotes), at: name.span)
  }

  /// The name of a file with its values in it, which stay within their part of the path.
  private func fileName(
    _ name: PlannedText, _ run: EngineRun, _ footnotes: inout [Footnote]
  ) throws(Diagnostic) -> String {
    var path = ""
    for (value, place) in try values(in: name, run) {
      guard let place else {
        path += value
        continue
      }
      if value.isEmpty {
        throw Diagnostic(
          .fileNotWritable, "the file's name has a part without a value", at: place,
          notes: ["leave such rows out first, or write {… ?? \"none\"}"])
      }
      var part = String(value.map { $0 == "/" || $0.isControl ? "_" : $0 })
      if part.hasPrefix(".") { part = "_" + part.dropFirst() }
      if part != value {
        footnotes.append(
          Footnote(text: "\"\(value)\" reads \(part) in the file's name", span: place))
      }
      path += part
    }
    return path
  }

  /// The parts of a text: values with their places, and what stands around them.
  private func values(
    in text: PlannedText, _ run: EngineRun
  ) throws(Diagnostic) -> [(text: String, place: Span?)] {
    var columns: [Column] = []
    if !text.values.columns.isEmpty { columns = try run.rows(of: text.values).columns }
    return text.parts.map { part in
      switch part {
      case .characters(let characters): return (characters, nil)
      case .value(let number, let place):
        guard case .text(let value) = columns[number][0] else { return ("", place) }
        return (value, place)
      }
    }
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }
}
