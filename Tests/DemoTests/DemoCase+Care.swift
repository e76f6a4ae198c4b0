extension DemoCase {
  static let funds: [DemoCase] = [
    DemoCase(
      "a budget that is hardly used", "Marketing.writeBudgets",
      "mdf_budgets | where sum(mdf_requests.amount where status = approved) < amount * 60%",
      least: 5),
    DemoCase(
      "a budget that is overdrawn", "Marketing.writeBudgets",
      "mdf_budgets | where sum(mdf_requests.amount where status = approved) > amount"),
    DemoCase(
      "undecided for long", "Marketing.request",
      "mdf_requests | where status = pending and requested_on < today - 14 days"),
    DemoCase("rejected", "Marketing.request", "mdf_requests | where status = rejected", least: 5),
    DemoCase(
      "over and never claimed", "Marketing.writeClaims",
      "mdf_requests | where status = approved and campaign.ended_on < today - 90 days"
        + " and none(mdf_claims)", least: 5),
    DemoCase(
      "asked for without a campaign", "Marketing",
      "mdf_requests | where campaign is missing"),
    DemoCase(
      "claims without proof", "Marketing.writeClaims", "mdf_claims | where not proven", least: 10),
    DemoCase(
      "claims not paid", "Marketing.writeClaims",
      "mdf_claims | where paid_on is missing", least: 5),
    DemoCase(
      "claims above what was granted", "Marketing.writeClaims",
      "mdf_claims | where amount > request.amount"),
    DemoCase(
      "invoices in a second currency", "Marketing.writeInvoice",
      "mdf_claims | where invoice_currency = \"EUR\"", least: 5),
    DemoCase(
      "a price list in a second currency", "Product.write",
      "products | where list_price_eur < €2,000", least: 5),
  ]

  static let learning: [DemoCase] = [
    DemoCase(
      "certificates that ran out", "Certifications",
      "certifications | where required and expires_on < today", least: 50),
    DemoCase(
      "certificates that run out within two months", "Certifications",
      "partners | where certification_due <= today + 60 days", least: 3),
    DemoCase(
      "courses never completed", "Certifications",
      "certifications | where required and completed_on is missing"
        + " and assigned_on < today - 6 months", least: 20),
    DemoCase(
      "courses taken by choice", "Certifications", "certifications | where not required", least: 20),
    DemoCase(
      "a partner without any valid certificate", "Character.learns",
      "partners | where status = active and tier != registered"
        + " and none(certifications where expires_on >= today)"),
  ]

  static let contacts: [DemoCase] = meetings + promises + help

  private static let meetings: [DemoCase] = [
    DemoCase(
      "overdue business reviews", "Contacts.writeRegular",
      "partners | where status = active and tier in [platinum, gold]"
        + " | add last: max(touchpoints.done_on where kind = qbr) ?? joined_on"
        + " | where last + 91 days < today", least: 3),
    DemoCase(
      "overdue check-ins", "Contacts.writeRegular",
      "partners | where status = active and manager is not missing"
        + " | add last: max(touchpoints.done_on where kind = checkin) ?? joined_on"
        + " | where last + 120 days < today", least: 5),
    DemoCase(
      "meetings that never happened", "Contacts.write",
      "touchpoints | where done_on is missing and scheduled_on < today - 14 days", least: 100),
    DemoCase(
      "meetings to come", "Contacts.writeRegular",
      "touchpoints | where scheduled_on > today", least: 10),
  ]

  private static let promises: [DemoCase] = ["vendor", "partner"].flatMap { side in
    [
      DemoCase(
        "late commitments of the \(side)", "Contacts.writeCommitment",
        "commitments | where side = \(side) and done_on > due_on", least: 50),
      DemoCase(
        "open commitments of the \(side) past their date", "Contacts.writeCommitment",
        "commitments | where side = \(side) and done_on is missing and due_on < today", least: 20),
    ]
  }

  private static let help: [DemoCase] = [
    DemoCase(
      "texts with line breaks and quotes", "Words.partnerPromises",
      "commitments | where text contains \"\\n\" or text contains \"\\\"\"", least: 20),
    DemoCase(
      "help that was declined", "Help.writeResources",
      "resources | where status = declined", least: 20),
    DemoCase(
      "help that somebody waits for", "Help.writeResources",
      "resources | where status = requested and requested_on < today - 30 days", least: 5),
    DemoCase(
      "a region that waits twice as long", "Help.writeResources",
      "resources | summarize wait: avg(delivered_on - requested_on) by partner.region"
        + " | where wait > 40 days"),
    DemoCase(
      "a partner that takes far more than its share", "Character.support",
      "partners | add hours: sum(resources.hours), revenue: deals.revenue"
        + " | where share(hours within all) > 5 * share(revenue within all) and hours > 100"),
    DemoCase(
      "questions without an answer", "Help.writeFeedback",
      "feedback | where status = open and raised_on < today - 60 days", least: 5),
  ]
}
