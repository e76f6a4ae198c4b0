import Messages
import Output
package import Semantics
import Syntax

/// The language as a TextMate grammar, which most editors use to colour a file.
///
/// Such a grammar is a list of patterns, the first that fits at a place wins. The words in it come
/// from the table of keywords and from the vocabulary; words that are names elsewhere are coloured
/// only where they stand in their place.
package struct TextMateGrammar: Sendable {
  /// A pattern of the grammar.
  private enum Rule {
    /// One scope for all that it matches.
    case match(String, scope: String)
    /// A scope for each group.
    case groups(String, scopes: [String])
    /// From one mark to another, with patterns between.
    case span(begin: String, end: String, scope: String, inside: [Rule])
    /// The whole grammar again.
    case everything
  }

  private let rules: [Rule]

  package init(vocabulary: Vocabulary) {
    rules =
      Self.texts + Self.values + Self.placed
      + [
        Self.call(vocabulary.aggregates.map(\.name), scope: "support.function.aggregate"),
        Self.call(vocabulary.functions.map(\.name), scope: "support.function"),
        .match(#"(?<![\w.])[\p{L}_][\p{L}\p{N}_]*(?=\s*:)"#, scope: "variable.parameter"),
      ] + Self.reserved + Self.marks
  }

  // MARK: - Patterns

  private static let texts: [Rule] = {
    func text(_ opening: String, _ closing: String) -> Rule {
      .span(
        begin: opening, end: "\(closing)|$", scope: "string.quoted",
        inside: [
          .match(#"\\."#, scope: "constant.character.escape"),
          .span(
            begin: #"\{"#, end: #"\}|$"#, scope: "meta.interpolation", inside: [.everything]),
        ])
    }
    return [
      .match("#.*$", scope: "comment.line.number-sign"),
      text("\"", "\""), text("'", "'"), text("[“„]", "[”“]"), text("[‘‚]", "[’‘]"),
      .match("`[^`]*`", scope: "variable.other.quoted"),
    ]
  }()

  private static let values: [Rule] = {
    let unit = "(?:fiscal\\s+)?" + anyOf(words(.unit))
    return [
      .match(
        #"[$€£][0-9][0-9,_]*(?:\.[0-9]+)?(?i:[kmb])?"#, scope: "constant.numeric.money"),
      .match(
        #"(?<!\w)(?<![^.]\.)[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)"#, scope: "constant.numeric.date"),
      .match(
        #"(?i)(?<!\w)(?<![^.]\.)(?:[0-9]{4}-(?:[0-9]{2}|q[1-4]|h[12]|w[0-9]{2})|cy[0-9]{4}"#
          + #"|fy[0-9]{4}(?:-(?:q[1-4]|h[12]))?)(?!\w)"#, scope: "constant.numeric.period"),
      .match(
        #"(?<![\w])[0-9][0-9_]*(?:\.[0-9]+)?%"#, scope: "constant.numeric.percent"),
      .match(
        #"(?i)(?<![\w])[0-9][0-9_]*(?:\.[0-9]+)?[kmb]?(?!\w)"#, scope: "constant.numeric"),
      .match(
        #"(?i)(?<![\w.])(?:(?:last|next|past)\s+(?:[0-9]+\s+)?"# + unit
          + #"|this\s+"# + unit + #"(?:\s+to\s+date)?)(?!\w)"#,
        scope: "constant.language.period"),
      .groups(
        #"(?i)(?<![\w.])(each)\s+("# + unit + #")(?!\w)"#,
        scopes: ["keyword.other.clause", "constant.language.period"]),
    ]
  }()

  /// Words that mean something in one place and are names in all others.
  private static let placed: [Rule] = {
    let statements = words(.statement) + words(.source)
    let clauses = words(.clause).filter { !$0.isReserved }
    return [
      .groups(
        #"(?i)(\|)\s*("# + anyOf(words(.verb)) + #")(?!\w)"#,
        scopes: ["keyword.operator.pipe", "keyword.control.verb"]),
      .groups(
        #"(?i)(?:^|[;{}])\s*("# + anyOf(statements) + #")(?=\s+[\p{L}_`"'(\-])"#,
        scopes: ["keyword.control.statement"]),
      .match(
        #"(?i)(?<![\w.|])"# + anyOf(clauses) + #"(?=\s+[\p{L}_`"'\[])"#,
        scope: "keyword.other.clause"),
    ]
  }()

  private static let reserved: [Rule] = [
    reserved(.literal, scope: "constant.language"),
    reserved(.operator, scope: "keyword.operator.word"),
    reserved(.modifier, scope: "keyword.other.modifier"),
    reserved(.clause, scope: "keyword.other.clause"),
  ]

  private static let marks: [Rule] = [
    .match(#"\?\?|\.\.|[<>!=]=|<>|[=<>≤≥≠+\-−*/]"#, scope: "keyword.operator"),
    .match(#"\|"#, scope: "keyword.operator.pipe"),
  ]

  private static func call(_ names: [String], scope: String) -> Rule {
    .match(
      #"(?i)(?<![\w.])(?:"# + names.joined(separator: "|") + #")(?=\s*\()"#, scope: scope)
  }

  private static func reserved(_ role: WordRoles, scope: String) -> Rule {
    .match(
      #"(?i)(?<![\w.])"# + anyOf(words(role).filter(\.isReserved)) + #"(?!\w)"#, scope: scope)
  }

  private static func words(_ role: WordRoles) -> [Word] { Keywords.words(role) }

  /// The longest first, so that `days` is not read as `day`.
  private static func anyOf(_ words: [Word]) -> String {
    let spellings = words.map(\.rawValue).sorted { ($1.count, $0) < ($0.count, $1) }
    return "(?:" + spellings.joined(separator: "|") + ")"
  }
}

// MARK: - As JSON

extension TextMateGrammar {
  /// The file that editors read.
  package var json: String {
    """
    {
      "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
      "name": "Parley",
      "scopeName": "source.parley",
      "fileTypes": ["parley"],
      "patterns": [

    """ + rules.map { Self.json($0, indent: 4) }.joined(separator: ",\n") + "\n  ]\n}\n"
  }

  private static func json(_ rule: Rule, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    switch rule {
    case .everything: return margin + "{\"include\": \"$self\"}"
    case .match(let pattern, let scope):
      return margin + "{\"match\": \(ResultWriter.json(pattern)), \(named(scope))}"
    case .groups(let pattern, let scopes):
      let captures = scopes.enumerated().map { number, scope in
        "\"\(number + 1)\": {\(named(scope))}"
      }
      return margin + "{\"match\": \(ResultWriter.json(pattern)), \"captures\": {"
        + captures.joined(separator: ", ") + "}}"
    case .span(let begin, let end, let scope, let inside):
      return margin + "{\"begin\": \(ResultWriter.json(begin)), "
        + "\"end\": \(ResultWriter.json(end)), \(named(scope)), \"patterns\": [\n"
        + inside.map { json($0, indent: indent + 2) }.joined(separator: ",\n") + "\n\(margin)]}"
    }
  }

  private static func named(_ scope: String) -> String {
    "\"name\": \(ResultWriter.json(scope + ".parley"))"
  }
}
