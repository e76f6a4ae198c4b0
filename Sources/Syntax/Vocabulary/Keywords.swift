/// A word that the grammar knows; its raw value is how it is written.
///
/// Only the reserved ones are never names: all others mean something in their place alone, so a
/// field may be called `top`, `test` or `from`.
package enum Word: String, Sendable, Hashable, CaseIterable {
  // Reserved everywhere.
  case and, or, not, `in`, `is`, between, missing, `true`, `false`, `if`, then, `else`
  case `where`, during, prior, within, per, `as`, by, set, all, asc, desc

  // What a statement begins with.
  case entity, `let`, measure, field, function, param, load, open, save, include, run, option
  case scenario, snapshot, adopt, `for`, test, verb

  // What a stage begins with.
  case add, replace, show, hide, rename, sort, take, top, bottom, distinct, summarize, expand
  case link, append, pivot, unpivot, chart, apply, assert, export, print, describe, explain

  // What a query begins with that runs elsewhere.
  case compare, with

  // Inside statements and stages.
  case from, key, on, over, one, of, into, each, keep, empty, many, across
  case currency, orphans, inverse, required
  case change, remove, insert

  // Inside expressions.
  case contains, starts, ends, matches
  case last, next, past, this, to, date, period
  case fiscal, day, days, week, weeks, month, months, quarter, quarters, year, years
}

/// What a word can be: several roles for words such as `where`, a verb and a modifier.
package struct WordRoles: OptionSet, Sendable, Hashable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// Never a name, unless backquoted.
  package static let reserved = WordRoles(rawValue: 1 << 0)
  /// Begins a statement.
  package static let statement = WordRoles(rawValue: 1 << 1)
  /// Begins a stage.
  package static let verb = WordRoles(rawValue: 1 << 2)
  /// Begins a query: `compare a, b { … }`, `with w { … }`.
  package static let source = WordRoles(rawValue: 1 << 3)
  /// Stands inside an aggregate's parentheses.
  package static let modifier = WordRoles(rawValue: 1 << 4)
  /// Joins the parts of a statement or stage: `by`, `across`, `into`.
  package static let clause = WordRoles(rawValue: 1 << 5)
  /// Describes a column in an `entity`.
  package static let mark = WordRoles(rawValue: 1 << 6)
  /// Begins a line of a `scenario`.
  package static let edit = WordRoles(rawValue: 1 << 7)
  /// Joins or changes values: `and`, `contains`, `if`.
  package static let `operator` = WordRoles(rawValue: 1 << 8)
  /// Is a value: `true`, `missing`.
  package static let literal = WordRoles(rawValue: 1 << 9)
  /// Begins or ends a relative period: `last`, `to date`.
  package static let relative = WordRoles(rawValue: 1 << 10)
  /// A length of time.
  package static let unit = WordRoles(rawValue: 1 << 11)
  /// A verb that needs something behind it, so that a line cannot end with it.
  package static let needsOperand = WordRoles(rawValue: 1 << 12)
  /// Never begins a statement unless a colon follows, so that a line beginning with it continues.
  package static let continues = WordRoles(rawValue: 1 << 13)
}

/// The one table of the grammar's words, from which highlighting, completion and help are made.
package enum Keywords {
  package struct Entry: Sendable {
    package let word: Word
    package let roles: WordRoles
  }

  package static let all: [Entry] = Word.allCases.map { Entry(word: $0, roles: roles(of: $0)) }

  /// The words with a role, in the table's order.
  package static func words(_ role: WordRoles) -> [Word] {
    Word.allCases.filter { $0.roles.contains(role) }
  }

  /// The word that a run of ASCII letters spells, in any case; nil for any other text.
  static func word(packed: UInt128) -> Word? { spellings[packed] }

  /// The longest word's letters; longer texts are names.
  static let longest = 9

  private static let spellings: [UInt128: Word] = {
    var table: [UInt128: Word] = [:]
    for word in Word.allCases {
      table[word.rawValue.utf8.reduce(0) { $0 << 8 | UInt128($1) }] = word
    }
    return table
  }()

  fileprivate static func roles(of word: Word) -> WordRoles {
    switch word {
    case .and, .or, .is, .between, .then, .else: [.reserved, .operator]
    case .in: [.reserved, .operator, .clause]
    case .not, .if: [.reserved, .operator]
    case .missing: [.reserved, .literal, .mark]
    case .true, .false: [.reserved, .literal]
    case .where: [.reserved, .verb, .modifier, .clause, .needsOperand]
    case .during, .prior, .within: [.reserved, .modifier]
    case .per: [.reserved, .modifier, .clause]
    case .as, .set, .all, .asc, .desc: [.reserved, .clause]
    case .by: [.reserved, .clause, .mark]
    case .entity, .let, .measure, .field, .function, .param, .load, .open, .save, .include, .run,
      .option, .scenario, .snapshot, .adopt, .for, .test, .verb:
      [.statement]
    case .add, .replace, .show, .hide, .rename, .sort, .take, .top, .bottom, .expand, .link,
      .append, .pivot, .unpivot, .chart, .apply, .export:
      [.verb, .needsOperand]
    case .distinct, .summarize, .print: [.verb]
    case .assert: [.verb, .statement, .needsOperand]
    case .describe, .explain: [.verb, .statement]
    case .compare: [.source]
    case .with: [.source, .clause]
    case .from: [.clause, .mark]
    case .on, .across, .into: [.clause, .continues]
    case .over: [.clause, .modifier, .continues]
    case .key, .one, .of, .each, .keep, .empty, .many: [.clause]
    case .currency, .orphans, .inverse, .required: [.mark]
    case .change, .remove, .insert: [.edit]
    case .contains, .starts, .ends, .matches: [.operator]
    case .last, .next, .past, .this, .to, .date, .period: [.relative]
    case .fiscal: [.relative]
    case .day, .days, .week, .weeks, .month, .months, .quarter, .quarters, .year, .years: [.unit]
    }
  }
}

extension Word {
  /// What the word can be.
  package var roles: WordRoles { Keywords.roles(of: self) }

  /// Whether the word is never a name.
  package var isReserved: Bool {
    switch self {
    case .and, .or, .not, .in, .is, .between, .missing, .true, .false, .if, .then, .else, .where,
      .during, .prior, .within, .per, .as, .by, .set, .all, .asc, .desc:
      true
    default: false
    }
  }

  /// The length of time that the word names, in singular or plural.
  package var unitLength: TimeUnit.Length? {
    switch self {
    case .day, .days: .day
    case .week, .weeks: .week
    case .month, .months: .month
    case .quarter, .quarters: .quarter
    case .year, .years: .year
    default: nil
    }
  }
}
