extension CodePage {
  /// P4xx: files and the data in them.
  static let files: [CodePage] = [
    CodePage(
      .fileNotReadable, "a file that cannot be read",
      """
      There is no such file, or you may not read it. Paths are relative to the workspace folder, to \
      the script they stand in, or at the prompt to the current folder.
      """,
      wrong: "load \"deal.csv\" as deals", right: "load \"deals.csv\" as deals"),
    CodePage(
      .fileEmpty, "a file without a header row",
      """
      A CSV file needs at least one line: the names of its columns.
      """,
      wrong: "an empty deals.csv", right: "id,partner,amount"),
    CodePage(
      .badCSV, "a line that does not fit the others",
      """
      Every line has as many cells as the header, and a quotation mark that opens a cell closes it. \
      The message names file, line and column.
      """,
      wrong: "id,name\n1,Acme, Inc.", right: "id,name\n1,\"Acme, Inc.\""),
    CodePage(
      .badValue, "a cell that is not of its column's type",
      """
      The column is declared as one type and the cell holds another. Repair the cell, declare the \
      column as text, or list the text among its missing marks.
      """,
      wrong: "amount: number            (a cell says: n/a)",
      right: "amount: number missing \"n/a\""),
    CodePage(
      .ambiguousDate, "a date that could be two days",
      """
      03/04/2026 is in March or in April. Parley never guesses: declare the order of day, month and \
      year.
      """,
      wrong: "closed_on: date", right: "closed_on: date(\"dmy\")"),
    CodePage(
      .missingColumn, "a declared column that the file lacks",
      """
      The header row has no column of this name. Say which header it comes from with from.
      """,
      wrong: "amount: money", right: "amount: money from \"Amount (USD)\""),
    CodePage(
      .duplicateKey, "two rows with one id",
      """
      An id names one row. The message gives both lines. Remove one, or declare another column, or \
      several, as the key.
      """,
      wrong: "id,name\n7,Acme\n7,Beta", right: "id,name\n7,Acme\n8,Beta"),
    CodePage(
      .orphanKey, "links to rows that do not exist",
      """
      These values name no row of the entity that the column links to. Add the rows, or keep such \
      links as missing with orphans keep.
      """,
      wrong: "partner: partners", right: "partner: partners orphans keep"),
    CodePage(
      .requiredMissing, "an empty cell in a required column",
      """
      The column is declared as required, and this cell is empty. Fill it, or leave out required.
      """,
      wrong: "name: text required       (a cell is empty)", right: "name: text"),
    CodePage(
      .duplicateHeader, "two headers that become one name",
      """
      Header names lose their spaces and signs: “Deal ID” and “deal-id” are both deal_id. Declare \
      one of them under a name of your own.
      """,
      wrong: "Deal ID,deal-id", right: "old_id: text from \"deal-id\""),
    CodePage(
      .badDeclaration, "a declaration that cannot be right",
      """
      The message says which part of the entity's declaration contradicts another or means nothing \
      for its type.
      """,
      wrong: "name: text currency \"Currency\"", right: "amount: money currency \"Currency\""),
    CodePage(
      .needsInverse, "two links back with one name",
      """
      A link gives its target a link back, named after the declaring entity. Two links to one \
      target would both be called the same: name them with inverse.
      """,
      wrong: "owner: managers\nsponsor: managers",
      right: "owner: managers inverse owned_deals\nsponsor: managers inverse sponsored_deals"),
    CodePage(
      .numberTooLarge, "a number with too many digits",
      """
      Exact numbers hold 18 digits, decimals included, which is a million billions in cents. \
      Declare an id with more digits as id or text.
      """,
      wrong: "serial: number            (12345678901234567890123)", right: "serial: text"),
    CodePage(
      .folderNotReadable, "a folder that cannot be opened",
      """
      There is no such folder, or it holds neither CSV files nor an ecosystem.parley.
      """,
      wrong: "open \"ecosytem\"", right: "open \"ecosystem\""),
    CodePage(
      .fileNotWritable, "a file that cannot be written",
      """
      The folder does not exist, the disk is full, or you may not write there. Nothing was changed: \
      a file is replaced only when its successor is complete.
      """,
      wrong: "parley -e 'partners' --output nowhere/partners.csv",
      right: "parley -e 'partners' --output partners.csv"),
    CodePage(
      .tooManyRows, "more rows than a table can hold",
      """
      A table holds at most 2,147,483,646 rows.
      """,
      wrong: "a file of three billion lines", right: "the same file split by year"),
    CodePage(
      .columnsNotUsed, "a saved workspace whose columns are not used",
      """
      save keeps the columns as they stand in memory beside the CSV files, so that the folder opens \
      at once. They are used as long as nothing was changed behind them; otherwise the CSV files are \
      read, which are what counts. Save the workspace again to have it open quickly again.
      """,
      wrong: "open \"saved\"             (after a change in saved/deals.csv)",
      right: "open \"saved\"\nsave \"saved\""),
    CodePage(
      .damagedColumn, "a saved column that is damaged",
      """
      The file of columns in a saved workspace is not what was written: the disk is at fault, or \
      another program. No figure is computed from it. Remove that file and open the folder again: \
      its CSV files are read then.
      """,
      wrong: "open \"saved\"             (saved/columns.parley-data is damaged)",
      right: "open \"saved\"             (without that file)"),
    CodePage(
      .folderTaken, "a folder to save to that holds other files",
      """
      save replaces only what save has written before. Give a folder that is not there yet, or that \
      is empty.
      """,
      wrong: "save \"downloads\"", right: "save \"downloads/partners\""),
    CodePage(
      .notSavable, "a definition that cannot be saved",
      """
      A saved workspace holds the definitions of the session, each by itself: one that looks at a \
      param, at the result of a query or at what is defined behind it would mean nothing there. \
      Define it anew without that, and save again.
      """,
      wrong:
        "param area: text = \"South\"\nlet ours = partners | where region = area\nsave \"mine\"",
      right: "let ours = partners | where region = \"South\"\nsave \"mine\""),
  ]
}
