import Messages
import Model

/// The wording of what loading one file reports.
struct LoadMessages {
  /// The path as it was opened.
  let path: String
  /// Where the path is written.
  let span: Span?

  /// Row numbers are 32-bit, and one of them is kept free.
  static let maximumRows = Int(Int32.max) - 1

  /// The last part of the path, for messages about rows.
  var file: String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// A text between quotes, cut and without control characters, for one line of a message.
  static func quoted(_ text: String, limit: Int = 60) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
      if shown.unicodeScalars.count >= limit { return "\"" + shown + "…\"" }
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned: shown += "\u{fffd}"
        default: shown.unicodeScalars.append(scalar)
        }
      }
    }
    return "\"" + shown + "\""
  }

  static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(grouped(count)) \(count == 1 ? one : many)"
  }

  /// `1,234,567`.
  static func grouped(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(count).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// The first few of some values, between quotes.
  static func listed(_ values: [String]) -> String {
    let shown = values.prefix(3).map { quoted($0) }.joined(separator: ", ")
    return values.count > 3 ? "\(shown) and \(grouped(values.count - 3)) more" : shown
  }

  func unreadable(_ fault: ReadFault) -> Diagnostic {
    switch fault {
    case .unreadable(let reason):
      Diagnostic(.fileNotReadable, "\(path) cannot be read: \(reason)", at: span)
    case .changed:
      Diagnostic(
        .fileNotReadable, "\(path) changed while it was being read", at: span,
        notes: ["nothing was loaded; wait until it is written and load it again"])
    case .refused(let rule): .refused(rule, path, at: span)
    case .outOfMemory:
      Diagnostic(.outOfMemory, "\(path) needs more memory than there is", at: span)
    case .interrupted:
      Diagnostic(.interrupted, "stopped while reading \(path)", at: nil)
    case .recordTooLong:
      Diagnostic(.badCSV, "\(path) has a row of more than half a gigabyte", at: span)
    }
  }

  var empty: Diagnostic {
    Diagnostic(
      .fileEmpty, "\(path) is empty", at: span,
      notes: ["a table needs a first line that names its columns"])
  }

  func dialect(_ fault: Dialect.Fault) -> Diagnostic {
    switch fault {
    case .noHeader: empty
    case .read(let fault): unreadable(fault)
    case .headerNotText(let line): notText(line: line)
    case .headerUnterminated(let line): unterminatedQuote(line: line)
    case .headerTextAfterQuote(let line):
      Diagnostic(
        .badCSV, "\(file):\(line): text follows the closing quote of a header", at: span,
        notes: ["inside quotes, a quote is written twice: \"\""])
    case .headerTooLong:
      Diagnostic(
        .badCSV, "\(file) has a first line of more than 16 megabytes, or one that never ends",
        at: span, notes: ["is it a CSV file, and are its quotes closed?"])
    case .tooManyColumns(let count):
      Diagnostic(
        .badCSV,
        "\(file) has \(Self.grouped(count)) columns; at most "
          + "\(Self.grouped(Dialect.maximumColumns)) can be read", at: span)
    }
  }

  func notText(line: Int) -> Diagnostic {
    Diagnostic(
      .badEncoding, "\(file):\(line): this is not UTF-8 text", at: span,
      notes: ["in Excel, choose File, Save As, \"CSV UTF-8 (Comma delimited)\""])
  }

  func notUTF16(line: Int) -> Diagnostic {
    Diagnostic(
      .badEncoding, "\(file):\(line): this is not UTF-16 text, though the file begins like one",
      at: span)
  }

  func notCSV(_ kind: String) -> Diagnostic {
    Diagnostic(
      .badCSV, "\(file) is \(kind), not a CSV file", at: span,
      notes: ["open it, and save the sheet as \"CSV UTF-8 (Comma delimited)\""])
  }

  func unterminatedQuote(line: Int) -> Diagnostic {
    Diagnostic(
      .badCSV, "\(file):\(line): a quote opens a cell here and nothing closes it", at: span,
      notes: [
        "everything behind it would belong to that cell; inside quotes, a quote is written "
          + "twice: \"\""
      ])
  }

  func missingColumn(
    _ header: String, field: String, headers: [String], at place: Span?
  ) -> Diagnostic {
    let shown = headers.prefix(20).map { Self.quoted($0) }.joined(separator: ", ")
    let more = headers.count > 20 ? ", and \(headers.count - 20) more" : ""
    let near = nearestName(to: header, among: headers)
    return Diagnostic(
      .missingColumn, "\(file) has no column \(Self.quoted(header)) for \(field)",
      at: place ?? span, label: near.map { "did you mean \(Self.quoted($0))?" } ?? "",
      suggestions: near.map { [Suggestion("", "from \(Self.quoted($0))")] } ?? [],
      notes: ["its columns are \(shown)\(more)"])
  }

  func namelessHeader(_ header: String, number: Int, name: String) -> Diagnostic {
    let what = header.isEmpty ? "has no header" : "has the header \(Self.quoted(header))"
    return Diagnostic(
      .duplicateHeader, "column \(number) of \(file) \(what) and is called \(name)", at: span,
      severity: .warning)
  }

  func repeatedHeader(_ header: String, number: Int, first: Int, name: String) -> Diagnostic {
    Diagnostic(
      .duplicateHeader,
      "column \(number) of \(file) has the same header as column \(first), "
        + "\(Self.quoted(header)), and is called \(name)", at: span, severity: .warning)
  }

  func reservedHeader(_ header: String, name: String) -> Diagnostic {
    Diagnostic(
      .badDeclaration,
      "column \(Self.quoted(header)) of \(file) would be called \(name), a word of the language",
      at: span,
      suggestions: [
        Suggestion("declare it under another name", "\(name)_value: text from \"\(header)\"")
      ])
  }

  func clashingHeader(_ header: String, name: String, other: String?) -> Diagnostic {
    let clash =
      other.map { "just as column \(Self.quoted($0)) would" } ?? "which is declared already"
    return Diagnostic(
      .duplicateHeader,
      "column \(Self.quoted(header)) of \(file) would be called \(name), \(clash)", at: span,
      suggestions: [
        Suggestion("declare it under another name", "other_\(name): text from \"\(header)\"")
      ])
  }

  var tooManyRows: Diagnostic {
    Diagnostic(
      .tooManyRows, "\(file) has more than \(Self.grouped(Self.maximumRows)) rows", at: span)
  }

  /// A last row that is called total is read as any other: it may be a partner's name.
  func totals(_ text: String, line: Int) -> Diagnostic {
    Diagnostic(
      .badCSV, "\(file):\(line): the last row begins with \(Self.quoted(text)) and is read as data",
      at: span, severity: .warning,
      notes: ["where it adds up the rows above, delete it from the file: it would be counted twice"]
    )
  }

  func footer(_ footer: Footer, line: Int) -> Diagnostic? {
    if footer.lineCount > 0 {
      let lines = Self.counted(footer.lineCount, "line", "lines")
      return Diagnostic(
        .badCSV, "\(file): left out \(lines) of footer at the end, from line \(line) on",
        at: span, severity: .warning, notes: ["it begins \(Self.quoted(footer.firstText))"])
    }
    guard footer.emptyRowCount > 0 else { return nil }
    let rows = Self.counted(footer.emptyRowCount, "row", "rows")
    return Diagnostic(
      .badCSV, "\(file): left out \(rows) at the end in which every cell is empty", at: span,
      severity: .warning)
  }

  func timesLeftOut(_ field: String, count: Int) -> Diagnostic {
    let values = Self.counted(count, "value", "values")
    return Diagnostic(
      .badValue, "\(file): \(field) holds dates; the time of day of \(values) was left out",
      at: span, severity: .warning)
  }

  func barePercents(_ field: String, count: Int) -> Diagnostic {
    let values = Self.counted(count, "value", "values")
    return Diagnostic(
      .badValue,
      "\(file): \(values) of \(field) without a % sign \(count == 1 ? "is" : "are") above 1, and "
        + "\(count == 1 ? "was" : "were") read as such: 80 is 8000%", at: span,
      severity: .warning,
      notes: ["where 80 means 80%, declare \(field) a number and divide by 100 where it is used"])
  }

  /// Signs of several currencies in a column of amounts: the column keeps which there are.
  func severalSigns(_ field: String, _ currencies: [Currency]) -> Diagnostic {
    let codes = currencies.map(\.code).joined(separator: " and ")
    return Diagnostic(
      .mixedCurrencies,
      "\(file): \(field) holds amounts in \(codes), and which is in which is not kept", at: span,
      severity: .warning,
      notes: [
        "a column beside the amounts can say their currency: "
          + "\(field): money currency \"Header\""
      ])
  }
}

