import Columns
import Messages
import Model
import Plan

extension Execution {
  /// Appends the columns of the first matching row of `source`, missing where none matches.
  ///
  /// - Throws: P503 where a row's key has a second match.
  func link(
    _ frame: Frame, source: Frame, on pairs: [LinkPair], withAnchor: Bool,
    span: Span
  ) throws(Diagnostic) -> Frame {
    // Rows of the source by key number, and the key number of each row of the frame.
    var keyOfSource = [Int32](repeating: 0, count: source.count)
    var keyOfRow = [Int32](repeating: 0, count: frame.count)
    for (number, pair) in pairs.enumerated() {
      try checkCancelled()
      let words = try comparableWords(
        left: column(pair.left, over: frame), right: column(pair.right, over: source),
        ignoresCase: pair.left.type.isChoice || pair.right.type.isChoice)
      if number == 0 {
        let numbering = try KeyNumbering(words.right, on: self)
        keyOfSource = numbering.numbers
        keyOfRow = try numbers(of: words.left, in: numbering)
      } else {
        let values = try KeyNumbering(words.right, on: self)
        let combined = try KeyNumbering(combine(keyOfSource, values.numbers), on: self)
        keyOfSource = combined.numbers
        keyOfRow = try numbers(
          of: combine(keyOfRow, numbers(of: words.left, in: values)), in: combined)
      }
    }
    let matches = try firstMatches(keyOfSource)
    if let second = try firstUsedTwice(keyOfRow, matches) {
      throw try secondMatch(second, frame, source, pairs, span: span)
    }
    let rows = try gathered(matches.first, keyOfRow, missing: Missing.code)
    let found = try select(source, rows: rows)
    var result = frame
    for number in found.columns.indices {
      switch found.columns[number] {
      case .stored, .pending: result.columns.append(found.columns[number])
      case .field: result.columns.append(.pending(PendingColumn(.rows(rows, of: source, number))))
      }
    }
    if withAnchor, let anchor = found.anchor {
      result.columns.append(.stored(.row(try list(of: anchor.rows))))
    }
    return result
  }

  private func numbers(
    of words: [Int64], in numbering: KeyNumbering
  ) throws(Diagnostic) -> [Int32] {
    try filled(words.count) { range, result in numbering.find(words, range, into: result) }
  }

  /// One word for two key numbers, absent where either is.
  private func combine(_ first: [Int32], _ second: [Int32]) throws(Diagnostic) -> [Int64] {
    try produced(first.count) { row in
      first[row] < 0 || second[row] < 0
        ? KeyNumbering.absent : Int64(first[row]) << 32 | Int64(second[row])
    }
  }

  private func firstMatches(_ keyOfSource: [Int32]) throws(Diagnostic) -> Matches {
    let count = Int((keyOfSource.max() ?? Missing.code) + 1)
    var matches = Matches(
      first: Array(repeating: Missing.code, count: count),
      second: Array(repeating: Missing.code, count: count))
    try inOrder(keyOfSource.count) { (range: Range<Int>) in
      for row in range where keyOfSource[row] >= 0 {
        let key = Int(keyOfSource[row])
        if matches.first[key] < 0 {
          matches.first[key] = Int32(truncatingIfNeeded: row)
        } else if matches.second[key] < 0 {
          matches.second[key] = Int32(truncatingIfNeeded: row)
        }
      }
    }
    return matches
  }

  /// The first row whose key two rows of the source have, and those two.
  private func firstUsedTwice(
    _ keys: [Int32], _ matches: Matches
  ) throws(Diagnostic) -> (row: Int, first: Int32, second: Int32)? {
    guard matches.second.contains(where: { $0 >= 0 }) else { return nil }
    var found: Int?
    try inOrder(keys.count) { (range: Range<Int>) in
      found = found ?? range.first { keys[$0] >= 0 && matches.second[Int(keys[$0])] >= 0 }
    }
    return found.map { row in
      (row, matches.first[Int(keys[row])], matches.second[Int(keys[row])])
    }
  }

  private func secondMatch(
    _ match: (row: Int, first: Int32, second: Int32), _ frame: Frame, _ source: Frame,
    _ pairs: [LinkPair], span: Span
  ) throws(Diagnostic) -> Diagnostic {
    let left = try select(frame, rows: [Int32(truncatingIfNeeded: match.row)])
    let key = pairs.compactMap { pair in
      (try? column(pair.left, over: left)).map { text(of: $0[0], type: pair.left.type) }
    }
    let names = [match.first, match.second].map { row in
      let place = "row \(row + 1)"
      return name(ofRow: Int(row), in: source).map { "\($0) (\(place))" } ?? place
    }
    return Diagnostic(
      .secondMatch,
      "two rows match \(key.joined(separator: ", ")): \(names[0]) and \(names[1])", at: span,
      label: "each row may match one row at most",
      suggestions: [
        Suggestion("one row per key", "summarize the linked table by its key first"),
        Suggestion("for totals over all matches", "link many …"),
      ])
  }
}

/// The first two rows of the source with each key.
private struct Matches {
  var first: [Int32]
  var second: [Int32]
}

extension ValueType {
  fileprivate var isChoice: Bool {
    if case .choice = self { true } else { false }
  }
}
