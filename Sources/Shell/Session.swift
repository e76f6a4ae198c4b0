import Columns
package import Engine
package import Messages
package import Model
package import Output
import Plan
package import Semantics
import Syntax

/// What the user has chosen for this session.
package struct Settings: Sendable, Hashable {
  package var format = OutputFormat.table
  /// Whether each result says how long it took.
  package var showsTimes = false

  package init() {}
}

/// Where a text comes from, which decides what outlives it.
package enum TextKind: Sendable, Hashable {
  /// Typed: the options that it sets stay.
  case typed
  /// A script: the options that it sets end with it.
  case script
}

/// A session without a terminal: text in, outcomes out.
///
/// It knows the data and the definitions made so far. It reads no file itself: the loader that is
/// handed in does, as far as the user allows.
package struct Session: Sendable {
  package private(set) var environment: Environment
  package private(set) var sources = SourceMap()
  package var settings = Settings()
  private let engine: Engine
  let checker: Checker
  private var previous = Previous.nothing

  /// What a line that begins with `|` would extend.
  private enum Previous: Sendable {
    case nothing
    case query(String)
    case definition
  }

  /// - Parameter hasFixedToday: whether the world's day stays when a workspace sets another.
  package init(world: World, checker: Checker, engine: Engine, hasFixedToday: Bool = false) {
    environment = Environment(world: world)
    environment.hasFixedToday = hasFixedToday
    self.checker = checker
    self.engine = engine
  }
}

extension Session {
  package var help: Help { Help(vocabulary: checker.vocabulary) }
}

// MARK: - Lines of the prompt

