import Files
import Glibc
import Messages
import Output

/// The user's own editor, for statements that have grown long.
enum TextEditor {
  enum Problem: Error {
    /// There is none.
    case missing
    /// It said that something was wrong, or what it left is no text.
    case failed
    /// The file for it cannot be made; the system's words.
    case noFile(String)
    /// In safe mode.
    case refused
  }

  /// `$VISUAL`, else `$EDITOR`, else what the system has.
  private static var command: String? {
    let chosen = ["VISUAL", "EDITOR"].lazy.compactMap { TerminalFacts.environment($0) }
    return chosen.first { !$0.isEmpty } ?? ["editor", "nano", "vi"].first { Program.isThere($0) }
  }

  /// Lets the user edit a text.
  ///
  /// - Returns: the text as the user left it, without the line ends behind it.
  static func edit(_ text: String) throws(Problem) -> String {
    guard let command else { throw .missing }
    let folder = TerminalFacts.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let ending = ".parley"
    guard let path = strdup("\(folder)/statement-XXXXXX\(ending)") else { throw .failed }
    defer { free(path) }
    let descriptor = mkstemps(path, Int32(ending.utf8.count))
    guard descriptor >= 0 else { throw .noFile(Descriptor.reason()) }
    defer { unlink(path) }
    do throws(OutputFailure) {
      defer { close(descriptor) }
      try Descriptor.write(Array((text + "\n").utf8), to: descriptor)
    } catch {
      throw .noFile(Descriptor.reason())
    }
    let name = String(cString: path).replacing("'", with: "'\\''")
    guard let child = Program.start(shell: "\(command) '\(name)'"), Program.wait(for: child) == 0
    else { throw .failed }
    return try read(path)
  }

  /// What stands in the file now: editors may write it anew and not in place.
  private static func read(_ path: UnsafePointer<CChar>) throws(Problem) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed }
    defer { close(descriptor) }
    guard let bytes = try? Descriptor.readAll(descriptor), !bytes.contains(0),
      var text = String(validating: bytes, as: UTF8.self)
    else { throw .failed }
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}

extension TextEditor.Problem {
  /// One line for the user.
  var words: String {
    switch self {
    case .missing: "there is no editor: set VISUAL or EDITOR to the name of one"
    case .failed: "the editor was left with an error: the statement is as it was"
    case .refused: "the editor cannot be used: \(SafeModeRule.running.words)"
    case .noFile(let reason): "the file for the editor cannot be made: \(reason)"
    }
  }
}
