package import Engine
package import Messages
package import Model
package import Semantics
import Syntax

/// A session without a terminal: text in, outcomes out.
///
/// It knows the data and the definitions made so far. It reads and writes no file itself: the loader
/// and the writer that are handed in do, as far as the user allows.
package struct Session: Sendable {
  package private(set) var environment: Environment { didSet { sightMemory = SightMemory() } }
  /// What Tab has found out since the environment was last another.
  private(set) var sightMemory = SightMemory()
  package var sources: SourceMap
  package var settings = Settings()
  let engine: Engine
  var checker: Checker
  /// The statements typed so far, in this session and others.
  var history: @Sendable () -> [HistoryEntry] = { [] }
  var writer: any FileWriter
  var previous = Previous.nothing
  var results = KeptResults()
  /// Those that queries can name now.
  var named = KeptResults()
  /// The statement typed last, right or wrong: `.edit` takes it up.
  var lastTyped: String?
  /// What was shown last: `.last` shows it again.
  var lastShown: ResultTable?
  /// Where results go instead of to the screen.
  var resultTarget: ResultTarget?
  /// Where the next one goes.
  var nextTarget: ResultTarget?
  var undoLog = UndoLog()
  var recording: Recording?
  /// Outside of which safe mode reads nothing; nil where it reads no file.
  var safeFolder: String?

  /// What a line that begins with `|` would extend.
  enum Previous: Sendable {
    case nothing
    /// With the results of before that the names in it mean.
    case query(String, KeptResults)
    case definition
  }

  /// - Parameter hasFixedToday: whether the world's day stays when a workspace sets another.
  package init(
    world: World, checker: Checker, engine: Engine, writer: any FileWriter,
    hasFixedToday: Bool = false
  ) {
    environment = Environment(world: world)
    environment.hasFixedToday = hasFixedToday
    sources = checker.noSources
    self.checker = checker
    self.engine = engine
    self.writer = writer
  }
}

extension Session {
  package var help: Help { Help(vocabulary: checker.vocabulary) }
}

extension Session {
  /// Parses and checks texts, each as if the ones before it had run, without running any.
  ///
  /// - Returns: those up to the first that is wrong.
  package mutating func prepare(_ texts: [ScriptText]) -> [PreparedText] {
    let start = environment
    defer { environment = start }
    var all: [PreparedText] = []
    for text in texts {
      let prepared = prepare(text)
      all.append(prepared)
      guard let checked = prepared.checked else { break }
      adopt(checked.environment, kind: text.kind)
    }
    return all
  }

  /// Parses and checks a text as far as it goes, without running it.
  package mutating func prepare(_ text: ScriptText) -> PreparedText {
    var times = PhaseTimes()
    let source = sources.add(name: text.name, text: text.text)
    let parsed: Parsed
    (parsed, times.parse) = Self.timed { parse(source) }
    var prepared = PreparedText(
      source: source, kind: text.kind, script: parsed.script, diagnostics: parsed.diagnostics)
    if parsed.hasErrors { return prepared }
    let checked: CheckedScript
    (checked, times.check) = Self.timed {
      checker.check(
        parsed.script, sources: sources, in: environment, arguments: text.arguments)
    }
    sources = checked.sources
    prepared.diagnostics += checked.diagnostics
    prepared.parameters = checked.parameters
    prepared.times = times
    if !checked.hasErrors { prepared.checked = checked }
    return prepared
  }

  /// The outcomes of a script in one list.
  package mutating func run(_ text: String, name: String, kind: TextKind) -> [Outcome] {
    var outcomes: [Outcome] = []
    let arguments = kind == .typed ? Arguments.typed : .commandLine([:])
    run(ScriptText(name: name, text: text, kind: kind, arguments: arguments)) {
      outcomes.append($0)
    }
    return outcomes
  }

