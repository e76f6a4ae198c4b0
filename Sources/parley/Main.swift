import ArgumentParser
import Files
import Glibc
import Output
import Terminal

/// Parses the command line and ends with the status that SHELL and README promise.
@main
enum Main {
  static func main() {
    // A closed pipe and a file at its largest size are failed writes, which every write checks.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ arguments: [String]) -> ExitStatus {
    if let text = WholeCommandLine.answer(arguments) {
      try? Descriptor.write(Array((text + "\n").utf8), to: 1)
      return .good
    }
    do {
      var command = try ParleyCommand.parseAsRoot(arguments)
      try command.run()
      return .good
    } catch let status as ExitStatus {
      return status
    } catch {
      // The option parser's own endings: help and version on the output, mistakes on the errors.
      let isAsked = ParleyCommand.exitCode(for: error).isSuccess
      let text = ParleyCommand.fullMessage(for: error) + "\n"
      try? Descriptor.write(Array(text.utf8), to: isAsked ? 1 : 2)
      return isAsked ? .good : .usage
    }
  }
}

/// How the program ends. Thrown by commands that end otherwise than well.
enum ExitStatus: Int32, Error {
  case good = 0
  case usage = 1
  /// Files and input data.
  case data = 2
  /// A check, a run-time error or a failed assertion.
  case failure = 3
  case interrupted = 130
}
