package import Messages
import Model

/// A file that a table was read from, and how it was then.
struct LoadedFile: Sendable {
  var spec: EntitySpec
  /// See ``DataLoader/state(of:)``.
  var state: String
}

extension Checker {
  /// Reads the files anew that have changed since they were loaded. Definitions stay as they are.
  ///
  /// - Returns: nil where nothing has changed.
  package func refresh(sources: SourceMap, in environment: Environment) -> CheckedScript? {
    let changed = environment.loadedFiles.values.filter { file in
      file.spec.path.map { loader.state(of: $0) != file.state } ?? false
    }
    if changed.isEmpty { return nil }
    var checking = Checking(self, sources: sources, environment: environment)
    checking.load(changed.map(\.spec).sorted { $0.name < $1.name })
    return checking.result
  }
}
