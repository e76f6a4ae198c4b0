// The one of the two that reads the system's header first has its types.
@preconcurrency import CReadline
@preconcurrency import Glibc

/// Other programs in the same terminal: a pager, an editor.
enum Program {
  /// Starts a command of the system's shell.
  ///
  /// - Parameter input: what it reads; nil for the terminal.
  /// - Returns: nil where it cannot be started.
  static func start(shell command: String, input: Int32? = nil) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What Parley ignores or blocks is not for it to ignore.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGXFSZ)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    let words: [UnsafeMutablePointer<CChar>?] =
      (["sh", "-c", command] as [String]).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child = pid_t()
    let failure = posix_spawn(&child, "/bin/sh", &actions, &attributes, words, environ)
    return failure == 0 ? child : nil
  }

  /// Waits for its end.
  ///
  /// - Returns: its exit status; nil where a signal ended it.
  @discardableResult
  static func wait(for child: pid_t) -> Int32? {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { return nil }
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : nil
  }

  /// Whether a command begins with the name of a program that is there.
  static func isThere(_ command: String) -> Bool {
    guard let name = command.split(separator: " ").first else { return false }
    if name.contains("/") { return access(String(name), X_OK) == 0 }
    let folders = TerminalFacts.environment("PATH") ?? "/usr/bin:/bin"
    return folders.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }
}
