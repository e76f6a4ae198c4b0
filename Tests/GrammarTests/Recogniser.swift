import Messages
import SyntaxTestSupport

@testable import Syntax

/// A token as the grammar sees it.
struct Terminal {
  let kind: TokenKind
  let word: Word?
  let isName: Bool
  let beginsExpression: Bool
  /// In lower case.
  let text: String

  /// The tokens of a text with a SEP wherever a line end counts.
  static func stream(_ source: Source, _ tokens: [Token]) -> [Terminal] {
    let separators = LineRules.separators(tokens)
    var stream: [Terminal] = []
    for (index, token) in tokens.enumerated() where token.kind != .endOfFile {
      if separators[index] { stream.append(separator) }
      stream.append(
        Terminal(
          kind: token.kind == .semicolon ? .separator : token.kind, word: token.word,
          isName: token.isName, beginsExpression: token.beginsExpression,
          text: source.text(token.start..<token.end).lowercased()))
    }
    return stream
  }

  private static let separator = Terminal(
    kind: .separator, word: nil, isName: false, beginsExpression: false, text: ";")
}

/// Counts the derivations of a sentence by any grammar without left recursion.
///
/// For each rule and place the ends it can reach, with the number of ways to each, are computed once.
final class Recogniser {
  typealias Ends = [(end: Int, ways: Int)]

  private let grammar: Grammar
  private let stream: [Terminal]
  private var known: [String: [Ends?]] = [:]

  init(_ grammar: Grammar, _ stream: [Terminal]) {
    self.grammar = grammar
    self.stream = stream
  }

  /// How many derivations the whole sentence has.
  func derivations(of rule: String) -> Int {
    ends(of: rule, from: 0).first { $0.end == stream.count }?.ways ?? 0
  }

  private func ends(of rule: String, from start: Int) -> Ends {
    if let ends = known[rule]?[start] { return ends }
    guard let node = grammar.rules[rule] else { return [] }
    let ends = ends(of: node, in: rule, from: start)
    known[rule, default: [Ends?](repeating: nil, count: stream.count + 1)][start] = ends
    return ends
  }

  private func ends(of node: Int, in rule: String, from start: Int) -> Ends {
    switch grammar.nodes[node] {
    case .literal(let text):
      return start < stream.count && matches(stream[start], literal: text) ? [(start + 1, 1)] : []
    case .terminal(let name):
      return start < stream.count && matches(stream[start], terminal: name)
        ? [(start + 1, 1)] : []
    case .rule(let name):
      return ends(of: name, from: start)
    case .sequence(let parts):
      var ends: Ends = [(start, 1)]
      for part in parts {
        ends = sum(ends.map { (self.ends(of: part, in: rule, from: $0.end), $0.ways) })
        if ends.isEmpty { break }
      }
      return ends
    case .choice(let alternatives):
      return sum(
        alternatives.filter { !isRuledOut($0, in: rule, at: start) }
          .map { (ends(of: $0, in: rule, from: start), 1) })
    case .option(let inside):
      return sum([([(start, 1)], 1), (ends(of: inside, in: rule, from: start), 1)])
    case .repetition(let inside):
      var all: Ends = [(start, 1)]
      var last = all
      while !last.isEmpty {
        last = sum(last.map { (self.ends(of: inside, in: rule, from: $0.end), $0.ways) })
        all = sum([(all, 1), (last, 1)])
      }
      return all
    }
  }

  /// Adds up the ways to each end.
  private func sum(_ parts: [(ends: Ends, times: Int)]) -> Ends {
    if parts.count == 1, parts[0].times == 1 { return parts[0].ends }
    var result: Ends = []
    for (ends, times) in parts {
      for (end, ways) in ends {
        // More than a few is all one needs to know.
        let more = min(1_000, ways * times)
        if let place = result.firstIndex(where: { $0.end == end }) {
          result[place].ways = min(1_000, result[place].ways + more)
        } else {
          result.append((end, more))
        }
      }
    }
    return result
  }

  // MARK: Terminals

  private func matches(_ token: Terminal, literal: String) -> Bool {
    if token.kind == .identifier { return token.text == literal }
    return Self.signs[literal].map { $0 == token.kind } ?? false
  }

  private func matches(_ token: Terminal, terminal: String) -> Bool {
    terminal == "IDENT" ? token.isName : Self.terminals[terminal] == token.kind
  }

  private static let terminals: [String: TokenKind] = [
    "NUMBER": .number, "PERCENT": .percent, "MONEY": .money, "DATE": .date, "PERIOD": .period,
    "STRING": .text, "SEP": .separator,
  ]

  private static let signs: [String: TokenKind] = [
    "(": .leftParenthesis, ")": .rightParenthesis, "[": .leftBracket, "]": .rightBracket,
    "{": .leftBrace, "}": .rightBrace, ",": .comma, ":": .colon, ".": .dot, "..": .dotDot,
    "|": .pipe, "=": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater,
    ">=": .greaterOrEqual, "+": .plus, "-": .minus, "*": .star, "/": .slash, "??": .coalesce,
  ]

  // MARK: What a grammar cannot say

  /// The side conditions that stand in the comment at the end of the grammar's file.
  private func isRuledOut(_ alternative: Int, in rule: String, at start: Int) -> Bool {
    switch (rule, firstRule(of: alternative)) {
    case ("statement", "query"): isStatementWord(start)
    case ("primary", "name"): isFlagOfLink(start)
    default: false
    }
  }

  private func firstRule(of node: Int) -> String? {
    switch grammar.nodes[node] {
    case .rule(let name): name
    case .sequence(let parts): parts.first.flatMap { firstRule(of: $0) }
    case .literal, .terminal, .choice, .option, .repetition: nil
    }
  }

  private func word(_ place: Int) -> Word? {
    stream.indices.contains(place) ? stream[place].word : nil
  }

  /// 1 and 2: `assert` before an expression, and `snapshot name "text"` as a whole statement.
  private func isStatementWord(_ start: Int) -> Bool {
    switch word(start) {
    case .assert:
      return start + 1 < stream.count && stream[start + 1].beginsExpression
    case .snapshot:
      guard start + 2 < stream.count, stream[start + 1].isName, stream[start + 2].kind == .text
      else { return false }
      return start + 3 == stream.count || stream[start + 3].kind == .separator
        || stream[start + 3].kind == .rightBrace
    default: return false
    }
  }

  /// 3: `link many (…)`.
  private func isFlagOfLink(_ start: Int) -> Bool {
    start >= 2 && word(start) == .many && word(start - 1) == .link
      && stream[start - 2].kind == .pipe
      && start + 1 < stream.count && stream[start + 1].kind == .leftParenthesis
  }
}
