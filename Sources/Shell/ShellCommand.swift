import Messages
import Model

/// A command of the shell: `.name words`.
///
/// One table gives dispatch, help and the nearest name for a mistyped one.
package struct ShellCommand: Sendable {
  package let name: String
  /// What stands behind the name: `[FOLDER]`.
  package let usage: String
  package let summary: String
  var takes = Argument.nothing
  /// Whether it stands in transcripts: what it answers follows from what was typed before.
  var isRecorded = true
  /// What it does beyond the session.
  var access = Access.none
  let run: @Sendable (inout Session, _ words: String) -> [Outcome]

  /// What can be completed behind the name.
  enum Argument: Sendable, Hashable {
    case nothing, `switch`, topic, format, showing, entity, folder, file, setting
  }

  /// What a command does beyond the session, which safe mode keeps it from.
  enum Access: Sendable, Hashable {
    case none
    /// Writes the file that it is given.
    case writing
    /// Starts the program that it is given.
    case running
    /// Starts the editor.
    case editing
    /// Reads the history.
    case history
  }

  package static let all: [ShellCommand] = [
    ShellCommand(
      name: "help", usage: "[WORD]",
      summary: "this list, a verb, a topic, a name, a message's number", takes: .topic
    ) { session, words in session.help(about: words) },
    ShellCommand(
      name: "open", usage: "FOLDER", summary: "opens a workspace: its CSV files and definitions",
      takes: .folder
    ) { session, words in session.openFolder(words) },
    ShellCommand(
      name: "tables", usage: "", summary: "the entities that are there, with their rows"
    ) { session, _ in session.listTables() },
    ShellCommand(
      name: "schema", usage: "[NAME]", summary: "what describe says of a name, or all fields",
      takes: .entity
    ) { session, words in session.listSchema(of: words) },
    ShellCommand(
      name: "format", usage: "[NAME]",
      summary: "how results are written: table, csv, json, ndjson, markdown, html, line",
      takes: .format
    ) { session, words in session.setFormat(words) },
    ShellCommand(
      name: "last", usage: "[all] [FORMAT]",
      summary: "the last result again: all of it, or in another format", takes: .showing
    ) { session, words in session.showLast(words) },
    ShellCommand(
      name: "once", usage: "FILE", summary: "the next result goes to a file", takes: .file,
      access: .writing
    ) { session, words in session.setNextTarget(words) },
    ShellCommand(
      name: "output", usage: "[FILE]",
      summary: "all results go to a file; by itself to the screen again", takes: .file,
      access: .writing
    ) { session, words in session.setTarget(words) },
    ShellCommand(
      name: "pager", usage: "on|off|COMMAND",
      summary: "where results go that don't fit the window", takes: .switch, isRecorded: false,
      access: .running
    ) { session, words in session.setPager(words) },
    ShellCommand(
      name: "edit", usage: "[TEXT]",
      summary: "the last statement in your editor, to be run after it", isRecorded: false,
      access: .editing
    ) { session, words in session.edit(words) },
    ShellCommand(
      name: "watch", usage: "[SECONDS] [QUERY]",
      summary: "asks a query again and again, marking what changes", isRecorded: false
    ) { session, words in session.watch(words) },
    ShellCommand(
      name: "timer", usage: "on|off", summary: "whether each result says how long it took",
      takes: .switch, isRecorded: false
    ) { session, words in session.setTimer(words) },
    ShellCommand(
      name: "set", usage: "[NAME [VALUE]]", summary: "all that can be settled, or one of it anew",
      takes: .setting
    ) { session, words in session.set(words) },
    ShellCommand(
      name: "undo", usage: "", summary: "takes back the last definition, option, load or open"
    ) { session, _ in session.undo() },
    ShellCommand(name: "redo", usage: "", summary: "does what was undone again") { session, _ in
      session.redo()
    },
    ShellCommand(
      name: "history", usage: "[TEXT]", summary: "the last statements, or all that contain a text",
      isRecorded: false, access: .history
    ) { session, words in session.listHistory(containing: words) },
    ShellCommand(
      name: "private", usage: "on|off", summary: "whether statements are kept out of the history",
      takes: .switch, isRecorded: false
    ) { session, words in session.setPrivate(words) },
    ShellCommand(
      name: "record", usage: "FILE|off",
      summary: "keeps what is typed and answered in a file, for parley replay", takes: .file,
      isRecorded: false, access: .writing
    ) { session, words in session.record(words) },
    ShellCommand(
      name: "safe", usage: "",
      summary: "from now on writes no file, reads none elsewhere and starts no program",
      isRecorded: false
    ) { session, _ in session.goSafe() },
    ShellCommand(
      name: "quit", usage: "", summary: "leaves the shell; so does Ctrl-D", isRecorded: false
    ) { _, _ in [.asked(.leave)] },
  ]

  /// The command and its words, where a line is one: it starts with a dot, or is a bare `help`,
  /// `quit` or `exit`. One of psql's keeps its backslash.
  package static func split(_ line: String) -> (name: String, words: String)? {
    let text = line.trimmed
    let parts = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard let first = parts.first else { return nil }
    let words = parts.count > 1 ? String(parts[1]).trimmed : ""
    if first.first == ".", first.dropFirst().first?.isLetter ?? true {
      return (String(first.dropFirst()).lowercased(), words)
    }
    if first.first == "\\" { return (first.lowercased(), words) }
    switch text.lowercased() {
    case "help", "help;", "?": return ("help", "")
    case "quit", "quit;", "exit", "exit;": return ("quit", "")
    default:
      // `help where` reads like a query to nobody.
      return first.lowercased() == "help" && parts.count == 2 && !words.contains("|")
        ? ("help", words) : nil
    }
  }
}

