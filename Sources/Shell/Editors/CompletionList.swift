import Messages
import Output
package import Semantics
import Syntax

/// The words that an editor can offer, each with what help says about it.
package struct CompletionList: Sendable {
  /// Where a word stands.
  package enum Place: String, Sendable, Hashable, CaseIterable {
    case statement, verb, modifier, aggregate, function, `operator`, literal, relative, unit, mark
    case clause, edit
  }

  package struct Entry: Sendable, Hashable {
    package let word: String
    package let place: Place
    package let usage: String
    package let summary: String
  }

  package let entries: [Entry]

  package init(vocabulary: Vocabulary) {
    var entries: [Entry] = []
    for word in Word.allCases {
      for (role, place) in Self.places where word.roles.contains(role) {
        let page = word.page(at: place)
        entries.append(
          Entry(
            word: word.rawValue, place: place, usage: page?.usage ?? word.rawValue,
            summary: page?.summary ?? ""))
      }
    }
    for aggregate in vocabulary.aggregates {
      entries.append(
        Entry(
          word: aggregate.name, place: .aggregate, usage: aggregate.signature,
          summary: aggregate.summary))
    }
    for function in vocabulary.functions {
      entries.append(
        Entry(
          word: function.name, place: .function, usage: function.signature,
          summary: function.summary))
    }
    self.entries = entries
  }

  private static let places: [(WordRoles, Place)] = [
    (.statement, .statement), (.source, .statement), (.verb, .verb), (.modifier, .modifier),
    (.operator, .operator), (.literal, .literal), (.relative, .relative), (.unit, .unit),
    (.mark, .mark), (.clause, .clause), (.edit, .edit),
  ]

  /// An array of objects, one to a line.
  package var json: String {
    let lines = entries.map { entry in
      let values = [
        ("word", entry.word), ("place", entry.place.rawValue), ("usage", entry.usage),
        ("summary", entry.summary),
      ]
      return "  {"
        + values.map { "\"\($0)\": \(ResultWriter.json($1))" }.joined(separator: ", ") + "}"
    }
    return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }
}

extension Word {
  fileprivate func page(at place: CompletionList.Place) -> WordPage? {
    switch place {
    case .statement: statementPage
    case .verb: verbPage
    case .modifier: modifierPage
    case .aggregate, .function, .operator, .literal, .relative, .unit, .mark, .clause, .edit:
      nil
    }
  }
}
