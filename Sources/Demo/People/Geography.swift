/// How high a territory stands in the tree.
enum Level: String, Sendable {
  case region
  case territory
  case subterritory
}

struct Territory: Sendable {
  var name: String
  var level: Level
  var parent: Int?
  var country: String
  /// The place of the region that it lies in, or its own.
  var region: Int
}

/// The tree of territories: regions first, then what lies in them, then the parts of that.
///
/// A few territories have no parts, so that paths up the tree differ in length; a few parts have
/// no partners, so that there are holes in the coverage.
struct Geography: Sendable {
  private(set) var territories: [Territory] = []
  let regionCount: Int
  /// The places of the second level.
  private(set) var lands: Range<Int> = 0..<0
  /// Where partners and customers can be.
  private(set) var leaves: [Int] = []
  /// Leaves where partners are.
  private(set) var coveredLeaves: [Int] = []

  /// The tree for some number of partners.
  init(partners: Int) {
    regionCount = min(Words.regions.count, 4 + partners / 1_000)
    let landsPerRegion = max(3, partners / (60 * regionCount))
    for region in 0..<regionCount {
      let words = Words.regions[region]
      territories.append(
        Territory(
          name: words.name, level: .region, parent: nil, country: words.country, region: region))
    }
    for number in 0..<landsPerRegion * regionCount {
      let region = number % regionCount
      let (land, round) = Self.land(number / regionCount, of: region)
      territories.append(
        Territory(
          name: Self.numbered(land.name, round), level: .territory, parent: region,
          country: land.country, region: region))
    }
    lands = regionCount..<territories.count
    for parent in lands { addParts(of: parent) }
    coveredLeaves = leaves.enumerated().filter { $0.offset % 7 != 5 }.map(\.element)
  }

  private mutating func addParts(of parent: Int) {
    let number = parent - regionCount
    if number % 9 == 7 {
      leaves.append(parent)
      return
    }
    let region = territories[parent].region
    let (land, round) = Self.land(number / regionCount, of: region)
    for town in land.towns.prefix(number % 4 == 0 ? 3 : 2) {
      leaves.append(territories.count)
      territories.append(
        Territory(
          name: Self.numbered(town, round), level: .subterritory, parent: parent,
          country: land.country, region: region))
    }
  }

  private static func land(_ number: Int, of region: Int) -> (Land, round: Int) {
    let lands = Words.regions[region].lands
    return (lands[number % lands.count], number / lands.count)
  }

  private static func numbered(_ name: String, _ round: Int) -> String {
    round == 0 ? name : "\(name) \(round + 1)"
  }

  /// The place on the second level that a leaf is, or lies in.
  func land(ofLeaf leaf: Int) -> Int {
    let territory = territories[leaf]
    return territory.level == .territory ? leaf : territory.parent ?? leaf
  }

  func region(of place: Int) -> Int { territories[place].region }

  func write(to output: Output) throws(CSVWriter.Fault) {
    try output.table("territories", "id,name,level,parent,country") { file in
      for (place, territory) in territories.enumerated() {
        file.id(place)
        file.text(territory.name)
        file.word(territory.level)
        file.id(territory.parent)
        file.text(territory.country)
        file.endRow()
      }
    }
  }
}
