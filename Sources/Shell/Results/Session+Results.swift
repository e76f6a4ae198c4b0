import Messages
import Model
import Output

/// The commands for results that have been shown or will be.
extension Session {
  /// `.last [all] [FORMAT]`.
  func showLast(_ words: String) -> [Outcome] {
    var showing = Showing()
    for word in words.lowercased().split(separator: " ") {
      if word == "all" {
        showing.isWhole = true
      } else if let format = OutputFormat(rawValue: String(word)) {
        showing.format = format
      } else {
        return noFormat(String(word), among: ["all"])
      }
    }
    guard let lastShown else { return [.words("There is no result yet.\n")] }
    return [.again(lastShown, showing)]
  }

  /// `.once FILE`.
  mutating func setNextTarget(_ words: String) -> [Outcome] {
    guard !words.isEmpty else { return usage(".once takes a file: .once FILE") }
    if let refused = foreignFile(words, of: ".once") { return refused }
    let target = ResultTarget(path: path(words))
    nextTarget = target
    return [.words("the next result goes \(target.words(settings.format))")]
  }

  /// `.output FILE` and `.output`.
  mutating func setTarget(_ words: String) -> [Outcome] {
    if let refused = foreignFile(words, of: ".output") { return refused }
    let target = words.isEmpty ? nil : ResultTarget(path: path(words))
    resultTarget = target
    return [.words("results go \(target?.words(settings.format) ?? "to the screen\n")")]
  }

  /// What to say where a file would look like a spreadsheet's or another program's, and be none.
  private func foreignFile(_ words: String, of command: String) -> [Outcome]? {
    let path = path(words)
    guard OutputFormat.isForeign(fileName: path), let point = path.lastIndex(of: ".") else {
      return nil
    }
    let stem = path[..<point]
    return usage(
      "no \(path[point...]) files are written; a spreadsheet opens csv: \(command) \(stem).csv")
  }

  /// `.pager on`, `.pager off` and `.pager COMMAND`.
  mutating func setPager(_ words: String) -> [Outcome] {
    settings.setPager(words)
    let pager = DisplayWidth.printable(settings.pager)
    return [.words(pager.isEmpty ? "pager off\n" : "pager \(pager)\n")]
  }
}

extension ResultTarget {
  fileprivate init(path: String) {
    self.path = path
    format = OutputFormat(fileName: path)
  }

  fileprivate func words(_ format: OutputFormat) -> String {
    "to \(DisplayWidth.printable(path)), as \((self.format ?? format).rawValue)\n"
  }
}
