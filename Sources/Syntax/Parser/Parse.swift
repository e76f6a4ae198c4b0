package import Messages

/// A text as a tree, with what is wrong with it.
package struct Parsed: Sendable {
  package let source: Source
  /// Always a tree: parts that could not be read are `.invalid` nodes.
  package let script: Script
  package let lexed: Lexed
  /// In the order of the text.
  package let diagnostics: [Diagnostic]

  package var tokens: [Token] { lexed.tokens }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Whether a further line could complete the text, so that Enter should ask for one.
  ///
  /// Not after an unclosed text: it ends with its line, so its message is of more use.
  package var wantsMoreLines: Bool {
    !diagnostics.isEmpty
      && diagnostics.allSatisfy { $0.mayContinue && $0.code != .unterminatedText }
  }

  /// Whether the text begins with `|`, which at the prompt extends the query before it.
  package var extendsPreviousQuery: Bool { tokens[0].kind == .pipe }
}

/// Reads a script, a line typed at the prompt, or any other text.
package func parse(_ source: Source) -> Parsed {
  let lexed = lex(source)
  var parser = Parser(source, lexed)
  let script = parser.parseScript()
  let explained = parser.explained
  let unexplained = lexed.diagnostics.filter { diagnostic in
    guard let span = diagnostic.span else { return true }
    return !explained.contains { $0.start <= span.start && span.end <= $0.end }
  }
  let diagnostics = (unexplained + parser.diagnostics)
    .enumerated()
    .sorted { ($0.element.span?.start ?? 0, $0.offset) < ($1.element.span?.start ?? 0, $1.offset) }
    .map(\.element)
  return Parsed(source: source, script: script, lexed: lexed, diagnostics: diagnostics)
}

/// Whether the text stands as it is: no error, and nothing that a further line must complete.
package func isComplete(_ source: Source) -> Bool { !parse(source).hasErrors }
