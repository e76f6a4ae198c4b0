import Messages
import Testing

/// Every message can be met in a test and looked up.
struct CodeTests {
  let repository = Repository.shared

  /// Codes that no session can bring up, each with its reason.
  static let withoutGolden: [Code: String] = [
    .badEncoding: "bytes that are no text: CommandTests",
    .interrupted: "needs Ctrl-C: TerminalTests",
    .fileNotWritable: "the shell's own files: CommandTests",
    .unknownCommand: "a command of the shell: ShellTests",
    .nothingToExtend: "lines of the prompt: ShellTests",
    .badUsage: "a command of the shell: ShellTests",
    .badSetting: "the command line: CommandTests",
    .tooManyRows: "two billion rows",
    .columnsNotUsed: "a folder that has changed: CommandTests",
    .damagedColumn: "a file that is damaged: CommandTests",
    .outOfMemory: "more memory than a test should take",
    .tooManyColumns: "a thousand columns: EngineTests",
  ]

  /// Codes that keep their number and page while nothing brings them up yet.
  static let reserved: [Code: String] = [
    .nestedAggregate: "the checker says notMany so far"
  ]

  @Test(arguments: Code.allCases)
  func everyCodeHasAGolden(code: Code) {
    if Self.withoutGolden[code] != nil || Self.reserved[code] != nil { return }
    let goldens = repository.files.filter { $0.path.hasSuffix(".golden") }
    let shown = goldens.contains { golden in
      golden.text.contains("error \(code.rawValue):")
        || golden.text.contains("warning \(code.rawValue):")
    }
    #expect(shown, "no golden shows \(code.rawValue) (\(code))")
  }

  @Test(arguments: Code.allCases)
  func everyCodeIsUsed(code: Code) {
    let uses = repository.sources.filter { file in
      !file.name.hasPrefix("Code") && file.text.contains(".\(code)")
    }
    #expect(
      uses.isEmpty == (Self.reserved[code] != nil), "what says \(code.rawValue) (\(code))")
  }
}
