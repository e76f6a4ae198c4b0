import Columns
import Model
import Semantics
import Synchronization

/// The results of the last queries, each a table that a query can name: `_` is the last one, `_2` the
/// one before it.
struct KeptResults: Sendable {
  private static let most = 9
  /// Of all results together, at 8 bytes or fewer each; the last result is kept whatever its size.
  private static let mostCells = 50_000_000

  /// The last one first.
  private var results: [KeptResult] = []

  mutating func keep(_ table: ResultTable) {
    results.insert(KeptResult(table), at: 0)
    var cells = 0
    let count = results.prefix(Self.most).prefix { result in
      cells += result.shown.rowCount * result.shown.columns.count
      return cells <= Self.mostCells
    }.count
    results.removeLast(results.count - max(1, count))
  }

  static func isName(_ name: String) -> Bool { name.first == "_" }

  /// The tables by their names.
  var tables: TablesOnDemand {
    var tables: TablesOnDemand = [:]
    for (index, result) in results.enumerated() {
      let name = index == 0 ? "_" : "_\(index + 1)"
      tables[name] = { world in result.table(named: name, in: world) }
    }
    return tables
  }
}

/// A result, and the table that it is once somebody names it.
private final class KeptResult: Sendable {
  let shown: ResultTable
  /// As it is in a state of the data and its options: links lead to the rows that they led to.
  private let known = Mutex<(version: Version, fields: [Field], table: Table)?>(nil)

  init(_ shown: ResultTable) {
    self.shown = shown
  }

  func table(named name: String, in world: World) -> (entity: Entity, table: Table) {
    let (_, fields, table) = known.withLock { known in
      if let known, known.version == world.version { return known }
      let columns = shown.columns.map { $0.asField(in: world, calendar: shown.calendar) }
      let made = (
        world.version, columns.map(\.field),
        Table(rowCount: shown.rowCount, columns: columns.map(\.values))
      )
      known = made
      return made
    }
    let words =
      name == "_" ? "the last result" : "the result number \(name.dropFirst()) from the last"
    return (Entity(name: name, fields: fields, summary: words), table)
  }
}

extension ResultColumn {
  /// A field of a table. What has lost its meaning since, such as a link into a table that was loaded
  /// anew, is the text that it was shown as.
  fileprivate func asField(in world: World, calendar: Calendar) -> (field: Field, values: Column) {
    func field(_ type: ValueType, _ values: Column) -> (Field, Column) {
      (Field(name: name, type: type), values)
    }
    switch (type, values) {
    case (.entity, _):
      guard let link, let entity = link.entity(in: world) else { return field(.text, values) }
      return field(.entity(entity), .row(link.rows))
    case (.missing, _), (.poison, _):
      return field(.text, .texts(Array(repeating: nil, count: values.count)))
    case (.period, .period(let numbers, let unit)) where calendar != world.options.calendar:
      return field(
        .text,
        .texts(
          numbers.map { number in
            number == Missing.day ? nil : calendar.description(of: number, unit)
          }))
    default: return field(type, values)
    }
  }
}
