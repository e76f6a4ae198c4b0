extension Ecosystem {
  func writeManagers(to output: Output) throws(CSVWriter.Fault) {
    var random = random(.managers)
    try output.table(
      "managers",
      "id,name,role,territory,reports_to,capacity_min,capacity_max,annual_cost,hired_on"
    ) { file in
      for (place, manager) in managers.enumerated() {
        file.id(place)
        file.text(manager.name)
        file.word(manager.role)
        file.id(manager.territory)
        file.id(manager.boss)
        if let span = manager.span {
          file.number(span.lowerBound)
          file.number(span.upperBound)
        } else {
          file.empty()
          file.empty()
        }
        file.cents((manager.role == .regional ? 150_000 : 90_000 + random.below(50) * 1_000) * 100)
        file.day(Timeline.workday(-10 - random.below(4_000)), of: timeline)
        file.endRow()
      }
    }
  }

  func writePartners(to output: Output) throws(CSVWriter.Fault) {
    var random = random(.partners)
    try output.table(
      "partners",
      "id,name,type,tier,status,joined_on,route,weight,wallet,growth_plan,segment,country,territory,"
        + "manager,distributor,parent"
    ) { file in
      for (place, partner) in partners.enumerated() {
        file.id(place)
        file.text(partner.name)
        file.word(partner.type)
        file.word(partner.tier)
        file.word(partner.status)
        file.day(partner.joined, of: timeline)
        file.text(partner.buysFromDistributor ? "distribution" : "direct")
        file.tenths(partner.weight)
        file.cents(wallet(partner, &random) * 100_000)
        file.truth(partner.hasGrowthPlan)
        file.word(partner.segment)
        file.text(geography.territories[partner.leaf].country)
        file.id(partner.leaf)
        file.id(partner.manager)
        file.id(partner.distributor)
        file.id(partner.parent)
        file.endRow()
      }
    }
  }

  /// What a partner's customers spend, in thousands: more than it sells, for some far more.
  private func wallet(_ partner: Partner, _ random: inout RandomStream) -> Int {
    let size = PortableMath.power(Double(partner.rank) + 0.5, -0.7)
    return 40 + Int(size * 6_000) * random.between(60, 260) / 100
  }

  /// Who looked after whom: today's manager since the contract, or since another one left.
  func writeAssignments(to output: Output) throws(CSVWriter.Fault) {
    try output.table("assignments", "id,role,weight,from_on,to_on,partner,manager") { file in
      var id = 0
      func write(_ place: Int, _ manager: Int, _ days: Range<Int>, _ isOver: Bool) {
        file.id(id)
        file.word(managers[manager].role)
        file.tenths(partners[place].weight)
        file.day(days.lowerBound, of: timeline)
        file.day(isOver ? days.upperBound : nil, of: timeline)
        file.id(place)
        file.id(manager)
        file.endRow()
        id += 1
      }
      for (place, partner) in partners.enumerated() {
        guard let manager = partner.manager, let joined = partner.joined else { continue }
        let end = max(joined, partner.left ?? timeline.today)
        guard let earlier = partner.earlier, earlier.until < end else {
          write(place, manager, joined..<end, partner.left != nil)
          continue
        }
        write(place, earlier.manager, joined..<earlier.until, true)
        // One handover in four left the partner alone for weeks.
        let gap = place % 4 == 0 ? 45 : 1
        let start = min(end, earlier.until + gap)
        write(place, manager, start..<end, partner.left != nil)
      }
    }
  }
}