// MARK: - The built-in model

extension LoadMessages {
  func unclearPercents(_ field: String, count: Int) -> Diagnostic {
    let values = Self.counted(count, "value", "values")
    return Diagnostic(
      .badValue,
      "\(file): \(values) of \(field) without a % sign \(count == 1 ? "is" : "are") above 1, and "
        + "80 may mean 80% or 8000%; the column is loaded as text", at: span, severity: .warning,
      notes: ["write them in the file as 80% or as 0.8"])
  }

  func otherChoices(_ field: String, found: [String], known: [String]) -> Diagnostic {
    Diagnostic(
      .badValue,
      "\(file): \(field) holds \(Self.listed(found)), none of them one that Parley knows; the "
        + "column is loaded as text", at: span, severity: .warning,
      notes: ["ready-made definitions know \(known.joined(separator: ", "))"])
  }

  /// - Parameter further: a field's name with the values, for each field.
  func furtherChoices(_ further: [String]) -> Diagnostic {
    Diagnostic(
      .badValue,
      "\(file): there are values that ready-made definitions do not know: "
        + further.joined(separator: "; "), at: span, severity: .warning,
      notes: ["define anew what has to know them: describe lists what there is"])
  }

  func matchedByName(_ field: String, _ target: String) -> Diagnostic {
    Diagnostic(
      .orphanKey, "\(file): \(field) holds no ids but names, and leads to \(target) by name",
      at: span, severity: .warning)
  }

  func linkBackRenamed(_ column: String, _ target: String, from source: String, to name: String)
    -> Diagnostic
  {
    Diagnostic(
      .needsInverse,
      "\(target) has something else called \(source), so the \(source) whose \(column) a row is "
        + "are its \(name)", at: span, severity: .warning)
  }
}
