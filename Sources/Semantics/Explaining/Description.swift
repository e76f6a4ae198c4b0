import Columns
package import Model

/// What `describe` shows, apart from what only the rows tell.
package struct Description: Sendable, Hashable {
  /// One thing, such as a field or a measure.
  package struct Line: Sendable, Hashable {
    package var name: String
    /// `field`, `link back`, `measure` …
    package var kind: String
    /// In the words of declarations; nil where it has none.
    package var type: String?
    /// A file, its header, the link read backwards, or where a definition is written.
    package var origin: String?
    package var summary: String?
  }

  package enum Content: Sendable, Hashable {
    /// What belongs to something: the members of an entity, the columns of a query, or all things of
    /// one name. Without facts there are no counts.
    case list([Line], Counts?)
    /// A single thing with further properties; each column of the facts is one more.
    case single(Line, properties: [Property])
  }

  /// What the facts about a list are: column 0 is the number of rows, column n that of the rows
  /// without a value in line `lines[n - 1]`.
  package struct Counts: Sendable, Hashable {
    package var lines: [Int]
    /// What one row and several are called: `deal`, `deals`.
    package var one: String
    package var many: String
  }

  package struct Property: Sendable, Hashable {
    package var name: String
    package var value: String
  }

  package var content: Content
  /// What it is about, where the lines don't say so themselves: `partners: Companies that resell`.
  package var title: String?
  /// What is to be said of all of it: where it comes from, what a row stands for.
  package var remarks: [String]
}

extension ValueType {
  /// The type in the words that declarations use: `money(USD)`, `date`, `managers`.
  package func words(in catalog: Catalog) -> String {
    switch self {
    case .number: "number"
    case .money(let currency): "money(\(currency.code))"
    case .mixedMoney(let currencies): "money(\(currencies.map(\.code).joined(separator: ", ")))"
    case .percent: "percent"
    case .text: "text"
    case .id: "id"
    case .bool: "bool"
    case .date: "date"
    case .period(let unit): "period(\(unit.rawValue))"
    case .duration(.days): "duration(days)"
    case .duration(.months): "duration(months)"
    case .choice(let list):
      list.declared.isEmpty ? "choice" : "choice(\(list.declared.joined(separator: ", ")))"
    case .entity(let id): catalog[id].name
    case .missing: "missing"
    case .poison: "?"
    }
  }
}
