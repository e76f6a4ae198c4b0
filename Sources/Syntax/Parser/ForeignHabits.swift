import Messages

/// What people write who know SQL, KQL or spreadsheets, and what Parley says instead.
enum ForeignHabits {
  /// What another language's verb does in Parley's words.
  enum Verb: Equatable {
    /// The same clause behind another word, of which so many are dropped.
    case same(Word, words: Int)
    /// `group by k`: counts the rows of each key.
    case group(words: Int)
    case join
  }

  /// The verb that begins with these two words, in lower case; nil for one that means nothing.
  static func verb(_ first: String, _ second: String) -> Verb? {
    switch (first, second) {
    case ("order", "by"), ("sort", "by"): .same(.sort, words: 2)
    case ("group", "by"), ("count", "by"): .group(words: 2)
    case ("left", "join"), ("inner", "join"), ("right", "join"), ("full", "join"): .join
    default: verb(first)
    }
  }

  private static func verb(_ word: String) -> Verb? {
    switch word {
    case "select", "project", "pick", "columns": .same(.show, words: 1)
    case "filter", "having", "search": .same(.where, words: 1)
    case "extend", "mutate", "derive", "compute", "calculate": .same(.add, words: 1)
    case "limit", "head", "first": .same(.take, words: 1)
    case "orderby", "order", "arrange": .same(.sort, words: 1)
    case "groupby", "group_by", "group", "count": .group(words: 1)
    case "aggregate", "stats", "agg": .same(.summarize, words: 1)
    case "union", "concat": .same(.append, words: 1)
    case "unique", "dedupe": .same(.distinct, words: 1)
    case "drop", "exclude": .same(.hide, words: 1)
    case "join", "lookup", "merge": .join
    default: nil
    }
  }

  static func verb(_ written: String, is word: Word, _ span: Span, _ suggestions: [Suggestion])
    -> Diagnostic
  {
    Diagnostic(
      .foreignHabit, "\(written) is called \(word.rawValue) here", at: span,
      label: "write \(word.rawValue)", suggestions: suggestions)
  }

