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
      + ".help lists verbs and topics; there are lists of "
      + lists.map { ".help \($0.name)" }.joined(separator: ", ") + "\n"
  }

  /// As ``page(about:)``; nil where there is nothing.
  func knownPage(about words: String) -> String? {
    let word = words.trimmed.lowercased()
    if word.isEmpty { return overview }
    if let page = CodePage.named(word) { return page.render() }
    if let list = lists.first(where: { $0.name == word }) {
      return list.entries.map { Self.row($0.name, $0.summary, column: list.column) }.joined()
    }
    let found = entries.filter { $0.name == word }
    if !found.isEmpty { return found.map(\.page).joined(separator: "\n") }
    let name = word.first == "." ? String(word.dropFirst()) : word
    if let command = ShellCommand.all.first(where: { $0.name == name }) {
      return ".\(command.name) \(command.usage)".trimmed + "\n  \(command.summary)\n"
    }
    return nil
  }

  /// Every example of every page of the language, to be run by the tests.
  package var examples: [String] { entries.flatMap(\.examples) }

  /// Two columns.
  static func row(_ name: String, _ summary: String, column: Int) -> String {
    let padding = String(repeating: " ", count: max(1, column - DisplayWidth.of(name)))
    return "  " + name + padding + summary + "\n"
  }

  /// Everything that has a page: a word in two places has two.
  private var entries: [HelpEntry] {
    lists.flatMap(\.entries) + HelpEntry.modifiers + HelpEntry.topics
  }

  /// All words that have a page.
  var names: [String] {
    var seen: Set<String> = []
    return (entries.map(\.name) + lists.map(\.name) + ShellCommand.all.map(\.name))
      .filter { seen.insert($0).inserted }
  }

  /// What can be listed, a line each.
  private var lists: [(name: String, column: Int, entries: [HelpEntry])] {
    [
      ("verbs", 12, HelpEntry.verbs), ("statements", 12, HelpEntry.statements),
      ("aggregates", 16, vocabulary.aggregates.map(HelpEntry.init)),
      ("functions", 17, vocabulary.functions.map(HelpEntry.init)),
    ]
  }

  private var overview: String {
    """
    A query is a source, then stages behind bars; every step of it runs:
      partners | where tier = gold | summarize count() by territory.region
    A line that begins with | goes on with the last query.


    """
      + ShellCommand.all.map { Self.row(".\($0.name) \($0.usage)", $0.summary, column: 25) }
      .joined()
      + "\nVerbs (.help where): "
      + HelpEntry.verbs.map(\.name).joined(separator: " ").wrappedHanging(by: 21)
      + "Lists: " + lists.map(\.name).joined(separator: ", ") + "\n"
      + "Topics: " + HelpEntry.topics.map(\.name).joined(separator: ", ") + "\n"
      + "A message's number has a page too: .help P210\n"
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

/// A word, a function or a topic, with examples that run on the sample workspace.
struct HelpEntry: Sendable, Hashable {
  let name: String
  let usage: String
  let summary: String
  let examples: [String]

  init(_ name: String, _ usage: String, _ summary: String, _ examples: String...) {
    (self.name, self.usage, self.summary) = (name, usage, summary)
    self.examples = examples
  }

  init(_ word: Word, _ page: WordPage) {
    (name, usage, summary) = (word.rawValue, page.usage, page.summary)
    examples = page.examples
  }

  init(_ function: FunctionSpec) {
    (name, usage, summary) = (function.name, function.signature, function.summary)
    examples = function.examples
  }

  init(_ aggregate: AggregateSpec) {
    (name, usage, summary) = (aggregate.name, aggregate.signature, aggregate.summary)
    examples = aggregate.examples
  }

  static let verbs = Word.allCases.compactMap { word in
    word.verbPage.map { HelpEntry(word, $0) }
  }
  static let statements = Word.allCases.compactMap { word in
    word.statementPage.map { HelpEntry(word, $0) }
  }
  static let modifiers = Word.allCases.compactMap { word in
    word.modifierPage.map { HelpEntry(word, $0) }
  }

  var page: String {
    usage + "\n\n" + CodePage.wrapped(summary, at: 80) + (examples.isEmpty ? "" : "\n")
      + examples.map { example in
        example.split(separator: "\n").map { "  \($0)\n" }.joined()
      }.joined(separator: "\n")
  }

  static let topics: [HelpEntry] = [
    HelpEntry(
      "grain", "summarize sum(amount)   sum(deals.amount)   sum(amount within tier)",
      """
      In summarize they go over the rows of a group. In other stages they go over what a row leads \
      to, sum(deals.amount), or over all rows with within. Conditions stand inside the parentheses.
      """,
      "deals | summarize won: sum(amount where stage = won) by partner.tier",
      "partners | show name, open: count(deals where stage = open)",
      "partners | add share: share(sum(deals.amount) within all)"),
    HelpEntry(
      "dates", "2026-09-30  2026-09  2026-Q3  2026  last 4 quarters  this quarter to date",
      """
      in asks whether a date lies in a period. each makes a group of every period, also of those \
      without rows. today is the day of the run, or the one that option today sets.
      """,
      "deals | where closed_on in 2026-Q1..2026-Q2",
      "deals | where closed_on in last 90 days",
      "deals | summarize sum(amount over closed_on) by each quarter in 2026"),
    HelpEntry(
      "missing", "is missing   is not missing   ??",
      """
      An empty cell is missing, which is not 0 and not an empty text. Comparisons with missing are \
      false, arithmetic with it is missing, and aggregates leave it out. ?? puts a value in its place.
      """,
      "deals | where closed_on is missing",
      "partners | show name, weight: weight ?? 0"),
    HelpEntry(
      "definitions", "let   measure … on   field … on",
      """
      Names for what is asked often. let names a query, measure an aggregate of an entity, field a \
      value of each of its rows.
      """,
      "measure revenue on deals = sum(amount where stage = won) over closed_on\n"
        + "deals | summarize revenue by each quarter in 2026",
      "field is_big on deals = amount > $50k\ndeals | where is_big"),
    HelpEntry(
      "scripts",
      "param NAME: TYPE [= VALUE] [one of […]]   run \"FILE\" [with NAME: VALUE, …]\n"
        + "for each NAME in QUERY { … }   test \"NAME\" { … }",
      """
      A param is what changes from one run to the next: parley run FILE --set NAME=VALUE. run does \
      what another script says, for each does something for each row of a query. Tests run only \
      under parley test FILE.
      """,
      "param area: text = \"South\" one of [\"South\", \"West\"]\n"
        + "partners | where region = area | show name",
      "for each m in managers {\n  m.partners | show name, tier | print \"{m.name}\"\n}",
      "for each m in managers {\n  m.partners | export \"out/{m.name}.csv\"\n}"),
  ]
}
