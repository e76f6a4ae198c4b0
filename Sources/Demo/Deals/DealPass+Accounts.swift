extension DealPass {
  /// The customer of the next deal of a partner, or of the vendor itself.
  mutating func account(of partner: Int?, on day: Int) -> OpenAccount {
    let owner: Int
    let leaf: Int
    if let partner {
      (owner, leaf) = (partner, sellers[partner].leaf)
    } else {
      let region = random.below(ecosystem.geography.regionCount)
      owner = sellers.count + region
      leaf = anyLeaf(in: region)
    }
    // Now and then two partners are after one customer.
    let newest = newestAccounts[leaf]
    if newest.dealsLeft > 0, random.below(60) == 0 { return newest }
    let place = owner * Self.accountsAtATime + random.below(Self.accountsAtATime)
    if openAccounts[place].dealsLeft == 0 {
      openAccounts[place] = openAccount(
        in: leaf, usual: partner.map { sellers[$0].segment }, parent: openAccounts[place])
      newestAccounts[leaf] = openAccounts[place]
    }
    openAccounts[place].dealsLeft -= 1
    return openAccounts[place]
  }

  private mutating func anyLeaf(in region: Int) -> Int {
    let leaves = ecosystem.geography.leaves
    for _ in 0..<40 {
      let leaf = random.pick(leaves)
      if ecosystem.geography.region(of: leaf) == region { return leaf }
    }
    return leaves[0]
  }

  /// Finds a new customer and writes it: mostly near the partner and of its usual kind.
  private mutating func openAccount(
    in leaf: Int, usual: Segment?, parent: OpenAccount
  ) -> OpenAccount {
    let geography = ecosystem.geography
    let home = random.chance(88) ? leaf : anyLeaf(in: geography.region(of: leaf))
    let segment = random.chance(65) ? usual ?? .enterprise : random.pick(Segment.self)
    let industry = segment == .publicSector ? Industry.publicSector : random.pick(Industry.self)
    let account = OpenAccount(
      id: accountCount, dealsLeft: 1 + random.below(24), leaf: home, segment: segment)
    accountCount += 1
    let place = geography.territories[home]
    accounts.id(account.id)
    accounts.text(Words.account(account.id, industry, town: place.name))
    accounts.word(industry)
    accounts.plain(Self.size(segment))
    accounts.text(place.country)
    accounts.id(home)
    // One in twelve belongs to the customer that was here before.
    accounts.id(parent.leaf == home && account.id % 12 == 5 ? parent.id : nil)
    accounts.endRow()
    return account
  }

  private static func size(_ segment: Segment) -> [UInt8] {
    switch segment {
    case .enterprise: large
    case .midmarket, .publicSector: medium
    case .smb: small
    }
  }

  private static let large = Array("large".utf8)
  private static let medium = Array("medium".utf8)
  private static let small = Array("small".utf8)
}
