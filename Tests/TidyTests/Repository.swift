import Foundation

/// The files of the repository, as the house rules see them.
struct Repository {
  struct File {
    /// Relative to the root.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The text without comments and without what stands between quotation marks on one line.
    var code: [Substring] {
      lines.map { line in
        var kept = Substring(line)
        if let comment = line.firstRange(of: "//") { kept = line[..<comment.lowerBound] }
        return kept
      }
    }
  }

  let root: URL
  let files: [File]

  static let shared = Repository()

  private init() {
    root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    var files: [File] = []
    let prefix = root.path + "/"
    let walk = FileManager.default.enumerator(atPath: root.path)
    while let path = walk?.nextObject() as? String {
      if [".build", ".git", ".venv", "__pycache__"].contains(where: { path.hasPrefix($0) }) {
        walk?.skipDescendants()
        continue
      }
      guard let text = try? String(contentsOfFile: prefix + path, encoding: .utf8) else { continue }
      files.append(File(path: path, text: text))
    }
    self.files = files.sorted { $0.path < $1.path }
  }

  var sources: [File] {
    files.filter { $0.path.hasPrefix("Sources/") && $0.path.hasSuffix(".swift") }
  }

  var swift: [File] { files.filter { $0.path.hasSuffix(".swift") } }

  func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }

  /// The targets under `Sources/` in the order of their names.
  var targets: [String] {
    Set(sources.compactMap { $0.path.split(separator: "/").dropFirst().first.map(String.init) })
      .sorted()
  }
}
