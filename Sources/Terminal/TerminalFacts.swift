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
    return TextStyle(isColored: isTerminal(descriptor), has256Colors: has256Colors)
  }

  /// Whether the terminal is known to show more than the 16 colours of the palette.
  package static var has256Colors: Bool {
    if environment("TERM")?.contains("256color") ?? false { return true }
    return ["truecolor", "24bit"].contains(environment("COLORTERM"))
  }

  /// Whether the user's locale names an encoding other than UTF-8. One that isn't set says nothing.
  package static var isASCII: Bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment($0) }
    guard let locale = names.first(where: { !$0.isEmpty })?.lowercased() else { return false }
    return !locale.contains("utf-8") && !locale.contains("utf8")
  }

  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
