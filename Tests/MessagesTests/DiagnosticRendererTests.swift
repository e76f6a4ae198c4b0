import Messages
import Testing

/// The examples of the language's own reference, and the places where columns go wrong.
struct DiagnosticRendererTests {
  @Test func unknownField() {
    let text = "partners\n| where teir = gold"
    expect(
      text,
      Diagnostic(
        .unknownField, "partners has no field called \"teir\"", at: nil,
        label: "did you mean tier?"),
      at: "teir",
      is: """
        error P101: partners has no field called "teir"
          2 | | where teir = gold
            |         ^^^^ did you mean tier?

        """)
  }

  @Test func suggestionsAlign() {
    expect(
      "partners | where deals.amount > $10k",
      Diagnostic(
        .manyValues, "a partner has many deals, so deals.amount is many values, not one", at: nil,
        suggestions: [
          Suggestion("the total", "sum(deals.amount) > $10k"),
          Suggestion("at least one", "any(deals where amount > $10k)"),
        ]),
      at: "deals.amount",
      is: """
        error P210: a partner has many deals, so deals.amount is many values, not one
          1 | partners | where deals.amount > $10k
            |                  ^^^^^^^^^^^^
          the total:     sum(deals.amount) > $10k
          at least one:  any(deals where amount > $10k)

        """)
  }

  @Test func relatedPlacesStandInTheOrderOfTheText() {
    var sources = SourceMap()
    let source = sources.add(
      name: "prompt",
      text: """
        deals
        | where closed_on in 2025-Q1..2026-Q3
        | summarize yoy: change(revenue prior year) by each quarter
        """)
    let diagnostic = Diagnostic(
      .pastRemoved, "\"prior year\" needs 2024, which line 2 removes",
      at: span(of: "prior year", in: source),
      related: [
        RelatedPlace(
          span: span(of: "where closed_on in 2025-Q1..2026-Q3", in: source),
          label: "keeps only these dates")
      ],
      suggestions: [
        Suggestion("drop line 2 and write", "by each quarter in 2025-Q1..2026-Q3")
      ])
    #expect(
      DiagnosticRenderer(sources: sources).render(diagnostic) == """
        error P330: "prior year" needs 2024, which line 2 removes
          2 | | where closed_on in 2025-Q1..2026-Q3
            |   ----------------------------------- keeps only these dates
          3 | | summarize yoy: change(revenue prior year) by each quarter
            |                                 ^^^^^^^^^^
          drop line 2 and write:  by each quarter in 2025-Q1..2026-Q3

        """)
  }

  @Test(arguments: [
    ("where a = \"東京都\" and teir = 1", 23),
    ("\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} teir", 3),
    ("cafe\u{301} teir", 5),
    ("größe teir", 6),
    ("a \u{1B} teir", 4),
  ])
  func caretsStandUnderWideCharacters(line: String, column: Int) throws {
    var sources = SourceMap()
    let source = sources.add(name: "prompt", text: line)
    let diagnostic = Diagnostic(.unknownField, "no", at: span(of: "teir", in: source))
    let rendered = DiagnosticRenderer(sources: sources).render(diagnostic)
    let carets = try #require(rendered.split(separator: "\n").last)
    #expect(carets == "    | " + String(repeating: " ", count: column) + "^^^^")
    #expect(!rendered.contains("\u{1B}"))
  }

  @Test func tabsAreRepeatedUnderTheLine() {
    expect(
      "a\t\tteir", Diagnostic(.unknownField, "no", at: nil), at: "teir",
      is: "error P101: no\n  1 | a\t\tteir\n    |  \t\t^^^^\n")
  }

  @Test func scriptsSayFileLineAndColumn() {
    var sources = SourceMap()
    let source = sources.add(name: "monday.parley", text: "x\nyé teir\n")
    let diagnostic = Diagnostic(
      .unknownField, "no", at: span(of: "teir", in: source), notes: ["one\ntwo"])
    #expect(
      DiagnosticRenderer(sources: sources).render(diagnostic)
        == """
        monday.parley:2:4: error P101: no
          2 | yé teir
            |    ^^^^
          note: one
                two

        """)
  }

  @Test func aSpanOfSeveralLinesShowsTheFirst() {
    var sources = SourceMap()
    let source = sources.add(name: "prompt", text: "a (b\nc)")
    let diagnostic = Diagnostic(
      .unclosedBracket, "no", at: Span(source: source.id, start: 2, end: 7))
    #expect(
      DiagnosticRenderer(sources: sources).render(diagnostic)
        == "error P007: no\n  1 | a (b\n    |   ^^\n")
  }

  @Test(arguments: [0, 3, 4, 9, 10, 400])
  func anyOffsetIsShownSomewhere(offset: Int) {
    var sources = SourceMap()
    let source = sources.add(name: "prompt", text: "ab\r\n東\n")
    let diagnostic = Diagnostic(
      .unfinished, "no", at: Span(source: source.id, start: offset, end: offset))
    #expect(DiagnosticRenderer(sources: sources).render(diagnostic).contains("^"))
  }

  @Test func aVeryLongLineIsCutAroundTheMark() {
    let text =
      String(repeating: "x", count: 5_000) + " teir " + String(repeating: "y", count: 5_000)
    var sources = SourceMap()
    let source = sources.add(name: "prompt", text: text)
    let rendered = DiagnosticRenderer(sources: sources).render(
      Diagnostic(.unknownField, "no", at: span(of: "teir", in: source)))
    #expect(rendered.utf8.count < 500)
    #expect(rendered.contains(" teir "))
  }

  @Test func fiveAreShownAndTheRestCounted() {
    let many = (1...7).map { Diagnostic(.fileEmpty, "number \($0)", at: nil) }
    let rendered = DiagnosticRenderer(sources: SourceMap()).render(many)
    #expect(rendered.contains("number 5"))
    #expect(!rendered.contains("number 6"))
    #expect(rendered.hasSuffix("\n… and 2 more\n"))
  }

  @Test func coloursComeOnlyWhenAskedFor() {
    let diagnostic = Diagnostic(.fileEmpty, "no", at: nil)
    #expect(!DiagnosticRenderer(sources: SourceMap()).render(diagnostic).contains("\u{1B}"))
    let colored = DiagnosticRenderer(sources: SourceMap(), style: .colored).render(diagnostic)
    #expect(colored.hasPrefix("\u{1B}[1;31merror P402:\u{1B}[0m no"))
  }

  private func expect(
    _ text: String, _ diagnostic: Diagnostic, at marked: String, is expected: String,
    location: SourceLocation = #_sourceLocation
  ) {
    var sources = SourceMap()
    let source = sources.add(name: "prompt", text: text)
    var diagnostic = diagnostic
    diagnostic.span = span(of: marked, in: source)
    let rendered = DiagnosticRenderer(sources: sources).render(diagnostic)
    #expect(rendered == expected, sourceLocation: location)
  }

  private func span(of marked: String, in source: Source) -> Span {
    let wanted = Array(marked.utf8)
    for start in 0..<source.bytes.count
    where source.bytes[start...].starts(with: wanted) {
      return Span(source: source.id, start: start, end: start + wanted.count)
    }
    return Span(source: source.id, start: 0, end: 0)
  }
}
