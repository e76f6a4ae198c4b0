/// Writes messages the way people read them: the sentence, the line as typed, carets, what to type.
package struct DiagnosticRenderer: Sendable {
  /// The name of the source that holds what is typed at the prompt: its messages need no place.
  package static let promptName = "prompt"
  /// As many as anyone repairs before trying again.
  package static let shownAtMost = 5

  private let sources: SourceMap
  private let style: TextStyle

  package init(sources: SourceMap, style: TextStyle = .plain) {
    self.sources = sources
    self.style = style
  }

  /// Messages with an empty line between two, errors before warnings, and a count of those left out.
  ///
  /// - Returns: lines that each end with a newline; empty for no messages.
  package func render(_ diagnostics: [Diagnostic], atMost limit: Int = shownAtMost) -> String {
    let ordered =
      diagnostics.filter { $0.severity == .error } + diagnostics.filter { $0.severity == .warning }
    // The values on a command line are put right together, so all of them are named.
    let shown = ordered.prefix(limit) + ordered.dropFirst(limit).filter { $0.code == .badSetting }
    var text = shown.map(render).joined(separator: "\n")
    if ordered.count > shown.count {
      text += "\n" + style.paint("… and \(ordered.count - shown.count) more", .faint) + "\n"
    }
    return text
  }

  /// One message; every line ends with a newline.
  package func render(_ diagnostic: Diagnostic) -> String {
    var text = header(diagnostic)
    text += snippets(of: diagnostic)
    // What the label says already needs no line of its own.
    text += suggestions(
      diagnostic.suggestions.filter {
        !($0.lead.isEmpty && diagnostic.label.contains($0.text))
      })
    for note in diagnostic.notes {
      text += "  " + style.paint("note:", .note) + " " + printable(note, indent: 8) + "\n"
    }
    return text
  }

  private func header(_ diagnostic: Diagnostic) -> String {
    var place = ""
    if let span = diagnostic.span, let source = sources[span.source],
      source.name != Self.promptName
    {
      let line = source.line(at: span.start)
      place = "\(source.name):\(line):\(source.column(at: span.start)): "
    }
    let role: TextRole = diagnostic.severity == .error ? .error : .warning
    let kind = "\(diagnostic.severity.rawValue) \(diagnostic.code.rawValue):"
    return DisplayWidth.printable(place) + style.paint(kind, role) + " "
      + printable(diagnostic.message, indent: 2) + "\n"
  }

  /// Text in which only the newlines that we put there move the cursor.
  private func printable(_ text: String, indent: Int) -> String {
    let clean = DisplayWidth.printable(text, keepsNewlines: true)
    guard clean.contains("\n") else { return clean }
    let padding = String(repeating: " ", count: indent)
    return clean.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\n" + padding)
  }

  private func suggestions(_ suggestions: [Suggestion]) -> String {
    let leads = suggestions.enumerated().map { index, suggestion in
      let unnamed = index == 0 ? "try" : "or"
      return (suggestion.lead.isEmpty ? unnamed : DisplayWidth.printable(suggestion.lead)) + ":"
    }
    let column = (leads.map { DisplayWidth.of($0) }.max() ?? 0) + 2
    var text = ""
    for (suggestion, lead) in zip(suggestions, leads) {
      let padding = String(repeating: " ", count: column - DisplayWidth.of(lead))
      let replacement = printable(suggestion.text, indent: column + 2)
      text += "  " + style.paint(lead, .lead) + padding + style.paint(replacement, .replacement)
      text += "\n"
    }
    return text
  }
}

// MARK: - The lines of the text

extension DiagnosticRenderer {
  /// One underlined place.
  private struct Mark {
    var span: Span
    var label: String
    var isPrimary: Bool
  }

  private func snippets(of diagnostic: Diagnostic) -> String {
    var marks: [Mark] = []
    if let span = diagnostic.span {
      marks.append(Mark(span: span, label: diagnostic.label, isPrimary: true))
    }
    marks += diagnostic.related.map { Mark(span: $0.span, label: $0.label, isPrimary: false) }
    let home = diagnostic.span?.source
    var sourcesInOrder: [SourceID] = []
    for mark in marks where !sourcesInOrder.contains(mark.span.source) {
      sourcesInOrder.append(mark.span.source)
    }
    var text = ""
    for id in sourcesInOrder {
      guard let source = sources[id] else { continue }
      let here = marks.filter { $0.span.source == id }
      if id != home, let first = here.first {
        let line = source.line(at: first.span.start)
        text += "  in \(DisplayWidth.printable(source.name)), line \(line):\n"
      }
      text += snippets(here, in: source)
    }
    return text
  }

  /// The lines that hold the marks, in the order of the text, each with its underlining below.
  private func snippets(_ marks: [Mark], in source: Source) -> String {
    let ordered = marks.sorted {
      ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end)
    }
    let lines = ordered.map { source.line(at: $0.span.start) }
    let digits = String(lines.max() ?? 1).utf8.count
    var text = ""
    var previous: Int?
    for (mark, line) in zip(ordered, lines) {
      let window = LineWindow(of: mark.span, line: line, in: source)
      let number = String(line)
      let gap = String(repeating: " ", count: digits - number.utf8.count)
      if line != previous {
        text += style.paint("  \(gap)\(number) |", .gutter) + " \(window.text)\n"
      }
      previous = line
      let empty = String(repeating: " ", count: digits)
      text += style.paint("  \(empty) |", .gutter) + " " + window.indent
      text += underline(mark, columns: window.markColumns) + "\n"
    }
    return text
  }

  private func underline(_ mark: Mark, columns: Int) -> String {
    let role: TextRole = mark.isPrimary ? .caret : .relatedMark
    var text = String(repeating: mark.isPrimary ? "^" : "-", count: columns)
    if !mark.label.isEmpty { text += " " + printable(mark.label, indent: 0) }
    return style.paint(text, role)
  }
}

/// The part of a line that is shown for a mark, and where the mark stands under it.
private struct LineWindow {
  /// Lines longer than this are cut around the mark.
  private static let widest = 240
  private static let before = 60

  var text: String
  /// What stands under the text before the mark: spaces, and the line's own tabs.
  var indent: String
  var markColumns: Int

  init(of span: Span, line: Int, in source: Source) {
    let start = source.lineStarts[line - 1]
    let full = source.lineText(line)
    let lineEnd = start + full.utf8.count
    let from = min(max(span.start, start), lineEnd)
    let to = min(max(span.end, from), lineEnd)
    var leading = source.text(start..<from)
    let marked = source.text(from..<to)
    var trailing = source.text(to..<lineEnd)
    if full.utf8.count > Self.widest {
      if leading.count > Self.before { leading = "…" + leading.suffix(Self.before) }
      let room = max(0, Self.widest - leading.count - marked.count)
      if trailing.count > room { trailing = trailing.prefix(room) + "…" }
    }
    let shown = marked.count > Self.widest ? marked.prefix(Self.widest) + "…" : marked
    leading = DisplayWidth.printable(leading)
    let middle = DisplayWidth.printable(String(shown))
    text = leading + middle + DisplayWidth.printable(trailing)
    indent = ""
    for character in leading {
      let width = DisplayWidth.of(character)
      indent += character == "\t" ? "\t" : String(repeating: " ", count: width)
    }
    markColumns = max(1, DisplayWidth.of(middle))
  }
}
