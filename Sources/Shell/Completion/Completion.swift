/// What could stand where the cursor is.
package struct Completion: Sendable, Hashable {
  /// The bytes of the text that a candidate takes the place of: what has been typed of it.
  package var replaced: Range<Int>
  /// The likeliest first.
  package var candidates: [Candidate]

  package static let none = Completion(replaced: 0..<0, candidates: [])

  package init(replaced: Range<Int>, candidates: [Candidate]) {
    self.replaced = replaced
    self.candidates = candidates
  }

  /// What all candidates begin with, whatever the case of its letters, in the first one's spelling.
  package var commonStart: String {
    guard let first = candidates.first else { return "" }
    var common = Array(first.text.utf8)
    for candidate in candidates.dropFirst() {
      let same = zip(common, candidate.text.utf8).prefix { $0 == $1 || Self.isSameLetter($0, $1) }
      common.removeLast(common.count - same.count)
    }
    // No character is cut in two.
    var length = 0
    return String(
      first.text.prefix { character in
        length += character.utf8.count
        return length <= common.count
      })
  }

  private static func isSameLetter(_ left: UInt8, _ right: UInt8) -> Bool {
    left | 0x20 == right | 0x20 && (0x61...0x7A).contains(left | 0x20)
  }
}

/// One thing that could be typed.
package struct Candidate: Sendable, Hashable {
  /// As it would stand in the text.
  package var text: String
  /// As it stands in a list.
  package var label: String
  /// What goes behind it once it is the only one: a blank, or nothing where more may follow at once.
  package var ending: String
  /// What stands beside it in a list: its type, or how it is called.
  package var detail: String

  package init(
    _ text: String, label: String? = nil, ending: String = " ", detail: String = ""
  ) {
    self.text = text
    self.label = label ?? text
    self.ending = ending
    self.detail = detail
  }
}

/// A file or folder that a name could be completed to.
package struct ListedFile: Sendable, Hashable {
  package var name: String
  package var isFolder: Bool

  package init(name: String, isFolder: Bool) {
    self.name = name
    self.isFolder = isFolder
  }
}
