private enum CreditRole: String {
  case registered
  case distributor
  case fulfilment
  case influence
  case platform
}

extension DealPass {
  /// Who else had a part in a deal. Every two-hundredth is credited to three partners.
  mutating func writeCredits(_ deal: Deal) {
    let isShared = deal.id % 211 == 210
    if let partner = deal.partner, let distributor = sellers[partner].distributor {
      writeCredit(deal, .distributor, distributor, 15)
    }
    let draw = isShared ? 0 : random.below(100)
    if draw < 7 { writeCredit(deal, .influence, 30) }
    if isShared || (7..<11).contains(draw) { writeCredit(deal, .fulfilment, 20) }
    if isShared || (11..<14).contains(draw) { writeCredit(deal, .platform, 10) }
    if (14..<16).contains(draw) { writeCredit(deal, .registered, 25) }
  }

  /// Credits some partner that was selling then, other than the deal's own.
  private mutating func writeCredit(_ deal: Deal, _ role: CreditRole, _ percent: Int) {
    for _ in 0..<4 {
      let partner = partnerChoice.draw(&random)
      if partner == deal.partner || !sellers[partner].sells(on: deal.created) { continue }
      return writeCredit(deal, role, partner, percent)
    }
  }

  private mutating func writeCredit(
    _ deal: Deal, _ role: CreditRole, _ partner: Int, _ percent: Int
  ) {
    credits.id(creditCount)
    credits.word(role)
    credits.percent(percent)
    credits.id(deal.id)
    credits.id(partner)
    credits.endRow()
    creditCount += 1
  }
}
