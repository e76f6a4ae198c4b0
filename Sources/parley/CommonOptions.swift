import ArgumentParser
import Columns
import Glibc
import Messages
import Model
import Shell
import Terminal

extension OutputFormat: ExpressibleByArgument {}

extension CompletionKind {
  /// A file of Parley's own kind.
  static let script = CompletionKind.file(extensions: ["parley"])
}

/// When colours are used.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto
  case always
  case never

  func style(of descriptor: Int32) -> TextStyle {
    switch self {
    case .auto: TerminalFacts.style(of: descriptor)
    case .always: .colored
    case .never: .plain
    }
  }
}

/// A date on the command line, in days since 1970-01-01.
struct DateArgument: ExpressibleByArgument {
  let day: Int32

  init(day: Int32) {
    self.day = day
  }

  init?(argument: String) {
    guard let date = CivilDate(iso: argument) else { return nil }
    day = Int32(date.dayNumber)
  }
}

/// What a session reads and how it computes.
struct SessionOptions: ParsableArguments {
  @Option(
    name: .customLong("open"),
    help: ArgumentHelp("Open this workspace folder first.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Flag(help: "Open a made-up ecosystem in memory instead of a folder.")
  var demo = false

  @Option(help: ArgumentHelp("How many times as many deals the demo has.", valueName: "n"))
  var scale: Int?

  @Option(
    help: ArgumentHelp(
      "The day that `today` means, instead of the clock's.", valueName: "yyyy-mm-dd")
  )
  var today: DateArgument?

  @Flag(
    help: "Write no file, read nothing outside the opened folder, start no other program.")
  var safe = false

  @Option(help: ArgumentHelp("Threads to compute with.", valueName: "n"))
  var threads: Int = Self.processors

  func validate() throws {
    if demo, folder != nil {
      throw ValidationError("--demo and --open exclude each other: one workspace is open at a time")
    }
    if let scale {
      if !demo { throw ValidationError("--scale sets the size of the demo: add --demo") }
      if !(1...Self.largestScale).contains(scale) {
        throw ValidationError("--scale takes a number from 1 to \(Self.largestScale)")
      }
    }
    if threads < 1 || threads > 1_024 {
      throw ValidationError("--threads takes a number from 1 to 1024")
    }
  }

  /// Three million deals: a third of a gigabyte of text in memory.
  private static let largestScale = 200

  private static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

}

/// What is answered instead of opening the prompt.
struct QueryOptions: ParsableArguments {
  @Option(
    name: [.customShort("e"), .customLong("query")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Answer this and end; may be repeated.", valueName: "query"))
  var queries: [String] = []
}

/// What the prompt begins with; scripts begin with nothing and take the option all the same.
struct InitOptions: ParsableArguments {
  @Flag(
    name: .customLong("no-init"),
    help: "Skip the file of your own definitions, which only the prompt reads.")
  var skipsInit = false
}

/// `name=value`.
struct Setting: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equal = argument.firstIndex(of: "="), equal > argument.startIndex else { return nil }
    name = String(argument[..<equal])
    value = String(argument[argument.index(after: equal)...])
  }
}

/// The values of a script's params.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Give a param of the script its value; may be repeated.", valueName: "name=value")
  )
  var settings: [Setting] = []

  func validate() throws {
    for (number, setting) in settings.enumerated()
    where settings[..<number].contains(where: { $0.name.lowercased() == setting.name.lowercased() })
    {
      throw ValidationError("--set gives \(setting.name) two values")
    }
  }

  /// By lower-cased name.
  var values: [String: String] {
    Dictionary(uniqueKeysWithValues: settings.map { ($0.name.lowercased(), $0.value) })
  }
}

/// How results are written.
struct WritingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How results are written: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "name"))
  var format: OutputFormat?

  @Option(
    help: ArgumentHelp(
      "Write results to this file, whole or not at all; its ending decides the format.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "Write what each statement cost to the errors, as a line of JSON.")
  var timings = false

  @Flag(help: "Leave out footnotes and the greeting.")
  var quiet = false

  @Option(help: ArgumentHelp("Use colours: auto, always or never.", valueName: "when"))
  var color: ColorChoice = .auto

  func validate() throws {
    guard let output, OutputFormat.isForeign(fileName: output) else { return }
    throw ValidationError(
      "--output writes no file that other programs have to themselves: spreadsheets open .csv")
  }

  /// The format asked for, else that of the file's ending, else a table.
  var chosenFormat: OutputFormat {
    format ?? output.flatMap { OutputFormat(fileName: $0) } ?? .table
  }
}
