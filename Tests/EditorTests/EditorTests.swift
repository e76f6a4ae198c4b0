import Foundation
import Library
import Messages
import Semantics
import Shell
import Syntax
import Testing

/// What editors are given agrees with the language.
struct EditorTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every script of the repository.
  static let scripts: [URL] = {
    let walk = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    return (walk?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "parley" }
      .sorted { $0.path < $1.path }
  }()

  @Test func publishedFilesAreCurrent() throws {
    let files = [
      ("parley.tmLanguage.json", TextMateGrammar(vocabulary: .standard).json),
      ("parley.completions.json", CompletionList(vocabulary: .standard).json),
    ]
    for (name, wanted) in files {
      let path = Self.root.appendingPathComponent("grammar/\(name)")
      #expect(
        (try? String(contentsOf: path, encoding: .utf8)) == wanted,
        "grammar/\(name) is not what the tables say: write it anew with make grammar")
    }
  }

  @Test func everyWordHasItsPage() {
    for word in Word.allCases {
      let roles = word.roles
      #expect((word.verbPage != nil) == roles.contains(.verb), "\(word)")
      #expect(
        (word.statementPage != nil) == !roles.isDisjoint(with: [.statement, .source]), "\(word)")
      #expect((word.modifierPage != nil) == roles.contains(.modifier), "\(word)")
    }
  }

  @Test func completionsNameEveryWordAndFunction() {
    let words = Set(CompletionList(vocabulary: .standard).entries.map(\.word))
    #expect(Set(Vocabulary.standard.names).isSubset(of: words))
    #expect(Set(Word.allCases.map(\.rawValue)).isSubset(of: words))
  }

  /// Tokens whose kind alone tells their colour have it: comments, texts, numbers, reserved words.
  @Test func colorsAgreeWithTheLexer() throws {
    let reader = try TextMateReader(json: TextMateGrammar(vocabulary: .standard).json)
    var compared = 0
    for script in Self.scripts {
      guard let text = try? String(contentsOf: script, encoding: .utf8), !text.contains("\r") else {
        continue
      }
      var sources = SourceMap()
      let source = sources.add(name: script.lastPathComponent, text: text)
      let lexed = lex(source)
      if !lexed.diagnostics.isEmpty { continue }
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let pieces = lines.map(reader.pieces)
      for (place, wanted) in Self.expected(lexed, in: source) {
        let line = source.line(at: place) - 1
        let start = source.bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = String(decoding: source.bytes[start..<place], as: UTF8.self).utf16.count
        let scopes = pieces[line].last { $0.range.contains(column) }?.scopes.last ?? "none"
        #expect(
          wanted.contains { scopes.hasPrefix($0) },
          "\(script.lastPathComponent):\(line + 1):\(column + 1) \(lines[line]): \(scopes)")
        compared += 1
      }
    }
    #expect(compared > 1_000)
  }

  /// Places and the scopes, any of which is right there.
  private static func expected(_ lexed: Lexed, in source: Source) -> [(Int, [String])] {
    var places = lexed.trivia.filter { $0.kind == .comment }.map { ($0.start, ["comment"]) }
    for (index, token) in lexed.tokens.enumerated() {
      let isMember = index > 0 && lexed.tokens[index - 1].kind == .dot
      switch token.kind {
      case .text: places.append((token.start, ["string"]))
      case .quotedIdentifier: places.append((token.start, ["variable.other.quoted"]))
      case .money, .date, .percent, .period, .number:
        // `last 4 quarters` is one piece.
        places.append((token.start, ["constant.numeric", "constant.language.period"]))
      case .pipe: places.append((token.start, ["keyword.operator.pipe"]))
      case .identifier where token.word?.isReserved == true && !isMember:
        places.append((token.start, ["keyword", "constant.language"]))
      default: break
      }
    }
    return places
  }
}