extension String {
  /// Without the white space at both ends.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// Without the quotation marks around it.
  fileprivate var unquoted: String {
    count > 1 && first == "\"" && last == "\"" ? String(dropFirst().dropLast()) : self
  }
}

extension Session {
  /// Runs a command of the shell.
  mutating func command(_ name: String, _ words: String) -> [Outcome] {
    if let command = ShellCommand.all.first(where: { $0.name == name }) {
      if command.usage.isEmpty, !words.isEmpty {
        return usage(".\(name) stands by itself: .\(name)")
      }
      return refusal(of: command, words) ?? command.run(&self, words)
    }
    if ["exit", "q", "\\q"].contains(name) { return [.asked(.leave)] }
    return [.messages([unknownCommand(name, words)], sources)]
  }

  private func unknownCommand(_ name: String, _ words: String) -> Diagnostic {
    let isForeign = name.hasPrefix("\\")
    var diagnostic = Diagnostic(
      .unknownCommand,
      isForeign
        ? "commands begin with a dot here, and there is no \(name)"
        : "there is no command .\(name)", at: nil)
    if let here = ForeignCommands.translation(of: name, words) {
      diagnostic.suggestions = [Suggestion("", here)]
    } else if let nearest = nearestName(to: name, among: ShellCommand.all.map(\.name)) {
      diagnostic.message += "; did you mean .\(nearest)?"
    } else {
      diagnostic.notes = [".help lists the commands"]
    }
    return diagnostic
  }

  /// A path behind a command, with or without quotation marks.
  func path(_ words: String) -> String {
    guard words.hasPrefix("~/"), let home = settings.home else { return words.unquoted }
    return home + words.dropFirst()
  }

  func usage(_ message: String) -> [Outcome] {
    [.messages([Diagnostic(.badUsage, message, at: nil)], sources)]
  }

  fileprivate mutating func openFolder(_ words: String) -> [Outcome] {
    guard !words.isEmpty else { return usage(".open takes a folder: .open FOLDER") }
    let before = environment
    let outcomes = open(path(words))
    noteStep(".open \(words)", since: before, isSilent: outcomes.isEmpty)
    return outcomes
  }

  fileprivate mutating func setFormat(_ words: String) -> [Outcome] {
    if words.isEmpty {
      let lines = OutputFormat.allCases.map { format in
        let mark = format == settings.format ? "* " : "  "
        return Help.row(mark + format.rawValue, format.summary, column: 14)
      }
      return [.words(lines.joined())]
    }
    guard let format = OutputFormat(rawValue: words.lowercased()) else {
      return noFormat(words)
    }
    settings.format = format
    return []
  }

  func noFormat(_ word: String, among others: [String] = []) -> [Outcome] {
    let names = others + OutputFormat.allCases.map(\.rawValue)
    let nearest = nearestName(to: word, among: names).map { "; did you mean \($0)?" } ?? ""
    return usage(
      "there is no format \"\(word)\"\(nearest)\n" + "formats: "
        + OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))
  }

  fileprivate mutating func setTimer(_ words: String) -> [Outcome] {
    setSwitch("timer", \.showsTimes, words)
  }

  /// Turns a setting on or off, or to the other of the two.
  mutating func setSwitch(
    _ name: String, _ setting: WritableKeyPath<Settings, Bool>, _ words: String
  ) -> [Outcome] {
    switch words.lowercased() {
    case "on": settings[keyPath: setting] = true
    case "off": settings[keyPath: setting] = false
    case "": settings[keyPath: setting].toggle()
    default: return usage(".\(name) is on or off")
    }
    return [.words("\(name) \(settings[keyPath: setting] ? "on" : "off")\n")]
  }
}
