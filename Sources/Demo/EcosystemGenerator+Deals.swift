import Columns

extension EcosystemGenerator {
  /// Revenue by rank falls as this power, so that a fifth of the partners has four fifths of it.
  ///
  /// A share of x^s for the best part x: s = log 0.8 ÷ log 0.2, and the power is s − 1.
  private static let paretoPower = -0.861_353_116_146_786_1
  /// Customers that a partner works on at the same time.
  private static let openAccounts = 4

  /// An account of a partner, and how many deals it will have yet.
  private struct Account {
    var id: Int32 = 0
    var dealsLeft: Int32 = 0
  }

  func writeDeals(_ folder: String) throws(CSVWriter.Fault) {
    var file = try CSVWriter(path: folder + "/deals.csv")
    try header(
      &file,
      [
        "id", "partner", "account", "product", "stage", "amount", "created_on", "closed_on",
        "source",
      ])
    var random = random(.deals)
    let ranks = ranks()
    let partnerChoice = WeightedChoice(
      weights: ranks.map { PortableMath.power(Double($0) + 0.5, Self.paretoPower) })
    let productChoice = WeightedChoice(
      weights: Names.products.indices.map { 1 / (Double($0) + 6) })
    let products = Names.products.map { Array($0.utf8) }
    let (won, lost, open) = (Array("won".utf8), Array("lost".utf8), Array("open".utf8))
    let sources = [
      "partner", "partner", "partner", "partner", "partner", "vendor", "vendor",
      "vendor", "marketing", "marketing",
    ].map { Array($0.utf8) }
    let first = Self.firstDay.dayNumber
    let dayCount = Self.lastDay.dayNumber - first + 1
    let dates = (0..<dayCount).map { date(first + $0) }
    var accounts = Array(repeating: Account(), count: partners * Self.openAccounts)
    var accountCount: Int32 = 0
    for deal in 0..<deals {
      let partner = partnerChoice.draw(&random)
      let place = partner * Self.openAccounts + random.below(Self.openAccounts)
      if accounts[place].dealsLeft == 0 {
        accountCount += 1
        accounts[place] = Account(id: accountCount, dealsLeft: Int32(1 + random.below(8)))
      }
      accounts[place].dealsLeft -= 1
      let created = random.below(dayCount)
      let daysLeft = dayCount - 1 - created
      let fate = random.below(100)
      // A deal of the last days has had no time to close.
      let isClosed = fate < 75 && daysLeft >= 5
      file.number(deal + 1)
      file.number(partner + 1)
      file.number(Int(accounts[place].id))
      file.plain(products[productChoice.draw(&random)])
      file.plain(isClosed ? (fate < 32 ? won : lost) : open)
      file.amount(amount(&random))
      file.plain(dates[created])
      if isClosed {
        file.plain(dates[created + 5 + random.below(min(200, daysLeft) - 4)])
      } else {
        file.empty()
      }
      file.plain(sources[random.below(sources.count)])
      try file.endRow()
    }
    try file.flush()
  }

  /// Hundredths, log-normal: half of all below 13,000, a sixth above 32,000.
  @inline(__always) private func amount(_ random: inout RandomStream) -> Int {
    // The logarithm of 13,000 is 9.4727….
    let amount = PortableMath.exponential(9.472_704_636_443_673 + 0.9 * random.normal())
    return max(100, Int(amount * 100))
  }
}
