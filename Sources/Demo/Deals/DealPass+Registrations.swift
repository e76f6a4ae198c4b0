private enum RegistrationStatus: String {
  case pending
  case approved
  case rejected
  case expired
}

extension DealPass {
  /// How long an approved registration protects, in days.
  private static var protection: Int { 180 }

  /// Registers two in three of the deals that a partner found, and now and then what came to
  /// nothing. The other third is sourced without registration.
  mutating func writeRegistration(_ deal: Deal) {
    guard let partner = deal.partner else { return }
    if deal.source == .partner, random.below(3) > 0 { write(deal, partner, deal.id) }
    if random.below(20) == 0 { write(deal, partner, nil) }
  }

  private mutating func write(_ deal: Deal, _ partner: Int, _ dealID: Int?) {
    let timeline = ecosystem.timeline
    let submitted = max(0, Timeline.workday(deal.created - random.below(12)))
    // Most are decided within two weeks, one in ten much later.
    let wait = random.below(10) == 0 ? random.between(15, 70) : random.between(1, 13)
    var decided: Int? = Timeline.workday(submitted + wait)
    var status = RegistrationStatus.approved
    if let day = decided, day > timeline.today || random.below(400) == 0 {
      decided = nil
      status = .pending
    } else if random.chance(dealID == nil ? 35 : 8) {
      status = .rejected
    }
    var expires: Int?
    if let decided, status == .approved {
      expires = decided + Self.protection
      let isDecidedLater = (deal.closed ?? timeline.today) > decided + Self.protection
      if isDecidedLater, decided + Self.protection < timeline.today { status = .expired }
    }
    registrations.id(registrationCount)
    registrations.day(submitted, of: timeline)
    registrations.day(decided.map { max($0, submitted) }, of: timeline)
    registrations.day(expires, of: timeline)
    registrations.word(status)
    registrations.cents((deal.amount ?? 1_000_000) / 100_000 * 100_000)
    registrations.id(partner)
    registrations.id(deal.account.id)
    registrations.id(dealID)
    registrations.endRow()
    registrationCount += 1
  }
}
