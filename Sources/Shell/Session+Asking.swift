package import Engine
import Messages
package import Model
import Semantics

/// Commands that need the terminal: the session says what is to be done, whoever has it does that.
extension Session {
  /// `.edit [TEXT]`.
  func edit(_ words: String) -> [Outcome] {
    [.asked(.edit(words.isEmpty ? lastTyped ?? "" : words))]
  }

  /// `.watch [SECONDS] [QUERY]`.
  func watch(_ words: String) -> [Outcome] {
    let parts = words.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    var seconds = 2
    var query = words
    if let first = parts.first, let number = Int(first) {
      guard Self.watchSeconds.contains(number) else {
        return usage(".watch asks every 1 to \(Self.watchSeconds.upperBound) seconds")
      }
      seconds = number
      query = parts.count > 1 ? String(parts[1]) : ""
    }
    if query.isEmpty {
      guard case .query(let last, _) = previous else {
        return usage("there is no query yet: .watch 5 deals | where stage = open")
      }
      query = last
    }
    return [.asked(.watch(query: query, seconds: seconds))]
  }

  private static let watchSeconds = 1...86_400

  /// Asks a query that is being watched, of the files as they are now.
  ///
  /// - Parameter old: what it gave the time before: what is another now is marked.
  /// - Returns: what it gives now, without marks.
  package mutating func ask(
    _ query: String, since old: ResultTable?, cancellation: Cancellation,
    report: (Outcome) -> Void
  ) -> ResultTable? {
    if let checked = checker.refresh(sources: sources, in: environment) {
      sources = checked.sources
      if !checked.diagnostics.isEmpty { report(.messages(checked.diagnostics, sources)) }
      if !checked.hasErrors { adopt(checked.environment, kind: .typed) }
    }
    // In all rounds a name means one result.
    if case .query(query, let earlier) = previous { name(earlier) }
    let text = ScriptText(
      name: DiagnosticRenderer.promptName, text: query, kind: .typed, arguments: .typed)
    var new: ResultTable?
    run(text, cancellation: cancellation) { outcome in
      guard case .result(var table, let cost) = outcome else { return report(outcome) }
      new = table
      if let old { table.markChanges(since: old) }
      report(.result(table, cost))
    }
    return new
  }

  /// A watch is over: what it gave last is the last result.
  package mutating func endWatch(with last: ResultTable?) {
    lastShown = last ?? lastShown
    if let last { results.keep(last) }
    name(results)
  }
}
