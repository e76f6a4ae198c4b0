import Columns
package import Model

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
