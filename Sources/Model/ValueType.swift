package import Columns

/// A currency by its ISO 4217 code.
package struct Currency: Hashable, Sendable {
  package let code: String

  package init(code: String) {
    self.code = code
  }

  package static let usd = Currency(code: "USD")
  package static let eur = Currency(code: "EUR")
  package static let gbp = Currency(code: "GBP")

  /// The sign in front of an amount, or nil where amounts are written with the code behind.
  package var symbol: String? {
    switch code {
    case "USD": "$"
    case "EUR": "€"
    case "GBP": "£"
    default: nil
    }
  }
}

/// Days count exactly; months depend on where they start. The two never compare.
package enum DurationUnit: Hashable, Sendable {
  case days
  case months
}

/// An open list of values: the declared ones in order, then whatever the data holds.
package struct ChoiceList: Hashable, Sendable {
  package var declared: [String]

  package init(declared: [String]) {
    self.declared = declared
  }
}

/// The type of a value in a row.
package enum ValueType: Hashable, Sendable {
  case number
  case money(Currency)
  /// Money of a column whose rows are in several currencies, with these codes.
  case mixedMoney([Currency])
  case percent
  case text
  case id
  case bool
  case date
  case period(PeriodUnit)
  case duration(DurationUnit)
  case choice(ChoiceList)
  /// A row of an entity: what a to-one link holds.
  case entity(EntityID)
  /// The type of the word `missing` before it meets another type.
  case missing
  /// What a wrong expression has, so that one mistake gives one message.
  case poison
}
