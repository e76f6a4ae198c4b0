import Columns
import Model

/// The history as a table that queries can name.
enum HistoryTable {
  static let name = "history"

  /// One row for each statement, in the order in which they began.
  static func make(_ entries: [HistoryEntry]) -> (entity: Entity, table: Table) {
    let starts = entries.map { LocalTime($0.start) }
    let outcomes = ChoiceList(declared: HistoryEntry.Outcome.allCases.map(\.rawValue))
    let fields: [(Field, Column)] = [
      (field("run_on", .date, "the day on which it was typed"), .day(starts.map(\.day))),
      (field("run_at", .text, "the time of that day"), .texts(starts.map(\.time))),
      (field("statement", .text, "as it was typed"), .texts(entries.map(\.statement))),
      (
        field("seconds", .number, "how long it took"),
        .decimal(entries.map { $0.ending?.milliseconds ?? Missing.decimal }, scale: 3)
      ),
      (
        field("rows", .number, "how many it gave"),
        .decimal(entries.map { $0.ending?.rows ?? Missing.decimal }, scale: 0)
      ),
      (
        field("outcome", .choice(outcomes), "what became of it"),
        .texts(entries.map(\.outcome.rawValue))
      ),
      (
        field("session", .text, "in which run of the program it was typed"),
        .texts(entries.map(\.id.session))
      ),
    ]
    let entity = Entity(
      name: name, fields: fields.map(\.0), summary: "the statements typed at the prompt")
    return (entity, Table(rowCount: entries.count, columns: fields.map(\.1)))
  }

  private static func field(_ name: String, _ type: ValueType, _ summary: String) -> Field {
    Field(name: name, type: type, summary: summary)
  }
}
