/// The page of help behind a message's number: `parley explain P210`.
package struct CodePage: Sendable, Hashable {
  package let code: Code
  /// The rule in a few words.
  package let title: String
  /// Why the rule is there and what to do, in plain words.
  package let text: String
  /// What brings the message up, and the same thing said right.
  package let wrong: String
  package let right: String

  init(_ code: Code, _ title: String, _ text: String, wrong: String, right: String) {
    self.code = code
    self.title = title
    self.text = text
    self.wrong = wrong
    self.right = right
  }

  /// All pages, in the order of the codes' areas.
  package static let all: [CodePage] =
    syntax + names + grain + types + files + running + session

  package static func of(_ code: Code) -> CodePage? {
    all.first { $0.code == code }
  }

  /// The page of a code written by hand: `p210`, `P210`.
  package static func named(_ text: String) -> CodePage? {
    Code(rawValue: text.uppercased()).flatMap(of)
  }

  /// The page as text of at most 80 columns; every line ends with a newline.
  package func render(style: TextStyle = .plain) -> String {
    func example(_ lead: String, _ text: String, _ role: TextRole) -> String {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return lead + "\n" + lines.map { "  " + style.paint(String($0), role) + "\n" }.joined()
    }
    return style.paint("\(code.rawValue)  \(title)", .heading) + "\n\n"
      + Self.wrapped(text, at: 80) + "\n"
      + example("Wrong:", wrong, .caret) + "\n"
      + example("Right:", right, .replacement)
  }

  /// Words in lines of at most so many columns.
  package static func wrapped(_ text: String, at width: Int) -> String {
    var lines = ""
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(word) > width {
        lines += line + "\n"
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + line + "\n"
  }
}
