import Engine
import Messages
import Model
import Output

extension FileBatch {
  /// Writes a result into the file that was begun last.
  ///
  /// - Parameters:
  ///   - path: the file's name, for messages; `span` is where it was written.
  ///   - progress: told of the bytes that are written.
  ///   - heading: what goes above it.
  ///   - threads: how many make the text.
  func write(
    _ table: ResultTable, as format: OutputFormat, heading: String = "", to path: String,
    at span: Span?, threads: Int, _ cancellation: Cancellation, progress: Progress? = nil
  ) throws(Diagnostic) {
    let writer = ResultWriter(format: format, layout: .whole, threads: threads)
    var sink = FileSink(files: self, cancellation: cancellation, progress: progress)
    do throws(OutputFailure) {
      if !heading.isEmpty { try sink.write(Array(heading.utf8)) }
      try writer.write(table, to: &sink)
    } catch {
      throw error.diagnostic(writing: path, at: span)
    }
  }

  /// Begins a file whose former text goes.
  package func open(_ path: String) throws(FileProblem) { try open(path, isAdded: false) }
}

extension OutputFailure {
  /// - Parameter path: the file that was being written; `span` is where its name stands.
  func diagnostic(writing path: String, at span: Span?) -> Diagnostic {
    switch self {
    case .interrupted:
      Diagnostic(.interrupted, "stopped before \(path) was written", at: nil)
    case .closed: FileProblem(path, .system("nobody reads it")).diagnostic(at: span)
    case .failed(let words): FileProblem(path, .system(words)).diagnostic(at: span)
    }
  }
}

/// The file of a batch that is being written.
private struct FileSink: ByteSink {
  let files: any FileBatch
  let cancellation: Cancellation
  let progress: Progress?

  mutating func write(_ chunk: [UInt8]) throws(OutputFailure) {
    if cancellation.isCancelled { throw .interrupted }
    try files.write(chunk)
    progress?.advance(by: chunk.count)
  }
}
