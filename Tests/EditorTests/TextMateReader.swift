import Foundation

/// What a colour is asked for: a piece of a line and the scopes around it, outermost first.
struct ColoredPiece {
  let range: Range<Int>
  let scopes: [String]
}

/// Reads lines by a TextMate grammar, as an editor does: at each place the first pattern that
/// matches earliest wins. Knows what Parley's grammar uses: `match`, `captures`, `begin` … `end`
/// and `include` of the whole.
final class TextMateReader {
  private final class Rule {
    let match: NSRegularExpression?
    let begin: NSRegularExpression?
    let end: NSRegularExpression?
    let name: String?
    let captures: [Int: String]
    let inside: [Rule]
    let isEverything: Bool

    init(_ object: [String: Any]) throws {
      func pattern(_ key: String) throws -> NSRegularExpression? {
        try (object[key] as? String).map {
          try NSRegularExpression(pattern: $0, options: [.anchorsMatchLines])
        }
      }
      match = try pattern("match")
      begin = try pattern("begin")
      end = try pattern("end")
      name = object["name"] as? String
      isEverything = object["include"] as? String == "$self"
      var captures: [Int: String] = [:]
      for (key, value) in object["captures"] as? [String: [String: String]] ?? [:] {
        if let number = Int(key) { captures[number] = value["name"] }
      }
      self.captures = captures
      inside = try (object["patterns"] as? [[String: Any]] ?? []).map(Rule.init)
    }
  }

  private let top: [Rule]

  init(json: String) throws {
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    top = try (object?["patterns"] as? [[String: Any]] ?? []).map(Rule.init)
  }

  /// The pieces of a line in UTF-16 offsets. Nothing in the grammar goes on over a line's end.
  func pieces(of line: String) -> [ColoredPiece] {
    var pieces: [ColoredPiece] = []
    var open: [Rule] = []
    var place = 0
    let length = line.utf16.count
    while place <= length {
      let scopes = open.compactMap(\.name)
      var best: (found: NSTextCheckingResult, rule: Rule, isEnd: Bool)?
      func offer(_ pattern: NSRegularExpression?, _ rule: Rule, isEnd: Bool) {
        let rest = NSRange(location: place, length: length - place)
        guard let pattern,
          let found = pattern.firstMatch(
            in: line, options: [.withTransparentBounds, .withoutAnchoringBounds], range: rest),
          best.map({ found.range.location < $0.found.range.location }) ?? true
        else { return }
        best = (found, rule, isEnd)
      }
      if let rule = open.last { offer(rule.end, rule, isEnd: true) }
      let rules = open.last?.inside ?? top
      for rule in rules.flatMap({ $0.isEverything ? top : [$0] }) {
        offer(rule.match ?? rule.begin, rule, isEnd: false)
      }
      guard let (found, rule, isEnd) = best else { break }
      let range = found.range.location..<(found.range.location + found.range.length)
      if isEnd {
        pieces.append(ColoredPiece(range: range, scopes: scopes))
        open.removeLast()
      } else if rule.begin != nil {
        open.append(rule)
        pieces.append(ColoredPiece(range: range, scopes: open.compactMap(\.name)))
      } else {
        if let name = rule.name {
          pieces.append(ColoredPiece(range: range, scopes: scopes + [name]))
        }
        for (number, name) in rule.captures {
          let group = found.range(at: number)
          guard group.location != NSNotFound else { continue }
          pieces.append(
            ColoredPiece(
              range: group.location..<(group.location + group.length), scopes: scopes + [name]))
        }
      }
      // Only an end can be empty, at the line's end: no pattern of the grammar is.
      place = range.upperBound
    }
    return pieces
  }
}
