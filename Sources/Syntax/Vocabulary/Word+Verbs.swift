extension Word {
  /// What the word does behind a bar; nil for a word that begins no stage.
  package var verbPage: WordPage? {
    switch self {
    case .where:
      WordPage(
        "| where CONDITION", "Keeps the rows for which the condition is true.",
        "partners | where tier = gold and status = active")
    case .add:
      WordPage(
        "| add NAME: EXPRESSION, …", "Appends columns; later ones may use earlier ones.",
        "deals | add age: today - created_on, old: age > 90 days")
    case .replace:
      WordPage(
        "| replace NAME: EXPRESSION, …", "Changes what columns hold.",
        "partners | replace name: upper(name)")
    case .rename:
      WordPage(
        "| rename NEW: OLD, …", "Gives columns other names.", "partners | rename partner: name")
    case .hide: WordPage("| hide NAME, …", "Drops columns.", "partners | hide id")
    case .show:
      WordPage(
        "| show ITEM, …", "Shows exactly these columns, in this order.",
        "partners | show name, region: territory.region, deals: count(deals)")
    case .sort:
      WordPage(
        "| sort KEY [desc], …", "Orders the rows; missing values come last.",
        "deals | sort amount desc, partner")
    case .take:
      WordPage(
        "| take N [per KEY]", "The first rows, of all or of each group; sort first.",
        "deals | sort created_on desc | take 3 per partner")
    case .top:
      WordPage(
        "| top N by EXPRESSION [per KEY]", "The rows with the highest values, best first.",
        "deals | top 5 by amount")
    case .bottom:
      WordPage(
        "| bottom N by EXPRESSION [per KEY]", "The rows with the lowest values first.",
        "deals | bottom 5 by amount")
    case .distinct:
      WordPage(
        "| distinct [ITEM, …]", "One row for each different combination.",
        "partners | distinct tier, status")
    case .summarize:
      WordPage(
        "| summarize ITEM, … [by KEY, …]",
        """
        One row per group, or one for all rows. Items are aggregates: sum, count, avg, min, max …
        """,
        "deals | summarize revenue: sum(amount where stage = won), deals: count() by partner.tier")
    case .expand:
      WordPage(
        "| expand PATH [as NAME] [keep empty]", "One row for each thing a row leads to.",
        "partners | expand deals as d | show name, d.amount")
    case .link:
      WordPage(
        "| link [many] SOURCE as NAME on CONDITION",
        "Gives each row the matching row of another source.",
        "let gold = partners | where tier = gold\ndeals | link gold as g on g.id = partner.id")
    case .append:
      WordPage(
        "| append SOURCE", "Puts the rows of another source below.",
        "partners | show name | append (managers | show name)")
    case .pivot:
      WordPage(
        "| pivot VALUE across KEY [in LIST]", "Turns the values of a column into columns.",
        "deals | summarize n: count() by partner, stage | pivot n across stage")
    case .unpivot:
      WordPage(
        "| unpivot COLUMN, … into NAME, VALUE", "Turns columns into rows.",
        "partners | summarize a: count(), b: sum(weight) by tier | unpivot a, b into what, value")
    case .assert:
      WordPage(
        "| assert CONDITION \"MESSAGE\"",
        "Passes the rows on, or stops with the first five for which the condition is not true.",
        "deals | assert created_on <= today \"deals from the future\"")
    case .apply:
      WordPage("| apply NAME(ARGUMENT, …)", "Puts the stages of a verb of your own here.")
    case .chart:
      WordPage(
        "| chart bar|line|heat [ITEM, …] [by KEY, …]",
        """
        Draws the rows: a bar for each; a line along dates or periods, one for each further key; a \
        table shaded by its numbers. Without items all numbers are drawn, without keys the columns \
        in front of them name the rows. Files and programs get the rows themselves.
        """,
        """
        deals | summarize revenue: sum(amount where stage = won) by partner.tier | chart bar
        """,
        """
        deals
        | summarize n: count(over created_on) by stage, each quarter in 2026
        | chart line n by quarter, stage
        """,
        "deals | summarize n: count() by partner.tier, stage | pivot n across stage | chart heat")
    case .export:
      WordPage(
        "| export \"FILE\"",
        """
        Writes the rows to a file and passes them on. The name's ending says how: csv, json, \
        ndjson, md, html or txt. Files appear only when the whole script has succeeded.
        """,
        "partners | where tier = gold | export \"out/gold.csv\"")
    case .print:
      WordPage(
        "| print [\"TITLE\"]", "Shows the rows here, under a title, and passes them on.",
        "deals | where stage = won | print \"Won\" | summarize total: sum(amount)")
    case .describe:
      WordPage(
        "| describe", "Ends a query: lists the columns that the rows have here.",
        "partners | expand deals as d | describe")
    case .explain:
      WordPage(
        "| explain",
        "Ends a query: says how its rows come about; periods, definitions, rows at each step.",
        "deals | where closed_on in last quarter | summarize revenue | explain")
    default: nil
    }
  }
}
