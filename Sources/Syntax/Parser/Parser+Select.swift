import Messages

/// Puts an SQL query into Parley's words.
extension Parser {
  private enum Clause: Hashable {
    case select, from, condition, group, having, order, limit, join
  }

  /// A whole `select …` statement, read as one mistake.
  mutating func parseSelect() -> Statement.Kind {
    let span = tokenSpan
    let clauses = readClauses()
    let translation = translate(clauses)
    fail(ForeignHabits.select(span, corrections(translation.map { [$0] } ?? [])))
    isRecovering = false
    return .invalid
  }

  /// The statement's tokens by clause, its line ends notwithstanding.
  private mutating func readClauses() -> [Clause: [Token]] {
    var clauses: [Clause: [Token]] = [:]
    var current = Clause.select
    var open = 0
    advance()
    while token.kind != .endOfFile, token.kind != .semicolon, token.kind != .rightBrace {
      if at(.pipe) { break }
      let isNewLine = isAtSeparator
      if isAtSeparator { advance() }
      if open == 0, let (clause, words) = clauseHere() {
        current = clause
        for _ in 0..<words { advance() }
        continue
      }
      if isNewLine { break }
      switch token.kind {
      case .leftParenthesis, .leftBracket: open += 1
      case .rightParenthesis, .rightBracket: open = max(0, open - 1)
      default: break
      }
      clauses[current, default: []].append(token)
      advance()
    }
    return clauses
  }

  private func clauseHere() -> (Clause, words: Int)? {
    switch (lowercased(ahead: 0), lowercased(ahead: 1)) {
    case ("from", _): (.from, 1)
    case ("where", _): (.condition, 1)
    case ("group", "by"): (.group, 2)
    case ("having", _): (.having, 1)
    case ("order", "by"): (.order, 2)
    case ("limit", _): (.limit, 1)
    case ("join", _): (.join, 1)
    case ("left", "join"), ("inner", "join"): (.join, 2)
    default: nil
    }
  }

  private func translate(_ clauses: [Clause: [Token]]) -> String? {
    guard let table = clauses[.from]?.first, clauses[.join] == nil else { return nil }
    var steps = [text(table.span(in: source))]
    func add(_ verb: String, _ clause: Clause) {
      if let tokens = clauses[clause] { steps.append("\(verb) \(plain(tokens))") }
    }
    add("where", .condition)
    var items = clauses[.select] ?? []
    let isDistinct = items.first.map { lowercased($0) == "distinct" } ?? false
    if isDistinct { items.removeFirst() }
    let list = split(items)
    let groups = split(clauses[.group] ?? []).map { plain($0) }
    let hasAggregate = list.contains { isAggregate($0) }
    if hasAggregate || !groups.isEmpty {
      let totals = list.filter { !groups.contains(plain($0)) }.map { plain($0) }
      let by = groups.isEmpty ? "" : " by " + groups.joined(separator: ", ")
      steps.append("summarize \(totals.joined(separator: ", "))\(by)")
    }
    add("where", .having)
    if !hasAggregate, groups.isEmpty {
      let names = list.map { plain($0) }.filter { $0 != "*" }
      if !names.isEmpty {
        steps.append((isDistinct ? "distinct " : "show ") + names.joined(separator: ", "))
      } else if isDistinct {
        steps.append("distinct")
      }
    }
    // Sorting comes before `show`, which may drop the column to sort by.
    if let order = clauses[.order] {
      let place = steps.last?.hasPrefix("show ") == true ? steps.count - 1 : steps.count
      steps.insert("sort \(plain(order))", at: place)
    }
    add("take", .limit)
    return steps.joined(separator: " | ")
  }

  private func lowercased(_ token: Token) -> String {
    text(token.span(in: source)).lowercased()
  }

  /// Divides at the commas outside brackets.
  private func split(_ tokens: [Token]) -> [[Token]] {
    var parts: [[Token]] = []
    var part: [Token] = []
    var open = 0
    for token in tokens {
      switch token.kind {
      case .leftParenthesis: open += 1
      case .rightParenthesis: open -= 1
      case .comma where open == 0:
        parts.append(part)
        part = []
        continue
      default: break
      }
      part.append(token)
    }
    if !part.isEmpty { parts.append(part) }
    return parts
  }

  private func isAggregate(_ tokens: [Token]) -> Bool {
    guard tokens.count > 2, tokens[1].kind == .leftParenthesis else { return false }
    switch lowercased(tokens[0]) {
    case "count", "sum", "avg", "min", "max", "median": return true
    default: return false
    }
  }

  /// The tokens' text in one line, with SQL's own words replaced.
  private func plain(_ tokens: [Token]) -> String {
    var result = ""
    for (place, token) in tokens.enumerated() {
      let isTouching = place > 0 && tokens[place - 1].end == token.start
      if place > 0, !isTouching { result += " " }
      switch token.kind {
      case .star where place > 0 && tokens[place - 1].kind == .leftParenthesis: break
      case .identifier where lowercased(token) == "null": result += "missing"
      case .text where place > 0 && lowercased(tokens[place - 1]) == "like":
        let pattern = text(token.span(in: source)).dropFirst().dropLast()
        let gap = isTouching ? 0 : 1
        result = result.dropLast("like".count + gap) + ForeignHabits.test(like: String(pattern))
      default: result += text(token.span(in: source))
      }
    }
    return result
  }
}
