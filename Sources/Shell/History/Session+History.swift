import Columns
import Messages
import Semantics

extension Session {
  /// Lets queries and `.history` see the statements typed so far.
  ///
  /// - Parameter read: asked whenever somebody wants to see them.
  package mutating func showHistory(_ read: @escaping @Sendable () -> [HistoryEntry]) {
    history = read
    checker.tablesOnDemand[HistoryTable.name] = { _ in HistoryTable.make(read()) }
  }

  /// Takes away what ``showHistory(_:)`` gave.
  mutating func hideHistory() {
    history = { [] }
    checker.tablesOnDemand[HistoryTable.name] = nil
  }

  /// How many statements `.history` lists by itself.
  private static let listedStatements = 40

  /// The last statements, or all that contain a text.
  func listHistory(containing words: String) -> [Outcome] {
    let entries = HistoryLog.distinct(history())
    let wanted = words.lowercased()
    var found = entries.filter { wanted.isEmpty || $0.statement.lowercased().contains(wanted) }
    if found.isEmpty {
      return [.words(wanted.isEmpty ? "nothing yet\n" : "nothing with \"\(words)\"\n")]
    }
    var text = ""
    if wanted.isEmpty, found.count > Self.listedStatements {
      text = "\(found.count - Self.listedStatements) earlier ones: .history TEXT looks for them\n"
      found = found.suffix(Self.listedStatements)
    }
    return [.words(text + found.map(\.listed).joined())]
  }

  /// Whether the statements from now on are kept out of the history.
  mutating func setPrivate(_ words: String) -> [Outcome] {
    setSwitch("private", \.isPrivate, words)
  }
}

extension HistoryEntry {
  /// The statement behind the time at which it was typed.
  fileprivate var listed: String {
    let start = LocalTime(start)
    let moment = "\(CivilDate(dayNumber: Int(start.day)).description) \(start.time)  "
    let indent = "\n" + String(repeating: " ", count: moment.count)
    let text = DisplayWidth.printable(statement, keepsNewlines: true)
    return moment + text.split(separator: "\n").joined(separator: indent) + "\n"
  }
}
