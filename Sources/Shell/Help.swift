import Messages

/// The pages behind `.help`.
package enum Help {
  /// What stands for a word: nothing, a command, a verb, a topic or the number of a message.
  package static func page(about words: String) -> String {
    let word = words.trimmed.lowercased()
    if word.isEmpty { return overview }
    if let page = CodePage.named(word) { return page.render() }
    if let verb = HelpEntry.verbs.first(where: { $0.name == word }) { return verb.page }
    if let topic = HelpEntry.topics.first(where: { $0.name == word }) { return topic.page }
    let name = word.first == "." ? String(word.dropFirst()) : word
    if let command = ShellCommand.all.first(where: { $0.name == name }) {
      return ".\(command.name) \(command.usage)".trimmed + "\n  \(command.summary)\n"
    }
    if word == "verbs" { return verbs }
    let names =
      HelpEntry.verbs.map(\.name) + HelpEntry.topics.map(\.name) + ShellCommand.all.map(\.name)
    let nearest = nearestName(to: word, among: names).map { "; did you mean \($0)?" } ?? ""
    return "There is no help about \"\(DisplayWidth.printable(words))\"\(nearest)\n"
      + "Words: " + CodePage.wrapped(names.joined(separator: ", "), at: 70)
  }

  /// Every example of every page, to be run by the tests.
  package static var examples: [String] {
    (HelpEntry.verbs + HelpEntry.topics).flatMap(\.examples)
  }

  /// Two columns.
  static func row(_ name: String, _ summary: String, column: Int) -> String {
    let padding = String(repeating: " ", count: max(1, column - DisplayWidth.of(name)))
    return "  " + name + padding + summary + "\n"
  }

  private static var overview: String {
    """
    A query is a source, then stages behind bars; every step of it runs:
      partners | where tier = gold | summarize count() by territory.region
    A line that begins with | goes on with the last query.


    """ + ShellCommand.all.map { row(".\($0.name) \($0.usage)", $0.summary, column: 18) }.joined()
      + "\nVerbs (.help where): "
      + HelpEntry.verbs.map(\.name).joined(separator: " ")
      .wrappedHanging(by: 21)
      + "Topics: " + HelpEntry.topics.map(\.name).joined(separator: ", ") + "\n"
      + "A message's number has a page too: .help P210\n"
  }

  private static var verbs: String {
    HelpEntry.verbs.map { row($0.name, $0.summary, column: 12) }.joined()
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

/// A verb or a topic, with an example that runs on the sample workspace.
struct HelpEntry: Sendable, Hashable {
  let name: String
  let usage: String
  let summary: String
  let examples: [String]

  init(_ name: String, _ usage: String, _ summary: String, _ examples: String...) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.examples = examples
  }

  var page: String {
    usage + "\n\n" + CodePage.wrapped(summary, at: 80) + "\n"
      + examples.map { example in
        example.split(separator: "\n").map { "  \($0)\n" }.joined()
      }.joined(separator: "\n")
  }

  static let verbs: [HelpEntry] = [
    HelpEntry(
      "where", "| where CONDITION", "Keeps the rows for which the condition is true.",
      "partners | where tier = gold and status = active"),
    HelpEntry(
      "add", "| add NAME: EXPRESSION, …", "Appends columns; later ones may use earlier ones.",
      "deals | add age: today - created_on, old: age > 90 days"),
    HelpEntry(
      "replace", "| replace NAME: EXPRESSION, …", "Changes what columns hold.",
      "partners | replace name: upper(name)"),
    HelpEntry(
      "rename", "| rename NEW: OLD, …", "Gives columns other names.",
      "partners | rename partner: name"),
    HelpEntry("hide", "| hide NAME, …", "Drops columns.", "partners | hide id"),
    HelpEntry(
      "show", "| show ITEM, …", "Shows exactly these columns, in this order.",
      "partners | show name, region: territory.region, deals: count(deals)"),
    HelpEntry(
      "sort", "| sort KEY [desc], …", "Orders the rows; missing values come last.",
      "deals | sort amount desc, partner"),
    HelpEntry(
      "take", "| take N [per KEY]", "The first rows, of all or of each group; sort first.",
      "deals | sort created_on desc | take 3 per partner"),
    HelpEntry(
      "top", "| top N by EXPRESSION [per KEY]", "The rows with the highest values, best first.",
      "deals | top 5 by amount"),
    HelpEntry(
      "bottom", "| bottom N by EXPRESSION [per KEY]", "The rows with the lowest values first.",
      "deals | bottom 5 by amount"),
    HelpEntry(
      "distinct", "| distinct [ITEM, …]", "One row for each different combination.",
      "partners | distinct tier, status"),
    HelpEntry(
      "summarize", "| summarize ITEM, … [by KEY, …]",
      "One row per group, or one for all rows. Items are aggregates: sum, count, avg, min, max …",
      "deals | summarize revenue: sum(amount where stage = won), deals: count() by partner.tier"),
    HelpEntry(
      "expand", "| expand PATH [as NAME] [keep empty]", "One row for each thing a row leads to.",
      "partners | expand deals as d | show name, d.amount"),
    HelpEntry(
      "link", "| link [many] SOURCE as NAME on CONDITION",
      "Gives each row the matching row of another source.",
      "let gold = partners | where tier = gold\ndeals | link gold as g on g.id = partner.id"),
    HelpEntry(
      "append", "| append SOURCE", "Puts the rows of another source below.",
      "partners | show name | append (managers | show name)"),
    HelpEntry(
      "pivot", "| pivot VALUE across KEY [in LIST]", "Turns the values of a column into columns.",
      "deals | summarize n: count() by partner, stage | pivot n across stage"),
    HelpEntry(
      "unpivot", "| unpivot COLUMN, … into NAME, VALUE", "Turns columns into rows.",
      "partners | summarize a: count(), b: sum(weight) by tier | unpivot a, b into what, value"),
    HelpEntry(
      "assert", "| assert CONDITION \"MESSAGE\"",
      "Passes the rows on, or stops with the first five for which the condition is not true.",
      "deals | assert created_on <= today \"deals from the future\""),
    HelpEntry(
      "print", "| print [\"TITLE\"]",
      "Shows the rows at this point, under a title, and passes them on.",
      "deals | where stage = open | print \"Open\" | summarize total: sum(amount)"),
    HelpEntry(
      "export", "| export \"FILE\"",
      "Writes the rows to a file and passes them on. The ending is the format: csv, json, ndjson, md, "
        + "html or txt. All files of a script take their names when it has succeeded.",
      "partners | where tier = gold | export \"out/gold.csv\""),
  ]

  static let topics: [HelpEntry] = [
    HelpEntry(
      "aggregates", "sum avg min max median percentile stddev count count_present count_distinct …",
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
