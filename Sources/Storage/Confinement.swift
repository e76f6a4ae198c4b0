import Glibc

/// A folder outside of which nothing is read, however a path or its links get there.
struct Confinement: Sendable {
  /// As it was named; nil where nothing at all is read.
  let folder: String?
  /// Where it is, without links; nil where it is not there.
  private let root: String?

  init(folder: String?) {
    self.folder = folder
    root = folder.flatMap(realPath)
  }

  /// Whether a path leads into the folder. What is not there leads where its folder does.
  func permits(_ path: String) -> Bool {
    // A folder that is missing holds nothing; whoever opens it is told so.
    guard let root else { return path == folder }
    guard let place = realPath(path) ?? realPath(Self.folder(of: path)) else { return false }
    return place == root || root == "/" || place.hasPrefix(root + "/")
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// The path of a file without links and detours; nil where there is no such file.
func realPath(_ path: String) -> String? {
  guard !path.utf8.contains(0), let pointer = realpath(path, nil) else { return nil }
  defer { free(pointer) }
  return String(cString: pointer)
}
