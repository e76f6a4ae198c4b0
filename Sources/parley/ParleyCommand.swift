import ArgumentParser

/// `parley`: the shell and its tools.
struct ParleyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parley",
    abstract: "Asks questions of a partner ecosystem.",
    version: """
      parley \(version)
      License GPL-3.0-or-later. There is no warranty, to the extent permitted by law.
      """,
    subcommands: [
      ShellCommandLine.self, RunCommand.self, CheckCommand.self, FormatCommand.self,
      TestCommand.self, ReplayCommand.self, GenerateCommand.self, ExplainCommand.self,
      GrammarCommand.self,
    ],
    defaultSubcommand: ShellCommandLine.self)

  static let version = "0.1.0"
}
