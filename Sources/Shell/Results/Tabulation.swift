import Columns
import Messages
import Model

extension ResultTable {
  /// A result made of texts, a header for each column.
  init(_ headers: [String], _ rows: [[String?]], calendar: Calendar) {
    self.init(
      columns: headers.enumerated().map { column, header in
        ResultColumn(name: header, texts: rows.map { $0[column] })
      }, rowCount: rows.count, footnotes: [], calendar: calendar)
  }
}

extension ResultColumn {
  init(name: String, texts: [String?]) {
    self.init(name: name, type: .text, values: .texts(texts))
  }

  /// Whole numbers, or with so many places behind the point.
  init(name: String, numbers: [Int?], scale: Int = 0) {
    self.init(
      name: name, type: .number,
      values: .decimal(numbers.map { $0.map(Int64.init) ?? Missing.decimal }, scale: scale))
  }
}

extension Column {
  /// Texts, some of them missing.
  static func texts(_ texts: [String?]) -> Column {
    var interner = TextInterner()
    let codes = texts.map { $0.map { interner.intern($0) } ?? Missing.code }
    return .text(codes, interner.dictionary)
  }
}
