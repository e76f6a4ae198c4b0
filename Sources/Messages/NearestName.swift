/// The name that a mistyped word most likely means, or nil where none is near enough.
///
/// Near enough is an edit distance of at most a third of the word's characters, so a word of one or
/// two letters gets no suggestion but one that differs in case. Of several equally near names the
/// first one wins. Names compare without case, as identifiers do.
package func nearestName(to word: String, among names: some Sequence<String>) -> String? {
  let typed = Array(word.lowercased())
  var best: (name: String, distance: Int)?
  for name in names {
    let limit = min(typed.count / 3, (best?.distance ?? .max) - 1)
    if limit < 0 { break }
    let candidate = Array(name.lowercased())
    if abs(candidate.count - typed.count) > limit { continue }
    let distance = editDistance(typed, candidate)
    if distance <= limit { best = (name, distance) }
  }
  return best?.name
}

/// How many single edits lead from one word to the other; two swapped neighbours count as one edit.
///
/// Source: Damerau–Levenshtein distance in its "optimal string alignment" form, row by row.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforePrevious = [Int](repeating: 0, count: right.count + 1)
  var previous = Array(0...right.count)
  var current = previous
  for row in left.indices {
    current[0] = row + 1
    for column in right.indices {
      let isSame = left[row] == right[column]
      var distance = min(
        previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        distance = min(distance, beforePrevious[column - 1] + 1)
      }
      current[column + 1] = distance
    }
    (beforePrevious, previous, current) = (previous, current, beforePrevious)
  }
  return previous[right.count]
}
