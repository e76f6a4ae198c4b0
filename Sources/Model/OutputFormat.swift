/// The ways to write a result.
package enum OutputFormat: String, CaseIterable, Sendable, Hashable {
  case table
  case csv
  case json
  case ndjson
  case markdown
  case html
  case line

  /// Whether programs read it: then it carries raw values and nothing but the last query.
  package var isForMachines: Bool {
    switch self {
    case .csv, .json, .ndjson: true
    case .table, .markdown, .html, .line: false
    }
  }

  /// One line of help.
  package var summary: String {
    switch self {
    case .table: "a table with rulings, fitted to the window"
    case .csv: "comma-separated values, raw, with a header row"
    case .json: "an array with one object per row"
    case .ndjson: "one JSON object per line"
    case .markdown: "a Markdown table"
    case .html: "an HTML table"
    case .line: "one field per line, a blank line between rows"
    }
  }

  /// The endings of file names that stand for the format, the usual one first.
  package var endings: [String] {
    switch self {
    case .table: ["txt"]
    case .csv: ["csv"]
    case .json: ["json"]
    case .ndjson: ["ndjson", "jsonl"]
    case .markdown: ["md", "markdown"]
    case .html: ["html", "htm"]
    case .line: []
    }
  }

  /// Whether other programs take a file of that name for one of their own, which none of these is.
  package static func isForeign(fileName: String) -> Bool {
    guard let point = fileName.lastIndex(of: ".") else { return false }
    let endings: Set = [
      "xlsx", "xls", "xlsm", "ods", "numbers", "pdf", "doc", "docx", "odt", "ppt", "pptx",
      "parquet",
    ]
    return endings.contains(fileName[fileName.index(after: point)...].lowercased())
  }

  /// The format of a file name's ending: `won.csv`.
  package init?(fileName: String) {
    guard let point = fileName.lastIndex(of: ".") else { return nil }
    let ending = fileName[fileName.index(after: point)...].lowercased()
    guard let format = Self.allCases.first(where: { $0.endings.contains(ending) }) else {
      return nil
    }
    self = format
  }
}
