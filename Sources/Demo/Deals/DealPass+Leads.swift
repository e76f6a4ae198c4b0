private enum LeadDirection: String {
  case toPartner = "to_partner"
  case fromPartner = "from_partner"
}

private enum LeadStatus: String {
  case new
  case accepted
  case rejected
  case worked
  case converted
  case dropped
}

/// A lead on its way into the table.
private struct Lead {
  var direction: LeadDirection
  var status: LeadStatus
  var created: Int
  var accepted: Int?
  var worked: Int?
  var partner: Int?
  var campaign: Int?
  var deal: Int?
}

extension DealPass {
  /// The lead that a deal grew out of, and the leads of the same day that came to nothing.
  mutating func writeLeads(_ deal: Deal) {
    switch deal.source {
    case .marketing where random.chance(75): write(converted(deal, .toPartner))
    case .partner where deal.id % 37 == 5: write(converted(deal, .fromPartner))
    case .vendor, .marketing, .partner: break
    }
    if random.below(5) == 0 { write(unconverted(on: deal.created)) }
  }

  private mutating func converted(_ deal: Deal, _ direction: LeadDirection) -> Lead {
    let created = max(0, deal.created - random.between(4, 30))
    let speed = deal.partner.map { sellers[$0].traits.followsLeads } ?? 80
    let accepted = min(deal.created, created + random.between(0, 3))
    let worked = min(deal.created, accepted + followUp(speed))
    return Lead(
      direction: direction, status: .converted, created: created, accepted: accepted,
      worked: worked, partner: deal.partner, campaign: deal.campaign, deal: deal.id)
  }

  /// A lead that is lost at one of the steps: not passed on, not accepted, not worked on, dropped.
  private mutating func unconverted(on day: Int) -> Lead {
    let recent = ecosystem.campaigns.started(within: 90, of: day)
    // One in seven leads has no campaign, so nobody knows what brought it.
    let place =
      recent.isEmpty || random.below(7) == 0
      ? nil : recent.lowerBound + random.below(recent.count)
    var lead = Lead(
      direction: .toPartner, status: .new, created: day, accepted: nil, worked: nil,
      partner: nil, campaign: place, deal: nil)
    lead.partner = place.flatMap { ecosystem.campaigns.all[$0].partner } ?? receiver(on: day)
    guard let partner = lead.partner, !random.chance(5) else {
      lead.partner = nil
      return lead
    }
    let speed = sellers[partner].traits.followsLeads
    let accepted = day + random.between(0, 9)
    if !random.chance(60 + speed * 35 / 100) {
      lead.status = random.chance(50) ? .rejected : .new
      return lead
    }
    lead.accepted = accepted
    lead.status = .accepted
    if !random.chance(30 + speed * 65 / 100) { return lead }
    lead.worked = accepted + followUp(speed)
    lead.status = random.chance(70) ? .dropped : .worked
    return lead
  }

  /// Days until the first call: some few, or weeks.
  private mutating func followUp(_ speed: Int) -> Int {
    random.chance(speed) ? random.between(0, 4) : random.between(8, 40)
  }

  /// Who gets a lead: the more support, the likelier.
  private mutating func receiver(on day: Int) -> Int? {
    for _ in 0..<12 {
      let partner = random.below(sellers.count)
      let seller = sellers[partner]
      let isThere = day >= seller.start && day < seller.left
      if isThere, random.below(340) < seller.support { return partner }
    }
    return nil
  }

  private mutating func write(_ lead: Lead) {
    let timeline = ecosystem.timeline
    // What lies ahead has not happened yet.
    let accepted = lead.accepted.flatMap { $0 <= timeline.today ? $0 : nil }
    let worked = lead.worked.flatMap { $0 <= timeline.today ? $0 : nil }
    var status = lead.status
    if accepted == nil, lead.accepted != nil { status = .new }
    if accepted != nil, worked == nil, lead.worked != nil { status = .accepted }
    leads.id(leadCount)
    leads.word(lead.direction)
    leads.day(lead.created, of: timeline)
    leads.day(accepted, of: timeline)
    leads.day(worked, of: timeline)
    leads.word(status)
    leads.id(lead.partner)
    leads.id(lead.campaign)
    leads.id(lead.deal)
    leads.endRow()
    leadCount += 1
  }
}
