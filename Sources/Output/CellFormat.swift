import Columns
import Model

/// What a format makes of cells.
enum CellFormat: Sendable {
  case csv
  case json
  case markdown
  case html
  /// In boxes, lines and charts.
  case shown

  var audience: Audience {
    switch self {
    case .csv, .json: .machines
    case .markdown, .html, .shown: .people
    }
  }

  var dress: TextDress {
    switch self {
    case .csv: .csv
    case .json: .json
    case .markdown: .markdown
    case .html: .html
    case .shown: .shown
    }
  }

  /// What stands for a missing value, since an empty text shows as nothing, and how many columns it
  /// takes.
  var missing: ([UInt8], width: Int) {
    switch self {
    case .csv: ([], 0)
    case .json: (Array("null".utf8), 0)
    case .markdown: (Array("–".utf8), 1)
    case .html: (Array("<td class=\"missing\">–".utf8), 1)
    case .shown: (Array("–".utf8), 1)
    }
  }

  /// What stands before and behind a value of a column.
  func around(_ values: Column) -> (opening: [UInt8], closing: [UInt8]) {
    switch self {
    case .csv, .markdown, .shown: return ([], [])
    case .json:
      let mark = values.isQuotedInJSON ? [UInt8(ascii: "\"")] : []
      return (mark, mark)
    case .html:
      return (Array((values.isRightAligned ? "<td class=\"number\">" : "<td>").utf8), [])
    }
  }
}

extension Column {
  /// Whether the points of its numbers stand below each other.
  var isRightAligned: Bool {
    switch self {
    case .decimal, .real, .row: true
    case .day, .truth, .text, .period: false
    }
  }

  fileprivate var isQuotedInJSON: Bool {
    switch self {
    case .day, .text, .period: true
    case .decimal, .real, .truth, .row: false
    }
  }
}
