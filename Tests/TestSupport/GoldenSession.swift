import Engine
import Foundation
import Library
package import Messages
import Model
import Semantics
package import Shell
import Storage

/// A file that reads like a session: lines behind `> ` are typed at once, what follows is what the
/// program says, word for word.
///
/// An empty line between two inputs and the comments behind `# ` belong to nobody. `GOLDEN=update`
/// writes the answers anew and still fails, so that nobody updates by accident.
package struct GoldenSession: Sendable, CustomStringConvertible {
  package let path: String

  package init(path: String) {
    self.path = path
  }

  package var description: String {
    path.split(separator: "/").suffix(2).joined(separator: "/")
  }

  /// All sessions of a folder below `Tests/Golden`.
  package static func all(in folder: String) -> [GoldenSession] {
    let base = root + "/Tests/Golden/" + folder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    return names.filter { $0.hasSuffix(".golden") }.sorted()
      .map { GoldenSession(path: base + "/" + $0) }
  }

  /// The repository: paths in sessions are relative to it.
  package static let root: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    _ = FileManager.default.changeCurrentDirectoryPath(root)
    return root
  }()

  /// Runs the session.
  ///
  /// - Returns: a description for each answer that isn't the expected one.
  package func differences() throws -> [String] {
    var transcript = Transcript(try String(contentsOfFile: path, encoding: .utf8))
    var runner = SessionRunner()
    var differences: [String] = []
    transcript.pieces = transcript.pieces.map { piece in
      guard case .exchange(let input, let expected) = piece else { return piece }
      let answer = runner.answer(input)
      if answer != expected {
        differences.append(
          "\(description): \(input)\n--- expected\n\(expected)\n--- got\n\(answer)")
      }
      return .exchange(input: input, answer: answer)
    }
    if ProcessInfo.processInfo.environment["GOLDEN"] == "update" {
      try transcript.text.write(toFile: path, atomically: true, encoding: .utf8)
      differences.append("\(description) was written anew")
    }
    return differences
  }
}

/// A headless session over the small fixture workspace, as of 2026-09-30.
package struct SessionRunner {
  /// 2026-09-30.
  private static let today: Int32 = 20_726
  private var session: Session
  /// What scripts have written.
  package let files = MemoryFiles()

  package init(workspace: String? = "Tests/Golden/fixtures/small") {
    _ = GoldenSession.root
    let loader = CSVLoader(threads: 2)
    session = Session(
      world: World(catalog: Catalog(), tables: [], options: Options(today: Self.today)),
      checker: Checker(vocabulary: .standard, prelude: { .standard }, loader: loader),
      engine: Engine(threads: 2), writer: files)
    session.showHistory { Self.history }
    if let workspace { _ = session.open(workspace) }
  }

  /// What has been typed in other sessions.
  private static let history: [HistoryEntry] = {
    let typed: [(String, HistoryEntry.Ending?)] = [
      ("partners | where tier = gold", .init(milliseconds: 12, rows: 4, outcome: .done)),
      ("partners | where teir = gold", .init(milliseconds: 1, rows: nil, outcome: .error)),
      ("deals\n| sort amount", .init(milliseconds: 2_500, rows: nil, outcome: .interrupted)),
      ("partners | where tier = gold", .init(milliseconds: 10, rows: 4, outcome: .done)),
      ("quit", nil),
    ]
    return typed.enumerated().map { number, entry in
      HistoryEntry(
        id: .init(session: "a", number: number + 1), start: Int64(number) * 1_000,
        statement: entry.0, ending: entry.1)
    }
  }()

  /// What the program says to a text typed at the prompt, without the last line's end; to one with
  /// `¦` in it, what could stand there.
  package mutating func answer(_ input: String) -> String {
    if input.contains("¦") { return candidates(input).joined(separator: "\n") }
    return session.answer(input)
  }

  /// Types a transcript again.
  package mutating func replay(_ text: String) -> [AnswerDifference] {
    session.replay(Transcript(text), cancellation: Cancellation())
  }

  /// What differs where a session of its own types a transcript.
  package static func replayed(_ text: String) -> [AnswerDifference] {
    var runner = SessionRunner()
    return runner.replay(text)
  }

  /// What could stand at `¦`, each with what is shown beside it; the first ones of many.
  private func candidates(_ input: String) -> [String] {
    let parts = input.components(separatedBy: "¦")
    let completion = completion(of: parts.joined(), at: parts[0].utf8.count)
    let typed = String(decoding: Array(parts[0].utf8)[completion.replaced], as: UTF8.self)
    let lines = completion.candidates.prefix(12).map { candidate in
      let text = candidate.text + (candidate.ending == " " ? "" : candidate.ending + "·")
      return candidate.detail.isEmpty ? text : text + "  " + candidate.detail
    }
    let count = completion.candidates.count
    return (typed.isEmpty ? [] : ["[\(typed)]"]) + lines
      + (count > lines.count ? ["… \(count - lines.count) more"] : count == 0 ? ["nothing"] : [])
  }

  package func completion(of text: String, at offset: Int) -> Completion {
    session.completion(of: text, at: offset) { folder in
      folder.isEmpty
        ? ["deals.csv", "notes.txt", "q3.parley", ".hidden.csv", "data"].map {
          ListedFile(name: $0, isFolder: $0 == "data")
        } : [ListedFile(name: "targets.csv", isFolder: false)]
    }
  }

  /// The outcomes of a script.
  package mutating func run(_ text: String) -> [Outcome] {
    session.run(text, name: "test", kind: .script)
  }

  /// The codes that a script brings up.
  package mutating func problems(_ text: String) -> [Code] {
    run(text).flatMap { outcome -> [Code] in
      if case .messages(let diagnostics, _) = outcome { return diagnostics.map(\.code) }
      return []
    }
  }

  package func needsMore(_ text: String) -> Bool { session.needsMore(text) }

  package func furtherPrompts(_ text: String) -> [String] { session.furtherPrompts(text) }
}
