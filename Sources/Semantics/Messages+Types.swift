import Columns
import Messages
import Model
import Plan
import Syntax

/// The wording of mistakes in types.
extension Checking {
  func notATruth(_ value: TypedExpression, at span: Span) -> Diagnostic {
    let words = text(span)
    var suggestions = [Suggestion("present at all", "\(words) is not missing")]
    switch value.type {
    case .choice(let list):
      if let first = list.declared.first {
        suggestions.insert(Suggestion("one value", "\(words) = \(first)"), at: 0)
      }
    case .number, .percent: suggestions.insert(Suggestion("", "\(words) > 0"), at: 0)
    case .money(let currency):
      suggestions.insert(Suggestion("", "\(words) > \(currency.symbol ?? "$")0"), at: 0)
    case .date: suggestions.insert(Suggestion("", "\(words) in this quarter"), at: 0)
    default: break
    }
    return Diagnostic(
      .notABoolean, "a condition is true or false, and this is \(describe(value.type))",
      at: span, suggestions: suggestions)
  }

  func needsNumber(_ value: TypedExpression, at span: Span) -> Diagnostic {
    Diagnostic(
      .needsNumber, "this needs a number, and \(text(span)) is \(describe(value.type))", at: span)
  }

  func branchesDiffer(
    _ left: TypedExpression, _ right: TypedExpression, at span: Span
  ) -> Diagnostic {
    var suggestions: [Suggestion] = []
    if case .money(let currency) = left.type, right.type == .number {
      suggestions = [Suggestion("", "\(currency.symbol ?? "$")\(text(span))")]
    }
    return Diagnostic(
      .typeMismatch,
      "one value is \(describe(left.type)), the other \(describe(right.type))", at: span,
      suggestions: suggestions)
  }

  func arithmeticProblem(
    _ op: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, at span: Span
  ) -> Diagnostic {
    let (one, two) = (text(left.span), text(right.span))
    switch (left.type, right.type) {
    case (.money, .percent) where op == .add || op == .subtract:
      let percent = percentOf(right)
      let total = op == .add ? 100 + percent : 100 - percent
      let more = op == .add ? "more" : "less"
      return Diagnostic(
        .moneyAndPercent,
        "money \(op == .add ? "plus" : "minus") a percent has no single meaning", at: span,
        suggestions: percent == 0
          ? [Suggestion("\(two) \(more)", "\(one) * (100% \(op.rawValue) \(two))")]
          : [Suggestion("\(two) \(more)", "\(one) * \(total)%")])
    case (.mixedMoney(let currencies), _), (_, .mixedMoney(let currencies)):
      return mixedCurrencies(currencies, at: span)
    case (.money(let a), .money(let b)) where a != b:
      return Diagnostic(
        .mixedCurrencies, "\(a.code) and \(b.code) do not add up: convert one first", at: span)
    case (.money(let currency), .number) where op == .add || op == .subtract:
      return Diagnostic(
        .typeMismatch, "money and a plain number do not add up", at: span,
        suggestions: [Suggestion("", "\(one) \(op.rawValue) \(currency.symbol ?? "$")\(two)")])
    case (.number, .money(let currency)) where op == .add || op == .subtract:
      return Diagnostic(
        .typeMismatch, "a plain number and money do not add up", at: span,
        suggestions: [Suggestion("", "\(currency.symbol ?? "$")\(one) \(op.rawValue) \(two)")])
    case (.date, .number):
      let isWritten = two.allSatisfy(\.isNumber)
      return Diagnostic(
        .typeMismatch,
        "say what to \(op == .add ? "add to" : "take from") the date: days, months …",
        at: span,
        suggestions: [
          Suggestion("", "\(one) \(op.rawValue) \(two)" + (isWritten ? " days" : " * 1 day")),
          Suggestion("", "\(one) \(op.rawValue) \(two)" + (isWritten ? " months" : " * 1 month")),
        ])
    case (.duration, .duration):
      return Diagnostic(
        .daysAndMonths, "days and months do not add up: months differ in length", at: span)
    case (.text, _) where op == .add, (_, .text) where op == .add,
      (.choice, _) where op == .add, (_, .choice) where op == .add:
      return Diagnostic(
        .typeMismatch, "texts are joined inside quotes, not with +", at: span,
        suggestions: [Suggestion("", "\"\(braced(left))\(braced(right))\"")])
    default:
      let words: [BinaryOperator: String] = [
        .add: "added to", .subtract: "taken from", .multiply: "multiplied by",
        .divide: "divided by",
      ]
      if op == .add || op == .subtract {
        return Diagnostic(
          .typeMismatch,
          "\(describe(right.type)) cannot be \(words[op] ?? "joined with") \(describe(left.type))",
          at: span)
      }
      return Diagnostic(
        .typeMismatch,
        "\(describe(left.type)) cannot be \(words[op] ?? "joined with") \(describe(right.type))",
        at: span)
    }
  }

