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
}

/// Colours, or none. Who writes to the terminal decides; nothing else looks at it.
package struct TextStyle: Sendable, Hashable {
  package var isColored: Bool

  package init(isColored: Bool) {
    self.isColored = isColored
  }

  package static let plain = TextStyle(isColored: false)
  package static let colored = TextStyle(isColored: true)

  /// The text in the colour of its role.
  package func paint(_ text: String, _ role: TextRole) -> String {
    guard isColored, !text.isEmpty else { return text }
    return "\u{1B}[\(Self.code(role))m\(text)\u{1B}[0m"
  }

  /// Codes of the 16-colour palette only, which every theme makes readable.
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
    }
  }
}
