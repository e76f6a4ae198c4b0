/// Writes the deals day by day, with all that hangs on them: customers, further partners,
/// registrations and leads.
///
/// Nothing grows with the number of deals but the files.
struct DealPass: ~Copyable {
  let ecosystem: Ecosystem
  let calendar: DealCalendar
  let sellers: [Seller]
  let partnerChoice: WeightedChoice
  let productChoice: WeightedChoice
  let lines: [Line]

  var random: RandomStream
  /// Four customers at a time for each partner and, behind them, for each region's own sales.
  var openAccounts: [OpenAccount]
  /// For each territory, the customer that was found there last.
  var newestAccounts: [OpenAccount]
  /// For each partner, the last campaign with it or through it.
  private var newestCampaigns: [Int?]
  var accountCount = 0
  var creditCount = 0
  var registrationCount = 0
  var leadCount = 0
  /// Won amounts, in hundredths: `[partner * quarters + quarter]`.
  private(set) var won: [Int]

  var deals: CSVWriter
  var accounts: CSVWriter
  var credits: CSVWriter
  var registrations: CSVWriter
  var leads: CSVWriter

  static let accountsAtATime = 4
  /// Revenue by rank falls as this power, so that a fifth of the partners has four fifths of it.
  ///
  /// A share of x^s for the best part x: s = log 0.8 ÷ log 0.2, and the power is s − 1.
  private static let paretoPower = -0.861_353_116_146_786_1

  init(_ ecosystem: Ecosystem, to output: Output) {
    let partners = ecosystem.partners
    let geography = ecosystem.geography
    self.ecosystem = ecosystem
    calendar = DealCalendar(deals: ecosystem.dealCount, timeline: ecosystem.timeline)
    sellers = partners.map { Seller($0, geography) }
    partnerChoice = WeightedChoice(
      weights: partners.map { partner in
        partner.selling.isEmpty
          ? 0 : PortableMath.power(Double(partner.rank) + 0.5, Self.paretoPower)
      })
    productChoice = WeightedChoice(weights: Product.weights)
    lines = Product.all.map(\.line)
    random = ecosystem.random(.deals)
    openAccounts = Array(
      repeating: OpenAccount(),
      count: (partners.count + geography.regionCount) * Self.accountsAtATime)
    newestAccounts = Array(repeating: OpenAccount(), count: geography.territories.count)
    newestCampaigns = Array(repeating: nil, count: partners.count)
    won = Array(repeating: 0, count: partners.count * ecosystem.timeline.quarters.count)
    deals = output.open(
      "deals",
      "id,amount,created_on,close_by,closed_on,stage,probability,source,vendor_assisted,segment,"
        + "partner,account,product,territory,manager,campaign")
    accounts = output.open("accounts", "id,name,industry,size,country,territory,parent")
    credits = output.open("deal_partners", "id,role,credit,deal,partner")
    registrations = output.open(
      "registrations",
      "id,submitted_on,decided_on,expires_on,status,amount,partner,account,deal")
    leads = output.open(
      "leads",
      "id,direction,created_on,accepted_on,worked_on,status,partner,campaign,deal")
  }

  /// Writes all rows.
  ///
  /// - Returns: won amounts in hundredths, `[partner * quarters + quarter]`.
  consuming func run(to output: Output) throws(CSVWriter.Fault) -> [Int] {
    var id = 0
    for (day, last) in calendar.begunBy.enumerated() {
      for place in ecosystem.campaigns.started(within: 1, of: day) {
        if let partner = ecosystem.campaigns.all[place].partner { newestCampaigns[partner] = place }
      }
      while id < last {
        write(deal(id, on: day))
        id += 1
      }
      if let fault = deals.fault { throw fault }
    }
    let won = won
    try output.close("deals", deals)
    try output.close("accounts", accounts)
    try output.close("deal_partners", credits)
    try output.close("registrations", registrations)
    try output.close("leads", leads)
    return won
  }

  // MARK: - One deal

  private mutating func write(_ deal: Deal) {
    let timeline = ecosystem.timeline
    deals.id(deal.id)
    if let amount = deal.amount { deals.cents(amount) } else { deals.empty() }
    deals.day(deal.created, of: timeline)
    deals.day(deal.closeBy, of: timeline)
    deals.day(deal.closed, of: timeline)
    deals.word(deal.stage)
    if let probability = deal.probability { deals.percent(probability) } else { deals.empty() }
    deals.word(deal.source)
    deals.truth(deal.isAssisted)
    deals.word(deal.account.segment)
    deals.id(deal.partner)
    deals.id(deal.account.id)
    deals.id(deal.product)
    deals.id(deal.account.leaf)
    deals.id(deal.manager)
    deals.id(deal.campaign)
    deals.endRow()
    if let partner = deal.partner, let closed = deal.closed, deal.stage == .won {
      let quarter = timeline.quarter(of: closed)
      won[partner * timeline.quarters.count + quarter] += deal.amount ?? 0
    }
    writeCredits(deal)
    writeRegistration(deal)
    writeLeads(deal)
  }

