import Columns
import Foundation
import Library
import Messages
import Model
import Plan
import Semantics
import Syntax
import Testing

/// What the checker makes of a script: the columns of its last query with their types, or the
/// codes, underlined texts and first suggestions of its messages.
private func outcome(_ text: String) -> String {
  var sources = SourceMap()
  let source = sources.add(name: "test", text: text)
  let parsed = parse(source)
  let checker = Checker(vocabulary: .standard, loader: NoFiles())
  let checked = checker.check(
    parsed.script, sources: sources, in: Environment(world: FixtureWorld.world))
  let diagnostics = parsed.diagnostics + checked.diagnostics
  if !diagnostics.isEmpty {
    return diagnostics.map { diagnostic in
      let place = diagnostic.span.map(source.text) ?? ""
      let fix = diagnostic.suggestions.first.map { " -> \($0.text)" } ?? ""
      return "\(diagnostic.code.rawValue) [\(place)]\(fix)"
    }.joined(separator: "; ")
  }
  guard let query = lastQuery(checked.steps) else { return "nothing to run" }
  return query.plan.columns.map { "\($0.name) \(short($0.type))" }.joined(separator: ", ")
}

/// The last query, inside loops and scripts too.
private func lastQuery(_ steps: [Step]) -> PlannedQuery? {
  switch steps.last {
  case .query(let query): query
  case .forEach(let loop): lastQuery(loop.body)
  case .run(let run): lastQuery(run.steps)
  case .assertion, .describe, .explain, .profile, .save, nil: nil
  }
}

private func short(_ type: ValueType) -> String {
  switch type {
  case .number: "number"
  case .money(let currency): currency.code
  case .mixedMoney: "mixed"
  case .percent: "percent"
  case .text: "text"
  case .id: "id"
  case .bool: "bool"
  case .date: "date"
  case .period(let unit): unit.rawValue
  case .duration(.days): "days"
  case .duration(.months): "months"
  case .choice: "choice"
  case .entity(let id): "entity\(id.index)"
  case .missing: "missing"
  case .poison: "poison"
  }
}

/// A file of cases: lines behind `> ` are a script, the lines up to the next blank one its outcome.
/// `GOLDEN=update` writes the outcomes anew and still fails.
private func failures(in file: String) throws -> [String] {
  let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden/check/\(file).golden")
  var failures: [String] = []
  var updated: [String] = []
  let blocks = try String(contentsOf: path, encoding: .utf8).split(separator: "\n\n")
  for block in blocks {
    let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let script = lines.filter { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) }
    guard !script.isEmpty else {
      updated.append(String(block))
      continue
    }
    let expected = lines.filter { !$0.hasPrefix("> ") && !$0.isEmpty }.joined(separator: "\n")
    let actual = outcome(script.joined(separator: "\n"))
    updated.append((script.map { "> \($0)" } + [actual]).joined(separator: "\n"))
    if actual != expected {
      failures.append(
        "\(script.joined(separator: "\n"))\n  expected \(expected)\n  got      \(actual)")
    }
  }
  if ProcessInfo.processInfo.environment["GOLDEN"] == "update" {
    try (updated.joined(separator: "\n\n") + "\n").write(
      to: path, atomically: true, encoding: .utf8)
  }
  return failures
}

@Suite struct CheckTests {
  @Test(arguments: ["types", "mistakes"])
  func golden(_ file: String) throws {
    let failures = try failures(in: file)
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
  }
}
