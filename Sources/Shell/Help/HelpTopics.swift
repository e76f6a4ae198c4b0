extension HelpEntry {
  /// Pages about a subject rather than a word, in the order in which one might read them.
  static let topics = language + atThePrompt

  private static let language: [HelpEntry] = [
    HelpEntry(
      "start", "partners | where tier = gold | summarize count() by manager",
      """
      A question begins with a table, such as partners or deals; .tables lists them. Behind each bar \
      a step works on the rows that come out of the one before, and each beginning of a question is a \
      question too: type it, look, and go on with a line that begins with a bar.
      """,
      "partners", "| where tier = gold", "| show name, manager, joined_on", "| sort joined_on"),
    HelpEntry(
      "links", "partner.name   partner.manager.name   deals",
      """
      A point leads from a row to the one that it belongs to, over as many steps as there are: of a \
      deal partner, partner.manager, partner.manager.name. The other way there are many rows, which \
      an aggregate puts together: of a partner count(deals), sum(deals.amount).
      """,
      "deals | show amount, partner, partner.manager.name | take 5",
      "partners | show name, deals: count(deals), last: max(deals.created_on) | take 5",
      "partners | where none(deals where created_on in last 90 days) | show name"),
    HelpEntry(
      "grain", "summarize sum(amount)   sum(deals.amount)   sum(amount within tier)",
      """
      In summarize they go over the rows of a group. In other stages they go over what a row leads \
      to, sum(deals.amount), or over all rows with within. Conditions stand inside the parentheses.
      """,
      "deals | summarize won: sum(amount where stage = won) by partner.tier",
      "partners | show name, won: count(deals where stage = won)",
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
    HelpEntry(
      "charts", "| chart bar   | chart line   | chart heat   sparkline(…)",
      """
      A picture of the result instead of its table. The columns in front of the figures label it; \
      line needs periods, heat the figures of pivot. sparkline draws a trend into a cell.
      """,
      "deals | summarize won: sum(amount where stage = won over closed_on) "
        + "by each quarter in 2025 | chart bar",
      "deals | summarize won: sum(amount where stage = won over closed_on) "
        + "by each month in 2025 | chart line"),
    HelpEntry(
      "files",
      "open \"FOLDER\"   load \"FILE.csv\" as NAME   | export \"FILE.csv\"   save \"FOLDER\"",
      """
      A workspace is a folder of CSV files, each a table. load adds a file to what is open. save \
      writes all tables as a workspace that opens at once. export \
      writes the rows at that step; the ending of the name says how: csv, json, ndjson, md, html, txt. \
      .once FILE and .output FILE do it for what would be shown.
      """,
      "partners | show name, tier | export \"tiers.csv\""),
    HelpEntry(
      "excel", "what Excel calls it, and what it is here",
      """
      Filter: where. Sort: sort. Remove duplicates: distinct. A column with a formula: add. VLOOKUP: a \
      point, partner.manager. SUMIFS: sum(… where …). A pivot table: summarize … by, and pivot puts a \
      key across. A chart: chart bar. A sheet: let name = …
      """,
      "deals | where stage = won | sort amount desc | take 5 | show account, amount, partner",
      "deals | summarize won: sum(amount where stage = won) by partner.tier",
      "deals | summarize n: count() by partner.tier, stage | pivot n across stage"),
    HelpEntry(
      "sql", "what SQL calls it, and what it is here",
      """
      FROM stands first and may stand alone. SELECT: show, or add for one more column. WHERE: where. \
      JOIN … ON: a point. GROUP BY: summarize … by. HAVING: where behind it. ORDER BY … LIMIT: sort, \
      take, top. EXISTS: any(…), none(…). OVER (PARTITION BY …): within. WITH: let. NULL: missing.
      """,
      "deals | where stage = won | summarize n: count(), won: sum(amount) by partner"
        + " | where n > 2 | top 5 by won",
      "partners | sort count(deals) desc | show name, tier, place: rank(within tier) | take 5"),
  ]

  private static let atThePrompt: [HelpEntry] = [
    HelpEntry(
      "keys", "Enter   Alt-Enter   Tab   Up   Ctrl-R   Ctrl-C   Ctrl-D",
      """
      Enter runs a statement that is complete and breaks the line of any other; Alt-Enter breaks it \
      anyway. Tab completes. Up brings statements back whole, Ctrl-R searches them. Ctrl-C drops the \
      statement, or stops the query; Ctrl-D leaves. ~/.inputrc counts here, and what stands there \
      between $if parley and $endif counts here alone.
      """),
    HelpEntry(
      "results", "_   _2   .last   .last all   .format NAME   .once FILE   .output FILE",
      """
      _ is the last result as a table, _2 the one before it. .last shows it again: whole, or in \
      another format. .once and .output send results to files.
      """,
      "partners | summarize n: count() by tier", "_ | where n > 10", ".last csv"),
    HelpEntry(
      "undo", ".undo   .redo",
      """
      Takes back what changes answers: definitions, options, loads and opens. Says what is so now.
      """,
      "let few = partners | take 3", ".undo", ".redo", "few"),
    HelpEntry(
      "transcripts", ".record FILE   .record off   parley replay FILE",
      """
      Keeps what is typed and answered in a file that anybody can read. parley replay asks the same \
      again and shows what has changed since.
      """,
      ".record notes.txt", "count(partners)", ".record off"),
    HelpEntry(
      "settings", ".set   .set NAME VALUE   option NAME = VALUE",
      """
      .set lists all that can be settled, with how it stands. What is to hold in each session stands \
      in ~/.config/parley/init.parley: definitions, options and commands that begin with a dot.
      """,
      ".set", ".set today 2026-06-30", "option fiscal_start = 7"),
    HelpEntry(
      "safe", "parley --safe   .safe",
      """
      No file is written, nothing outside the opened folder is read, no other program is started. It \
      lasts until the session ends.
      """,
      ".safe", "count(partners)"),
  ]
}
