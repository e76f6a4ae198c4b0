import Columns
import Messages
import Model
import Syntax

/// The `ecosystem.parley` of a workspace that is saved: what its CSV files mean.
struct WorkspaceText {
  private(set) var text: String

  init(options: String) {
    text = options
  }

  mutating func add(_ definitions: String) {
    if !definitions.isEmpty { text += "\n" + definitions }
  }

  /// Declares an entity and all of its columns.
  ///
  /// - Returns: false where a name cannot be written.
  mutating func add(
    _ entity: Entity, id: EntityID, file: String, _ spec: EntitySpec?, _ catalog: Catalog
  ) -> Bool {
    guard let name = Name.written(entity.name) else { return false }
    text += "\nentity \(name) from \(TextLiteral.written(file))"
    if !entity.keyFields.isEmpty {
      let keys = entity.keyFields.map { Name.written(entity.fields[$0].name) }
      if keys.contains(nil) { return false }
      text += " key " + keys.compactMap(\.self).joined(separator: ", ")
    }
    if let summary = entity.summary { text += " " + TextLiteral.written(summary) }
    text += " {\n"
    for (number, field) in entity.fields.enumerated() {
      let column = spec?.columns.first { $0.name.lowercased() == field.name.lowercased() }
      guard let name = Name.written(field.name),
        let type = Self.type(of: field, number, of: id, column, catalog)
      else { return false }
      text += "  \(name): \(type) from \(TextLiteral.written(field.name))"
      if column?.isRequired == true { text += " required" }
      if let summary = field.summary { text += " " + TextLiteral.written(summary) }
      text += "\n"
    }
    text += "}\n"
    return true
  }

  /// A field's type with the marks that belong to it; nil where it cannot be written.
  private static func type(
    of field: Field, _ number: Int, of id: EntityID, _ column: ColumnSpec?, _ catalog: Catalog
  ) -> String? {
    switch field.type {
    case .number: return "number"
    case .money(let currency): return "money(\(currency.code))"
    case .mixedMoney:
      // The codes stand in a column of the same file, which has its field's name there now.
      let codes = catalog[id].fields.first { $0.header == column?.currencyHeader }
      return codes.map { "money currency \(TextLiteral.written($0.name))" }
    case .percent: return "percent"
    case .text: return "text"
    case .id: return "id"
    case .bool: return "bool"
    case .date: return "date"
    case .period(let unit): return "period(\(word(for: unit)))"
    case .duration(.days): return "duration(days)"
    case .duration(.months): return "duration(months)"
    case .choice(let list):
      return list.declared.isEmpty
        ? "choice" : "choice(\(list.declared.map(TextLiteral.written).joined(separator: ", ")))"
    case .entity(let target):
      guard let name = Name.written(catalog[target].name) else { return nil }
      var type = name
      if let other = column?.matchedBy { type += " by \(Name.written(other) ?? other)" }
      let back = catalog[target].inverses.first { $0.source == id && $0.field == number }
      guard let back else { return type }
      return Name.written(back.name).map { "\(type) inverse \($0)" }
    case .missing, .poison: return nil
    }
  }

  private static func word(for unit: PeriodUnit) -> String {
    switch unit {
    case .day, .week, .month, .quarter, .half, .year: unit.rawValue
    case .fiscalQuarter: "fiscal_quarter"
    case .fiscalHalf: "fiscal_half"
    case .fiscalYear: "fiscal_year"
    }
  }
}
