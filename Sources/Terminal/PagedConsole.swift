import Engine
import Files
import Glibc
import Messages
import Output
import Shell

/// The screen for one outcome: what fits the window is written as it is, what is higher or wider goes
/// through a pager. A class: writers copy their console, and one pager serves all copies.
final class PagedConsole: Console {
  private let console: StandardConsole
  private let window: WindowSize
  private let command: String
  private let cancellation: Cancellation
  private let line: ProgressLine
  /// What has come so far, until it is known whether it fits.
  private var held: [UInt8] = []
  /// How much of it has been measured, up to a line's end, and how many lines that is.
  private var measured = 0
  private var lineCount = 0
  private var pager: Pager?
  /// Whether nothing is held back any more.
  private var isDirect: Bool
  /// Messages, which come when the pager has left the screen.
  private var errors: [UInt8] = []
  /// How long the user has looked at the pager.
  private(set) var pausedMilliseconds = 0.0

  /// - Parameter pager: the command; empty for none.
  init(pager: String, window: WindowSize, cancellation: Cancellation, line: ProgressLine) {
    console = StandardConsole(cancellation: cancellation, line: line)
    self.line = line
    self.window = window
    self.cancellation = cancellation
    command = pager
    isDirect = pager.isEmpty
  }

  /// Whether it went to the pager.
  var isPaged: Bool { pager != nil }

  func write(_ chunk: [UInt8], to stream: Shell.Stream) throws(OutputFailure) {
    switch stream {
    case .errors: errors += chunk
    case .output:
      if let pager { return try pager.write(chunk, cancellation) }
      if isDirect { return try put(chunk, to: .output) }
      if cancellation.isCancelled { throw .interrupted }
      held += chunk
      guard isTooMuch() else { return }
      line.pause()
      pager = Pager(command)
      isDirect = pager == nil
      let first = held
      held = []
      try write(first, to: .output)
    }
  }

  /// Shows the rest, and waits until the user has left the pager.
  func finish() throws(OutputFailure) {
    if let pager {
      let start = Meter.milliseconds
      pager.wait()
      pausedMilliseconds += Meter.milliseconds - start
    }
    pager = nil
    if !held.isEmpty { try put(held, to: .output) }
    if !errors.isEmpty { try put(errors, to: .errors) }
    (held, errors) = ([], [])
  }

  private func put(_ bytes: [UInt8], to stream: Shell.Stream) throws(OutputFailure) {
    var console = console
    try console.write(bytes, to: stream)
  }

  /// Whether what is held doesn't fit above the next prompt.
  private func isTooMuch() -> Bool {
    while let end = held[measured...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = String(decoding: held[measured..<end], as: UTF8.self)
      measured = end + 1
      lineCount += 1
      if lineCount >= window.rows || DisplayWidth.ofPainted(line) > window.columns { return true }
    }
    // A line without an end that is longer than any that fits.
    return held.count - measured > window.columns * Self.mostBytesPerColumn
  }

  /// Colours and combined characters take bytes without taking room.
  private static let mostBytesPerColumn = 64
}

extension DisplayWidth {
  /// Columns of a line with colours in it.
  fileprivate static func ofPainted(_ line: String) -> Int {
    guard line.utf8.contains(0x1B) else { return of(line) }
    var plain = String.UnicodeScalarView()
    var isEscape = false
    for scalar in line.unicodeScalars {
      if scalar == "\u{1B}" {
        isEscape = true
      } else if isEscape {
        isEscape = scalar != "m"
      } else {
        plain.append(scalar)
      }
    }
    return of(String(plain))
  }
}

/// A program that shows what is written to it, a screen at a time.
private final class Pager: Sendable {
  private let child: pid_t
  private let descriptor: Int32

  /// Starts it; nil where that cannot be done.
  init?(_ command: String) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // It takes what it is given when it wants it, and Ctrl-C must not wait for that.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    // Tables have rulings, whatever the locale.
    setenv("LESSCHARSET", "utf-8", 0)
    guard let child = Program.start(shell: command, input: ends[0]) else {
      close(ends[0])
      close(ends[1])
      return nil
    }
    close(ends[0])
    self.child = child
    descriptor = ends[1]
  }

  /// - Throws: `.closed` when the user has seen enough.
  func write(_ chunk: [UInt8], _ cancellation: Cancellation) throws(OutputFailure) {
    var console = StandardConsole(output: descriptor, cancellation: cancellation)
    try console.write(chunk, to: .output)
  }

  /// Ends the text and waits until the user leaves.
  func wait() {
    close(descriptor)
    Program.wait(for: child)
  }
}
