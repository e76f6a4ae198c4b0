import Demo
import Engine
import Glibc
import Library
import Messages
import Model
import Output
import Semantics
import Shell
import Storage
import Terminal

/// One text to run, with the name that messages give it.
struct ScriptText {
  var name: String
  var text: String
  var kind: TextKind
}

/// Runs scripts unattended: the first error ends it.
struct Runner {
  private(set) var session: Session
  private var presenter: Presenter
  private let interrupts: Interrupts?
  private let cancellation = Cancellation()
  private let loader: CSVLoader
  /// The folder to open first.
  private let workspace: String?

  init(_ options: SessionOptions, writing: WritingOptions) {
    loader = CSVLoader(threads: options.threads, files: options.demo ? Self.demo(options) : [:])
    workspace = options.demo ? Self.demoFolder : options.folder
    let world = World(
      catalog: Catalog(), tables: [], options: Options(today: options.dayNumber))
    session = Session(
      world: world, checker: Checker(vocabulary: .standard, loader: loader),
      engine: Engine(threads: options.threads), hasFixedToday: options.today != nil)
    session.settings.format = writing.chosenFormat
    presenter = Presenter(writing)
    interrupts = Interrupts()
  }

  // MARK: - Reading

  /// The text of a script file; `-` is the standard input.
  ///
  /// - Throws: `ExitStatus.data`, having said why.
  mutating func read(_ path: String) throws(ExitStatus) -> ScriptText {
    if path == "-" { return try readInput() }
    do throws(LoadFailure) {
      return ScriptText(name: path, text: try loader.readScript(path), kind: .script)
    } catch {
      throw tell(error.diagnostics)
    }
  }

  /// The standard input as a script.
  mutating func readInput() throws(ExitStatus) -> ScriptText {
    let bytes: [UInt8]
    do throws(OutputFailure) {
      bytes = try Descriptor.readAll(0)
    } catch {
      let problem = Diagnostic(
        .fileNotReadable, "the standard input cannot be read: \(Descriptor.reason())", at: nil)
      throw tell([problem])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw tell([Self.notUTF8(bytes)])
    }
    return ScriptText(name: "stdin", text: text, kind: .script)
  }

  /// Says on which line the first byte stands that is not UTF-8.
  private static func notUTF8(_ bytes: [UInt8]) -> Diagnostic {
    var line = 1
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      if String(validating: bytes[start..<offset], as: UTF8.self) == nil { break }
      line += 1
      start = offset + 1
    }
    return Diagnostic(
      .badEncoding, "stdin:\(line): this line is not UTF-8", at: nil,
      notes: ["save the text as UTF-8"])
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
    case .badUsage: return .usage
    default: return code.rawValue.hasPrefix("P4") ? .data : .failure
    }
  }

  // MARK: - Running

  /// Where the files of the demo are, for messages: a folder that is on no disk.
  private static let demoFolder = "demo:"

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
      var console = StandardConsole()
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

  /// Runs texts in order, writing to a descriptor.
  mutating func run(_ texts: [ScriptText], to descriptor: Int32 = 1) throws(ExitStatus) {
    for text in texts { try run(text, to: descriptor) }
  }

  private mutating func run(_ text: ScriptText, to descriptor: Int32) throws(ExitStatus) {
    var session = session
    var writing = OutcomeWriting(
      presenter: presenter,
      console: StandardConsole(output: descriptor, cancellation: cancellation))
    watched {
      session.run(text.text, name: text.name, kind: text.kind, cancellation: cancellation) {
        writing.take($0)
        if writing.failure != nil { cancellation.cancel() }
      }
      writing.finish()
    }
    self.session = session
    if let status = try writing.ending() { throw status }
  }

  /// Does some work that Ctrl-C cancels, and ends the program if it doesn't heed.
  private func watched(_ work: () -> Void) {
    guard let interrupts else { return work() }
    let temporaryPath = temporaryPath
    interrupts.cancelling(
      cancellation,
      lastResort: {
        if let temporaryPath { unlink(temporaryPath) }
        _exit(ExitStatus.interrupted.rawValue)
      }, work)
  }

  /// The unfinished output file, to be removed when the program is ended hard.
  var temporaryPath: String?

  /// Opens the prompt on the session as it stands.
  func prompt() throws(ExitStatus) {
    guard let interrupts else { throw tell([Self.noDescriptors]) }
    var presenter = presenter
    presenter.isTerminal = TerminalFacts.isTerminal(1)
    var prompt = Prompt(session: session, presenter: presenter, interrupts: interrupts)
    do throws(OutputFailure) {
      try prompt.run()
    } catch {
      // Whoever looked has gone; there is nobody to tell.
    }
  }

  private static let noDescriptors = Diagnostic(
    .fileNotReadable, "the system has no free file descriptors", at: nil)

  /// Parses and checks a text without running it.
  mutating func check(_ text: ScriptText) -> ExitStatus? {
    guard case .messages(let diagnostics, let sources) = session.check(text.text, name: text.name)
    else { return nil }
    var console = StandardConsole()
    try? presenter.present(.messages(diagnostics, sources), to: &console)
    return Self.status(for: diagnostics)
  }
}

