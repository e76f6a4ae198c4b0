import ArgumentParser

/// `parley`: the shell and its tools.
struct ParleyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parley",
    abstract: "Asks questions of a partner ecosystem.",
    discussion: """
      parley [FILE ...]            opens the prompt; FILEs are run first
      parley [FILE ...] -e QUERY   answers the query and ends
      parley run FILE ...          runs scripts unattended
      parley test FILE ...         runs the tests in scripts
      parley --demo                opens a made-up ecosystem, to try things on

      --set NAME=VALUE gives a param of a script its value.
      `parley help shell` lists the options of the first two: --open FOLDER, --format NAME, …
      """,
    version: """
      parley \(version)
      License GPL-3.0-or-later. There is no warranty, to the extent permitted by law.
      """,
    subcommands: [
      ShellCommandLine.self, RunCommand.self, CheckCommand.self, FormatCommand.self,
      TestCommand.self, GenerateCommand.self, ExplainCommand.self, GrammarCommand.self,
    ],
    defaultSubcommand: ShellCommandLine.self)

  static let version = "0.1.0"
}
