import Foundation
import TestSupport
import Testing

/// What goes to which stream, and in which shape.
struct StreamTests {
  let workspace = Program.workspace

  @Test func aTableInAPipeIsWholeAndBare() throws {
    let ending = try Program.run(
      ["--open", workspace, "-e", "territories | show name | sort name"])
    #expect(
      ending.output == """
        ┌─────────┐
        │ name    │
        ├─────────┤
        │ Atlanta │
        │ Boston  │
        │ Chicago │
        │ Dallas  │
        │ Detroit │
        │ Seattle │
        └─────────┘

        """)
    #expect(ending.errors.isEmpty)
  }

  @Test func aMachineFormatWritesTheLastQueryOnly() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "two.parley", "territories | show name\nmanagers | show name | sort name | take 1\n")
    for format in ["csv", "json", "ndjson"] {
      let ending = try Program.run(
        ["run", script, "--open", workspace, "--format", format, "--color", "always"])
      #expect(ending.status == 0)
      #expect(ending.output.contains("Ada Brooks") && !ending.output.contains("Atlanta"))
      #expect(!ending.output.contains("\u{1B}"))
    }
    let table = try Program.run(["run", script, "--open", workspace])
    #expect(table.output.contains("Ada Brooks") && table.output.contains("Atlanta"))
  }

  @Test func footnotesGoToTheErrors() throws {
    let query = "deals | summarize m: avg(amount)"
    for format in ["csv", "table"] {
      let ending = try Program.run(["--open", workspace, "--format", format, "-e", query])
      #expect(ending.errors.hasPrefix("* "), "\(ending)")
      #expect(!ending.output.contains("* "))
      let quiet = try Program.run(
        ["--open", workspace, "--format", format, "--quiet", "-e", query])
      #expect(quiet.errors.isEmpty && quiet.output == ending.output)
    }
  }

  @Test func scriptsSayFileLineAndColumn() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("wrong.parley", "territories\n\npartners\n| where teir = gold\n")
    let ending = try Program.run(["run", script, "--open", workspace])
    #expect(ending.status == 3)
    // Nothing ran: the script was checked whole first.
    #expect(ending.output.isEmpty)
    #expect(
      ending.errors.hasPrefix(
        script + ":4:9: error P101: partners has no field called \"teir\"\n"), "\(ending)")
  }

  @Test func theInputIsAScript() throws {
    let ending = try Program.run(
      ["--open", workspace, "--format", "csv"],
      input: Array("managers\n| summarize n: count()".utf8))
    #expect(ending.output == "n\n4\n" && ending.errors.isEmpty && ending.status == 0)
  }

  @Test func anEmptyInputAnswersNothing() throws {
    let ending = try Program.run([])
    #expect(ending.output.isEmpty && ending.errors.isEmpty && ending.status == 0)
  }

  @Test func bytesThatAreNoTextAreRefused() throws {
    let bytes = Array("1 + 1\n\"M".utf8) + [0xFC] + Array("ller\"\n".utf8)
    let ending = try Program.run([], input: bytes)
    #expect(ending.status == 2 && ending.output.isEmpty)
    #expect(ending.errors.contains("P016") && ending.errors.contains("stdin:2"), "\(ending)")
    let folder = try TemporaryFolder()
    let script = try folder.write("latin.parley", bytes)
    let run = try Program.run(["run", script])
    #expect(run.status == 2 && run.errors.contains("P016"), "\(run)")
  }

  @Test func filesRunBeforeQueries() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(
      "define.parley", "let west = territories | where region = \"West\"\n")
    let ending = try Program.run(
      [script, "--open", workspace, "--format", "csv", "-e", "west | show name", "-e", "-1"])
    #expect(ending.output == "name\nSeattle\n-1\n-1\n", "\(ending)")
  }

  @Test func theFirstErrorEnds() throws {
    let ending = try Program.run(
      ["--open", workspace, "--format", "csv", "-e", "1", "-e", "nothing", "-e", "3"])
    #expect(ending.status == 3)
    #expect(ending.output == "1\n1\n", "\(ending)")
  }

  /// What a query reads: each column once, also those of links and of other tables.
  @Test(arguments: [
    ("deals | summarize count()", 0),
    ("deals | where stage = won | summarize sum(amount), max(amount) by stage", 20 * (4 + 8)),
    ("deals | summarize count() by partner.tier", 20 * 4 + 13 * 4),
    ("partners | show won: sum(deals.amount)", 20 * (4 + 8)),
  ])
  func timingsTellWhatIsRead(query: String, bytes: Int) throws {
    let ending = try Program.run(["--open", workspace, "--timings", "-e", query])
    #expect(ending.errors.contains("\"bytes_read\":\(bytes),"), "\(ending.errors)")
  }

  @Test func timingsAreLinesOfJSON() throws {
    let ending = try Program.run(
      ["--open", workspace, "--timings", "-e", "deals | summarize count()\ndeals | show id"])
    let lines = ending.errors.split(separator: "\n").filter { $0.hasPrefix("{") }
    #expect(lines.count == 2)
    for (line, returned) in zip(lines, [1, 20]) {
      let record = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(record["rows_read"] as? Int == 20)
      #expect(record["rows_returned"] as? Int == returned)
      for key in ["parse_ms", "check_ms", "plan_ms", "run_ms"] {
        #expect((record[key] as? Double ?? -1) >= 0, "\(key)")
      }
      #expect((record["peak_memory_bytes"] as? Int ?? 0) > 1_000_000)
      #expect(record["source"] as? String == "-e")
    }
    #expect(lines.last?.contains("\"line\":2") == true)
  }

  @Test func todayIsSettable() throws {
    let ending = try Program.run(["--today", "2020-02-29", "--format", "csv", "-e", "today"])
    #expect(ending.output == "today\n2020-02-29\n", "\(ending)")
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let script =
      "seq 1 40000 | sed 's/.*/territories | append territories/' > \"$0\"; "
      + "\"$1\" run \"$0\" --open \"$2\" 2>&1 >/dev/full | cat; "
      + "\"$1\" run \"$0\" --open \"$2\" | head -n 1"
    let folder = try TemporaryFolder()
    let ending = try Program.run(
      "/bin/bash", ["-c", script, folder.path + "/many.parley", Program.path, workspace])
    #expect(ending.output.contains("P415"), "a full device is told: \(ending)")
    #expect(ending.output.hasSuffix("┐\n") && ending.errors.isEmpty, "\(ending)")
  }

  @Test func aChartInAPipeHasNoColours() throws {
    let query = "deals | summarize n: count() by stage | chart bar"
    let plain = try Program.run(["--open", workspace, "-e", query])
    #expect(plain.output.contains("█") && !plain.output.contains("\u{1B}"), "\(plain)")
    let colored = try Program.run(["--open", workspace, "--color", "always", "-e", query])
    #expect(colored.output.contains("\u{1B}[34m█"), "\(colored)")
    // A locale without UTF-8 says something about the terminal, not about a file.
    let other = try Program.run(["--open", workspace, "-e", query], environment: ["LC_ALL": "C"])
    #expect(other.output == plain.output)
  }

  @Test func programsGetTheRowsOfAChart() throws {
    let query = "deals | summarize n: count() by stage | chart bar doubled: n * 2"
    let ending = try Program.run(["--open", workspace, "--format", "csv", "-e", query])
    #expect(ending.output == "stage,n\nopen,5\nwon,11\nlost,4\n", "\(ending)")
  }
}
