import Messages
import Syntax

/// What is open at a place of a text, found in one pass over the tokens before it.
///
/// A parser asks whether a text is right; this asks what a text that is still being typed could go on
/// with, and never fails.
struct TokenWalk {
  /// A statement, or something between brackets.
  struct Level {
    enum Opener: Hashable {
      case statement
      /// `name(`.
      case call(String)
      case parenthesis
      case list
      /// `{` of the statement that this word began.
      case block(Word?)
    }
    var opener: Opener
    /// What the statement, or the stage at the place, began with.
    var verb: Word?
    var isStage = false
    /// The word that opened the innermost part of it: `by`, `per`, `on`.
    var clause: Word?
    /// Whether `=` or another comparison has been made since the last `and` or the like.
    var hasComparison = false
  }

  private(set) var levels = [Level(opener: .statement)]
  /// Whether the last token ended an operand, so that an operator could follow.
  private(set) var endsOperand = false
  /// The last token, where it was a word of the grammar and not a name.
  private(set) var keyword: Word?
  private(set) var last: Token?
  private var beforeLast: Token?
  /// Where the outermost statement around the place begins.
  private(set) var statementStart = 0
  private let source: Source

  /// - Parameter separators: for each token whether a line end before it ends a statement.
  init(_ tokens: ArraySlice<Token>, separators: [Bool], of source: Source) {
    self.source = source
    for index in tokens.indices {
      let isStart = index == tokens.startIndex || separators[index] || last?.kind == .semicolon
      if isStart, levels.count == 1 { statementStart = tokens[index].start }
      if isStart || isAtBlockStart { begin() }
      read(tokens[index], isStart: isStart || isAtBlockStart)
    }
  }

  var level: Level { levels[levels.count - 1] }

  /// Whether an operand stood before the last token.
  private(set) var isAfterOperand = false

  /// Whether the next token is the first between the braces of a block.
  var isAtBlockStart: Bool { last?.kind == .leftBrace }

  private mutating func begin() {
    (endsOperand, keyword, beforeLast) = (false, nil, nil)
    let opener = level.opener
    levels[levels.count - 1] = Level(opener: opener)
  }

  private mutating func read(_ token: Token, isStart: Bool) {
    defer { (last, beforeLast) = (token, last) }
    let wasOperand = endsOperand
    let before = last?.kind
    isAfterOperand = wasOperand
    (endsOperand, keyword) = (false, nil)
    switch token.kind {
    case .identifier where before != .dot: read(token, word: token.word, isStart, wasOperand)
    case .identifier, .quotedIdentifier, .number, .percent, .money, .date, .period, .text,
      .malformed:
      endsOperand = true
    case .leftParenthesis:
      let isCall = wasOperand && (before == .identifier || before == .quotedIdentifier)
      let name = last.map { source.text($0.span(in: source)).lowercased() } ?? ""
      levels.append(Level(opener: isCall ? .call(name) : .parenthesis))
    case .leftBracket: levels.append(Level(opener: .list))
    case .leftBrace: levels.append(Level(opener: .block(level.isStage ? nil : level.verb)))
    case .rightParenthesis, .rightBracket, .rightBrace:
      if levels.count > 1 { levels.removeLast() }
      endsOperand = true
    case .pipe:
      let opener = level.opener
      levels[levels.count - 1] = Level(opener: opener, isStage: true)
    case .comma:
      levels[levels.count - 1].hasComparison = false
      // What belongs to an aggregate's modifier, or to `by`, goes on behind a comma.
      if level.clause != .by, level.clause != .within, level.clause != .per {
        levels[levels.count - 1].clause = nil
      }
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      levels[levels.count - 1].hasComparison = true
    case .colon, .semicolon, .dot, .dotDot, .plus, .minus, .star, .slash, .coalesce, .ampersands,
      .bars, .bang, .separator, .endOfFile:
      break
    }
  }

  private mutating func read(
    _ token: Token, word: Word?, _ isStart: Bool, _ wasOperand: Bool
  ) {
    let wasKeyword = previousKeyword
    guard let word, let use = use(of: word, isStart, wasOperand, after: wasKeyword) else {
      endsOperand = true
      return
    }
    keyword = word
    switch use {
    case .verb: levels[levels.count - 1].verb = word
    case .clause:
      levels[levels.count - 1].hasComparison = false
      // The range of `each quarter in` is still part of that key.
      if word != .in || level.clause != .each { levels[levels.count - 1].clause = word }
    case .comparison: levels[levels.count - 1].hasComparison = true
    case .operand: endsOperand = true
    case .other: levels[levels.count - 1].hasComparison = false
    }
  }

  /// Whether a number has just said how many days or quarters.
  var countsUnits: Bool {
    guard last?.kind == .number, let before = beforeLast?.word else { return false }
    return [.last, .next, .past, .prior].contains(before)
  }

  private var previousKeyword: Word? {
    guard let last, last.kind == .identifier, beforeLast?.kind != .dot else { return nil }
    return last.word
  }

  private enum Use {
    case verb, clause, comparison, operand, other
  }

  /// What a word does here; nil where it is a name.
  private func use(
    of word: Word, _ isStart: Bool, _ wasOperand: Bool, after previous: Word?
  ) -> Use? {
    if last?.kind == .pipe, word.roles.contains(.verb) { return .verb }
    if isStart, word.roles.contains(.statement) || word.roles.contains(.source) { return .verb }
    switch word {
    case .true, .false, .missing, .all: return .operand
    case .asc, .desc: return .operand
    case .in where level.isStage && level.verb != .pivot && level.clause != .each, .is, .between:
      return .comparison
    case .where, .during, .prior, .within, .per, .as, .by, .set, .in, .if, .then, .else:
      return .clause
    case .and, .or, .not: return .other
    case .contains, .matches: return wasOperand ? .comparison : nil
    case .on, .across, .into, .over, .from, .key, .currency, .inverse:
      return wasOperand ? .clause : nil
    case .with: return wasOperand || previous == .starts || previous == .ends ? .clause : nil
    case .starts, .ends, .keep, .one, .to, .orphans, .required: return wasOperand ? .other : nil
    case .of: return previous == .one ? .clause : nil
    case .empty: return previous == .keep ? .operand : nil
    case .date: return previous == .to ? .operand : nil
    case .each: return wasOperand ? nil : .clause
    case .last, .next, .past, .this, .fiscal: return wasOperand ? nil : .other
    case .many: return previous == .link ? .other : nil
    case .day, .days, .week, .weeks, .month, .months, .quarter, .quarters, .year, .years, .period:
      let begins: [Word?] = [.each, .last, .next, .past, .this, .prior, .fiscal]
      return begins.contains(previous) || last?.kind == .number ? .operand : nil
    case .change, .remove, .insert: return isStart ? .verb : nil
    case .entity, .let, .measure, .field, .function, .param, .load, .open, .save, .include, .run,
      .option, .scenario, .snapshot, .adopt, .for, .test, .verb, .add, .replace, .show, .hide,
      .rename, .sort, .take, .top, .bottom, .distinct, .summarize, .expand, .link, .append,
      .pivot, .unpivot, .chart, .apply, .assert, .export, .print, .describe, .explain, .compare:
      return nil
    }
  }
}
