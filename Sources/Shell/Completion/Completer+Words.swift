import Columns
import Model
import Semantics
import Syntax

/// Candidates from the tables of words and functions.
extension Completer {
  func candidates(_ words: [Word]) -> [Candidate] {
    words.map { word in
      switch word {
      case .starts, .ends: Candidate("\(word.rawValue) with")
      default: Candidate(word.rawValue)
      }
    }
  }

  var verbs: [Candidate] {
    Keywords.words(.verb).map { word in
      Candidate(word.rawValue, detail: word.verbPage?.summary ?? "")
    }
  }

  var statements: [Candidate] {
    (Keywords.words(.statement) + Keywords.words(.source)).map { word in
      Candidate(word.rawValue, detail: word.statementPage?.summary ?? "")
    }
  }

  var aggregates: [Candidate] {
    checker.vocabulary.aggregates.map {
      Candidate($0.name + "(", ending: "", detail: $0.signature)
    }
  }

  /// Built-in and user-defined.
  var functions: [Candidate] {
    let own = environment.definitions.functions.values.sorted { $0.name.text < $1.name.text }
      .map { defined($0.name, $0.formals) }
    return own
      + checker.vocabulary.functions.map {
        Candidate($0.name + "(", ending: "", detail: $0.signature)
      }
  }

  /// Something of the user's own that takes parameters, with how it is called.
  func defined(_ name: Name, _ formals: [Formal]) -> Candidate {
    let names = formals.map(\.name.text).joined(separator: ", ")
    return Candidate("\(name.text)(", ending: "", detail: "\(name.text)(\(names))")
  }

  /// What can follow an operand: the words of this place, then the operators.
  func continuation(_ words: [Word], _ joining: Expectation.Joining) -> [Candidate] {
    let operators: [Word] =
      switch joining {
      case .nothing: []
      case .comparison:
        [.in, .between, .is, .not, .contains, .starts, .ends, .matches, .and, .or]
      case .condition: [.and, .or]
      }
    return candidates(words + operators)
  }

  /// Periods that depend on today, and those written out around it.
  var periods: [Candidate] {
    let relative = [
      "this quarter", "this quarter to date", "last quarter", "last 4 quarters", "this month",
      "last month", "last 12 months", "past 12 months", "this year", "this year to date",
      "last year", "last 90 days", "next quarter",
    ]
    let calendar = environment.world.options.calendar
    let today = environment.world.options.today
    let year = calendar.period(of: today, .year)
    let quarter = calendar.period(of: today, .quarter)
    let years = [year, year - 1].map { calendar.description(of: $0, .year) }
    let quarters = (0..<6).map { calendar.description(of: quarter - $0, .quarter) }
    return (relative + years + quarters).map { Candidate($0) }
  }

  static let units: [Word] = [.day, .week, .month, .quarter, .year]

  static let types = [
    "text", "number", "money", "percent", "date", "bool", "id", "choice", "duration", "period",
  ]
}
