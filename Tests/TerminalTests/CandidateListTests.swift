import Shell
import Terminal
import Testing

/// Candidates below a statement.
struct CandidateListTests {
  @Test func detailsStandBesideTheirCandidate() {
    let rows = CandidateList.rows(
      [
        Candidate("tier", detail: "choice"), Candidate("東京", detail: "text(value, much more)"),
        Candidate("now"),
      ], columns: 20, height: 10)
    #expect(rows == ["tier  choice", "東京  text(value, m…", "now"])
  }

  @Test func manyStandInColumns() {
    let candidates = (1...7).map { Candidate("name\($0)") }
    #expect(
      CandidateList.rows(candidates, columns: 22, height: 10)
        == ["name1  name4  name7", "name2  name5", "name3  name6"])
  }

  @Test func whatIsLeftOutIsCounted() {
    let candidates = (1...20_000).map { Candidate("n\($0)", detail: "x") }
    let rows = CandidateList.rows(candidates, columns: 40, height: 4)
    #expect(rows.count == 4)
    #expect(rows.last == "… 19982 more: type on")
    #expect(rows.allSatisfy { $0.count <= 40 })
  }

  @Test func controlCharactersDoNothing() {
    #expect(CandidateList.rows([Candidate("a\u{1B}[2J")], columns: 40, height: 4) == ["a␛[2J"])
  }

  @Test func aScreenOfNoWidthIsNoTrap() {
    let rows = CandidateList.rows([Candidate("abcdef"), Candidate("b")], columns: 1, height: 0)
    #expect(rows.count == 2)
  }
}
