/// What a piece of printed text is, from which its colour follows.
package enum TextRole: Sendable, Hashable {
  case error
  case warning
  case gutter
  case caret
  case relatedMark
  case lead
  case replacement
  case note
  /// Words beside the matter: counts, rulings, the sign for missing.
  case faint
  case heading
  /// A value that is another than before.
  case changed
  /// One of the things that a chart draws, told apart by its colour.
  case series(Int)
  /// A number's size, from 0 to 3, as a background: only where there are 256 colours.
  case heat(level: Int)
}

/// Colours, or none. Who writes to the terminal decides; nothing else looks at it.
package struct TextStyle: Sendable, Hashable {
  package var isColored: Bool
  /// Whether there are more colours than the 16 of the palette.
  package var has256Colors: Bool

  package init(isColored: Bool, has256Colors: Bool = false) {
    self.isColored = isColored
    self.has256Colors = isColored && has256Colors
  }

  package static let plain = TextStyle(isColored: false)
  package static let colored = TextStyle(isColored: true)

  /// The text in the colour of its role.
  package func paint(_ text: String, _ role: TextRole) -> String {
    guard isColored, !text.isEmpty else { return text }
    return "\u{1B}[\(Self.code(role))m\(text)\u{1B}[0m"
  }

  /// Blue, yellow, green, magenta, cyan, red.
  private static let seriesCodes = ["34", "33", "32", "35", "36", "31"]
  /// From light to dark blue, each with a foreground that can be read on it.
  private static let heatCodes = [
    "48;5;195;38;5;16", "48;5;153;38;5;16", "48;5;75;38;5;16", "48;5;25;38;5;231",
  ]

  /// Codes of the 16-colour palette, which every theme makes readable; for heat of the 256 colours,
  /// which are the same in every theme.
  package static func code(_ role: TextRole) -> String {
    switch role {
    case .error: "1;31"
    case .warning: "1;33"
    case .caret: "31"
    case .relatedMark: "34"
    case .gutter, .faint: "2"
    case .lead, .note: "36"
    case .replacement: "32"
    case .heading: "1"
    case .changed: "7"
    case .series(let number): seriesCodes[abs(number) % seriesCodes.count]
    case .heat(let level): heatCodes[max(0, min(level, heatCodes.count - 1))]
    }
  }
}
