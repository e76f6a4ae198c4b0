import Messages
import Syntax
import SyntaxTestSupport
import Testing

struct LexerTests {
  /// Texts that no script has.
  private static let odd = [
    "", "\u{FEFF}partners", "a\r\nb\r", "\"", "'", "`", "\"{", "\"{\"", "\"{'}\"", "\"\\", "{}{",
    "$",
    "€", "£1,2", "1.", "1..", "1__2", "1_", "2026-", "2026-W", "FY2026-", "\u{0}\u{7}", "\"\u{7}\"",
    "東京都 | show 名前", "é e\u{301}", "👩‍👩‍👧 | show x", "“a” ‘b’ „c“", "a\u{A0}=\u{2003}b",
    "\u{2028}a", "&&||!?@#x\n%^~", "−≤≥≠×÷–—…", "\"a {b {c} \"d {e}\" f} g\"", "“a\"", "“", "„",
  ]

  @Test func losesNothing() throws {
    let golden = try ["lex", "parse", "format", "errors"].flatMap { try Corpus.sources($0) }
    for text in Self.odd + golden { expectLossless(text) }
  }

  @Test func losesNothingOfNoise() {
    var random = SeededGenerator(seed: 3)
    let pieces =
      Self.odd + ["1", "a", " ", "\n", "\"", "{", "}", "'", "\\", ".", "-", "2026", "Q3"]
    for _ in 0..<2_000 {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text += pieces.randomElement(using: &random) ?? ""
      }
      expectLossless(text)
      _ = parse(GoldenTests.source(text))
    }
  }

  private func expectLossless(_ text: String) {
    let source = GoldenTests.source(text)
    let lexed = lex(source)
    var bytes: [UInt8] = []
    for (index, token) in lexed.tokens.enumerated() {
      for piece in lexed.trivia(before: index) { bytes += source.bytes[piece.start..<piece.end] }
      bytes += source.bytes[token.start..<token.end]
    }
    #expect(bytes == source.bytes, "\(text.debugDescription)")
    #expect(lexed.tokens.last?.kind == .endOfFile)
  }

  @Test(arguments: [
    ("12", "12"), ("1_000", "1000"), ("1.50", "1.5"), ("5k", "5000"), ("1.5m", "1500000"),
    ("2B", "2000000000"), ("0.0015k", "1.5"), ("9223372036854775807", "9223372036854775807"),
    ("0.000000000000000001", "0.000000000000000001"), ("1.00000000000000000000", "1"),
    ("00012", "12"), ("0", "0"), ("0.0", "0"), ("$1,234,567.89", "USD1234567.89"),
    ("€2m", "EUR2000000"), ("£0.5", "GBP0.5"), ("80%", "80%"), ("0.5%", "0.5%"),
    ("90 days", "90·day"), ("2 fiscal quarters", "2·fiscal-quarter"),
    ("2026-09-30", "2026-09-30"), ("2024-02-29", "2024-02-29"), ("2026-09", "2026-09"),
    ("2026-Q3", "2026-Q3"), ("2026-h1", "2026-H1"), ("2026-W31", "2026-W31"),
    ("2020-W53", "2020-W53"), ("CY2026", "2026y"), ("FY2026", "FY2026"), ("fy2026-q3", "FY2026-Q3"),
    ("FY2026-H2", "FY2026-H2"), ("2026 - 09", "(- 2026 9)"), ("2026-9", "(- 2026 9)"),
    ("2026-090", "(- 2026 90)"), ("1..5", "(.. 1 5)"), ("1.5..2.5", "(.. 1.5 2.5)"),
    ("f($1,000,5)", "f(USD1000, 5)"), ("f($1,00)", "f(USD1, 0)"), ("$1000,200", ""),
    ("\"\"", "\"\""), ("\"a\\tb\\\"c\\\\d\\{e\\}\\n\"", "\"a\\tb\\\"c\\\\d\\{e}\\n\""),
    ("\"{a} ({f(\"x\")})\"", "\"{a} ({f(\"x\")})\""), ("'it\\'s'", "\"it's\""),
    ("“Midwest”", "\"Midwest\""), ("„Midwest“", "\"Midwest\""), ("`first name`", "`first name`"),
    ("größe", "größe"), ("名前", "名前"), ("a − b", "(- a b)"), ("a ≤ b", "(<= a b)"),
    ("a ≥ b", "(>= a b)"), ("a ≠ b", "(!= a b)"), ("a <> b", "(!= a b)"), ("a == b", "(= a b)"),
    ("a\u{A0}=\u{202F}b", "(= a b)"), ("\u{FEFF}a", "a"),
  ])
  func readsLiterals(_ text: String, _ tree: String) {
    let parsed = parse(GoldenTests.source(text))
    if tree.isEmpty {
      #expect(parsed.hasErrors)
    } else {
      #expect(TreeDump.dump(parsed.script) == tree)
      #expect(parsed.diagnostics.isEmpty)
    }
  }

  @Test(arguments: [
    ("9223372036854775808", Code.badNumber), ("10000000000b", .badNumber),
    ("0.0000000000000000001", .badNumber), ("5km", .badNumber), ("2026-02-29", .badDate),
    ("2026-00-10", .badDate), ("0000-01-01", .badDate), ("2026-00", .badDate),
    ("2026-Q0", .badDate),
    ("2026-H3", .badDate), ("2025-W53", .badDate), ("2026-W7", .badDate), ("FY2026-W31", .badDate),
    ("FY2026-Q9", .badDate), ("\u{1}", .unexpectedCharacter), ("\"a\u{1}b\"", .unexpectedCharacter),
    ("\"\\q\"", .badEscape), ("\"abc", .unterminatedText), ("`abc", .unterminatedText),
    ("``", .unexpectedCharacter), ("2026-Q99999999999999999999", .badDate),
  ])
  func refusesLiterals(_ text: String, _ code: Code) {
    #expect(parse(GoldenTests.source(text)).diagnostics.map(\.code) == [code])
  }
}
