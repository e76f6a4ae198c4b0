/// The history file: a line when a statement begins and a line when it has ended, so that one that
/// took the whole program with it is there too.
///
///     +  session  number  start  length  statement
///     =  session  number  milliseconds  rows  outcome
///
/// Tabs stand between the fields. The statement's line ends, tabs and backslashes are written `\n`,
/// `\t`, `\\`; its length in bytes, as written, tells a whole line from one that was cut off.
package enum HistoryLog {
  /// The line of a statement that begins, with its line end.
  package static func begun(_ entry: HistoryEntry) -> String {
    let text = escaped(entry.statement)
    let id = entry.id
    return "+\t\(id.session)\t\(id.number)\t\(entry.start)\t\(text.utf8.count)\t\(text)\n"
  }

  /// The line of a statement that has ended, with its line end.
  package static func ended(_ id: HistoryEntry.ID, _ ending: HistoryEntry.Ending) -> String {
    let rows = ending.rows.map(String.init) ?? ""
    let outcome = ending.outcome.rawValue
    return "=\t\(id.session)\t\(id.number)\t\(ending.milliseconds)\t\(rows)\t\(outcome)\n"
  }

  /// The statements of a file in the order in which they began; what cannot be read is left out.
  package static func entries(_ text: String) -> [HistoryEntry] {
    var entries: [HistoryEntry] = []
    var places: [HistoryEntry.ID: Int] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 6, let number = Int(fields[2]), let third = Int64(fields[3]) else {
        continue
      }
      let id = HistoryEntry.ID(session: String(fields[1]), number: number)
      switch fields[0] {
      case "+":
        guard Int(fields[4]) == fields[5].utf8.count, let statement = unescaped(fields[5]) else {
          continue
        }
        places[id] = entries.count
        entries.append(HistoryEntry(id: id, start: third, statement: statement))
      case "=":
        guard let place = places[id],
          let outcome = HistoryEntry.Outcome(rawValue: String(fields[5])),
          fields[4].isEmpty || Int64(fields[4]) != nil
        else { continue }
        entries[place].ending = HistoryEntry.Ending(
          milliseconds: third, rows: Int64(fields[4]), outcome: outcome)
      default: continue
      }
    }
    return entries
  }

  /// Different statements, each where it was typed last.
  package static func distinct(_ entries: [HistoryEntry]) -> [HistoryEntry] {
    var seen: Set<String> = []
    return entries.reversed().filter { seen.insert($0.statement).inserted }.reversed()
  }

  private static let escapes: [(plain: Character, written: Character)] = [
    ("\\", "\\"), ("\n", "n"), ("\t", "t"), ("\r", "r"),
  ]

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let escape = escapes.first(where: { $0.plain == Character(scalar) }) {
        result += "\\\(escape.written)"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func unescaped(_ text: Substring) -> String? {
    var result = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      guard let next = rest.popFirst(),
        let escape = escapes.first(where: { $0.written == Character(next) })
      else { return nil }
      result.append(escape.plain)
    }
    return result
  }
}