  private mutating func deal(_ id: Int, on day: Int) -> Deal {
    let partner = partner(on: day)
    let account = account(of: partner, on: day)
    let seller = partner.map { sellers[$0] }
    let source = source(seller?.traits.ownSourced)
    var deal = Deal(
      id: id, partner: partner, account: account, product: productChoice.draw(&random),
      manager: seller?.manager(on: day)
        ?? ManagerMaker.directManager(region: region(of: account), ecosystem.geography),
      campaign: source == .marketing ? campaign(for: partner, on: day) : nil, source: source,
      isAssisted: partner == nil || random.below(100) >= (seller?.traits.unassisted ?? 0),
      stage: .discovery, probability: nil, amount: amount(account.segment), created: day,
      closeBy: 0, closed: nil)
    decide(&deal, wins: seller?.traits.wins ?? 45)
    // Some deals of partners have lost their partner: nobody filled it in.
    if id % 619 == 618 { deal.partner = nil }
    return deal
  }

  /// Who sells: one in sixteen deals is the vendor's own, and so are those for which there is
  /// nobody yet.
  private mutating func partner(on day: Int) -> Int? {
    if random.below(16) == 0 { return nil }
    for _ in 0..<16 {
      let partner = partnerChoice.draw(&random)
      if sellers[partner].sells(on: day) { return partner }
    }
    return nil
  }

  private mutating func source(_ ownSourced: Int?) -> Source {
    guard let ownSourced else { return random.chance(70) ? .vendor : .marketing }
    if random.chance(ownSourced) { return .partner }
    return random.chance(50) ? .vendor : .marketing
  }

  /// Hundredths, log-normal around what such customers spend.
  @inline(__always) private mutating func amount(_ segment: Segment) -> Int {
    // Logarithms of 42,000, 24,000, 13,000 and 5,500.
    let middle: Double =
      switch segment {
      case .enterprise: 10.645_4
      case .publicSector: 10.085_8
      case .midmarket: 9.472_7
      case .smb: 8.612_5
      }
    return max(100, Int(PortableMath.exponential(middle + 0.7 * random.normal()) * 100))
  }

  /// Decides how far a deal has come by today.
  private mutating func decide(_ deal: inout Deal, wins usual: Int) {
    let today = ecosystem.timeline.today
    let length = calendar.length(deal.account.segment, &random)
    deal.closeBy = calendar.estimate(deal.created, length: length, &random)
    // One in eighty is never decided: it stays open for years.
    let isForgotten = random.below(80) == 0
    let isWon = random.below(100) < wins(deal, usual: usual)
    let decision = calendar.decision(deal.created, length: length, isWon: isWon, &random)
    if decision <= today, !isForgotten {
      deal.closed = decision
      deal.stage = isWon ? .won : .lost
      deal.probability = deal.stage.probability
      return
    }
    let progress = isForgotten ? random.below(100) : (today - deal.created) * 100 / length
    deal.stage =
      progress < 25
      ? .discovery : progress < 50 ? .qualified : progress < 80 ? .proposal : .negotiation
    let opinion = random.below(20)
    deal.probability =
      opinion == 0 ? nil : opinion == 1 ? 95 : opinion == 2 ? 5 : deal.stage.probability
    if deal.stage == .discovery, random.chance(4) { deal.amount = nil }
  }

  /// One product line hardly sells in one territory.
  private func wins(_ deal: Deal, usual: Int) -> Int {
    let land = ecosystem.geography.land(ofLeaf: deal.account.leaf)
    let isWeak = land == ecosystem.geography.lands.lowerBound + 1
    return isWeak && lines[deal.product] == .workplace ? usual / 6 : usual
  }

  private func region(of account: OpenAccount) -> Int {
    ecosystem.geography.region(of: account.leaf)
  }

  /// The partner's own last campaign, or one of the last three months for everybody; nil where none
  /// comes to hand, as in life: what brought the customer is then unknown.
  private mutating func campaign(for partner: Int?, on day: Int) -> Int? {
    if let partner, let place = newestCampaigns[partner],
      ecosystem.campaigns.all[place].start + 180 > day, random.chance(75)
    {
      return place
    }
    let recent = ecosystem.campaigns.started(within: 90, of: day)
    if recent.isEmpty { return nil }
    for _ in 0..<4 {
      let place = recent.lowerBound + random.below(recent.count)
      if ecosystem.campaigns.all[place].partner == nil { return place }
    }
    return nil
  }
}
