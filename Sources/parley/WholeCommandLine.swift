import ArgumentParser

/// The command line as people know it: the options of the prompt and the other commands at once.
///
/// It is never run. A root command cannot both take files and have subcommands, so that
/// ``ParleyCommand`` leaves the files to a subcommand of its own; the help, which would not know that,
/// is made from this one.
struct WholeCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parley",
    abstract: "Asks questions of a partner ecosystem.",
    usage: """
      parley [FILE ...]            opens the prompt; FILEs are run first
      parley [FILE ...] -e QUERY   answers the query and ends
      parley run FILE ...          runs scripts unattended
      parley test FILE ...         runs the tests in scripts
      parley --demo                opens a made-up ecosystem, to try things on
      parley COMMAND ...
      """,
    version: ParleyCommand.configuration.version,
    subcommands: visibleCommands)

  @OptionGroup var shell: ShellCommandLine

  fileprivate static let visibleCommands = ParleyCommand.configuration.subcommands.filter {
    $0.configuration.shouldDisplay
  }

  /// What is asked of the command line itself; nil for anything else.
  static func answer(_ arguments: [String]) -> String? {
    switch (arguments.first, arguments.count) {
    case ("help", 1), ("--help", 1), ("-h", 1): helpMessage()
    case ("--generate-completion-script", 1):
      CompletionShell.autodetected().map(CompletedCommandLine.script)
    case ("--generate-completion-script", 2):
      CompletionShell(rawValue: arguments[1]).map(CompletedCommandLine.script)
    default: nil
    }
  }
}

/// What shells complete behind `parley`: options and commands. Files are left to the shell, because
/// the generated scripts offer no commands where a file may stand.
private struct CompletedCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parley", version: ParleyCommand.configuration.version,
    subcommands: WholeCommandLine.visibleCommands)

  @OptionGroup var answering: QueryOptions
  @OptionGroup var parameters: ParameterOptions
  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var writing: WritingOptions
  @OptionGroup var starting: InitOptions

  static func script(for shell: CompletionShell) -> String {
    // Where nothing else fits, bash goes on with file names.
    completionScript(for: shell).replacing(
      "complete -o filenames -F", with: "complete -o default -o filenames -F")
  }
}
