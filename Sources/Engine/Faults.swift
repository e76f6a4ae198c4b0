import Messages

/// The messages of the engine, in one place.
enum Fault {
  static func interrupted() -> Diagnostic {
    Diagnostic(.interrupted, "stopped before the answer was complete", at: nil)
  }

  /// - Parameter row: how the row where it happened is shown, if it can be named.
  static func overflow(_ what: String, at span: Span, row: String? = nil) -> Diagnostic {
    let place = row.map { " for \($0)" } ?? ""
    return Diagnostic(
      .overflow, "\(what)\(place) is too large for an exact number", at: span,
      label: "more than 18 digits",
      notes: ["Parley stops here rather than show a wrong figure."])
  }

  static func tooManyGroups(_ periods: Int, at span: Span?) -> Diagnostic {
    Diagnostic(
      .outOfMemory, "\(periods) periods for every combination of the other keys are too many rows",
      at: span, notes: ["Take longer periods, a shorter range or fewer keys."])
  }

  static func tooManyPairs(_ rows: Int, _ owners: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfMemory, "comparing each of \(rows) rows with each of \(owners) takes too much memory",
      at: span, label: "looks at every row for every row",
      notes: ["Follow a link, or use a `link` stage, so that only matching rows are compared."])
  }

  /// - Parameters:
  ///   - text: what could not be read.
  ///   - wanted: what it should have been: `a number`, `a date`.
  static func conversion(
    _ text: String, to wanted: String, tolerant: String, at span: Span, row: String?
  ) -> Diagnostic {
    let place = row.map { " (row \($0))" } ?? ""
    return Diagnostic(
      .badConversion, "\"\(text)\" is not \(wanted)\(place)", at: span,
      suggestions: [Suggestion("missing where it does not convert", tolerant)])
  }
}
