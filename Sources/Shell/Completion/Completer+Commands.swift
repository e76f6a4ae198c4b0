import Model
import Output
import Semantics
import Syntax

extension Completer {
  /// The name of a command behind its point, or what it takes.
  func completeCommand(_ text: String, help: Help) -> Completion {
    let end = text.utf8.count
    guard let blank = text.firstIndex(where: \.isWhitespace) else {
      let names = ShellCommand.all.map { command in
        Candidate(
          "." + command.name, ending: command.usage.isEmpty ? "" : " ", detail: command.summary)
      }
      return Completion(replaced: 0..<end, candidates: starting(text, names))
    }
    let name = text[..<blank].dropFirst().lowercased()
    guard let command = ShellCommand.all.first(where: { $0.name == name }) else { return .none }
    let words = text[blank...].drop(while: \.isWhitespace)
    let candidates = arguments(of: command, String(words), help: help)
    return Completion(replaced: (end - words.utf8.count)..<end, candidates: candidates)
  }

  private func arguments(
    of command: ShellCommand, _ typed: String, help: Help
  ) -> [Candidate] {
    switch command.takes {
    case .nothing: []
    case .switch: starting(typed, [Candidate("on"), Candidate("off")])
    case .topic: starting(typed, help.names.map { Candidate($0) })
    case .format:
      starting(typed, OutputFormat.allCases.map { Candidate($0.rawValue, detail: $0.summary) })
    case .showing:
      starting(
        typed,
        [Candidate("all")]
          + OutputFormat.allCases.map { Candidate($0.rawValue, detail: $0.summary) })
    case .entity: starting(typed, environment.world.catalog.entities.map { Candidate($0.name) })
    case .setting:
      starting(
        typed,
        ["format", "timer", "pager", "output", "private", "record"].map { Candidate($0) }
          + checker.options(sources: sources, in: environment)
          .map { Candidate($0.name, detail: $0.value) })
    case .folder: files(typed, .folder).map(candidate)
    case .file: files(typed, .result).map(candidate)
    }
  }

  private func candidate(_ file: FoundFile) -> Candidate {
    Candidate(
      file.path + (file.isFolder ? "/" : ""), label: file.label, ending: file.isFolder ? "" : " ")
  }
}
