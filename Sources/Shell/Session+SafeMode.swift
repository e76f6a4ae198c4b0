import Messages
import Model
import Output
import Semantics

extension Session {
  /// From now on no file is written, nothing outside a folder is read and no other program started.
  /// There is no way back.
  ///
  /// - Parameter folder: nil for no file at all.
  package mutating func goSafe(in folder: String?) {
    if settings.isSafe { return }
    settings.goSafe()
    checker.confine(to: folder)
    writer = NoWriter()
    hideHistory()
    recording = nil
    resultTarget = nil
    nextTarget = nil
    safeFolder = folder
  }

  /// `.safe`.
  mutating func goSafe() -> [Outcome] {
    let endsWriting = recording != nil || resultTarget != nil || nextTarget != nil
    goSafe(in: environment.workspace)
    let rules: [SafeModeRule] = [.writing, .reading(outside: safeFolder), .running]
    let lines = rules.map { "  \(DisplayWidth.printable($0.words))\n" }
    let ended = endsWriting ? "what was being written has ended\n" : ""
    return [.words("safe mode is on until you leave:\n" + lines.joined() + ended)]
  }

  /// What safe mode says to a command of the shell; nil where it may go on.
  func refusal(of command: ShellCommand, _ words: String) -> [Outcome]? {
    guard settings.isSafe, words.lowercased() != "off" else { return nil }
    let refused: Diagnostic
    switch command.access {
    case .none: return nil
    // By themselves they only say how things stand.
    case .writing where words.isEmpty, .running where words.isEmpty: return nil
    case .writing: refused = .refused(.writing, path(words), at: nil)
    case .running: refused = .refused(.running, words, at: nil)
    case .editing: refused = .refused(.running, "the editor", at: nil)
    case .history: refused = .refused(.reading(outside: safeFolder), "the history", at: nil)
    }
    return [.messages([refused], sources)]
  }
}

/// Writes nothing, as safe mode promises.
private struct NoWriter: FileWriter {
  func begin() -> any FileBatch { Batch() }

  private struct Batch: FileBatch {
    func open(_ path: String, isAdded: Bool) throws(FileProblem) {
      throw FileProblem(path, .refused)
    }
    func write(_ chunk: [UInt8]) throws(OutputFailure) {}
    func stamp() throws(OutputFailure) -> FileStamp { FileStamp(size: 0, time: 0) }
    func remove(_ path: String) {}
    func commit() throws(FileProblem) {}
    func discard() {}
  }
}
