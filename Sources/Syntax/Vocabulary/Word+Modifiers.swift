extension Word {
  /// What the word does among the modifiers of an aggregate or a measure; nil for other words.
  package var modifierPage: WordPage? {
    switch self {
    case .where:
      WordPage(
        "sum(… where CONDITION)", "Limits the rows that are aggregated.",
        "deals | summarize won: sum(amount where stage = won) by partner.tier")
    case .during:
      WordPage(
        "revenue(during PERIOD)", "Limits a measure to a period, by the date that counts for it.",
        "partners | show name, deals.revenue(during last 4 quarters)")
    case .prior:
      WordPage(
        "revenue(prior year)",
        "The same for an earlier time, by the calendar: prior quarter, prior 2 months, prior period.",
        "deals | summarize now: revenue, before: revenue(prior year) by each quarter in 2026-Q1..2026-Q2",
        "deals | summarize growth: change(revenue prior year) by each quarter in 2026-Q1..2026-Q2")
    case .within:
      WordPage(
        "sum(… within KEY, …)", "Over all rows that share these keys, or within all.",
        "partners | show name, tier, peers: count(within tier)")
    case .per:
      WordPage(
        "sum(… per LINK)", "Counts what several rows share once; per row counts it for every row.",
        "deals | summarize quota: sum(partner.manager.quota per partner.manager) by stage")
    case .over:
      WordPage(
        "sum(… over DATE)", "Says which date counts for periods.",
        "deals | summarize opened: count(over created_on) by each month in 2026-Q1")
    default: nil
    }
  }
}
