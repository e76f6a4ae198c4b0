package import Messages
package import Model
import Plan
package import Syntax

/// Something that a checked script does when it runs.
package indirect enum Step: Sendable {
  /// Compute a query, and show its rows and write its files.
  case query(PlannedQuery)
  /// Compute a plan that ends in an `assert`, which stops the script unless it holds.
  case assertion(PlannedQuery)
  /// Do the body once for each row, in order.
  case forEach(PlannedLoop)
  /// Do what another script says.
  case run(PlannedRun)
  /// Show what things are: what is known, and what their rows tell.
  case describe(Description, PlannedQuery?, Span)
  /// Show definitions.
  case explain([Explanation], PlannedQuery?, Span)
  /// Run a query and show how its rows come about.
  case profile(ExplainedQuery)
  /// Write all tables as a workspace.
  case save(PlannedSave)

  package var span: Span {
    switch self {
    case .query(let query), .assertion(let query): query.span
    case .forEach(let loop): loop.rows.span
    case .run(let run): run.span
    case .describe(_, _, let span), .explain(_, _, let span): span
    case .profile(let explained): explained.query.span
    case .save(let save): save.span
    }
  }
}

/// A script that has been checked whole: run its steps only if no diagnostic is an error.
package struct CheckedScript: Sendable {
  package var steps: [Step]
  /// The tests among its statements, which only `parley test` runs.
  package var tests: [PlannedTest]
  /// The names of its params, as written.
  package var parameters: [String]
  /// What later input sees, once the steps have run.
  package var environment: Environment
  /// With the texts of the files that the script included.
  package var sources: SourceMap
  package var diagnostics: [Diagnostic]

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// Resolves names, types and grain: turns trees into plans.
package struct Checker: Sendable {
  package let vocabulary: Vocabulary
  let prelude: @Sendable () -> Prelude
  package private(set) var loader: any DataLoader
  /// Whether scripts may write files.
  private(set) var allowsExports = true
  package var tablesOnDemand: TablesOnDemand = [:]

  /// - Parameter prelude: the definitions that ship; asked for only where a name needs them.
  package init(
    vocabulary: Vocabulary, prelude: @escaping @Sendable () -> Prelude = { Prelude() },
    loader: any DataLoader
  ) {
    self.vocabulary = vocabulary
    self.prelude = prelude
    self.loader = loader
  }

  /// From now on nothing outside a folder is read, and no script that writes a file is right.
  package mutating func confine(to folder: String?) {
    loader = loader.confined(to: folder)
    allowsExports = false
  }

  /// A map for the texts of a session, which finds those that ship as well.
  package var noSources: SourceMap { SourceMap { [prelude] in prelude().sources } }

  /// Checks every statement in order, reading the files that declarations name, because types come
  /// from data. Nothing is evaluated and nothing is written.
  ///
  /// - Parameter arguments: the values of the script's params.
  package func check(
    _ script: Script, sources: SourceMap, in environment: Environment,
    arguments: Arguments = .typed
  ) -> CheckedScript {
    var checking = Checking(self, sources: sources, environment: environment)
    checking.arguments = arguments
    if let name = sources[script.span.source]?.name {
      checking.openFiles = [OpenFile(name: name, identity: loader.identity(of: name))]
    }
    checking.check(script.statements)
    return checking.result
  }

  /// All members of all entities, a line each.
  package func overview(sources: SourceMap, in environment: Environment) -> Description {
    var checking = Checking(self, sources: sources, environment: environment)
    return checking.overview()
  }

  /// Whether a word, or words with points between, is the name of something.
  package func knows(
    _ words: String, sources: SourceMap, in environment: Environment
  ) -> Bool {
    var scratch = sources
    let source = scratch.add(name: "", text: "describe \(words)")
    let parsed = parse(source)
    guard !parsed.hasErrors, case .describe(let path)? = parsed.script.statements.first?.kind
    else { return false }
    var checking = Checking(self, sources: scratch, environment: environment)
    return !checking.things(at: path).isEmpty
  }

  /// Opens a workspace folder, as the statement `open "folder"` does.
  package func open(
    _ folder: String, sources: SourceMap, in environment: Environment
  ) -> CheckedScript {
    var checking = Checking(self, sources: sources, environment: environment)
    checking.open(folder, at: nil)
    return checking.result
  }
}

/// The state of one check. Its extensions hold the rules, a subject each.
struct Checking {
  let vocabulary: Vocabulary
  /// Read only where nothing else knows a name.
  let prelude: @Sendable () -> Prelude
  let loader: any DataLoader
  let allowsExports: Bool
  var sources: SourceMap
  var environment: Environment
  var diagnostics: [Diagnostic] = []
  var steps: [Step] = []
  /// Footnotes for the result of the statement being checked.
  var footnotes: [Footnote] = []

  /// The names of the stage's items, while they are checked.
  var siblings: [String] = []
  /// Names that the statement being checked has been told are unknown: said once.
  var unknownNames: Set<String> = []

  /// The row sets around the expression being checked, innermost last.
  var scopes: [RowScope] = []
  /// Set while the items of a `summarize` are checked.
  var group: GroupContext?
  /// Set while a measure's body is checked: the rows that its aggregates run over.
  var measure: MeasureContext?
  /// When the figures being checked are looked at.
  var frame = TimeFrame()
  /// How many aggregates have taken a time so far: what did none of them move, nothing moves.
  var datedCount = 0
  /// The rows that come into the stages being checked, innermost last.
  var inputs: [LogicalPlan] = []
  /// By the span of an expression, the path to many rows inside it.
  var manyOrigins: [Span: ManyOrigin] = [:]
  /// The definition whose text is being checked.
  var reading = Reading()
  /// How many definitions and arguments are being read inside one another.
  var depth = 0
  /// How often the statement being checked has looked into definitions.
  var definitionsUsed = 0
  /// Why definitions that ship with the program cannot be used, as far as they were asked for.
  var shippedProblems: [DefinitionID: Diagnostic?] = [:]
  /// Whether what is being checked is only tried out: its messages need no lists of names, each of
  /// which would have to be tried out in turn.
  var isTryingOut = false
  /// Definitions of this script that are wrong in themselves: said once, not at each use.
  var broken: Set<DefinitionID> = []
  /// The functions and verbs that the texts of others name; nil until one is defined here.
  var namedInDefinitions: Set<DefinitionID>?
  /// By the number of a verb's run: the names that its stages have given so far.
  var ownNames: [Int: Set<String>] = [:]
  /// Kept while something is being explained: which definition looks into which.
  var uses: DefinitionUses?
  /// The files whose statements are being checked, each brought in by the one before.
  var openFiles: [OpenFile] = []
  /// The values of the params of the file being checked, and the params that it has so far.
  var arguments = Arguments.typed
  var parameters: [Name] = []
  /// Values for params that are known only when the script is run.
  var laterArguments: [PlannedArgument] = []
  /// The `export` and `print` stages of the query being checked; nil where none may stand.
  var taps: [Tap]?
  /// The block around the statement being checked.
  var block: Block?
  /// The literal names of the files that the script writes.
  var exports: [String: Span] = [:]
  var tests: [PlannedTest] = []
  private var nextVariable = 0
  private var nextGrain = 1
  /// The entities declared so far, for `load … into`.
  var declaredSpecs: [String: EntitySpec] {
    get { environment.declaredSpecs }
    set { environment.declaredSpecs = newValue }
  }
  /// Whether the text being checked is one that keeps definitions: it may introduce options.
  var definesOptions = false
  /// The CSV files of the workspace being opened.
  var folderTables: [String] = []
  /// Those of them that nothing in its file names: loaded where the built-in model has their entity.
  var spareTables: [String] = []
  /// Whether what is being checked is the file of a workspace.
  var isOpening = false
  /// Entities that could not be loaded, by lower-cased name: said once, not at each use.
  var failedEntities: Set<String> = []
  /// The place that completion asks about.
  var lookout: Lookout?
  var tablesOnDemand: TablesOnDemand = [:]
  /// Those that this check has made.
  var demanded: Set<EntityID> = []
  /// Whether the entity declarations of the script were loaded, all at once.
  var didLoadEntities = false

  init(_ checker: Checker, sources: SourceMap, environment: Environment) {
    vocabulary = checker.vocabulary
    prelude = checker.prelude
    loader = checker.loader
    allowsExports = checker.allowsExports
    tablesOnDemand = checker.tablesOnDemand
    self.sources = sources
    self.environment = environment
  }

  var result: CheckedScript {
    CheckedScript(
      steps: steps, tests: tests, parameters: parameters.map(\.text),
      environment: lastingEnvironment, sources: sources, diagnostics: diagnostics)
  }

  var catalog: Catalog { environment.world.catalog }

  mutating func report(_ diagnostic: Diagnostic) {
    // The same mistake found twice (an item checked as two things, a definition used twice) is said
    // once.
    if diagnostics.contains(where: { $0.isSameMistake(as: diagnostic) }) { return }
    if diagnostic.code == .unknownField, !unknownNames.insert(diagnostic.message).inserted {
      return
    }
    diagnostics.append(diagnostic)
  }

  mutating func freshGrain() -> Int {
    nextGrain += 1
    return nextGrain
  }

  mutating func freshVariable() -> VariableID {
    nextVariable += 1
    return VariableID(number: nextVariable)
  }

  /// The user's own words, on one line.
  func text(_ span: Span) -> String { sources.line(span) }
}
