import Columns
import Messages

/// The wording of what the lexer complains about.
enum LexerMessages {
  static func unexpectedCharacter(_ character: Unicode.Scalar, _ span: Span) -> Diagnostic {
    if character.value < 0x20 || (0x7F...0x9F).contains(character.value) {
      return Diagnostic(
        .unexpectedCharacter,
        "an invisible control character (U+\(hexadecimal(character))) does not belong here",
        at: span, label: "delete it and type this part again")
    }
    return Diagnostic(
      .unexpectedCharacter, "\(character) means nothing here", at: span, label: hint(character))
  }

  private static func hexadecimal(_ character: Unicode.Scalar) -> String {
    let digits = String(character.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func hint(_ character: Unicode.Scalar) -> String {
    switch character {
    case "×", "·", "∙": "write * to multiply"
    case "÷": "write / to divide"
    case "–", "—", "‐", "‑": "write - with the key for minus"
    case "…": "write .. for a range, as in 1..5"
    case "%": "write it right behind a number, as in 80%"
    case "&": "write and between conditions; join text as \"{name} ({tier})\""
    case "^": "there is no power sign; multiply instead"
    case "?": "write ?? for a value to use where one is missing"
    case "~": "write contains or matches to look into text"
    case "@": "write a name without @"
    case "\\": "write / to divide"
    case "→", "⇒": "write | before the next step"
    case "，", "、": "write , with the key for comma"
    case "¥", "₹", "₽", "₩", "₺", "¢": "write $, € or £, or a plain number"
    default: "delete it, or put it into a text: \"\(character)\""
    }
  }

  static func unclosedText(_ text: String, _ span: Span, isLast: Bool) -> Diagnostic {
    Diagnostic(
      .unterminatedText, "this text has no closing quote", at: span,
      label: "close it on this line; \\n makes a line break",
      mayContinue: isLast)
  }

  static func unclosedBrace(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unterminatedText, "this { has no closing }", at: span,
      label: "write \\{ for a plain brace", notes: ["{…} in a text puts a value there"])
  }

  static func unclosedName(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unterminatedText, "this name has no closing backquote", at: span,
      label: "close it with `")
  }

  static func emptyName(_ span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedCharacter, "there is no name between these backquotes", at: span,
      label: "write the name")
  }

  static func loneCurrency(_ symbol: String, _ amount: String?, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badNumber, "\(symbol) needs the amount right behind it", at: span,
      label: amount == nil ? "as in \(symbol)250 or \(symbol)1.5m" : "",
      suggestions: amount.map { [Suggestion("", symbol + $0)] } ?? [])
  }

  static func numberRunsIntoWord(_ number: String, _ word: String, _ span: Span) -> Diagnostic {
    if number.count == 4, isYearPart(word) {
      return Diagnostic(
        .badDate, "a part of a year stands behind a -", at: span, label: "",
        suggestions: [Suggestion("", number + "-" + word.uppercased())])
    }
    let isUnit = Word(rawValue: word.lowercased())?.unitLength != nil
    return Diagnostic(
      .badNumber, "\(number)\(word) is neither a number nor a name", at: span,
      label: isUnit ? "put a space before \(word)" : "a name begins with a letter",
      suggestions: isUnit ? [Suggestion("", "\(number) \(word)")] : [],
      notes: isUnit ? [] : ["behind a number only k, m and b may stand: 50k, 1.5m, 2b"])
  }

  /// Whether the text is written like Q3, H1 or W31.
  static func isYearPart(_ text: String) -> Bool {
    guard let first = text.first, "QHWqhw".contains(first) else { return false }
    return (2...3).contains(text.count) && text.dropFirst().allSatisfy(\.isNumber)
  }

  static func dateRunsOn(_ date: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badDate, "a date ends with its day", at: span, label: "dates have no time of day",
      suggestions: CivilDate(iso: date).map { [Suggestion("", $0.description)] } ?? [])
  }

  static func unpaddedDate(_ date: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badDate, "month and day have two digits each", at: span, label: "",
      suggestions: CivilDate(iso: date).map { [Suggestion("the date", $0.description)] } ?? [],
      notes: ["to subtract, put spaces around -"])
  }

  /// Offers each reading that is a real date.
  static func dateInAnotherForm(_ text: String, _ span: Span) -> Diagnostic {
    let parts = text.split { $0 == "/" || $0 == "." }.compactMap { Int($0) }
    var readings: [Suggestion] = []
    if parts.count == 3 {
      let orders: [(String, Int, Int, Int)] =
        parts[0] > 31
        ? [("year first", parts[0], parts[1], parts[2])]
        : [
          ("day first", parts[2], parts[1], parts[0]),
          ("month first", parts[2], parts[0], parts[1]),
        ]
      for (lead, year, month, day) in orders {
        let date = CivilDate(year: year, month: month, day: day)
        if date.isValid { readings.append(Suggestion(lead, date.description)) }
      }
    }
    return Diagnostic(
      .badDate, "a date is written year-month-day", at: span, label: "", suggestions: readings)
  }

  static func calendarYearPart(_ text: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      .badDate, "a part of a calendar year is written without CY", at: span, label: "",
      suggestions: [Suggestion("", String(text.dropFirst(2)))])
  }
}

extension CivilDate {
  /// Reads `yyyy-m-d`, padded or not; nil where that is no date.
  init?(iso text: String) {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
    guard isValid else { return nil }
  }
}
