/// Random numbers that a seed repeats: SplitMix64.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Writes sentences of a grammar.
package struct SentenceGenerator {
  private let grammar: Grammar
  package var random: SeededGenerator
  private var sentence: [String] = []
  private var depth = 0
  /// The depth from which on alternatives are chosen that end soonest.
  private var limit = 0
  /// For each node the least depth of rules that a sentence of it needs.
  private let cost: [Int]

  package init(_ grammar: Grammar, seed: UInt64) {
    self.grammar = grammar
    random = SeededGenerator(seed: seed)
    cost = Self.costs(grammar)
  }

  /// The tokens of a sentence of the rule; a SEP is `;` or a line end.
  package mutating func sentence(of rule: String) -> [String] {
    sentence = []
    depth = 0
    limit = Int.random(in: 8...40, using: &random)
    if let node = grammar.rules[rule] { write(node) }
    return sentence
  }

  private mutating func write(_ node: Int) {
    switch grammar.nodes[node] {
    case .literal(let text): sentence.append(text)
    case .terminal(let name): sentence.append(terminal(name))
    case .rule(let name):
      guard let inside = grammar.rules[name] else { return }
      depth += 1
      write(inside)
      depth -= 1
    case .sequence(let parts):
      for part in parts { write(part) }
    case .choice(let alternatives):
      var choices = alternatives
      if isEnding {
        let least = choices.map { cost[$0] }.min() ?? 0
        choices = choices.filter { cost[$0] == least }
      }
      if let choice = choices.randomElement(using: &random) { write(choice) }
    case .option(let inside):
      if !isEnding, chance(2, of: 5) { write(inside) }
    case .repetition(let inside):
      while !isEnding, chance(1, of: 3) { write(inside) }
    }
  }

  private var isEnding: Bool { depth >= limit || sentence.count > 150 }

  private mutating func chance(_ wanted: Int, of all: Int) -> Bool {
    Int.random(in: 0..<all, using: &random) < wanted
  }

  private mutating func terminal(_ name: String) -> String {
    func pick(_ choices: [String]) -> String {
      choices.randomElement(using: &random) ?? ""
    }
    switch name {
    case "IDENT": return chance(7, of: 10) ? pick(Self.plain) : pick(Self.contextual)
    case "NUMBER": return pick(["1", "12", "1_000", "5k"])
    case "PERCENT": return pick(["80%", "0.5%"])
    case "MONEY": return pick(["$5", "€1,250.50", "£2m", "$10k"])
    case "DATE": return "2026-09-30"
    case "PERIOD":
      return pick(["2026-09", "2026-Q3", "2026-H1", "2026-W31", "CY2026", "FY2026-Q3"])
    case "STRING": return pick(["\"x\"", "\"{a} ({b + 1})\"", "'y'", "\"\""])
    default: return pick([";", "\n", ";\n"])
    }
  }

  private static let plain = [
    "a", "b", "amount", "deals", "Partners", "region_2", "`first name`", "`where`", "größe",
  ]

  /// Names that mean something elsewhere.
  private static let contextual = [
    "top", "test", "day", "quarter", "over", "on", "into", "across", "contains", "matches",
    "starts",
    "ends", "with", "each", "last", "this", "past", "many", "from", "key", "keep", "to", "date",
    "let", "measure", "field", "function", "verb", "snapshot", "scenario", "entity", "option",
    "param", "load", "describe", "explain", "assert", "compare", "show", "link", "period", "fiscal",
    "one", "of", "for", "adopt", "print",
  ]

  private static func costs(_ grammar: Grammar) -> [Int] {
    let endless = 1_000
    var costs = [Int](repeating: endless, count: grammar.nodes.count)
    var isChanged = true
    while isChanged {
      isChanged = false
      for (index, node) in grammar.nodes.enumerated() {
        let cost =
          switch node {
          case .literal, .terminal: 0
          case .option, .repetition: 0
          case .rule(let name): min(endless, 1 + (grammar.rules[name].map { costs[$0] } ?? 0))
          case .sequence(let parts): parts.map { costs[$0] }.max() ?? 0
          case .choice(let alternatives): alternatives.map { costs[$0] }.min() ?? 0
          }
        if cost < costs[index] {
          costs[index] = cost
          isChanged = true
        }
      }
    }
    return costs
  }
}

extension SentenceGenerator {
  /// Tokens as text, with a line end here and there.
  package static func join(_ tokens: [String], _ random: inout SeededGenerator) -> String {
    var text = ""
    for token in tokens {
      text += token
      text += Int.random(in: 0..<30, using: &random) == 0 ? "\n" : " "
    }
    return text
  }
}
