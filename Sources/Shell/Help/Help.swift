import Messages
package import Semantics
import Syntax

/// The pages behind `.help`, made from the tables of words, functions, commands and messages.
package struct Help: Sendable {
  private let vocabulary: Vocabulary

  package init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// What stands for a word: nothing, a command, a word of the language, a topic or the number of a
  /// message; else words that say that there is nothing.
  package func page(about words: String) -> String {
    if let page = knownPage(about: words) { return page }
    let word = words.trimmed.lowercased()
    let nearest = nearestName(to: word, among: names).map { "; did you mean \($0)?" } ?? ""
    return "There is no help about \"\(DisplayWidth.printable(words))\"\(nearest)\n"
      + ".help topics lists subjects, .help verbs, .help aggregates and .help functions words\n"
  }

  /// As ``page(about:)``; nil where there is nothing.
  func knownPage(about words: String) -> String? {
    let word = words.trimmed.lowercased()
    if word.isEmpty { return overview }
    if let page = CodePage.named(word) { return page.render() }
    if word == "commands" { return Self.commands }
    if let list = lists.first(where: { $0.name == word }) {
      return list.entries.map { Self.row($0.name, list.line($0), column: list.column) }.joined()
    }
    let name = word.first == "." ? String(word.dropFirst()) : word
    let command = ShellCommand.all.filter { $0.name == name }.map { command in
      ".\(command.name) \(command.usage)".trimmed + "\n  \(command.summary)\n"
    }
    let pages = command + entries.filter { $0.name == name }.map(\.page)
    return pages.isEmpty ? nil : pages.joined(separator: "\n")
  }

  /// The examples of each page, to be typed one after the other by the tests.
  package var examples: [[String]] { entries.map(\.examples).filter { !$0.isEmpty } }

  /// Two columns.
  static func row(_ name: String, _ summary: String, column: Int) -> String {
    let padding = String(repeating: " ", count: max(1, column - DisplayWidth.of(name)))
    return "  " + name + padding + summary + "\n"
  }

  /// Everything that has a page: a word in two places has two.
  private var entries: [HelpEntry] {
    lists.flatMap(\.entries)
  }

  /// All words that have a page.
  var names: [String] {
    var seen: Set<String> = []
    return (entries.map(\.name) + lists.map(\.name) + ShellCommand.all.map(\.name))
      .filter { seen.insert($0).inserted }
  }

  /// What can be listed, a line each.
  private var lists: [HelpList] {
    [
      HelpList("verbs", 12, HelpEntry.verbs, \.summary),
      HelpList("statements", 12, HelpEntry.statements, \.summary),
      HelpList("modifiers", 12, HelpEntry.modifiers, \.summary),
      HelpList("aggregates", 16, vocabulary.aggregates.map(HelpEntry.init), \.summary),
      HelpList("functions", 17, vocabulary.functions.map(HelpEntry.init), \.summary),
      HelpList("topics", 14, HelpEntry.topics, \.firstUsage),
    ]
  }

  private static var commands: String {
    ShellCommand.all.map { row(".\($0.name) \($0.usage)", $0.summary, column: 25) }.joined()
  }

  private var overview: String {
    """
    A query is a source, then stages behind bars; every step of it runs:
      partners | where tier = gold | summarize count() by territory.region
    A line that begins with | goes on with the last query.


    """
      + Self.commands
      + "\nVerbs (.help where): "
      + HelpEntry.verbs.map(\.name).joined(separator: " ").wrappedHanging(by: 21)
      + "Lists: " + lists.map(\.name).joined(separator: ", ") + "\n"
      + "Topics (.help start): "
      + HelpEntry.topics.map(\.name).joined(separator: " ").wrappedHanging(by: 22)
      + "A message's number has a page too: .help P210\n"
  }
}

/// Pages that are listed together.
private struct HelpList {
  let name: String
  let column: Int
  let entries: [HelpEntry]
  /// What stands behind the name of each.
  let line: @Sendable (HelpEntry) -> String

  init(
    _ name: String, _ column: Int, _ entries: [HelpEntry],
    _ line: @escaping @Sendable (HelpEntry) -> String
  ) {
    (self.name, self.column, self.entries, self.line) = (name, column, entries, line)
  }
}

extension String {
  /// In lines of 80 columns, each but the first indented.
  fileprivate func wrappedHanging(by indent: Int) -> String {
    let lines = CodePage.wrapped(self, at: 80 - indent).split(separator: "\n")
    let padding = "\n" + String(repeating: " ", count: indent)
    return lines.joined(separator: padding) + "\n"
  }
}
