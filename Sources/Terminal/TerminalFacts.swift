import Glibc
package import Messages
package import Output

/// A terminal's window, in characters.
package struct WindowSize: Sendable, Hashable {
  package var columns: Int
  package var rows: Int
}

/// What is known of the terminal without asking it anything.
package enum TerminalFacts {
  /// Rows of a result that are shown at most, however high the window is.
  private static let mostRows = 40
  /// Lines of the window that a result's rows leave to its frame, its count and the prompt.
  private static let otherLines = 7

  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The window: the kernel's figures, else `COLUMNS` and `LINES`, else 80 and 24.
  package static func window(of descriptor: Int32) -> WindowSize {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 {
      return WindowSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }
    func variable(_ name: String) -> Int? { environment(name).flatMap { Int($0) } }
    return WindowSize(
      columns: variable("COLUMNS").map { max(20, $0) } ?? 80,
      rows: variable("LINES").map { max(5, $0) } ?? 24)
  }

  /// Fits results to the window.
  package static func fit(_ layout: inout Layout, to window: WindowSize) {
    let lines = max(5, window.rows - otherLines)
    layout.width = window.columns
    layout.maximumRows = min(mostRows, lines)
    layout.maximumLines = lines
  }

  /// Whether a descriptor is a terminal that can draw elsewhere than at the end.
  package static func movesCursor(_ descriptor: Int32) -> Bool {
    let name = environment("TERM") ?? ""
    return isTerminal(descriptor) && !name.isEmpty && name != "dumb"
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

  /// A folder of the user's: what a variable names, if that is a full path, else one below the home
  /// folder; nil where the user has none.
  package static func userFolder(_ variable: String, orHome path: String) -> String? {
    environment(variable).flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? environment("HOME").flatMap { $0.isEmpty ? nil : $0 + "/" + path }
  }

  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
