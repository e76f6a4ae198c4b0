private enum CoverageModel: String {
  case direct
  case partner = "pam"
  case technical = "tpam"
  case distributor
  case selfServe = "self_serve"
  case none
}

/// A cell of the market map.
private struct Market {
  var name: String
  var land: Int?
  var segment: Segment
  var line: Line
  var accounts: Int
  /// In whole dollars.
  var averageSpend: Int
  var competition: String
  var targetShare: Int
  var reservedDirect: Int
  var model: CoverageModel

  /// What partners are to sell there, in whole dollars.
  var addressable: Int {
    accounts * averageSpend / 100 * targetShare / 100 * (100 - reservedDirect)
  }
}

/// What a partner can sell in a cell, in whole dollars.
private struct Coverage {
  var partner: Int
  var capacity: Int
  var headroom: Int
  var confidence: Int
}

/// The market map, who covers it, and who might.
///
/// Every case of the gap analysis occurs, by the number of the cell: covered in full, crowded, a
/// gap that development closes, one that needs new partners, and cells that nobody covers.
struct Markets {
  let ecosystem: Ecosystem
  private var random: RandomStream

  init(_ ecosystem: Ecosystem) {
    self.ecosystem = ecosystem
    random = ecosystem.random(.markets)
  }

  mutating func write(to output: Output) throws(CSVWriter.Fault) {
    var markets = output.open(
      "markets",
      "id,name,segment,product_line,accounts,average_spend,maturity,competition,target_share,"
        + "reserved_direct,coverage_model,territory")
    var coverages = output.open(
      "coverages", "id,capacity,headroom,confidence,partner,market")
    let sellers = sellersByLand()
    var id = 0
    var coverageID = 0
    for land in ecosystem.geography.lands {
      for segment in Segment.allCases {
        for line in Line.allCases {
          let market = market(id, land, segment, line)
          write(market, id, &markets)
          for coverage in coverage(of: market, id, by: sellers[land] ?? []) {
            write(coverage, coverageID, id, &coverages)
            coverageID += 1
          }
          id += 1
        }
      }
    }
    // One cell belongs to no territory: the organisation's map is more than the sum of its parts.
    var orphan = market(id, ecosystem.geography.lands.lowerBound, .publicSector, .cloud)
    orphan.land = nil
    orphan.name = "Island states, public, cloud"
    write(orphan, id, &markets)
    try output.close("markets", markets)
    try output.close("coverages", coverages)
    try writeCandidates(to: output)
  }

  private func sellersByLand() -> [Int: [Int]] {
    var sellers: [Int: [Int]] = [:]
    for (place, partner) in ecosystem.partners.enumerated() where !partner.selling.isEmpty {
      sellers[ecosystem.geography.land(ofLeaf: partner.leaf), default: []].append(place)
    }
    return sellers
  }

  private mutating func market(
    _ id: Int, _ land: Int, _ segment: Segment, _ line: Line
  ) -> Market {
    let town = ecosystem.geography.territories[land].name
    var market = Market(
      name: "\(town), \(segment.rawValue), \(line.rawValue)", land: land, segment: segment,
      line: line, accounts: random.between(20, 180), averageSpend: 0,
      competition: random.pick(["low", "medium", "medium", "high"]),
      targetShare: random.pick([5, 8, 10, 12, 15, 20]),
      reservedDirect: random.pick([0, 0, 10, 20, 30]), model: .technical)
    switch segment {
    case .enterprise: market.averageSpend = random.between(80, 320) * 1_000
    case .publicSector: market.averageSpend = random.between(40, 160) * 1_000
    case .midmarket: market.averageSpend = random.between(15, 60) * 1_000
    case .smb:
      market.averageSpend = random.between(2, 9) * 1_000
      market.accounts *= 12
    }
    switch id % 8 {
    case 2: market.model = .none
    case 6: (market.model, market.reservedDirect) = (.direct, 100)
    case 1: market.model = .partner
    case 3: market.model = .distributor
    case 5: market.model = .selfServe
    default: break
    }
    if id == Self.textbook {
      (market.accounts, market.averageSpend) = (2_400, 25_000)
      (market.targetShare, market.reservedDirect) = (15, 30)
    }
    return market
  }

  /// The cell whose gap analysis can be done by hand: addressable 6.3 million, a gap of 2.9.
  private static let textbook = 0
  private static let textbookCoverage = [
    (capacity: 1_800_000, headroom: 500_000), (capacity: 1_200_000, headroom: 300_000),
    (capacity: 400_000, headroom: 100_000),
  ]

  private mutating func coverage(of market: Market, _ id: Int, by sellers: [Int]) -> [Coverage] {
    if sellers.isEmpty { return [] }
    if id == Self.textbook {
      return Self.textbookCoverage.enumerated().map { number, coverage in
        Coverage(
          partner: sellers[number % sellers.count], capacity: coverage.capacity,
          headroom: coverage.headroom, confidence: 80)
      }
    }
    // Capacity and headroom of all together, in percent of what is addressable.
    let (capacity, headroom) =
      switch id % 8 {
      case 0: (100, 10)
      case 1: (190, 20)
      case 3: (70, 45)
      case 4: (45, 15)
      case 5: (85, 5)
      case 7: (20, 5)
      default: (0, 0)
      }
    if capacity == 0 { return [] }
    let count = min(sellers.count, random.between(1, 3))
    let first = random.below(sellers.count)
    return (0..<count).map { number in
      Coverage(
        partner: sellers[(first + number) % sellers.count],
        capacity: market.addressable / count * capacity / 100,
        headroom: market.addressable / count * headroom / 100,
        confidence: random.between(4, 19) * 5)
    }
  }

  private func write(_ market: Market, _ id: Int, _ file: inout CSVWriter) {
    file.id(id)
    file.text(market.name)
    file.word(market.segment)
    file.word(market.line)
    file.number(market.accounts)
    file.cents(market.averageSpend * 100)
    file.word(Maturity.allCases[id / 3 % Maturity.allCases.count])
    file.text(market.competition)
    file.percent(market.targetShare)
    file.percent(market.reservedDirect)
    file.word(market.model)
    file.id(market.land)
    file.endRow()
  }

  private func write(
    _ coverage: Coverage, _ id: Int, _ market: Int, _ file: inout CSVWriter
  ) {
    file.id(id)
    file.cents(coverage.capacity * 100)
    file.cents(coverage.headroom * 100)
    file.percent(coverage.confidence)
    file.id(coverage.partner)
    file.id(market)
    file.endRow()
  }

  private mutating func writeCandidates(to output: Output) throws(CSVWriter.Fault) {
    var file = output.open("candidates", "id,name,type,fit,stage,territory")
    let stages = ["identified", "identified", "contacted", "qualified", "negotiating", "signed"]
    for id in 0..<ecosystem.partners.count / 4 {
      file.id(id)
      file.text(
        "\(Words.familyNames[id * 5 % Words.familyNames.count]) \(Words.candidateLast[id % 6])")
      file.word(random.pick([PartnerType.reseller, .valueAdded, .managedServices, .integrator]))
      file.percent(random.between(4, 19) * 5)
      file.text(id % 11 == 7 ? "declined" : random.pick(stages))
      file.id(random.pick(ecosystem.geography.leaves))
      file.endRow()
    }
    try output.close("candidates", file)
  }
}
