/// A statement that somebody typed, and what became of it.
package struct HistoryEntry: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    case done, error, interrupted
    /// Still running in some session, or its session ended before it did.
    case unfinished
  }

  /// What became of it, once that is known.
  package struct Ending: Sendable, Hashable {
    package var milliseconds: Int64
    /// Of the last result; nil where there was none.
    package var rows: Int64?
    package var outcome: Outcome

    package init(milliseconds: Int64, rows: Int64?, outcome: Outcome) {
      self.milliseconds = milliseconds
      self.rows = rows
      self.outcome = outcome
    }
  }

  /// Which session it was typed in, and its number there.
  package struct ID: Sendable, Hashable {
    package var session: String
    package var number: Int

    package init(session: String, number: Int) {
      self.session = session
      self.number = number
    }
  }

  package var id: ID
  /// When it began, in milliseconds since 1970-01-01 UTC.
  package var start: Int64
  package var statement: String
  package var ending: Ending?

  package init(id: ID, start: Int64, statement: String, ending: Ending? = nil) {
    self.id = id
    self.start = start
    self.statement = statement
    self.ending = ending
  }

  package var outcome: Outcome { ending?.outcome ?? .unfinished }
}
