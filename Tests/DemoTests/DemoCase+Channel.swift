extension DemoCase {
  static let people: [DemoCase] = [
    DemoCase(
      "a tree of three levels in several regions", "Geography",
      "territories | where level = subterritory and parent.parent.level = region"
        + " | distinct region", least: 4),
    DemoCase(
      "paths up the tree of different lengths", "Geography.addParts",
      "partners | where territory.level = territory"),
    DemoCase(
      "a territory without partners", "Geography.coveredLeaves",
      "territories | where level = subterritory and none(partners)", least: 2),
    DemoCase(
      "two partners with one name", "PartnerMaker.namesake",
      "partners | add same: count(within name) | where same > 1", least: 2),
    DemoCase(
      "names with commas, quotes and letters from elsewhere", "Words",
      "partners | where name contains \",\" or name contains \"\\\"\" or name contains \"ö\"",
      least: 3),
    DemoCase(
      "names in Japanese", "Words.japaneseCompany",
      "partners | where name contains \"ソ\" or name contains \"ス\" or name contains \"デ\"", least: 3
    ),
    DemoCase(
      "partners behind a distributor", "PartnerMaker.connect",
      "partners | where distributor.type = distributor and route = distribution", least: 20),
    DemoCase(
      "a distributor behind a distributor", "PartnerMaker.connect",
      "partners | where distributor.distributor is not missing"),
    DemoCase(
      "partners that belong to partners", "PartnerMaker.connect",
      "partners | where any(subsidiaries)", least: 2),
    DemoCase("a prospect", "PartnerMaker.partner", "partners | where joined_on is missing"),
    DemoCase(
      "somebody being taken on", "PartnerMaker.settle", "partners | where status = onboarding"),
    DemoCase(
      "partners that left, and what they had sold", "PartnerMaker.settle",
      "partners | where status = terminated and deals.revenue > $0", least: 2),
    DemoCase(
      "partners that never sold", "Character.neverSold",
      "partners | where joined_on < today - 12 months and none(deals where stage = won)", least: 3),
    DemoCase(
      "partners that joined lately", "PartnerMaker.joined",
      "partners | where joined_on > today - 6 months", least: 3),
    DemoCase(
      "partners that have gone quiet", "PartnerMaker.settle",
      "partners | where any(deals where stage = won)"
        + " and none(deals where created_on in last 90 days) and status != terminated", least: 3),
    DemoCase(
      "a platinum partner that sells little", "PartnerMaker.tier",
      "partners | where tier = platinum and deals.revenue(during last 4 quarters) < $250k"),
    DemoCase(
      "a low tier among the best", "PartnerMaker.tier",
      "partners | add revenue: deals.revenue(during last 4 quarters) | top 25 by revenue"
        + " | where tier in [silver, registered]"),
    DemoCase(
      "a partner that nobody looks after", "ManagerMaker.role",
      "partners | where status = active and manager is missing"),
    DemoCase(
      "partners that changed hands", "ManagerMaker.share",
      "partners | where count(assignments) > 1", least: 10),
    DemoCase(
      "weeks without a manager between two", "Ecosystem.writeAssignments",
      "partners | where count(assignments) > 1"
        + " and max(assignments.from_on) > min(assignments.to_on) + 30 days"),
    DemoCase(
      "a direct partner that costs more than it brings", "Ecosystem.writeManagers",
      "partners | where route = direct and manager.load > 0"
        + " and manager.annual_cost * weight / manager.load"
        + " > deals.revenue(during last 4 quarters) * 20%", least: 5),
    DemoCase(
      "comparable partners, of whom one takes part", "Programs.writeEnrolments",
      "partners | where status = active and tier = silver"
        + " | summarize n: count(), part: count(where any(enrolments)) by type"
        + " | where part > 0 and part < n"),
  ]

  static let managers: [DemoCase] = ["pam", "cam", "tpam"].flatMap { role in
    [
      DemoCase(
        "a \(role) below the span", "ManagerMaker.loads",
        "managers | where role = \(role) and count(partners) < capacity_min"),
      DemoCase(
        "a \(role) within the span", "ManagerMaker.loads",
        "managers | where role = \(role) and count(partners) between capacity_min and capacity"),
      DemoCase(
        "a \(role) above the span", "ManagerMaker.loads",
        "managers | where role = \(role) and count(partners) > capacity"),
    ]
  }

}
