import Columns
import Model

/// What `option name = value` can set.
enum OptionName: String, CaseIterable {
  case today
  case fiscalStart = "fiscal_start"
  case currency

  /// A line of help.
  var summary: String {
    switch self {
    case .today: "the day that relative periods such as last quarter count from"
    case .fiscalStart: "the month, 1 to 12, in which fiscal years start"
    case .currency: "the currency of amounts whose column names none"
    }
  }

  /// A statement that sets it.
  var example: String {
    switch self {
    case .today: "option today = 2026-09-30"
    case .fiscalStart: "option fiscal_start = 7"
    case .currency: "option currency = \"EUR\""
    }
  }

  /// Its value as `option` would set it.
  func value(in options: Options) -> String {
    switch self {
    case .today: CivilDate(dayNumber: Int(options.today)).description
    case .fiscalStart: "\(options.calendar.fiscalStart)"
    case .currency: "\"\(options.currency.code)\""
    }
  }
}
