/// A partner, as it is before the first deal.
struct Partner: Sendable {
  var name: String
  var type: PartnerType
  var tier: Tier
  var status: PartnerStatus
  var character: Character
  /// The day of the contract; nil for a prospect.
  var joined: Int?
  /// The days on which it begins deals; empty for one that never does.
  var selling: Range<Int>
  /// The last day with the programme.
  var left: Int?
  var buysFromDistributor: Bool
  /// In tenths of a usual partner's share of attention.
  var weight: Int
  /// What its customers spend, in thousands of dollars: more than it sells, for some far more.
  var wallet: Int
  var hasGrowthPlan: Bool
  var segment: Segment
  var leaf: Int
  /// Its place in the ranking by revenue, from 0.
  var rank: Int
  var distributor: Int?
  var parent: Int?
  var manager: Int?
  /// Who looked after it before, and until when.
  var earlier: (manager: Int, until: Int)?

  /// Whether it has or had a manager.
  var isLookedAfter: Bool { manager != nil || earlier != nil }

  func manager(on day: Int) -> Int? {
    if let earlier, day < earlier.until { return earlier.manager }
    return manager
  }

  /// The days on which it can be met, trained, given money and asked for promises.
  func days(until today: Int) -> Range<Int> {
    guard let joined else { return 0..<0 }
    return joined..<max(joined, min(today, left ?? today))
  }
}

/// Makes up the partners.
struct PartnerMaker {
  let count: Int
  let geography: Geography
  let today: Int
  var random: RandomStream

  mutating func make() -> [Partner] {
    let ranks = ranks()
    var partners = (0..<count).map { partner($0, rank: ranks[$0]) }
    connect(&partners)
    return partners
  }

  /// Each partner's place by revenue. Who joined late is seldom among the first.
  private mutating func ranks() -> [Int] {
    let scores = (0..<count).map { index in
      random.below(1_000) + (index * 100 / count >= 85 ? 350 : 0)
    }
    let order = (0..<count).sorted { (scores[$0], $0) < (scores[$1], $1) }
    var ranks = Array(repeating: 0, count: count)
    for (rank, index) in order.enumerated() { ranks[index] = rank }
    return ranks
  }

  private mutating func partner(_ index: Int, rank: Int) -> Partner {
    let place = rank * 100 / count
    let joined = joined(index)
    let leaf = random.pick(geography.coveredLeaves)
    let isDistributor = index % Self.distributorEvery == 7
    let tier = tier(place)
    var partner = Partner(
      name: name(index, leaf), type: isDistributor ? .distributor : type(), tier: tier,
      status: .active, character: Character.draw(place: place, &random), joined: joined,
      selling: 0..<0, left: nil,
      buysFromDistributor: !isDistributor && random.chance(tier <= .gold ? 8 : 45),
      weight: 10, wallet: wallet(rank), hasGrowthPlan: false, segment: segment(), leaf: leaf,
      rank: rank)
    if isDistributor, partner.character != .achiever { partner.character = .believer }
    partner.hasGrowthPlan = random.chance(partner.character == .achiever ? 30 : 10)
    if tier == .registered, random.chance(25) { partner.weight = 5 }
    if partner.type == .integrator, random.chance(40) { partner.weight = 15 }
    // Every sixtieth has not signed yet.
    if index % 61 == 30 {
      partner.joined = nil
      partner.status = .prospect
      partner.tier = .registered
      partner.character = .neverSold
      return partner
    }
    settle(&partner, index)
    return partner
  }

  /// Decides when a partner sells and what has become of it.
  private mutating func settle(_ partner: inout Partner, _ index: Int) {
    guard let joined = partner.joined else { return }
    let isNew = joined > today - Self.newcomerDays
    let start = joined + random.between(10, partner.character == .achiever ? 90 : 240)
    var end = today + 1
    switch partner.character {
    case .neverSold:
      partner.status = isNew ? .onboarding : random.chance(40) ? .inactive : .active
      end = start
    case .dormant where random.chance(35) && today - joined > 600:
      // Gone quiet: from three months to a year and a half ago.
      end = today - random.between(90, 520)
      partner.status = .inactive
    case .achiever, .believer, .deceiver, .dormant: break
    }
    if index % 23 == 11, today - joined > 700 {
      let left = joined + 400 + random.below(today - joined - 460)
      partner.status = .terminated
      partner.left = left
      end = min(end, left)
    }
    partner.selling = min(start, end)..<end
  }

  /// Less than half a year ago: too new to be judged.
  static let newcomerDays = 180
  private static let distributorEvery = 48

  /// Two fifths joined in the first four months, the others evenly since.
  private mutating func joined(_ index: Int) -> Int {
    let founders = count * 2 / 5
    let day =
      index < founders
      ? index * 120 / founders
      : 120 + (index - founders) * (today - 125) / (count - founders) + random.below(5)
    return Timeline.workday(max(3, day))
  }

  private mutating func type() -> PartnerType {
    random.pick([
      .reseller, .reseller, .reseller, .valueAdded, .valueAdded, .integrator, .integrator,
      .managedServices, .managedServices, .software, .referral,
    ])
  }

  private mutating func wallet(_ rank: Int) -> Int {
    let size = PortableMath.power(Double(rank) + 0.5, -0.7)
    return 40 + Int(size * 6_000) * random.between(60, 260) / 100
  }

  private mutating func segment() -> Segment {
    random.pick([.enterprise, .midmarket, .midmarket, .smb, .smb, .smb, .publicSector])
  }

  /// A tier that mostly follows from the place by revenue; one in five is a tier off.
  private mutating func tier(_ place: Int) -> Tier {
    let earned = place < 8 ? 0 : place < 24 ? 1 : place < 54 ? 2 : 3
    let draw = random.below(10)
    return Tier.allCases[min(3, max(0, earned + (draw == 0 ? 1 : draw == 1 ? -1 : 0)))]
  }

  private func name(_ index: Int, _ leaf: Int) -> String {
    if geography.territories[leaf].country == "Japan" { return Words.japaneseCompany(index) }
    return Words.company(index)
  }

  private static let namesake = (first: 12, later: 41)

  private mutating func connect(_ partners: inout [Partner]) {
    // Two partners have one name: only where they are tells them apart.
    partners[Self.namesake.later].name = partners[Self.namesake.first].name
    supply(&partners)
    // One in sixteen belongs to a partner that was there before, and is called after it.
    for index in partners.indices where index % 16 == 9 && index > Self.namesake.later {
      let parent = random.below(index / 2)
      if partners[parent].parent != nil { continue }
      let place = geography.territories[partners[index].leaf].name
      partners[index].parent = parent
      partners[index].name = "\(partners[parent].name) – \(place)"
    }
  }

  /// Names whom partners buy from: a distributor of their region, else any.
  private func supply(_ partners: inout [Partner]) {
    let distributors = partners.indices.filter { partners[$0].type == .distributor }
    guard let first = distributors.first else { return }
    let byRegion = Dictionary(grouping: distributors) { geography.region(of: partners[$0].leaf) }
    for index in partners.indices where partners[index].buysFromDistributor {
      let near = byRegion[geography.region(of: partners[index].leaf)] ?? distributors
      partners[index].distributor = near[index % near.count]
    }
    // Every third distributor is supplied by the first: a chain of two.
    for (number, index) in distributors.enumerated() where number % 3 == 2 {
      partners[index].buysFromDistributor = true
      partners[index].distributor = first
    }
  }
}
