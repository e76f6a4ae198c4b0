extension CodePage {
  /// P0xx: how a text is written.
  static let syntax: [CodePage] = [
    CodePage(
      .unexpectedCharacter, "a character that means nothing here",
      """
      The language has no use for this character at this place. Text goes between quotation marks; \
      a name with spaces or signs in it goes between backquotes.
      """,
      wrong: "partners | where name ~ \"north\"",
      right: "partners | where name contains \"north\""),
    CodePage(
      .unterminatedText, "a text without its closing quotation mark",
      """
      A text begins and ends with a quotation mark on the same line. Inside it write \\" for a \
      quotation mark and \\n for a new line.
      """,
      wrong: "partners | where region = \"Midwest", right: "partners | where region = \"Midwest\""),
    CodePage(
      .badNumber, "a number that cannot be read",
      """
      Numbers have digits, one decimal point and, if you like, k, m or b behind them for thousands, \
      millions and billions. Commas group only in amounts of money, in threes.
      """,
      wrong: "deals | where amount > 10,000", right: "deals | where amount > $10,000"),
    CodePage(
      .badDate, "a date or period that is not in the calendar",
      """
      Dates are written year-month-day, 2026-09-30. Periods are 2026, 2026-Q3, 2026-H1, 2026-09, \
      2026-W31 or, for fiscal years, FY2026 and FY2026-Q3.
      """,
      wrong: "deals | where closed_on > 2026-02-30",
      right: "deals | where closed_on > 2026-02-28"),
    CodePage(
      .unexpectedToken, "a word or sign that does not fit here",
      """
      A query is a source and then stages, each behind a bar: partners | where … | show …. \
      The message points at the first word that does not continue what stands before it.
      """,
      wrong: "partners | show name tier", right: "partners | show name, tier"),
    CodePage(
      .missingToken, "something is missing here",
      """
      What stands before this place needs a further word or sign, which the message names.
      """,
      wrong: "partners where tier = gold",
      right: "partners | where tier = gold"),
    CodePage(
      .unclosedBracket, "a bracket that is not closed",
      """
      Every ( and [ needs its ) or ]. The message points at the opening one, because that is the \
      one left alone.
      """,
      wrong: "partners | where (tier = gold or tier = silver",
      right: "partners | where (tier = gold or tier = silver)"),
    CodePage(
      .nestedTooDeep, "brackets within brackets beyond reason",
      """
      Expressions may be nested a few hundred levels deep, which no one writes by hand. Name parts \
      of the expression with add and use the names.
      """,
      wrong: "((((((((((…))))))))))", right: "partners | add a: … | add b: a * 2"),
    CodePage(
      .unknownVerb, "a stage that begins with an unknown word",
      """
      Behind each bar stands one of the verbs: where, add, replace, rename, hide, show, sort, take, \
      top, bottom, distinct, summarize, expand, link, append, pivot, unpivot, assert. The message \
      names the one most like what you typed.
      """,
      wrong: "partners | sumarize count() by tier",
      right: "partners | summarize count() by tier"),
    CodePage(
      .foreignHabit, "a habit from SQL, another query language or a spreadsheet",
      """
      What you typed is right elsewhere. Parley says it in its own way, and the message shows \
      which: where for filter and having, summarize … by for group by, sort for order by, take \
      for limit, link for join, missing for null, and if … then … else for if(a, b, c).
      """,
      wrong: "deals | group by stage", right: "deals | summarize count() by stage"),
    CodePage(
      .chainedComparison, "two comparisons in a row",
      """
      A comparison is true or false, so comparing it again makes no sense. Use between, or join \
      two comparisons with and.
      """,
      wrong: "deals | where $10k < amount < $50k",
      right: "deals | where amount between $10k and $50k"),
    CodePage(
      .reservedWord, "a reserved word used as a name",
      """
      These words belong to the language: and or not in is between missing true false if then else \
      where during prior within per as by set all asc desc. To use one as a name, put backquotes \
      around it.
      """,
      wrong: "partners | add set: 1", right: "partners | add `set`: 1"),
    CodePage(
      .unfinished, "the text ends too early",
      """
      The last statement is not complete. At the prompt just go on typing; in a script finish the \
      statement or remove it.
      """,
      wrong: "partners | where tier =", right: "partners | where tier = gold"),
    CodePage(
      .misplacedStage, "a stage where none can stand",
      """
      A stage works on the rows of the query before it, and here there is none: the line begins with \
      a verb. Begin with what the rows are.
      """,
      wrong: "where tier = gold", right: "partners | where tier = gold"),
    CodePage(
      .misplacedStatement, "something where it cannot stand",
      """
      Data, params and options stand at the top of a script, so that all of it is checked before any \
      of it runs; an included file holds definitions alone. export and print belong into a query of \
      its own, not into a let or parentheses.
      """,
      wrong: "let gold = partners | where tier = gold | print",
      right: "let gold = partners | where tier = gold\ngold | print"),
    CodePage(
      .badEscape, "a backslash that escapes nothing",
      """
      In a text, \\" \\\\ \\n and \\t are a quotation mark, a backslash, a new line and a tab. \
      Write two backslashes for one.
      """,
      wrong: "partners | where name contains \"50\\%\"",
      right: "partners | where name contains \"50%\""),
    CodePage(
      .badEncoding, "a file that is not UTF-8",
      """
      Scripts are read as UTF-8. Save the file as UTF-8; every editor can do that, and in Excel it \
      is called “CSV UTF-8”.
      """,
      wrong: "a script saved as Windows-1252 or Latin-1", right: "the same script saved as UTF-8"),
  ]
}
