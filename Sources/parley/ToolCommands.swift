import ArgumentParser
import Demo
import Files
import Glibc
import Library
import Messages
import Model
import Semantics
import Shell
import Storage
import Terminal

func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// `parley format FILE…`
struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Lay scripts out as the language reference does.")

  @Argument(help: "Scripts; - is the standard input.", completion: .script)
  var files: [String]

  @Flag(help: "Change the files instead of writing to the output.")
  var inPlace = false

  @Flag(help: "Change nothing; name the files that would change, and end with 3 if there are any.")
  var check = false

  func validate() throws {
    if inPlace && check { throw ValidationError("--in-place and --check exclude each other") }
    if inPlace && files.contains("-") {
      throw ValidationError("the standard input cannot be changed in place")
    }
  }

  func run() throws {
    var worst = ExitStatus.good
    for file in files {
      do {
        try format(file)
      } catch let status as ExitStatus {
        worst = max(worst, status)
      }
    }
    if worst != .good { throw worst }
  }

  private func format(_ file: String) throws {
    let writing = WritingOptions.plain
    var runner = Runner(.plain, writing: writing)
    let text = try runner.read(file)
    let formatted: String
    do throws(ScriptProblem) {
      formatted = try ScriptLayout.laidOut(text.text, name: text.name)
    } catch {
      throw runner.tell(error.diagnostics, in: error.sources)
    }
    if check {
      guard formatted != text.text else { return }
      try? Descriptor.write(Array("\(file)\n".utf8), to: 1)
      throw ExitStatus.failure
    }
    guard inPlace else {
      try? Descriptor.write(Array(formatted.utf8), to: 1)
      return
    }
    if formatted != text.text { try runner.replace(file, with: formatted) }
  }
}

/// `parley generate`
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Make up an ecosystem as a folder of CSV files.")

  @Option(help: ArgumentHelp("How many deals; everything else follows.", valueName: "n"))
  var deals: Int = EcosystemGenerator.demoDeals

  @Option(help: ArgumentHelp("The same seed gives the same files.", valueName: "n"))
  var seed: UInt64 = EcosystemGenerator.demoSeed

  @Option(
    help: ArgumentHelp("The folder to write to.", valueName: "folder"), completion: .directory)
  var out: String

  func validate() throws {
    if deals < 1 { throw ValidationError("--deals takes a number of at least 1") }
  }

  func run() throws {
    do throws(LoadFailure) {
      try EcosystemGenerator(deals: deals, seed: seed).write(to: out)
    } catch {
      throw Runner(.plain, writing: .plain).tell(error.diagnostics)
    }
  }
}

/// `parley explain CODE`
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a message by its number: parley explain P210.")

  @Argument(help: ArgumentHelp("Numbers such as P210; none lists all.", valueName: "code"))
  var codes: [String] = []

  func run() throws {
    let style = TerminalFacts.style(of: 1)
    var text = ""
    if codes.isEmpty {
      for page in CodePage.all { text += "\(page.code.rawValue)  \(page.title)\n" }
    }
    for (number, name) in codes.enumerated() {
      guard let page = CodePage.named(name) else {
        throw ValidationError("there is no message \(name); parley explain lists them")
      }
      text += (number > 0 ? "\n" : "") + page.render(style: style)
    }
    try? Descriptor.write(Array(text.utf8), to: 1)
  }
}

/// `parley grammar NAME`
struct GrammarCommand: ParsableCommand {
  /// What an editor can be given about the language.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case textmate, completions
  }

  static let configuration = CommandConfiguration(
    commandName: "grammar", abstract: "Write what an editor needs to know of the language.",
    discussion: """
      textmate     how to colour a script, as a TextMate grammar
      completions  the language's words with what each does, as JSON
      """)

  @Argument(help: "textmate or completions")
  var form: Form

  func run() throws {
    let text =
      switch form {
      case .textmate: TextMateGrammar(vocabulary: .standard).json
      case .completions: CompletionList(vocabulary: .standard).json
      }
    try? Descriptor.write(Array(text.utf8), to: 1)
  }
}
