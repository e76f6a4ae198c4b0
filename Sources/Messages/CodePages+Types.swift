extension CodePage {
  /// P3xx: types, amounts and time.
  static let types: [CodePage] = [
    CodePage(
      .typeMismatch, "a value of the wrong kind",
      """
      What stands here cannot be used this way: a text test on an amount, a list or a linked row \
      where one value is needed. The message says which kind is wanted.
      """,
      wrong: "deals | where amount contains \"10\"", right: "deals | where product contains \"10\""),
    CodePage(
      .wrongArgument, "a function given the wrong kind of value",
      """
      The function works on another type. The message names both.
      """,
      wrong: "partners | add y: year(name)", right: "partners | add y: year(joined_on)"),
    CodePage(
      .wrongArgumentCount, "too many or too few arguments",
      """
      The message shows how the function is called.
      """,
      wrong: "partners | add r: round()", right: "partners | add r: round(weight, 1)"),
    CodePage(
      .mixedCurrencies, "amounts in different currencies",
      """
      Dollars and euros do not add up. Convert one first with a table of rates, or group by currency.
      """,
      wrong: "deals | where amount > €10k", right: "deals | where amount > $10k"),
    CodePage(
      .moneyAndPercent, "an amount plus a percentage",
      """
      revenue + 10% could mean ten percent more or add a tenth of a dollar. Multiply instead: 110% \
      of it is ten percent more.
      """,
      wrong: "deals | add target: amount + 10%", right: "deals | add target: amount * 110%"),
    CodePage(
      .daysAndMonths, "days compared with months",
      """
      A month has 28 to 31 days, so 90 days are neither more nor less than 3 months. Use one of the \
      two on both sides.
      """,
      wrong: "deals | where closed_on - created_on > 3 months",
      right: "deals | where closed_on - created_on > 90 days"),
    CodePage(
      .notABoolean, "a condition that is neither true nor false",
      """
      where, if, and, or and not need something that is true or false, such as a comparison.
      """,
      wrong: "partners | where weight", right: "partners | where weight > 0"),
    CodePage(
      .notComparable, "values that cannot be compared",
      """
      A number and a text, an amount and a plain number, a date and a number have nothing in common \
      to compare. Write the right side in the kind of the left one.
      """,
      wrong: "deals | where amount > \"10000\"", right: "deals | where amount > $10,000"),
    CodePage(
      .badPeriod, "a period that makes no sense here",
      """
      Behind in, during and each … in stands a period or a range of periods of one kind: 2026, \
      2026-Q3, 2026-Q1..2026-Q3, last 4 quarters.
      """,
      wrong: "deals | where closed_on in 2026-Q3..2026-Q1",
      right: "deals | where closed_on in 2026-Q1..2026-Q3"),
    CodePage(
      .needsNumber, "a number is needed",
      """
      Sums, averages and arithmetic work on numbers, amounts, percents and durations. A column of \
      numbers that loaded as text can be declared as number in ecosystem.parley.
      """,
      wrong: "partners | summarize sum(name)", right: "partners | summarize sum(weight)"),
    CodePage(
      .badOptionValue, "an option with a value it cannot have",
      """
      today is a date, fiscal_start a month from 1 to 12, currency a currency's three letters.
      """,
      wrong: "option fiscal_start = 13", right: "option fiscal_start = 7"),
    CodePage(
      .badParameterValue, "a value that a param does not take",
      """
      A param has a type, and one of may list the values that it takes. Its default and what run … \
      with gives it must be such a value.
      """,
      wrong: "param area: text = \"Nowhere\" one of [\"South\", \"West\"]",
      right: "param area: text = \"South\" one of [\"South\", \"West\"]"),
    CodePage(
      .pastRemoved, "a comparison with a past that was filtered away",
      """
      prior year looks at the year before. An earlier stage keeps only newer dates, so there would \
      be nothing to compare with. Leave the filter out and name the periods behind each … in.
      """,
      wrong:
        "deals | where closed_on in 2026\n| summarize yoy: change(revenue prior year) by each quarter",
      right: "deals | summarize yoy: change(revenue prior year) by each quarter in 2026"),
    CodePage(
      .noPeriod, "an earlier period, but of what",
      """
      prior year means the year before a period: that of each row behind each, or the one that \
      during names. Without either there is nothing to go back from. A group such as \
      quarter(closed_on) is no period to go back from either: it holds only its own rows. And a \
      column that an earlier stage has computed stays what it is; only a measure or an aggregate can \
      be computed anew for another time.
      """,
      wrong: "partners | show name, before: deals.revenue(prior year)",
      right: "partners | show name, before: deals.revenue(during this quarter to date prior year)"),
    CodePage(
      .unevenStep, "a step back that cuts a period",
      """
      A quarter a month earlier is no quarter, and weeks do not make up months. Behind each, a step \
      back must lead from each period to a whole one: from months by months, quarters and years, from \
      quarters by quarters and years, from weeks by weeks and years, from days by anything.
      """,
      wrong: "deals | summarize change(revenue prior month) by each quarter in 2026",
      right: "deals | summarize change(revenue prior quarter) by each quarter in 2026"),
  ]
}
