import Messages
import Model
import Syntax

/// The wording of mistakes with `export`, `print` and the texts of a script.
extension Checking {
  func unknownEnding(_ name: TextNode) -> Diagnostic {
    let endings = OutputFormat.allCases.compactMap(\.endings.first).sorted()
    let written = text(name.span).dropFirst().dropLast()
    var stem = written
    if let point = written.lastIndex(of: "."), !written[point...].contains(where: "/}".contains) {
      stem = written[..<point]
    }
    return Diagnostic(
      .unknownEnding,
      "the ending of a file's name says how it is written, and this has none of them",
      at: name.span, suggestions: [Suggestion("", "export \"\(stem).csv\"")],
      notes: ["endings: \(endings.joined(separator: ", "))"])
  }

  func tapInside(_ stage: Stage) -> Diagnostic {
    let verb = text(stage.verb)
    return Diagnostic(
      .misplacedStatement, "\(verb) belongs into a query of its own", at: stage.verb,
      label: "not into a let, a loop's rows or parentheses",
      notes: ["name the rows with let, then write the name, | and \(verb)"])
  }

  func exportedTwice(_ name: TextNode, _ first: Span) -> Diagnostic {
    Diagnostic(
      .exportedTwice, "the script writes \(text(name.span)) already", at: name.span,
      related: [RelatedPlace(span: first, label: "the first time")],
      notes: ["the second would replace the first"])
  }

  func oneFileForAllRounds(_ name: TextNode) -> Diagnostic {
    let loop = environment.loops.last
    let column =
      loop?.columns.first { $0.name.lowercased() == "name" }?.name ?? loop?.columns.first?.name
    let part = [loop?.name.text, column].compactMap(\.self).joined(separator: ".")
    let written = name.literal.plain ?? ""
    let point = written.lastIndex(of: ".") ?? written.endIndex
    return Diagnostic(
      .exportedTwice, "each row of the loop would write the same file", at: name.span,
      suggestions: [
        Suggestion(
          "a file for each", "export \"\(written[..<point])-{\(part)}\(written[point...])\"")
      ])
  }

  func oneTextForAllRows(_ name: Name, _ value: Expression, _ what: String) -> Diagnostic {
    Diagnostic(
      .manyValues, "\(name.text) is a value of each row, and \(what) is one for all of them",
      at: value.span,
      notes: ["for each r in … { … } does something for each row: there it is {r.\(name.text)}"])
  }
}
