import Columns
import Messages
import Model
import Plan
import Syntax

extension Checking {
  /// A type in the words of a message.
  func describe(_ type: ValueType) -> String {
    switch type {
    case .number: "a number"
    case .money(let currency): "money in \(currency.code)"
    case .mixedMoney(let currencies):
      "money in \(currencies.map(\.code).joined(separator: " and "))"
    case .percent: "a percent"
    case .text: "text"
    case .id: "an id"
    case .bool: "yes or no"
    case .date: "a date"
    case .period(let unit): "a \(unitName(unit))"
    case .duration(.days): "a number of days"
    case .duration(.months): "a number of months"
    case .choice: "one of a list of choices"
    case .entity(let id): "a \(catalog[id].singular)"
    case .missing: "missing"
    case .poison: "wrong"
    }
  }

  func unitName(_ unit: PeriodUnit) -> String {
    switch unit {
    case .day, .week, .month, .quarter, .year: unit.rawValue
    case .half: "half-year"
    case .fiscalQuarter: "fiscal quarter"
    case .fiscalHalf: "fiscal half-year"
    case .fiscalYear: "fiscal year"
    }
  }

  /// Whether values of the type are kept as numbers that can be added up.
  func isNumeric(_ type: ValueType) -> Bool {
    switch type {
    case .number, .money, .percent, .duration: true
    case .mixedMoney, .text, .id, .bool, .date, .period, .choice, .entity, .missing, .poison: false
    }
  }

  /// The type of a value that may be either of two, or nil where no type holds both.
  func common(_ left: ValueType, _ right: ValueType) -> ValueType? {
    if left == right { return left }
    switch (left, right) {
    case (.poison, _), (_, .poison): return .poison
    case (.missing, let other), (let other, .missing): return other
    case (.number, .percent), (.percent, .number): return .number
    case (.choice(let one), .choice(let two)):
      return .choice(
        ChoiceList(declared: one.declared + two.declared.filter { !one.declared.contains($0) }))
    case (.choice, .text), (.text, .choice): return .text
    default: return nil
    }
  }

  static func periodUnit(_ unit: TimeUnit) -> PeriodUnit {
    switch unit.length {
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: unit.isFiscal ? .fiscalQuarter : .quarter
    case .year: unit.isFiscal ? .fiscalYear : .year
    }
  }

  /// Whether an expression depends on no row: a value known before its statement runs.
  static func isConstant(_ expression: TypedExpression) -> Bool {
    switch expression.kind {
    case .constant, .variable: true
    case .row, .column, .aggregate, .window: false
    case .field(_, let row): isConstant(row)
    case .operation(_, let arguments): arguments.allSatisfy(isConstant)
    case .conditional(let condition, let then, let otherwise):
      isConstant(condition) && isConstant(then) && isConstant(otherwise)
    }
  }
}
