import Model
import Semantics
import Syntax

extension Session {
  /// What could stand at a place of a text typed at the prompt.
  ///
  /// - Parameters:
  ///   - offset: of the cursor, in bytes.
  ///   - files: the files and folders in a folder; an empty name is the current one.
  package func completion(
    of text: String, at offset: Int, files: @escaping (String) -> [ListedFile]
  ) -> Completion {
    let typed = String(decoding: Array(text.utf8).prefix(offset), as: UTF8.self)
    let completer = Completer(
      checker: checker, environment: environment, memory: sightMemory, sources: sources,
      files: { [loader = checker.loader] folder in
        loader.permits(folder.isEmpty ? "." : folder) ? files(folder) : []
      })
    if typed.first == "." { return completer.completeCommand(typed, help: help) }
    return completer.complete(typed, after: queryExtended(by: typed))
  }
}