  private func braced(_ value: TypedExpression) -> String {
    let words = text(value.span)
    if case .constant(.text(let plain)) = value.kind, words.hasPrefix("\"") { return plain }
    return "{\(words)}"
  }

  /// The whole number of percent that is written out; 0 where there is none.
  private func percentOf(_ value: TypedExpression) -> Int {
    guard case .constant(.decimal(let number)) = value.kind, text(value.span).hasSuffix("%"),
      let hundredths = number.rescaled(to: 2), abs(hundredths) < 1_000_000
    else { return 0 }
    return Int(hundredths)
  }

  /// A date beside a whole period, or beside a number that may be meant as a year.
  private func dateProblem(
    _ op: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, at span: Span
  ) -> Diagnostic {
    let (one, two) = (text(left.span), text(right.span))
    let isWhole = isPeriod(right.type)
    let isYear = !isWhole && two.count == 4 && two.allSatisfy(\.isNumber)
    let first = isWhole ? "start(\(two))" : isYear ? "\(two)-01-01" : "2026-09-30"
    var suggestions: [Suggestion] = []
    if isWhole || isYear { suggestions.append(Suggestion("inside it", "\(one) in \(two)")) }
    switch op {
    case .less, .lessOrEqual: suggestions.append(Suggestion("before it", "\(one) < \(first)"))
    default: suggestions.append(Suggestion("from its start", "\(one) >= \(first)"))
    }
    if !isWhole, !isYear {
      suggestions = [Suggestion("a day", "\(one) \(op.rawValue) \(first)")]
    }
    return Diagnostic(
      .notComparable, "\(one) is a date, and \(two) is \(describe(right.type))", at: span,
      suggestions: suggestions)
  }

