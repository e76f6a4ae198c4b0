extension Word {
  /// What the word does at the start of a statement or a query; nil where it begins none.
  package var statementPage: WordPage? {
    switch self {
    case .entity:
      WordPage(
        "entity NAME [from \"FILE\"] [key COLUMN, …] { COLUMN: TYPE … }",
        "Declares a table, its columns and the file that fills it.")
    case .let:
      WordPage(
        "let NAME = QUERY", "Names a query, to be used like a table; it is computed once.",
        "let key_partners = partners | where tier in [platinum, gold]\nkey_partners | show name")
    case .measure:
      WordPage(
        "measure NAME on ENTITY = EXPRESSION [over DATE] [\"TEXT\"]",
        "Names an aggregate and the date that counts for it.",
        """
        measure won on deals = sum(amount where stage = won) over closed_on
        deals | summarize won by each quarter in 2026
        """)
    case .field:
      WordPage(
        "field NAME on ENTITY = EXPRESSION [\"TEXT\"]",
        "Gives every row of a table one more value, computed from the others.",
        "field is_big on deals = amount > $50k\ndeals | where is_big")
    case .function:
      WordPage(
        "function NAME(PARAMETER, …) = EXPRESSION", "Names a calculation with parameters.",
        """
        function band(x) = if x >= $100k then "A" else "B"
        deals | show id, band: band(amount)
        """)
    case .verb:
      WordPage(
        "verb NAME(PARAMETER, …) = | STAGE | STAGE …",
        "Names stages with parameters; apply puts them into a query.")
    case .param:
      WordPage(
        "param NAME: TYPE [= DEFAULT] [one of [VALUE, …]]",
        "A value that whoever runs the script may set: --set NAME=VALUE, or run … with.")
    case .option:
      WordPage(
        "option NAME = VALUE", "Sets today, fiscal_start or currency until the script ends.",
        "option today = 2026-06-30\ndeals | where closed_on in last quarter")
    case .load:
      WordPage(
        "load \"FILE\" as NAME", "Reads a CSV file as a table, finding out what its columns hold.")
    case .open:
      WordPage("open \"FOLDER\"", "Opens a workspace: its ecosystem.parley and its CSV files.")
    case .save: WordPage("save \"FOLDER\"", "Writes all tables as a workspace that opens at once.")
    case .include: WordPage("include \"FILE\"", "Takes over the definitions of another script.")
    case .run: WordPage("run \"FILE\" [with NAME: VALUE, …]", "Runs another script.")
    case .for:
      WordPage("for each NAME in QUERY { … }", "Does the statements once for each row.")
    case .test: WordPage("test \"TEXT\" { … }", "Statements that only parley test runs.")
    case .assert:
      WordPage(
        "assert CONDITION \"MESSAGE\"", "Stops the script where the condition is not true.",
        "assert none(deals where amount < $0) \"negative amounts\"")
    case .describe:
      WordPage(
        "describe NAME",
        "Says what a table, field, measure or other name is, and what its values are.",
        "describe partners", "describe deals.amount")
    case .explain:
      WordPage(
        "explain NAME", "Shows how a measure or another name is defined, down to the fields.",
        "explain revenue")
    case .snapshot: WordPage("snapshot NAME", "Keeps the data as it is; comes later.")
    case .scenario:
      WordPage("scenario NAME { … }", "Changes data for a what-if question; comes later.")
    case .adopt: WordPage("adopt NAME", "Makes a scenario the data; comes later.")
    case .compare:
      WordPage(
        "compare A, B { QUERY }", "The same question of two states of the data; comes later.")
    case .with:
      WordPage("with NAME { QUERY }", "A question of another state of the data; comes later.")
    default: nil
    }
  }
}
