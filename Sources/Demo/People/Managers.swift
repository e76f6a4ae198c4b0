struct Manager: Sendable {
  var name: String
  var role: Role
  var territory: Int
  var boss: Int?
  /// From how many partners to how many; nil for who looks after none.
  var span: ClosedRange<Int>?
  /// In thousands of dollars.
  var annualCost: Int
  var hired: Int
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
    case .technical: [(10, 10...20), (21, 10...20), (4, 10...20), (38, 20...50), (62, 20...50)]
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
        span: span, annualCost: role == .regional ? 150 : random.between(90, 140),
        hired: Timeline.workday(-random.between(10, 4_000))))
  }

  /// Gives every partner its manager; who is small and buys from a distributor has none.
  mutating func share(_ partners: inout [Partner]) {
    for role in [Role.partner, .channel, .technical] {
      let all = partners.indices.filter { Self.role(for: partners[$0]) == role }
      let first = managers.count
      share(all.filter { partners[$0].left == nil }, role, &partners)
      remember(all, among: first..<managers.count, &partners)
    }
  }

  private static func role(for partner: Partner) -> Role? {
    switch partner.tier {
    case .platinum: .partner
    case .gold, .silver: .channel
    case .registered:
      partner.joined == nil || partner.buysFromDistributor ? nil : .technical
    }
  }

  /// Hires for a role, and gives each manager the next partners in the order of where they are.
  private mutating func share(_ pool: [Int], _ role: Role, _ partners: inout [Partner]) {
    let loads = Self.loads(role)
    var rest = pool.sorted { (place(partners[$0]), $0) < (place(partners[$1]), $1) }[...]
    var number = 0
    while let next = rest.first {
      let load = loads[number % loads.count]
      let land = geography.land(ofLeaf: partners[next].leaf)
      for index in rest.prefix(load.count) { partners[index].manager = managers.count }
      add(role, in: land, boss: geography.region(of: land), span: load.span)
      rest = rest.dropFirst(load.count)
      number += 1
    }
  }

  private func place(_ partner: Partner) -> Int {
    geography.region(of: partner.leaf) * geography.territories.count + partner.leaf
  }

  /// Who had them before: a third of the partners another manager of the role, and those that left
  /// the one that they left.
  private mutating func remember(
    _ pool: [Int], among managers: Range<Int>, _ partners: inout [Partner]
  ) {
    if managers.count < 2 { return }
    for index in pool {
      guard let joined = partners[index].joined else { continue }
      if let left = partners[index].left {
        let manager = managers.lowerBound + random.below(managers.count)
        partners[index].earlier = (manager: manager, until: left)
      } else if let manager = partners[index].manager, today - joined > 400, random.chance(33) {
        let step = 1 + random.below(managers.count - 1)
        let place = (manager - managers.lowerBound + step) % managers.count
        let until = joined + 180 + random.below(today - joined - 240)
        partners[index].earlier = (manager: managers.lowerBound + place, until: until)
      }
    }
  }
}
