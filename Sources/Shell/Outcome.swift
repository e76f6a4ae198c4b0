package import Messages
package import Model

/// What a statement or a command of the shell came to.
package enum Outcome: Sendable {
  case result(ResultTable, StatementReport)
  /// A result of before.
  case again(ResultTable, Showing)
  /// Rows that `print` shows on their way to the result.
  case printed(ResultTable)
  /// A file that has been written.
  case exported(ExportReport)
  /// How a test ended: the diagnostic says why it failed.
  case tested(name: String, Diagnostic?, SourceMap)
  /// Something that ran and shows nothing: an assertion that holds.
  case done(StatementReport)
  /// Errors and warnings, with the texts that their places are in.
  case messages([Diagnostic], SourceMap)
  /// Words of the shell, such as a page of help; every line ends with a newline.
  case words(String)
  /// Something that whoever has the terminal does.
  case asked(Request)
}

/// How a result is shown where that differs from what has been settled for all.
package struct Showing: Sendable, Hashable {
  package var format: OutputFormat?
  /// Whether no row is left out and no cell cut.
  package var isWhole = false

  package init() {}
}

/// What commands ask of the terminal.
package enum Request: Sendable, Hashable {
  case leave
  /// Edit a statement in an editor, and type it.
  case edit(String)
  /// Ask again and again, so many seconds apart.
  case watch(query: String, seconds: Int)
}

/// What an `export` has written.
package struct ExportReport: Sendable, Hashable {
  package var path: String
  package var rowCount: Int
  package var footnotes: [Footnote]

  package init(path: String, rowCount: Int, footnotes: [Footnote]) {
    self.path = path
    self.rowCount = rowCount
    self.footnotes = footnotes
  }
}

/// What one statement cost.
package struct StatementReport: Sendable, Hashable {
  package var source: String
  /// The line on which the statement starts, from 1.
  package var line: Int
  package var milliseconds: PhaseTimes
  /// Rows of the tables that the plan goes over.
  package var rowsRead: Int
  /// Bytes of the columns that the plan reads, each counted once.
  package var bytesRead: Int
  package var rowsReturned: Int
  /// The most memory that the process has held so far.
  package var peakMemoryBytes: Int

  package init(
    source: String, line: Int, milliseconds: PhaseTimes, rowsRead: Int, bytesRead: Int,
    rowsReturned: Int, peakMemoryBytes: Int
  ) {
    self.source = source
    self.line = line
    self.milliseconds = milliseconds
    self.rowsRead = rowsRead
    self.bytesRead = bytesRead
    self.rowsReturned = rowsReturned
    self.peakMemoryBytes = peakMemoryBytes
  }
}

/// Milliseconds of each step on the way from text to rows.
///
/// A script is parsed and checked whole, so each statement is charged the share of that time that
/// its text has of the script's.
package struct PhaseTimes: Sendable, Hashable {
  package var parse = 0.0
  package var check = 0.0
  package var plan = 0.0
  package var run = 0.0

  package init() {}

  package var total: Double { parse + check + plan + run }
}
