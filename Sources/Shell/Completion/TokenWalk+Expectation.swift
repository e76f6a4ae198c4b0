import Syntax

extension TokenWalk {
  /// What could stand next.
  ///
  /// - Parameter isStart: whether a statement begins here.
  func expectation(isStart: Bool) -> Expectation {
    guard let last else { return .statement }
    if isStart || isAtBlockStart {
      if case .block(let word) = level.opener { return blockStart(of: word) }
      return .statement
    }
    if let keyword { return endsOperand ? continuation : expectation(after: keyword) }
    if endsOperand { return continuation }
    switch last.kind {
    case .semicolon: return .statement
    case .pipe: return .verb
    case .dot: return .member
    case .dotDot: return .period
    case .colon: return afterColon
    case .equal where level.verb == .let && !level.isStage && level.opener == .statement:
      return .source
    case .comma where isNewName: return .nothing
    case .comma where level.verb == .hide && level.isStage: return .column
    default: return operand
    }
  }

  private func blockStart(of word: Word?) -> Expectation {
    switch word {
    case .entity: .nothing
    case .scenario: .words([.change, .insert, .remove])
    case .compare, .with: .source
    default: .statement
    }
  }

  private var afterColon: Expectation {
    if case .block(.entity?) = level.opener { return .type }
    if level.verb == .param, !level.isStage { return .type }
    return level.verb == .rename && level.isStage ? .column : operand
  }

  /// Whether a name of the user's own stands behind the comma.
  private var isNewName: Bool {
    level.verb == .rename && level.isStage && level.opener != .list
  }

  private var operand: Expectation { operand(clause: level.clause) }

  private func operand(clause: Word?) -> Expectation {
    var operand = Expectation.Operand(verb: level.isStage ? level.verb : nil, clause: clause)
    if case .call(let name) = level.opener { operand.call = name }
    switch clause {
    case .by where level.verb == .summarize || level.verb == .chart: operand.words = [.each]
    case .within: operand.words = [.all]
    default: break
    }
    return .operand(operand)
  }

  /// What follows a word that wants something.
  private func expectation(after word: Word) -> Expectation {
    let units: [Word] = [.quarter, .month, .year, .week, .day]
    switch word {
    case .last, .next, .past, .prior:
      return .words(units + [.fiscal] + (word == .prior ? [.period] : []))
    case .this, .each, .fiscal: return .words(units + (word == .fiscal ? [] : [.fiscal]))
    case .during: return .period
    case .in: return afterIn
    case .is: return .words([.missing, .not])
    case .not where isAfterOperand: return .words([.in, .between, .contains, .starts, .ends])
    case .starts, .ends: return .words([.with])
    case .keep: return .words([.empty])
    case .one: return .words([.of])
    case .to: return .words([.date])
    case .orphans: return .words([.keep])
    case .as, .contains, .matches, .with: return .nothing
    case .on where !level.isStage: return .entity
    case .into: return level.isStage ? .nothing : .entity
    case .many: return .source
    case .hide: return level.isStage ? .column : operand
    case .replace, .unpivot, .pivot, .across: return .column
    case .append, .link: return .source
    case .apply: return .definedVerb
    case .rename, .take, .top, .bottom, .export, .print, .chart: return .nothing
    case .describe, .explain: return level.isStage ? .nothing : .anyDefinition
    case .option: return .option
    case .for: return .words([.each])
    case .let, .measure, .field, .function, .verb, .param, .scenario, .snapshot, .entity, .test,
      .load, .open, .save, .include, .run, .adopt, .compare, .from, .key, .inverse, .currency:
      return .nothing
    default: return operand
    }
  }

  private var afterIn: Expectation {
    if level.verb == .for, !level.isStage { return .source }
    if level.clause == .each { return .period }
    return level.verb == .pivot && level.isStage ? .nothing : .set
  }

  /// What could follow an operand.
  private var continuation: Expectation {
    if countsUnits { return .words([.quarters, .months, .years, .weeks, .days]) }
    var words: [Word] = []
    if case .call = level.opener { words = [.where, .during, .prior, .within, .per, .over] }
    words += level.isStage ? stageWords : statementWords
    switch level.clause {
    case .if: words.insert(.then, at: 0)
    case .then: words.insert(.else, at: 0)
    default: break
    }
    return .continuation(words, joining)
  }

  private var joining: Expectation.Joining {
    guard isInExpression else { return .nothing }
    return level.hasComparison ? .condition : .comparison
  }

  /// Whether the operand before the place is part of an expression, and not a name or a number that
  /// the stage wants alone.
  private var isInExpression: Bool {
    switch level.opener {
    case .call, .list: return true
    case .statement, .parenthesis, .block: break
    }
    guard level.isStage else {
      switch level.verb {
      case nil: return level.opener == .parenthesis
      case .measure, .field, .function: return level.hasComparison
      default: return level.verb == .assert
      }
    }
    switch level.verb {
    case .where, .add, .replace, .show, .sort, .distinct, .summarize, .assert: return true
    case .top, .bottom: return level.clause != nil
    case .link: return level.clause == .on
    default: return false
    }
  }

  private var stageWords: [Word] {
    switch (level.verb, level.clause) {
    case (.summarize, nil), (.top, nil), (.bottom, nil), (.chart, nil): [.by]
    case (.top, _), (.bottom, _): level.clause == .per ? [] : [.desc, .asc, .per]
    case (.sort, _): [.desc, .asc]
    case (.take, nil): [.per]
    case (.expand, nil): [.as, .keep]
    case (.expand, _): [.keep]
    case (.link, nil): [.as]
    case (.link, .as): [.on]
    case (.pivot, nil): [.across]
    case (.pivot, .across): [.in]
    case (.unpivot, nil): [.into]
    default: []
    }
  }

  private var statementWords: [Word] {
    switch (level.verb, level.clause) {
    case (.measure, nil), (.field, nil): [.on]
    case (.measure, .on): level.hasComparison ? [.over] : []
    case (.load, nil): [.as, .into]
    case (.load, .into), (.run, nil): [.with]
    case (.scenario, nil), (.entity, nil): [.from]
    case (.for, _): [.in]
    case (.param, nil): [.one]
    default: []
    }
  }
}
