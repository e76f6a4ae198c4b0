/// What a partner is like. Everything that it does follows from this, so that each class of the
/// channel segmentation occurs: achievers, believers, deceivers and those that lie dormant.
enum Character: Sendable {
  /// Sells by itself and keeps what it promised.
  case achiever
  /// Needs help, and is worth it.
  case believer
  /// Takes much help, promises a lot and sells little.
  case deceiver
  /// Sells what comes along; nobody talks to it.
  case dormant
  /// Signed once and never sold anything.
  case neverSold

  /// How a character behaves; numbers without a unit are percents.
  struct Traits: Sendable {
    /// Deals that the partner found itself.
    var ownSourced: Int
    /// Deals that it works on without our people.
    var unassisted: Int
    /// Decided deals that it wins.
    var wins: Int
    /// Commitments kept in time.
    var keepsPromises: Int
    /// Leads that it works on soon enough.
    var followsLeads: Int
    /// MDF claims that come with a proof.
    var provesClaims: Int
    /// Courses that its people complete.
    var learns: Int
    /// Help that it gets, beside the usual 100: hours, money, leads.
    var support: Int
    /// Revenue in percent of its target.
    var attainment: ClosedRange<Int>
  }

  var traits: Traits {
    switch self {
    case .achiever:
      Traits(
        ownSourced: 84, unassisted: 88, wins: 52, keepsPromises: 86, followsLeads: 85,
        provesClaims: 90, learns: 95, support: 60, attainment: 103...135)
    case .believer:
      Traits(
        ownSourced: 38, unassisted: 40, wins: 46, keepsPromises: 84, followsLeads: 82,
        provesClaims: 90, learns: 88, support: 110, attainment: 65...112)
    case .deceiver:
      Traits(
        ownSourced: 28, unassisted: 30, wins: 26, keepsPromises: 30, followsLeads: 25,
        provesClaims: 28, learns: 40, support: 330, attainment: 20...75)
    case .dormant:
      Traits(
        ownSourced: 45, unassisted: 60, wins: 38, keepsPromises: 40, followsLeads: 35,
        provesClaims: 50, learns: 35, support: 8, attainment: 40...95)
    case .neverSold:
      Traits(
        ownSourced: 0, unassisted: 0, wins: 0, keepsPromises: 45, followsLeads: 30,
        provesClaims: 60, learns: 45, support: 70, attainment: 0...0)
    }
  }

  /// How many of a hundred partners are of each character, by the part of the ranking they are in:
  /// the first fifth, the next two, the rest.
  private static let mix: [[(Character, Int)]] = [
    [(.achiever, 45), (.believer, 30), (.deceiver, 5), (.dormant, 20)],
    [(.achiever, 25), (.believer, 33), (.deceiver, 14), (.dormant, 28)],
    [(.achiever, 10), (.believer, 26), (.deceiver, 26), (.dormant, 20), (.neverSold, 18)],
  ]

  /// Draws the character of the partner at a place of the ranking by revenue.
  ///
  /// - Parameter place: in hundredths of all partners, from 0.
  static func draw(place: Int, _ random: inout RandomStream) -> Character {
    let group = mix[place < 20 ? 0 : place < 60 ? 1 : 2]
    var rest = random.below(100)
    for (character, percent) in group {
      if rest < percent { return character }
      rest -= percent
    }
    return .believer
  }
}
