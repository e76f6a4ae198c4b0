/// What is typed here for the commands of other shells: psql's, sqlite3's and DuckDB's.
enum ForeignCommands {
  /// What to type instead of a command that Parley hasn't; nil for one that means nothing.
  ///
  /// - Parameter words: what stands behind its name.
  static func translation(of name: String, _ words: String) -> String? {
    switch name {
    case "\\d", "\\d+": words.isEmpty ? ".tables" : "describe \(words)"
    case "\\dt", "\\l", "\\dn", "\\dv", "databases", "ls": ".tables"
    case "\\?", "\\h": ".help"
    case "\\timing": ".timer on"
    case "\\x": ".format line"
    case "\\i", "\\ir", "read": "run \(quoted(words, or: "weekly.parley"))"
    case "\\o": words.isEmpty ? ".output" : ".output \(words)"
    case "\\e", "\\ef": ".edit"
    case "\\s": ".history"
    case "\\g": words.isEmpty ? ".last" : ".once \(words)"
    case "\\watch": words.isEmpty ? ".watch" : ".watch \(words)"
    case "\\set", "\\pset", "show": ".set"
    case "\\c", "\\connect", "cd", "\\cd": ".open \(words.isEmpty ? "folder" : words)"
    case "\\copy", "excel": "_ | export \"result.csv\""
    case "dump", "save", "backup": "save \(quoted(words, or: "folder"))"
    case "mode": words.isEmpty ? ".format" : ".format \(words)"
    case "import": loading(words)
    default: nil
    }
  }

  /// `.import FILE TABLE`.
  private static func loading(_ words: String) -> String {
    let isQuoted = words.hasPrefix("\"")
    let path = words.dropFirst(isQuoted ? 1 : 0).prefix {
      isQuoted ? $0 != "\"" : !$0.isWhitespace
    }
    let table = words[path.endIndex...].drop { !$0.isLetter }
    return "load \(quoted(path, or: "deals.csv"))" + (table.isEmpty ? "" : " as \(table)")
  }

  private static func quoted(_ path: some StringProtocol, or example: String) -> String {
    path.isEmpty ? "\"\(example)\"" : path.hasPrefix("\"") ? String(path) : "\"\(path)\""
  }
}
