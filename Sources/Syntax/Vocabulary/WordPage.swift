/// What help and completion say about a word of the grammar.
package struct WordPage: Sendable, Hashable {
  /// As it is written, with what stands around it: `| where CONDITION`.
  package let usage: String
  package let summary: String
  /// Scripts that run on the sample workspace.
  package let examples: [String]

  init(_ usage: String, _ summary: String, _ examples: String...) {
    self.usage = usage
    self.summary = summary
    self.examples = examples
  }
}

extension Word {
  /// What the word does where it begins a stage, a statement or a query, or stands among the
  /// modifiers of an aggregate; a page for each of these places, the first the most used.
  package var pages: [WordPage] {
    [verbPage, statementPage, modifierPage].compactMap { $0 }
  }
}
