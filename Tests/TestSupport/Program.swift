import Foundation
import Glibc

/// The built program, run as a process.
package enum Program {
  /// How a process ended and what it wrote.
  package struct Ending: Sendable {
    package var status: Int32
    package var output: String
    package var errors: String
  }

  /// `$PARLEY_BINARY`, else what `swift test` has built beside the tests.
  package static let path: String = {
    if let path = ProcessInfo.processInfo.environment["PARLEY_BINARY"], !path.isEmpty {
      return path
    }
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("parley").path
    return FileManager.default.isExecutableFile(atPath: beside)
      ? beside : GoldenSession.root + "/.build/debug/parley"
  }()

  /// The scripts that ship, by their paths.
  package static var scripts: [String] {
    let folder = GoldenSession.root + "/scripts"
    return (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".parley") }.sorted().map { "\(folder)/\($0)" }
  }

  /// The fixture workspace of the golden sessions.
  package static var workspace: String { GoldenSession.root + "/Tests/Golden/fixtures/small" }

  /// A script over the fixture workspace that nobody has seen the end of: millions of queries.
  package static let endless = """
    for each a in deals { for each b in deals { for each c in deals { for each d in deals {
      for each e in deals { deals | where amount < e.amount }
    } } } }

    """

  /// Runs the program to its end.
  package static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Ending {
    try run(path, arguments, input: input, environment: environment)
  }

  /// Runs any program to its end, away from the terminal, with few and known variables.
  package static func run(
    _ executable: String, _ arguments: [String], input: [UInt8] = [],
    environment: [String: String] = [:]
  ) throws -> Ending {
    let folder = try TemporaryFolder()
    let inputPath = folder.path + "/in"
    _ = FileManager.default.createFile(atPath: inputPath, contents: Data(input))
    let outputPath = folder.path + "/out"
    let errorPath = folder.path + "/err"
    for path in [outputPath, errorPath] {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    let variables = [
      "PATH": "/usr/bin:/bin", "HOME": folder.path, "LANG": "C.UTF-8", "TZ": "UTC",
    ].merging(environment) { $1 }
    let child = try spawn(
      [executable] + arguments, variables.map { "\($0)=\($1)" },
      files: [inputPath, outputPath, errorPath])
    return Ending(
      status: try status(of: child),
      output: try String(contentsOfFile: outputPath, encoding: .utf8),
      errors: try String(contentsOfFile: errorPath, encoding: .utf8))
  }

  /// Starts a process that has three files for its streams.
  ///
  /// Not Foundation's `Process`: that waits until all descendants have closed what they inherited,
  /// and a terminal multiplexer's server never does.
  private static func spawn(
    _ arguments: [String], _ environment: [String], files: [String]
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, file) in files.enumerated() {
      let mode = descriptor == 0 ? O_RDONLY : O_WRONLY
      posix_spawn_file_actions_addopen(&actions, Int32(descriptor), file, mode, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child = pid_t()
    let failure = posix_spawn(&child, arguments[0], &actions, &attributes, words, variables)
    guard failure == 0 else { throw NotStarted(path: arguments[0], reason: failure) }
    return child
  }

  /// Waits for a process: its status, or 128 and the signal that ended it.
  private static func status(of child: pid_t) throws -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { throw NotStarted(path: "waitpid", reason: errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  struct NotStarted: Error {
    let path: String
    let reason: Int32
  }
}

/// A folder that goes when nobody needs it any more.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("parley-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  package func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  package func text(_ name: String) -> String? {
    try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  package func bytes(_ name: String) -> [UInt8]? {
    (try? Data(contentsOf: URL(fileURLWithPath: path + "/" + name))).map(Array.init)
  }

  package var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