/// Writes a script's outcomes. In a machine format only the last result counts.
private struct OutcomeWriting {
  var presenter: Presenter
  var console: StandardConsole
  private var held: Outcome?
  private var status: ExitStatus?
  private(set) var failure: OutputFailure?

  init(presenter: Presenter, console: StandardConsole) {
    self.presenter = presenter
    self.console = console
  }

  mutating func take(_ outcome: Outcome) {
    switch outcome {
    case .result(_, let report) where presenter.format.isForMachines:
      held = outcome
      present { presenter, console throws(OutputFailure) in
        try presenter.presentTimes(report, to: &console)
      }
    case .messages(let diagnostics, _):
      status = status ?? Runner.status(for: diagnostics)
      show(outcome)
    case .result, .done, .words, .leave: show(outcome)
    }
  }

  /// Writes the result that was held back, if the script came to its end.
  mutating func finish() {
    guard status == nil, case .result(let table, _) = held else { return }
    present { presenter, console throws(OutputFailure) in
      try presenter.presentTable(table, to: &console)
    }
  }

  private mutating func show(_ outcome: Outcome) {
    present { presenter, console throws(OutputFailure) in
      try presenter.present(outcome, to: &console)
    }
  }

  private mutating func present(
    _ work: (Presenter, inout StandardConsole) throws(OutputFailure) -> Void
  ) {
    if failure != nil { return }
    do throws(OutputFailure) {
      try work(presenter, &console)
    } catch {
      failure = error
    }
  }

  /// How the program ends because of this script; nil where all went well.
  func ending() throws(ExitStatus) -> ExitStatus? {
    switch failure {
    case .closed: throw .good
    case .interrupted: return .interrupted
    case .failed(let reason):
      let problem = Diagnostic(
        .fileNotWritable, "the result cannot be written: \(reason)", at: nil)
      var console = console
      try? presenter.present(.messages([problem], SourceMap()), to: &console)
      return .data
    case nil: return status
    }
  }
}

extension Presenter {
  init(_ writing: WritingOptions) {
    let isTerminal = writing.output == nil && TerminalFacts.isTerminal(1)
    var layout = Layout.whole
    if isTerminal {
      layout = Layout(
        width: TerminalFacts.columns(of: 1), maximumRows: TerminalFacts.shownRows,
        style: writing.color.style(of: 1), showsCount: true)
    } else if writing.output == nil, writing.color == .always {
      layout.style = .colored
    }
    self.init(
      format: writing.chosenFormat, layout: layout, isTerminal: isTerminal,
      errorStyle: writing.color.style(of: 2), isQuiet: writing.quiet,
      writesTimings: writing.timings)
  }
}
