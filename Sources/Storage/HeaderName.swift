/// The names that headers become.
enum HeaderName {
  /// Words of the language that cannot be a plain name (LANGUAGE.md §8).
  static let reserved: Set<String> = [
    "and", "or", "not", "in", "is", "between", "missing", "true", "false", "if", "then", "else",
    "where", "during", "prior", "within", "per", "as", "by", "set", "all", "asc", "desc",
  ]

  /// Splits at what is neither letter nor digit and where the case changes, never at a digit.
  ///
  /// `AddressLine2` is `address_line2`, `CustomerPONumber` is `customer_po_number`, `Amount (USD)`
  /// is `amount_usd`; a header without letters and digits gives the empty name.
  static func normalised(_ header: String) -> String {
    let scalars = Array(header.unicodeScalars)
    var words: [String] = []
    var word = ""
    for (index, scalar) in scalars.enumerated() {
      guard isWordPart(scalar) else {
        if !word.isEmpty { words.append(word) }
        word = ""
        continue
      }
      if !word.isEmpty, startsWord(scalars, index) {
        words.append(word)
        word = ""
      }
      word.unicodeScalars.append(scalar)
    }
    if !word.isEmpty { words.append(word) }
    return words.map { $0.lowercased() }.joined(separator: "_")
  }

  /// The letters and digits alone, for comparing names however they are spaced: `closedon`.
  static func joined(_ header: String) -> String {
    normalised(header).replacing("_", with: "")
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isAlphabetic { return true }
    switch properties.generalCategory {
    case .decimalNumber, .nonspacingMark, .spacingMark: return true
    default: return false
    }
  }

  /// An upper-case letter behind a lower-case one, or the last of several before a lower-case one.
  private static func startsWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
    guard scalars[index].properties.isUppercase, index > 0 else { return false }
    let before = scalars[index - 1].properties
    if before.isLowercase { return true }
    guard before.isUppercase, index + 1 < scalars.count else { return false }
    return scalars[index + 1].properties.isLowercase
  }
}
