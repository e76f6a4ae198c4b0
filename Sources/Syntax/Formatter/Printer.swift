import Messages

/// Writes tokens and comments, deciding at each group whether it fits on the line.
struct Printer {
  /// Columns that a line may fill.
  private static let width = 100
  /// Spaces before a line that a comment alone has broken.
  private static let continuation = 4

  private let source: Source
  private let lexed: Lexed
  private let tokens: [Token]
  private let marks: TokenMarks
  private var groups: [Group]
  /// Each token as it is written.
  private let texts: [String]
  /// Where each token would begin were everything on one line, and where it would end.
  private var flat: [Range<Int>] = []
  /// How many comments stand before each token, counted from the start.
  private var comments: [Int] = []

  private var output = ""
  private var column = 0
  private var indentation = 0
  private var isAtLineStart = true
  private var open: [OpenGroup] = []

  private struct OpenGroup {
    let group: Int
    let isBroken: Bool
    let base: Int
    /// The indentation to go back to behind the group.
    let outer: Int
    var nextBreak = 0
  }

  init(_ parsed: Parsed, _ groups: [Group], _ marks: TokenMarks) {
    source = parsed.source
    lexed = parsed.lexed
    tokens = parsed.tokens
    self.marks = marks
    // Outer groups before inner ones that begin with them.
    self.groups = groups.enumerated().sorted { first, second in
      let (left, right) = (first.element.range, second.element.range)
      if left.lowerBound != right.lowerBound { return left.lowerBound < right.lowerBound }
      if left.upperBound != right.upperBound { return left.upperBound > right.upperBound }
      return first.offset < second.offset
    }.map(\.element)
    let source = parsed.source
    texts = parsed.tokens.enumerated().map { index, token in
      NormalisedToken.text(token, source, isKeyword: marks.keywords.contains(index))
    }
    measure()
    force()
  }

  // MARK: Measuring

  private mutating func measure() {
    var column = 0
    var count = 0
    for index in tokens.indices {
      if index > 0, needsSpace(before: index) { column += 1 }
      let end = column + texts[index].count
      flat.append(column..<end)
      column = end
      count += lexed.trivia(before: index).count { $0.kind == .comment }
      comments.append(count)
    }
  }

  /// Breaks the groups that hold a comment or a broken group.
  private mutating func force() {
    // Where the broken group nearest behind begins.
    var forced = Int.max
    for index in groups.indices.reversed() {
      let range = groups[index].range
      guard !range.isEmpty else { continue }
      let hasComment = comments[range.upperBound - 1] > comments[range.lowerBound]
      // Inner groups come behind outer ones, so backwards they come first.
      if hasComment || forced < range.upperBound { groups[index].isForced = true }
      if groups[index].isForced { forced = range.lowerBound }
    }
  }

  /// Whether what stands between two breaks of a filled group still fits on the line.
  private func fillsLine(_ group: Group, _ index: Int) -> Bool {
    let first = group.breaks[index].token
    let end =
      index + 1 < group.breaks.count ? group.breaks[index + 1].token : group.range.upperBound
    if comments[end - 1] > comments[first - 1] { return false }
    return fits(first..<end, at: column + 1)
  }

  /// Whether tokens fit on the line with what cannot be parted from them.
  private func fits(_ range: Range<Int>, at column: Int) -> Bool {
    guard let last = range.last else { return true }
    var end = flat[last].upperBound
    var next = last + 1
    loop: while next < tokens.count {
      switch tokens[next].kind {
      case .rightParenthesis, .rightBracket, .comma, .dot, .leftBrace: end = flat[next].upperBound
      default: break loop
      }
      next += 1
    }
    return column + end - flat[range.lowerBound].lowerBound <= Self.width
  }

  // MARK: Spaces

  private func needsSpace(before index: Int) -> Bool {
    let previous = tokens[index - 1]
    switch tokens[index].kind {
    case .rightParenthesis, .rightBracket, .comma, .colon, .semicolon, .dot, .dotDot, .endOfFile:
      return false
    case .leftParenthesis where marks.callParentheses.contains(index): return false
    default: break
    }
    switch previous.kind {
    case .leftParenthesis, .leftBracket, .dot, .dotDot: return false
    case .minus: return !marks.unaryMinuses.contains(index - 1)
    default: return true
    }
  }

  // MARK: Printing

  mutating func print() -> String {
    // The first group is the script, which may begin with a semicolon.
    openGroup(0, at: 0)
    var nextGroup = 1
    // Semicolons are not written: what stands before them stands before the next token.
    var firstTrivia = 0
    for index in tokens.indices where tokens[index].kind != .semicolon {
      closeGroups(before: index)
      let brokenHere = takeBreak(at: index)
      let endOfTrivia = lexed.trivia(before: index).endIndex
      printTrivia(firstTrivia..<endOfTrivia, before: index, brokenHere)
      firstTrivia = endOfTrivia
      while nextGroup < groups.count, groups[nextGroup].range.lowerBound == index {
        // Its first token may have to stand a space behind what is on the line already.
        openGroup(nextGroup, at: index)
        nextGroup += 1
      }
      if tokens[index].kind == .endOfFile { break }
      write(index)
    }
    while output.last == "\n" { output.removeLast() }
    return output.isEmpty ? "" : output + "\n"
  }

  private mutating func closeGroups(before index: Int) {
    while let last = open.last, groups[last.group].range.upperBound <= index {
      indentation = last.outer
      open.removeLast()
    }
  }

