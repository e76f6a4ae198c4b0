import Engine
import Shell
import TestSupport
import Testing

/// What `.record` writes and `parley replay` reads.
struct TranscriptTests {
  @Test(
    arguments: [
      [.comment("# One.\n# Two."), .exchange(input: "1 + 1", answer: "2")],
      [.exchange(input: "a\n\n| b", answer: ""), .exchange(input: "c", answer: "\n\n- d\n\ne")],
      [.exchange(input: "a", answer: "> not typed\n>\n# no comment\n\\ as it is\n>near\n#near")],
      [.exchange(input: "a", answer: ""), .comment("# b")],
    ] as [[Transcript.Piece]])
  func whatIsWrittenIsRead(pieces: [Transcript.Piece]) {
    #expect(Transcript(Transcript(pieces: pieces).text).pieces == pieces)
  }

  @Test func lineEndsOfOtherSystems() {
    let text = "> a\r\nb\r\n\r\n> c\r\nd\r\n"
    #expect(
      Transcript(text).pieces == [
        .exchange(input: "a", answer: "b"), .exchange(input: "c", answer: "d"),
      ])
  }

  @Test func aRecordingIsReplayed() throws {
    var runner = SessionRunner()
    #expect(runner.answer(".record q3.txt") == "recording to q3.txt")
    _ = runner.answer("let west = territories | where region = \"West\"")
    _ = runner.answer("west | show name")
    _ = runner.answer("| show nmae")
    _ = runner.answer(".format csv")
    _ = runner.answer("territories | take 1 | show name, region")
    _ = runner.answer(".history")
    _ = runner.answer(" 40 + 2")
    _ = runner.answer(".timer on")
    _ = runner.answer("west | export \"west.csv\"")
    #expect(runner.answer(".record off") == "recording off: 6 statements in q3.txt")
    _ = runner.answer("1 + 1")
    let text = try #require(runner.files["q3.txt"])
    #expect(
      text == """
        # A transcript: parley replay asks the same again and compares the answers.
        # workspace: Tests/Golden/fixtures/small
        # day: 2026-09-30

        > let west = territories | where region = "West"

        > west | show name
        ┌─────────┐
        │ name    │
        ├─────────┤
        │ Seattle │
        └─────────┘
        1 row

        > | show nmae
        error P101: territories has no field called "nmae"
          2 | | show nmae
            |        ^^^^ did you mean name?

        > .format csv

        > territories | take 1 | show name, region
        name,region
        Chicago,Midwest

        > west | export "west.csv"
        wrote 1 row to west.csv

        """)
    var other = SessionRunner()
    #expect(other.replay(text).isEmpty)
    #expect(other.files.paths.isEmpty)
  }

  @Test func aReplayShowsWhatDiffers() {
    let text =
      "> territories | where region = \"West\" | show name\n┌────────┐\n│ name   │"
      + "\n├────────┤\n│ Denver │\n└────────┘\n1 row\n\n> 1 + 1\nno\n"
    var runner = SessionRunner()
    let differences = runner.replay(text)
    #expect(differences.map(\.input).first?.hasPrefix("territories") == true)
    #expect(
      differences.first?.lines == [
        "- ┌────────┐", "- │ name   │", "- ├────────┤", "- │ Denver │", "- └────────┘",
        "+ ┌─────────┐", "+ │ name    │", "+ ├─────────┤", "+ │ Seattle │", "+ └─────────┘",
        "  1 row",
      ])
    #expect(differences.count == 2)
  }

  /// What made the session what it is stands at the start, as far as it showed nothing.
  @Test func earlierDefinitionsAreInIt() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("partners.csv", "id\n1\n")
    var runner = SessionRunner()
    _ = runner.answer("let lost = partners")
    _ = runner.answer(".open \(folder.path)")
    _ = runner.answer("let few = partners | take 2")
    _ = runner.answer("let gone = partners")
    _ = runner.answer(".undo")
    _ = runner.answer("let loud = few\nloud | summarize n: count()")
    #expect(
      runner.answer(".record a.txt")
        == "recording to a.txt\n"
        + "1 earlier line that changed the session and showed something: not in it")
    let pieces = Transcript(try #require(runner.files["a.txt"])).pieces
    #expect(pieces.dropFirst() == [.exchange(input: "let few = partners | take 2", answer: "")])
    #expect(Transcript(try #require(runner.files["a.txt"])).start.folder == folder.path)
  }

  @Test func timesAreLeftOut() throws {
    var runner = SessionRunner()
    _ = runner.answer(".record a.txt")
    _ = runner.answer("partners | explain")
    #expect(SessionRunner.replayed(try #require(runner.files["a.txt"])).isEmpty)
  }

  @Test func recordingSaysWhetherItIsOn() {
    var runner = SessionRunner()
    #expect(runner.answer(".record") == "recording off")
    _ = runner.answer(".record \"my notes.txt\"")
    #expect(runner.answer(".record") == "recording to my notes.txt")
    #expect(runner.answer(".record off") == "recording off: 0 statements in my notes.txt")
    #expect(runner.answer(".record off") == "recording off")
  }
}
