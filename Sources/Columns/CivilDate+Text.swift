extension CivilDate {
  /// The date of a text such as `2026-09-30`; nil for any other text.
  package init?(iso text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard text.utf8.count == 10, parts.count == 3, parts[0].utf8.count == 4,
      parts[1].utf8.count == 2, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
    guard isValid, year > 0 else { return nil }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  /// The month, 1 to 12, of an English name in lower case, or of its first three letters.
  package static func month(named word: String) -> Int? {
    let index = months.firstIndex { $0 == word || $0.prefix(3) == word }
    return index.map { $0 + 1 } ?? (word == "sept" ? 9 : nil)
  }
}
