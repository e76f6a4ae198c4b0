import Messages
import Syntax
import SyntaxTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

struct ParserTests {
  /// What Enter does at the prompt: run the text, or wait for another line.
  @Test(arguments: [
    "partners |", "partners | where", "partners | where tier =", "partners | where (tier = gold",
    "partners | show name,", "let x =", "let x", "count(", "[1, 2", "test \"a\" {",
    "test \"a\" {\n  partners\n", "entity x {", "for each m in managers {", "1 +", "a and", "a not",
    "a is", "a between 1", "a between 1 and", "if a", "if a then b", "if a then b else", "-", "a.",
    "measure x on y =", "partners | top 5", "partners | top 5 by", "partners |\n\n# comment\n",
    "partners | link deals as d", "compare a, b {", "partners | where a = (if b then c",
  ])
  func asksForMore(_ text: String) {
    let parsed = parse(GoldenTests.source(text))
    #expect(parsed.hasErrors && parsed.wantsMoreLines, "\(text)")
    #expect(!isComplete(GoldenTests.source(text)))
  }

  @Test(arguments: [
    "", "partners", "partners | where a = 1", "# comment", "partners | shwo x", "a)", "a = = b",
    "partners | where name = \"abc", "partners | where x |", "(a | shwo b", "}", "a b",
  ])
  func doesNotAskForMore(_ text: String) {
    let parsed = parse(GoldenTests.source(text))
    let endsWithPipe = text.hasSuffix("|")
    #expect(parsed.wantsMoreLines == endsWithPipe, "\(text)")
  }

  @Test func knowsWhatExtendsAQuery() {
    #expect(parse(GoldenTests.source(" | show name")).extendsPreviousQuery)
    #expect(parse(GoldenTests.source("# so\n| show name")).extendsPreviousQuery)
    #expect(!parse(GoldenTests.source("partners | show name")).extendsPreviousQuery)
  }

  /// Every text gives a tree, however it ends.
  @Test func readsEveryPrefix() throws {
    for text in try Corpus.sources("parse") + Corpus.sources("errors") {
      for end in text.indices where end != text.startIndex {
        let source = GoldenTests.source(String(text[..<end]))
        let parsed = parse(source)
        for diagnostic in parsed.diagnostics {
          let span = try #require(diagnostic.span)
          #expect(span.start <= span.end && span.end <= source.bytes.count)
        }
      }
    }
  }

  /// Suggestions can be typed as they stand: they parse, alone or behind rows.
  @Test func suggestsWhatParses() throws {
    var count = 0
    for text in try Corpus.sources("errors") {
      for diagnostic in parse(GoldenTests.source(text)).diagnostics {
        for suggestion in diagnostic.suggestions {
          let isStep = suggestion.text.hasPrefix("|")
          let isVerb = diagnostic.code == .unknownVerb
          if isVerb { continue }
          let whole = (isStep ? "x " : "") + suggestion.text
          #expect(!parse(GoldenTests.source(whole)).hasErrors, "\(text): \(suggestion.text)")
          count += 1
        }
      }
    }
    #expect(count > 50)
  }

  // MARK: Depth

