package import Messages

/// A word that names something, as written.
package struct Name: Sendable, Hashable {
  /// The word without backquotes.
  package var text: String
  package var span: Span
  /// Whether backquotes stood around it, which makes it a plain name whatever it spells.
  package var isQuoted: Bool

  package init(text: String, span: Span, isQuoted: Bool = false) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
  }

  /// What names compare by: identifiers ignore case.
  package var key: String { text.lowercased() }
}

/// `name { "." name }`.
package struct Path: Sendable, Hashable {
  /// At least one.
  package var names: [Name]

  package init(names: [Name]) {
    self.names = names
  }

  package var span: Span {
    var span = names[0].span
    if let last = names.last { span = span.joined(with: last.span) }
    return span
  }
}
