import Messages
import Plan

/// How a pass gathers what is asked of it: which accumulators there are, and which rows each gets.
struct PassPlan {
  /// Aggregates with one condition and one level: their rows are picked and numbered once.
  struct Class {
    var condition: TypedExpression?
    var test: Test
    var level: GroupLevel
    var levelNumber: Int
    /// Without padding rows of no group are dropped.
    var layout: CellLayout
    var accumulators: [Int] = []
    /// What is computed, for a profile.
    var aggregates: [Aggregate] = []
  }

  /// Aggregates of one level whose conditions have become a further key: no row is picked for them.
  struct SplitLevel {
    var level: GroupLevel
    var layout: CellLayout
    var key: ConditionKey
    /// Accumulators by group, for those without a condition, and by group and number of the key.
    var plain: [Int] = []
    var split: [Int] = []
    /// For a profile: what is computed for rows of which numbers, and the accumulator that counts
    /// them.
    var aggregates: [(aggregate: Aggregate, numbers: [Int])] = []
    var counter: Int?

    func rowsTaken(_ gathered: [Accumulator]) -> [(aggregate: Aggregate, rows: Int)] {
      guard let counter else { return [] }
      return aggregates.map { aggregate, numbers in
        let counts = gathered[counter].folded(CellLayout(groups: level.count), from: numbers)
        return (aggregate, (counts as? CountAccumulator)?.total ?? 0)
      }
    }
  }

  /// Where a member's figures are: in some numbers of an accumulator.
  private struct Place {
    var accumulator = 0
    var numbers: [Int] = []
  }

  private(set) var classes: [Class] = []
  private(set) var splitLevels: [SplitLevel] = []
  /// What makes them, and what they gather.
  private(set) var accumulators:
    [(kind: AccumulatorRecipe.Kind?, layout: CellLayout, make: (CellLayout) -> Accumulator)] = []
  private var places: [Place]

  /// So many groups in front take rows of no group: one alone would be added to at every turn, each
  /// time waiting for the time before.
  static let usualPadding = 8

  /// - Parameter isDivided: whether the rows come piece by piece, each with groups of its own; they
  ///   are of one level.
  init(
    _ members: [Pass.Member], rows: Int, _ compiler: Compiler, isDivided: Bool = false
  ) throws(Diagnostic) {
    places = Array(repeating: Place(), count: members.count)
    var numbers: [Int] = []
    for member in members where !numbers.contains(member.levelNumber) {
      numbers.append(member.levelNumber)
    }
    for number in numbers {
      let own = members.indices.filter { members[$0].levelNumber == number }
      let done = isDivided ? [] : try split(own, of: members, rows: rows, compiler)
      let rest = own.filter { !done.contains($0) }
      var conditions: [TypedExpression?] = []
      for index in rest where !conditions.contains(members[index].condition) {
        conditions.append(members[index].condition)
      }
      for condition in conditions {
        try pick(rest.filter { members[$0].condition == condition }, of: members, compiler)
      }
    }
  }

  /// Accumulators for so many groups of a piece.
  func accumulators(groups: Int) -> [Accumulator] {
    accumulators.map { accumulator in
      var layout = accumulator.layout
      layout.groups = groups
      return accumulator.make(layout)
    }
  }

  /// Each member's own accumulator.
  func results(of gathered: [Accumulator]) -> [Accumulator] {
    places.map { place in
      let accumulator = gathered[place.accumulator]
      let layout = accumulator.layout
      return layout.isPlain && place.numbers == [0]
        ? accumulator : accumulator.folded(CellLayout(groups: layout.groups), from: place.numbers)
    }
  }

  /// The levels by which all rows are numbered anyway and some of them once more: once is enough
  /// where it takes some work.
  var sharedLevels: [(number: Int, level: GroupLevel)] {
    var found: [(number: Int, level: GroupLevel)] = []
    for group in classes where group.condition == nil && group.level.isCostly {
      let users = classes.filter { $0.levelNumber == group.levelNumber }
      if users.count > 1 { found.append((group.levelNumber, group.level)) }
    }
    return found
  }

  /// The number of an accumulator for a member: one that gathers the same for others, or a new one.
  private mutating func accumulator(
    for recipe: AccumulatorRecipe, among known: inout [Int], _ layout: CellLayout
  ) -> Int {
    if let kind = recipe.kind {
      let shared = known.first { number in
        let other = accumulators[number].kind
        return other == kind || kind == .presence && other == .rows
      }
      if let shared { return shared }
    }
    accumulators.append((recipe.kind, layout, recipe.make))
    known.append(accumulators.count - 1)
    return accumulators.count - 1
  }

