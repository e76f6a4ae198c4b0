import TestSupport
import Testing

/// The prompt in a real terminal.
@Suite(.enabled(if: Tmux.isThere), .serialized)
struct PromptTests {
  @Test func aQueryGrowsStepByStep() throws {
    let window = try Tmux.parley()
    try window.enter("partners | where tier = platinum")
    try window.wait(for: "2 rows")
    try window.enter("| show name")
    let screen = try window.wait(for: "2 rows", count: 2)
    #expect(screen.contains("│ Cascade Works   │"))
    try window.enter("let top = partners | where tier = platinum")
    try window.enter("| take 1")
    try window.wait(for: "error P602")
  }

  @Test func wideCharactersKeepTheRuling() throws {
    let window = try Tmux.parley()
    try window.enter("partners | where id in [109, 111, 112] | show name, tier")
    let screen = try window.wait(for: "3 rows")
    let ruling = screen.split(separator: "\n").filter { $0.hasSuffix("│") }
    #expect(ruling.count == 4)
    // Cells of the terminal, not characters: tmux pads a wide character's second cell with nothing.
    #expect(ruling.contains("│ 東京ソリューション │ silver │"), "\(screen)")
    #expect(ruling.contains("│ Fjord & Küste      │ bronze │"), "\(screen)")
  }

  @Test func enterAsksForTheRest() throws {
    let window = try Tmux.parley()
    try window.enter("partners | where (tier = gold")
    try window.wait(for: "(>")
    try window.enter("or tier = silver) | summarize n: count()")
    try window.wait(for: "1 row")
    // An empty line gives up waiting and says what is missing.
    try window.enter("partners | where (")
    try window.wait(for: "(>", count: 2)
    try window.press("Enter")
    try window.wait(for: "error P0")
  }

  @Test func linesOfOneStatementAreEditedTogether() throws {
    let window = try Tmux.parley()
    try window.enter("territories | where (id = 6")
    try window.wait(for: "(>")
    try window.type("or id = 4) | show name")
    // A line up, to the same character.
    try window.press("Up")
    try window.press("End", "BSpace")
    try window.type("5")
    try window.wait(for: "(id = 5")
    // A complete statement runs wherever the cursor stands, and is left whole on the screen.
    try window.press("Enter")
    let screen = try window.wait(for: "2 rows")
    #expect(screen.contains("(> or id = 4) | show name\n┌"), "\(screen)")
  }

  @Test func altEnterBreaksACompleteLine() throws {
    let window = try Tmux.parley()
    try window.type("territories")
    try window.press("M-Enter")
    try window.wait(for: "...>")
    try window.type("| take 3")
    try window.wait(for: "|> | take 3")
    try window.press("Enter")
    try window.wait(for: "3 rows")
  }

  @Test func ctrlCCancelsTheLine() throws {
    let window = try Tmux.parley()
    try window.type("partners | wher")
    try window.press("C-c")
    try window.wait(for: "parley>", count: 2)
    try window.enter("1 + 1")
    try window.wait(for: "1 row")
    #expect(!(try window.screen()).contains("status="))
  }

  @Test func ctrlCCancelsTheContinuationAndTheSearch() throws {
    let window = try Tmux.parley()
    try window.enter("partners | where (")
    try window.wait(for: "(>")
    try window.press("Up", "C-c")
    let screen = try window.wait(for: "parley>", count: 2)
    #expect(screen.contains("partners | where (\n     (> ^C\nparley>"), "\(screen)")
    try window.press("C-r")
    try window.type("part")
    try window.wait(for: "i-search")
    try window.press("C-c")
    try window.wait(for: "^C", count: 2)
    try window.enter("1 + 1")
    try window.wait(for: "1 row")
  }

  @Test func theDemoOpensAndAnotherWorkspaceAfterIt() throws {
    let window = try Tmux("'\(Program.path)' --no-init --demo; echo status=$?; sleep 600")
    try window.wait(for: "This is the demo, as of 2026-08-19")
    try window.enter("count(deals)")
    try window.wait(for: "15,000")
    try window.enter(".open \(Program.workspace)")
    try window.enter("count(deals) + 1000")
    try window.wait(for: "1020")
  }

  @Test func aCrashLeavesTheTerminalAsItWas() throws {
    let folder = try TemporaryFolder()
    let window = try Tmux(
      "sh -c 'echo $$ >\(folder.path)/pid; exec \(Program.path) --no-init'; stty -a; sleep 600")
    try window.wait(for: "parley>")
    try window.enter("1 + (")
    try window.wait(for: "(>")
    let child = try #require(folder.text("pid")?.split(separator: "\n").first)
    _ = try Program.run("/bin/kill", ["-SEGV", String(child)])
    let screen = try window.wait(for: "icanon")
    #expect(!screen.contains("-icanon") && !screen.contains("-echo "), "\(screen)")
  }

  @Test func ctrlDLeavesWithStatusZero() throws {
    let window = try Tmux.parley()
    try window.press("C-d")
    try window.wait(for: "status=0")
  }

