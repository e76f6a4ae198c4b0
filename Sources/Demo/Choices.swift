// The words of the choices that several tables share, as the built-in model declares them.

enum Segment: String, Sendable, CaseIterable {
  case enterprise
  case midmarket
  case smb
  case publicSector = "public"
}

enum Line: String, Sendable, CaseIterable {
  case security
  case network
  case data
  case cloud
  case workplace
}

enum Maturity: String, Sendable, CaseIterable {
  case new
  case growing
  case mature
  case declining
}

enum PartnerType: String, Sendable {
  case reseller
  case valueAdded = "var"
  case integrator = "si"
  case managedServices = "msp"
  case distributor
  case software = "isv"
  case referral
}

enum Tier: String, Sendable, CaseIterable, Comparable {
  case platinum
  case gold
  case silver
  case registered

  /// The place in the order, the best is 0.
  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// Better tiers come first.
  static func < (left: Tier, right: Tier) -> Bool { left.place < right.place }
}

enum PartnerStatus: String, Sendable {
  case prospect
  case onboarding
  case active
  case inactive
  case terminated
}

enum Role: String, Sendable {
  case regional
  case territory
  case channel = "cam"
  case partner = "pam"
  case technical = "tpam"
  case marketing
}

enum Source: String, Sendable {
  case partner
  case vendor
  case marketing
}

/// What a campaign does, and what MDF is asked for.
enum Activity: String, Sendable, CaseIterable {
  case event
  case webinar
  case email
  case digital
  case telemarketing
}

extension RandomStream {
  /// One of all cases.
  @inline(__always) mutating func pick<Choice: CaseIterable>(_ type: Choice.Type) -> Choice
  where Choice.AllCases == [Choice] {
    pick(type.allCases)
  }
}
