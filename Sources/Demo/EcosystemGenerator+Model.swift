extension EcosystemGenerator {
  /// Writes the declaration that `open` reads beside the tables.
  func writeModel(_ folder: String) throws(CSVWriter.Fault) {
    var file = try CSVWriter(path: folder + "/ecosystem.parley")
    try file.document(Self.model)
  }

  static let model = """
    # A made-up ecosystem. Its data end on 2026-09-30: "option today = 2026-09-30" makes that today.

    entity territories from "territories.csv" "Where partners sell, and the regions above" {
      id: id
      name: text required
      level: choice(region, territory, subterritory)
      parent: territories inverse children "the region that it lies in"
      region: text
      country: text
    }

    entity managers from "managers.csv" "Who looks after partners" {
      id: id
      name: text required
      role: choice(regional, territory, cam, pam, tpam, marketing)
      territory: territories
      reports_to: managers inverse reports
      capacity_min: number "how many partners one should have"
      capacity_max: number "how many partners one can have"
      annual_cost: money(USD)
      hired_on: date
    }

    entity partners from "partners.csv" "Companies that sell for us" {
      id: id
      name: text required
      type: choice(reseller, var, si, msp, distributor, isv, referral)
      tier: choice(platinum, gold, silver, registered)
      status: choice(prospect, onboarding, active, inactive, terminated)
      territory: territories
      manager: managers
      joined_on: date
      route: choice(direct, distribution)
      weight: number "share of a manager's attention"
      segment: text
      country: text
    }

    entity deals from "deals.csv" "Sales opportunities: won, lost or open" {
      id: id
      partner: partners required
      account: number "the customer"
      product: text
      stage: choice(open, won, lost)
      amount: money(USD)
      created_on: date
      closed_on: date
      source: choice(partner, vendor, marketing)
    }

    measure revenue on deals = sum(amount where stage = won) over closed_on "Won revenue"
    measure win_rate on deals = count(where stage = won) / count(where stage in [won, lost]) over closed_on

    """
}

extension CSVWriter {
  /// Writes a whole text as it is.
  mutating func document(_ text: String) throws(Fault) {
    for byte in text.utf8 { try raw(byte) }
    try flush()
  }
}
