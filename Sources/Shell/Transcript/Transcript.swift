/// A session as a text: what was typed stands behind `>`, the answer below it, and comments behind
/// `#` between them.
///
///     # What the West sells.
///
///     > territories | where region = "West" | show name
///     ┌─────────┐
///     │ name    │
///     …
///
/// A line of an answer that would read like one of these has a backslash before it.
package struct Transcript: Sendable, Hashable {
  package enum Piece: Sendable, Hashable {
    /// With its `#`.
    case comment(String)
    /// What was typed, of one line or several, and the answer without the end of its last line.
    case exchange(input: String, answer: String)
  }

  package var pieces: [Piece]

  package init(pieces: [Piece] = []) {
    self.pieces = pieces
  }

  /// As it is kept in a file.
  package var text: String {
    pieces.map(\.written).joined(separator: "\n\n") + "\n"
  }

  /// How many lines were typed.
  package var exchangeCount: Int {
    pieces.count { if case .exchange = $0 { true } else { false } }
  }

  /// Reads what ``text`` writes. Lines before the first piece belong to none.
  package init(_ text: String) {
    var reading = Reading()
    // Some editors end lines in their own way.
    for line in text.replacing("\r\n", with: "\n").lines { reading.take(line) }
    reading.finish()
    pieces = reading.pieces
  }

  /// What was typed, in its lines.
  static func typed(_ input: String) -> [String] {
    input.lines.map { $0.isEmpty ? ">" : "> \($0)" }
  }

  /// Whether a line is one of what was typed.
  private static func isTyped(_ line: some StringProtocol) -> Bool {
    line == ">" || line.hasPrefix("> ")
  }

  private static func isComment(_ line: some StringProtocol) -> Bool { line.hasPrefix("# ") }

  /// A text that is being read line by line.
  private struct Reading {
    var pieces: [Piece] = []
    private var answer: [Substring] = []
    private var previous: Substring = ""

    mutating func take(_ line: Substring) {
      defer { previous = line }
      if Transcript.isTyped(line) {
        let typed = String(line.dropFirst(2))
        if Transcript.isTyped(previous), case .exchange(let input, _)? = pieces.last {
          pieces[pieces.count - 1] = .exchange(input: input + "\n" + typed, answer: "")
        } else {
          finish()
          pieces.append(.exchange(input: typed, answer: ""))
        }
      } else if Transcript.isComment(line) {
        if Transcript.isComment(previous), case .comment(let comment)? = pieces.last {
          pieces[pieces.count - 1] = .comment(comment + "\n" + line)
        } else {
          finish()
          pieces.append(.comment(String(line)))
        }
      } else {
        answer.append(line.first == "\\" ? line.dropFirst() : line)
      }
    }

    /// Gives the lines so far to the piece that they answer.
    mutating func finish() {
      while answer.last?.isEmpty == true { answer.removeLast() }
      if case .exchange(let input, _)? = pieces.last {
        pieces[pieces.count - 1] = .exchange(
          input: input, answer: answer.joined(separator: "\n"))
      }
      answer = []
    }
  }
}

extension Transcript.Piece {
  fileprivate var written: String {
    switch self {
    case .comment(let text): return text
    case .exchange(let input, let answer):
      let answered = answer.isEmpty ? [] : answer.lines.map(Self.escaped)
      return (Transcript.typed(input) + answered).joined(separator: "\n")
    }
  }

  private static func escaped(_ line: Substring) -> String {
    let isMarked = ["\\", "> ", "# "].contains { line.hasPrefix($0) } || line == ">"
    return (isMarked ? "\\" : "") + line
  }
}

extension String {
  var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
