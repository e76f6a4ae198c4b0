import ArgumentParser
import Columns
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

  @Argument(help: "Scripts to run first.")
  var files: [String] = []

  @Option(
    name: [.customShort("e"), .customLong("query")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Answer this and end; may be repeated.", valueName: "query"))
  var queries: [String] = []

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var writing: WritingOptions

  @Flag(name: .customLong("no-init"), help: "Skip the file of your own definitions.")
  var skipsInit = false

  func run() throws {
    let isInteractive = queries.isEmpty && TerminalFacts.isTerminal(0)
    if isInteractive, writing.output != nil {
      throw ValidationError(
        "--output needs a query (-e) or `parley run`: at the prompt results go to the screen")
    }
    var runner = Runner(sessionOptions, writing: writing)
    if isInteractive {
      try runner.runInteractively(files, self)
      return
    }
    try runner.open()
    var texts: [ScriptText] = []
    for file in files { texts.append(try runner.read(file)) }
    texts += queries.map { ScriptText(name: "-e", text: $0, kind: .typed) }
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
    if !command.skipsInit, let path = Self.initPath, let text = try? read(path) {
      try? run([text])
    }
    for file in files {
      if let text = try? read(file) { try? run([text]) }
    }
    try prompt()
  }

  /// `init.parley` in the user's configuration folder, where there is one.
  private static var initPath: String? {
    let folder =
      TerminalFacts.environment("XDG_CONFIG_HOME").flatMap { $0.isEmpty ? nil : $0 }
      ?? TerminalFacts.environment("HOME").map { $0 + "/.config" }
    guard let path = folder.map({ $0 + "/parley/init.parley" }), fileExists(path) else {
      return nil
    }
    return path
  }

  /// Replaces a file's text, whole or not at all.
  func replace(_ path: String, with text: String) throws(ExitStatus) {
    do throws(Diagnostic) {
      let file = try OutputFile(path)
      do throws(OutputFailure) {
        try Descriptor.write(Array(text.utf8), to: file.descriptor)
      } catch {
        file.discard()
        throw Diagnostic(.fileNotWritable, "\(path) cannot be written", at: nil)
      }
      try file.commit()
    } catch {
      throw tell([error])
    }
  }

  /// Runs texts and writes what they answer to the output or, whole or not at all, to a file.
  mutating func write(_ texts: [ScriptText], to path: String?) throws(ExitStatus) {
    guard let path else { return try run(texts) }
    let file: OutputFile
    do throws(Diagnostic) {
      file = try OutputFile(path)
    } catch {
      throw tell([error])
    }
    temporaryPath = file.temporaryPath
    do throws(ExitStatus) {
      try run(texts, to: file.descriptor)
    } catch {
      file.discard()
      throw error
    }
    do throws(Diagnostic) {
      try file.commit()
    } catch {
      throw tell([error])
    }
  }
}

/// `parley run FILE…`
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scripts unattended; stop at the first error.")

  @Argument(help: "Scripts, run in order in one session; - is the standard input.")
  var files: [String]

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var writing: WritingOptions

  func run() throws {
    var runner = Runner(sessionOptions, writing: writing)
    try runner.open()
    var texts: [ScriptText] = []
    for file in files { texts.append(try runner.read(file)) }
    try runner.write(texts, to: writing.output)
  }
}

/// `parley check FILE…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for mistakes in scripts without running them.")

  @Argument(help: "Scripts, each checked by itself; - is the standard input.")
  var files: [String]

  @OptionGroup var sessionOptions: SessionOptions

  @Option(help: ArgumentHelp("Use colours: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto

  @Flag(help: "Say nothing about scripts without mistakes.")
  var quiet = false

  func run() throws {
    var writing = WritingOptions.plain
    writing.color = color
    var opened = Runner(sessionOptions, writing: writing)
    try opened.open()
    var worst = ExitStatus.good
    for file in files {
      var runner = opened
      let text = try runner.read(file)
      if let status = runner.check(text) {
        worst = max(worst, status)
      } else if !quiet {
        try? Descriptor.write(Array("\(file): no mistakes\n".utf8), to: 2)
      }
    }
    if worst != .good { throw worst }
  }
}

extension ExitStatus: Comparable {
  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}

extension ParsableArguments {
  /// As if no option had been given: every one has a default, so parsing nothing cannot fail.
  static var plain: Self { (try? Self.parse([])) ?? Self() }
}