  static func grouping(_ written: String, _ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "groups are made by summarize", at: span,
      label: "summarize what, by what", suggestions: suggestions)
  }

  static func joining(_ written: String, _ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "rows are joined with link, and never multiplied by it", at: span,
      label: "write link … as … on …", suggestions: suggestions,
      notes: ["where the model has a link already, write its path: partner.region"])
  }

  /// The aggregate that a word of other languages means, its own included; nil for no such word.
  static func aggregate(_ word: String) -> String? {
    switch word {
    case "average", "mean": "avg"
    case "total": "sum"
    case "minimum": "min"
    case "maximum": "max"
    case "sum", "avg", "min", "max", "median", "stddev": word
    default: nil
    }
  }

  static func listing(_ span: Span) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "what there is to ask about is listed by a command of the prompt", at: span,
      label: "", suggestions: [Suggestion("at the prompt", ".tables")])
  }

  static func sortBy(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "sort takes its keys without by", at: span, label: "leave by out",
      suggestions: suggestions)
  }

  static func direction(
    _ written: String, _ word: String, _ span: Span, _ suggestions: [Suggestion]
  ) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "\(written) is written \(word)", at: span, label: "write \(word)",
      suggestions: suggestions)
  }

  static func everything(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "all columns are shown unless show names some", at: span,
      label: "leave * out", suggestions: suggestions)
  }

  static func renaming(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "rename takes the new name first", at: span, label: "write new: old",
      suggestions: suggestions)
  }

  static func select(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "a question begins with what to look at, and goes on in steps", at: span,
      label: "select is called show here", suggestions: suggestions)
  }

  static func from(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "what to look at is written by itself", at: span, label: "leave from out",
      suggestions: suggestions)
  }

  static func changing(_ written: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "\(written) would change data, and questions never do", at: span,
      label: "try changes out in a scenario",
      suggestions: [
        Suggestion("", "scenario plan { change partners where tier = gold set weight: 2 }")
      ])
  }

  static func leadingEqual(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "a calculation is written without = before it", at: span,
      label: "leave = out", suggestions: suggestions)
  }

  static func logic(_ written: String, _ word: String, _ span: Span, _ suggestions: [Suggestion])
    -> Diagnostic
  {
    Diagnostic(
      .foreignHabit, "\(written) is written \(word)", at: span, label: "write \(word)",
      suggestions: suggestions)
  }

  static func textTest(_ written: String, _ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit,
      "text is looked into with contains, starts with, ends with or matches", at: span,
      label: "\(written) is not known here", suggestions: suggestions)
  }

  static func null(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "what has no value is missing", at: span, label: "write missing",
      suggestions: suggestions)
  }

  static func isValue(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "is asks only for missing", at: span, label: "write = or != for other values",
      suggestions: suggestions)
  }

  static func roundList(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "a list is written in square brackets", at: span, label: "write [ and ]",
      suggestions: suggestions)
  }

  static func conditional(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "a choice is written if … then … else …", at: span, label: "",
      suggestions: suggestions)
  }

  static func innerConditional(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "an if inside a calculation needs parentheses", at: span,
      label: "put ( and ) around it", suggestions: suggestions)
  }

  static func innerNot(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "a not behind an operator needs parentheses", at: span,
      label: "put ( and ) around it", suggestions: suggestions)
  }

  static func countStar(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "rows are counted with nothing between the parentheses", at: span,
      label: "leave * out", suggestions: suggestions)
  }

  static func distinct(_ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "different values are counted with count_distinct", at: span, label: "",
      suggestions: suggestions)
  }

  static func function(_ written: String, _ span: Span, _ suggestions: [Suggestion]) -> Diagnostic {
    Diagnostic(
      .foreignHabit, "there is no \(written) here; the language says it in words", at: span,
      label: "", suggestions: suggestions)
  }

  // MARK: Spreadsheet functions

  /// What a call of another language's function says in Parley; nil for a function it may know.
  static func translation(of function: String, _ arguments: [String]) -> String? {
    switch (function, arguments.count) {
    case ("sumif", 2): "sum(\(arguments[0]) where \(arguments[1]))"
    case ("averageif", 2): "avg(\(arguments[0]) where \(arguments[1]))"
    case ("sumif", 3): "sum(\(arguments[2]) where \(criterion(arguments)))"
    case ("averageif", 3): "avg(\(arguments[2]) where \(criterion(arguments)))"
    case ("countif", 2): "count(where \(criterion(arguments)))"
    case ("sumifs", 3): "sum(\(arguments[0]) where \(criterion(Array(arguments.dropFirst()))))"
    case ("averageifs", 3): "avg(\(arguments[0]) where \(criterion(Array(arguments.dropFirst()))))"
    case ("countifs", 2): "count(where \(criterion(arguments)))"
    case ("divide", 2): "\(arguments[0]) / \(arguments[1])"
    case ("filter", 2): "(\(arguments[0]) | where \(arguments[1]))"
    case ("iif", 3): "(if \(arguments[0]) then \(arguments[1]) else \(arguments[2]))"
    case ("ifnull", 2), ("nvl", 2), ("isnull", 2), ("iferror", 2):
      "(\(arguments[0]) ?? \(arguments[1]))"
    case ("isnull", 1), ("isblank", 1): "(\(arguments[0]) is missing)"
    case ("nullif", 2): "(if \(arguments[0]) = \(arguments[1]) then missing else \(arguments[0]))"
    case ("concat", 2...), ("concatenate", 2...):
      "\"" + arguments.map { "{\($0)}" }.joined() + "\""
    case ("len", 1): "length(\(arguments[0]))"
    default: nil
    }
  }

  /// A range and what it is compared with, `">10"` included.
  private static func criterion(_ arguments: [String]) -> String {
    let wanted = arguments[1]
    if wanted.hasPrefix("\""), wanted.count > 2 {
      let inside = wanted.dropFirst().dropLast()
      if let first = inside.first, "<>=".contains(first) { return "\(arguments[0]) \(inside)" }
    }
    return "\(arguments[0]) = \(wanted)"
  }

  /// `like "%x%"` as a text test.
  static func test(like pattern: String) -> String {
    let hasFirst = pattern.hasPrefix("%")
    let hasLast = pattern.count > 1 && pattern.hasSuffix("%")
    let plain = pattern.dropFirst(hasFirst ? 1 : 0).dropLast(hasLast ? 1 : 0)
    let quoted = "\"\(plain)\""
    return switch (hasFirst, hasLast) {
    case (true, true): "contains \(quoted)"
    case (false, true): "starts with \(quoted)"
    case (true, false): "ends with \(quoted)"
    case (false, false): "= \(quoted)"
    }
  }
}