extension Session {
  /// Whether a line typed at the prompt needs more: a bracket is open, a value is to come.
  package func needsMore(_ text: String) -> Bool {
    if ShellCommand.split(text) != nil { return false }
    let parsed = parse(typed(text))
    guard parsed.extendsPreviousQuery else { return parsed.wantsMoreLines }
    guard case .query(let query) = previous else { return false }
    return parse(typed(query + "\n" + text)).wantsMoreLines
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
    if let (name, words) = ShellCommand.split(text) {
      return command(name, words).forEach(report)
    }
    if text.trimmed.isEmpty { return }
    var whole = text
    let source = typed(text)
    if parse(source).extendsPreviousQuery {
      guard case .query(let query) = previous else { return report(nothingToExtend(text)) }
      whole = query + "\n" + text
    }
    run(
      whole, name: DiagnosticRenderer.promptName, kind: .typed, cancellation: cancellation,
      report: report)
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

// MARK: - Scripts

extension Session {
  /// Parses and checks a script without running it: what `parley check` says.
  package mutating func check(_ text: String, name: String) -> Outcome {
    let source = sources.add(name: name, text: text)
    let parsed = parse(source)
    if parsed.hasErrors { return .messages(parsed.diagnostics, sources) }
    let checked = checker.check(parsed.script, sources: sources, in: environment)
    return .messages(parsed.diagnostics + checked.diagnostics, checked.sources)
  }

  /// The outcomes of a script in one list.
  package mutating func run(_ text: String, name: String, kind: TextKind) -> [Outcome] {
    var outcomes: [Outcome] = []
    run(text, name: name, kind: kind) { outcomes.append($0) }
    return outcomes
  }

  /// Runs a script: all of it is parsed and checked before any of it runs. One that is wrong, or
  /// fails on the way, leaves the session as it was.
  package mutating func run(
    _ text: String, name: String, kind: TextKind, cancellation: Cancellation = Cancellation(),
    report: (Outcome) -> Void
  ) {
    var times = PhaseTimes()
    let source = sources.add(name: name, text: text)
    let parsed: Parsed
    (parsed, times.parse) = Self.timed { parse(source) }
    if parsed.hasErrors { return report(.messages(parsed.diagnostics, sources)) }
    let checked: CheckedScript
    (checked, times.check) = Self.timed {
      checker.check(parsed.script, sources: sources, in: environment)
    }
    sources = checked.sources
    let diagnostics = parsed.diagnostics + checked.diagnostics
    if !diagnostics.isEmpty { report(.messages(diagnostics, sources)) }
    if checked.hasErrors { return }
    do throws(Diagnostic) {
      try run(checked.steps, of: source, times: times, cancellation: cancellation, report: report)
    } catch {
      return report(.messages([error], sources))
    }
    adopt(checked.environment, kind: kind)
    remember(parsed.script, of: source)
  }

  /// Opens a workspace folder; one that cannot be opened leaves the session as it was.
  package mutating func open(_ folder: String) -> [Outcome] {
    let checked = checker.open(folder, sources: sources, in: environment)
    sources = checked.sources
    if !checked.hasErrors { adopt(checked.environment, kind: .typed) }
    return checked.diagnostics.isEmpty ? [] : [.messages(checked.diagnostics, sources)]
  }

  private mutating func adopt(_ environment: Environment, kind: TextKind) {
    let own = self.environment.ownOptions
    self.environment = environment
    switch kind {
    case .typed: self.environment.settledOptions = environment.world.options
    case .script:
      self.environment.world.options = environment.settledOptions
      self.environment.ownOptions = own
    }
  }

  private mutating func remember(_ script: Script, of source: Source) {
    guard let last = script.statements.last else { return }
    switch last.kind {
    case .query(let query): previous = .query(source.text(query.spanOfRows))
    case .entity, .let, .measure, .field, .function, .verb, .param: previous = .definition
    case .load, .open, .save, .adopt, .include, .run, .option, .snapshot, .scenario, .forEach,
      .test, .assert, .invalid:
      previous = .nothing
    // They only look: the query before can still be gone on with.
    case .describe, .explain: break
    }
  }
}

extension Query {
  /// Without an `explain` or `describe` at the end: what a further stage goes on with.
  fileprivate var spanOfRows: Span {
    switch stages.last?.kind {
    case .explain, .describe:
      let end = stages.dropLast().last?.span ?? sourceSpan
      return Span(source: span.source, start: span.start, end: end.end)
    default: return span
    }
  }
}

// MARK: - Steps

extension Session {
  private func run(
    _ steps: [Step], of source: Source, times: PhaseTimes, cancellation: Cancellation,
    report: (Outcome) -> Void
  ) throws(Diagnostic) {
    let shares = Self.shares(of: steps, in: source)
    for (step, share) in zip(steps, shares) {
      var times = times
      times.parse *= share
      times.check *= share
      let start = Meter.milliseconds
      switch step {
      case .query(let query):
        var table = try engine.run(query.plan, in: query.world, cancellation: cancellation)
        times.run = Meter.milliseconds - start
        table.footnotes = query.footnotes + table.footnotes
        report(.result(table, statementReport(query, at: query.span, table.rowCount, times)))
      case .assertion(let query, let message):
        let table = try engine.run(query.plan, in: query.world, cancellation: cancellation)
        times.run = Meter.milliseconds - start
        guard table.rowCount == 1, table.columns.first?.values[0] == .truth(true) else {
          throw Diagnostic(.assertionFailed, message ?? "this does not hold", at: query.span)
        }
        report(.done(statementReport(query, at: query.span, 1, times)))
      case .describe(let description, let facts, let span):
        let found = try facts.map { (facts) throws(Diagnostic) in
          try engine.run(facts.plan, in: facts.world, cancellation: cancellation)
        }
        times.run = Meter.milliseconds - start
        let table = Self.table(of: description, found, calendar: calendar)
        report(.result(table, statementReport(facts, at: span, table.rowCount, times)))
      case .explain(let explanations, let span):
        let table = Self.table(of: explanations, calendar: calendar)
        report(.result(table, statementReport(nil, at: span, table.rowCount, times)))
      case .profile(let explained):
        let query = explained.query
        let (result, operators) = try engine.profile(
          query.plan, in: query.world, cancellation: cancellation)
        times.run = Meter.milliseconds - start
        let profiled = ProfiledQuery(
          explained: explained, operators: operators, milliseconds: times.run,
          sources: sources, catalog: query.world.catalog)
        var table = profiled.table(calendar: calendar)
        table.footnotes = query.footnotes + result.footnotes
        report(.result(table, statementReport(query, at: query.span, result.rowCount, times)))
      }
    }
  }

  /// Which part of the script's text each step stands for: from the end of the one before.
  private static func shares(of steps: [Step], in source: Source) -> [Double] {
    var position = 0
    return steps.map { step in
      let span = step.span
      guard span.source == source.id, span.end > position else { return 0 }
      defer { position = span.end }
      return Double(span.end - position) / Double(max(1, source.bytes.count))
    }
  }

  private var calendar: Calendar { environment.world.options.calendar }

  private func statementReport(
    _ query: PlannedQuery?, at span: Span, _ rowsReturned: Int, _ times: PhaseTimes
  ) -> StatementReport {
    let source = sources[span.source]
    return StatementReport(
      source: source?.name ?? "", line: source?.line(at: span.start) ?? 1,
      milliseconds: times, rowsRead: query.map { $0.plan.rowsRead(in: $0.world) } ?? 0,
      rowsReturned: rowsReturned,
      peakMemoryBytes: Meter.peakMemoryBytes)
  }

  private static func timed<Result>(_ work: () -> Result) -> (Result, milliseconds: Double) {
    let start = Meter.milliseconds
    let result = work()
    return (result, Meter.milliseconds - start)
  }
}
