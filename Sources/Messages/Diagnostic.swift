/// How much a message matters: an error stops the script, a warning does not.
package enum Severity: String, Sendable, Hashable {
  case error
  case warning
}

/// A further place that a message points at, such as the first of two definitions.
package struct RelatedPlace: Sendable, Hashable {
  package var span: Span
  package var label: String

  package init(span: Span, label: String) {
    self.span = span
    self.label = label
  }
}

/// Text that can be typed as it stands, with a few words on what it would do.
package struct Suggestion: Sendable, Hashable {
  /// What choosing it means (`each manager once`); empty where the text speaks for itself.
  package var lead: String
  /// What to type.
  package var text: String

  package init(_ lead: String = "", _ text: String) {
    self.lead = lead
    self.text = text
  }
}

/// What is wrong, where, why, and what to type instead.
package struct Diagnostic: Error, Sendable, Hashable {
  package var code: Code
  package var severity: Severity
  /// One sentence in the words of the model, without a full stop.
  package var message: String
  /// Where; nil for what has no place in a text, such as a file that cannot be read.
  package var span: Span?
  /// The words behind the carets: `did you mean tier?`
  package var label: String
  package var related: [RelatedPlace]
  package var suggestions: [Suggestion]
  package var notes: [String]
  /// Whether more text behind the end could make this right: what Enter does depends on it.
  package var mayContinue: Bool

  package init(
    _ code: Code, _ message: String, at span: Span?, label: String = "",
    severity: Severity = .error, related: [RelatedPlace] = [], suggestions: [Suggestion] = [],
    notes: [String] = [], mayContinue: Bool = false
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.span = span
    self.label = label
    self.related = related
    self.suggestions = suggestions
    self.notes = notes
    self.mayContinue = mayContinue
  }

  /// Whether it is the same mistake at the same place, whatever brought it up.
  package func isSameMistake(as other: Diagnostic) -> Bool {
    code == other.code && span == other.span && message == other.message
  }
}
