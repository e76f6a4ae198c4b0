import Columns

extension EcosystemGenerator {
  /// Randomness of its own for each table, so that one can change without the others.
  enum Stream: UInt64 {
    case managers = 1
    case partners
    case ranks
    case deals
  }

  func random(_ stream: Stream) -> RandomStream {
    RandomStream(seed: seed, stream: stream.rawValue)
  }

  /// The number of the region that a leaf territory lies in.
  private func region(ofLeaf leaf: Int) -> Int { leaf % regions }

  func writeTerritories(_ folder: String) throws(CSVWriter.Fault) {
    var file = try CSVWriter(path: folder + "/territories.csv")
    try header(&file, ["id", "name", "level", "parent", "region", "country"])
    for region in 0..<regions {
      file.number(region + 1)
      file.text(Names.regions[region])
      file.text("region")
      file.empty()
      file.text(Names.regions[region])
      file.text(Names.countries[region])
      try file.endRow()
    }
    for leaf in 0..<leaves {
      let region = region(ofLeaf: leaf)
      let cities = Names.territories[region]
      let number = leaf / regions
      let round = number / cities.count
      file.number(regions + leaf + 1)
      file.text(cities[number % cities.count] + (round > 0 ? " \(round + 1)" : ""))
      file.text("territory")
      file.number(region + 1)
      file.text(Names.regions[region])
      file.text(Names.countries[region])
      try file.endRow()
    }
    try file.flush()
  }

  func writeManagers(_ folder: String) throws(CSVWriter.Fault) {
    var file = try CSVWriter(path: folder + "/managers.csv")
    try header(
      &file,
      [
        "id", "name", "role", "territory", "reports_to", "capacity_min", "capacity_max",
        "annual_cost", "hired_on",
      ])
    var random = random(.managers)
    let roles = ["cam", "cam", "cam", "pam", "tpam", "territory", "marketing", "cam"]
    let first = CivilDate(year: 2012, month: 1, day: 1).dayNumber
    for manager in 0..<managers {
      let isRegional = manager < regions
      let leaf = (manager - regions) % leaves
      file.number(manager + 1)
      file.text(Names.person(manager))
      file.text(isRegional ? "regional" : roles[random.below(roles.count)])
      file.number(isRegional ? manager + 1 : regions + leaf + 1)
      if isRegional { file.empty() } else { file.number(region(ofLeaf: leaf) + 1) }
      let least = 15 + random.below(16)
      file.number(least)
      file.number(least + 10 + random.below(31))
      file.amount(7_000_000 + random.below(80) * 100_000)
      file.plain(date(first + random.below(4_500)))
      try file.endRow()
    }
    try file.flush()
  }

  func writePartners(_ folder: String) throws(CSVWriter.Fault) {
    var file = try CSVWriter(path: folder + "/partners.csv")
    try header(
      &file,
      [
        "id", "name", "type", "tier", "status", "territory", "manager", "joined_on", "route",
        "weight", "segment", "country",
      ])
    var random = random(.partners)
    let ranks = ranks()
    let types = ["reseller", "reseller", "reseller", "var", "var", "si", "msp", "msp", "isv"]
    let segments = ["enterprise", "midmarket", "smb", "smb", "public sector"]
    let first = CivilDate(year: 2010, month: 1, day: 1).dayNumber
    let span = Self.lastDay.dayNumber - first
    for partner in 0..<partners {
      let leaf = random.below(leaves)
      let region = region(ofLeaf: leaf)
      file.number(partner + 1)
      file.text(Names.company(partner))
      file.text(random.below(50) == 0 ? "distributor" : types[random.below(types.count)])
      file.text(tier(rank: ranks[partner], &random))
      file.text(status(&random))
      file.number(regions + leaf + 1)
      file.number(manager(ofLeaf: leaf, &random))
      file.plain(date(first + random.below(span)))
      file.text(random.below(10) < 7 ? "direct" : "distribution")
      file.number(1 + random.below(3))
      file.text(segments[random.below(segments.count)])
      file.text(Names.countries[region])
      try file.endRow()
    }
    try file.flush()
  }

  /// One of the managers of a territory; there is at least one in each.
  private func manager(ofLeaf leaf: Int, _ random: inout RandomStream) -> Int {
    let others = managers - regions
    let count = (others - leaf + leaves - 1) / leaves
    return regions + leaf + random.below(max(1, count)) * leaves + 1
  }

  /// A tier that mostly follows from the partner's place by revenue.
  private func tier(rank: Int, _ random: inout RandomStream) -> String {
    let tiers = ["platinum", "gold", "silver", "registered"]
    let place = rank * 100 / partners
    let earned = place < 5 ? 0 : place < 20 ? 1 : place < 50 ? 2 : 3
    let shift = random.below(10)
    return tiers[min(3, max(0, earned + (shift == 0 ? 1 : shift == 1 ? -1 : 0)))]
  }

  private func status(_ random: inout RandomStream) -> String {
    switch random.below(100) {
    case 0..<84: "active"
    case 84..<92: "inactive"
    case 92..<96: "onboarding"
    case 96..<98: "prospect"
    default: "terminated"
    }
  }

  /// Each partner's place by revenue, from 0.
  func ranks() -> [Int] {
    var random = random(.ranks)
    var ranks = Array(0..<partners)
    for index in stride(from: partners - 1, to: 0, by: -1) {
      ranks.swapAt(index, random.below(index + 1))
    }
    return ranks
  }

  func header(_ file: inout CSVWriter, _ names: [String]) throws(CSVWriter.Fault) {
    for name in names { file.text(name) }
    try file.endRow()
  }

  func date(_ day: Int) -> [UInt8] { Array(CivilDate(dayNumber: day).description.utf8) }
}
