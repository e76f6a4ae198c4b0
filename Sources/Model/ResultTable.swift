package import Columns
package import Messages

/// A column of a result, ready to be shown.
package struct ResultColumn: Sendable {
  package var name: String
  package var type: ValueType
  /// Entity columns have become text columns of display names; their `type` still says entity.
  package var values: Column
  /// Of an entity column: the rows that the texts stand for.
  package var link: LinkedRows?

  package init(name: String, type: ValueType, values: Column, link: LinkedRows? = nil) {
    self.name = name
    self.type = type
    self.values = values
    self.link = link
  }
}

/// Rows of an entity, as long as its table is the same.
package struct LinkedRows: Sendable {
  package var entity: String
  package var version: Version
  package var rows: [Int32]

  package init(entity: String, version: Version, rows: [Int32]) {
    self.entity = entity
    self.version = version
    self.rows = rows
  }

  /// The entity in this world; nil where its rows are not those any more.
  package func entity(in world: World) -> EntityID? {
    guard let id = world.catalog.entity(named: entity), world.table(id).version == version else {
      return nil
    }
    return id
  }
}

/// A remark that belongs to a result: what was skipped, divided by zero, cut.
package struct Footnote: Sendable, Hashable {
  package var text: String
  package var span: Span?
  /// The figure that it is about, which is named before its words.
  package var subject: Span?

  package init(text: String, span: Span? = nil, subject: Span? = nil) {
    self.text = text
    self.span = span
    self.subject = subject
  }
}

/// How people read a result where nothing else is asked for; programs always get rows.
package enum Reading: Sendable {
  case rows
  /// As rows of which none is left out, however many: a list to look things up in.
  case list
  /// As records: a line for each field.
  case records
  /// As these lines, which say the same in words; each ends with a newline.
  case words(String)
  case chart(Chart)
}

/// The rows that a query gave.
package struct ResultTable: Sendable {
  package var columns: [ResultColumn]
  package var rowCount: Int
  package var footnotes: [Footnote]
  /// For writing fiscal periods and the like.
  package var calendar: Calendar
  package var reading: Reading
  /// What stands above it where people read it.
  package var title: String?
  /// By column and row the cells that people are to notice; empty for none.
  package var marks: [[Bool]] = []

  package init(
    columns: [ResultColumn], rowCount: Int, footnotes: [Footnote], calendar: Calendar,
    reading: Reading = .rows
  ) {
    self.columns = columns
    self.rowCount = rowCount
    self.footnotes = footnotes
    self.calendar = calendar
    self.reading = reading
  }
}
