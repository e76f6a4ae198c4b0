import Foundation
import TestSupport
import Testing

/// What `make install` puts where, and that it is true.
struct InstallTests {
  private static let commands = [
    "shell", "run", "check", "format", "test", "replay", "generate", "explain", "grammar",
  ]

  private func page() throws -> String {
    try String(contentsOfFile: GoldenSession.root + "/Sources/parley/parley.1", encoding: .utf8)
  }

  private func names(_ pattern: Regex<(Substring, name: Substring)>, in text: String) -> Set<String>
  {
    Set(text.matches(of: pattern).map { String($0.output.name) })
  }

  @Test func theManualHasEveryOptionAndNoOther() throws {
    var options: Set<String> = []
    for command in Self.commands {
      let help = try Program.run(["help", command]).output
      options.formUnion(names(/\n +(?:-[a-z], )?--(?<name>[a-z-]+)/, in: help))
    }
    #expect(options.count > 10)
    #expect(names(/\.It .*Fl -(?<name>[a-z-]+)/, in: try page()) == options)
  }

  @Test func theManualHasEveryCommand() throws {
    let help = try Program.run(["--help"]).output
    let listed = try #require(help.range(of: "SUBCOMMANDS:"))
    let commands = names(#/\n  (?<name>[a-z]+) /#, in: String(help[listed.upperBound...]))
    #expect(commands.count > 5)
    #expect(names(/\.It Cm (?<name>[a-z]+)/, in: try page()) == commands.union(["help"]))
  }

  @Test func theManualHasEveryCommandOfThePrompt() throws {
    var runner = SessionRunner(workspace: nil)
    let commands = names(#/\n  \.(?<name>[a-z]+) /#, in: "\n" + runner.answer(".help commands"))
    #expect(commands.count > 15)
    #expect(names(/\.It Ic \.(?<name>[a-z]+)/, in: try page()) == commands)
  }

  /// What each shell completes: every option of the prompt and every command.
  @Test(arguments: [("bash", "--"), ("zsh", "--"), ("fish", "-l '?")])
  func completionsHaveEverything(shell: String, mark: String) throws {
    let script = try Program.run(["--generate-completion-script", shell]).output
    let help = try Program.run(["help", "shell"]).output
    for option in names(/\n +(?:-[a-z], )?--(?<name>[a-z-]+)/, in: help) {
      let pattern = try Regex("\(mark)\(option)\\b")
      #expect(script.contains(pattern), "\(shell) lacks --\(option)")
    }
    for command in Self.commands where command != "shell" {
      #expect(script.contains(try Regex("\\b\(command)\\b")), "\(shell) lacks \(command)")
    }
  }

  @Test func helpShowsTheOptionsOfThePrompt() throws {
    let help = try Program.run(["--help"])
    #expect(help.status == 0 && help.output.contains("--open") && help.output.contains("  run "))
    #expect(try Program.run(["help"]).output == help.output)
  }

  @Test func installingAndUninstalling() throws {
    let folder = try TemporaryFolder()
    func make(_ goal: String) throws -> Program.Ending {
      try Program.run(
        "/usr/bin/make",
        [
          "-C", GoldenSession.root, "--no-print-directory", goal, "program=\(Program.path)",
          "DESTDIR=\(folder.path)", "PREFIX=/opt/parley",
        ])
    }
    func files() -> [String] {
      let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
      return (all ?? []).filter {
        (try? FileManager.default.attributesOfItem(atPath: folder.path + "/" + $0))?[.type]
          as? FileAttributeType == .typeRegular
      }.sorted()
    }
    let installed = try make("install-files")
    #expect(installed.status == 0, "\(installed)")
    #expect(
      files() == [
        "opt/parley/bin/parley",
        "opt/parley/share/bash-completion/completions/parley",
        "opt/parley/share/fish/vendor_completions.d/parley.fish",
        "opt/parley/share/man/man1/parley.1",
        "opt/parley/share/zsh/site-functions/_parley",
      ])
    let answer = try Program.run(folder.path + "/opt/parley/bin/parley", ["-e", "1 + 1"])
    #expect(answer.status == 0 && answer.output.contains("2"))
    let script = folder.path + "/opt/parley/share/bash-completion/completions/parley"
    #expect(try offered("parley --o", by: script) == ["--open", "--output"])
    #expect(try offered("parley ex", by: script) == ["explain"])
    let help = try Program.run(["help", "shell"]).output
    let options = names(/\n +(?:-[a-z], )?--(?<name>[a-z-]+)/, in: help).map { "--" + $0 }
    #expect(try offered("parley --", by: script) == options.sorted())
    #expect(try offered("parley run --format j", by: script) == ["json"])
    #expect(try make("uninstall").status == 0)
    #expect(files().isEmpty)
  }

  /// What bash offers for a line.
  private func offered(_ line: String, by script: String) throws -> [String] {
    let code = """
      . "$0"
      read -ra COMP_WORDS <<<"$1"
      COMP_LINE=$1 COMP_POINT=${#1} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_TYPE=9
      _parley parley "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let ending = try Program.run("/bin/bash", ["-O", "extglob", "-c", code, script, line])
    #expect(ending.status == 0, "\(ending)")
    return ending.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .sorted()
  }
}
