import Foundation
import TestSupport
import Testing

/// `--safe`: whatever is typed, no file is written and nothing outside the opened folder is read.
struct SafeModeTests {
  /// A workspace beside something that is nobody's business, with links that lead there.
  private struct Place {
    let folder: TemporaryFolder
    var workspace: String { folder.path + "/exports" }

    init() throws {
      folder = try TemporaryFolder()
      let files = FileManager.default
      for name in ["exports/inner", "exports-old", "secrets"] {
        try files.createDirectory(
          atPath: folder.path + "/" + name, withIntermediateDirectories: true)
      }
      _ = try folder.write("exports/partners.csv", "id,name\n1,Acme\n")
      _ = try folder.write("exports/more.txt", "id\n7\n")
      _ = try folder.write("exports/inner/deep.csv", "id\n8\n9\n")
      _ = try folder.write("exports/inner/terms.parley", "let two = 2\n")
      _ = try folder.write("exports/inner/out.parley", "include \"../../secrets/s.parley\"\n")
      for name in ["exports-old/old.csv", "secrets/s.csv"] {
        _ = try folder.write(name, "id,word\n1,hidden\n")
      }
      _ = try folder.write("secrets/s.parley", "let hidden = 1\n")
      try files.createSymbolicLink(
        atPath: workspace + "/link.txt", withDestinationPath: "../secrets/s.csv")
      try files.createSymbolicLink(
        atPath: workspace + "/away", withDestinationPath: folder.path + "/secrets")
      try files.createSymbolicLink(
        atPath: workspace + "/near.txt", withDestinationPath: "more.txt")
    }

    func ask(_ query: String, _ options: String...) throws -> Program.Ending {
      try Program.run(
        "/bin/sh",
        [
          "-c", "cd \"$0\" && exec \"$@\"", folder.path, Program.path, "--safe", "--open",
          "exports",
        ]
          + options + ["-e", query])
    }

    var files: [String] {
      (FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? [])
        .sorted()
    }
  }

  @Test(arguments: [
    "load \"secrets/s.csv\" as s", "load \"exports/../secrets/s.csv\" as s",
    "load \"exports/link.txt\" as s", "load \"exports/away/s.csv\" as s",
    "load \"exports-old/old.csv\" as s", "load \"/etc/passwd\" as s",
    "load \"secrets/nothing.csv\" as s", "load \"exports/away/nothing.csv\" as s",
    "load \"/dev/stdin\" as s", "include \"secrets/s.parley\"",
    "include \"exports/inner/out.parley\"", "run \"secrets/s.parley\"", "open \"secrets\"",
    "open \"exports/away\"", "open \"exports/..\"", "open \".\"",
    "entity s from \"secrets/s.csv\" { id: id }",
  ])
  func nothingElsewhereIsRead(query: String) throws {
    let place = try Place()
    let ending = try place.ask(query)
    #expect(ending.status == 3, "\(query): \(ending)")
    #expect(
      ending.errors.contains("error P605")
        && ending.errors.contains("safe mode reads nothing outside exports"),
      "\(query): \(ending.errors)")
    #expect(!ending.output.contains("hidden") && !ending.errors.contains("hidden"))
  }

  @Test(arguments: [
    ("partners | show name", "Acme"), ("load \"exports/more.txt\" as m\nm", "7"),
    ("load \"exports/near.txt\" as m\nm", "7"), ("load \"exports/inner/deep.csv\" as d\nd", "9"),
    ("load \"exports/inner/../more.txt\" as m\nm", "7"),
    ("include \"exports/inner/terms.parley\"\ntwo + 40", "42"),
    ("open \"exports/inner\"\ndeep", "9"),
  ])
  func whatIsInTheFolderIsRead(query: String, answer: String) throws {
    let ending = try Place().ask(query)
    #expect(ending.status == 0 && ending.output.contains(answer), "\(query): \(ending)")
  }

  @Test(arguments: [
    "partners | export \"out.csv\"", "partners | export \"exports/out.csv\"",
    "for each p in partners {\n  partners | export \"{p.name}.csv\"\n}",
  ])
  func noFileIsWritten(query: String) throws {
    let place = try Place()
    let before = place.files
    let ending = try place.ask("partners\n" + query)
    #expect(ending.status == 3)
    #expect(ending.errors.contains("safe mode writes no file"), "\(ending)")
    // Told before anything runs.
    #expect(ending.output.isEmpty)
    #expect(place.files == before)
  }

  @Test func outputIsAFileToo() throws {
    let place = try Place()
    let before = place.files
    let ending = try place.ask("partners", "--output", "out.csv")
    #expect(ending.status == 1 && ending.errors.contains("P605"), "\(ending)")
    #expect(place.files == before)
  }

  @Test func withoutAFolderNothingIsRead() throws {
    let ending = try Program.run(["--safe", "-e", "open \"/tmp\""])
    #expect(ending.status == 3)
    #expect(ending.errors.contains("safe mode reads no file"), "\(ending)")
    let demo = try Program.run(["--safe", "--demo", "-e", "count(partners)"])
    #expect(demo.status == 0 && demo.output.contains("180"), "\(demo)")
  }

  /// The script that somebody names on the command line is read, and nothing that it asks for.
  @Test func aScriptOfTheCommandLineIsRead() throws {
    let place = try Place()
    let script = try place.folder.write("secrets/go.parley", "include \"s.parley\"\n")
    let ending = try Program.run(["run", "--safe", "--open", place.workspace, script])
    #expect(ending.status == 3 && ending.errors.contains("P605"), "\(ending)")
    let missing = try Program.run(["--safe", "--open", place.workspace + "/no", "-e", "1"])
    #expect(missing.status == 2 && missing.errors.contains("there is no such folder"))
  }

  @Test func transcriptsAreReplayedSafely() throws {
    let place = try Place()
    let file = try place.folder.write(
      "a.txt", "> load \"secrets/s.csv\" as s\n\n> count(partners)\n")
    let ending = try Program.run(["replay", "--safe", "--open", place.workspace, file])
    #expect(ending.output.contains("+ error P605") && !ending.output.contains("hidden"))
  }
}
