@preconcurrency import CReadline
@preconcurrency import Glibc
package import Shell
import Synchronization

/// What a prompt got.
package enum TypedLine: Sendable, Hashable {
  case text(String)
  /// Ctrl-C: the line is dropped.
  case interrupted
  /// Ctrl-D on an empty line.
  case end
}

/// The pipe that tells of Ctrl-C, for readline's own function that waits for a key.
private let interruptDescriptor = Atomic<Int32>(-1)
private let sawInterrupt = Atomic<Bool>(false)

/// Waits for a key or for Ctrl-C, whichever comes first.
///
/// Returning an error makes `readline` give up at once wherever it is: in the line, in a search, in
/// its pager of candidates.
private func waitForKey(_ stream: UnsafeMutablePointer<FILE>?) -> Int32 {
  // A signal between the look and the wait would be seen only at the next key: they come in while
  // waiting and at no other time.
  var caught = sigset_t()
  sigemptyset(&caught)
  for signal in [SIGINT, SIGTSTP, SIGWINCH, SIGTERM, SIGHUP] { sigaddset(&caught, signal) }
  var usual = sigset_t()
  pthread_sigmask(SIG_BLOCK, &caught, &usual)
  defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
  while true {
    // While it reads, readline's signal handlers stand in for ours and wait to be asked: this passes
    // Ctrl-C on to ours, and stops and resumes with the line intact for Ctrl-Z.
    if rl_pending_signal() != 0 {
      pthread_sigmask(SIG_SETMASK, &usual, nil)
      passOn(rl_pending_signal())
      pthread_sigmask(SIG_BLOCK, &caught, nil)
    }
    let pipe = interruptDescriptor.load(ordering: .relaxed)
    var waited = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pipe, events: Int16(POLLIN), revents: 0),
    ]
    let ready = ppoll(&waited, 2, nil, &usual)
    if ready < 0 {
      if errno == EINTR { continue }
      return EOF
    }
    if waited[1].revents != 0 {
      sawInterrupt.store(true, ordering: .relaxed)
      LineReader.leaveDrawing(saying: "^C")
      return PARLEY_READERR
    }
    if waited[0].revents != 0 {
      var byte: UInt8 = 0
      let count = read(STDIN_FILENO, &byte, 1)
      if count == 1 { return Int32(byte) }
      if count == 0 || (errno != EINTR && errno != EAGAIN) { return EOF }
    }
  }
}

/// Lets readline do what a signal asks for.
private func passOn(_ signal: Int32) {
  if signal == SIGTSTP { LineReader.leaveDrawing(saying: "^Z") }
  rl_check_signals()
  if signal == SIGTSTP {
    // Resumed: whoever ran meanwhile has written below the half-typed line.
    rl_on_new_line()
    rl_redisplay_function()
  }
}

/// Lines edited with GNU readline; history lives as long as the program.
package struct LineReader {
  private let interrupts: Interrupts

  /// Prepares readline; call once, before the first line.
  package init(interrupts: Interrupts) {
    self.interrupts = interrupts
    Self.useUTF8()
    TerminalRescue.install()
    interruptDescriptor.store(interrupts.readEnd, ordering: .relaxed)
    sawInterrupt.store(false, ordering: .relaxed)
    // Readline keeps the pointer.
    rl_readline_name = UnsafePointer(strdup("parley"))
    rl_change_environment = 0
    rl_getc_function = waitForKey
    // Prompt and echo go where a person sees them, also when results go to a file.
    rl_outstream = isatty(STDOUT_FILENO) == 1 ? stdout : stderr
    rl_startup_hook = typeWhatIsBegun
    LineKeys.bind()
    LineCompletion.install()
    rl_variable_bind("show-all-if-ambiguous", "on")
    rl_initialize()
    if Self.movesCursor {
      rl_redisplay_function = redisplay
      LineCompletion.installList()
    }
    // It would stand wherever the cursor is; we write it behind the statement.
    rl_variable_bind("echo-control-characters", "off")
    using_history()
  }

  /// Reads a statement, of one line or several.
  ///
  /// - Parameter begun: what stands there already, as if it had been typed.
  package mutating func read(
    prompt: String, begun: String = "", for session: Session
  ) -> TypedLine {
    interrupts.drain()
    sawInterrupt.store(false, ordering: .relaxed)
    editing.withLock {
      $0.session = session
      $0.begun = begun
    }
    rl_reset_screen_size()
    // Left over from the line before, it would make readline break this one at every signal.
    rl_eof_found = 0
    let line = readline(prompt)
    defer { free(line) }
    if line != nil {
      Self.leaveDrawing(saying: Self.movesCursor ? "\r\n" : "")
    } else if !Self.isPasteBracketed {
      fputs("\n", rl_outstream)
    }
    editing.withLock { $0 = Editing() }
    if sawInterrupt.load(ordering: .relaxed) {
      interrupts.drain()
      return .interrupted
    }
    guard let line else { return .end }
    return .text(String(cString: line))
  }

  /// Moves behind the statement as it stands on the screen.
  static func leaveDrawing(saying words: String) {
    draw { $0.painter.leave() + words }
  }

  /// Whether the terminal can draw elsewhere than at the end; where not, readline draws, on one line.
  private static let movesCursor = TerminalFacts.movesCursor(STDIN_FILENO)

  /// Whether readline tells pasted text from typed; then it ends an abandoned line itself.
  private static var isPasteBracketed: Bool {
    rl_variable_value("enable-bracketed-paste").map { String(cString: $0) == "on" } ?? false
  }

  /// Keeps a statement for the Up key, once: where it was typed last.
  package func remember(_ statement: String) {
    if statement.allSatisfy(\.isWhitespace) { return }
    for place in (0..<history_length).reversed() {
      guard let line = history_get(history_base + place)?.pointee.line,
        String(cString: line) == statement
      else { continue }
      _ = free_history_entry(remove_history(place))
      break
    }
    add_history(statement)
  }

  /// Readline edits bytes unless the locale says UTF-8.
  private static func useUTF8() {
    setlocale(LC_CTYPE, "")
    if let codeset = nl_langinfo(nl_item(CODESET)), String(cString: codeset) == "UTF-8" { return }
    for variable in ["LC_ALL", "LC_CTYPE", "LANG"] { unsetenv(variable) }
    setlocale(LC_CTYPE, "C.UTF-8")
  }
}

/// The terminal's settings at the start, given back when the program crashes in the middle of a
/// line, where readline has switched echo off.
private enum TerminalRescue {
  /// Written once, before the handlers that read it are installed.
  nonisolated(unsafe) private static var settings = termios()

  static func install() {
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = restoreTerminal
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(signal, &action, nil)
    }
  }

  /// Runs inside a signal handler: only calls that are safe there.
  static func restore() {
    tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    // No longer to mark what is pasted.
    let ending: StaticString = "\u{1B}[?2004l\r\n"
    _ = write(STDOUT_FILENO, ending.utf8Start, ending.utf8CodeUnitCount)
  }
}

private func restoreTerminal(_ signal: Int32) {
  TerminalRescue.restore()
  raise(signal)
}
