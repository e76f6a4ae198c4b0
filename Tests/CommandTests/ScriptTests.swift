import Foundation
import TestSupport
import Testing

/// Scripts that others run: values from the command line, files, and how it ends.
struct ScriptTests {
  let workspace = Program.workspace
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Runs a script whose files go below the test's folder, as `OUT`.
  private func run(
    _ text: String, _ arguments: [String] = [], command: String = "run"
  ) throws -> Program.Ending {
    let script = try folder.write(
      "script.parley", text.replacingOccurrences(of: "OUT", with: folder.path + "/out"))
    return try Program.run(
      [command, script, "--open", workspace, "--today", "2026-09-30"] + arguments)
  }

  /// The names below the folder that exports go to; nil where there is none.
  private var written: [String]? {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/out"))?.sorted()
  }

  // MARK: - --set

  static let parameters = """
    param area: text = "Midwest" one of ["Midwest", "South"]
    param least: money = $0
    param share: percent = 80%
    param q: period(quarter) = last quarter
    param y: period(year) = 2026
    param since: date = today - 90 days
    param within_time: duration = 3 months
    param active_only: bool = true
    param level: choice(gold, silver) = gold
    param who: managers = "Ada Brooks"
    param n: number = 1
    param code: id = "x"
    managers | take 1 | show area: area, least: least, share: share, q: q, y: y, since: since,
      within_time: today + within_time, active: active_only, level: level, who: who.name, n: n, code: code
    """

