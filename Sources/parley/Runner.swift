import Demo
import Engine
import Files
import Glibc
import Library
import Messages
import Model
import Output
import Semantics
import Shell
import Storage
import Terminal

/// Runs scripts unattended: the first error ends it.
struct Runner {
  var session: Session
  let presenter: Presenter
  private let interrupts: Interrupts?
  let cancellation = Cancellation()
  let line: ProgressLine
  let loader: CSVLoader
  let settings: [Setting]
  /// The folder to open first.
  private let workspace: String?
  /// The files that scripts write, and `--output`.
  let store = FileStore()

  /// - Parameter day: what the clock says, where it is not now; days since 1970-01-01.
  init(
    _ options: SessionOptions, writing: WritingOptions, settings: [Setting] = [],
    day: Int32? = nil
  ) {
    self.settings = settings
    line = ProgressLine(isShown: !writing.quiet && TerminalFacts.movesCursor(2))
    loader = CSVLoader(
      threads: options.threads, files: options.demo ? Self.demo(options) : [:],
      progress: line.progress)
    workspace = options.demo ? Self.demoFolder : options.folder
    let today = options.today?.day ?? day ?? LocalTime.now.day
    let world = World(catalog: Catalog(), tables: [], options: Options(today: today))
    session = Session(
      world: world, checker: Checker(vocabulary: .standard, prelude: { .standard }, loader: loader),
      engine: Engine(threads: options.threads, progress: line.progress), writer: store,
      hasFixedToday: options.today != nil)
    session.settings.format = writing.chosenFormat
    if options.safe { session.goSafe(in: workspace) }
    presenter = Presenter(writing, threads: options.threads)
    interrupts = Interrupts()
  }

  /// Writes messages and says how the program ends because of them.
  func tell(_ diagnostics: [Diagnostic], in sources: SourceMap = SourceMap()) -> ExitStatus {
    var console = StandardConsole()
    try? presenter.present(.messages(diagnostics, sources), to: &console)
    return Self.status(for: diagnostics) ?? .good
  }

  /// The ending that goes with messages; nil where none is an error.
  static func status(for diagnostics: [Diagnostic]) -> ExitStatus? {
    guard let code = diagnostics.first(where: { $0.severity == .error })?.code else { return nil }
    switch code {
    case .interrupted: return .interrupted
    case .badEncoding: return .data
    case .badUsage, .badSetting: return .usage
    default: return code.rawValue.hasPrefix("P4") ? .data : .failure
    }
  }

  /// Where the files of the demo are, for messages: a folder that is on no disk.
  static let demoFolder = "demo:"

  /// The files of the demo, by their paths.
  private static func demo(_ options: SessionOptions) -> [String: [UInt8]] {
    let generator = EcosystemGenerator(
      deals: EcosystemGenerator.demoDeals * (options.scale ?? 1),
      seed: EcosystemGenerator.demoSeed)
    var files: [String: [UInt8]] = [:]
    for (name, bytes) in generator.files() { files["\(demoFolder)/\(name)"] = bytes }
    return files
  }

  /// Opens the workspace that was asked for.
  mutating func open() throws(ExitStatus) {
    guard let folder = workspace else { return }
    var session = session
    let presenter = presenter
    var status: ExitStatus?
    watched {
      var console = StandardConsole(line: line)
      for outcome in session.open(folder) {
        try? presenter.present(outcome, to: &console)
        if case .messages(let diagnostics, _) = outcome {
          status = status ?? Self.status(for: diagnostics)
        }
      }
    }
    self.session = session
    if let status { throw status }
    if cancellation.isCancelled { throw .interrupted }
  }

  /// Runs texts in order, writing to a descriptor. All of them are checked before any runs, and what
  /// is wrong with the values of params is said first.
  ///
  /// - Parameter areAll: whether these are all texts of the command line, so that a value which is for
  ///   none of their params is for none at all.
  mutating func run(
    _ texts: [ScriptText], areAll: Bool, to descriptor: Int32 = 1
  ) throws(ExitStatus) {
    for text in try prepare(texts, areAll: areAll) {
      let status = tell(text.diagnostics, in: session.sources)
      if status != .good { throw status }
      try run(text, to: descriptor)
    }
  }

  /// Runs a part of the user's own file as if it had been typed.
  mutating func runStart(_ text: String, of path: String) throws(ExitStatus) {
    guard ShellCommand.split(text) != nil else {
      return try run([self.text(named: path, text, .typed)], areAll: false)
    }
    var console = StandardConsole()
    let presenter = presenter
    session.runLine(text) { outcome in
      // What it has settled is not worth a word each time.
      if case .messages = outcome { try? presenter.present(outcome, to: &console) }
    }
  }

