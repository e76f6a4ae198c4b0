import Glibc
package import Messages

/// What is known of the terminal without asking it anything.
package enum TerminalFacts {
  /// Rows of a result that a terminal shows before it cuts.
  package static let shownRows = 40

  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of the window: the kernel's figure, else `COLUMNS`, else 80.
  package static func columns(of descriptor: Int32) -> Int {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment("COLUMNS").flatMap { Int($0) }.map { max(20, $0) } ?? 80
  }

  /// Colours where a person looks and hasn't declined them.
  package static func style(of descriptor: Int32) -> TextStyle {
    if environment("NO_COLOR").map({ !$0.isEmpty }) ?? false { return .plain }
    if environment("TERM") ?? "dumb" == "dumb" { return .plain }
    return TextStyle(isColored: isTerminal(descriptor))
  }

  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
