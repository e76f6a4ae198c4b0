import Foundation
import TestSupport
import Testing

/// Files that the program writes: whole or not at all.
struct FileTests {
  let workspace = Program.workspace

  @Test func theEndingDecidesTheFormat() throws {
    let folder = try TemporaryFolder()
    let ending = try Program.run(
      [
        "--open", workspace, "--output", folder.path + "/t.json", "-e",
        "territories | where id = 6 | show name",
      ])
    #expect(ending.output.isEmpty && ending.errors.isEmpty)
    #expect(folder.text("t.json") == "[\n{\"name\":\"Seattle\"}\n]\n")
    #expect(folder.names == ["t.json"])
  }

  @Test func aFailureKeepsTheOldFile() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("t.csv", "old\n")
    let ending = try Program.run(
      ["--open", workspace, "--output", file, "-e", "territories", "-e", "assert 1 = 2"])
    #expect(ending.status == 3)
    #expect(folder.text("t.csv") == "old\n")
    #expect(folder.names == ["t.csv"])
  }

  @Test func aLinkStaysALinkAndItsModeStays() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("real.csv", "old\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    let link = folder.path + "/link.csv"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.csv")
    #expect(try Program.run(["--output", link, "-e", "1 + 1"]).status == 0)
    #expect(folder.text("real.csv") == "1 + 1\n2\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.csv")
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test func devicesAreWrittenDirectly() throws {
    let ending = try Program.run(["--output", "/dev/stdout", "--format", "csv", "-e", "1 + 1"])
    #expect(ending.output == "1 + 1\n2\n", "\(ending)")
  }

  @Test func checkNamesWhatIsRight() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write("good.parley", "territories | show name\n")
    let bad = try folder.write("bad.parley", "territories | shw name\n")
    let ending = try Program.run(["check", good, bad, "--open", workspace])
    #expect(ending.status == 3 && ending.output.isEmpty)
    #expect(ending.errors.contains("good.parley: no mistakes\n"))
    #expect(ending.errors.contains("bad.parley:1:15: error P009"), "\(ending)")
    let quiet = try Program.run(["check", good, "--open", workspace, "--quiet"])
    #expect(quiet.status == 0 && quiet.errors.isEmpty)
  }

  @Test func formatPrintsChecksAndChanges() throws {
    let folder = try TemporaryFolder()
    let messy = "partners|where tier==gold   # the best\n"
    let neat = "partners | where tier = gold  # the best\n"
    let file = try folder.write("a.parley", messy)
    let printed = try Program.run(["format", file])
    #expect(printed.output == neat && printed.status == 0, "\(printed)")
    let checked = try Program.run(["format", "--check", file])
    #expect(checked.status == 3 && checked.output == file + "\n")
    #expect(folder.text("a.parley") == messy)
    #expect(try Program.run(["format", "--in-place", file]).status == 0)
    #expect(folder.text("a.parley") == neat)
    #expect(try Program.run(["format", "--check", file]).status == 0)
    let input = try Program.run(["format", "-"], input: Array(messy.utf8))
    #expect(input.output == neat)
    let wrong = try Program.run(["format", "-"], input: Array("partners | where (".utf8))
    #expect(wrong.status == 3 && wrong.output.isEmpty)
  }

  @Test func generateMakesAWorkspace() throws {
    let folder = try TemporaryFolder()
    let made = try Program.run(
      ["generate", "--deals", "500", "--seed", "7", "--out", folder.path + "/eco"])
    #expect(made.status == 0, "\(made)")
    let ending = try Program.run(
      ["--open", folder.path + "/eco", "--format", "csv", "-e", "count(deals)"])
    #expect(ending.output == "count(deals)\n500\n", "\(ending)")
  }

  @Test func ctrlCEndsWith130() throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("long.parley", Program.endless)
    let target = folder.path + "/out.csv"
    let command = """
      set -m; "$0" run "$1" --open "$2" --output "$3" & sleep 1; kill -INT $!; wait $!; echo $?
      """
    let ending = try Program.run(
      "/bin/bash", ["-c", command, Program.path, script, workspace, target])
    #expect(ending.output.hasSuffix("130\n"), "\(ending)")
    #expect(folder.names == ["long.parley"])
  }
}
