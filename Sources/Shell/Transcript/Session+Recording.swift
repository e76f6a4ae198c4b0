import Engine
import Messages
import Model
import Output
import Semantics

/// A transcript on its way to a file, which is written anew after each answer: what has been typed so
/// far is there also where the session ends badly.
struct Recording: Sendable {
  var path: String
  var transcript: Transcript
}

extension Session {
  /// `.record FILE`, `.record off` and `.record`.
  mutating func record(_ words: String) -> [Outcome] {
    switch words.lowercased() {
    case "": return [.words("\(recordingState)\n")]
    case "off":
      let state = recording.map { "\(Self.count(of: $0)) in \(DisplayWidth.printable($0.path))" }
      recording = nil
      return [.words("recording off\(state.map { ": \($0)" } ?? "")\n")]
    default: break
    }
    var start = TranscriptStart()
    start.folder = environment.workspace
    start.day = environment.ownOptions.today
    start.isDayFixed = environment.hasFixedToday
    let earlier = undoLog.definitions
    let exchanges = earlier.texts.map { Transcript.Piece.exchange(input: $0, answer: "") }
    recording = Recording(
      path: path(words),
      transcript: Transcript(pieces: [.comment(start.comment)] + exchanges))
    if let problem = saveRecording() { return [problem] }
    var text = "\(recordingState)\n"
    if earlier.leftOut > 0 {
      let lines = ResultWriter.count(earlier.leftOut, "earlier line", "earlier lines")
      text += "\(lines) that changed the session and showed something: not in it\n"
    }
    return [.words(text)]
  }

  private var recordingState: String {
    recording.map { "recording to \(DisplayWidth.printable($0.path))" } ?? "recording off"
  }

  private static func count(of recording: Recording) -> String {
    ResultWriter.count(recording.transcript.exchangeCount, "statement", "statements")
  }

  /// Whether a line belongs into a transcript: it is not kept private, and a replay answers it as now.
  func isRecorded(_ text: String) -> Bool {
    guard recording != nil, !isPrivate(text), !text.trimmed.isEmpty else { return false }
    guard let (name, _) = ShellCommand.split(text) else { return true }
    return ShellCommand.all.first { $0.name == name }?.isRecorded ?? true
  }

  /// Whether a line is kept out of history and transcript: it begins with a blank, or all are.
  package func isPrivate(_ text: String) -> Bool {
    settings.isPrivate || text.first?.isWhitespace ?? true
  }

  /// Adds a line and what it was answered.
  ///
  /// - Returns: why the file cannot be written, which ends the recording.
  mutating func note(_ text: String, _ answer: Answer) -> Outcome? {
    recording?.transcript.pieces.append(.exchange(input: text, answer: answer.text))
    return saveRecording()
  }

  private mutating func saveRecording() -> Outcome? {
    guard let current = recording else { return nil }
    let files = writer.begin()
    do throws(FileProblem) {
      try files.open(current.path)
      do throws(OutputFailure) {
        try files.write(Array(current.transcript.text.utf8))
      } catch {
        throw FileProblem(current.path, error.problem)
      }
      try files.commit()
      return nil
    } catch {
      files.discard()
      recording = nil
      var problem = error.diagnostic(at: nil)
      problem.notes.append("nothing is recorded any more")
      return .messages([problem], sources)
    }
  }
}

extension OutputFailure {
  fileprivate var problem: FileProblem.Reason {
    switch self {
    case .closed: .system("nobody reads it")
    case .interrupted: .system("interrupted")
    case .failed(let words): .system(words)
    }
  }
}

extension UndoLog {
  /// The lines that made the session what it is since its workspace was opened: those that showed
  /// nothing, and how many others there were.
  fileprivate var definitions: (texts: [String], leftOut: Int) {
    let steps = done.suffix { !$0.isOpening }
    return (steps.filter(\.isSilent).map(\.text), steps.count { !$0.isSilent })
  }
}

extension Array {
  /// The longest end whose elements all meet a condition.
  fileprivate func suffix(while isWanted: (Element) -> Bool) -> ArraySlice<Element> {
    self[(lastIndex { !isWanted($0) }.map { $0 + 1 } ?? startIndex)...]
  }
}
