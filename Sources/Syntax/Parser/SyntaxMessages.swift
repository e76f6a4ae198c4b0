import Columns
import Messages

/// The wording of what the parser complains about; other languages' habits have their own file.
enum SyntaxMessages {
  // MARK: Tokens

  /// `found` is nil at the end of the text, where more of it could help.
  static func unexpected(_ found: String?, wanting wanted: String, _ span: Span) -> Diagnostic {
    guard let found else {
      return Diagnostic(
        .unfinished, "this is not finished", at: span, label: "write \(wanted)",
        mayContinue: true)
    }
    return Diagnostic(
      .unexpectedToken, "\(found) does not fit here", at: span, label: "write \(wanted)")
  }

  static func lineEndsEarly(wanting wanted: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .missingToken, "something is missing at the end of this line", at: span,
      label: "write \(wanted)")
  }

  static func leftover(_ found: String, _ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "\(found) does not fit here", at: span,
      label: "a step ends before this", suggestions: suggestions,
      notes: ["the next step begins with |, a new statement on a new line"])
  }

  static func ago(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "a day in the past is written as a difference", at: span,
      label: "take it from today", suggestions: suggestions)
  }

  static func byWithoutSummarize(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "groups are made by summarize", at: span,
      label: "by belongs behind summarize", suggestions: suggestions,
      notes: suggestions.isEmpty ? ["for instance: deals | summarize n: count() by stage"] : [])
  }

  static func twoNames(
    _ first: String, _ second: String, _ span: Span, _ suggestions: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "there is nothing between \(first) and \(second)", at: span,
      label: "put an operator or a comma before this", suggestions: suggestions)
  }

  static func missingCondition(
    _ first: String, _ second: String, _ span: Span, _ suggestions: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "there is nothing between \(first) and \(second)", at: span,
      label: "a condition stands behind | where", suggestions: suggestions)
  }

  static func missingIn(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .missingToken, "whether a day lies in a stretch of time is asked with in", at: span,
      label: "write in before it", suggestions: suggestions)
  }

  static func missingKey(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .missingToken, "what to group by comes behind by", at: span, label: "write by before this",
      suggestions: suggestions)
  }

  static func perPeriod(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a row for each stretch of time is made by each", at: span,
      label: "write by each", suggestions: suggestions)
  }

  static func countOfRow(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "how many rows is settled before there are any", at: span,
      label: "write a number, or the name of a param")
  }

  static func missingCount(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .missingToken, "how many rows comes before by, and what to rank by behind it", at: span,
      label: "", suggestions: suggestions)
  }

  static func closesNothing(_ bracket: String, _ span: Span, _ suggestions: [Suggestion])
    -> Diagnostic
  {
    Diagnostic(
      .unexpectedToken, "this \(bracket) closes nothing", at: span,
      label: "leave it out, or open a bracket before", suggestions: suggestions)
  }

  static func missingBy(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .missingToken, "what to rank by comes behind by", at: span, label: "put by before this",
      suggestions: suggestions)
  }

  static func commaInNumber(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .badNumber, "a comma groups digits in threes, and only in money", at: span,
      label: "a decimal has a point", suggestions: suggestions)
  }

  static func groupedDigits(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .badNumber, "a comma groups digits only in money", at: span,
      label: "leave it out, or write _; an amount has its sign in front", suggestions: suggestions)
  }

  static func reserved(_ word: String, _ wanted: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .reservedWord, "\(word) has a meaning of its own, so it is no name by itself", at: span,
      label: "write \(wanted)",
      suggestions: [Suggestion("something called \(word)", "`\(word)`")])
  }

  static func unclosedBracket(
    _ bracket: String, _ span: Span, _ end: Span, isAtEnd: Bool
  ) -> Diagnostic {
    let closing = ["(": ")", "[": "]", "{": "}"][bracket] ?? bracket
    return Diagnostic(
      .unclosedBracket, "this \(bracket) is not closed", at: span, label: "it needs a \(closing)",
      mayContinue: isAtEnd)
  }

  static func tooDeep(_ limit: Int, _ span: Span) -> Diagnostic {
    Diagnostic(
      .nestedTooDeep, "this is nested more than \(limit) levels deep", at: span,
      label: "give a part of it a name with let",
      notes: ["long chains of and, or and + count too: a long list is written in [a, b, c]"])
  }

  // MARK: Literals

  static func inexactNumber(_ span: Span) -> Diagnostic {
    Diagnostic(
      .badNumber, "this number is too long to be kept exactly", at: span,
      label: "up to 18 digits fit")
  }

  static func notACount(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badNumber, "\(text) cannot be counted out", at: span,
      label: "write a whole number from 1 on")
  }

  static func noSuchDate(_ text: String, _ date: CivilDate? = nil, _ span: Span) -> Diagnostic {
    var label = ""
    var suggestions: [Suggestion] = []
    if let date, date.year > 0, (1...12).contains(date.month) {
      let days = CivilDate.days(inMonth: date.month, of: date.year)
      label = "that month has \(days) days"
      if date.day > days {
        let last = CivilDate(year: date.year, month: date.month, day: days)
        suggestions = [Suggestion("its last day", last.description)]
      }
    } else if let date {
      label = date.year > 0 ? "there are 12 months" : "years begin with 1"
      let swapped = CivilDate(year: date.year, month: date.day, day: date.month)
      if swapped.isValid, date.year > 0 {
        suggestions = [Suggestion("month before day", swapped.description)]
      }
    }
    return Diagnostic(
      .badDate, "there is no day \(text)", at: span, label: label, suggestions: suggestions)
  }

  static func noSuchPeriod(_ text: String, _ reason: String, _ span: Span) -> Diagnostic {
    Diagnostic(.badDate, "there is no period \(text)", at: span, label: reason)
  }

  static func noSuchMonth(_ text: String, _ year: Int32, _ part: String, _ span: Span)
    -> Diagnostic
  {
    Diagnostic(
      .badDate, "there is no month \(text)", at: span, label: "a year has the months 01 to 12",
      suggestions: [Suggestion("to subtract", "\(year) - \(part)")])
  }

  static func unpaddedWeek(_ text: String, _ number: Int32, _ span: Span) -> Diagnostic {
    let digits = number < 10 ? "0\(number)" : "\(number)"
    return Diagnostic(
      .badDate, "a week has two digits", at: span, label: "",
      suggestions: [Suggestion("", "\(text.prefix(4))-W\(digits)")])
  }

  static func bareFraction(_ digits: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badNumber, "a number begins with a digit", at: span, label: "",
      suggestions: [Suggestion("", "0.\(digits)")])
  }

  static func unknownEscape(_ escape: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badEscape, "\(escape) means nothing in a text", at: span,
      label: "write \\\\ for a backslash",
      notes: ["there are \\\" \\\\ \\{ \\n \\t; in a file's path write /"])
  }

  static func emptyInterpolation(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "there is nothing between { and }", at: span,
      label: "write what to put into the text, or \\{ for a plain brace")
  }

  static func commentInText(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedCharacter, "a comment cannot stand inside a text", at: span,
      label: "write \\{ before a plain brace")
  }

  // MARK: Operators

  static func chainedComparison(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .chainedComparison, "two comparisons cannot follow one another", at: span,
      label: "join them with and", suggestions: suggestions)
  }

  static func chainedRange(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a range has two ends", at: span, label: "this would be a third")
  }

  // MARK: Steps

  static func unknownVerb(
    _ word: String, _ span: Span, _ nearest: String?, _ corrections: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .unknownVerb, "there is no verb called \(word)", at: span,
      label: nearest.map { "did you mean \($0)?" } ?? "a step begins with a verb",
      suggestions: nearest.map { [Suggestion("", $0)] } ?? corrections,
      notes: nearest == nil && corrections.isEmpty
        ? ["verbs are where, add, show, sort, summarize, top and others"] : [])
  }

  static func textBelow(_ span: Span, _ definition: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "this text describes nothing: what it describes ended a line before",
      at: span, label: "write it at the end of that line",
      related: [RelatedPlace(span: definition, label: "this has no text")])
  }

  static func missingPipe(_ verb: String, _ span: Span) -> Diagnostic {
    Diagnostic(.missingToken, "a step begins with |", at: span, label: "put | before \(verb)")
  }

  static func commaInCondition(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "conditions are not separated by commas", at: span,
      label: "write and, or or", suggestions: suggestions)
  }

  static func stageWithoutRows(
    _ verb: String, _ span: Span, _ suggestions: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .misplacedStage, "\(verb) needs rows to work on", at: span,
      label: "begin with what to look at", suggestions: suggestions)
  }

  static func stagesBesideArguments(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .misplacedStage, "a query beside other values needs parentheses", at: span,
      label: "put ( and ) around it", suggestions: suggestions)
  }

  static func promptCommand(_ command: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .misplacedStatement,
      "\(command) is a command of the prompt, where each stands on a line of its own",
      at: span, label: "scripts, -e and piped text take questions and definitions")
  }

  static func nothingToExtend(_ span: Span) -> Diagnostic {
    Diagnostic(
      .nothingToExtend, "there is no query before this | to go on with", at: span,
      label: "begin with what to look at, such as partners")
  }

  static func separatorInBrackets(_ span: Span) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "values in parentheses are separated by commas", at: span, label: "write ,")
  }

  // MARK: Slips

  static func doublePipe(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "one | is enough before a step", at: span, label: "",
      suggestions: suggestions)
  }

  static func missingEach(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .missingToken, "a run over rows begins with for each", at: span,
      label: "put each before this", suggestions: suggestions)
  }

  static func missingAs(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .missingToken, "a name is given with as", at: span, label: "put as before this",
      suggestions: suggestions)
  }

  static func unclosedBefore(
    _ word: String, _ span: Span, _ bracket: String, _ suggestions: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .unclosedBracket, "this \(bracket) is not closed before \(word)", at: span, label: "",
      suggestions: suggestions)
  }

  static func bounds(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "between takes two bounds with and", at: span,
      label: "a range goes with in", suggestions: suggestions)
  }

  static func countBehindUnit(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "the number stands before the length of time", at: span, label: "",
      suggestions: suggestions)
  }

  static func repeatName(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a comparison needs a value on both sides", at: span,
      label: "say again what is compared", suggestions: suggestions)
  }

  static func assignment(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "a column is named with : alone", at: span, label: "leave = out",
      suggestions: suggestions)
  }

  static func colonForEqual(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a definition has = behind its name", at: span, label: "write =",
      suggestions: suggestions)
  }

  static func looseDirection(_ word: String, _ span: Span, _ suggestions: [Suggestion])
    -> Diagnostic
  {
    Diagnostic(
      .unexpectedToken, "\(word) stands right behind what is sorted by", at: span,
      label: "leave the comma out", suggestions: suggestions)
  }

  static func byForAcross(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "pivot takes its column with across", at: span, label: "write across",
      suggestions: suggestions)
  }

  static func unquoted(_ text: String, _ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .missingToken, "a file's name or a header is a text in quotes", at: span,
      label: suggestions.isEmpty ? "write \"\(text)\"" : "", suggestions: suggestions)
  }

  static func unquotedValue(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .missingToken, "text of several words needs quotes", at: span, label: "",
      suggestions: suggestions)
  }

  static func yearBehindPart(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .badDate, "a period begins with its year", at: span, label: "", suggestions: suggestions)
  }

  static func mistyped(
    _ word: String, _ nearest: String, _ span: Span, _ suggestions: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "\(word) means nothing here", at: span, label: "did you mean \(nearest)?",
      suggestions: suggestions)
  }

  static func spacedSuffix(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .badNumber, "k, m and b stand right behind their number", at: span, label: "",
      suggestions: suggestions)
  }

  static func callWithoutParentheses(_ name: String, _ span: Span, _ suggestions: [Suggestion])
    -> Diagnostic
  {
    Diagnostic(
      .missingToken, "\(name) takes what it works on in parentheses", at: span, label: "",
      suggestions: suggestions)
  }

  static func looseCondition(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "a condition on a total stands inside its parentheses", at: span,
      label: "", suggestions: suggestions)
  }

  static func looseTime(
    _ word: String, _ span: Span, _ suggestions: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "\(word) stands inside the parentheses of the figure", at: span,
      label: "", suggestions: suggestions)
  }

  static func commaBeforeClause(
    _ word: String, _ span: Span, _ suggestions: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .unexpectedToken, "\(word) follows without a comma", at: span, label: "",
      suggestions: suggestions)
  }
}
