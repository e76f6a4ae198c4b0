import Glibc
import Messages
import Model

/// A folder that takes its name only when all its files are written.
struct OutputFolder {
  private let target: String
  /// Where the files gather.
  let partial: String

  /// - Throws: P415 where the folder holds something already or cannot be made.
  init(_ folder: String) throws(LoadFailure) {
    var target = folder
    while target.count > 1, target.hasSuffix("/") { target.removeLast() }
    self.target = target
    partial = "\(target).partial-\(getpid())"
    try refuseFilled()
    guard mkdir(partial, 0o777) == 0 else { throw Self.failure(target, errno) }
  }

  /// Gives the complete folder its name.
  func commit(_ files: [String]) throws(LoadFailure) {
    guard rename(partial, target) == 0 else { throw discarded(files, errno) }
  }

  /// Removes what was written.
  ///
  /// - Returns: what to say about it.
  func discarded(_ files: [String], _ number: Int32) -> LoadFailure {
    for file in files { unlink("\(partial)/\(file)") }
    rmdir(partial)
    return Self.failure(target, number)
  }

  private func refuseFilled() throws(LoadFailure) {
    var status = stat()
    guard stat(target, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw Self.failure(target, ENOTDIR) }
    guard let directory = opendir(target) else { throw Self.failure(target, errno) }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    // An empty folder lists itself and the one above.
    if count > 2 { throw Self.failure(target, ENOTEMPTY) }
  }

  static func failure(_ folder: String, _ number: Int32) -> LoadFailure {
    let reason =
      switch number {
      case ENOTEMPTY, EEXIST: "there are files in it already"
      case ENOENT: "the folder above it does not exist"
      case ENOTDIR: "it, or a part of its path, is a file"
      case EACCES, EPERM, EROFS: "you are not allowed to write there"
      case ENOSPC, EDQUOT: "the disk is full"
      default: String(cString: strerror(number))
      }
    return LoadFailure(diagnostics: [
      Diagnostic(
        .fileNotWritable, "\(folder) cannot be written: \(reason)", at: nil,
        notes: number == ENOTEMPTY ? ["name a folder that does not exist yet"] : [])
    ])
  }
}
