package import Model

/// What the user has chosen for this session.
package struct Settings: Sendable, Hashable {
  package var format = OutputFormat.table
  /// Whether each result says how long it took.
  package var showsTimes = false
  /// Whether statements are kept out of the history.
  package var isPrivate = false
  /// The user's own folder, which `~/` stands for; nil where there is none.
  package var home: String?
  /// The command that what doesn't fit the window goes to; empty for none.
  package private(set) var pager = ""
  /// What `.pager on` goes back to.
  private var usualPager = ""
  /// Whether the user has said what to use.
  private var hasOwnPager = false
  /// Whether no file is written, nothing outside the opened folder read and no program started.
  package private(set) var isSafe = false

  package init() {}

  mutating func goSafe() {
    isSafe = true
    pager = ""
  }

  /// - Parameter usual: the command that the user has settled outside.
  package mutating func usePager(_ usual: String) {
    if isSafe { return }
    if !hasOwnPager { pager = usual }
    usualPager = usual
  }

  /// Does what `.pager` was told: on, off or a command.
  mutating func setPager(_ words: String) {
    if !words.isEmpty { hasOwnPager = true }
    switch words.lowercased() {
    case "": break
    case "on": pager = usualPager
    case "off": pager = ""
    default: pager = words
    }
  }
}
