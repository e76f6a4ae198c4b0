extension Ecosystem {
  func writeManagers(to output: Output) throws(CSVWriter.Fault) {
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
        file.cents(manager.annualCost * 100_000)
        file.day(manager.hired, of: timeline)
        file.endRow()
      }
    }
  }

  func writePartners(to output: Output) throws(CSVWriter.Fault) {
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
        file.cents(partner.wallet * 100_000)
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

  /// Who looked after whom: today's manager since the contract, or since another one left.
  func writeAssignments(to output: Output) throws(CSVWriter.Fault) {
    try output.table("assignments", "id,role,weight,from_on,to_on,partner,manager") { file in
      var id = 0
      func write(_ place: Int, _ manager: Int, from: Int, to: Int?) {
        file.id(id)
        file.word(managers[manager].role)
        file.tenths(partners[place].weight)
        file.day(from, of: timeline)
        file.day(to, of: timeline)
        file.id(place)
        file.id(manager)
        file.endRow()
        id += 1
      }
      for (place, partner) in partners.enumerated() {
        guard var start = partner.joined else { continue }
        if let earlier = partner.earlier {
          write(place, earlier.manager, from: start, to: earlier.until)
          // One handover in four left the partner alone for weeks.
          start = min(timeline.today, earlier.until + (place % 4 == 0 ? 45 : 1))
        }
        if let manager = partner.manager { write(place, manager, from: start, to: nil) }
      }
    }
  }
}
