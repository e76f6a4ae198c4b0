package import Engine
import Model
import Output

/// An answer that is another one than a transcript says.
package struct AnswerDifference: Sendable, Hashable {
  package var input: String
  package var expected: String
  package var answer: String
}

extension Session {
  /// What the program says to a line, as transcripts have it.
  package mutating func answer(
    _ input: String, cancellation: Cancellation = Cancellation()
  ) -> String {
    var answer: Answer?
    let format = settings.format
    runLine(input, cancellation: cancellation) { outcome in
      answer = answer ?? Answer(format: format)
      answer?.take(outcome)
    }
    return answer?.text ?? ""
  }

  /// Types all of a transcript again. No file is written.
  ///
  /// - Returns: the answers that differ.
  package mutating func replay(
    _ transcript: Transcript, cancellation: Cancellation
  ) -> [AnswerDifference] {
    writer = TrialWriter(writer: writer)
    var differences: [AnswerDifference] = []
    for piece in transcript.pieces {
      guard case .exchange(let input, let expected) = piece else { continue }
      let answer = answer(input, cancellation: cancellation)
      if cancellation.isCancelled { break }
      if answer != expected {
        differences.append(AnswerDifference(input: input, expected: expected, answer: answer))
      }
    }
    return differences
  }
}

extension AnswerDifference {
  /// What was typed, as transcripts have it.
  package var typed: [String] { Transcript.typed(input) }

  /// The lines of both answers: those behind `-` are gone, those behind `+` are new.
  package var lines: [String] {
    let old = expected.isEmpty ? [] : expected.lines
    let new = answer.isEmpty ? [] : answer.lines
    var gone: Set<Int> = []
    var added: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): gone.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var result: [String] = []
    var next = 0
    for (number, line) in old.enumerated() {
      if gone.contains(number) {
        result.append("- \(line)")
        continue
      }
      while next < new.count, added.contains(next) {
        result.append("+ \(new[next])")
        next += 1
      }
      result.append("  \(line)")
      next += 1
    }
    return result + new[min(next, new.count)...].map { "+ \($0)" }
  }
}

/// Writes nothing, and says what is wrong with what would be written.
private struct TrialWriter: FileWriter {
  let writer: any FileWriter

  func begin() -> any FileBatch { Batch(files: writer.begin()) }

  private struct Batch: FileBatch {
    let files: any FileBatch

    func open(_ path: String, isAdded: Bool) throws(FileProblem) {
      try files.open(path, isAdded: isAdded)
    }
    func write(_ chunk: [UInt8]) throws(OutputFailure) { try files.write(chunk) }
    func stamp() throws(OutputFailure) -> FileStamp { try files.stamp() }
    func remove(_ path: String) {}
    func commit() throws(FileProblem) { files.discard() }
    func discard() { files.discard() }
  }
}
