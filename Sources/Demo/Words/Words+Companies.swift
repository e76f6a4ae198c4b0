extension Words {
  static let companyFirst = [
    "Northwind", "Northgate", "North Star", "Lakeshore", "Summit", "Harbor", "Granite", "Cedar",
    "Redwood", "Blue Ridge", "Silverline", "Brightwater", "Ironbridge", "Clearview", "Evergreen",
    "Falcon", "Pioneer", "Keystone", "Meridian", "Atlas", "Beacon", "Cobalt", "Crescent", "Delta",
    "Eagle", "Frontier", "Golden Gate", "Highland", "Jade", "Köhler", "Lumen", "Maple", "Nordic",
    "Orchard", "Pacific", "Quartz", "Riverside", "Stonebridge", "Tidewater", "Vantage",
  ]

  static let companyMiddle = [
    "Business", "Cloud", "Computing", "Data", "Digital", "Enterprise", "Global", "Information",
    "Managed", "Network", "Office", "Secure", "Smart", "Software", "Technology", "Telecom",
  ]

  static let companyLast = [
    "Systems", "Solutions", "Services", "Partners", "Group", "Consulting", "Integrators",
    "Resellers", "Works, Inc.", "Labs", "& Söhne GmbH", "Distribution", "Associates", "Experts",
    "Alliance", "\"Plus\" Ltd.",
  ]

  /// A company name for each number, all different.
  static func company(_ number: Int) -> String {
    let all = companyFirst.count * companyMiddle.count * companyLast.count
    // Steps of a number without a common factor go through all combinations in a mixed order.
    var place = number % all * 4_513 % all
    let first = companyFirst[place % companyFirst.count]
    place /= companyFirst.count
    let middle = companyMiddle[place % companyMiddle.count]
    place /= companyMiddle.count
    let name = "\(first) \(middle) \(companyLast[place % companyLast.count])"
    return number < all ? name : "\(name) \(number / all + 1)"
  }

  /// A company name in Japanese for each number.
  static func japaneseCompany(_ number: Int) -> String {
    let place = number % (japaneseFirst.count * japaneseLast.count)
    let name =
      japaneseFirst[place % japaneseFirst.count] + japaneseLast[place / japaneseFirst.count]
    let round = number / (japaneseFirst.count * japaneseLast.count)
    return round == 0 ? name : "\(name) \(round + 1)"
  }

  private static let japaneseFirst = [
    "東海", "青葉", "北星", "朝日野", "桜川", "富士見", "白鷺", "水明", "若松", "松風", "千歳野", "緑川", "八重咲", "雪谷",
  ]

  private static let japaneseLast = [
    "ソリューション", "システムズ", "データ", "クラウド", "ネットワーク", "情報技研", "通信", "電算",
    "テクノロジー", "サービス", "ソフトウェア", "デジタル", "ラボ",
  ]

  /// The name of a customer; different ones may have the same.
  static func account(_ number: Int, _ industry: Industry, town: String) -> String {
    let nouns = nouns(of: industry)
    let first = accountFirst[number * 37 % accountFirst.count]
    let noun = nouns[number / 3 % nouns.count]
    return number % 3 == 0 ? "\(noun) of \(town)" : "\(first) \(noun)"
  }

  private static let accountFirst = [
    "Alder", "Amber", "Ashford", "Bellwether", "Birch", "Bluebird", "Bramble", "Canyon", "Chestnut",
    "Copper", "Corner", "Dawn", "Driftwood", "Ember", "Fairfield", "Fern", "First", "Fox Hollow",
    "Garnet", "Grand", "Greenfield", "Hazel", "Heron", "Hillcrest", "Holly", "Indigo", "Ivory",
    "Juniper", "Kestrel", "Lantern", "Larch", "Linden", "Marble", "Meadow", "Midland", "Mill Creek",
    "Moonrise", "Müller", "New Harbor", "Oak", "Old Bridge", "Otter", "Pebble", "Pine", "Prairie",
    "Raven", "Rowan", "Sable", "Sandstone", "Spruce", "Starling", "Sunrise", "Thistle", "Timber",
    "Union", "Valley", "Walnut", "Willow", "Winter", "Yarrow", "Zephyr",
  ]

  private static func nouns(of industry: Industry) -> [String] {
    switch industry {
    case .manufacturing: ["Steelworks", "Motors", "Plastics", "Paper Mill", "Tools, Ltd."]
    case .retail: ["Markets", "Department Stores", "Grocers", "Fashion", "Home & Garden"]
    case .healthcare: ["Clinics", "Hospital", "Medical Center", "Care Homes"]
    case .finance: ["Savings Bank", "Insurance", "Credit Union", "Leasing"]
    case .education: ["University", "College", "Schools", "Academy"]
    case .publicSector: ["County", "City Council", "Water Authority", "Public Library"]
    case .logistics: ["Freight", "Shipping", "Parcel Service", "Rail"]
    case .energy: ["Power", "Solar", "Gas Works", "Grid Company"]
    }
  }
}

enum Industry: String, Sendable, CaseIterable {
  case manufacturing
  case retail
  case healthcare
  case finance
  case education
  case publicSector = "public"
  case logistics
  case energy
}
