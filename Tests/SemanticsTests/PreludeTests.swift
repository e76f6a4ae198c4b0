import Foundation
import Library
import Messages
import Semantics
import Syntax
import Testing

/// What ships in Parley: entities and definitions, each with its text, and all of them in the reference.
struct PreludeTests {
  /// The rows of the tables in `Measures.md`.
  private static let reference: [String] = {
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Documentation/Measures.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| `") }
  }()

  /// Each definition as its row in the reference; entities, verbs, functions and lets are told of in
  /// sentences, or nowhere.
  private static func rows(of source: Source) throws -> [String] {
    func text(_ span: Span) -> String { source.text(span.start..<span.end) }
    let parsed = parse(source)
    #expect(parsed.diagnostics.isEmpty, "\(source.name) has mistakes")
    return try parsed.script.statements.compactMap { statement in
      switch statement.kind {
      case .measure(let measure):
        let summary = try #require(measure.summary?.literal.plain, "\(text(measure.span))")
        let day = measure.over.map { text($0.span) } ?? ""
        return "| `\(measure.name.text)` | \(measure.entity.text) | \(summary) | \(day) |"
      case .field(let field):
        let summary = try #require(field.summary?.literal.plain, "\(text(field.span))")
        return "| `\(field.name.text)` | \(field.entity.text) | \(summary) |"
      case .option(let name, let value): return "| `\(name.text)` | \(text(value.span)) |"
      case .let, .function, .verb, .entity: return nil
      case .param, .load, .open, .save, .adopt, .include, .run, .snapshot, .scenario,
        .forEach, .test, .describe, .explain, .assert, .query, .invalid:
        Issue.record("\(source.name) holds \(text(statement.span)), which defines nothing")
        return nil
      }
    }
  }

  @Test func everyDefinitionStandsInTheReference() throws {
    let defined = try Prelude.standard.sources.flatMap(Self.rows)
    #expect(defined.count > 100)
    #expect(Set(defined).subtracting(Self.reference).sorted() == [], "not in Measures.md")
    #expect(Set(Self.reference).subtracting(defined).sorted() == [], "only in Measures.md")
    #expect(Self.reference.count == Set(Self.reference).count, "twice in Measures.md")
  }
}
