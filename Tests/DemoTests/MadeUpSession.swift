import Demo
import Engine
import Library
import Messages
import Model
import Semantics
import Shell
import Storage
import TestSupport
import Testing

extension Session {
  /// A session in which a made-up ecosystem is open, from memory and without a complaint.
  init(on generator: EcosystemGenerator) {
    var files: [String: [UInt8]] = [:]
    for (name, bytes) in generator.files() { files["made/" + name] = bytes }
    self.init(
      world: World(catalog: Catalog(), tables: [], options: Options(today: 0)),
      checker: Checker(
        vocabulary: .standard, prelude: { .standard }, loader: CSVLoader(threads: 2, files: files)),
      engine: Engine(threads: 2), writer: MemoryFiles())
    for outcome in open("made") {
      guard case .messages(let diagnostics, _) = outcome else { continue }
      for diagnostic in diagnostics { Issue.record("\(diagnostic.message)") }
    }
  }
}
