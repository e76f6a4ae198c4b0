package import Engine
import Messages
import Model
import Semantics
import Syntax

/// Lines of the prompt.
extension Session {
  /// Whether a line typed at the prompt needs more: a bracket is open, a value is to come.
  package func needsMore(_ text: String) -> Bool {
    if ShellCommand.split(text) != nil { return false }
    let parsed = parse(typed(text))
    guard parsed.extendsPreviousQuery else { return parsed.wantsMoreLines }
    guard case .query(let query, _) = previous else { return false }
    return parse(typed(query + "\n" + text)).wantsMoreLines
  }

  /// What stands before each line of a statement but the first: as wide as the first one's prompt.
  package func furtherPrompts(_ text: String) -> [String] {
    OpenMarks.of(typed(text)).map { String(repeating: " ", count: 6 - $0.count) + $0 + "> " }
  }

  /// A text on its way through the parser that the session does not keep.
  private func typed(_ text: String) -> Source {
    var scratch = sources
    return scratch.add(name: DiagnosticRenderer.promptName, text: text)
  }

  /// Runs what was typed at the prompt: a command of the shell, a stage that extends the last
  /// query, or a script.
  package mutating func runLine(
    _ text: String, cancellation: Cancellation = Cancellation(),
    report: (Outcome) -> Void
  ) {
    guard isRecorded(text) else {
      return runUnrecorded(text, cancellation: cancellation, report: report)
    }
    var answer = Answer(format: settings.format)
    runUnrecorded(text, cancellation: cancellation) { outcome in
      answer.take(outcome)
      report(outcome)
    }
    // What was stopped has changed nothing, and would not be stopped at the same place again.
    if !cancellation.isCancelled { note(text, answer).map(report) }
  }

  private mutating func runUnrecorded(
    _ text: String, cancellation: Cancellation, report: (Outcome) -> Void
  ) {
    var file = (nextTarget ?? resultTarget).map { target in
      ResultFile(
        target, format: settings.format, files: writer.begin(), threads: engine.threads,
        cancellation: cancellation)
    }
    var shown: ResultTable?
    let isQuery = perform(text, cancellation: cancellation) { outcome in
      if case .result(let table, _) = outcome { shown = table }
      if file == nil { return report(outcome) }
      if let left = file?.take(outcome) { report(left) }
    }
    lastShown = shown ?? lastShown
    if isQuery, let shown { results.keep(shown) }
    name(results)
    guard file != nil else { return }
    do throws(Diagnostic) {
      guard let (written, target) = try file?.finish() else { return }
      if target == nextTarget { nextTarget = nil } else { resultTarget?.isBegun = true }
      report(.exported(written))
    } catch {
      report(.messages([error], sources))
    }
  }

  /// - Returns: whether the rows of a query were the last that it did.
  private mutating func perform(
    _ text: String, cancellation: Cancellation, report: (Outcome) -> Void
  ) -> Bool {
    if let (name, words) = ShellCommand.split(text) {
      command(name, words).forEach(report)
      return false
    }
    if text.trimmed.isEmpty { return false }
    lastTyped = text
    let before = environment
    var isSilent = true
    var whole = text
    if parse(typed(text)).extendsPreviousQuery {
      guard case .query(let query, let earlier) = previous else {
        report(nothingToExtend(text))
        return false
      }
      whole = query + "\n" + text
      // In all of a query a name means one result.
      name(earlier)
    }
    let prepared = prepare(
      ScriptText(
        name: DiagnosticRenderer.promptName, text: whole, kind: .typed, arguments: .typed))
    if !prepared.diagnostics.isEmpty { report(.messages(prepared.diagnostics, sources)) }
    let isDone = run(prepared, cancellation: cancellation) { outcome in
      isSilent = false
      report(outcome)
    }
    guard isDone else { return false }
    noteStep(text, since: before, isSilent: isSilent && prepared.diagnostics.isEmpty)
    return prepared.script.endsInRows
  }

  /// Has names such as `_` stand for some results.
  mutating func name(_ results: KeptResults) {
    named = results
    checker.tablesOnDemand = checker.tablesOnDemand.filter { !KeptResults.isName($0.key) }
      .merging(results.tables) { $1 }
  }

  /// The query that a text goes on with, with a line end; nothing where it begins one of its own.
  func queryExtended(by text: String) -> String {
    guard case .query(let query, _) = previous, parse(typed(text)).extendsPreviousQuery else {
      return ""
    }
    return query + "\n"
  }

  private mutating func nothingToExtend(_ text: String) -> Outcome {
    let source = sources.add(name: DiagnosticRenderer.promptName, text: text)
    let bar = source.bytes.firstIndex(of: UInt8(ascii: "|")) ?? 0
    let span = Span(source: source.id, start: bar, end: bar + 1)
    let diagnostic =
      switch previous {
      case .definition:
        Diagnostic(
          .nothingToExtend, "the line before is a definition, not a query to go on with", at: span,
          notes: ["begin with the name that you defined, then go on with |"])
      case .nothing, .query:
        Diagnostic(
          .nothingToExtend, "there is no query yet that | could go on with", at: span,
          notes: ["begin with an entity, such as partners; .tables lists them"])
      }
    return .messages([diagnostic], sources)
  }
}

extension Script {
  /// Whether its last statement is a query that shows its rows, and not what is known of them.
  fileprivate var endsInRows: Bool {
    guard case .query(let query)? = statements.last?.kind else { return false }
    switch query.stages.last?.kind {
    case .explain, .describe: return false
    default: return true
    }
  }
}
