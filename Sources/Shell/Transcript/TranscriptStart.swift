import Columns

/// Where a transcript's session began, as its first comment says: what a replay begins with.
package struct TranscriptStart: Sendable, Hashable {
  /// The workspace that was open, as it had been named.
  package var folder: String?
  /// Days since 1970-01-01 of the day that the session went by outside of any workspace.
  package var day: Int32?
  /// Whether that day was fixed with `--today`, so that no workspace set another.
  package var isDayFixed = false

  package init() {}

  private static let folderKey = "# workspace: "
  private static let dayKey = "# day: "
  private static let fixedDayKey = "# today: "

  /// The comment that says it.
  var comment: String {
    var lines = ["# A transcript: parley replay asks the same again and compares the answers."]
    if let folder { lines.append(Self.folderKey + folder) }
    if let day {
      let date = CivilDate(dayNumber: Int(day)).description
      lines.append((isDayFixed ? Self.fixedDayKey : Self.dayKey) + date)
    }
    return lines.joined(separator: "\n")
  }

  /// Reads ``comment``; a text without such lines says nothing.
  init(_ comment: String) {
    for line in comment.split(separator: "\n") {
      if line.hasPrefix(Self.folderKey) {
        folder = String(line.dropFirst(Self.folderKey.count))
      } else if line.hasPrefix(Self.dayKey) {
        day = CivilDate(iso: line.dropFirst(Self.dayKey.count)).map { Int32($0.dayNumber) }
      } else if line.hasPrefix(Self.fixedDayKey) {
        day = CivilDate(iso: line.dropFirst(Self.fixedDayKey.count)).map { Int32($0.dayNumber) }
        isDayFixed = day != nil
      }
    }
  }
}

extension Transcript {
  package var start: TranscriptStart {
    guard case .comment(let text)? = pieces.first else { return TranscriptStart() }
    return TranscriptStart(text)
  }
}