  /// Runs a text: all of it is parsed and checked before any of it runs. One that is wrong, or
  /// fails on the way, leaves the session and all files as they were.
  package mutating func run(
    _ text: ScriptText, cancellation: Cancellation = Cancellation(), report: (Outcome) -> Void
  ) {
    let prepared = prepare(text)
    if !prepared.diagnostics.isEmpty { report(.messages(prepared.diagnostics, sources)) }
    run(prepared, cancellation: cancellation, report: report)
  }

  /// Runs a text that has been checked.
  ///
  /// - Returns: whether all of it ran.
  @discardableResult
  package mutating func run(
    _ prepared: PreparedText, cancellation: Cancellation = Cancellation(),
    report: (Outcome) -> Void
  ) -> Bool {
    guard let checked = prepared.checked else { return false }
    var run = ScriptRun(
      engine: EngineSession(engine), loader: checker.loader, files: writer.begin(),
      sources: sources, text: prepared, cancellation: cancellation)
    do throws(Diagnostic) {
      try run.run(checked.steps, report: report)
      try run.finish(report: report)
    } catch {
      run.discard()
      report(.messages([error], sources))
      return false
    }
    adopt(checked.environment, kind: prepared.kind)
    remember(prepared.script, of: prepared.source)
    return true
  }

  /// Runs the tests of a text, each by itself, and nothing else of it. They write no files.
  package func test(
    _ prepared: PreparedText, cancellation: Cancellation, report: (Outcome) -> Void
  ) {
    for test in prepared.checked?.tests ?? [] {
      var run = ScriptRun(
        engine: EngineSession(engine), loader: checker.loader, files: writer.begin(),
        sources: sources, text: prepared, cancellation: cancellation)
      var problem: Diagnostic?
      do throws(Diagnostic) {
        try run.run(test.steps) { _ in }
      } catch {
        problem = error
      }
      run.discard()
      if let problem, problem.code == .interrupted {
        return report(.messages([problem], sources))
      }
      report(.tested(name: test.name, problem, sources))
    }
  }

  /// Opens a workspace folder; one that cannot be opened leaves the session as it was.
  package mutating func open(_ folder: String) -> [Outcome] {
    let checked = checker.open(folder, sources: sources, in: environment)
    sources = checked.sources
    if !checked.hasErrors { adopt(checked.environment, kind: .typed) }
    return checked.diagnostics.isEmpty ? [] : [.messages(checked.diagnostics, sources)]
  }

  mutating func adopt(_ environment: Environment, kind: TextKind) {
    let before = self.environment
    self.environment = environment
    switch kind {
    case .typed: self.environment.settledOptions = environment.world.options
    case .script:
      self.environment.world.options = environment.settledOptions
      self.environment.ownOptions = before.ownOptions
      // Where the script has opened another workspace there is nothing left to go back to.
      let isSameWorkspace = before.workspace == environment.workspace
      self.environment.restated = isSameWorkspace ? before.restated : [:]
    }
  }

  /// Puts the session back to another moment of it. Texts read since then stay known.
  mutating func restore(_ environment: Environment) {
    self.environment = environment
    if case .definition = previous { previous = .nothing }
  }

  /// Remembers what a line that begins with `|` would go on with.
  private mutating func remember(_ script: Script, of source: Source) {
    guard let last = script.statements.last else { return }
    switch last.kind {
    case .query(let query): previous = .query(source.text(query.spanOfRows), named)
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
  /// Without an `explain`, `describe` or `chart` at the end: what a further stage goes on with.
  fileprivate var spanOfRows: Span {
    switch stages.last?.kind {
    case .explain, .describe, .chart:
      let end = stages.dropLast().last?.span ?? sourceSpan
      return Span(source: span.source, start: span.start, end: end.end)
    default: return span
    }
  }
}

extension Session {
  private static func timed<Result>(_ work: () -> Result) -> (Result, milliseconds: Double) {
    let start = Meter.milliseconds
    let result = work()
    return (result, Meter.milliseconds - start)
  }
}
