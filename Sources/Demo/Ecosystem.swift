/// Who there is and what they are like: everything that is decided before the first event.
struct Ecosystem: Sendable {
  let dealCount: Int
  let seed: UInt64
  let timeline = Timeline()
  let geography: Geography
  let partners: [Partner]
  let managers: [Manager]
  /// How many partners each manager looks after.
  let partnerCounts: [Int]
  let campaigns: Campaigns

  /// Randomness of its own for each subject, so that one can change without the others.
  enum Stream: UInt64 {
    case partners = 1
    case managers
    case campaigns
    case deals
    case targets
    case marketing
    case courses
    case contacts
    case help
    case markets
    case programs
  }

  init(deals: Int, partners count: Int, seed: UInt64) {
    dealCount = deals
    self.seed = seed
    geography = Geography(partners: count)
    var partnerMaker = PartnerMaker(
      count: count, geography: geography, today: timeline.today,
      random: RandomStream(seed, .partners))
    var partners = partnerMaker.make()
    var managerMaker = ManagerMaker(
      geography: geography, today: timeline.today, random: RandomStream(seed, .managers))
    managerMaker.share(&partners)
    managers = managerMaker.managers
    self.partners = partners
    var counts = Array(repeating: 0, count: managers.count)
    for partner in partners {
      if let manager = partner.manager { counts[manager] += 1 }
    }
    partnerCounts = counts
    campaigns = Campaigns(
      partners: partners, regions: geography.regionCount, timeline: timeline,
      random: RandomStream(seed, .campaigns))
  }

  func random(_ stream: Stream) -> RandomStream { RandomStream(seed, stream) }

  /// Whether a manager looks after more partners than one can.
  func isOverloaded(_ manager: Int) -> Bool {
    guard let span = managers[manager].span else { return false }
    return partnerCounts[manager] > span.upperBound
  }
}

extension RandomStream {
  fileprivate init(_ seed: UInt64, _ stream: Ecosystem.Stream) {
    self.init(seed: seed, stream: stream.rawValue)
  }
}