  /// Members in the order in which they may share: what marks groups after what counts their rows.
  private static func inOrder(_ some: [Int], _ members: [Pass.Member]) -> [Int] {
    some.filter { members[$0].recipe.kind != .presence }
      + some.filter { members[$0].recipe.kind == .presence }
  }

  // MARK: - Rows that are picked

  /// - Parameter own: members of one level and one condition.
  private mutating func pick(
    _ own: [Int], of members: [Pass.Member], _ compiler: Compiler
  ) throws(Diagnostic) {
    guard let first = own.first.map({ members[$0] }) else { return }
    var test = Test.all
    if let condition = first.condition { test = Test(try compiler.compile(condition)) }
    // A profile wants to know how many rows there are in groups.
    let isPadded =
      first.level.maySkip && own.allSatisfy { members[$0].recipe.isFoldable }
      && compiler.execution.shortcuts.contains(.conditionKeys)
      && compiler.execution.profiler == nil
    var group = Class(
      condition: first.condition, test: test, level: first.level, levelNumber: first.levelNumber,
      layout: CellLayout(
        groups: first.level.count, padding: isPadded ? Self.usualPadding : 0,
        mayHaveBanks: compiler.execution.shortcuts.contains(.banks)))
    for index in Self.inOrder(own, members) {
      let accumulator = accumulator(
        for: members[index].recipe, among: &group.accumulators, group.layout)
      places[index] = Place(accumulator: accumulator, numbers: [0])
    }
    group.aggregates = own.compactMap { members[$0].aggregate }
    classes.append(group)
  }

  // MARK: - Conditions as a key

  /// More groups than this (8 MB for each accumulator of a thread) are not worth their memory.
  private static let mostGroups = 1 << 20

  /// Makes a key of the conditions of a level that depend on few values, where that saves a look at
  /// the rows.
  ///
  /// - Parameter own: members of one level.
  /// - Returns: the members that need nothing else.
  private mutating func split(
    _ own: [Int], of members: [Pass.Member], rows: Int, _ compiler: Compiler
  ) throws(Diagnostic) -> Set<Int> {
    guard let level = own.first.map({ members[$0].level }), !level.parts.isEmpty,
      compiler.execution.shortcuts.contains(.conditionKeys)
    else { return [] }
    var conditions: [(condition: TypedExpression, node: Node)] = []
    for index in own {
      guard members[index].recipe.isFoldable, let condition = members[index].condition,
        !conditions.contains(where: { $0.condition == condition })
      else { continue }
      let node = try compiler.compile(condition)
      if ConditionKey.isPossible(node) { conditions.append((condition, node)) }
    }
    func number(_ index: Int) -> Int? {
      if !members[index].recipe.isFoldable { return nil }
      return conditions.firstIndex { $0.condition == members[index].condition }
    }
    let conditioned = own.filter { number($0) != nil }
    let kinds = Set(conditioned.compactMap { members[$0].recipe.kind })
    let whole = own.filter { members[$0].condition == nil }
    let sharing = whole.filter { index in
      members[index].recipe.kind.map {
        kinds.contains($0) || $0 == .presence && kinds.contains(.rows)
      }
        ?? false
    }
    let layout = CellLayout(
      groups: level.count, padding: level.maySkip ? Self.usualPadding : 0,
      mayHaveBanks: compiler.execution.shortcuts.contains(.banks))
    guard conditions.count > 1 || !sharing.isEmpty, !conditions.isEmpty,
      let key = ConditionKey(
        conditions.map(\.node), stride: layout.stride,
        largest: min(Self.mostGroups, max(1 << 12, rows / 4)))
    else { return [] }
    var split = SplitLevel(level: level, layout: layout, key: key)
    var splitLayout = layout
    splitLayout.numbers = key.count
    let all = Array(0..<key.count)
    for index in Self.inOrder(conditioned + sharing, members) {
      let numbers = number(index).map { key.holding[$0] } ?? all
      let accumulator = accumulator(
        for: members[index].recipe, among: &split.split, splitLayout)
      places[index] = Place(accumulator: accumulator, numbers: numbers)
      if let aggregate = members[index].aggregate { split.aggregates.append((aggregate, numbers)) }
    }
    let plain = whole.filter { index in
      !sharing.contains(index) && (layout.isPlain || members[index].recipe.isFoldable)
    }
    for index in Self.inOrder(plain, members) {
      let accumulator = accumulator(for: members[index].recipe, among: &split.plain, layout)
      places[index] = Place(accumulator: accumulator, numbers: [0])
      if let aggregate = members[index].aggregate { split.aggregates.append((aggregate, all)) }
    }
    if compiler.execution.profiler != nil {
      split.counter = accumulator(for: .rows, among: &split.split, splitLayout)
    }
    splitLevels.append(split)
    return Set(conditioned + sharing + plain)
  }
}
