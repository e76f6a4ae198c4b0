import Messages
import SyntaxTestSupport
import Testing

@testable import Syntax

#if canImport(Glibc)
  import Glibc
#endif

/// The parser and the published grammar accept the same texts, each in exactly one way.
///
/// `GRAMMAR_SEED` and `GRAMMAR_SENTENCES` in the environment choose another run.
struct AgreementTests {
  private static func number(_ variable: String, or usual: Int) -> Int {
    getenv(variable).flatMap { Int(String(cString: $0)) } ?? usual
  }

  @Test(arguments: ["parse", "errors", "format"])
  func agreesOnGoldenFiles(_ folder: String) throws {
    let grammar = try Corpus.grammar()
    let sources = try Corpus.sources(folder)
    try #require(sources.count > 10)
    for source in sources {
      if let difference = Self.difference(source, grammar) {
        Issue.record("\(difference)")
      }
    }
  }

  @Test func agreesOnGeneratedSentences() throws {
    let grammar = try Corpus.grammar()
    let seed = Self.number("GRAMMAR_SEED", or: 1)
    let count = Self.number("GRAMMAR_SENTENCES", or: 2_000)
    var generator = SentenceGenerator(grammar, seed: UInt64(seed))
    var accepted = 0
    var complaints = 0
    for _ in 0..<count {
      let sentence = generator.sentence(of: "script")
      for tokens in [sentence] + Self.mutations(of: sentence, &generator.random) {
        let text = SentenceGenerator.join(tokens, &generator.random)
        if Self.isAccepted(text) { accepted += 1 }
        if let difference = Self.difference(text, grammar) {
          Issue.record("seed \(seed): \(difference)\nshortest: \(Self.shrink(text, grammar))")
          complaints += 1
        }
      }
      if complaints > 10 { break }
    }
    // A generator that wrote little but mistakes would show nothing.
    #expect(accepted > count * 3 / 4)
    print("grammar: seed \(seed), \(count) sentences with 3 mutations each, \(accepted) accepted")
  }

  /// What is wrong with a text on which the two do not agree.
  private static func difference(_ text: String, _ grammar: Grammar) -> String? {
    let source = Source(id: SourceID(index: 0), name: "test", text: text)
    let stream = Terminal.stream(source, lex(source).tokens)
    let ways = Recogniser(grammar, stream).derivations(of: "script")
    let parsed = parse(source)
    if parsed.diagnostics.isEmpty && ways == 1 || parsed.hasErrors && ways == 0 { return nil }
    let complaints = syntaxErrors(parsed)
    if parsed.hasErrors && complaints.isEmpty && ways == 1 { return nil }
    let verdict =
      complaints.first.map { "rejected (\($0.code.rawValue) \($0.message), \($0.label))" }
      ?? "accepted"
    return "\(verdict) with \(ways) derivations:\n\(text)"
  }

  private static func isAccepted(_ text: String) -> Bool {
    !parse(Source(id: SourceID(index: 0), name: "test", text: text)).hasErrors
  }

  /// The parser's errors that are about the grammar: not about what a literal is worth, about what
  /// stands inside a text, or about names that another language uses.
  private static func syntaxErrors(_ parsed: Parsed) -> [Diagnostic] {
    parsed.diagnostics.filter { diagnostic in
      guard let span = diagnostic.span else { return true }
      let isInText = parsed.tokens.contains {
        $0.kind == .text && $0.start <= span.start && span.end <= $0.end
      }
      switch diagnostic.code {
      case .badNumber, .badDate, .badEscape, .nestedTooDeep, .unexpectedCharacter: return false
      case .foreignHabit: return !foreignNames.contains(parsed.source.text(span).lowercased())
      default: return !isInText
      }
    }
  }

  private static let foreignNames: Set = [
    "null", "sumif", "sumifs", "averageif", "countif", "iif", "ifnull", "nvl", "isnull", "iferror",
    "isblank", "nullif", "concat", "concatenate", "len",
  ]

  /// The shortest text that shows the same difference, as leaving tokens out finds it.
  private static func shrink(_ text: String, _ grammar: Grammar) -> String {
    let source = Source(id: SourceID(index: 0), name: "test", text: text)
    var tokens = lex(source).tokens.dropLast().map { source.text($0.start..<$0.end) }
    func verdict(_ tokens: [String]) -> Substring? {
      difference(tokens.joined(separator: " "), grammar)?.prefix { !"(0123456789".contains($0) }
    }
    guard let wanted = verdict(tokens) else { return text }
    var size = tokens.count / 2
    while size > 0 {
      var place = 0
      while place + size <= tokens.count {
        var shorter = tokens
        shorter.removeSubrange(place..<(place + size))
        if verdict(shorter) == wanted { tokens = shorter } else { place += 1 }
      }
      size /= 2
    }
    return tokens.joined(separator: " ")
  }

  /// The sentence without a token, with one doubled, and with two neighbours swapped.
  private static func mutations(of sentence: [String], _ random: inout SeededGenerator)
    -> [[String]]
  {
    guard sentence.count > 1 else { return [] }
    let place = Int.random(in: 0..<(sentence.count - 1), using: &random)
    var shorter = sentence
    shorter.remove(at: place)
    var longer = sentence
    longer.insert(sentence[place], at: place)
    var swapped = sentence
    swapped.swapAt(place, place + 1)
    return [shorter, longer, swapped]
  }
}
