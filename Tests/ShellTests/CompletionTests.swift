import Shell
import TestSupport
import Testing

/// What completion says apart from the candidates themselves, which golden files hold.
struct CompletionTests {
  private func common(_ texts: String...) -> String {
    Completion(replaced: 0..<0, candidates: texts.map { Candidate($0) }).commonStart
  }

  @Test func candidatesHaveAStartInCommon() {
    #expect(common("status", "stage", "start(") == "sta")
    #expect(common("Won", "wonderful") == "Won")
    #expect(common("a", "b") == "")
    #expect(common("only") == "only")
    #expect(common() == "")
    // é and è begin with the same byte, and e with an accent of its own with the same letter.
    #expect(common("caf\u{E9}", "caf\u{E8}") == "caf")
    #expect(common("cafe\u{301}", "cafe") == "caf")
    #expect(common("[a", "{a") == "")
  }

  @Test func onlyTheWordAtTheCursorIsReplaced() {
    let runner = SessionRunner()
    let text = "partners | where région = \"é\" and tie and name = \"x\""
    let before = "partners | where région = \"é\" and tie"
    let completion = runner.completion(of: text, at: before.utf8.count)
    #expect(completion.replaced == (before.utf8.count - 3)..<before.utf8.count)
    #expect(completion.candidates.map(\.text) == ["tier"])
  }

  @Test func insideATextInBracesTheOffsetsAreThoseOfTheLine() {
    let text = "partners | show x: \"é {name} {ter"
    let completion = SessionRunner().completion(of: text, at: text.utf8.count)
    #expect(completion.replaced == (text.utf8.count - 3)..<text.utf8.count)
    #expect(completion.candidates.map(\.text) == ["territory"])
  }

  /// Every place of every golden script, so that no half-typed text brings the program down.
  @Test func nothingThatIsHalfTypedIsTooMuch() {
    let runner = SessionRunner()
    for text in [
      "partners | where tier in [gold, silver] and none(qbrs where held_on in last 90 days)",
      "deals | summarize won: sum(amount where stage = won over closed_on) by each quarter in 2026",
      "for each m in managers | where region = \"West\" { m.partners | export \"out/{m.name}.csv\" }",
      "entity a from \"a.csv\" key x { x: money(EUR, \"1.234,56\") from \"X\" missing \"-\" }",
      "scenario s { change partners where tier = gold set route: direct, manager: missing }",
      "compare base, s { managers | show name } | where load.change != 0",
      ".help ((((", "}}}))]]|||", "\"{\"{\"{", "`a b` | `c`.`d` | where (", "x.y.z.. ..",
    ] {
      for offset in 0...text.utf8.count {
        let completion = runner.completion(of: text, at: offset)
        #expect(completion.replaced.upperBound <= text.utf8.count)
      }
    }
  }

  @Test func twentyThousandNamesTakeAMoment() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<20_000).map { "\($0),Partner \($0 * 7_919 % 1_000_003) Limited" }
    _ = try folder.write("partners.csv", "id,name\n" + lines.joined(separator: "\n") + "\n")
    let runner = SessionRunner(workspace: folder.path)
    let clock = ContinuousClock()
    for (typed, count) in [("", 20_000), ("\"partner 12", 224), ("Par", 20_000)] {
      let text = "partners | where name = \(typed)"
      var candidates = 0
      let time = clock.measure {
        let completion = runner.completion(of: text, at: text.utf8.count)
        candidates = completion.candidates.count
        _ = completion.commonStart
      }
      #expect(candidates == count, "\(typed)")
      // Some milliseconds when optimised; this leaves room for a debug build on a busy machine.
      #expect(time < .seconds(5), "\(typed): \(time)")
    }
  }
}
