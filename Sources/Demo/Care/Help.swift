private enum ResourceKind: String, CaseIterable {
  case presales
  case marketing
  case training
  case product
}

private enum ResourceStatus: String {
  case requested
  case delivered
  case declined
}

private enum FeedbackStatus: String {
  case open
  case answered
  case closed
}

/// Help that partners asked for, and what they told the vendor.
struct Help {
  let ecosystem: Ecosystem
  private var random: RandomStream

  /// Requests in a year of a partner that gets the usual support, by tier.
  private static let requestsPerYear = [7, 5, 2, 1]

  init(_ ecosystem: Ecosystem) {
    self.ecosystem = ecosystem
    random = ecosystem.random(.help)
  }

  mutating func write(to output: Output) throws(CSVWriter.Fault) {
    try writeResources(to: output)
    try writeFeedback(to: output)
  }

  /// Deceivers ask most. In the second region help comes late, or not at all.
  private mutating func writeResources(to output: Output) throws(CSVWriter.Fault) {
    var file = output.open(
      "resources", "id,kind,hours,requested_on,delivered_on,status,partner,manager")
    let today = ecosystem.timeline.today
    var id = 0
    for (place, partner) in ecosystem.partners.enumerated() {
      let perYear = Self.requestsPerYear[partner.tier.place] * partner.character.traits.support
      let gap = 36_500 / max(1, perYear)
      let isSlow = ecosystem.geography.region(of: partner.leaf) == 1
      let days = partner.days(until: today)
      var day = days.lowerBound + random.below(gap + 1)
      while day < days.upperBound {
        let requested = max(0, Timeline.workday(day))
        let delivered = requested + (isSlow ? random.between(20, 100) : random.between(2, 30))
        let isDeclined = random.chance(isSlow ? 25 : 7)
        let isDelivered = !isDeclined && delivered <= today && random.chance(96)
        file.id(id)
        file.word(random.pick(ResourceKind.self))
        file.number(random.between(2, 40))
        file.day(requested, of: ecosystem.timeline)
        file.day(isDelivered ? delivered : nil, of: ecosystem.timeline)
        file.word(
          isDeclined ? ResourceStatus.declined : isDelivered ? .delivered : .requested)
        file.id(place)
        file.id(partner.manager(on: requested))
        file.endRow()
        id += 1
        day += max(2, gap * random.between(40, 160) / 100)
      }
    }
    try output.close("resources", file)
  }

  private mutating func writeFeedback(to output: Output) throws(CSVWriter.Fault) {
    var file = output.open(
      "feedback", "id,topic,raised_on,status,answered_on,partner,product,manager")
    let today = ecosystem.timeline.today
    var id = 0
    for (place, partner) in ecosystem.partners.enumerated() {
      let days = partner.days(until: today)
      var day = days.lowerBound + random.below(400)
      while day < days.upperBound {
        let raised = max(0, Timeline.workday(day))
        let answered =
          raised + (random.chance(70) ? random.between(1, 20) : random.between(21, 120))
        let isAnswered = answered <= today && random.chance(88)
        file.id(id)
        file.text(random.pick(Words.topics))
        file.day(raised, of: ecosystem.timeline)
        file.word(
          !isAnswered ? FeedbackStatus.open : random.chance(60) ? .closed : .answered)
        file.day(isAnswered ? answered : nil, of: ecosystem.timeline)
        file.id(place)
        file.id(random.chance(55) ? random.below(Product.all.count) : nil)
        file.id(partner.manager(on: raised))
        file.endRow()
        id += 1
        day += random.between(120, 700)
      }
    }
    try output.close("feedback", file)
  }
}