  /// Texts that would make a tree as deep as they are long.
  private static let deep: [(name: String, text: @Sendable (Int) -> String)] = [
    (
      "parentheses", { String(repeating: "(", count: $0) + "1" + String(repeating: ")", count: $0) }
    ),
    ("open parentheses", { String(repeating: "(", count: $0) }),
    ("lists", { String(repeating: "[", count: $0) + "1" + String(repeating: "]", count: $0) }),
    ("calls", { String(repeating: "f(", count: $0) + "1" + String(repeating: ")", count: $0) }),
    ("not", { String(repeating: "not ", count: $0) + "a" }),
    ("minus", { String(repeating: "-", count: $0) + "a" }),
    ("sums", { "a" + String(repeating: " + a", count: $0) }),
    ("and", { "a" + String(repeating: " and a", count: $0) }),
    ("&&", { "a" + String(repeating: " && a", count: $0) }),
    ("members", { "a" + String(repeating: ".a", count: $0) }),
    ("else if", { String(repeating: "if a then b else ", count: $0) + "c" }),
    ("inner if", { String(repeating: "1 + if a then b else ", count: $0) + "c" }),
    ("inner not", { String(repeating: "1 + not ", count: $0) + "c" }),
    ("!", { String(repeating: "!", count: $0) + "c" }),
    ("queries", { String(repeating: "(a | where ", count: $0) + "1" }),
    ("appends", { String(repeating: "a | append (", count: $0) + "a" }),
    ("links", { String(repeating: "a | link (", count: $0) + "a" }),
    ("blocks", { String(repeating: "test \"\" { ", count: $0) }),
    (
      "worlds",
      { String(repeating: "with a { ", count: $0) + "b" + String(repeating: " }", count: $0) }
    ),
    ("texts", { String(repeating: "\"{", count: $0) + "1" + String(repeating: "}\"", count: $0) }),
    ("modifiers", { String(repeating: "sum(a where ", count: $0) }),
    ("round lists", { String(repeating: "a in (b, ", count: $0) }),
    ("if calls", { String(repeating: "if(a, ", count: $0) }),
    (
      "interleaved",
      {
        String(repeating: "(((", count: $0 / 3) + "a"
          + String(repeating: "+a)*a)-a)", count: $0 / 3)
      }
    ),
    ("selects", { String(repeating: "select a from ", count: $0) }),
    ("is", { "a" + String(repeating: " is b", count: $0) }),
    ("chains", { "a" + String(repeating: " < b", count: $0) }),
  ]

  @Test(arguments: deep.indices)
  func survivesDepth(_ index: Int) throws {
    let (name, text) = Self.deep[index]
    for count in [5, 30, 60, 64, 65, 126, 127, 128, 129, 400, 5_000] {
      let codes = try Self.onSmallStack { () -> [Code] in
        let source = GoldenTests.source(text(count))
        let parsed = parse(source)
        if !parsed.hasErrors, count <= 129 { _ = format(source) }
        return parsed.diagnostics.map(\.code)
      }
      let isDeepMistake = codes.contains(.nestedTooDeep)
      if count == 5_000, !["selects", "chains", "is"].contains(name) {
        #expect(isDeepMistake, "\(name) \(count): \(codes.prefix(3))")
      }
      if count == 5 { #expect(!isDeepMistake, "\(name)") }
      #expect(codes.count < 300, "\(name) \(count)")
    }
  }

  private final class Box<Value> {
    let run: () -> Value
    var value: Value?
    init(_ run: @escaping () -> Value) { self.run = run }
  }

  /// Runs on a thread with 512 KB of stack, the least that the program uses anywhere.
  private static func onSmallStack<Value>(_ run: @escaping () -> Value) throws -> Value {
    let box = Box<Any> { run() }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 512 * 1024)
    var thread = pthread_t()
    let pointer = Unmanaged.passRetained(box).toOpaque()
    let failure = pthread_create(
      &thread, &attributes,
      { pointer in
        guard let pointer else { return nil }
        let box = Unmanaged<Box<Any>>.fromOpaque(pointer).takeUnretainedValue()
        box.value = box.run()
        return nil
      }, pointer)
    try #require(failure == 0)
    pthread_join(thread, nil)
    Unmanaged<Box<Any>>.fromOpaque(pointer).release()
    return try #require(box.value as? Value)
  }

  // MARK: Speed

  /// A megabyte of script; the bound is generous because this runs in debug builds too.
  @Test func readsAMegabyte() throws {
    var text = ""
    let sources = try Corpus.sources("parse").filter { !parse(GoldenTests.source($0)).hasErrors }
    while text.utf8.count < 1_000_000 { text += sources.joined(separator: "\n") + "\n" }
    let source = GoldenTests.source(text)
    let clock = ContinuousClock()
    let lexing = clock.measure { _ = lex(source) }
    var parsed = parse(GoldenTests.source(""))
    let parsing = clock.measure { parsed = parse(source) }
    let formatting = clock.measure { _ = format(source) }
    print(
      "speed: \(text.utf8.count) bytes, \(parsed.tokens.count) tokens; lexed in \(lexing),",
      "lexed and parsed in \(parsing), formatted in \(formatting)")
    #expect(!parsed.hasErrors)
    #expect(parsing < .seconds(20))
  }
}
