import Messages
import Syntax
import SyntaxTestSupport
import Testing

/// What holds for the formatter whatever it is given: same tree, no comment lost, and nothing left to
/// do the second time.
struct FormatterTests {
  @Test(arguments: ["parse", "format", "errors"])
  func keepsGoldenFiles(_ folder: String) throws {
    var count = 0
    for text in try Corpus.sources(folder) {
      if let complaint = Self.complaint(text) { Issue.record("\(complaint)") }
      if !parse(GoldenTests.source(text)).hasErrors { count += 1 }
    }
    #expect(folder == "errors" || count > 10)
  }

  @Test func keepsGeneratedSentences() throws {
    let seed: UInt64 = 7
    var generator = SentenceGenerator(try Corpus.grammar(), seed: seed)
    var count = 0
    for _ in 0..<1_500 {
      let sentence = generator.sentence(of: "script")
      let text = Self.commented(sentence, &generator.random)
      guard !parse(GoldenTests.source(text)).hasErrors else { continue }
      count += 1
      if let complaint = Self.complaint(text) {
        Issue.record("seed \(seed): \(complaint)")
        return
      }
    }
    #expect(count > 1_000)
  }

  @Test func refusesMistakes() {
    let formatted = format(GoldenTests.source("partners | where\n| show name"))
    #expect(formatted.text == nil)
    #expect(formatted.diagnostics.count == 1)
  }

  /// What is wrong with how a text is formatted.
  private static func complaint(_ text: String) -> String? {
    let before = parse(GoldenTests.source(text))
    guard let once = format(before.source).text else {
      return before.hasErrors ? nil : "refused:\n\(text)"
    }
    let after = parse(GoldenTests.source(once))
    if TreeDump.dump(before.script) != TreeDump.dump(after.script) {
      return "another tree:\n\(text)\n---\n\(once)"
    }
    if comments(before) != comments(after) { return "comments differ:\n\(text)\n---\n\(once)" }
    let twice = format(after.source).text
    if twice != once { return "changes again:\n\(once)\n---\n\(twice ?? "refused")" }
    return nil
  }

  private static func comments(_ parsed: Parsed) -> [String] {
    parsed.lexed.trivia.filter { $0.kind == .comment }.map { piece in
      var text = Substring(parsed.source.text(piece.start..<piece.end))
      while text.last?.isWhitespace == true { text = text.dropLast() }
      return String(text)
    }
  }

  /// The tokens as text, with line ends, blank lines and comments here and there.
  private static func commented(_ tokens: [String], _ random: inout SeededGenerator) -> String {
    var text = ""
    for (number, token) in tokens.enumerated() {
      text += token
      switch Int.random(in: 0..<40, using: &random) {
      case 0: text += "\n"
      case 1: text += " # comment \(number)\n"
      case 2: text += "\n\n\n# comment \(number) \t\n"
      default: text += " "
      }
    }
    return text
  }
}
