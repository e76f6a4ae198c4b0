extension DemoCase {
  static let deals: [DemoCase] = [
    DemoCase(
      "open past their date", "DealCalendar.estimate",
      "deals | where is_open and close_by < today", least: 50),
    DemoCase(
      "decided later than planned", "DealCalendar.estimate",
      "deals | where closed_on > close_by", least: 2_000),
    DemoCase(
      "open for years", "DealPass.decide",
      "deals | where is_open and created_on < today - 24 months", least: 50),
    DemoCase(
      "without an amount", "DealPass.decide", "deals | where is_open and amount is missing"),
    DemoCase(
      "without a probability", "DealPass.decide",
      "deals | where is_open and probability is missing"),
    DemoCase(
      "sold by the vendor itself", "DealPass.partner",
      "deals | where partner is missing and source = vendor", least: 500),
    DemoCase(
      "of a partner that nobody filled in", "DealPass.deal",
      "deals | where partner is missing and source = partner"),
    DemoCase(
      "credited to three partners beside the first", "DealPass.writeCredits",
      "deals | where partner is not missing and count_distinct(deal_partners.role) >= 3"),
    DemoCase(
      "influenced, and sold directly", "DealPass.writeCredits",
      "deals | where partner is missing and any(deal_partners where role = influence)"),
    DemoCase(
      "two partners after one customer", "DealPass.account",
      "accounts | where count_distinct(deals.partner) > 1", least: 20),
    DemoCase(
      "a customer that belongs to another", "DealPass.openAccount",
      "accounts | where parent is not missing", least: 10),
    DemoCase(
      "in another territory than the partner's", "DealPass.openAccount",
      "deals | where partner is not missing and territory != partner.territory", least: 100),
    DemoCase(
      "of a manager who no longer has the partner", "Seller.manager",
      "deals | where partner is not missing and manager != partner.manager", least: 100),
    DemoCase(
      "a product line that one territory hardly sells", "DealPass.wins",
      "deals | where product.line = workplace and stage in [won, lost]"
        + " | summarize win_rate, n: count() by land: if territory.level = territory"
        + " then territory else territory.parent | where win_rate < 20% and n > 50"),
    DemoCase(
      "something new since Monday", "Timeline.lastDay",
      "deals | where created_on in this week to date or closed_on in this week to date", least: 5),
    DemoCase(
      "still to be decided this quarter", "Timeline.lastDay",
      "deals | where is_open and close_by in this quarter and close_by > today", least: 20),
    DemoCase(
      "more in the last month of a quarter than in the first", "DealCalendar.decision",
      "deals | where stage = won | add place: month_number(closed_on)"
        + " | summarize last: count(where place in [3, 6, 9, 12]),"
        + " first: count(where place in [1, 4, 7, 10]) | where last > first * 1.15"),
    DemoCase(
      "contributors: four fifths of the revenue", "DealPass.paretoPower",
      "partners | add revenue: deals.revenue(during last 4 quarters)"
        + " | where revenue > $0 and share_above(revenue within all) < 80%", least: 10),
    DemoCase(
      "a long tail", "DealPass.paretoPower",
      "partners | add revenue: deals.revenue(during last 4 quarters)"
        + " | where revenue = $0 or share_above(revenue within all) >= 95%", least: 40),
  ]

  static let registrations: [DemoCase] = [
    DemoCase(
      "undecided for more than two weeks", "DealPass.writeRegistration",
      "registrations | where status = pending and submitted_on < today - 14 days"),
    DemoCase(
      "decided late", "DealPass.writeRegistration",
      "registrations | where decided_on - submitted_on > 14 days", least: 100),
    DemoCase(
      "rejected", "DealPass.writeRegistration",
      "registrations | where status = rejected", least: 50),
    DemoCase(
      "run out while the deal is open", "DealPass.writeRegistration",
      "registrations | where status = expired and deal.is_open"),
    DemoCase(
      "running out within a month", "DealPass.writeRegistration",
      "registrations | where expires_on between today and today + 30 days and deal.is_open"),
    DemoCase(
      "that came to nothing", "DealPass.writeRegistration",
      "registrations | where deal is missing", least: 50),
    DemoCase(
      "two partners registered one customer", "DealPass.account",
      "accounts | where count_distinct(registrations.partner) > 1", least: 5),
    DemoCase(
      "sourced without registration", "DealPass.writeRegistration",
      "deals | where source = partner and none(registrations)", least: 500),
  ]

  static let leads: [DemoCase] = leadSteps + marketing

  private static let leadSteps: [DemoCase] =
    [
      ("not passed on", "partner is missing"), ("new", "status = new and partner is not missing"),
      ("rejected", "status = rejected"), ("accepted, not worked on", "status = accepted"),
      ("worked on late", "worked_on - accepted_on > 7 days"),
      ("being worked on", "status = worked"),
      ("dropped", "status = dropped"), ("without a campaign", "campaign is missing"),
      ("given by a partner", "direction = from_partner"), ("still open as a deal", "deal.is_open"),
      ("won", "deal.stage = won"), ("lost", "deal.stage = lost"),
    ].map { title, test in
      DemoCase("a lead \(title)", "DealPass.writeLeads", "leads | where \(test)", least: 5)
    }

  private static let marketing: [DemoCase] = [
    DemoCase(
      "a deal of marketing without a lead", "DealPass.writeLeads",
      "deals | where source = marketing and none(leads)", least: 100),
    DemoCase(
      "a deal of marketing without a campaign", "DealPass.campaign",
      "deals | where source = marketing and campaign is missing", least: 50),
    DemoCase(
      "campaigns to, through and with partners", "Campaigns",
      "campaigns | distinct kind", least: 3),
    DemoCase("a campaign without a lead", "Campaigns", "campaigns | where none(leads)"),
    DemoCase("a campaign that is running", "Campaigns", "campaigns | where ended_on is missing"),
  ]
}
