import Messages
import Model
import Semantics
import Syntax

/// Says what could stand at the cursor, from a reading of all that stands before it.
struct Completer {
  /// Stands where the next word is yet to be typed: a name that nobody uses.
  private static let placeholder = "parley_word_at_the_cursor"

  let checker: Checker
  let environment: Environment
  let memory: SightMemory
  let sources: SourceMap
  /// The files and folders in a folder; an empty name is the current one.
  let files: (String) -> [ListedFile]

  /// - Parameters:
  ///   - text: up to the cursor.
  ///   - context: what stands before it though it was typed before: the query that it extends.
  func complete(_ text: String, after context: String) -> Completion {
    let place = CursorPlace(text)
    let end = text.utf8.count
    let before = context + place.before
    switch place.kind {
    case .other: return .none
    case .text:
      let candidates =
        fileCandidates(place, before: before) ?? textCandidates(place, before: before)
      return Completion(replaced: place.start..<end, candidates: candidates)
    case .word:
      let source = scratch(before + Self.placeholder)
      let tokens = lex(source).tokens
      guard let cursor = tokens.lastIndex(where: { $0.kind == .identifier }) else { return .none }
      let separators = LineRules.separators(tokens)
      let walk = TokenWalk(tokens[..<cursor], separators: separators, of: source)
      let expectation = walk.expectation(isStart: separators[cursor])
      return Completion(
        replaced: place.start..<end,
        candidates: candidates(for: expectation, place, before: before, walk))
    }
  }

  private func scratch(_ text: String) -> Source {
    var scratch = sources
    return scratch.add(name: DiagnosticRenderer.promptName, text: text)
  }

  /// What can be named behind a text.
  func sight(behind before: String, textsFrom prefix: String = "") -> Sight? {
    // What is open is closed again, so that the text has a tree up to the cursor.
    var open: [Character] = []
    var scratch = sources
    let name = DiagnosticRenderer.promptName
    for token in lex(Source(id: SourceID(index: 0), name: name, text: before)).tokens {
      switch token.kind {
      case .leftParenthesis: open.append(")")
      case .leftBracket: open.append("]")
      case .leftBrace: open.append("}")
      case .rightParenthesis, .rightBracket, .rightBrace: _ = open.popLast()
      default: break
      }
    }
    let start = before.utf8.count
    let source = scratch.add(name: name, text: before + Self.placeholder + String(open.reversed()))
    let span = Span(source: source.id, start: start, end: start + Self.placeholder.utf8.count)
    return checker.sight(
      at: span, of: parse(source).script, textsFrom: prefix, sources: scratch, in: environment,
      memory: memory)
  }
}
