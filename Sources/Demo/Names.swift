/// The words that the made-up ecosystem is built of.
enum Names {
  static let products = [
    "Backup", "Firewall", "Endpoint Protection", "Identity Hub", "Log Insight", "Mail Guard",
    "Object Storage", "File Sync", "Data Catalog", "Stream Engine", "Query Studio", "Edge Router",
    "Branch Switch", "Wireless Mesh", "Voice Cloud", "Contact Center", "Service Desk",
    "Asset Tracker", "Patch Manager", "Container Platform", "Virtual Desktop", "Disaster Recovery",
    "Load Balancer", "Compliance Vault",
  ]

  static let regions = [
    "Midwest", "Northeast", "South", "West", "Canada", "Europe", "Asia Pacific", "Latin America",
  ]

  static let countries = [
    "United States", "United States", "United States", "United States", "Canada", "Germany",
    "Australia", "Mexico",
  ]

  /// For each region the names of its territories.
  static let territories = [
    ["Chicago", "Detroit", "Minneapolis", "St. Louis"],
    ["Boston", "New York", "Philadelphia", "Pittsburgh"],
    ["Atlanta", "Dallas", "Houston", "Miami"],
    ["Denver", "Los Angeles", "Phoenix", "Seattle"],
    ["Calgary", "Montréal", "Toronto", "Vancouver"],
    ["Berlin", "Köln", "München", "Zürich"],
    ["Auckland", "Melbourne", "Singapore", "Sydney"],
    ["Bogotá", "Lima", "México", "São Paulo"],
  ]

  static let givenNames = [
    "Ada", "Amir", "Ana", "Ben", "Björn", "Carla", "Chen", "Clara", "Dalia", "David", "Elena",
    "Emeka", "Eva", "Farid", "Fiona", "Grace", "Hana", "Ivan", "Jack", "Jürgen", "Kavya", "Kenji",
    "Lars", "Lena", "Liam", "Lucía", "Maria", "Mateo", "Mia", "Nina", "Noah", "Olga", "Omar",
    "Paula", "Priya", "Quinn", "Rosa", "Sam", "Sofia", "Tariq", "Tom", "Uma", "Vera", "Wei", "Yara",
    "Zoë",
  ]

  static let familyNames = [
    "Adeyemi", "Ahmed", "Bauer", "Brooks", "Castro", "Chen", "Costa", "Dubois", "Evans", "Fischer",
    "García", "Grant", "Haddad", "Hansen", "Ito", "Jensen", "Johnson", "Kaya", "Kim", "Kowalski",
    "Kumar", "Larsson", "Lee", "López", "Martin", "Mensah", "Meyer", "Moreau", "Nguyen", "Novak",
    "O'Brien", "Okafor", "Patel", "Petrov", "Ricci", "Rossi", "Sato", "Schmidt", "Silva", "Singh",
    "Smith", "Tanaka", "Torres", "Weiß", "Wilson", "Yilmaz", "Young", "Zhang",
  ]

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

  /// A person's name for each number, all different.
  static func person(_ number: Int) -> String {
    let all = givenNames.count * familyNames.count
    let place = number % all * 1_237 % all
    let name =
      "\(givenNames[place % givenNames.count]) \(familyNames[place / givenNames.count])"
    return number < all ? name : "\(name) \(number / all + 1)"
  }
}