  @Test(arguments: [".quit", "quit", "exit"])
  func wordsThatLeave(word: String) throws {
    let window = try Tmux.parley()
    try window.enter(word)
    try window.wait(for: "status=0")
  }

  @Test func upRecallsAWholeStatement() throws {
    let window = try Tmux.parley()
    try window.enter("territories | where (id = 6")
    try window.enter("or id = 5) | show name")
    try window.wait(for: "2 rows")
    try window.press("Up")
    try window.wait(for: "(> or id = 5) | show name", count: 2)
    try window.press("Enter")
    try window.wait(for: "2 rows", count: 2)
  }

  @Test func pastedTextIsAScript() throws {
    let window = try Tmux.parley()
    try window.paste("let west = territories\n| where region = \"West\"\nwest\n| show name\n")
    try window.press("Enter")
    let screen = try window.wait(for: "1 row")
    #expect(screen.contains("Seattle"))
    #expect(!screen.contains("error"))
  }

  @Test func aPasteThatIsNotCompleteWaits() throws {
    let window = try Tmux.parley()
    try window.paste("territories\n| where (\tid = 6\n")
    try window.wait(for: "(>")
    try window.press("Enter")
    try window.type("or id = 5) | show name")
    let screen = try window.wait(for: "| show name")
    #expect(!screen.contains("error"))
    try window.press("Enter")
    try window.wait(for: "2 rows")
  }

  @Test func aStatementHigherThanTheWindowIsEdited() throws {
    let window = try Tmux.parley(rows: 10)
    try window.paste((1...30).map { "let x\($0) = territories" }.joined(separator: "\n") + "\nx30")
    try window.wait(for: "x30", count: 2)
    // To the start of the line, then of the statement, and back.
    try window.press("C-a", "C-a")
    try window.type("# all")
    try window.press("M-Enter")
    try window.wait(for: "parley> # all")
    try window.press("C-e", "C-e")
    try window.type(" | take 4")
    try window.press("Enter")
    try window.wait(for: "4 rows")
  }

  @Test func keysCanBeBoundOtherwise() throws {
    let folder = try TemporaryFolder()
    let inputrc = try folder.write(
      "inputrc",
      """
      $if parley
      "\\C-o": "territories | take 2"
      "\\C-t": insert-newline
      $endif
      $if another
      "\\C-o": "not this"
      $endif
      """)
    let window = try Tmux.parley(variables: "INPUTRC='\(inputrc)'")
    try window.press("C-o", "C-t")
    try window.wait(for: "|>")
    try window.enter("| show name")
    try window.wait(for: "2 rows")
  }

  @Test func aTableFitsTheWindowAfterAResize() throws {
    let window = try Tmux.parley(columns: 100)
    try window.resize(columns: 60, rows: 30)
    try window.enter("deals | take 3")
    try window.enter("deals | sort id | show account, product, stage, amount, source | take 3")
    let screen = try window.wait(for: "3 rows")
    let ruling = screen.split(separator: "\n").first { $0.hasPrefix("┌") }
    #expect((ruling?.count ?? 0) <= 60)
  }

  @Test func ctrlZKeepsTheLine() throws {
    let window = try Tmux("PS1='sh$ ' bash --norc -i")
    try window.wait(for: "sh$")
    try window.enter(
      "'\(Program.path)' --no-init --open '\(Program.workspace)' --today 2026-09-30")
    try window.wait(for: "parley>")
    try window.enter("(40 +")
    try window.wait(for: "(>")
    try window.type("2")
    try window.wait(for: "(> 2")
    try window.press("C-z")
    try window.wait(for: "Stopped")
    try window.enter("fg")
    try window.wait(for: "(> 2", count: 2)
    try window.type(")")
    try window.press("Enter")
    try window.wait(for: "42")
  }

  @Test func withoutAColourTerminalThereAreNoEscapes() throws {
    let window = try Tmux.parley(variables: "TERM=dumb")
    try window.enter("partners | where teir = gold")
    let screen = try window.wait(for: "error P101")
    #expect(!screen.contains("[1;31m"))
  }

  @Test func theUsersOwnDefinitionsAreRead() throws {
    let folder = try TemporaryFolder()
    let made = try Program.run("/bin/mkdir", ["-p", folder.path + "/parley"])
    #expect(made.status == 0)
    _ = try folder.write(
      "parley/init.parley", "let platinums = partners | where tier = platinum\n")
    let window = try Tmux(
      "XDG_CONFIG_HOME='\(folder.path)' '\(Program.path)' --open '\(Program.workspace)'")
    try window.wait(for: "parley>")
    try window.enter("platinums | show name")
    try window.wait(for: "2 rows")
  }

  @Test func aMistakeInTheUsersOwnDefinitionsKeepsNobodyOut() throws {
    let folder = try TemporaryFolder()
    _ = try Program.run("/bin/mkdir", ["-p", folder.path + "/parley"])
    _ = try folder.write("parley/init.parley", "let x = nothing | take 5\n")
    let window = try Tmux("XDG_CONFIG_HOME='\(folder.path)' '\(Program.path)'")
    try window.wait(for: "error P108")
    try window.enter("1 + 1")
    try window.wait(for: "1 row")
  }
}
