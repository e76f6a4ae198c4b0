/// A territory of the second level, and the towns that are its parts.
struct Land: Sendable {
  var name: String
  var country: String
  var towns: [String]

  init(_ name: String, in country: String, _ towns: String...) {
    self.name = name
    self.country = country
    self.towns = towns
  }
}

extension Words {
  /// Regions and what lies in them, in the order in which growing ecosystems reach them.
  static let regions: [(name: String, country: String, lands: [Land])] = [
    (
      "Midwest", "United States",
      [
        Land("Illinois", in: "United States", "Chicago", "Peoria", "Springfield"),
        Land("Michigan", in: "United States", "Detroit", "Grand Rapids", "Lansing"),
        Land("Minnesota", in: "United States", "Minneapolis", "Duluth", "Rochester"),
      ]
    ),
    (
      "South", "United States",
      [
        Land("Texas", in: "United States", "Dallas", "Houston", "Austin"),
        Land("Georgia", in: "United States", "Atlanta", "Savannah", "Augusta"),
        Land("Florida", in: "United States", "Miami", "Tampa", "Orlando"),
      ]
    ),
    (
      "Europe", "Germany",
      [
        Land("Germany", in: "Germany", "München", "Köln", "Berlin"),
        Land("Switzerland", in: "Switzerland", "Zürich", "Genève", "Basel"),
        Land("France", in: "France", "Paris", "Lyon", "Orléans"),
      ]
    ),
    (
      "Asia Pacific", "Japan",
      [
        Land("Japan", in: "Japan", "Tokyo", "Osaka", "Nagoya"),
        Land("Australia", in: "Australia", "Sydney", "Melbourne", "Perth"),
        Land("New Zealand", in: "New Zealand", "Auckland", "Wellington", "Hamilton"),
      ]
    ),
    (
      "Northeast", "United States",
      [
        Land("New York", in: "United States", "Manhattan", "Buffalo", "Albany"),
        Land("Massachusetts", in: "United States", "Boston", "Worcester", "Salem"),
        Land("Pennsylvania", in: "United States", "Philadelphia", "Pittsburgh", "Erie"),
      ]
    ),
    (
      "West", "United States",
      [
        Land("California", in: "United States", "Los Angeles", "San Diego", "Fresno"),
        Land("Washington", in: "United States", "Seattle", "Spokane", "Tacoma"),
        Land("Colorado", in: "United States", "Denver", "Boulder", "Pueblo"),
      ]
    ),
    (
      "Canada", "Canada",
      [
        Land("Ontario", in: "Canada", "Toronto", "Ottawa", "London"),
        Land("Québec", in: "Canada", "Montréal", "Québec City", "Gatineau"),
        Land("Alberta", in: "Canada", "Calgary", "Edmonton", "Red Deer"),
      ]
    ),
    (
      "Latin America", "Brazil",
      [
        Land("Brazil", in: "Brazil", "São Paulo", "Brasília", "Curitiba"),
        Land("Mexico", in: "Mexico", "Monterrey", "Mérida", "Puebla"),
        Land("Colombia", in: "Colombia", "Bogotá", "Medellín", "Cali"),
      ]
    ),
  ]
}
