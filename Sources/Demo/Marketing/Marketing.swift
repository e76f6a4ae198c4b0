private enum RequestStatus: String {
  case pending
  case approved
  case rejected
}

/// What a partner asked of the market development funds.
private struct Request {
  var requested: Int
  var decided: Int?
  var status: RequestStatus
  var activity: Activity
  /// In whole dollars.
  var amount: Int
  var partner: Int
  var campaign: Int?
  /// When the claim can be made; nil where there is none to be made yet.
  var end: Int?
}

/// Market development funds: budgets, requests and claims.
struct Marketing {
  let ecosystem: Ecosystem
  private var random: RandomStream
  private var requests: [Request] = []

  init(_ ecosystem: Ecosystem) {
    self.ecosystem = ecosystem
    random = ecosystem.random(.marketing)
    for (place, campaign) in ecosystem.campaigns.all.enumerated() {
      guard let partner = campaign.partner else { continue }
      // One campaign in eight was paid for by the partner alone; one request in nine is for
      // something else.
      if random.below(8) > 0 { request(for: campaign, place, partner) }
      if random.below(9) == 0 { request(for: campaign, nil, partner) }
    }
  }

  private mutating func request(for campaign: Campaign, _ place: Int?, _ partner: Int) {
    let today = ecosystem.timeline.today
    let requested = max(0, Timeline.workday(campaign.start - random.between(15, 60)))
    guard requested <= today else { return }
    let wait = random.below(8) == 0 ? random.between(20, 60) : random.between(1, 12)
    var request = Request(
      requested: requested, decided: requested + wait, status: .approved,
      activity: campaign.activity, amount: campaign.cost * random.between(40, 70) / 100,
      partner: partner, campaign: place, end: campaign.end)
    if requested + wait > today || random.below(60) == 0 {
      (request.decided, request.status, request.end) = (nil, .pending, nil)
    } else if random.chance(12) {
      (request.status, request.end) = (.rejected, nil)
    } else if campaign.end >= today {
      request.end = nil
    }
    requests.append(request)
  }

  mutating func write(to output: Output) throws(CSVWriter.Fault) {
    try writeBudgets(to: output)
    try writeRequests(to: output)
    try writeClaims(to: output)
  }

  private func budget(_ request: Request) -> Int {
    let region = ecosystem.geography.region(of: ecosystem.partners[request.partner].leaf)
    let quarter = ecosystem.timeline.quarter(of: request.requested)
    return quarter * ecosystem.geography.regionCount + region
  }

  /// One budget for each region and quarter: what is asked for, and more in the first region, less
  /// in the second.
  private func writeBudgets(to output: Output) throws(CSVWriter.Fault) {
    let regions = ecosystem.geography.regionCount
    let timeline = ecosystem.timeline
    var asked = Array(repeating: 0, count: regions * (timeline.currentQuarter + 2))
    for request in requests { asked[budget(request)] += request.amount }
    try output.table("mdf_budgets", "id,period,amount,territory") { file in
      for (place, amount) in asked.enumerated() {
        let percent = [170, 85, 120, 110][place % regions % 4]
        file.id(place)
        file.plain(timeline.quarters[place / regions].name)
        file.cents(max(10, amount * percent / 100_000) * 100_000)
        file.id(place % regions)
        file.endRow()
      }
    }
  }

  private func writeRequests(to output: Output) throws(CSVWriter.Fault) {
    try output.table(
      "mdf_requests",
      "id,requested_on,decided_on,status,activity,amount,partner,campaign,budget"
    ) { file in
      for (place, request) in requests.enumerated() {
        file.id(place)
        file.day(request.requested, of: ecosystem.timeline)
        file.day(request.decided, of: ecosystem.timeline)
        file.word(request.status)
        file.word(request.activity)
        file.cents(request.amount * 100)
        file.id(request.partner)
        file.id(request.campaign)
        file.id(budget(request))
        file.endRow()
      }
    }
  }

  /// Four in five of those that are over are claimed; deceivers seldom prove what they did.
  private mutating func writeClaims(to output: Output) throws(CSVWriter.Fault) {
    var file = output.open(
      "mdf_claims", "id,claimed_on,paid_on,amount,invoice,invoice_currency,proven,request,partner")
    let timeline = ecosystem.timeline
    var id = 0
    for (place, request) in requests.enumerated() {
      guard let end = request.end, random.chance(82) else { continue }
      let claimed = Timeline.workday(end + random.between(5, 60))
      guard claimed <= timeline.today else { continue }
      let traits = ecosystem.partners[request.partner].character.traits
      let isProven = random.chance(traits.provesClaims)
      let paid = claimed + random.between(10, 45)
      // One in twenty claims more than was granted.
      let amount = request.amount * (random.below(20) == 0 ? 125 : random.between(80, 100))
      file.id(id)
      file.day(claimed, of: timeline)
      // Without proof hardly anything is paid.
      file.day(
        paid <= timeline.today && random.chance(isProven ? 94 : 12) ? paid : nil, of: timeline)
      file.cents(amount)
      writeInvoice(amount, of: request.partner, &file)
      file.truth(isProven)
      file.id(place)
      file.id(request.partner)
      file.endRow()
      id += 1
    }
    try output.close("mdf_claims", file)
  }

  /// What the invoice says, in the money of the partner's country.
  private func writeInvoice(_ amount: Int, of partner: Int, _ file: inout CSVWriter) {
    let region = ecosystem.geography.region(of: ecosystem.partners[partner].leaf)
    let isEuropean = Words.regions[region].name == "Europe"
    file.cents(isEuropean ? amount * 92 / 100 : amount)
    file.text(isEuropean ? "EUR" : "USD")
  }
}
