import Columns
import Model
import Plan
import Semantics

/// Functions of dates and periods.
enum DateFunctions {
  static let all: [FunctionSpec] = [
    period("year", "The calendar year of a date.", .year),
    period("quarter", "The quarter of a date, such as 2026-Q3.", .quarter),
    period("month", "The month of a date, such as 2026-07.", .month),
    period("week", "The ISO week of a date, such as 2026-W31.", .week),
    period("fiscal_year", "The fiscal year of a date; see option fiscal_start.", .fiscalYear),
    period("fiscal_quarter", "The fiscal quarter of a date.", .fiscalQuarter),
    part("year_number", "The year as a number.", .yearNumber),
    part("quarter_number", "The quarter of the year as a number from 1 to 4.", .quarterNumber),
    part("month_number", "The month of the year as a number from 1 to 12.", .monthNumber),
    part("week_number", "The ISO week of the year as a number from 1 to 53.", .weekNumber),
    part("weekday", "The day of the week as a number, Monday being 1.", .weekday),
    part("day", "The day of the month as a number.", .dayOfMonth),
    end("start", "The first day of a period.", .periodStart),
    end("end", "The last day of a period.", .periodEnd),
    FunctionSpec(
      "period", "period(date, unit)",
      "The day, week, month, quarter, half or year (also fiscal_quarter, fiscal_year) of a date.",
      examples: ["period(2026-09-30, quarter)", "period(2026-09-30, half)"], argumentCount: 2...2
    ) { _ in FunctionCall.needs("a date and the word for a unit of time", nil) },
  ]

  private static func period(
    _ name: String, _ summary: String, _ unit: PeriodUnit
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(date)", summary, examples: ["\(name)(2026-09-30)"], argumentCount: 1...1
    ) { call in
      switch call.arguments[0].type {
      case .date, .missing: break
      case .period(let given) where isLonger(unit, than: given): break
      default: return FunctionCall.needs("a date or a shorter period", 0)
      }
      return .success(call.expression(.period(unit), call.arguments, .period(unit)))
    }
  }

  /// Whether every period of one unit lies within one of another.
  private static func isLonger(_ unit: PeriodUnit, than given: PeriodUnit) -> Bool {
    if unit == given || given == .day { return true }
    switch (given, unit) {
    case (.month, .quarter), (.month, .half), (.month, .year), (.quarter, .half),
      (.quarter, .year), (.half, .year), (.month, .fiscalQuarter), (.month, .fiscalYear),
      (.fiscalQuarter, .fiscalYear), (.fiscalHalf, .fiscalYear):
      return true
    default: return false
    }
  }

  private static func part(
    _ name: String, _ summary: String, _ operation: Operation
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(date)", summary, examples: ["\(name)(2026-09-30)"], argumentCount: 1...1
    ) { call in
      switch call.arguments[0].type {
      case .date, .period, .missing: break
      default: return FunctionCall.needs("a date or a period", 0)
      }
      return .success(call.expression(operation, call.arguments, .number))
    }
  }

  private static func end(
    _ name: String, _ summary: String, _ operation: Operation
  ) -> FunctionSpec {
    FunctionSpec(
      name, "\(name)(period)", summary, examples: ["\(name)(2026-Q3)"], argumentCount: 1...1
    ) { call in
      guard case .period = call.arguments[0].type else {
        return FunctionCall.needs("a period", 0)
      }
      return .success(call.expression(operation, call.arguments, .date))
    }
  }
}
