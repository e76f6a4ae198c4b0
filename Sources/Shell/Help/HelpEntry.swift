import Messages
import Semantics
import Syntax

/// A word, a function or a topic, with examples that run on the sample workspace.
struct HelpEntry: Sendable, Hashable {
  let name: String
  let usage: String
  let summary: String
  let examples: [String]

  init(_ name: String, _ usage: String, _ summary: String, _ examples: String...) {
    (self.name, self.usage, self.summary) = (name, usage, summary)
    self.examples = examples
  }

  init(_ word: Word, _ page: WordPage) {
    (name, usage, summary) = (word.rawValue, page.usage, page.summary)
    examples = page.examples
  }

  init(_ function: FunctionSpec) {
    (name, usage, summary) = (function.name, function.signature, function.summary)
    examples = function.examples
  }

  init(_ aggregate: AggregateSpec) {
    (name, usage, summary) = (aggregate.name, aggregate.signature, aggregate.summary)
    examples = aggregate.examples
  }

  static let verbs = Word.allCases.compactMap { word in
    word.verbPage.map { HelpEntry(word, $0) }
  }
  static let statements = Word.allCases.compactMap { word in
    word.statementPage.map { HelpEntry(word, $0) }
  }
  static let modifiers = Word.allCases.compactMap { word in
    word.modifierPage.map { HelpEntry(word, $0) }
  }

  /// The first line of how it is used.
  var firstUsage: String { usage.split(separator: "\n").first.map(String.init) ?? "" }

  var page: String {
    usage + "\n\n" + CodePage.wrapped(summary, at: 80) + (examples.isEmpty ? "" : "\n")
      + examples.map { example in
        example.split(separator: "\n").map { "  \($0)\n" }.joined()
      }.joined(separator: "\n")
  }
}
