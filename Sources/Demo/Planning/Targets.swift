/// Plans for each quarter of the last three years: for partners, managers and regions.
///
/// A partner's target follows from what it sold and from its character, so that achievers reach
/// theirs and deceivers don't. What others are measured by adds up from that, with some ambition.
struct Targets: ~Copyable {
  private let ecosystem: Ecosystem
  /// Won amounts in hundredths: `[partner * quarters + quarter]`.
  private let won: [Int]
  private var random: RandomStream
  private var file: CSVWriter
  private var count = 0

  private static let firstQuarter = 12
  /// Planned that many quarters ahead of the current one.
  private static let quartersAhead = 1

  private enum Metric: String {
    case revenue
    case pipeline
  }

  /// Whose target it is.
  private enum Owner {
    case partner(Int)
    case manager(Int)
    case territory(Int)
  }

  init(_ ecosystem: Ecosystem, won: [Int], to output: Output) {
    self.ecosystem = ecosystem
    self.won = won
    random = ecosystem.random(.targets)
    file = output.open("targets", "id,metric,period,amount,partner,manager,territory")
  }

  private var quarters: Range<Int> {
    Self.firstQuarter..<ecosystem.timeline.currentQuarter + Self.quartersAhead + 1
  }

  consuming func run(to output: Output) throws(CSVWriter.Fault) {
    let quarters = quarters
    var ofManagers = Array(repeating: 0, count: ecosystem.managers.count * quarters.count)
    var ofRegions = Array(repeating: 0, count: ecosystem.geography.regionCount * quarters.count)
    for (place, partner) in ecosystem.partners.enumerated() {
      guard let manager = partner.manager else { continue }
      let region = ecosystem.geography.region(of: partner.leaf)
      for (number, thousands) in plan(place).enumerated() where thousands > 0 {
        write(.revenue, quarters.lowerBound + number, thousands, of: .partner(place))
        ofManagers[manager * quarters.count + number] += thousands
        ofRegions[region * quarters.count + number] += thousands
      }
    }
    for (place, thousands) in ofManagers.enumerated() where thousands > 0 {
      let (manager, number) = (place / quarters.count, place % quarters.count)
      let planned = max(1, thousands * (60 + manager * 7 % 50) / 100)
      write(.revenue, quarters.lowerBound + number, planned, of: .manager(manager))
      write(.pipeline, quarters.lowerBound + number, planned * 3, of: .manager(manager))
    }
    for (place, thousands) in ofRegions.enumerated() where thousands > 0 {
      let (region, number) = (place / quarters.count, place % quarters.count)
      let planned = thousands * (105 + region * 5) / 100
      write(.revenue, quarters.lowerBound + number, planned, of: .territory(region))
    }
    try output.close("targets", file)
  }

  private mutating func write(
    _ metric: Metric, _ quarter: Int, _ thousands: Int, of owner: Owner
  ) {
    file.id(count)
    file.word(metric)
    file.plain(ecosystem.timeline.quarters[quarter].name)
    file.cents(thousands * 100_000)
    if case .partner(let place) = owner { file.id(place) } else { file.empty() }
    if case .manager(let place) = owner { file.id(place) } else { file.empty() }
    if case .territory(let place) = owner { file.id(place) } else { file.empty() }
    file.endRow()
    count += 1
  }

  /// A partner's target for each quarter, in thousands; none before it joined.
  ///
  /// Years of plans begin with the third quarter: the last complete one ends with the last
  /// complete quarter.
  private mutating func plan(_ place: Int) -> [Int] {
    let partner = ecosystem.partners[place]
    let count = ecosystem.timeline.quarters.count
    let current = ecosystem.timeline.currentQuarter
    var plan: [Int] = []
    var year = 0
    for quarter in quarters {
      if plan.isEmpty || (quarter - current) % 4 == 0 {
        // The year that began with this quarter, or the one before where this has only begun.
        let start = quarter >= current ? current - 4 : current - ((current - quarter + 3) / 4) * 4
        let sold = won[place * count + start..<place * count + start + 4].reduce(0, +) / 100
        let attainment = random.between(
          partner.character.traits.attainment.lowerBound,
          partner.character.traits.attainment.upperBound)
        year = attainment == 0 ? 20_000 : max(8_000, sold * 100 / attainment)
      }
      let isWithUs =
        partner.joined.map { $0 < ecosystem.timeline.quarters[quarter].first } ?? false
      plan.append(isWithUs ? (year / 4 + 999) / 1_000 : 0)
    }
    return plan
  }
}
