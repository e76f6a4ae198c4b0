/// What the vendor sells.
struct Product: Sendable {
  var name: String
  var line: Line
  var category: String
  var maturity: Maturity
  /// In whole dollars.
  var listPrice: Int

  static let all: [Product] = [
    Product(.security, "Firewall", "hardware", .mature, 8_400),
    Product(.security, "Endpoint Protection", "software", .growing, 2_300),
    Product(.security, "Identity Hub", "software", .growing, 6_700),
    Product(.security, "Mail Guard", "software", .mature, 1_900),
    Product(.security, "Compliance Vault", "service", .new, 12_500),
    Product(.network, "Edge Router", "hardware", .mature, 5_200),
    Product(.network, "Branch Switch", "hardware", .declining, 1_450),
    Product(.network, "Wireless Mesh", "hardware", .growing, 980),
    Product(.network, "Load Balancer", "hardware", .declining, 7_800),
    Product(.data, "Backup", "software", .mature, 3_100),
    Product(.data, "Log Insight", "software", .growing, 5_600),
    Product(.data, "Data Catalog", "software", .new, 18_000),
    Product(.data, "Stream Engine", "software", .new, 24_000),
    Product(.data, "Query Studio", "software", .growing, 4_400),
    Product(.cloud, "Object Storage", "service", .growing, 2_700),
    Product(.cloud, "Container Platform", "software", .new, 31_000),
    Product(.cloud, "Disaster Recovery", "service", .mature, 9_300),
    Product(.cloud, "Virtual Desktop", "service", .mature, 3_900),
    Product(.workplace, "File Sync", "software", .mature, 1_200),
    Product(.workplace, "Voice Cloud", "service", .growing, 2_100),
    Product(.workplace, "Contact Center", "service", .growing, 14_000),
    Product(.workplace, "Service Desk", "software", .mature, 3_300),
    Product(.workplace, "Asset Tracker", "software", .declining, 1_700),
    Product(.workplace, "Patch Manager", "software", .declining, 2_500),
  ]

  private init(
    _ line: Line, _ name: String, _ category: String, _ maturity: Maturity, _ listPrice: Int
  ) {
    self.line = line
    self.name = name
    self.category = category
    self.maturity = maturity
    self.listPrice = listPrice
  }

  /// How often each is sold, beside the others.
  static var weights: [Double] {
    all.enumerated().map { place, product in
      let age: Double =
        switch product.maturity {
        case .new: 0.5
        case .growing: 1.4
        case .mature: 1.2
        case .declining: 0.6
        }
      return age / (Double(place % 5) + 3)
    }
  }

  static func write(to output: Output) throws(CSVWriter.Fault) {
    try output.table("products", "id,name,line,category,maturity,list_price,list_price_eur") {
      file in
      for (place, product) in all.enumerated() {
        file.id(place)
        file.text(product.name)
        file.word(product.line)
        file.text(product.category)
        file.word(product.maturity)
        file.cents(product.listPrice * 100)
        // The second currency has a column of its own: amounts of two never add.
        file.cents(product.listPrice * 92)
        file.endRow()
      }
    }
  }
}
