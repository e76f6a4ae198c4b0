private enum TouchKind: String {
  case checkin
  case review = "qbr"
  case call
  case jointSale = "joint_sale"
  case training
  case social
}

/// Meetings with partners, and what was promised in them.
struct Contacts: ~Copyable {
  private let ecosystem: Ecosystem
  private var random: RandomStream
  private var touchpoints: CSVWriter
  private var commitments: CSVWriter
  private var touchCount = 0
  private var commitmentCount = 0

  /// Days between two check-ins and two reviews, by tier: what the built-in model asks for.
  private static let checkinDays = [21, 30, 60, 120]
  private static let reviewDays = [91, 91, 182, 365]
  /// Further contacts in a year with a partner that gets the usual support, by tier.
  private static let othersPerYear = [14, 8, 4, 2]

  init(_ ecosystem: Ecosystem, to output: Output) {
    self.ecosystem = ecosystem
    random = ecosystem.random(.contacts)
    touchpoints = output.open(
      "touchpoints", "id,kind,scheduled_on,done_on,hours,partner,manager")
    commitments = output.open(
      "commitments", "id,side,due_on,done_on,text,partner,touchpoint")
  }

  consuming func run(to output: Output) throws(CSVWriter.Fault) {
    for place in ecosystem.partners.indices where ecosystem.partners[place].isLookedAfter {
      writeRegular(place)
      writeOthers(place)
      if let fault = touchpoints.fault { throw fault }
    }
    try output.close("touchpoints", touchpoints)
    try output.close("commitments", commitments)
  }

  /// Check-ins and reviews in the rhythm of the tier; too rarely where the manager has too many
  /// partners, and hardly at all with partners that lie dormant.
  private mutating func writeRegular(_ place: Int) {
    let partner = ecosystem.partners[place]
    var slowness = 95
    if let manager = partner.manager, ecosystem.isOverloaded(manager) { slowness = 150 }
    if partner.character == .dormant { slowness = 420 }
    for kind in [TouchKind.checkin, .review] {
      let usual = (kind == .checkin ? Self.checkinDays : Self.reviewDays)[partner.tier.place]
      let days = partner.days(until: ecosystem.timeline.today + 30)
      var day = days.lowerBound + usual / 2 + random.below(usual)
      while day < days.upperBound {
        write(place, kind, on: Timeline.workday(day))
        day += max(5, usual * slowness * random.between(80, 120) / 10_000)
      }
    }
  }

  /// Calls, visits and trainings: as many as the partner gets support.
  private mutating func writeOthers(_ place: Int) {
    let partner = ecosystem.partners[place]
    let perYear = Self.othersPerYear[partner.tier.place] * partner.character.traits.support
    let gap = 36_500 / max(1, perYear)
    let days = partner.days(until: ecosystem.timeline.today)
    var day = days.lowerBound + 1 + random.below(gap + 1)
    while day < days.upperBound {
      let kind = random.pick([
        TouchKind.call, .call, .call, .jointSale, .jointSale, .training, .social,
      ])
      write(place, kind, on: Timeline.workday(day))
      day += max(2, gap * random.between(40, 160) / 100)
    }
  }

  private mutating func write(_ place: Int, _ kind: TouchKind, on day: Int) {
    let today = ecosystem.timeline.today
    let day = max(0, day)
    let isHeld = random.chance(90)
    let held = day + (random.chance(70) ? 0 : random.between(1, 6))
    let done = isHeld && held <= today ? held : nil
    touchpoints.id(touchCount)
    touchpoints.word(kind)
    touchpoints.day(day, of: ecosystem.timeline)
    touchpoints.day(done, of: ecosystem.timeline)
    if done == nil { touchpoints.empty() } else { touchpoints.tenths(hours(kind)) }
    touchpoints.id(place)
    touchpoints.id(ecosystem.partners[place].manager(on: day))
    touchpoints.endRow()
    if let done {
      let promises = kind == .review ? random.between(2, 3) : kind == .checkin ? random.below(2) : 0
      for _ in 0..<promises { writeCommitment(place, done) }
    }
    touchCount += 1
  }

  /// In tenths.
  private mutating func hours(_ kind: TouchKind) -> Int {
    switch kind {
    case .checkin: random.between(3, 10)
    case .review: random.between(20, 50)
    case .call: random.between(2, 8)
    case .jointSale: random.between(20, 80)
    case .training: random.between(20, 120)
    case .social: random.between(10, 40)
    }
  }

  private mutating func writeCommitment(_ place: Int, _ day: Int) {
    let partner = ecosystem.partners[place]
    let isOurs = random.chance(45)
    var reliability = partner.character.traits.keepsPromises
    if isOurs { reliability = partner.manager.map(ecosystem.isOverloaded) == true ? 50 : 85 }
    let due = Timeline.workday(day + random.between(10, 60))
    var done: Int?
    if random.chance(reliability) {
      done = max(day + 1, due - random.below(12))
    } else if random.chance(65) {
      done = due + random.between(2, 50)
    }
    if let late = done, late > ecosystem.timeline.today { done = nil }
    commitments.id(commitmentCount)
    commitments.text(isOurs ? "vendor" : "partner")
    commitments.day(due, of: ecosystem.timeline)
    commitments.day(done, of: ecosystem.timeline)
    commitments.text(random.pick(isOurs ? Words.vendorPromises : Words.partnerPromises))
    commitments.id(place)
    commitments.id(touchCount)
    commitments.endRow()
    commitmentCount += 1
  }
}
