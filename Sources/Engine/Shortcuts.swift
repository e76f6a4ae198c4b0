/// Ways to the same figures that read less, each of which tests also do without.
struct Shortcuts: OptionSet, Sendable {
  let rawValue: Int

  /// Conditions of few values are a further key of groups instead of picking rows, and rows of no
  /// group go into one of their own instead of being dropped; see ``ConditionKey``.
  static let conditionKeys = Shortcuts(rawValue: 1)
  /// Aggregates over the same linked rows are computed in one scan; see
  /// ``Execution/gatherTogether(_:over:)``.
  static let sharedScans = Shortcuts(rawValue: 2)

  static let all: Shortcuts = [.conditionKeys, .sharedScans]
}
