/// Ways to the same figures that read less, each of which tests also do without.
struct Shortcuts: OptionSet, Sendable {
  let rawValue: Int

  /// The few best rows of each group are found in one scan instead of by sorting all; see
  /// ``Execution/top(_:_:by:per:for:in:)``.
  static let bestRows = Shortcuts(rawValue: 4)

  static let all: Shortcuts = [.bestRows]
}