  /// Checks texts, each as if the ones before it had run.
  private mutating func prepare(
    _ texts: [ScriptText], areAll: Bool
  ) throws(ExitStatus) -> [PreparedText] {
    var session = session
    var prepared: [PreparedText] = []
    watched { prepared = session.prepare(texts) }
    self.session = session
    if cancellation.isCancelled { throw .interrupted }
    var diagnostics = prepared.flatMap(\.diagnostics)
    let names = prepared.map(\.parameters)
    if areAll, prepared.count == texts.count, !names.contains(nil) {
      diagnostics += unknownSettings(among: names.compactMap(\.self).flatMap(\.self))
    }
    guard diagnostics.contains(where: { $0.code == .badSetting }) else { return prepared }
    throw tell(diagnostics, in: session.sources)
  }

  /// Looks at the values of params before the prompt opens: a wrong script doesn't keep it from
  /// opening, but a wrong command line does.
  mutating func checkSettings(of texts: [ScriptText]) throws(ExitStatus) {
    if !settings.isEmpty { _ = try prepare(texts, areAll: true) }
  }

  /// Messages about values for params that no script has.
  private func unknownSettings(among names: [String]) -> [Diagnostic] {
    settings.filter { setting in !names.contains { $0.lowercased() == setting.name.lowercased() } }
      .map { setting in
        let near = nearestName(to: setting.name, among: names)
        return Diagnostic(
          .badSetting, "there is no param called \"\(setting.name)\"", at: nil,
          suggestions: near.map { [Suggestion("", "--set \($0)=\(setting.value)")] } ?? [],
          notes: [
            names.isEmpty
              ? "the script has none" : "there are: \(names.joined(separator: ", "))"
          ])
      }
  }

  /// How the program ends because of values for params that no script has; nil where there are none.
  func status(ofUnknown names: [String]) -> ExitStatus? {
    let problems = unknownSettings(among: names)
    return problems.isEmpty ? nil : tell(problems)
  }

  private mutating func run(_ text: PreparedText, to descriptor: Int32) throws(ExitStatus) {
    var session = session
    var writing = OutcomeWriting(
      presenter: presenter,
      console: StandardConsole(output: descriptor, cancellation: cancellation, line: line))
    watched {
      session.run(text, cancellation: cancellation) {
        writing.take($0)
        if writing.failure != nil { cancellation.cancel() }
      }
      writing.finish()
    }
    self.session = session
    if let status = try writing.ending() { throw status }
  }

  /// Does some work that Ctrl-C cancels, and ends the program if it doesn't heed.
  func watched(_ work: () -> Void) {
    guard let interrupts else { return work() }
    let store = store
    interrupts.cancelling(
      cancellation, line: line,
      lastResort: {
        store.discardAll()
        _exit(ExitStatus.interrupted.rawValue)
      }, work)
  }

  /// Opens the prompt on the session as it stands.
  func prompt() throws(ExitStatus) {
    guard let interrupts else { throw tell([Self.noDescriptors]) }
    var presenter = presenter
    presenter.isTerminal = TerminalFacts.isTerminal(1)
    var prompt = Prompt(
      session: session, presenter: presenter, interrupts: interrupts, line: line)
    do throws(OutputFailure) {
      try prompt.run()
    } catch {
      // Whoever looked has gone; there is nobody to tell.
    }
  }

  private static let noDescriptors = Diagnostic(
    .fileNotReadable, "the system has no free file descriptors", at: nil)
}

extension Presenter {
  init(_ writing: WritingOptions, threads: Int) {
    let isTerminal = writing.output == nil && TerminalFacts.isTerminal(1)
    var layout = Layout.whole
    if isTerminal {
      layout = Layout(
        width: nil, maximumRows: nil, style: writing.color.style(of: 1), showsCount: true,
        isASCII: TerminalFacts.isASCII)
      TerminalFacts.fit(&layout, to: TerminalFacts.window(of: 1))
    } else if writing.output == nil, writing.color == .always {
      layout.style = .colored
    }
    self.init(
      format: writing.chosenFormat, layout: layout, isTerminal: isTerminal,
      errorStyle: writing.color.style(of: 2), isQuiet: writing.quiet,
      writesTimings: writing.timings, threads: threads)
  }
}
