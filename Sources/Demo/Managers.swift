struct Manager: Sendable {
  var name: String
  var role: Role
  var territory: Int
  var boss: Int?
  /// From how many partners to how many; nil for who looks after none.
  var span: ClosedRange<Int>?
}

/// Makes up the managers and shares the partners out among them.
///
/// Spans follow the published ones: 3–4 for a partner manager, 20–30 for a channel manager, 10–20
/// complex or 20–50 other partners for a technical one.
struct ManagerMaker {
  let geography: Geography
  let today: Int
  var random: RandomStream
  private(set) var managers: [Manager] = []

  /// How many partners the managers of a role get, in turn: within, under and over the span.
  private static func loads(_ role: Role) -> [(count: Int, span: ClosedRange<Int>)] {
    switch role {
    case .partner: [(4, 3...4), (1, 3...4), (6, 3...4), (3, 3...4), (5, 3...4), (2, 3...4)]
    case .channel: [(24, 20...30), (9, 20...30), (36, 20...30), (22, 20...30), (28, 20...30)]
    case .technical: [(11, 10...20), (5, 10...20), (22, 10...20), (38, 20...50), (62, 20...50)]
    case .regional, .territory, .marketing: []
    }
  }

  init(geography: Geography, today: Int, random: RandomStream) {
    self.geography = geography
    self.today = today
    self.random = random
    for region in 0..<geography.regionCount { add(.regional, in: region, boss: nil) }
    for region in 0..<geography.regionCount { add(.territory, in: region, boss: region) }
    for region in 0..<geography.regionCount { add(.marketing, in: region, boss: region) }
  }

  /// Who looks after customers of a region that no partner serves.
  static func directManager(region: Int, _ geography: Geography) -> Int {
    geography.regionCount + region
  }

  private mutating func add(
    _ role: Role, in territory: Int, boss: Int?, span: ClosedRange<Int>? = nil
  ) {
    managers.append(
      Manager(
        name: Words.person(managers.count), role: role, territory: territory, boss: boss,
        span: span))
  }

  /// Gives every partner its manager; who is small and buys from a distributor has none.
  mutating func share(_ partners: inout [Partner]) {
    for role in [Role.partner, .channel, .technical] {
      let pool = partners.indices.filter { Self.role(for: partners[$0]) == role }
        .sorted { (place(partners[$0]), $0) < (place(partners[$1]), $1) }
      share(pool, role, &partners)
    }
  }

  private func place(_ partner: Partner) -> Int {
    geography.region(of: partner.leaf) * geography.territories.count + partner.leaf
  }

  private static func role(for partner: Partner) -> Role? {
    switch partner.tier {
    case .platinum: .partner
    case .gold, .silver: .channel
    case .registered:
      partner.joined == nil || partner.buysFromDistributor ? nil : .technical
    }
  }

  private mutating func share(_ pool: [Int], _ role: Role, _ partners: inout [Partner]) {
    let loads = Self.loads(role)
    let first = managers.count
    var rest = pool[...]
    var number = 0
    while let next = rest.first {
      let load = loads[number % loads.count]
      let land = geography.land(ofLeaf: partners[next].leaf)
      add(role, in: land, boss: geography.region(of: land), span: load.span)
      for index in rest.prefix(load.count) { partners[index].manager = first + number }
      rest = rest.dropFirst(load.count)
      number += 1
    }
    if number < 2 { return }
    // A third had another manager of the same role before.
    for index in pool {
      guard let joined = partners[index].joined, today - joined > 400, random.chance(33),
        let manager = partners[index].manager
      else { continue }
      let other = first + (manager - first + 1 + random.below(number - 1)) % number
      let until = joined + 180 + random.below(today - joined - 240)
      partners[index].earlier = (manager: other, until: until)
    }
  }
}
