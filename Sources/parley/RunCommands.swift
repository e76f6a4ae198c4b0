import ArgumentParser
import Columns
import Files
import Messages
import Model
import Output
import Semantics
import Shell
import Terminal

/// `parley [FILE…] [-e QUERY]…`: what runs when no command is named.
struct ShellCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell", abstract: "Run files and queries, or open the prompt.",
    shouldDisplay: false)

  @Argument(help: "Scripts to run first.", completion: .script)
  var files: [String] = []

  @OptionGroup var answering: QueryOptions
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var writing: WritingOptions

  @OptionGroup var starting: InitOptions

  var queries: [String] { answering.queries }
  var skipsInit: Bool { starting.skipsInit }

  func validate() throws {
    let commands = ParleyCommand.configuration.subcommands
    guard let first = files.first,
      commands.contains(where: { $0.configuration.commandName == first })
    else { return }
    throw ValidationError("\(first) comes first: parley \(first) [<options>] …")
  }

  func run() throws {
    let isInteractive = queries.isEmpty && TerminalFacts.isTerminal(0)
    if isInteractive, writing.output != nil {
      throw ValidationError(
        "--output needs a query (-e) or `parley run`: at the prompt results go to the screen")
    }
    var runner = Runner(sessionOptions, writing: writing, settings: parameters.settings)
    if isInteractive {
      try runner.runInteractively(files, self)
      return
    }
    try runner.open()
    var texts: [ScriptText] = []
    for file in files { texts.append(try runner.read(file)) }
    texts += queries.map { runner.text(named: "-e", $0, .typed) }
    if queries.isEmpty { texts.append(try runner.readInput()) }
    try runner.write(texts, to: writing.output)
  }
}

extension Runner {
  /// The prompt, after the folder, the user's own definitions and the files. Mistakes in them are
  /// told and don't keep it from opening.
  fileprivate mutating func runInteractively(
    _ files: [String], _ command: ShellCommandLine
  ) throws(ExitStatus) {
    let isTerminal = TerminalFacts.isTerminal(1)
    if !command.writing.quiet, isTerminal {
      let greeting =
        "Parley \(ParleyCommand.version): .help for help, Ctrl-D to leave\n"
      try? Descriptor.write(Array(greeting.utf8), to: 1)
    }
    try? open()
    if command.sessionOptions.demo, !command.writing.quiet, isTerminal {
      let today = CivilDate(dayNumber: Int(session.environment.world.options.today))
      let words = "This is the demo, as of \(today.description): .tables lists what there is\n"
      try? Descriptor.write(Array(words.utf8), to: 1)
    }
    if !command.skipsInit, !session.settings.isSafe, let path = Self.initPath,
      let file = try? read(path)
    {
      for text in StartFile.texts(of: file.text) { try? runStart(text, of: path) }
    }
    let texts = files.compactMap { try? read($0) }
    try checkSettings(of: texts)
    for text in texts { try? run([text], areAll: false) }
    try prompt()
  }

  /// `init.parley` in the user's configuration folder, where there is one.
  private static var initPath: String? {
    let folder = TerminalFacts.userFolder("XDG_CONFIG_HOME", orHome: ".config")
    return folder.map { $0 + "/parley/init.parley" }.flatMap { fileExists($0) ? $0 : nil }
  }

  /// Replaces a file's text, whole or not at all.
  func replace(_ path: String, with text: String) throws(ExitStatus) {
    let files = store.beginFiles()
    do throws(FileProblem) {
      let descriptor = try files.openOutput(path)
      do throws(OutputFailure) {
        try Descriptor.write(Array(text.utf8), to: descriptor)
      } catch {
        throw FileProblem(path, .system(Descriptor.reason()))
      }
      try files.commit()
    } catch {
      files.discard()
      throw tell([error.diagnostic(at: nil)])
    }
  }

  /// Runs texts and writes what they answer to the output or, whole or not at all, to a file.
  mutating func write(_ texts: [ScriptText], to path: String?) throws(ExitStatus) {
    guard let path else { return try run(texts, areAll: true) }
    guard !session.settings.isSafe else {
      _ = tell([.refused(.writing, path, at: nil)])
      throw .usage
    }
    let files = store.beginFiles()
    let descriptor: Int32
    do throws(FileProblem) {
      descriptor = try files.openOutput(path)
    } catch {
      files.discard()
      throw tell([error.diagnostic(at: nil)])
    }
    do throws(ExitStatus) {
      try run(texts, areAll: true, to: descriptor)
    } catch {
      files.discard()
      throw error
    }
    do throws(FileProblem) {
      try files.commit()
    } catch {
      throw tell([error.diagnostic(at: nil)])
    }
  }
}

/// `parley run FILE…`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scripts unattended; stop at the first error.")

  @Argument(
    help: "Scripts, run in order in one session; - is the standard input.", completion: .script)
  var files: [String]

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var writing: WritingOptions

  @OptionGroup var starting: InitOptions

  func run() throws {
    var runner = Runner(sessionOptions, writing: writing, settings: parameters.settings)
    try runner.open()
    var texts: [ScriptText] = []
    for file in files { texts.append(try runner.read(file)) }
    try runner.write(texts, to: writing.output)
  }
}

extension ExitStatus: Comparable {
  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}

extension ParsableArguments {
  /// As if no option had been given: every one has a default, so parsing nothing cannot fail.
  static var plain: Self { (try? Self.parse([])) ?? Self() }
}
