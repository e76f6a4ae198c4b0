/// When deals begin, and when they are decided.
struct DealCalendar {
  /// For each day, how many deals have begun by its end.
  let begunBy: [Int]
  private let timeline: Timeline

  /// Beside the usual month: the year begins slowly, July and August are quiet.
  private static let months: [Double] = [
    0.85, 0.95, 1.1, 0.95, 1, 1.05, 0.8, 0.75, 1.25, 1.3, 1.25, 0.8,
  ]

  /// Spreads deals over the history: more each year, few at weekends.
  init(deals: Int, timeline: Timeline) {
    self.timeline = timeline
    var sums: [Double] = []
    var sum = 0.0
    for day in 0...timeline.today {
      let growth = 1 + 0.14 * Double(day) / 365
      let weekday = Timeline.weekday(day) < 5 ? 1 : 0.04
      sum += growth * weekday * Self.months[timeline.month(of: day)]
      sums.append(sum)
    }
    begunBy = sums.map { Int(Double(deals) * $0 / sum) }
  }

  /// How many days a deal takes: half of all below two months, longer for larger customers.
  @inline(__always) func length(_ segment: Segment, _ random: inout RandomStream) -> Int {
    let factor: Double =
      switch segment {
      case .enterprise: 1.5
      case .publicSector: 1.7
      case .midmarket: 1
      case .smb: 0.6
      }
    // The logarithm of 45 is 3.8067.
    let days = PortableMath.exponential(3.806_7 + 0.55 * random.normal())
    return 8 + min(400, Int(days * factor))
  }

  /// When the seller thinks that a deal will be decided: two in five think too early, and half of
  /// all say the end of a quarter.
  @inline(__always) func estimate(
    _ created: Int, length: Int, _ random: inout RandomStream
  ) -> Int {
    let day = created + max(5, length * random.between(70, 145) / 100)
    if random.chance(50) { return timeline.quarters[timeline.quarter(of: day)].last }
    return Timeline.workday(day)
  }

  /// The day of the decision; a third of what is won is pulled into the last week of its quarter.
  @inline(__always) func decision(
    _ created: Int, length: Int, isWon: Bool, _ random: inout RandomStream
  ) -> Int {
    var day = created + length
    if isWon, random.chance(34) {
      let end = timeline.quarters[timeline.quarter(of: day)].last - random.below(7)
      if end > created, end <= timeline.today { day = end }
    }
    return max(created, Timeline.workday(day))
  }
}
