extension CodePage {
  /// P5xx: what only the data shows.
  static let running: [CodePage] = [
    CodePage(
      .overflow, "a number too large to be exact",
      """
      Sums and products of exact numbers are never rounded. This one needs more digits than there \
      are, so it is an error and not a wrong figure.
      """,
      wrong: "deals | add x: amount * 1000000000000000",
      right: "deals | add x: amount * 1000"),
    CodePage(
      .assertionFailed, "an assertion that does not hold",
      """
      assert stops a script when the data is not as expected. For a stage the message shows up to \
      five rows for which the condition is not true.
      """,
      wrong: "deals | assert amount > $50k \"small deals\"",
      right: "deals | where amount <= $50k"),
    CodePage(
      .secondMatch, "a second match where one was expected",
      """
      link adds one row to each row, and here two rows match. The message names the key. Make the \
      key unique, or write link many: the name then stands for all matching rows, of which sum, \
      count and the like make one value.
      """,
      wrong: "partners | link qbrs as q on q.partner.id = id",
      right: "partners | link many qbrs as q on q.partner.id = id"),
    CodePage(
      .badConversion, "a text that is not a number or a date",
      """
      number, date, money and period convert texts, and this one cannot be converted. try_number, \
      try_date and the like give missing instead.
      """,
      wrong: "partners | add n: number(name)", right: "partners | add n: try_number(name)"),
    CodePage(
      .interrupted, "stopped at your request",
      """
      You pressed Ctrl-C. Nothing was changed.
      """,
      wrong: "(Ctrl-C while a query runs)", right: "deals | take 100"),
    CodePage(
      .outOfMemory, "not enough memory",
      """
      The result would be larger than the memory of this machine. Filter earlier, or show fewer \
      columns.
      """,
      wrong: "deals | show n: count((deals | where amount > outer.amount))",
      right: "deals | sort amount desc | show n: rank()"),
    CodePage(
      .tooManyColumns, "a pivot with too many columns",
      """
      A pivot makes a column of every value, and this field has too many. Pivot across something \
      with fewer values, or list the wanted ones with in.
      """,
      wrong: "deals | summarize n: count() by stage, id | pivot n across id",
      right: "deals | summarize n: count() by stage, product | pivot n across stage"),
    CodePage(
      .tooManyRounds, "a loop over too many rows",
      """
      for each does its work once for each row, one after the other, and more than 10,000 rounds are \
      most likely a mistake. Take fewer rows, or let one query do it for all rows with summarize … by.
      """,
      wrong: "for each d in deals { d.partner | print }",
      right: "deals | summarize count() by partner"),
    CodePage(
      .severalAtOnePlace, "several values at one place of a chart",
      """
      A line has one value at each place along it, and a heat map one in each cell. Here several rows \
      belong to the same place. Put them together first with summarize, or name one more key.
      """,
      wrong: "deals | chart line amount by quarter: quarter(created_on)",
      right:
        "deals | summarize amount: sum(amount) by quarter: quarter(created_on)\n| chart line amount"
    ),
  ]
}