  @Test func defaultsAreUsed() throws {
    let ending = try run(Self.parameters, ["--format", "csv"])
    #expect(
      ending.output.split(separator: "\n").last
        == "Midwest,0,0.8,2026-Q2,2026,2026-07-02,2026-12-30,true,gold,Ada Brooks,1,x", "\(ending)")
  }

  @Test func valuesAreTyped() throws {
    let settings = [
      "area=South", "LEAST=-1.5k", "share=7.5%", "q=2025-Q4", "y=2025", "since=today - 1 month",
      "within_time=365 days", "active_only=no", "level=SILVER", "who=4", "n=1_000", "code=00042",
    ]
    let ending = try run(
      Self.parameters, ["--format", "csv"] + settings.flatMap { ["--set", $0] })
    #expect(
      ending.output.split(separator: "\n").last
        == "South,-1500,0.075,2025-Q4,2025,2026-08-30,2027-09-30,false,silver,Sofia Ruiz,1000,00042",
      "\(ending)")
  }

  /// A value is a value and never more.
  @Test(arguments: [
    "n=count(deals)", "n=area", "n=1; assert 1 = 2", "n=", "n=today", "least=€5", "share=80",
    "share=0.8",
    "q=2026", "q=last 4 quarters", "y=26", "since=yesterday", "since=30/09/2026",
    "within_time=90", "active_only=maybe", "level=bronze", "who=Ada", "area=midwest", "n=\"1\"",
  ])
  func whatIsNoSuchValueIsRefused(setting: String) throws {
    let ending = try run(Self.parameters, ["--set", setting])
    #expect(ending.status == 1 && ending.output.isEmpty, "\(ending)")
    #expect(ending.errors.contains("error P604: "), "\(ending)")
  }

  @Test func textIsNeverRead() throws {
    let ending = try run(
      "param t: text\nmanagers | take 1 | show t: t, n: length(t)",
      ["--format", "ndjson", "--set", "t=\"{count(deals)}\" # \\n = 'x'"])
    #expect(
      ending.output == #"{"t":"\"{count(deals)}\" # \\n = 'x'","n":27}"# + "\n", "\(ending)")
  }

  @Test func everythingWrongIsToldAtOnce() throws {
    let ending = try run(
      """
      partners | show name | print | export "OUT/x.csv"
      param a: text
      param b: number
      param c: date
      param d: text one of ["x", "y"]
      param e: managers
      param f: money
      """, ["--set", "b=many", "--set", "d=z", "--set", "e=Ada Broks", "--set", "g=1"])
    #expect(ending.status == 1 && ending.output.isEmpty && written == nil, "\(ending)")
    for words in [
      "script.parley:2:7: error P604: a needs a value", "--set a='some text'",
      "script.parley:3:7: error P604: b cannot be \"many\"", "--set b=10",
      "script.parley:4:7: error P604: c needs a value", "--set c=2026-09-30",
      "script.parley:5:7: error P604: d cannot be \"z\"", "--set d=x",
      "script.parley:6:7: error P604: there is no manager called \"Ada Broks\"",
      "--set e='Ada Brooks'", "script.parley:7:7: error P604: f needs a value",
      "error P604: there is no param called \"g\"",
    ] {
      #expect(ending.errors.contains(words), "\(words) is not in \(ending.errors)")
    }
  }

  @Test func queriesSeeTheParamsOfFiles() throws {
    let script = try folder.write("p.parley", "param area: text\n")
    let ending = try Program.run(
      [
        script, "--open", workspace, "--set", "area=West", "--format", "csv", "-e",
        "count(partners where region = area)", "-e", "param n: number\nn",
        "--set", "n=7",
      ])
    #expect(
      ending.output == "count(partners where region = area)\n2\nn\n7\n", "\(ending)")
  }

  /// The second file's value is wrong, so the first doesn't run.
  @Test func nothingRunsBeforeAllValuesAreRight() throws {
    let first = try folder.write("1.parley", "1 + 1\n")
    let second = try folder.write("2.parley", "param n: number\n")
    let ending = try Program.run(["run", first, second, "--set", "n=x"])
    #expect(ending.status == 1 && ending.output.isEmpty, "\(ending)")
  }

  @Test func checkNeedsNoValues() throws {
    let script = """
      param q: period(quarter)
      param area: text
      param who: managers
      param places: number
      deals | where partner.region = area and partner.manager = who
      | summarize won: round(revenue(during q), places)
      """
    #expect(try run(script, command: "check").status == 0)
    let wrong = try run(script, ["--set", "q=2026", "--set", "x=1"], command: "check")
    #expect(wrong.status == 1, "\(wrong)")
    #expect(wrong.errors.contains("q cannot be \"2026\""), "\(wrong)")
    #expect(wrong.errors.contains("no param called \"x\""), "\(wrong)")
  }

  // MARK: - Files

  @Test func exportsAreWrittenAndTold() throws {
    let ending = try run(
      """
      for each m in managers {
        m.partners | show name, tier | sort name | export "OUT/{m.region}/{m.name}.csv"
      }
      """)
    #expect(ending.status == 0 && ending.output.isEmpty, "\(ending)")
    #expect(
      ending.errors.split(separator: "\n").map {
        $0.replacingOccurrences(of: folder.path, with: "")
      }
        == [
          "wrote 4 rows to /out/Midwest/Ada Brooks.csv",
          "wrote 4 rows to /out/South/Jürgen Weiß.csv",
          "wrote 2 rows to /out/Northeast/Mei Tanaka.csv",
          "wrote 2 rows to /out/West/Sofia Ruiz.csv",
        ])
    #expect(
      folder.text("out/West/Sofia Ruiz.csv")
        == "name,tier\nFjord & Küste,bronze\n東京ソリューション,silver\n")
  }

  @Test func quietTellsNothing() throws {
    let ending = try run("partners | export \"OUT/x.csv\"", ["--quiet"])
    #expect(ending.errors.isEmpty && written == ["x.csv"], "\(ending)")
  }

  @Test func eachEndingHasItsFormat() throws {
    let endings = ["csv", "json", "ndjson", "md", "html", "txt"]
    let stages = endings.map { "| export \"OUT/x.\($0)\"" }.joined(separator: " ")
    let ending = try run("territories | where id = 6 | show name \(stages)")
    #expect(ending.status == 0 && ending.output.isEmpty, "\(ending)")
    #expect(folder.text("out/x.csv") == "name\nSeattle\n")
    #expect(folder.text("out/x.json") == "[\n{\"name\":\"Seattle\"}\n]\n")
    #expect(folder.text("out/x.ndjson") == "{\"name\":\"Seattle\"}\n")
    #expect(folder.text("out/x.md") == "| name |\n| --- |\n| Seattle |\n")
    #expect(folder.text("out/x.html")?.contains("<td>Seattle</td>") == true)
    #expect(folder.text("out/x.txt")?.contains("│ Seattle │") == true)
  }

  @Test func machineFormatsCarryTheLastQueryOnly() throws {
    let ending = try run(
      """
      partners | take 2 | print "not this"
      territories | where id = 6 | print "nor this" | show name | export "OUT/x.csv" | print "but this"
      partners | take 1 | export "OUT/y.csv"
      """, ["--format", "csv"])
    #expect(ending.output == "name\nSeattle\n", "\(ending)")
  }

  /// Two files are written, the third statement fails: everything is as it was.
  @Test(arguments: [
    ("assert 1 = 2", 3), ("partners | add n: number(name)", 3),
    ("partners | export \"OUT/2.csv/x.csv\"", 2),
    ("for each p in partners | sort name { p.deals | export \"OUT/{p.name}.csv\" }", 3),
    ("for each p in partners { p.deals | export \"OUT/{p.tier ?? missing}-{p.id}.csv\" }", 2),
    ("run \"failing.parley\"", 3),
  ])
  func aFailureLeavesAllFilesAsTheyWere(last: String, status: Int32) throws {
    let out = folder.path + "/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
    let old = try folder.write("out/1.csv", "old\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o604], ofItemAtPath: old)
    _ = try folder.write("failing.parley", "partners | export \"\(out)/4.csv\"\nassert 2 = 3\n")
    let ending = try run(
      """
      partners | export "OUT/1.csv"
      partners | print "seen" | export "OUT/new/2.csv"
      partners | take 1 | show name | export "OUT/2.csv"
      \(last)
      """)
    #expect(ending.status == status, "\(ending)")
    #expect(!ending.errors.contains("wrote"), "\(ending)")
    #expect(folder.text("out/1.csv") == "old\n" && written == ["1.csv"])
    let mode = try FileManager.default.attributesOfItem(atPath: old)[.posixPermissions] as? Int
    #expect(mode == 0o604)
  }

  @Test func aCheckFailsBeforeAnythingIsWritten() throws {
    let ending = try run("partners | export \"OUT/1.csv\"\npartners | where teir = gold")
    #expect(ending.status == 3 && written == nil, "\(ending)")
  }

  @Test func anUnwritableNameIsShownInTheScript() throws {
    _ = try folder.write("file", "")
    let ending = try run("partners | export \"\(folder.path)/file/x.csv\"")
    #expect(ending.status == 2, "\(ending)")
    #expect(ending.errors.contains("script.parley:1:19: error P415: "), "\(ending)")
  }

  /// A limit on the size of files stands for a full disk.
  @Test func aFullDiskLeavesEverythingAsItWas() throws {
    let out = folder.path + "/out"
    let script = try folder.write(
      "big.parley",
      """
      let many = deals | append deals | append deals | append deals
      deals | export "\(out)/small.csv"
      many | append many | append many | append many | append many | append many
      | export "\(out)/big.csv"
      """)
    let ending = try Program.run(
      "/bin/bash",
      ["-c", "ulimit -f 4; exec \"$0\" run \"$1\" --open \"$2\"", Program.path, script, workspace])
    #expect(ending.status == 2, "\(ending)")
    #expect(ending.errors.contains("P415") && written == nil, "\(ending)")
  }

  @Test func ctrlCLeavesEverythingAsItWas() throws {
    let out = folder.path + "/out"
    let script = try folder.write(
      "long.parley",
      "deals | export \"\(out)/first.csv\"\n" + Program.endless)
    let command = """
      set -m; "$0" run "$1" --open "$2" >/dev/null & sleep 1; kill -INT $!; wait $!; echo $?
      """
    let ending = try Program.run("/bin/bash", ["-c", command, Program.path, script, workspace])
    #expect(ending.output.hasSuffix("130\n"), "\(ending)")
    #expect(written == nil, "\(String(describing: written))")
  }

  @Test func theOutputFileIsNotExportedTo() throws {
    let target = folder.path + "/x.csv"
    let ending = try run("partners | export \"\(target)\"\n1 + 1", ["--output", target])
    #expect(ending.status == 3 && ending.errors.contains("P122"), "\(ending)")
    #expect(folder.text("x.csv") == nil)
  }

  @Test func whoeverReadsMayGo() throws {
    let script = try folder.write(
      "s.parley",
      "for each d in deals { deals }\ndeals | export \"\(folder.path)/out/x.csv\"\n")
    let ending = try Program.run(
      "/bin/bash",
      [
        "-c", "\"$0\" run \"$1\" --open \"$2\" | head -n 1 >/dev/null; echo ${PIPESTATUS[0]}",
        Program.path, script, workspace,
      ])
    #expect(ending.output == "0\n" && ending.errors.isEmpty, "\(ending)")
  }

  // MARK: - Places

  @Test func pathsAreRelativeToTheScript() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/sub", withIntermediateDirectories: false)
    _ = try folder.write(
      "sub/inner.parley", "param n: number\ninclude \"words.parley\"\ntwice(n)\n")
    _ = try folder.write("sub/words.parley", "function twice(x) = x * 2\n")
    let ending = try run("run \"sub/inner.parley\" with n: 21", ["--format", "csv"])
    #expect(ending.output == "twice(n)\n42\n", "\(ending)")
  }

  @Test func whatARunScriptDoesEndsWithIt() throws {
    _ = try folder.write("data.csv", "id,x\n1,2\n")
    _ = try folder.write(
      "inner.parley",
      """
      option today = 2020-01-01
      load "data.csv" as extra
      let mine = extra
      mine | summarize count()
      today
      """)
    let ending = try run("run \"inner.parley\"\ntoday", ["--format", "csv"])
    #expect(ending.output == "today\n2026-09-30\n", "\(ending)")
    for name in ["mine", "extra"] {
      #expect(try run("run \"inner.parley\"\n\(name)").errors.contains("P108"))
    }
  }

  @Test func circlesAreNamed() throws {
    _ = try folder.write("a.parley", "run \"./b.parley\"\n")
    _ = try folder.write("b.parley", "include \"c.parley\"\n")
    let c = try folder.write("c.parley", "include \"here/a.parley\"\n")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/here", withDestinationPath: ".")
    let ending = try Program.run(["check", folder.path + "/a.parley"])
    #expect(ending.status == 3, "\(ending)")
    #expect(ending.errors.contains("\(c):1:9: error P113"), "\(ending)")
    let chain = ["a", "b", "c", "here/a"].map { "\(folder.path)/\($0).parley" }
    #expect(ending.errors.contains(chain.joined(separator: " → ")), "\(ending)")
  }

  /// A folder that is a link to itself has ever new names for one file.
  @Test func circlesBehindLinksEnd() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/again", withDestinationPath: ".")
    let ending = try run("run \"again/script.parley\"")
    #expect(ending.status == 3 && ending.errors.contains("P113"), "\(ending)")
  }

  @Test func anErrorNamesItsFileLineAndColumn() throws {
    _ = try folder.write("inner.parley", "\n\npartners | assert tier = gold \"not gold\"\n")
    let ending = try run("1\nrun \"inner.parley\"\n2", ["--format", "csv"])
    #expect(ending.status == 3, "\(ending)")
    #expect(ending.errors.hasPrefix("\(folder.path)/inner.parley:3:19: error P502: not gold\n"))
  }

  // MARK: - Tests

  static let tested = """
    param least: number = 3
    let gold = partners | where tier = gold
    partners | print "not shown" | export "OUT/x.csv"
    assert 1 = 2 "not asserted"
    test "there are golden partners" { assert count(gold) >= least }
    test "wrong" {
      let gold = partners | where tier = silver
      partners | export "OUT/y.csv"
      assert count(gold) = 1 "{count(gold)} silver partners"
      assert 1 = 2 "never reached"
    }
    test "東京 and \\"quotes\\"" { for each g in gold { assert count(g.deals) < 100 } }
    test "a stage" { deals | assert amount > $1m "small" }
    """

  @Test func testsRunByThemselves() throws {
    let ending = try run(Self.tested, command: "test")
    #expect(ending.status == 3 && ending.errors.isEmpty && written == nil, "\(ending)")
    let lines = ending.output.split(separator: "\n").filter { !$0.hasPrefix("      ") }
    #expect(
      lines == [
        "ok    there are golden partners", "FAIL  wrong", "ok    東京 and \"quotes\"",
        "FAIL  a stage", "4 tests, 2 failed",
      ], "\(ending.output)")
    #expect(ending.output.contains("script.parley:9:10: error P502: 4 silver partners\n"))
    #expect(ending.output.contains("error P502: small"))
    #expect(!ending.output.contains("never reached"))
  }

  @Test func testsTakeValues() throws {
    let ending = try run(Self.tested, ["--set", "least=100"], command: "test")
    #expect(ending.output.hasPrefix("FAIL  there are golden partners\n"), "\(ending)")
    #expect(try run(Self.tested, ["--set", "lest=1"], command: "test").status == 1)
  }

  @Test func goodTestsEndWell() throws {
    let ending = try run("test \"fine\" { assert 1 = 1 }", command: "test")
    #expect(ending.status == 0 && ending.output == "ok    fine\n1 test, all ok\n", "\(ending)")
    let none = try run("1 + 1", command: "test")
    #expect(none.status == 0 && none.output == "0 tests, all ok\n", "\(none)")
    #expect(none.errors.contains("script.parley: there are no tests"), "\(none)")
    let wrong = try run("test \"fine\" { assert 1 = 1 }\npartners | where x = 1", command: "test")
    #expect(wrong.status == 3 && wrong.output.isEmpty && wrong.errors.contains("P101"), "\(wrong)")
  }

  @Test func testsOfSeveralFilesAreCountedTogether() throws {
    let first = try folder.write("1.parley", "let x = 1\ntest \"one\" { assert x = 1 }\n")
    let second = try folder.write("2.parley", "let x = 2\ntest \"two\" { assert x = 1 }\n")
    let ending = try Program.run(["test", first, second])
    #expect(ending.status == 3, "\(ending)")
    #expect(ending.output.hasPrefix("ok    one\nFAIL  two\n"), "\(ending)")
    #expect(ending.output.hasSuffix("2 tests, 1 failed\n"), "\(ending)")
  }

  @Test func runDoesNotTest() throws {
    let ending = try run("1\ntest \"no\" { assert 1 = 2 }", ["--format", "csv"])
    #expect(ending.status == 0 && ending.output == "1\n1\n", "\(ending)")
  }
}
