enum CampaignKind: String, Sendable {
  case toPartners = "to"
  case throughPartner = "through"
  case withPartner = "with"
}

struct Campaign: Sendable {
  var kind: CampaignKind
  var activity: Activity
  var start: Int
  var end: Int
  /// In whole dollars.
  var cost: Int
  var partner: Int?
}

/// All campaigns in the order in which they started.
struct Campaigns: Sendable {
  let all: [Campaign]
  /// For each day, how many had started by its end.
  private let startedBy: [Int]

  /// Makes up the campaigns: a few of the vendor in each quarter, and one for each dozen of partners
  /// with or through one of them. Who gets much support gets many.
  init(partners: [Partner], regions: Int, timeline: Timeline, random: RandomStream) {
    var random = random
    let choice = WeightedChoice(weights: partners.map { Double($0.supportWeight) })
    var all: [Campaign] = []
    for quarter in timeline.quarters.prefix(timeline.currentQuarter + 1) {
      for number in 0..<regions + partners.count / 12 {
        let start = Timeline.workday(quarter.first + random.between(3, 75))
        var campaign = Campaign(
          kind: .toPartners, activity: random.pick(Activity.self), start: start,
          end: start + random.between(1, 40), cost: random.between(15, 180) * 100, partner: nil)
        if number >= regions {
          let partner = choice.draw(&random)
          guard partners[partner].days(until: timeline.today).contains(start) else { continue }
          campaign.kind = random.chance(65) ? .throughPartner : .withPartner
          campaign.partner = partner
        }
        all.append(campaign)
      }
    }
    all = all.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
      .map(\.element).filter { $0.start <= timeline.today + 30 }
    self.all = all
    var startedBy = Array(repeating: 0, count: timeline.today + 1)
    for campaign in all where campaign.start <= timeline.today { startedBy[campaign.start] += 1 }
    for day in startedBy.indices.dropFirst() { startedBy[day] += startedBy[day - 1] }
    self.startedBy = startedBy
  }

  /// The places of the campaigns that started in some days up to one.
  @inline(__always) func started(within days: Int, of day: Int) -> Range<Int> {
    (day > days ? startedBy[day - days] : 0)..<startedBy[day]
  }

  func write(to output: Output, _ ecosystem: Ecosystem) throws(CSVWriter.Fault) {
    try output.table("campaigns", "id,name,kind,type,started_on,ended_on,cost,partner") { file in
      for (place, campaign) in all.enumerated() {
        let themes = Words.campaignThemes
        let quarter = ecosystem.timeline.quarter(of: campaign.start)
        let name = String(decoding: ecosystem.timeline.quarters[quarter].name, as: UTF8.self)
        file.id(place)
        file.text("\(themes[place * 7 % themes.count]) \(name)")
        file.word(campaign.kind)
        file.word(campaign.activity)
        file.day(campaign.start, of: ecosystem.timeline)
        file.day(
          campaign.end <= ecosystem.timeline.today ? campaign.end : nil, of: ecosystem.timeline)
        file.cents(campaign.cost * 100)
        file.id(campaign.partner)
        file.endRow()
      }
    }
  }
}

extension Partner {
  /// How likely help goes to this partner rather than to another.
  var supportWeight: Int {
    guard joined != nil else { return 0 }
    let tiers = [6, 4, 2, 1]
    return character.traits.support * tiers[tier.place]
  }
}
