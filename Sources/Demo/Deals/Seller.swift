/// What the deals have to know of a partner, without its texts: there may be millions of deals.
struct Seller {
  /// Days on which deals begin.
  var start: Int
  var end: Int
  /// The last day with the programme.
  var left: Int
  var leaf: Int
  var region: Int
  var manager: Int?
  var earlierManager: Int?
  var earlierUntil: Int
  var distributor: Int?
  var traits: Character.Traits
  var segment: Segment
  /// Beside others', how many of the leads it gets that come to nothing.
  var support: Int

  init(_ partner: Partner, _ geography: Geography) {
    start = partner.selling.lowerBound
    end = partner.selling.upperBound
    left = partner.left ?? Int.max
    leaf = partner.leaf
    region = geography.region(of: partner.leaf)
    manager = partner.manager
    earlierManager = partner.earlier?.manager
    earlierUntil = partner.earlier?.until ?? 0
    distributor = partner.distributor
    traits = partner.character.traits
    segment = partner.segment
    support = partner.joined == nil ? 0 : partner.character.traits.support
  }

  @inline(__always) func sells(on day: Int) -> Bool { day >= start && day < end }

  @inline(__always) func manager(on day: Int) -> Int? {
    day < earlierUntil ? earlierManager : manager
  }
}

/// A customer that a partner works on, and how many deals it will still have there.
struct OpenAccount {
  var id = 0
  var dealsLeft = 0
  var leaf = 0
  var segment = Segment.smb
}

enum Stage: String {
  case discovery
  case qualified
  case proposal
  case negotiation
  case won
  case lost

  /// The usual probability, in percent.
  var probability: Int {
    switch self {
    case .discovery: 10
    case .qualified: 25
    case .proposal: 50
    case .negotiation: 80
    case .won: 100
    case .lost: 0
    }
  }

  var isOpen: Bool {
    switch self {
    case .discovery, .qualified, .proposal, .negotiation: true
    case .won, .lost: false
    }
  }
}

/// A deal on its way into the tables.
struct Deal {
  var id: Int
  var partner: Int?
  var account: OpenAccount
  var product: Int
  var manager: Int?
  var campaign: Int?
  var source: Source
  var isAssisted: Bool
  var stage: Stage
  var probability: Int?
  /// In hundredths; nil where nobody has estimated it yet.
  var amount: Int?
  var created: Int
  var closeBy: Int
  var closed: Int?
}
