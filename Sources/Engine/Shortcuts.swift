/// Ways to the same figures that read less, each of which tests also do without.
struct Shortcuts: OptionSet, Sendable {
  let rawValue: Int

  /// Conditions of few values are a further key of groups instead of picking rows, and rows of no
  /// group go into one of their own instead of being dropped; see ``ConditionKey``.
  static let conditionKeys = Shortcuts(rawValue: 1)
  /// Aggregates over the same linked rows are computed in one scan; see
  /// ``Execution/gatherTogether(_:over:)``.
  static let sharedScans = Shortcuts(rawValue: 2)
  /// Rows of few groups are added to several copies of the cells in turn; see ``Banks``.
  static let banks = Shortcuts(rawValue: 4)
  /// The few best rows of each group are found in one scan instead of by sorting all; see
  /// ``Execution/shortlist(of:_:by:per:for:in:)``.
  static let bestRows = Shortcuts(rawValue: 8)

  /// Rows of very many groups are divided into pieces of few, whose figures stay in the cache; see
  /// ``DividedRows``.
  static let dividedRows = Shortcuts(rawValue: 16)

  static let all: Shortcuts = [.conditionKeys, .sharedScans, .banks, .bestRows, .dividedRows]
}
