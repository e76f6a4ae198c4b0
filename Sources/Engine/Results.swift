import Columns
import Messages
import Model
import Plan
import Synchronization

extension Execution {
  /// The final rows with names and types, and what there is to remark.
  func result(_ frame: Frame, of plan: LogicalPlan) throws(Diagnostic) -> ResultTable {
    var columns: [ResultColumn] = []
    for (number, definition) in (plan.columns + frame.found).enumerated() {
      try checkCancelled()
      var values = try column(number, of: frame)
      var link: LinkedRows?
      if case .row(let rows) = values, case .entity(let entity) = definition.type {
        values = try displayColumn(rows, of: entity)
        link = LinkedRows(
          entity: world.catalog[entity].name, version: world.table(entity).version,
          rows: rows.array)
      }
      columns.append(
        ResultColumn(
          name: definition.name, type: definition.type, values: values, link: link))
    }
    return ResultTable(
      columns: columns, rowCount: frame.count, footnotes: remarks.withLock { $0.footnotes },
      calendar: world.options.calendar)
  }

  /// Rows of an entity as the texts that they are shown by.
  func displayColumn(_ rows: Buffer<Int32>, of entity: EntityID) throws(Diagnostic) -> Column {
    if let field = world.catalog[entity].displayField,
      case .text(let codes, let dictionary) = world.table(entity).columns[field]
    {
      return .text(try gathered(codes, rows, missing: Missing.code), dictionary)
    }
    var interner = TextInterner()
    var codes: [Int32] = []
    codes.reserveCapacity(rows.count)
    try inOrder(rows.count) { (range: Range<Int>) in
      for row in rows.piece(range) {
        codes.append(
          row < 0 ? Missing.code : interner.intern(displayText(of: entity, row: Int(row))))
      }
    }
    return .text(codes, interner.dictionary)
  }
}
