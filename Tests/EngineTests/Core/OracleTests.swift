import Columns
import Messages
import Model
import Plan
import PlanOracle
import Testing

@testable import Engine

/// Random plans over random worlds: the engine must agree with the row-by-row oracle, on one thread
/// and on two.
struct OracleTests {
  @Test(arguments: 0..<40)
  func rowsAgree(seed: Int) throws {
    var plans = RandomPlans(seed: UInt64(seed))
    let world = RandomWorld.make(seed: UInt64(seed), deals: 40 + seed % 3 * 60)
    for _ in 0..<6 { try compare(plans.rows(budget: 2), in: world, seed: seed) }
  }

  @Test(arguments: 0..<80)
  func summariesAgree(seed: Int) throws {
    var plans = RandomPlans(seed: UInt64(seed) &+ 1_000)
    let world = RandomWorld.make(seed: UInt64(seed), deals: 30 + seed % 4 * 40)
    for _ in 0..<6 { try compare(plans.summary(budget: 1), in: world, seed: seed) }
  }

  private func compare(_ plan: LogicalPlan, in world: World, seed: Int) throws {
    // The oracle looks variables up; the engine gets a plan with their values in it.
    let values = RandomExpressions.values(in: world, seed: seed)
    let expected: [[Value]]
    do {
      expected = try Oracle(world: world, variables: values).table(plan)
    } catch OracleFault.overflow {
      let bound = plan.binding(values, in: world)
      #expect(throws: Diagnostic.self) { try run(bound, in: world, threads: 1) }
      return
    }
    let brief = plan.brief
    let plan = plan.binding(values, in: world)
    let single = try run(plan, in: world, threads: 1)
    let double = try run(plan, in: world, threads: 2, morselRows: 8, fewGroups: 1, fewValues: 0)
    let plain = try run(
      plan, in: world.withoutZones, fewGroups: 1, placesPerRow: 0, shortcuts: [])
    #expect(single.count == expected.count, "seed \(seed): \(brief)")
    guard single.count == expected.count else { return }
    for (row, (left, right)) in zip(single, expected).enumerated() {
      for (column, (found, wanted)) in zip(left, right).enumerated() {
        guard found.agrees(with: wanted) else {
          Issue.record(
            "seed \(seed), row \(row), column \(column): \(found) instead of \(wanted)\n\(brief)"
          )
          return
        }
      }
    }
    for (left, right) in zip(single, double) {
      #expect(left.map(\.exactly) == right.map(\.exactly), "threads differ, seed \(seed)")
    }
    for (left, right) in zip(single, plain) {
      #expect(
        left.map(\.exactly) == right.map(\.exactly), "without shortcuts differs, seed \(seed)"
      )
    }
    #expect(plain.count == single.count && double.count == single.count, "seed \(seed)")
  }

  /// Few rows at a time give the threads many morsels to share, and few groups that may be numbered
  /// by arithmetic make the groups be looked for among the rows: by ranks, or without places for
  /// those by sorting. Without few values every percentile is looked for by counting first.
  private func run(
    _ plan: LogicalPlan, in world: World, threads: Int = 2, morselRows: Int = usualMorselRows,
    fewGroups: Int = 1 << 16, placesPerRow: Int = 16,
    fewValues: Int = 1 << 14, shortcuts: Shortcuts = .all
  ) throws -> [[Value]] {
    let execution = Execution(
      world: world, threads: threads, cancellation: Cancellation(), morselRows: morselRows,
      fewGroups: fewGroups, placesPerRow: placesPerRow, fewValues: fewValues,
      shortcuts: shortcuts)
    return try execution.rows(execution.frame(of: plan, in: nil))
  }
}

extension World {
  /// The same data, whose every row has to be looked at.
  fileprivate var withoutZones: World {
    World(
      catalog: catalog,
      tables: tables.map {
        Table(rowCount: $0.rowCount, columns: Array($0.columns), zoneRows: 0)
      }, options: options)
  }
}

extension Value {
  /// Whether two values are the same to a reader: decimals exactly, doubles but for their last bits.
  func agrees(with other: Value) -> Bool {
    switch (self, other) {
    case (.real(let left), .real(let right)):
      left == right || abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
    case (.real(let left), .decimal(let right)):
      abs(left - right.real) <= 1e-9 * max(1, abs(left))
    case (.decimal(let left), .real(let right)):
      abs(left.real - right) <= 1e-9 * max(1, abs(right))
    default: self == other
    }
  }

  /// Doubles by their bits, so that equal means the very same.
  fileprivate var exactly: String {
    if case .real(let value) = self { "\(value.bitPattern)" } else { "\(self)" }
  }
}