  func comparisonProblem(
    _ op: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, at span: Span
  ) -> Diagnostic {
    let (one, two) = (text(left.span), text(right.span))
    switch (left.type, right.type) {
    case (.money(let currency), .number):
      return Diagnostic(
        .notComparable, "\(one) is money, and \(two) is a plain number", at: span,
        suggestions: [Suggestion("", "\(one) \(op.rawValue) \(currency.symbol ?? "$")\(two)")])
    case (.number, .money(let currency)):
      return Diagnostic(
        .notComparable, "\(one) is a plain number, and \(two) is money", at: span,
        suggestions: [Suggestion("", "\(currency.symbol ?? "$")\(one) \(op.rawValue) \(two)")])
    case (.mixedMoney(let currencies), .money), (.money, .mixedMoney(let currencies)),
      (.mixedMoney(let currencies), .number), (.mixedMoney(let currencies), .mixedMoney):
      return mixedCurrencies(currencies, not: "compare", at: span)
    case (.money(let a), .money(let b)):
      return Diagnostic(
        .mixedCurrencies, "\(a.code) and \(b.code) do not compare: convert one first", at: span)
    case (.duration, .duration):
      return Diagnostic(
        .daysAndMonths, "days and months do not compare: months differ in length", at: span)
    case (.duration(.days), .number):
      return Diagnostic(
        .notComparable, "\(one) is a number of days", at: span,
        suggestions: [Suggestion("", "\(one) \(op.rawValue) \(two) days")])
    case (.date, .period), (.date, .number):
      return dateProblem(op, left, right, at: span)
    case (.date, .text):
      return quotedDate("\(one) \(op.rawValue)", left, right, at: span)
    case (.text, .date):
      return Diagnostic(
        .notComparable, "\(one) is text, and \(two) is a date", at: span,
        suggestions: [
          Suggestion("if it holds dates", "date(\(one)) \(op.rawValue) \(two)")
        ],
        notes: ["a column of dates such as 31.12.2025 is declared: \(one): date(\"dmy\")"])
    case (.period, .number), (.period, .text):
      return periodProblem(op, left, right, at: span)
    case (.number, .text), (.money, .text), (.percent, .text):
      guard case .constant(.text(var plain)) = right.kind else {
        return Diagnostic(
          .notComparable, "\(one) is \(describe(left.type)), and \(two) is text", at: span,
          suggestions: [Suggestion("if it holds numbers", "\(one) \(op.rawValue) number(\(two))")])
      }
      if case .money(let currency) = left.type { plain = (currency.symbol ?? "$") + plain }
      return Diagnostic(
        .notComparable, "\(one) is \(describe(left.type)), and \(two) is text", at: span,
        suggestions: [
          Suggestion("numbers are written without quotes", "\(one) \(op.rawValue) \(plain)")
        ])
    case (.text, .number):
      return Diagnostic(
        .notComparable, "\(one) is text, and \(two) is a number", at: span,
        suggestions: [
          Suggestion("as text", "\(one) \(op.rawValue) \"\(two)\""),
          Suggestion("as a number", "number(\(one)) \(op.rawValue) \(two)"),
        ])
    case (.period, .period):
      return Diagnostic(
        .notComparable,
        "\(one) is \(describe(left.type)), and \(two) is \(describe(right.type))", at: span,
        suggestions: [Suggestion("inside it", "\(one) in \(two)")])
    case (.entity, .entity) where left.type == right.type:
      return Diagnostic(
        .notComparable, "two rows have no order; compare a field of each", at: span,
        suggestions: [Suggestion("", "\(one).name \(op.rawValue) \(two).name")])
    case (.bool, .text), (.bool, .number):
      return Diagnostic(
        .notComparable, "\(one) is yes or no", at: span,
        suggestions: [Suggestion("", one), Suggestion("", "not \(one)")])
    default:
      return Diagnostic(
        .notComparable,
        "\(describe(left.type)) and \(describe(right.type)) do not compare", at: span)
    }
  }

  /// A date beside a text in quotes, which mostly spells a date, in one order or another.
  private func quotedDate(
    _ start: String, _ left: TypedExpression, _ right: TypedExpression, at span: Span
  ) -> Diagnostic {
    var suggestions: [Suggestion] = []
    var notes: [String] = []
    if case .constant(.text(let plain)) = right.kind {
      let dates = writtenDates(plain)
      let leads =
        dates.count > 1 ? ["day first", "month first"] : ["dates are written without quotes"]
      suggestions = zip(leads, dates).map { Suggestion($0, "\(start) \($1)") }
      if suggestions.isEmpty { notes = ["a date is written without quotes, as in 2026-09-30"] }
    } else {
      suggestions = [Suggestion("if it holds dates", "\(start) date(\(text(right.span)))")]
    }
    return Diagnostic(
      .notComparable, "\(text(left.span)) is a date, and \(text(right.span)) is text", at: span,
      suggestions: suggestions, notes: notes)
  }

  /// The dates that a text may mean: one, or both orders of day and month.
  private func writtenDates(_ plain: String) -> [String] {
    let parts = plain.split { "-/.".contains($0) }.compactMap { Int($0) }
    guard parts.count == 3, !plain.contains(where: \.isLetter) else { return [] }
    let orders =
      parts[0] > 31
      ? [(parts[0], parts[1], parts[2])]
      : [(parts[2], parts[1], parts[0]), (parts[2], parts[0], parts[1])]
    var dates: [String] = []
    for (year, month, day) in orders where year > 999 {
      let date = CivilDate(year: year, month: month, day: day)
      if date.isValid, !dates.contains(date.description) { dates.append(date.description) }
    }
    return dates
  }

