import Glibc
import Messages
import Terminal

/// A file that takes its name only when it is complete: what stood there before stays until then.
///
/// Pipes and devices, which have nothing to keep, are written directly.
struct OutputFile: ~Copyable {
  let descriptor: Int32
  private let target: String
  /// Where the text gathers; nil where the target itself is written.
  let temporaryPath: String?

  /// - Throws: P415 where nothing can be written.
  init(_ path: String) throws(Diagnostic) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      (target, temporaryPath) = (path, nil)
    } else {
      // A link stays a link: its target is what gets replaced.
      target = exists ? Self.resolved(path) : path
      let temporary = "\(target).\(getpid()).part"
      let mode = exists ? status.st_mode & 0o777 : 0o666
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      temporaryPath = temporary
    }
    if descriptor < 0 { throw Self.problem(path) }
  }

  private static func problem(_ path: String) -> Diagnostic {
    Diagnostic(.fileNotWritable, "\(path) cannot be written: \(Descriptor.reason())", at: nil)
  }

  private static func resolved(_ path: String) -> String {
    guard let pointer = realpath(path, nil) else { return path }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// Gives the complete file its name.
  ///
  /// - Throws: P415; the file that stood there before is then untouched.
  consuming func commit() throws(Diagnostic) {
    if let temporaryPath {
      let isSafe = fsync(descriptor) == 0
      if !isSafe || rename(temporaryPath, target) != 0 {
        let problem = Self.problem(target)
        unlink(temporaryPath)
        close(descriptor)
        throw problem
      }
    }
    close(descriptor)
  }

  /// Leaves things as they were.
  consuming func discard() {
    close(descriptor)
    if let temporaryPath { unlink(temporaryPath) }
  }
}