  private mutating func openGroup(_ index: Int, at token: Int) {
    let group = groups[index]
    let parentIsFlat = open.last.map { !$0.isBroken } ?? false
    let start =
      isIndented ? column : column + (isAtLineStart ? indentation : spaces(before: token))
    let isBroken = !parentIsFlat && (group.isForced || !fits(group.range, at: start))
    open.append(
      OpenGroup(
        group: index, isBroken: isBroken, base: group.isAligned ? start : indentation,
        outer: indentation))
  }

  /// Spaces between the token and what stands before it on the line, alignment included.
  private func spaces(before index: Int) -> Int {
    guard index > 0, needsSpace(before: index) else { return 0 }
    return 1 + padding(before: index)
  }

  private func padding(before index: Int) -> Int {
    for group in open.reversed() where group.isBroken {
      if let padding = groups[group.group].padding[index] { return padding }
    }
    return 0
  }

  /// The break of an open, broken group before the token.
  private mutating func takeBreak(at index: Int) -> Group.Break? {
    for place in open.indices.reversed() {
      let breaks = groups[open[place].group].breaks
      var next = open[place].nextBreak
      while next < breaks.count, breaks[next].token < index { next += 1 }
      open[place].nextBreak = next
      guard next < breaks.count, breaks[next].token == index, open[place].isBroken else { continue }
      let group = groups[open[place].group]
      if group.isFilled, fillsLine(group, next) { continue }
      indentation = open[place].base + breaks[next].indentation
      return breaks[next]
    }
    return nil
  }

  /// Writes the comments before a token, and ends the line where one must end.
  private mutating func printTrivia(
    _ trivia: Range<Int>, before index: Int, _ brokenHere: Group.Break?
  ) {
    var isOnTokensLine = index > 0
    var lineBreaks = 0
    var hasComment = false
    let keepsBlankLines = brokenHere?.keepsBlankLine ?? false || tokens[index].kind == .endOfFile
    if isStatementBoundary(index), needsSemicolon(before: index) { output += ";" }
    let own = commentIndentation(before: index, brokenHere)
    for piece in lexed.trivia[trivia] {
      switch piece.kind {
      case .lineBreak:
        lineBreaks += 1
        isOnTokensLine = false
      case .comment:
        let text = trimmed(source.text(piece.start..<piece.end))
        if isOnTokensLine {
          output += (output.isEmpty ? "" : "  ") + text
        } else {
          endLine(blank: lineBreaks > 1 && keepsBlankLines)
          output += String(repeating: " ", count: own) + text
        }
        isAtLineStart = false
        hasComment = true
        lineBreaks = 0
        isOnTokensLine = false
      case .blanks, .unknown: break
      }
    }
    if brokenHere != nil {
      if index > 0 || hasComment { endLine(blank: lineBreaks > 1 && keepsBlankLines) }
    } else if hasComment {
      endLine(blank: false)
      if tokens[index].kind != .endOfFile { indentOnce(own) }
    }
  }

  /// How far a comment on a line of its own is set in.
  private func commentIndentation(before index: Int, _ brokenHere: Group.Break?) -> Int {
    if let brokenHere { return indentation + (isBlockEnd(index, brokenHere) ? 2 : 0) }
    switch tokens[index].kind {
    case .endOfFile: return 0
    default: return index == 0 ? 0 : indentation + Self.continuation
    }
  }

  /// Whether the break is the one before a block's `}`, whose comments belong inside.
  private func isBlockEnd(_ index: Int, _ place: Group.Break) -> Bool {
    tokens[index].kind == .rightBrace && !place.keepsBlankLine
  }

  private mutating func endLine(blank: Bool) {
    if output.isEmpty { return }
    if !output.hasSuffix("\n") { output += "\n" }
    if blank, !output.hasSuffix("\n\n") { output += "\n" }
    column = 0
    isAtLineStart = true
  }

  /// Begins a line further right than the indentation in force, for its first token alone.
  private mutating func indentOnce(_ spaces: Int) {
    output += String(repeating: " ", count: spaces)
    column = spaces
    isAtLineStart = false
    isIndented = true
  }

  private var isIndented = false

  private mutating func write(_ index: Int) {
    if isAtLineStart {
      output += String(repeating: " ", count: indentation)
      column = indentation
    } else if !isIndented {
      let count = spaces(before: index)
      output += String(repeating: " ", count: count)
      column += count
    }
    isAtLineStart = false
    isIndented = false
    output += texts[index]
    column += texts[index].count
  }

  private func trimmed(_ comment: String) -> String {
    var comment = Substring(comment)
    while let last = comment.last, last.isWhitespace { comment = comment.dropLast() }
    return String(comment)
  }

  // MARK: Semicolons

  /// Whether a statement, or a line of a block, begins with the token.
  private func isStatementBoundary(_ index: Int) -> Bool {
    guard index > 0, let group = open.last(where: { $0.isBroken }) else { return false }
    let breaks = groups[group.group].breaks
    let next = group.nextBreak
    guard next < breaks.count, breaks[next].token == index, tokens[index].kind != .rightBrace
    else { return false }
    // The token before the first line of a block is its brace.
    return tokens[index - 1].kind == .semicolon || LineRules.separates(tokens, at: index)
  }

  /// Whether a line end alone would not part the statements.
  private func needsSemicolon(before index: Int) -> Bool {
    var previous = index - 1
    while previous >= 0, tokens[previous].kind == .semicolon { previous -= 1 }
    guard previous >= 0, tokens[previous].kind != .leftBrace else { return false }
    return !LineRules.canEnd(tokens, at: previous) || !LineRules.canBegin(tokens, at: index)
  }
}
