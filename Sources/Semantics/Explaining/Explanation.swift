package import Messages

/// A name as `explain` shows it: its definition and all that it is built from.
package struct Explanation: Sendable, Hashable {
  /// `measure`, `computed field` …
  package var kind: String
  /// With its owner: `deals.revenue`.
  package var name: String
  /// The definition in Parley, laid out; of what has none, what it is: `link partners.manager:
  /// managers`.
  package var definition: String
  /// Where it is written: `ecosystem.parley:57`.
  package var place: String?
  package var summary: String?
  /// The stored fields that it looks at: `deals.amount`.
  package var reads: [String]
  /// The date that decides which period a row counts in: `deals.closed_on`.
  package var date: String?
  /// What is easily overlooked, a sentence each.
  package var notes: [String]
  /// What a measure comes to over all rows, and below it what that is computed from.
  package var figures: [Figure] = []
  /// The definitions that it uses, each once.
  package var uses: [Explanation]

  /// One of the values that the query beside the explanations computes, all in one row.
  package struct Figure: Sendable, Hashable {
    package var words: String
    package var column: Int
  }
}

/// A query as `| explain` shows it before it has run: its stages, top down.
package struct ExplainedQuery: Sendable {
  package struct Stage: Sendable, Hashable {
    /// The user's own text on one line.
    package var text: String
    package var span: Span
    /// What one row stands for behind it, where that has changed: `one row per partner`.
    package var grain: String?
    /// The definitions that it uses, each once.
    package var definitions: [Explanation]
    /// The days of the periods in it, a sentence each.
    package var periods: [String]
    package var notes: [String]
  }
  package var stages: [Stage]
  package var query: PlannedQuery
}

/// Which definition has looked into which, in the order of their first use.
struct DefinitionUses {
  /// `user` is nil for what is asked itself.
  struct Use: Hashable {
    var user: DefinitionID?
    var used: DefinitionID
  }

  private(set) var uses: [Use] = []

  mutating func note(_ used: DefinitionID, by user: DefinitionID?) {
    let use = Use(user: user, used: used)
    if !uses.contains(use) { uses.append(use) }
  }

  func used(by user: DefinitionID?) -> [DefinitionID] {
    uses.filter { $0.user == user }.map(\.used)
  }
}
