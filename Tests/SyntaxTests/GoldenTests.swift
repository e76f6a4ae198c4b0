import Messages
import Syntax
import SyntaxTestSupport
import Testing

/// Text in, tokens, trees or messages out: one file a subject under `Tests/Golden/`.
struct GoldenTests {
  @Test(arguments: GoldenFile.names(in: "parse"))
  func parses(_ name: String) throws {
    try check(name) { source in
      let parsed = parse(Self.source(source))
      let tree = TreeDump.dump(parsed.script)
      let places = parsed.diagnostics.map { "\($0.code.rawValue) \(Self.place($0, source))" }
      return ([tree] + places).filter { !$0.isEmpty }.joined(separator: "\n")
    }
  }

  @Test(arguments: GoldenFile.names(in: "errors"))
  func complains(_ name: String) throws {
    try check(name) { text in Self.rendered(text) { parse($0).diagnostics } }
  }

  @Test(arguments: GoldenFile.names(in: "format"))
  func formats(_ name: String) throws {
    try check(name) { source in
      let formatted = format(Self.source(source))
      return formatted.text ?? Self.rendered(source) { format($0).diagnostics }
    }
  }

  @Test(arguments: GoldenFile.names(in: "lex"))
  func lexes(_ name: String) throws {
    try check(name) { text in
      let source = Self.source(text)
      let lexed = lex(source)
      let tokens = lexed.tokens.dropLast().map { token in
        let written = source.text(token.start..<token.end)
        return "\(token.kind) \(written)"
      }
      return tokens.joined(separator: "\n") + "\n" + Self.rendered(text) { lex($0).diagnostics }
    }
  }

  private func check(_ name: String, _ output: (String) -> String) throws {
    for difference in try GoldenFile(name).differences(output) { Issue.record("\(difference)") }
  }

  static func source(_ text: String) -> Source {
    Source(id: SourceID(index: 0), name: "test", text: text)
  }

  /// The line and columns of a message, and whether more text could cure it.
  private static func place(_ diagnostic: Diagnostic, _ text: String) -> String {
    guard let span = diagnostic.span else { return "nowhere" }
    let source = source(text)
    let columns = "\(source.column(at: span.start))-\(source.column(at: span.end))"
    return "\(source.line(at: span.start)):\(columns)" + (diagnostic.mayContinue ? " …" : "")
  }

  /// The messages about a text as the prompt shows them.
  private static func rendered(_ text: String, _ check: (Source) -> [Diagnostic]) -> String {
    var sources = SourceMap()
    let source = sources.add(name: DiagnosticRenderer.promptName, text: text)
    return DiagnosticRenderer(sources: sources).render(check(source), atMost: 20)
  }
}
