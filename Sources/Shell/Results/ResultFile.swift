import Engine
import Messages
import Model
import Output

/// The file that results go to instead of the screen: `.once` and `.output`.
struct ResultTarget: Sendable, Hashable {
  var path: String
  /// What the file's ending stands for; without one it is the session's.
  var format: OutputFormat?
  /// Whether something of this session stands in it, which the next result goes behind.
  var isBegun = false
}

/// The results of one input on their way to a file, which changes once all of them are complete.
struct ResultFile {
  private let target: ResultTarget
  private let format: OutputFormat
  private let files: any FileBatch
  private let cancellation: Cancellation
  /// How many make the text.
  private let threads: Int
  /// In a format for programs only the last result counts.
  private var held: (table: ResultTable, format: OutputFormat)?
  private var isOpen = false
  private var problem: Diagnostic?
  private var hasFailed = false
  private var written = ExportReport(path: "", rowCount: 0, footnotes: [])

  init(
    _ target: ResultTarget, format: OutputFormat, files: any FileBatch, threads: Int,
    cancellation: Cancellation
  ) {
    self.threads = threads
    self.target = target
    self.format = target.format ?? format
    self.files = files
    self.cancellation = cancellation
    written.path = target.path
  }

  /// Takes what belongs into the file.
  ///
  /// - Returns: what is left to be shown.
  mutating func take(_ outcome: Outcome) -> Outcome? {
    switch outcome {
    case .result(let table, let report):
      take(table, format)
      return .done(report)
    case .printed(let table):
      if !format.isForMachines { take(table, format) }
      return nil
    case .again(let table, let showing):
      take(table, showing.format ?? format)
      return nil
    case .messages(let diagnostics, _):
      hasFailed = hasFailed || diagnostics.contains { $0.severity == .error }
      return outcome
    case .exported, .tested, .done, .words, .asked: return outcome
    }
  }

  private mutating func take(_ table: ResultTable, _ format: OutputFormat) {
    if format.isForMachines {
      held = (table, format)
    } else {
      write(table, format)
    }
  }

  private mutating func write(_ table: ResultTable, _ format: OutputFormat) {
    if problem != nil { return }
    do throws(Diagnostic) {
      // Markdown would take what follows without a blank line for more rows.
      let isFirst = !isOpen && !target.isBegun
      let heading =
        (isFirst || format.isForMachines ? "" : "\n")
        + ResultWriter(format: format, layout: .whole).title(of: table)
      if !isOpen { try open() }
      try files.write(
        table, as: format, heading: heading, to: target.path, at: nil, threads: threads,
        cancellation)
    } catch {
      problem = error
    }
    written.rowCount += table.rowCount
    written.footnotes += table.footnotes
  }

  private mutating func open() throws(Diagnostic) {
    do throws(FileProblem) {
      try files.open(target.path, isAdded: target.isBegun)
    } catch {
      throw error.diagnostic(at: nil)
    }
    isOpen = true
  }

  /// Gives the file its name, unless something went wrong on the way or there was no result.
  ///
  /// - Returns: what was written, and where to; nil where that is nothing.
  /// - Throws: why it could not be written.
  mutating func finish() throws(Diagnostic) -> (ExportReport, ResultTarget)? {
    if let (table, format) = held { write(table, format) }
    guard isOpen, problem == nil, !hasFailed else {
      files.discard()
      if let problem { throw problem }
      return nil
    }
    do throws(FileProblem) {
      try files.commit()
    } catch {
      throw error.diagnostic(at: nil)
    }
    return (written, target)
  }
}
