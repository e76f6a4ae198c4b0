/// The published grammar, read from its file.
package struct Grammar {
  /// One part of a right-hand side; children are indices into `nodes`.
  package indirect enum Node {
    /// A word or sign between quotes.
    case literal(String)
    /// IDENT, NUMBER and the other terminals in capitals.
    case terminal(String)
    case rule(String)
    case sequence([Int])
    case choice([Int])
    case option(Int)
    case repetition(Int)
  }

  package private(set) var nodes: [Node] = []
  /// The right-hand side of each rule.
  package private(set) var rules: [String: Int] = [:]
  /// The rules' names in the order of the file.
  package private(set) var names: [String] = []

  private var symbols: [String]
  private var position = 0

  package struct Malformed: Error, CustomStringConvertible {
    package let description: String
  }

  /// Reads ISO 14977-style EBNF.
  package init(ebnf: String) throws {
    symbols = Self.symbols(of: ebnf)
    while position < symbols.count {
      let name = take()
      guard take() == "=" else { throw Malformed(description: "no = behind \(name)") }
      rules[name] = try choice()
      names.append(name)
      guard take() == ";" else { throw Malformed(description: "no ; behind \(name)") }
    }
    for case .rule(let name) in nodes where rules[name] == nil {
      throw Malformed(description: "\(name) is not defined")
    }
  }

  private static func symbols(of text: String) -> [String] {
    var symbols: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if rest.hasPrefix("(*") {
        let end = rest.range(ofText: "*)") ?? rest.endIndex
        rest = rest[end...].dropFirst(2)
      } else if first == "\"" {
        let inside = rest.dropFirst().prefix { $0 != "\"" }
        symbols.append("\"" + inside)
        rest = rest.dropFirst(inside.count + 2)
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter || $0.isNumber }
        symbols.append(String(word))
        rest = rest.dropFirst(word.count)
      } else {
        symbols.append(String(first))
        rest = rest.dropFirst()
      }
    }
    return symbols
  }

  private mutating func take() -> String {
    defer { position += 1 }
    return position < symbols.count ? symbols[position] : ""
  }

  private var next: String { position < symbols.count ? symbols[position] : "" }

  private mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  private mutating func choice() throws -> Int {
    var alternatives = [try sequence()]
    while next == "|" {
      position += 1
      alternatives.append(try sequence())
    }
    return alternatives.count == 1 ? alternatives[0] : add(.choice(alternatives))
  }

  private mutating func sequence() throws -> Int {
    var parts: [Int] = []
    while !["|", ")", "]", "}", ";", ""].contains(next) { parts.append(try part()) }
    return parts.count == 1 ? parts[0] : add(.sequence(parts))
  }

  private mutating func part() throws -> Int {
    let symbol = take()
    switch symbol {
    case "(", "[", "{":
      let inside = try choice()
      let closing = ["(": ")", "[": "]", "{": "}"][symbol]
      guard take() == closing else { throw Malformed(description: "\(symbol) is not closed") }
      return switch symbol {
      case "(": inside
      case "[": add(.option(inside))
      default: add(.repetition(inside))
      }
    default:
      if symbol.hasPrefix("\"") { return add(.literal(String(symbol.dropFirst()))) }
      if symbol.allSatisfy(\.isUppercase) { return add(.terminal(symbol)) }
      return add(.rule(symbol))
    }
  }
}

extension Substring {
  fileprivate func range(ofText text: String) -> Index? {
    var place = startIndex
    while place < endIndex {
      if self[place...].hasPrefix(text) { return place }
      place = index(after: place)
    }
    return nil
  }
}
