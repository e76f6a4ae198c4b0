package import Messages

/// A text in the canonical style, or why it could not be put into it.
package struct Formatted: Sendable {
  /// The text as it should be; nil where the source has errors.
  package let text: String?
  package let diagnostics: [Diagnostic]
}

/// Lays a script out in the one canonical style.
///
/// A query that was on one line stays there up to 100 columns; else each stage has a line of its
/// own. Long lists wrap with their items under one another. Every comment is kept, and of blank
/// lines between statements at most one. The result means the same, and formatting it again changes
/// nothing.
package func format(_ source: Source) -> Formatted {
  var parsed = parse(source)
  guard !parsed.hasErrors else { return Formatted(text: nil, diagnostics: parsed.diagnostics) }
  let diagnostics = parsed.diagnostics
  // `value as name` becomes `name: value`, the outer ones first, and is then laid out as such.
  for _ in 0..<Parser.maximumHeight {
    guard let renamed = NameFirst.rewrite(parsed) else { break }
    parsed = parse(Source(id: source.id, name: source.name, text: renamed))
  }
  var builder = GroupBuilder(parsed)
  builder.visit(parsed.script)
  var printer = Printer(parsed, builder.groups, builder.marks)
  return Formatted(text: printer.print(), diagnostics: diagnostics)
}
