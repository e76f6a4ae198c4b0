import Messages
import Semantics

extension Session {
  /// `.undo`: the session as it was before the last line that changed it.
  mutating func undo() -> [Outcome] {
    guard let (text, earlier) = undoLog.undo(environment) else {
      return [
        .words(
          "There is nothing to undo: it takes back definitions, options, loads and opens, not"
            + " queries.\n")
      ]
    }
    return go(to: earlier, saying: "undone: ", text)
  }

  /// `.redo`: the session as it was before the last `.undo`.
  mutating func redo() -> [Outcome] {
    guard let (text, later) = undoLog.redo(environment) else {
      return [.words("There is nothing to do again: nothing has been undone since.\n")]
    }
    return go(to: later, saying: "done again: ", text)
  }

  private mutating func go(
    to target: Environment, saying verb: String, _ text: String
  ) -> [Outcome] {
    let changes = target.changes(since: environment, sources: sources)
    restore(target)
    let lines = changes.map { "  \($0.words(sources))\n" }
    return [.words("\(verb)\(Self.named(text))\n" + lines.joined())]
  }

  /// A text by its first line, and how many more there are.
  private static func named(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
    let more = lines.count > 1 ? " … (\(lines.count) lines)" : ""
    return String(lines.first ?? "").inOneLine + more
  }

  /// Keeps what was there before a line, if that line has changed what queries answer.
  mutating func noteStep(_ text: String, since before: Environment, isSilent: Bool) {
    let changes = environment.changes(since: before, sources: sources)
    if changes.isEmpty { return }
    undoLog.note(
      UndoLog.Step(
        text: text, environment: before, isOfData: changes.contains(where: \.isOfData),
        isOpening: environment.workspace != before.workspace, isSilent: isSilent))
  }
}

extension EnvironmentChange {
  /// What is so now, in words.
  fileprivate func words(_ sources: SourceMap) -> String {
    switch self {
    case .workspace(let folder?): "the workspace is \(DisplayWidth.printable(folder)) again"
    case .workspace(nil): "no workspace is open"
    case .entity(let name): "\(name) is there again"
    case .noEntity(let name): "\(name) is no longer there"
    case .rows(let names): "the rows are those of before: \(names.joined(separator: ", "))"
    case .option(let name, let value): "\(name) is \(value) again"
    case .usualOption(let name): "\(name) has the value again with which it was defined"
    case .definition(let name): "\(name) is defined again"
    case .noDefinition(let name): "\(name) is no longer defined"
    case .redefinition(_, let span): "again: \(sources.line(span).inOneLine)"
    }
  }
}

extension String {
  /// On one line of a window, cut where it is longer.
  fileprivate var inOneLine: String {
    let line = DisplayWidth.printable(split(whereSeparator: \.isWhitespace).joined(separator: " "))
    return line.count > 72 ? line.prefix(71) + "…" : line
  }
}
