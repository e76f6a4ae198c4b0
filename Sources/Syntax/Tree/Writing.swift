import Messages

extension Name {
  /// A name as it has to be written: between backquotes where it would read as something else. Nil
  /// where it cannot be written at all.
  package static func written(_ name: String) -> String? {
    let tokens = lex(Source(id: SourceID(index: 0), name: "", text: name)).tokens
    if tokens.count == 2, tokens[0].kind == .identifier, tokens[0].isName, tokens[0].start == 0 {
      return name
    }
    return name.contains("`") || name.contains(where: \.isNewline) ? nil : "`\(name)`"
  }
}

extension TextLiteral {
  /// A text as a literal.
  package static func written(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "}")
    }
    if isPlain { return "\"" + text + "\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\", "{", "}": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