  /// A period beside a number, as in `month(d) = 3`, or beside a text.
  private func periodProblem(
    _ op: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, at span: Span
  ) -> Diagnostic {
    let (one, two) = (text(left.span), text(right.span))
    var suggestions: [Suggestion] = []
    var example = ""
    if case .period(let unit) = left.type {
      example = " such as " + calendar.description(of: calendar.period(of: today, unit), unit)
    }
    if case .period(let unit) = left.type, right.type == .number,
      let word = ["year", "quarter", "month"].first(where: { $0 == unit.rawValue })
    {
      let isCall = one.hasPrefix(word + "(") && one.hasSuffix(")")
      let inner = isCall ? String(one.dropFirst(word.count + 1).dropLast()) : one
      let isYear = two.count == 4 && two.allSatisfy(\.isNumber)
      if isYear, op == .equal { suggestions = [Suggestion("inside it", "\(inner) in \(two)")] }
      if !isYear || word == "year" {
        suggestions.append(
          Suggestion("as a number", "\(word)_number(\(inner)) \(op.rawValue) \(two)"))
      }
    }
    return Diagnostic(
      .notComparable,
      "\(one) is \(describe(left.type))\(example), and \(two) is \(describe(right.type))",
      at: span, suggestions: suggestions)
  }

  /// - Parameter verb: what the amounts do not do: add up, or compare.
  func mixedCurrencies(
    _ currencies: [Currency], not verb: String = "add up", at span: Span
  ) -> Diagnostic {
    let codes = currencies.map(\.code).joined(separator: " and ")
    return Diagnostic(
      .mixedCurrencies, "these amounts are in \(codes), which do not \(verb)", at: span,
      notes: ["load one currency per file, or a file with amounts converted to one currency"])
  }

  func wrongCount(
    _ function: FunctionSpec, _ name: Name, _ call: CallArguments, at span: Span
  ) -> Diagnostic {
    let wanted = function.argumentCount
    let words =
      wanted.lowerBound == wanted.upperBound
      ? "\(wanted.lowerBound)" : "\(wanted.lowerBound) to \(wanted.upperBound)"
    return Diagnostic(
      .wrongArgumentCount,
      "\(name.text) takes \(wanted.upperBound > 50 ? "\(wanted.lowerBound) or more" : words) "
        + "\(wanted == 1...1 ? "value" : "values"), not \(call.arguments.count)", at: span,
      suggestions: [Suggestion("", function.signature)])
  }

  func wrongArgument(
    _ function: FunctionSpec, _ values: [TypedExpression], _ problem: FunctionProblem,
    _ spans: [Span], at span: Span
  ) -> Diagnostic {
    guard let index = problem.argument, values.indices.contains(index) else {
      return Diagnostic(
        .wrongArgument, "\(function.name) needs \(problem.needs)", at: span,
        suggestions: [Suggestion("", function.signature)])
    }
    var diagnostic = Diagnostic(
      .wrongArgument,
      "\(function.name) needs \(problem.needs), and this is \(describe(values[index].type))",
      at: spans[index])
    let reader =
      problem.needs.hasPrefix("a number")
      ? "number" : problem.needs.hasPrefix("a date") ? "date" : nil
    if values[index].type == .text, let reader, function.name != reader {
      let arguments = values.indices.map { place in
        let written = text(spans[place])
        return place == index ? "\(reader)(\(written))" : written
      }
      diagnostic.suggestions = [
        Suggestion(
          "if it spells \(reader)s", "\(function.name)(\(arguments.joined(separator: ", ")))")
      ]
    } else {
      diagnostic.notes = ["it is written \(function.signature)"]
    }
    return diagnostic
  }

  func shapesDiffer(_ message: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .shapesDiffer, message, at: span,
      notes: ["append needs the same columns on both sides; choose them with show"])
  }
}
