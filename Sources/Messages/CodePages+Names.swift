extension CodePage {
  /// P1xx: what names mean.
  static let names: [CodePage] = [
    CodePage(
      .unknownField, "no such field",
      """
      The rows at this point have no column or field of this name. After summarize only the columns \
      that it lists are left. .schema partners lists what partners have. A text needs quotation marks.
      """,
      wrong: "partners | where teir = gold", right: "partners | where tier = gold"),
    CodePage(
      .unknownName, "not a name of these rows",
      """
      After summarize, distinct or pivot the rows are no longer rows of an entity, so there is no \
      this. Name a column.
      """,
      wrong: "deals | summarize n: count() by partner | show this",
      right: "deals | summarize n: count() by partner | show n"),
    CodePage(
      .ambiguousName, "a name with two meanings",
      """
      The word is a field of these rows and also the name of a let. Parley never guesses: write \
      this.region for the field, or give the let another name.
      """,
      wrong: "let region = territories | show region\npartners | where region = \"South\"",
      right: "let regions = territories | show region\npartners | where region = \"South\""),
    CodePage(
      .duplicateName, "two columns with one name",
      """
      Columns of one result have different names, and add makes only new ones. To change a column \
      use replace; otherwise give one of them another name with name: in front.
      """,
      wrong: "partners | add name: upper(name)",
      right: "partners | replace name: upper(name)"),
    CodePage(
      .unknownFunction, "no such function",
      """
      There is no function of this name. The message names the one most like it.
      """,
      wrong: "deals | summarize average(amount)", right: "deals | summarize avg(amount)"),
    CodePage(
      .unknownChoice, "not one of the choices",
      """
      The field is a choice, and neither its declaration nor its data know this value.
      """,
      wrong: "partners | where tier = glod", right: "partners | where tier = gold"),
    CodePage(
      .unknownText, "a text that no row holds",
      """
      This is a warning: the comparison is allowed, but no row has exactly this text, so nothing \
      would match. Texts compare exactly, capital letters included; contains ignores them.
      """,
      wrong: "partners | where region = \"midwest\"",
      right: "partners | where region = \"Midwest\""),
    CodePage(
      .unknownEntity, "no such entity",
      """
      An entity is a kind of thing with rows: partners, deals. It comes from a workspace folder, \
      from load or from a declaration. .tables lists those that are there.
      """,
      wrong: "partner | take 5", right: "partners | take 5"),
    CodePage(
      .noSuchOuter, "outer without anything around it",
      """
      outer reaches from inside deals(…) out to the row that the deals belong to. At the top level \
      there is nothing outside; use this or the bare name.
      """,
      wrong: "partners | where outer.tier = gold", right: "partners | where tier = gold"),
    CodePage(
      .unnamedColumn, "a column without a name",
      """
      Some places need to know which column is meant. Put its name and a colon in front.
      """,
      wrong: "partners | replace upper(name)", right: "partners | replace name: upper(name)"),
    CodePage(
      .alreadyDefined, "a name that is already taken",
      """
      Definitions, entities and their fields have different names. Give this one another.
      """,
      wrong: "let deals = partners | where tier = gold",
      right: "let gold_partners = partners | where tier = gold"),
    CodePage(
      .unknownOption, "no such option",
      """
      The options of the program are today, fiscal_start and currency; ready-made definitions bring \
      thresholds such as active_window. A script can say each anew. A new name is introduced where \
      definitions are kept, in ecosystem.parley or an included file, so that a slip never makes one.
      """,
      wrong: "option fiscal_year = 7", right: "option fiscal_start = 7"),
    CodePage(
      .circularDefinition, "a definition that needs itself",
      """
      A measure, field, function or let may use others, but not, directly or through them, itself.
      """,
      wrong: "field double on partners = double * 2\npartners | show double",
      right: "field double on partners = weight * 2\npartners | show double"),
    CodePage(
      .badParameter, "a parameter that cannot be",
      """
      In the text of a function or verb the word of a parameter always means the parameter. So two of \
      them, or a parameter and a column that the text makes, have different names. A default builds on \
      the parameters before it, and each parameter is used.
      """,
      wrong: "function double(x, x) = x * 2", right: "function double(x) = x * 2\ndouble(4)"),
    CodePage(
      .absentDefinition, "a ready-made definition that needs more",
      """
      Parley brings measures such as revenue and win_rate. Each is there where the data has the \
      columns that it needs. Name such a column in ecosystem.parley, closed_on: date from "Close \
      Date", or define the measure for what the data has: your definition takes the place of ours.
      """,
      wrong: "deals | summarize weighted_pipeline",
      right: "measure weighted_pipeline on deals = sum(amount * 50% where is_open)\n"
        + "deals | summarize weighted_pipeline"),
    CodePage(
      .notInWorkspace, "what the built-in model has and this workspace lacks",
      """
      Parley knows the entities of a partner ecosystem, from territories to ratings. A workspace has \
      those that it has a CSV file for, each with the columns that the file has: deals.csv gives \
      deals, and a column Close By in it gives close_by. The message says which file or column is \
      wanting. One with another header is named so: load "deals.csv" into deals with close_by: \
      "Expected". describe lists what there is.
      """,
      wrong: "candidates | take 5", right: "partners | take 5"),
    CodePage(
      .unknownUserVerb, "no such verb to apply",
      """
      Behind apply stands a verb that you have defined: verb best(n) = | top n by weight. The verbs of \
      the language stand behind | by themselves.
      """,
      wrong: "verb best(n) = | top n by weight\npartners | apply bets(3)",
      right: "verb best(n) = | top n by weight\npartners | apply best(3)"),
    CodePage(
      .unknownChart, "no such kind of chart",
      """
      A chart is a bar, line or heat: bars for each row, lines along dates or periods, or a table \
      shaded by its numbers. The kind stands behind the word chart.
      """,
      wrong: "deals | summarize n: count() by stage | chart pie n",
      right: "deals | summarize n: count() by stage | chart bar n"),
    CodePage(
      .unknownParameter, "a value for a param that there is not",
      """
      What stands behind with names params of the script that is run, and param.name one of this \
      script. The message lists those that there are.
      """,
      wrong: "run \"region.parley\" with aera: \"South\"",
      right: "run \"region.parley\" with area: \"South\""),
    CodePage(
      .missingParameter, "a param without a value",
      """
      A param without a default gets its value from whoever runs the script: run … with name: value, \
      or --set name=value on the command line. At the prompt it needs a default.
      """,
      wrong: "run \"region.parley\"", right: "run \"region.parley\" with area: \"South\""),
    CodePage(
      .exportedTwice, "one file written twice",
      """
      A script writes each file once. In a loop the name has to differ from row to row: put a value \
      of the row into it.
      """,
      wrong: "for each m in managers { m.partners | export \"partners.csv\" }",
      right: "for each m in managers { m.partners | export \"{m.name}.csv\" }"),
    CodePage(
      .unknownEnding, "a file name that does not say how to write it",
      """
      The ending of an exported file's name is its format: csv, json, ndjson, md, html, or txt for a \
      table as on the screen.
      """,
      wrong: "partners | export \"partners.xlsx\"", right: "partners | export \"partners.csv\""),
  ]
}
