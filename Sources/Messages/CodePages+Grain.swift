extension CodePage {
  /// P2xx: what a row is, and what is counted once.
  static let grain: [CodePage] = [
    CodePage(
      .manyValues, "many values where one is needed",
      """
      One row leads to many: a partner has many deals, so deals.amount is many amounts. Say what to \
      make of them: a total, the largest, how many, or whether any of them fits.
      """,
      wrong: "partners | where deals.amount > $10k",
      right: "partners | where sum(deals.amount) > $10k"),
    CodePage(
      .notMany, "one value where many are needed",
      """
      An aggregate in a row stage adds up what one row leads to, and this leads to a single value. \
      Use the value as it is, name a path to many rows, or add within to go over all rows.
      """,
      wrong: "deals | add total: sum(amount)", right: "deals | add total: sum(amount within all)"),
    CodePage(
      .aggregateOutside, "an aggregate where there are no rows to aggregate",
      """
      sum, count and the others need rows: those of a group in summarize, those that a link leads \
      to, or a source named in the argument.
      """,
      wrong: "deals | show account, revenue",
      right: "deals | show account, all_of_it: revenue(within all)"),
    CodePage(
      .mixedPaths, "two ways to many rows in one argument",
      """
      The argument of an aggregate goes over one set of rows. Multiplying what two different sets \
      hold would count every pair; aggregate each one for itself.
      """,
      wrong: "partners | add x: sum(deals.amount * qbrs.score)",
      right: "partners | add x: sum(deals.amount) * avg(qbrs.score)"),
    CodePage(
      .countOncePer, "a shared value that could be counted several times",
      """
      Several rows share the thing that the value belongs to, such as partners that share a \
      manager. Adding the value per row counts it as often as it is shared. Say which you mean with \
      per: once per manager, or for every row.
      """,
      wrong: "partners | summarize quota: sum(manager.quota) by region",
      right: "partners | summarize quota: sum(manager.quota per manager) by region"),
    CodePage(
      .manyKey, "grouping by something that a row has many of",
      """
      A row belongs to one group, so a key must be one value per row. Start from the other entity \
      and group its rows.
      """,
      wrong: "partners | summarize count() by deals.stage",
      right: "deals | summarize count(partner) by stage"),
    CodePage(
      .countOfScalar, "counting a plain value",
      """
      count() counts rows and count(path) counts different things, such as the partners of deals. \
      Of a plain value say which you mean: count_present counts rows that have one, count_distinct \
      counts different values.
      """,
      wrong: "deals | summarize count(product)",
      right: "deals | summarize count_distinct(product)"),
    CodePage(
      .needsOrder, "something that depends on the order of rows",
      """
      Which rows come first, and what the row before is, means nothing until the rows have an \
      order. Sort them first.
      """,
      wrong: "deals | take 3 per partner", right: "deals | sort amount desc | take 3 per partner"),
    CodePage(
      .notAggregated, "a plain field in summarize",
      """
      summarize makes one row of many, so each item must say how: sum, avg, max, first …. What \
      should stay apart goes behind by.
      """,
      wrong: "deals | summarize stage, sum(amount)", right: "deals | summarize sum(amount) by stage"
    ),
    CodePage(
      .shapesDiffer, "two results that do not fit together",
      """
      append puts rows under rows, so both must have the same columns of the same types.
      """,
      wrong: "partners | show name | append (managers | show id)",
      right: "partners | show name | append (managers | show name)"),
    CodePage(
      .modifierNotAllowed, "a modifier that does not apply here",
      """
      where, during, prior, over, within and per stand inside the parentheses of an aggregate or a \
      measure, each where it means something. The message says which is out of place.
      """,
      wrong: "partners | add x: upper(name per manager)", right: "partners | add x: upper(name)"),
    CodePage(
      .pivotNotLast, "a stage after an open pivot",
      """
      The columns of a pivot come from the data, so nothing after it can be checked. List the \
      values with in, or make pivot the last stage.
      """,
      wrong: "deals | summarize n: count() by partner, stage | pivot n across stage | sort won",
      right:
        "deals | summarize n: count() by partner, stage\n| pivot n across stage in [won, lost] | sort won"
    ),
    CodePage(
      .figureKept, "a pivot beside a figure",
      """
      pivot makes a row for each combination of the columns that it does not spread. Where one of them \
      is a figure, nearly every row stays apart, with zeros beside it. Spread the figure too, or hide it.
      """,
      wrong: "deals | summarize n: count(), m: max(amount) by source, stage | pivot n across stage",
      right:
        "deals | summarize n: count(), m: max(amount) by source, stage | pivot n, m across stage"),
    CodePage(
      .noDate, "a period without a date to apply it to",
      """
      To sort amounts into periods Parley must know which date counts. Add over to the aggregate, \
      or to the measure's definition.
      """,
      wrong: "deals | summarize sum(amount) by each quarter",
      right: "deals | summarize sum(amount over closed_on) by each quarter"),
    CodePage(
      .severalDates, "a period with several dates to choose from",
      """
      The measures beside this aggregate go by different dates, so it must say which is its own \
      with over.
      """,
      wrong:
        "measure created on deals = count() over created_on\ndeals | summarize revenue, created, sum(amount) by each quarter",
      right:
        "measure created on deals = count() over created_on\ndeals | summarize revenue, created, sum(amount over closed_on) by each quarter"
    ),
    CodePage(
      .nestedAggregate, "an aggregate within an aggregate",
      """
      The sum of sums needs to know what the inner one is summed over. Compute it in a stage of its \
      own first, or go through a link.
      """,
      wrong: "deals | summarize max(sum(amount))",
      right: "deals | summarize total: sum(amount) by partner | summarize max(total)"),
    CodePage(
      .wholeEntity, "another entity's name where a link is meant",
      """
      Within rows, a name behind which there are many rows is a link of the row. This one is no link \
      of these rows but a whole entity, whose total would be the same for every row. Follow the links \
      that lead there, or name the whole entity with let.
      """,
      wrong: "managers | show name, won: sum(deals.amount)",
      right: "managers | show name, won: sum(partners.deals.amount)"),
    CodePage(
      .cannotDraw, "a chart that these rows do not make",
      """
      A line runs from left to right, so it needs a key with an order: dates, periods or numbers. A \
      heat map has one scale of shades, so its numbers are all of one kind.
      """,
      wrong: "deals | summarize n: count() by stage | chart line n by stage",
      right: "deals | summarize n: count() by month(created_on) | chart line n"),
  ]
}
