import Messages
package import Shell

/// The rows in which candidates are listed below a statement.
package enum CandidateList {
  private static let gap = 2

  /// - Parameters:
  ///   - columns: of the screen.
  ///   - height: rows that the list may take, the one that says how many are left out included.
  package static func rows(
    _ candidates: [Candidate], columns: Int, height: Int
  ) -> [String] {
    let height = max(2, height)
    let isDetailed = candidates.contains { !$0.detail.isEmpty }
    if isDetailed, candidates.count <= height {
      let widest = candidates.map { DisplayWidth.of($0.label) }.max() ?? 0
      return candidates.map { candidate in
        if candidate.detail.isEmpty { return cut(candidate.label, to: columns) }
        return cut(padded(candidate.label, to: widest + gap) + candidate.detail, to: columns)
      }
    }
    // As many as a list of full height could hold decide on the width of its columns.
    let texts = candidates.prefix(height * columns).map { DisplayWidth.printable($0.label) }
    let widest = min(columns, (texts.map { DisplayWidth.of($0) }.max() ?? 0) + gap)
    let perRow = max(1, columns / max(1, widest))
    let isCut = candidates.count > height * perRow
    let shown = isCut ? Array(texts.prefix((height - 1) * perRow)) : Array(texts)
    let rowCount = (shown.count + perRow - 1) / perRow
    var rows = (0..<rowCount).map { row in
      stride(from: row, to: shown.count, by: rowCount)
        .map { padded(cut(shown[$0], to: columns), to: widest) }.joined().withoutEndingBlanks
    }
    if isCut { rows.append("… \(candidates.count - shown.count) more: type on") }
    return rows
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }

  private static func cut(_ text: String, to columns: Int) -> String {
    if DisplayWidth.of(text) <= columns { return text }
    var kept = ""
    var width = 1
    for character in text {
      width += DisplayWidth.of(character)
      if width > columns { break }
      kept.append(character)
    }
    return kept + "…"
  }
}

extension String {
  fileprivate var withoutEndingBlanks: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
