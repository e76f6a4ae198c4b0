package import Messages
package import Model
package import Output

/// The two streams of a program.
package enum Stream: Sendable, Hashable {
  case output
  case errors
}

/// Where a program writes; a value that the terminal, the command line or a test provides.
package protocol Console {
  /// Takes all bytes or throws. An empty chunk asks only whether to go on.
  mutating func write(_ chunk: [UInt8], to stream: Stream) throws(OutputFailure)
}

/// The output stream of a console, as result writers want it.
private struct OutputStream<Target: Console>: ByteSink {
  var console: Target

  mutating func write(_ chunk: [UInt8]) throws(OutputFailure) {
    try console.write(chunk, to: .output)
  }
}

/// Decides what goes where: results to the output, everything else to the errors.
package struct Presenter: Sendable {
  package var format: OutputFormat
  package var layout: Layout
  /// Whether people see the output stream directly: then footnotes stand below their table.
  package var isTerminal: Bool
  package var errorStyle: TextStyle
  /// Whether footnotes and times are left out.
  package var isQuiet: Bool
  package var showsTimes: Bool
  /// Rows of a table that words around it never take away.
  private static let fewestRows = 5
  /// Whether each statement's cost goes to the errors as a line of JSON.
  package var writesTimings: Bool
  /// How many threads make the text of long results.
  package var threads: Int

  package init(
    format: OutputFormat, layout: Layout, isTerminal: Bool, errorStyle: TextStyle = .plain,
    isQuiet: Bool = false, showsTimes: Bool = false, writesTimings: Bool = false, threads: Int = 1
  ) {
    self.threads = threads
    self.format = format
    self.layout = layout
    self.isTerminal = isTerminal
    self.errorStyle = errorStyle
    self.isQuiet = isQuiet
    self.showsTimes = showsTimes
    self.writesTimings = writesTimings
  }

  /// Writes one outcome.
  ///
  /// - Throws: what the console throws.
  package func present(
    _ outcome: Outcome, to console: inout some Console
  ) throws(OutputFailure) {
    switch outcome {
    case .result(let table, let report):
      try presentTable(table, to: &console)
      if table.title != nil { try endPage(&console) }
      try presentTimes(report, to: &console)
    case .again(let table, let showing):
      var presenter = self
      if let format = showing.format { presenter.format = format }
      if showing.isWhole { presenter.layout.showAll() }
      try presenter.presentTable(table, to: &console)
    case .printed(let table):
      if format.isForMachines { return }
      try presentTable(table, to: &console)
      try endPage(&console)
    case .exported(let report): try presentExport(report, to: &console)
    case .tested(let name, let problem, let sources):
      try presentTest(name, problem, sources, to: &console)
    case .done(let report):
      try presentTimes(report, to: &console)
    case .messages(let diagnostics, let sources):
      let renderer = DiagnosticRenderer(sources: sources, style: errorStyle)
      try write(renderer.render(diagnostics), to: .errors, &console)
    case .words(let text):
      try write(text, to: .output, &console)
    case .asked: break
    }
  }

  /// A blank line: what follows is another page of a report, and Markdown would take it for more rows.
  private func endPage(_ console: inout some Console) throws(OutputFailure) {
    if !format.isForMachines, format != .html { try write("\n", to: .output, &console) }
  }

  /// Writes a result with its footnotes.
  package func presentTable(
    _ table: ResultTable, to console: inout some Console
  ) throws(OutputFailure) {
    var layout = layout
    if let most = layout.maximumRows, table.rowCount > most {
      // What is cut anyway is cut so that all of it, words included, fits.
      let words = (table.title == nil ? 0 : 1) + (isQuiet ? 0 : table.footnotes.count)
      layout.maximumRows = max(min(most, Self.fewestRows), most - words)
    }
    let writer = ResultWriter(format: format, layout: layout, threads: threads)
    try write(writer.title(of: table), to: .output, &console)
    var stream = OutputStream(console: console)
    try writer.write(table, to: &stream)
    console = stream.console
    try present(
      table.footnotes, to: isTerminal && !format.isForMachines ? .output : .errors, &console)
  }

  private func present(
    _ footnotes: [Footnote], to stream: Stream, _ console: inout some Console
  ) throws(OutputFailure) {
    if isQuiet || footnotes.isEmpty { return }
    let style = stream == .output ? layout.style : errorStyle
    try write(ResultWriter.text(of: footnotes, style: style), to: stream, &console)
  }

  private func presentExport(
    _ report: ExportReport, to console: inout some Console
  ) throws(OutputFailure) {
    if isQuiet { return }
    let rows = ResultWriter.count(report.rowCount, "row", "rows")
    try write("wrote \(rows) to \(DisplayWidth.printable(report.path))\n", to: .errors, &console)
    try present(report.footnotes, to: .errors, &console)
  }

  private func presentTest(
    _ name: String, _ problem: Diagnostic?, _ sources: SourceMap, to console: inout some Console
  ) throws(OutputFailure) {
    let isGood = problem == nil
    let verdict = layout.style.paint(isGood ? "ok  " : "FAIL", isGood ? .replacement : .caret)
    var text = "\(verdict)  \(DisplayWidth.printable(name))\n"
    if let problem {
      let lines = DiagnosticRenderer(sources: sources, style: layout.style).render([problem])
      text += lines.split(separator: "\n").map { "      \($0)\n" }.joined()
    }
    try write(text, to: .output, &console)
  }

  private func write(
    _ text: String, to stream: Stream, _ console: inout some Console
  ) throws(OutputFailure) {
    if !text.isEmpty { try console.write(Array(text.utf8), to: stream) }
  }

  /// Writes what a statement cost, where that was asked for.
  package func presentTimes(
    _ report: StatementReport, to console: inout some Console
  ) throws(OutputFailure) {
    if writesTimings { try write(report.json + "\n", to: .errors, &console) }
    if showsTimes {
      try write(errorStyle.paint(report.words, .faint) + "\n", to: .errors, &console)
    }
  }
}

extension StatementReport {
  /// One line of `--timings`.
  var json: String {
    let times = milliseconds
    return "{\"source\":\(ResultWriter.json(source)),\"line\":\(line)"
      + ",\"parse_ms\":\(Self.thousandths(times.parse)),\"check_ms\":\(Self.thousandths(times.check))"
      + ",\"plan_ms\":\(Self.thousandths(times.plan)),\"run_ms\":\(Self.thousandths(times.run))"
      + ",\"rows_read\":\(rowsRead),\"bytes_read\":\(bytesRead)"
      + ",\"rows_returned\":\(rowsReturned)"
      + ",\"peak_memory_bytes\":\(peakMemoryBytes)}"
  }

  /// What `.timer on` shows.
  var words: String {
    "\(Self.thousandths(milliseconds.total)) ms, \(rowsRead) rows read"
  }

  /// Milliseconds with microseconds.
  private static func thousandths(_ milliseconds: Double) -> String {
    let micros = Int((max(0, milliseconds) * 1_000).rounded())
    let fraction = String(micros % 1_000)
    return "\(micros / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
