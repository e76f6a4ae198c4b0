import Engine
import Foundation
import Library
package import Messages
import Model
package import Output
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
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let pieces = Self.pieces(of: text)
    var runner = SessionRunner()
    var differences: [String] = []
    var updated: [String] = []
    for piece in pieces {
      guard let input = piece.input else {
        updated.append(piece.comment)
        continue
      }
      let answer = runner.answer(input)
      updated.append(Self.written(input, answer))
      if answer != piece.answer {
        differences.append(
          "\(description): \(input)\n--- expected\n\(piece.answer)\n--- got\n\(answer)")
      }
    }
    if ProcessInfo.processInfo.environment["GOLDEN"] == "update" {
      let text = updated.joined(separator: "\n\n") + "\n"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      differences.append("\(description) was written anew")
    }
    return differences
  }

  private struct Piece {
    var comment = ""
    var input: String?
    var answer = ""
  }

  private static func written(_ input: String, _ answer: String) -> String {
    let lines = input.split(separator: "\n", omittingEmptySubsequences: false)
    let typed = lines.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    return answer.isEmpty ? typed : typed + "\n" + answer
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var answer: [Substring] = []
    func finish() {
      while answer.last?.isEmpty == true { answer.removeLast() }
      if !pieces.isEmpty { pieces[pieces.count - 1].answer = answer.joined(separator: "\n") }
      answer = []
    }
    var previous: Substring = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == ">" || line.hasPrefix("> ") {
        let typed = String(line.dropFirst(2))
        if previous == ">" || previous.hasPrefix("> "), let input = pieces.last?.input {
          pieces[pieces.count - 1].input = input + "\n" + typed
        } else {
          finish()
          pieces.append(Piece(input: typed))
        }
      } else if line.hasPrefix("# ") {
        let isContinued = previous.hasPrefix("# ") && pieces.last?.input == nil
        if isContinued, let comment = pieces.last?.comment {
          pieces[pieces.count - 1].comment = comment + "\n" + line
        } else {
          finish()
          pieces.append(Piece(comment: String(line)))
        }
      } else if pieces.last?.input != nil {
        answer.append(line)
      }
      previous = line
    }
    finish()
    return pieces
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
    var console = MemoryConsole()
    var outcomes: [Outcome] = []
    session.runLine(input) { outcomes.append($0) }
    let presenter = Presenter(
      format: session.settings.format,
      layout: Layout(width: 100, maximumRows: 40, style: .plain, showsCount: true),
      isTerminal: true)
    for outcome in outcomes { try? presenter.present(outcome, to: &console) }
    var lines = console.text.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return Self.timeless(lines.joined(separator: "\n"))
  }

  /// The text with an ellipsis for each time, which is another one in every run.
  private static func timeless(_ text: String) -> String {
    text.replacing(#/ +\d+\.\d\d ms/#) { match in
      let spaces = match.output.prefix { $0 == " " }.count
      return String(repeating: " ", count: spaces == 1 ? 1 : match.output.count - 4) + "… ms"
    }
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

/// Both streams in one text, as a terminal shows them.
package struct MemoryConsole: Console {
  private var bytes: [UInt8] = []

  package init() {}

  package mutating func write(_ chunk: [UInt8], to stream: Shell.Stream) throws(OutputFailure) {
    bytes += chunk
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
