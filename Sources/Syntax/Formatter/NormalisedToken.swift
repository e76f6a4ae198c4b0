import Messages

/// How a token is written: what is accepted in several forms has one here.
enum NormalisedToken {
  static func text(_ token: Token, _ source: Source, isKeyword: Bool) -> String {
    let written = source.text(token.start..<token.end)
    switch token.kind {
    case .equal: return "="
    case .notEqual: return "!="
    case .lessOrEqual: return "<="
    case .greaterOrEqual: return ">="
    case .minus: return "-"
    case .identifier:
      let isReserved = token.word?.isReserved ?? false
      return isKeyword || isReserved ? written.lowercased() : written
    case .period: return written.uppercased()
    case .text: return quoted(token, written, source)
    default: return written
    }
  }

  /// A text between straight double quotes; interpolated parts stay as they are.
  private static func quoted(_ token: Token, _ written: String, _ source: Source) -> String {
    guard source.bytes[token.start] != UInt8(ascii: "\"") else { return written }
    var reader = TextReader(source, token)
    var result = "\""
    while let piece = reader.nextRaw() {
      switch piece {
      case .characters(let raw): result += requoted(raw)
      case .interpolation(let range): result += "{" + source.text(range) + "}"
      }
    }
    return result + "\""
  }

  private static func requoted(_ raw: String) -> String {
    var result = ""
    var isEscaped = false
    for character in raw.unicodeScalars {
      if isEscaped {
        // Other quotes need no escape between double ones.
        if character == "\"" || !character.opensText { result.unicodeScalars.append("\\") }
        result.unicodeScalars.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        if character == "\"" { result.unicodeScalars.append("\\") }
        result.unicodeScalars.append(character)
      }
    }
    return result
  }
}

extension TextReader {
  /// The next piece with its escapes as they are written.
  mutating func nextRaw() -> Piece? {
    let start = position
    guard let piece = next() else { return nil }
    if case .interpolation = piece { return piece }
    return .characters(rawText(from: start))
  }
}
