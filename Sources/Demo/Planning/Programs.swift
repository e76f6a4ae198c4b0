import Columns

/// What partners can take part in.
private struct Program {
  var name: String
  var kind: String
  var discount: Int
  /// The years that it begins with, and that it ended before.
  var start: Int
  var end: Int?
  /// The least tier that may take part.
  var tier: Tier

  /// The first day, and the first one on which it was over.
  var days: (first: Int, over: Int?) { (Self.firstDay(of: start), end.map(Self.firstDay)) }

  private static func firstDay(of year: Int) -> Int {
    CivilDate(year: year, month: 1, day: 1).dayNumber - Timeline.firstDay.dayNumber
  }

  static let all = [
    Program(name: "Platinum benefits", kind: "tier", discount: 28, start: 2021, tier: .platinum),
    Program(name: "Gold benefits", kind: "tier", discount: 22, start: 2021, tier: .gold),
    Program(name: "Growth rebate", kind: "rebate", discount: 5, start: 2022, tier: .silver),
    Program(name: "Long-tail rebate", kind: "rebate", discount: 3, start: 2023, tier: .registered),
    Program(
      name: "Cloud push 2024", kind: "promotion", discount: 10, start: 2024, end: 2025, tier: .gold),
    Program(name: "Refresh 2026", kind: "promotion", discount: 8, start: 2026, tier: .registered),
    Program(name: "Free seats", kind: "training", discount: 0, start: 2022, tier: .registered),
  ]
}

/// Programs, who takes part in them, and how partners were judged.
struct Programs {
  let ecosystem: Ecosystem
  private var random: RandomStream

  init(_ ecosystem: Ecosystem) {
    self.ecosystem = ecosystem
    random = ecosystem.random(.programs)
  }

  mutating func write(to output: Output) throws(CSVWriter.Fault) {
    try output.table("programs", "id,name,kind,discount,started_on,ended_on") { file in
      for (place, program) in Program.all.enumerated() {
        file.id(place)
        file.text(program.name)
        file.text(program.kind)
        file.percent(program.discount)
        file.day(program.days.first, of: ecosystem.timeline)
        file.day(program.days.over.map { $0 - 1 }, of: ecosystem.timeline)
        file.endRow()
      }
    }
    try writeEnrolments(to: output)
    try writeRatings(to: output)
  }

  /// Of partners that could, only some take part: programs are not fair by themselves.
  private mutating func writeEnrolments(to output: Output) throws(CSVWriter.Fault) {
    var file = output.open("enrolments", "id,since_on,until_on,program,partner")
    var id = 0
    for (place, partner) in ecosystem.partners.enumerated() {
      let days = partner.days(until: ecosystem.timeline.today)
      for (number, program) in Program.all.enumerated() where partner.tier <= program.tier {
        guard random.chance(program.kind == "tier" ? 100 : 40) else { continue }
        let since = max(days.lowerBound, program.days.first) + random.below(120)
        let end = min(partner.left ?? Int.max, program.days.over ?? Int.max)
        guard since < min(end, days.upperBound) else { continue }
        file.id(id)
        file.day(since, of: ecosystem.timeline)
        file.day(end == Int.max ? nil : end, of: ecosystem.timeline)
        file.id(number)
        file.id(place)
        file.endRow()
        id += 1
      }
    }
    try output.close("enrolments", file)
  }

  /// One partner in nine was judged by somebody, now and then against its figures.
  private mutating func writeRatings(to output: Output) throws(CSVWriter.Fault) {
    var file = output.open("ratings", "id,system,class,signed_by,signed_on,reason,partner")
    let today = ecosystem.timeline.today
    var id = 0
    for (place, partner) in ecosystem.partners.enumerated() {
      guard let joined = partner.joined, let manager = partner.manager else { continue }
      let isSegmentation = place % 9 == 3
      guard isSegmentation || place % 9 == 6 else { continue }
      let judgement = random.pick(isSegmentation ? Words.ratingReasons : Words.moods)
      file.id(id)
      file.text(isSegmentation ? "segmentation" : "satisfaction")
      file.text(judgement.name)
      file.text(ecosystem.managers[ecosystem.managers[manager].boss ?? manager].name)
      file.day(
        Timeline.workday(max(joined, today - random.between(3, 300))), of: ecosystem.timeline)
      file.text(random.pick(judgement.reasons))
      file.id(place)
      file.endRow()
      id += 1
    }
    try output.close("ratings", file)
  }
}
