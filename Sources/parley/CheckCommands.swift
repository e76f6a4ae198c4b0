import ArgumentParser
import Files
import Shell

/// `parley check FILE…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for mistakes in scripts without running them.")

  @Argument(
    help: "Scripts, each checked by itself; - is the standard input.", completion: .script)
  var files: [String]

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var sessionOptions: SessionOptions

  @Option(help: ArgumentHelp("Use colours: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto

  @Flag(help: "Say nothing about scripts without mistakes.")
  var quiet = false

  func run() throws {
    var writing = WritingOptions.plain
    writing.color = color
    var opened = Runner(sessionOptions, writing: writing, settings: parameters.settings)
    try opened.open()
    var worst = ExitStatus.good
    var known: [String]? = []
    for file in files {
      var runner = opened
      let text = try runner.read(file)
      let (status, names) = runner.check(text)
      known = names.flatMap { names in known.map { $0 + names } }
      if let status {
        worst = max(worst, status)
      } else if !quiet {
        try? Descriptor.write(Array("\(file): no mistakes\n".utf8), to: 2)
      }
    }
    if let known, let status = opened.status(ofUnknown: known) { worst = max(worst, status) }
    if worst != .good { throw worst }
  }
}

/// `parley test FILE…`
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the test blocks of scripts, each by itself.")

  @Argument(
    help: "Scripts with test blocks, each by itself; - is the standard input.",
    completion: .script)
  var files: [String]

  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var sessionOptions: SessionOptions

  @Option(help: ArgumentHelp("Use colours: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto

  func run() throws {
    var writing = WritingOptions.plain
    writing.color = color
    var opened = Runner(sessionOptions, writing: writing, settings: parameters.settings)
    try opened.open()
    var texts: [ScriptText] = []
    for file in files { texts.append(try opened.read(file)) }
    // All values are looked at before anything runs.
    var prepared: [(runner: Runner, text: PreparedText)] = []
    var worst = ExitStatus.good
    var known: [String]? = []
    for text in texts {
      var runner = opened
      let (text, status) = runner.prepare(text)
      prepared.append((runner, text))
      known = text.parameters.flatMap { names in known.map { $0 + names } }
      if let status { worst = max(worst, status) }
    }
    if let known, let status = opened.status(ofUnknown: known) { worst = max(worst, status) }
    if worst != .good { throw worst }
    var count = TestCount()
    for (runner, text) in prepared { try runner.test(text, &count) }
    try? Descriptor.write(Array(count.summary.utf8), to: 1)
    if count.failed > 0 { throw ExitStatus.failure }
  }
}
