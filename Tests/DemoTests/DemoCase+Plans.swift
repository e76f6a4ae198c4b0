extension DemoCase {
  /// Each cell of the market map with what the gap analysis makes of it.
  private static let cells = """
    markets
    | add addressable: accounts * average_spend * target_share * (1 - reserved_direct),
          covered: least(addressable, sum(coverages.capacity)), gap: addressable - covered,
          develop: least(gap, sum(coverages.headroom)), recruit: gap - develop,
          crowding: sum(coverages.capacity) / addressable

    """

  static let markets: [DemoCase] =
    marketCells + [
      DemoCase("candidates at each stage", "Markets", "candidates | distinct stage", least: 5)
    ]

  private static let marketCells: [DemoCase] = [
    ("that nobody covers", "addressable > $0 and none(coverages)"),
    ("too crowded", "crowding > 1.5"),
    ("covered in full", "crowding between 0.95 and 1.05"),
    ("where development is enough", "gap > $0 and recruit = $0"),
    ("where new partners are needed", "covered > $0 and recruit > $0"),
    ("that is all reserved", "reserved_direct = 100% and addressable = $0"),
    ("of no territory", "territory is missing"),
    (
      "of the textbook",
      "addressable = $6.3m and gap = $2.9m and develop = $0.9m and recruit = $2m"
    ),
  ].map { title, test in
    DemoCase("a cell \(title)", "Markets", cells + "| where \(test)")
  }

  static let targets: [DemoCase] = [
    DemoCase(
      "targets of partners, managers and territories", "Targets",
      "targets | where metric = revenue"
        + " | distinct p: partner is missing, m: manager is missing, t: territory is missing",
      least: 3),
    DemoCase(
      "partners that reach theirs", "Targets.plan",
      "partners | where deals.revenue(during last 4 quarters)"
        + " >= sum(targets.amount where period in last 4 quarters)"
        + " and any(targets where period in last 4 quarters)", least: 10),
    DemoCase(
      "partners that don't", "Targets.plan",
      "partners | where deals.revenue(during last 4 quarters)"
        + " < 80% * sum(targets.amount where period in last 4 quarters)", least: 10),
    DemoCase(
      "managers above and below theirs", "Targets",
      "managers | where any(targets)"
        + " | add actual: partners.deals.revenue(during last 4 quarters),"
        + " plan: sum(targets.amount where metric = revenue and period in last 4 quarters)"
        + " | distinct above: actual >= plan, far: actual < 85% * plan", least: 3),
    DemoCase(
      "a rating that the figures don't bear out", "Programs.writeRatings",
      "partners | where any(ratings where system = segmentation and class = achiever)"
        + " and deals.revenue(during last 4 quarters)"
        + " < sum(targets.amount where period in last 4 quarters)"),
    DemoCase(
      "a rating that hides line breaks", "Words.ratingReasons",
      "ratings | where reason contains \"\\n\""),
  ]
}
